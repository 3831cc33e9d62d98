import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../shared/case/commands/index.ts';
import type { CaseEvent, EventData, Suggestion } from '../../shared/case/events.ts';
import { openCase, perform } from '../../shared/case/perform.ts';
import { asChosen } from '../../shared/case/public-kind.ts';
import { repeatsEarlier } from '../../shared/case/repeated.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { routeOf } from '../../shared/escalation/routing.ts';
import { saysRepeated } from '../../shared/outbox/repeated.ts';
import { suggest } from '../../shared/triage/suggest.ts';

const T0 = '2023-04-22T09:00:00.000Z';
const REPORTER = { contactId: 'c1', channel: 'whatsapp' as const, relationship: 'self' as const };

function at(now: string) {
  return { now, actor: { kind: 'citizen' as const, id: 'c1' }, policies: [DEFAULT_POLICY] };
}

function opened(more: Partial<EventData['case.opened']> = {}): CaseState {
  const opening = {
    channel: 'whatsapp' as const,
    reporter: REPORTER,
    priority: 'P4' as const,
    reasons: [],
    category: 'complaint' as const,
    summary: 's',
    ...more,
  };
  return write(openCase('AAAA-AAAA', opening, at(T0)).state, 'القنصلية لم ترد', T0).state;
}

function write(state: CaseState, text: string, now: string, suggestion?: Suggestion) {
  const message = {
    channel: 'whatsapp' as const,
    providerMessageId: now,
    contactId: 'c1',
    kind: 'text' as const,
    text,
  };
  const input = { message: { ...message, receivedAt: now }, reporter: REPORTER, ...(suggestion ? { suggestion } : {}) };
  const done = perform(state, receiveMessage, input, at(now));
  if ('rejected' in done) throw new Error(done.detail.en);
  return done;
}

const raises = (events: readonly CaseEvent[]) => events.filter(({ type }) => type === 'priority.raised');

describe('a second written complaint (R18)', () => {
  test('raises one level by its own words, whatever the case is, once and not above P2', () => {
    const again = suggest('دي تاني شكوى مكتوبة مني ومحدش رد على طلب الباسبور', { channel: 'whatsapp' });
    expect(again.rules).toContain('R18');
    const state = opened({ category: 'evacuation_request', priority: 'P3' });
    const { state: raised, events } = write(state, '…', '2023-04-22T09:10:00.000Z', again);
    expect(raised.priority).toBe('P2');
    expect(raises(events).map((event) => saysRepeated(event))).toEqual([true]);
    expect(raises(write(raised, '…', '2023-04-22T09:20:00.000Z', again).events)).toEqual([]);
    const urgent = opened({ priority: 'P2' });
    expect(raises(write(urgent, '…', '2023-04-22T09:10:00.000Z', again).events)).toEqual([]);
  });

  test('is one without any such word when nobody answered the first for half a day', () => {
    const soon = write(opened(), 'ألو؟', '2023-04-22T10:00:00.000Z');
    expect(raises(soon.events)).toEqual([]);
    expect(write(soon.state, 'ألو؟', '2023-04-22T22:30:00.000Z').state.priority).toBe('P3');
    const enquiry = opened({ category: 'enquiry' });
    expect(raises(write(enquiry, 'ألو؟', '2023-04-23T22:30:00.000Z').events)).toEqual([]);
  });

  test('is one when it opens a case after a complaint that ended', () => {
    expect(repeatsEarlier(opened(), 'complaint')).toMatchObject({ rule: 'R18' });
    expect(repeatsEarlier(opened({ category: 'documents' }), 'complaint')).toBeUndefined();
    expect(repeatsEarlier(undefined, 'complaint')).toBeUndefined();
  });
});

test('requests are referred to the ministry concerned, by what they are about', () => {
  const directory = ['mfa', 'emb-qa', 'moi-pass', 'moss'].map((id) => ({ id, active: true }));
  const about = { country: 'QA', age: 0 };
  const route = (category: 'complaint' | 'suggestion', needs: ('document' | 'cash')[]) =>
    routeOf({ ...about, category, needs }, directory);
  expect(route('complaint', [])).toEqual({ primary: ['mfa'], copy: ['emb-qa'], toSupervisor: false });
  expect(route('complaint', ['document']).copy).toContain('moi-pass');
  expect(route('suggestion', ['cash']).copy).toEqual(['moss']);
});

describe('what a citizen says it is', () => {
  const read = (text: string) => suggest(text, { channel: 'web' });

  test('counts, in the P4 column', () => {
    const complaint = read('الموظف في القنصلية عاملني وحش وما ردش على طلبي خالص');
    expect(asChosen(complaint, 'complaint')).toMatchObject({ category: 'complaint', priority: 'P4' });
    expect(asChosen(complaint, 'help')).toBe(complaint);
    expect(asChosen(read('؟'), 'enquiry')).toMatchObject({ category: 'enquiry', priority: 'P4', reasons: [] });
  });

  test('does not hide danger', () => {
    const shot = read('بنتي مصابة بطلق ناري في الخرطوم بحري وبتنزف');
    expect(asChosen(shot, 'complaint')).toBe(shot);
    const again = read('دي تاني شكوى مكتوبة مني: قدمت على بدل فاقد للباسبور من شهر في الدوحة ولا حد رد');
    expect(asChosen(again, 'complaint')).toMatchObject({ category: 'complaint', priority: 'P3' });
  });
});
