/** What officers put together can be taken apart again, and what they move can be moved back: the cases are then as if nobody had. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as commands from '../../shared/case/commands/index.ts';
import type { CaseEvent, Message, Reporter } from '../../shared/case/events.ts';
import { evolve, fold } from '../../shared/case/evolve.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { openCase, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { PRIORITIES, type Priority } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { headView } from '../../shared/http/head.ts';
import { apply, at, CITIZEN, context, OFFICER, OPENING, opened, SUPERVISOR } from './story.ts';

const RUNS = { seed: 20_230_415, numRuns: 300 };

/** All that an officer sees of a case, but for how often and when it changed. */
function view(state: CaseState) {
  const { version: _version, updatedAt: _at, ...seen } = headView(state, obligations(state, [DEFAULT_POLICY]));
  return seen;
}

const other = (id: string, priority: Priority, minute = 0) =>
  openCase(id, { ...OPENING, priority }, context(CITIZEN, at(minute))).state;

const merge = (state: CaseState, one: CaseState, minute: number) =>
  apply(state, commands.mergeTarget, { other: one, reason: 'one family' }, OFFICER, at(minute));
const unmerge = (state: CaseState, one: string, minute: number) =>
  apply(state, commands.unmergeTarget, { other: one, reason: 'they are not' }, OFFICER, at(minute));
const triage = (state: CaseState, priority: Priority, minute: number) =>
  apply(state, commands.triage, { priority, category: 'injury', reason: 'heard' }, SUPERVISOR, at(minute));

describe('unmerging gives the priority back', () => {
  test.each<[string, Priority, (state: CaseState) => CaseState]>([
    [
      'of one that a person had set before',
      'P3',
      (s) => unmerge(merge(triage(s, 'P3', 1), other('AAAA-AAAA', 'P1'), 2), 'AAAA-AAAA', 3),
    ],
    [
      'of what is still together',
      'P2',
      (s) => unmerge(merge(merge(s, other('AAAA-AAAA', 'P1'), 1), other('BBBB-BBBB', 'P2'), 2), 'AAAA-AAAA', 3),
    ],
    [
      'of the case alone, whichever goes first',
      'P4',
      (s) =>
        unmerge(
          unmerge(merge(merge(s, other('AAAA-AAAA', 'P1'), 1), other('BBBB-BBBB', 'P2'), 2), 'BBBB-BBBB', 3),
          'AAAA-AAAA',
          4,
        ),
    ],
    [
      'a person set for all of it',
      'P2',
      (s) => unmerge(triage(merge(s, other('AAAA-AAAA', 'P1'), 1), 'P2', 2), 'AAAA-AAAA', 3),
    ],
  ])('%s', (_what, expected, story) => {
    expect(story(opened(at(0), { priority: 'P4' }).state).priority).toBe(expected);
  });

  const priority = fc.constantFrom(...PRIORITIES);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), priority }),
    fc.record({ kind: fc.constant('triage' as const), priority }),
    fc.record({ kind: fc.constant('raise' as const), priority }),
    fc.record({ kind: fc.constant('unmerge' as const), which: fc.nat(5) }),
  );

  test('in whatever order things came: as the same events without the merges give it', () => {
    fc.assert(
      fc.property(priority, fc.array(step, { maxLength: 12 }), (first, steps) => {
        const start = opened(at(0), { priority: first });
        let state = start.state;
        const events: CaseEvent[] = [...start.events];
        const act = (outcome: ReturnType<typeof perform>) => {
          if ('rejected' in outcome) throw new Error(outcome.detail.en);
          events.push(...outcome.events);
          state = outcome.state;
        };
        const apart = (id: string, minute: number) =>
          act(perform(state, commands.unmergeTarget, { other: id, reason: 'r' }, context(OFFICER, at(minute))));
        for (const [index, one] of steps.entries()) {
          const minute = index + 1;
          const now = context(SUPERVISOR, at(minute));
          if (one.kind === 'merge') {
            const id = `AAAA-000${index.toString(36)}`.toUpperCase();
            act(perform(state, commands.mergeTarget, { other: other(id, one.priority), reason: 'r' }, now));
          } else if (one.kind === 'triage') {
            act(perform(state, commands.triage, { priority: one.priority, category: 'injury', reason: 'r' }, now));
          } else if (one.kind === 'unmerge') {
            const known = state.merges[one.which % Math.max(state.merges.length, 1)];
            if (known) apart(known.other, minute);
          } else if (one.priority < state.priority) {
            const message = {
              channel: 'whatsapp',
              providerMessageId: `w${index}`,
              contactId: 'c-1',
              kind: 'text',
              text: 'x',
            } as const;
            const suggestion = {
              priority: one.priority,
              category: 'injury',
              needs: [],
              rules: [],
              reasons: [],
              people: {},
              lang: 'ar',
            } as const;
            const input = { message: { ...message, receivedAt: at(minute) }, reporter: OPENING.reporter, suggestion };
            act(perform(state, commands.receiveMessage, input as never, context(CITIZEN, at(minute))));
          }
        }
        for (const { other: id } of state.merges) apart(id, 100);
        const alone = events.filter(({ type }) => type !== 'case.merged' && type !== 'case.unmerged');
        expect(state.priority).toBe(fold(alone)?.priority);
        expect(state.alone).toBeUndefined();
        expect(fold(events)).toEqual(state);
      }),
      RUNS,
    );
  });
});

describe('moving back', () => {
  const person = (n: number): Reporter => ({
    contactId: `c-${n}`,
    channel: 'whatsapp',
    relationship: 'unknown',
    address: { scope: '1', id: `24991000${n}` },
  });
  const words = (n: number, contact: number): Message => ({
    messageId: `K7M2-9QXF.${n}`,
    channel: 'whatsapp',
    providerMessageId: `wamid.${n}`,
    contactId: `c-${contact}`,
    kind: 'text',
    text: `words ${n}`,
    receivedAt: at(-60 + n * 7),
  });

  const moveIn = (state: CaseState, message: Message, minute: number): CaseState => {
    const reporter = person(Number(message.contactId.slice(2)));
    return apply(state, commands.moveMessageIn, { message, from: 'SRCE-SRCE', reporter }, OFFICER, at(minute));
  };
  const moveOut = (state: CaseState, message: Message, minute: number): CaseState =>
    apply(state, commands.moveMessageOut, { messageId: message.messageId, to: 'SRCE-SRCE' }, OFFICER, at(minute));

  /** The case as it is when an officer only looked on meanwhile: time passed, and somebody acted. */
  const meanwhile = (state: CaseState, minute: number) =>
    view(apply(state, commands.addNote, { text: 'looked' }, OFFICER, at(minute)));

  test('a message of somebody unknown here leaves nothing of him behind', () => {
    const before = opened().state;
    const message = words(20, 2);
    const here = moveIn(before, message, 100);
    expect(here).toMatchObject({ lastInboundAt: message.receivedAt, counts: { messagesIn: 1 } });
    expect(here.reporters.map(({ contactId }) => contactId)).toEqual(['c-1', 'c-2']);
    expect(view(moveOut(here, message, 101))).toEqual(
      meanwhile(apply(before, commands.addNote, { text: 'x' }, OFFICER, at(100)), 101),
    );
  });

  test('the case it came from is as it was, too', () => {
    const first = words(1, 1);
    const start = apply(
      opened().state,
      commands.receiveMessage,
      { message: { ...first, receivedAt: at(1) }, reporter: person(1) },
      CITIZEN,
      at(1),
    );
    const message = { ...first, messageId: 'K7M2-9QXF.2', receivedAt: at(1) };
    const without = moveOut(start, message, 5);
    expect(without.counts.messagesIn).toBe(0);
    const looked = apply(start, commands.addNote, { text: 'looked' }, OFFICER, at(5));
    expect(view(moveIn(without, message, 6))).toEqual(meanwhile(looked, 6));
  });

  test('whoever wrote here himself meanwhile stays, and so does his last word', () => {
    const message = words(3, 2);
    let state = moveIn(opened().state, message, 100);
    const own = { ...words(4, 2), receivedAt: at(110) };
    state = apply(state, commands.receiveMessage, { message: own, reporter: person(2) }, CITIZEN, at(110));
    const after = moveOut(state, message, 111);
    expect(after.reporters.map(({ contactId }) => contactId)).toEqual(['c-1', 'c-2']);
    expect(after).toMatchObject({ lastInboundAt: at(110), counts: { messagesIn: 1 } });
  });

  test('whom something is promised stays', () => {
    const message = words(3, 2);
    let state = moveIn(opened().state, message, 100);
    state = apply(state, commands.makePromise, { contactId: 'c-2', text: 'we call', dueAt: at(500) }, OFFICER, at(101));
    expect(moveOut(state, message, 102).reporters.map(({ contactId }) => contactId)).toEqual(['c-1', 'c-2']);
  });

  test('any messages, moved in and out in any order: once all are back, nothing is different', () => {
    const moves = fc.array(fc.nat(7), { maxLength: 16 });
    fc.assert(
      fc.property(moves, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 8, maxLength: 8 }), (order, authors) => {
        const before = opened().state;
        const all = authors.map((author, n) => words(n, author));
        const here = new Set<number>();
        let state = before;
        const toggle = (n: number, minute: number) => {
          const message = all[n]!;
          if (here.delete(n)) state = moveOut(state, message, minute);
          else {
            here.add(n);
            state = moveIn(state, message, minute);
          }
          const known = new Set(['c-1', ...[...here].map((each) => all[each]!.contactId)]);
          expect(new Set(state.reporters.map(({ contactId }) => contactId))).toEqual(known);
          expect(state.counts.messagesIn).toBe(here.size);
        };
        for (const [index, n] of order.entries()) toggle(n, 100 + index);
        for (const [index, n] of [...here].entries()) toggle(n, 200 + index);
        if (order.length === 0) return;
        const looked = apply(before, commands.addNote, { text: 'looked' }, OFFICER, at(100));
        expect(view(state)).toEqual(meanwhile(looked, 200 + here.size));
      }),
      RUNS,
    );
  });

  test('a head that was written before moves were remembered only counts', () => {
    const { state } = opened();
    const { moved: _none, ...old } = moveIn(state, words(1, 2), 10);
    const event = { case: state.id, seq: old.version + 1, at: at(11), actor: OFFICER, policy: 1 };
    const data = { messageId: words(1, 2).messageId, to: 'SRCE-SRCE' };
    expect(evolve(old, { ...event, type: 'message.moved', data } as CaseEvent).counts.messagesIn).toBe(0);
  });
});
