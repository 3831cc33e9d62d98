import { describe, expect, test } from 'vitest';
import * as commands from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { Actor, CaseEvent } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { openCase, perform, performAnyway, sweep } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { CLOCKS, type ClockName, PRIORITIES, type Priority } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/clocks/policy.ts';
import { AGENCY, at, CITIZEN, OFFICER, OPENING, SUPERVISOR, SYSTEM, T0 } from './story.ts';

/** The thirteen clocks of domain.md c.5, one row each: what starts them, what stops them, whom they wait for, how long. */

const MIN = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A later policy with half the time for everything: clocks that began before it must not notice. */
const HALF: Policy = {
  ...DEFAULT_POLICY,
  version: 2,
  clocks: Object.fromEntries(
    Object.entries(DEFAULT_POLICY.clocks).map(([name, targets]) => [
      name,
      Object.fromEntries(Object.entries(targets).map(([p, seconds]) => [p, seconds === null ? null : seconds / 2])),
    ]),
  ) as Policy['clocks'],
};

/** A case that people do things to; keeps what was recorded. */
class Story {
  state: CaseState;
  events: CaseEvent[] = [];
  policies: Policy[] = [DEFAULT_POLICY];

  constructor(priority: Priority, now = T0, policies = [DEFAULT_POLICY]) {
    this.policies = policies;
    const opening = { ...OPENING, priority, reasons: [], channel: 'whatsapp' as const };
    const opened = openCase('K7M2-9QXF', opening, this.context(CITIZEN, now));
    this.state = opened.state;
    this.events = opened.events;
  }

  context(actor: Actor, now: string) {
    return { actor, now, policies: this.policies };
  }

  do<I>(command: Command<I>, input: NoInfer<I>, actor: Actor, now: string): this {
    const done = perform(this.state, command, input, this.context(actor, now));
    if ('rejected' in done) throw new Error(`${command.name}: ${done.detail.en}`);
    return this.take(done);
  }

  notice<I>(command: Command<I>, input: NoInfer<I>, now: string): this {
    const done = performAnyway(this.state, command, input, this.context(CITIZEN, now));
    if ('rejected' in done) throw new Error(done.detail.en);
    return this.take(done);
  }

  sweep(now: string): this {
    return this.take(sweep(this.state, this.context(SYSTEM, now)));
  }

  private take(done: { state: CaseState; events: CaseEvent[] }): this {
    this.state = done.state;
    this.events.push(...done.events);
    return this;
  }

  clock(name: ClockName) {
    return obligations(this.state, this.policies).clocks.find((clock) => clock.name === name);
  }

  breaches(name: ClockName) {
    return this.events.flatMap((event) =>
      event.type === 'clock.breached' && event.data.clock === name ? [event.data] : [],
    );
  }

  alertId() {
    return this.state.escalations[0]!.alertId;
  }
}

const by = { name: 'Mona', role: 'duty officer' };
const message = (now: string, more: object = {}) => ({
  message: {
    channel: 'whatsapp' as const,
    providerMessageId: `wamid.${now}`,
    contactId: 'c-1',
    kind: 'text' as const,
    text: 'الحقونا',
    receivedAt: now,
    ...more,
  },
  reporter: OPENING.reporter,
});
const ring = (now: string) =>
  message(now, { channel: 'voice', kind: 'call', providerMessageId: 'CA1', text: undefined });
const call = (direction: 'in' | 'out') => ({ contactId: 'c-1', direction, answered: true, text: 'spoke' });

function triaged(story: Story, now: string): Story {
  const { priority } = story.state;
  return story.do(commands.triage, { priority, category: 'injury', needs: ['water'], reason: 'r' }, SUPERVISOR, now);
}

function raised(story: Story, now: string): Story {
  return triaged(story, now).do(commands.raiseEscalation, { agency: { id: 'erc', tiers: 3 }, ask: 'a' }, OFFICER, now);
}

function told(story: Story, now: string): Story {
  const { alertId, seq } = story.state.alerts[0]!;
  return story.do(commands.alertSent, { alertId, revision: seq, rungs: ['a1'], messageIds: ['m'] }, SYSTEM, now);
}

function sent(story: Story, messageId: string, now: string): Story {
  return story
    .do(commands.recordSending, { messageId, attempt: 1, callbackId: 'x' }, SYSTEM, now)
    .do(commands.recordSent, { messageId, attempt: 1, providerMessageId: `wamid.${messageId}` }, SYSTEM, now);
}

function wrote(story: Story, now: string): Story {
  story.do(commands.sendMessage, { contactId: 'c-1', text: 'we are here' }, OFFICER, now);
  return sent(story, story.state.outbox.at(-1)!.messageId, now);
}

interface Row {
  /** Seconds, as domain.md c.5 has them; null: reported, no target. */
  targets: Record<Priority, number | null>;
  start(story: Story, now: string): Story;
  stop(story: Story, now: string): Story;
  /** Waits while a P3 or P4 waits for the reporter. */
  pauses?: true;
  /** Its stop begins it anew, or takes it away. */
  after?: 'restarts' | 'gone';
}

const all = (seconds: number): Row['targets'] => ({ P1: seconds, P2: seconds, P3: seconds, P4: seconds });
const same = (story: Story) => story;

const TABLE: Record<ClockName, Row> = {
  call_answer: {
    targets: all(15),
    start: (s, now) => s.do(commands.receiveMessage, ring(now), CITIZEN, now),
    stop: (s, now) => s.do(commands.logCall, call('in'), OFFICER, now),
  },
  auto_receipt: {
    targets: all(60),
    start: (s, now) => s.do(commands.receiveMessage, message(now), CITIZEN, now),
    stop: (s, now) => {
      s.do(commands.queueAutomaticAnswer, { answer: 'first', contactId: 'c-1', text: 'وصل', lang: 'ar' }, SYSTEM, now);
      return sent(s, s.state.outbox.at(-1)!.messageId, now);
    },
  },
  triage: {
    targets: { P1: 5 * MIN, P2: 10 * MIN, P3: 30 * MIN, P4: 2 * HOUR },
    start: same,
    stop: triaged,
  },
  first_human_response: {
    targets: { P1: 5 * MIN, P2: 15 * MIN, P3: 60 * MIN, P4: 4 * HOUR },
    start: same,
    stop: wrote,
  },
  escalate: {
    targets: { P1: 10 * MIN, P2: 30 * MIN, P3: 4 * HOUR, P4: 24 * HOUR },
    start: raised,
    stop: told,
  },
  agency_ack: {
    targets: { P1: 5 * MIN, P2: 15 * MIN, P3: 60 * MIN, P4: 8 * HOUR },
    start: (s, now) => told(raised(s, now), now),
    stop: (s, now) => s.do(commands.acknowledge, { alertId: s.alertId(), by, via: 'link', rung: 'a1' }, AGENCY, now),
  },
  agency_response: {
    targets: { P1: 60 * MIN, P2: 3 * HOUR, P3: 24 * HOUR, P4: 72 * HOUR },
    start: (s, now) =>
      told(raised(s, now), now).do(
        commands.acknowledge,
        { alertId: s.alertId(), by, via: 'link', rung: 'a1' },
        AGENCY,
        now,
      ),
    stop: (s, now) => s.do(commands.accept, { alertId: s.alertId(), by, via: 'link', eta: at(600, now) }, AGENCY, now),
  },
  keep_in_loop: {
    targets: { P1: HOUR, P2: 3 * HOUR, P3: 12 * HOUR, P4: 24 * HOUR },
    start: wrote,
    stop: wrote,
    pauses: true,
    after: 'restarts',
  },
  recheck: {
    targets: { P1: HOUR, P2: 6 * HOUR, P3: 24 * HOUR, P4: null },
    start: (s, now) => s.do(commands.logCall, call('out'), OFFICER, now),
    stop: (s, now) => s.do(commands.logCall, { ...call('out'), answered: false }, OFFICER, now),
    after: 'restarts',
  },
  wa_window: {
    targets: all(24 * HOUR),
    start: (s, now) => s.do(commands.receiveMessage, message(now), CITIZEN, now),
    stop: wrote,
    after: 'gone',
  },
  promise: {
    targets: all(45 * MIN),
    start: (s, now) =>
      s.do(commands.makePromise, { contactId: 'c-1', text: 'we call', dueAt: at(45, now) }, OFFICER, now),
    stop: (s, now) => s.do(commands.keepPromise, { promiseId: s.state.promises[0]!.promiseId }, OFFICER, now),
  },
  next_milestone: {
    targets: { P1: 24 * HOUR, P2: 72 * HOUR, P3: 7 * DAY, P4: 14 * DAY },
    start: triaged,
    stop: (s, now) => s.do(commands.changeNeed, { needId: s.state.needs[0]!.needId, status: 'met' }, OFFICER, now),
    pauses: true,
  },
  resolution: {
    targets: { P1: null, P2: null, P3: 7 * DAY, P4: 14 * DAY },
    start: (s, now) => triaged(s, now),
    stop: (s, now) =>
      s.do(
        commands.resolve,
        { code: 'need_met_in_place', text: 't', verifiedBy: 'v', verifiedHow: 'document' },
        OFFICER,
        now,
      ),
    pauses: true,
  },
};

/** Clocks that begin with the case; all others begin at the minute given. */
const FROM_OPENING: readonly ClockName[] = ['triage', 'first_human_response', 'resolution'];

const rows = CLOCKS.flatMap((name) => PRIORITIES.map((priority) => [name, priority] as const));

describe.each(rows)('%s of a %s', (name, priority) => {
  const row = TABLE[name];
  const target = row.targets[priority];
  const start = at(2);
  const begins = FROM_OPENING.includes(name) ? T0 : start;
  const due = target === null ? undefined : at(target / MIN, begins);
  const begun = () => row.start(new Story(priority), start);

  test('starts, and is due by its target', () => {
    const clock = begun().clock(name);
    expect(clock).toMatchObject({ startedAt: begins, policyVersion: 1 });
    expect(clock?.dueAt).toBe(due);
    expect(clock?.stoppedAt).toBeUndefined();
  });

  test('stops', () => {
    const stop = at(2 + 0.1);
    const story = row.stop(begun(), stop);
    const clock = story.clock(name);
    if (row.after === 'gone') expect(clock).toBeUndefined();
    else if (row.after === 'restarts') expect(clock).toMatchObject({ startedAt: stop });
    else expect(clock).toMatchObject({ startedAt: begins, stoppedAt: stop });
    expect(story.breaches(name)).toEqual([]);
  });

  test('is breached by a stop one second late, at its target and not when it stopped', () => {
    if (!due || name === 'resolution' || name === 'wa_window') return;
    const late = at(1 / MIN, due);
    const story = row.stop(begun(), late);
    expect(story.breaches(name)).toMatchObject([
      { startedAt: begins, breachedAt: due, recordedAt: late, lateBySeconds: 1 },
    ]);
    // On the second itself it is met or breached once, and never again by the sweep.
    const again = row.start(new Story(priority), start).sweep(due).sweep(at(1, due)).sweep(at(2, due));
    expect(again.breaches(name).filter(({ breachedAt }) => breachedAt === due)).toHaveLength(1);
  });

  test('waits for the reporter only where c.5 says so, and never of a P1 or P2', () => {
    // A window is never open while we wait: the question itself shut it. A call is over in seconds.
    if (!due || name === 'call_answer' || name === 'wa_window') return;
    const story = begun();
    if (!story.state.lastOutboundAt) wrote(story, start);
    if (story.state.status === 'new') triaged(story, start);
    story.do(commands.awaitNext, { on: 'reporter', text: 'which flat?' }, OFFICER, at(3));
    story.do(commands.assign, { owner: 'huda' }, OFFICER, at(4));
    const waited = row.pauses && (priority === 'P3' || priority === 'P4') ? 1 : 0;
    expect(story.clock(name)?.dueAt).toBe(at(waited, due));
  });

  test('keeps the policy that it started under', () => {
    const story = begun();
    story.policies = [DEFAULT_POLICY, HALF];
    story.do(commands.addNote, { text: 'later' }, OFFICER, at(2));
    expect(story.clock(name)).toMatchObject({ startedAt: begins, policyVersion: 1 });
    expect(story.clock(name)?.dueAt).toBe(due);
    const fresh = row.start(new Story(priority, T0, [DEFAULT_POLICY, HALF]), start).clock(name);
    expect(fresh?.policyVersion).toBe(2);
    if (due && name !== 'promise') expect(fresh?.dueAt).toBe(at(target! / MIN / 2, begins));
  });

  test('counts from its start when the case becomes a P1, and is breached at once where that is past', () => {
    const now = at(60 * 24 * 3, begins);
    const [one] = [row.targets.P1];
    if (priority === 'P1' || one === null || name === 'promise' || name === 'wa_window') return;
    // Nobody swept meanwhile: what was due under the old priority is recorded as such, what is due only under the new one as that.
    const story = begun();
    const old = target === null || at(target / MIN, begins) > now ? [] : [undefined];
    story.do(commands.triage, { priority: 'P1', category: 'injury', reason: 'worse' }, OFFICER, now);
    const stopped = name === 'triage';
    const due1 = at(one / MIN, begins);
    expect(story.breaches(name).map(({ reason }) => reason)).toEqual(
      old.length > 0 ? old : stopped ? [] : ['reprioritised'],
    );
    if (old.length === 0 && !stopped) {
      expect(story.breaches(name)).toMatchObject([{ startedAt: begins, breachedAt: due1 }]);
      expect(story.clock(name)?.dueAt).toBe(due1);
    }
  });
});

describe('A call', () => {
  const over = (now: string, about = 'CA1') =>
    message(now, {
      channel: 'voice',
      kind: 'system',
      quiet: true,
      notice: 'call_ended',
      about,
      providerMessageId: now,
    });
  const caller = { ...OPENING.reporter, channel: 'voice' as const, phone: '+201000000101' };
  const rang = (more = {}) => {
    const story = new Story('P2');
    story.state = { ...story.state, reporters: [{ ...caller, ...more }] };
    return story.do(commands.receiveMessage, ring(at(2)), CITIZEN, at(2));
  };

  test('that nobody answers is breached when it ends, and whoever called is called back', () => {
    const story = rang().notice(commands.receiveMessage, over(at(2.1)), at(2.1));
    expect(story.breaches('call_answer')).toMatchObject([{ breachedAt: at(2.1), reason: 'missed' }]);
    expect(story.clock('call_answer')).toMatchObject({ startedAt: at(2), stoppedAt: at(2.1), breachedAt: at(2.1) });
    expect(story.state.promises).toMatchObject([
      { contactId: 'c-1', callBack: true, status: 'pending', dueAt: at(2.1 + 15) },
    ]);
    expect(story.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['call.missed', 'promise.made']));
    story.do(commands.logCall, { ...call('out'), answered: false }, OFFICER, at(5));
    expect(story.state.promises[0]?.status).toBe('pending');
    story.do(commands.logCall, call('out'), OFFICER, at(6));
    expect(story.state.promises[0]).toMatchObject({ status: 'kept', keptAt: at(6) });
  });

  test('that rang for longer is breached at its target, and only once', () => {
    const story = rang()
      .sweep(at(3))
      .notice(commands.receiveMessage, over(at(4)), at(4));
    expect(story.breaches('call_answer')).toMatchObject([{ breachedAt: at(2.25), recordedAt: at(3) }]);
  });

  test('of whose end nobody tells is given up after ten minutes', () => {
    const story = rang().sweep(at(11));
    expect(story.state.promises).toEqual([]);
    expect(story.sweep(at(12)).state.promises).toMatchObject([{ callBack: true }]);
    story.notice(commands.receiveMessage, over(at(13)), at(13));
    expect(story.state.promises).toHaveLength(1);
  });

  test('that was answered owes nothing when it ends', () => {
    const story = rang().do(commands.logCall, call('in'), OFFICER, at(2.2));
    story.notice(commands.receiveMessage, over(at(5)), at(5));
    expect(story.breaches('call_answer')).toEqual([]);
    expect(story.state.promises).toEqual([]);
  });

  test('after another is one promise for the caller; a hidden number gets none', () => {
    const story = rang().notice(commands.receiveMessage, over(at(3)), at(3));
    story.do(
      commands.receiveMessage,
      { ...ring(at(4)), message: { ...ring(at(4)).message, providerMessageId: 'CA2' } },
      CITIZEN,
      at(4),
    );
    story.notice(commands.receiveMessage, over(at(5), 'CA2'), at(5));
    expect(story.state.promises).toHaveLength(1);
    expect(story.state.rings).toHaveLength(1);
    const { phone: _hidden, ...unknown } = caller;
    const hidden = rang();
    hidden.state = { ...hidden.state, reporters: [{ ...unknown, address: { scope: 'AC1', id: 'call:CA1' } }] };
    hidden.notice(commands.receiveMessage, over(at(3)), at(3));
    expect(hidden.state.promises).toEqual([]);
    expect(hidden.breaches('call_answer')).toHaveLength(1);
  });

  test('keeps its case open while it rings', () => {
    const story = triaged(rang(), at(2));
    const ending = { code: 'information_given', text: 't', verifiedBy: 'v', verifiedHow: 'document' } as const;
    const refused = perform(story.state, commands.resolve, ending, story.context(OFFICER, at(2.1)));
    expect(refused).toMatchObject({ rejected: 'open-obligations', open: [story.state.rings[0]!.messageId] });
  });

  test('that nobody answered does not keep a joke from being called one', () => {
    const story = rang().notice(commands.receiveMessage, over(at(3)), at(3));
    story.do(commands.invalidate, { reason: 'hoax' }, SUPERVISOR, at(4));
    expect(story.state.status).toBe('invalid');
  });
});

describe('A clock that begins anew', () => {
  test('after a reopening shows no breach of its first life, and is breached again by its second', () => {
    const story = triaged(new Story('P3'), at(1)).sweep(at(90));
    expect(story.clock('first_human_response')).toMatchObject({ breachedAt: at(60) });
    const ending = { code: 'information_given', text: 't', verifiedBy: 'v', verifiedHow: 'document' } as const;
    story.do(commands.resolve, ending, OFFICER, at(91));
    expect(story.clock('first_human_response')).toMatchObject({ stoppedAt: at(91), breachedAt: at(60) });
    story
      .do(commands.addNote, { text: 'still' }, OFFICER, at(95))
      .do(commands.reopen, { reason: 'r' }, OFFICER, at(100));
    expect(story.clock('first_human_response')?.breachedAt).toBeUndefined();
    story.sweep(at(160));
    expect(story.clock('first_human_response')).toMatchObject({ startedAt: at(100), breachedAt: at(160) });
    expect(story.breaches('first_human_response')).toHaveLength(2);
  });

  test('stopped when its case ended, whatever was noted on the case since', () => {
    const story = triaged(new Story('P3'), at(1));
    const ending = { code: 'information_given', text: 't', verifiedBy: 'v', verifiedHow: 'document' } as const;
    story.do(commands.resolve, ending, OFFICER, at(10));
    story.notice(commands.receiveMessage, message(at(500), { quiet: true }), at(500));
    expect(story.clock('first_human_response')).toMatchObject({ stoppedAt: at(10) });
  });

  test('of an acknowledgement keeps to the first one', () => {
    const story = told(raised(new Story('P1'), at(2)), at(2));
    const answer = { alertId: story.alertId(), by, via: 'link', rung: 'a1' } as const;
    story.do(commands.acknowledge, answer, AGENCY, at(4)).sweep(at(64));
    expect(story.state.escalations[0]?.ack?.expired).toBe(true);
    story.do(commands.acknowledge, { ...answer, rung: 'a2' }, AGENCY, at(66));
    expect(story.clock('agency_ack')).toMatchObject({ stoppedAt: at(4) });
    expect(story.clock('agency_response')).toMatchObject({ startedAt: at(4), dueAt: at(64), breachedAt: at(64) });
  });
});
