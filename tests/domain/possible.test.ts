import { describe, expect, test } from 'vitest';
import * as commands from '../../shared/case/commands/index.ts';
import { POSSIBLE, possible } from '../../shared/case/possible.ts';
import { answerWay } from '../../shared/people/answer-way.ts';
import { houseTexts, TEMPLATES } from '../../shared/texts/replies.ts';
import { apply, at, atWork, context, OFFICER, OPENING, opened, SUPERVISOR, T0 } from './story.ts';

/** What the API tells a console that holds no rules: what may be done, and how somebody may be written to. */

const all = () => true;

describe('what may be done to a case', () => {
  test('follows its status', () => {
    const { state } = opened();
    const now = possible(state, context(OFFICER, T0), all);
    expect(now.allowed).toEqual(expect.arrayContaining(['triage', 'assign', 'sendMessage', 'merge']));
    expect(now.allowed).not.toEqual(expect.arrayContaining(['resolve']));
    expect(now.allowed).not.toContain('unmerge');
    expect(now.awaits).toEqual([]);
  });

  test('what stands in the way is said beforehand, with what is open', () => {
    const { state, alertId } = atWork();
    const now = possible(state, context(OFFICER, at(3)), all);
    expect(now.allowed).not.toContain('resolve');
    const resolve = now.blocked.find(({ command }) => command === 'resolve');
    expect(resolve).toMatchObject({ open: [alertId] });
    expect(resolve?.why.ar).toMatch(/[\u0600-\u06ff]/);
    // An open request may be waited for, a question may be asked, a movement expected.
    expect(now.awaits).toEqual(['reporter', 'agency', 'movement']);
    const done = apply(state, commands.standDown, { alertId, reason: 'met' }, OFFICER, at(4));
    const then = possible(done, context(OFFICER, at(5)), all);
    expect(then.allowed).toContain('resolve');
    expect(then.awaits).toEqual(['reporter', 'movement']);
  });

  test('depends on who asks: an officer does not call a P1 invalid, nor does whoever took it', () => {
    const { state } = opened();
    const may = (actor: typeof OFFICER) => possible(state, context(actor, T0), all).allowed.includes('invalidate');
    expect(may(OFFICER)).toBe(false);
    expect(may(SUPERVISOR)).toBe(true);
    const owned = apply(state, commands.assign, { owner: SUPERVISOR.id }, SUPERVISOR, at(1));
    expect(possible(owned, context(SUPERVISOR, at(2)), all).allowed).not.toContain('invalidate');
  });

  test('a route that is closed to somebody is not offered', () => {
    const none = possible(opened().state, context(OFFICER, T0), () => false);
    expect(none).toEqual({ allowed: [], blocked: [], awaits: [] });
    expect(POSSIBLE.length).toBeGreaterThan(25);
  });
});

describe('how a reporter can be written to', () => {
  const { state } = opened();
  const reporter = { ...OPENING.reporter, heardAt: T0 };

  test('WhatsApp: any words for a day after his last, then templates', () => {
    expect(answerWay(state, reporter, undefined, at(60))).toMatchObject({ way: 'text', closesAt: at(24 * 60) });
    expect(answerWay(state, reporter, undefined, at(24 * 60))).toMatchObject({ way: 'template', why: 'window' });
    expect(answerWay(state, reporter, undefined, at(24 * 60))).not.toHaveProperty('closesAt');
  });

  test('Messenger: a person may for a week, then nobody; SMS: always; a walk-in: never', () => {
    const messenger = { ...reporter, channel: 'messenger' as const };
    expect(answerWay(state, messenger, undefined, at(6 * 24 * 60))).toMatchObject({ way: 'text', letters: 2000 });
    expect(answerWay(state, messenger, undefined, at(7 * 24 * 60))).toMatchObject({ way: 'no', why: 'window' });
    expect(answerWay(state, { ...reporter, channel: 'sms' }, undefined, at(9999))).toEqual({
      contactId: 'c-1',
      way: 'text',
      letters: 1600,
    });
    const { address: _none, ...walkIn } = reporter;
    expect(answerWay(state, walkIn, undefined, T0)).toMatchObject({ way: 'no', why: 'no_address' });
  });

  test('what protects him comes first; quiet hours only make it wait', () => {
    const safety = { callBack: 'never' as const, sharedDevice: false, captorMaySee: false };
    expect(answerWay(state, reporter, { safety }, at(1))).toMatchObject({ way: 'no', why: 'never' });
    const quietHoursLocal = { from: '00:00', to: '23:00', zone: 'UTC' };
    expect(answerWay(state, reporter, { safety: { ...safety, callBack: 'ok', quietHoursLocal } }, at(1))).toMatchObject(
      {
        way: 'text',
        why: 'quiet_hours',
        waitsUntil: '2023-04-22T23:00:00.000Z',
      },
    );
  });

  test('that another reporter wrote opens nobody’s window', () => {
    const { heardAt: _never, ...silent } = reporter;
    const both = { ...state, lastInboundAt: T0, reporters: [silent, { ...reporter, contactId: 'c-2' }] };
    expect(answerWay(both, silent, undefined, at(1))).toMatchObject({ way: 'template' });
  });
});

test('ready texts begin with the question that would help most, and a template names each of its parameters', () => {
  const texts = houseTexts(opened().state);
  expect(texts[0]!.id).toMatch(/^ask-/);
  expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);
  for (const { body, params } of TEMPLATES) {
    for (const side of [body.ar, body.en]) {
      const named = [...side.matchAll(/\{\{(\d+)\}\}/g)].map(([, n]) => Number(n));
      expect(named).toEqual(params.map((_, n) => n + 1));
    }
  }
});
