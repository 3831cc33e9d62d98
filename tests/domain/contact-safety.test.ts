import { describe, expect, test } from 'vitest';
import { type ContactSafety, maySend, type Purpose, subscriptionWord } from '../../shared/people/safety.ts';

const SAFE: ContactSafety = { callBack: 'ok', sharedDevice: false, captorMaySee: false };
/** Khartoum is two hours ahead of UTC. */
const NIGHT = { from: '22:00', to: '07:00', zone: 'Africa/Khartoum' };
const NOON = '2026-11-22T10:00:00.000Z';
const MIDNIGHT = '2026-11-22T22:00:30.000Z';
const ALL: Purpose[] = ['automatic', 'broadcast', 'staff', 'urgent', 'call'];

const allowed = (safety: Partial<ContactSafety>, now = NOON) =>
  ALL.filter((purpose) => maySend({ safety: { ...SAFE, ...safety } }, purpose, now, 'whatsapp').may === 'yes');

describe('whom nothing is known of', () => {
  test('may be reached by all', () => {
    expect(ALL.filter((purpose) => maySend(undefined, purpose, NOON).may === 'yes')).toEqual(ALL);
  });
});

describe('how somebody may be reached', () => {
  test('never means never, however urgent', () => expect(allowed({ callBack: 'never' })).toEqual([]));
  test('only text: no call', () =>
    expect(allowed({ callBack: 'only_text' })).toEqual(['automatic', 'broadcast', 'staff', 'urgent']));
  test.each(['captorMaySee', 'sharedDevice'] as const)('%s: only what a person wrote', (who) =>
    expect(allowed({ [who]: true })).toEqual(['staff', 'urgent', 'call']),
  );
});

describe('hours', () => {
  test('quiet hours end at their local time, also over midnight; what is urgent wakes him', () => {
    const rules = { safety: { ...SAFE, quietHoursLocal: NIGHT } };
    for (const purpose of ['automatic', 'broadcast', 'staff', 'call'] as const) {
      const wait = { may: 'later', at: '2026-11-23T05:00:00.000Z', why: 'quiet_hours' };
      expect(maySend(rules, purpose, MIDNIGHT)).toEqual(wait);
    }
    expect(maySend(rules, 'urgent', MIDNIGHT)).toEqual({ may: 'yes' });
    expect(maySend(rules, 'staff', '2026-11-23T05:00:00.000Z')).toEqual({ may: 'yes' });
    expect(maySend(rules, 'staff', '2026-11-23T04:59:59.000Z').may).toBe('later');
  });

  test('outside the only safe hours nothing leaves, however urgent', () => {
    const window = { from: '09:00', to: '11:00', zone: 'Africa/Khartoum' };
    const rules = { safety: { ...SAFE, callBack: 'only_between' as const, window } };
    const wait = { may: 'later', at: '2026-11-23T07:00:00.000Z', why: 'outside_window' };
    expect(maySend(rules, 'urgent', NOON)).toEqual(wait);
    expect(maySend(rules, 'urgent', '2026-11-22T08:30:00.000Z')).toEqual({ may: 'yes' });
  });

  test('both at once: whichever ends later', () => {
    const window = { from: '06:00', to: '20:00', zone: 'Africa/Khartoum' };
    const safety = { ...SAFE, callBack: 'only_between' as const, window, quietHoursLocal: NIGHT };
    expect(maySend({ safety }, 'staff', MIDNIGHT)).toMatchObject({ may: 'later', at: '2026-11-23T05:00:00.000Z' });
  });
});

test('an opt-out stops what nobody wrote to him alone, on that channel', () => {
  const rules = { optOuts: [{ channel: 'sms' as const, at: NOON, via: 'word' as const }] };
  expect(maySend(rules, 'broadcast', NOON, 'sms')).toEqual({ may: 'no', why: 'opted_out' });
  expect(maySend(rules, 'automatic', NOON, 'sms')).toEqual({ may: 'no', why: 'opted_out' });
  expect(maySend(rules, 'staff', NOON, 'sms')).toEqual({ may: 'yes' });
  expect(maySend(rules, 'broadcast', NOON, 'whatsapp')).toEqual({ may: 'yes' });
});

test.each([
  ['STOP', 'opted_out'],
  [' stop. ', 'opted_out'],
  ['وقف', 'opted_out'],
  ['إلغاء', 'opted_out'],
  ['الغاء الاشتراك', 'opted_out'],
  ['start', 'opted_in'],
  ['وقف القلب عند والدي', undefined],
  ['please stop the shelling', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s asks for %s', (text, wish) => expect(subscriptionWord(text)).toBe(wish));
