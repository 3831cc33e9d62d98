import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPerson,
  assign,
  awaitNext,
  handOver,
  makePromise,
  raiseEscalation,
  setCrisis,
  triage,
} from '../../shared/case/commands/index.ts';
import type { Command, Context } from '../../shared/case/decide.ts';
import type { EventData } from '../../shared/case/events.ts';
import { openCase, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { PRIORITIES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { plusSeconds } from '../../shared/clocks/time.ts';
import {
  accept,
  audit,
  type Content,
  climb,
  contentOf,
  dispose,
  dispositions,
  draft,
  giveBack,
  type Handover,
  type HandoverHead,
  type Move,
  offer,
  openLines,
  type Shifts,
  withoutOwner,
} from '../../shared/handover/handover.ts';
import { asOwned } from '../../shared/handover/ownership.ts';
import { type Around, packOf } from '../../shared/handover/pack.ts';
import { PARTS } from '../../shared/handover/vocabulary.ts';
import type { StreamStep } from '../../shared/ledger/execute.ts';
import { brief, onDuty, planShift, type RosterEntry, type ShiftHead } from '../../shared/shifts/shift.ts';

const NOW = '2026-03-01T13:30:00.000Z';
const END = '2026-03-01T14:00:00.000Z';
const at = (seconds: number) => plusSeconds(NOW, seconds);

const context = (now: string): Context => ({
  now,
  actor: { kind: 'staff', id: 'huda', role: 'officer' },
  policies: [DEFAULT_POLICY],
  crises: [
    { id: 'SDN23', countries: ['SD'], phase: 'voluntary_return', startedAt: '2023-04-15T00:00:00.000Z' },
    { id: 'SDN26', countries: ['SD', 'SS'], phase: 'restriction', startedAt: '2026-02-01T00:00:00.000Z' },
    { id: 'LBY24', countries: ['LY'], phase: 'stand_down', startedAt: '2024-02-01T00:00:00.000Z' },
  ],
});

let count = 0;
function opened(opening: Partial<EventData['case.opened']> = {}): CaseState {
  count += 1;
  const reporter = {
    contactId: 'c1',
    channel: 'whatsapp' as const,
    relationship: 'self' as const,
    address: { scope: 's', id: '249912345678' },
  };
  const data = {
    channel: 'whatsapp',
    reporter,
    reasons: [],
    category: 'injury',
    country: 'SD',
    summary: 'words',
  } as const;
  const id = `AAAA-${String(count).padStart(4, '0')}`;
  return openCase(id, { ...data, reasons: [], priority: 'P1', ...opening }, context(at(-600))).state;
}

function act<I>(state: CaseState, command: Command<I>, input: NoInfer<I>, now = at(-300)): CaseState {
  const outcome = perform(state, command, input, context(now));
  if ('rejected' in outcome) throw new Error(JSON.stringify(outcome));
  return outcome.state;
}

const owned = (owner: string, opening: Partial<EventData['case.opened']> = {}) => {
  const state = opened(opening);
  return act(state, handOver, { handover: 'earlier', version: state.version, to: owner });
};

function shift(id: string, start: string, roster: RosterEntry[]): ShiftHead {
  const planned = planShift({ start, roster });
  if ('rejected' in planned) throw new Error(JSON.stringify(planned));
  return { id, version: 1, state: planned.state };
}
const MORNING = shift('morning', '2026-03-01T05:30:00.000Z', [
  { staff: 'sami', role: 'supervisor' },
  { staff: 'huda', role: 'officer', state: 'tired', note: 'slept three hours' },
]);
const EVENING = shift('evening', '2026-03-01T13:30:00.000Z', [
  { staff: 'nour', role: 'supervisor' },
  { staff: 'dina', role: 'officer', from: '2026-03-01T14:30:00.000Z' },
  { staff: 'fresh', role: 'surge' },
]);
const SHIFTS: Shifts = { outgoing: MORNING, incoming: EVENING, staying: ['nour'] };

const around = (more: Partial<Around> = {}): Around => ({
  now: NOW,
  until: EVENING.state.end,
  policies: [DEFAULT_POLICY],
  outgoing: MORNING.state,
  rumours: [],
  deadLetters: [],
  ...more,
});

const by = (id: string, role = 'supervisor', now = NOW) => ({ actor: { kind: 'staff' as const, id, role }, now });

/** A handover as its stream has it: the head, and everything that was said. */
class Stream {
  head: HandoverHead = { id: MORNING.id, version: 0, state: {} as Handover };
  readonly events: { type: string; data?: unknown }[] = [];

  take(step: StreamStep<Handover> | { rejected: string } | undefined): this {
    if (!step || 'rejected' in step) throw new Error(JSON.stringify(step));
    this.events.push(...step.events);
    this.head = { id: MORNING.id, version: this.events.length, state: step.state };
    return this;
  }

  get content(): Content {
    return contentOf(this.events.slice(this.head.state.pack!.seq - 1));
  }

  say(input: Parameters<typeof dispose>[1], who = by('sami')): this {
    return this.take(dispose(this.head, input, who));
  }
}

function offered(states: readonly CaseState[], more: Partial<Around> = {}): Stream {
  const stream = new Stream();
  const pack = { ...packOf(states, around(more)), complete: true };
  stream.take(draft(undefined, SHIFTS, pack, [], by('sami')));
  return stream.take(offer(stream.head, SHIFTS, pack, stream.content.rules, by('sami'), 'notes'));
}

const movesIn = ({ events }: Stream) => (events.at(-1)!.data as { moves: Move[] }).moves;

describe('The pack (domain.md e.2)', () => {
  const story = () => {
    let injured = owned('huda');
    injured = act(injured, triage, { priority: 'P1', category: 'injury', reason: 'gunshot' });
    injured = act(injured, raiseEscalation, { agency: { id: 'erc', tiers: 3 }, ask: 'an ambulance' });
    injured = act(injured, makePromise, { contactId: 'c1', text: 'we call at 13:20', dueAt: at(-60) }, at(-280));
    injured = act(injured, makePromise, { contactId: 'c1', text: 'we call at 15:00', dueAt: at(5_400) });
    const child = act(owned('huda', { priority: 'P2', category: 'unaccompanied_child' }), addPerson, {
      name: 'Ziad',
      age: 9,
      vulnerabilities: ['unaccompanied_child'],
    });
    let bus = owned('sami', { priority: 'P3', category: 'evacuation_request' });
    bus = act(bus, assign, { owner: 'sami' });
    bus = act(bus, awaitNext, { on: 'movement', text: 'bus to Argeen', expectedAt: at(7_200) });
    const sealed = owned('huda', { sensitivity: 'sealed', category: 'abduction_ransom' });
    const fresh = opened({ priority: 'P4', category: 'information' });
    return { injured, child, bus, sealed, fresh };
  };

  test('has fourteen parts, each from what is stored', () => {
    const { injured, child, bus, sealed, fresh } = story();
    const { lines, cases } = packOf(
      [injured, child, bus, sealed, fresh],
      around({
        outgoing: {
          ...MORNING.state,
          contact: '+20 100',
          instructions: [{ instructionId: 'i1', from: 'the minister', text: 'x', at: at(-900), by: 'sami' }],
        },
        rumours: [{ id: 'r1', status: 'checking', since: at(-900) }],
        deadLetters: [{ queue: 'replies', count: 2 }],
        notes: 'watch Argeen',
      }),
    );
    expect(new Set(lines.map(({ part }) => part))).toEqual(new Set(PARTS.filter((part) => part !== 'windows')));
    const of = (part: string) => lines.filter((line) => line.part === part);
    expect(of('urgent').map((line) => line.case)).toEqual(expect.arrayContaining([injured.id, child.id]));
    expect(of('unacknowledged')).toMatchObject([{ agency: 'erc', rung: 'a1', case: injured.id }]);
    expect(of('movements')).toMatchObject([{ case: bus.id, state: 'awaited', at: at(7_200) }]);
    expect(of('children')).toMatchObject([{ case: child.id, about: child.persons[0]!.personId }]);
    expect(of('sealed')).toMatchObject([{ count: 1 }]);
    expect(of('untriaged')[0]).toMatchObject({ at: fresh.opened.at });
    expect(of('failures')).toMatchObject([{ about: 'replies', count: 2 }]);
    expect(of('staff').map(({ about }) => about)).toEqual(expect.arrayContaining(['huda', 'contact']));
    expect(cases).toHaveLength(5);
  });

  test('begins with the promises that are overdue (G7), and says nothing that a citizen said', () => {
    const { injured, sealed } = story();
    const { lines } = packOf([injured, sealed], around());
    expect(lines[0]).toMatchObject({ part: 'promises', overdue: true, at: at(-60) });
    expect(JSON.stringify(lines)).not.toMatch(/words|we call|ambulance/);
  });

  test('names a sealed case in no line', () => {
    const { injured, sealed } = story();
    const { lines } = packOf([injured, sealed], around());
    expect(JSON.stringify(lines)).not.toContain(sealed.id);
  });

  test('a conversation whose window ends in the next shift stands in it', () => {
    const state = { ...owned('huda', { priority: 'P4' }), waInbound: { at: at(-80_000), policy: 1 } };
    expect(packOf([state], around()).lines.filter(({ part }) => part === 'windows')).toMatchObject([
      { case: state.id },
    ]);
  });
});

describe('A handover', () => {
  test('is refused while a P1 has no incoming owner, however its lines stand, and names it (G8)', () => {
    const [mine, nobodys, kept] = [owned('huda'), opened(), owned('nour')];
    const stream = offered([mine, nobodys, kept]);
    for (const part of PARTS) stream.say({ part, disposition: 'noted' });
    expect(openLines(stream.content)).toEqual([]);
    expect(accept(stream.head, stream.content, by('nour'))).toMatchObject({
      rejected: 'open-obligations',
      open: [mine.id, nobodys.id],
    });
    stream.say({ filter: { priority: 'P1', owner: 'huda' }, disposition: 'take', to: 'dina' });
    expect(withoutOwner(stream.head.state, stream.content).map((one) => one.case)).toEqual([nobodys.id]);
    stream.say({ cases: [nobodys.id], disposition: 'take' }, by('nour'));
    stream.take(accept(stream.head, stream.content, by('nour')));
    expect(stream.head.state.state).toBe('accepted');
    expect(movesIn(stream)).toEqual([
      { case: mine.id, version: mine.version, from: 'huda', to: 'dina' },
      { case: nobodys.id, version: nobodys.version, to: 'nour' },
    ]);
  });

  test('each line is dispositioned, and a question leaves its line open', () => {
    const state = owned('huda', { priority: 'P2' });
    const stream = offered([state]);
    expect(accept(stream.head, stream.content, by('nour'))).toMatchObject({ rejected: 'open-obligations' });
    for (const part of PARTS) stream.say({ part, disposition: 'noted' });
    const line = stream.content.lines[0]!;
    stream.say({ lines: [line.id], disposition: 'query', note: 'who called?' }, by('nour'));
    expect(accept(stream.head, stream.content, by('nour'))).toMatchObject({ open: [line.id] });
    stream.say({ lines: [line.id], disposition: 'take', to: 'dina' });
    expect(dispositions(stream.content).get(line.id)).toMatchObject({ disposition: 'take', to: 'dina' });
    stream.take(accept(stream.head, stream.content, by('nour')));
    expect(movesIn(stream)).toMatchObject([{ case: state.id, to: 'dina' }]);
  });

  test('is accepted by its named successor or a director, never by whoever offered it, and only once', () => {
    const stream = offered([]);
    for (const part of ['staff', 'notes'] as const) stream.say({ part, disposition: 'noted' });
    const accepts = (who: ReturnType<typeof by>) => accept(stream.head, stream.content, who);
    expect(accepts(by('dina', 'officer'))).toMatchObject({ rejected: 'forbidden' });
    expect(accepts(by('sami', 'director'))).toMatchObject({ rejected: 'second-person-required' });
    expect(accepts(by('chief', 'director'))).not.toHaveProperty('rejected');
    stream.take(accepts(by('nour')));
    expect(accepts(by('nour'))).toMatchObject({ rejected: 'illegal-transition' });
    expect(dispose(stream.head, { part: 'notes', disposition: 'noted' }, by('sami'))).toMatchObject({
      rejected: 'illegal-transition',
    });
  });

  test('comes back with a reason, and is offered again with what was said of it', () => {
    const state = owned('huda');
    const stream = offered([state]).say({ filter: { owner: 'huda' }, disposition: 'take', to: 'dina' });
    stream.take(giveBack(stream.head, 'two children have no carer', by('nour')));
    expect(stream.head.state).toMatchObject({ state: 'returned', returned: { by: 'nour' } });
    const later = act(state, makePromise, { contactId: 'c1', text: 'soon', dueAt: at(600) });
    const pack = { ...packOf([later], around()), complete: true };
    stream.take(offer(stream.head, SHIFTS, pack, stream.content.rules, by('sami'), undefined));
    expect(stream.content.cases).toMatchObject([{ case: state.id, version: later.version }]);
    expect(stream.content.rules).toMatchObject([{ to: 'dina' }]);
  });

  test('cases go only to whoever may take them; surge staff take calls', () => {
    const stream = offered([owned('huda')]);
    for (const to of ['huda', 'fresh', 'nobody'])
      expect(dispose(stream.head, { part: 'urgent', disposition: 'take', to }, by('sami'))).toMatchObject({
        pointer: '/to',
      });
  });

  test('sealed cases of those who leave go to the named successor; a director keeps his', () => {
    const [left, directors] = ['huda', 'chief'].map((owner) => owned(owner, { sensitivity: 'sealed' }));
    const stream = offered([left!, directors!]);
    for (const part of PARTS) stream.say({ part, disposition: 'noted' });
    stream.say({ filter: { priority: 'P1' }, disposition: 'take', to: 'dina' });
    stream.take(accept(stream.head, stream.content, by('nour')));
    expect(movesIn(stream)).toMatchObject([{ case: left!.id, to: 'nour' }]);
  });
});

test('whatever is said of its lines, an accepted handover loses no case, doubles none and leaves no P1 to those who go', () => {
  const owner = fc.constantFrom('huda', 'sami', 'nour', 'other', undefined);
  const opening = fc.record({ owner, priority: fc.constantFrom(...PRIORITIES), sealed: fc.boolean() });
  const rule = fc.record({
    disposition: fc.constantFrom('take' as const, 'keep' as const, 'noted' as const),
    to: fc.constantFrom('nour', 'dina'),
    filter: fc.record(
      { priority: fc.constantFrom(...PRIORITIES), owner: fc.constantFrom('huda', 'sami') },
      { requiredKeys: [] },
    ),
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(opening, { maxLength: 8 }), fc.array(rule, { maxLength: 4 }), (given, rules) => {
      const states = given.map(({ owner: one, priority, sealed }) => {
        const more = { priority, ...(sealed ? { sensitivity: 'sealed' as const } : {}) };
        return one ? owned(one, more) : opened(more);
      });
      const stream = offered(states);
      for (const part of PARTS) stream.say({ part, disposition: 'noted' });
      for (const { filter, disposition, to } of rules)
        stream.say({ filter, disposition, ...(disposition === 'take' ? { to } : {}) });
      const step = accept(stream.head, stream.content, by('nour'));
      if ('rejected' in step) {
        expect(step.rejected).toBe('open-obligations');
        return;
      }
      accepted += 1;
      stream.take(step);
      const moves = new Map(movesIn(stream).map((move) => [move.case, [{ ...move, handover: 'h' }]]));
      expect(moves.size).toBe(movesIn(stream).length);
      for (const state of states) {
        const now = asOwned(state, moves);
        expect(now.owner ?? state.owner).toBe(now.owner);
        if (state.priority === 'P1') expect(['nour', 'dina', 'other']).toContain(now.owner);
        const move = moves.get(state.id)?.[0];
        if (!move) continue;
        const moved = act(state, handOver, move);
        expect(moved.owner).toBe(move.to);
        expect(act(moved, handOver, move).version).toBe(moved.version);
      }
    }),
    { numRuns: 200 },
  );
  expect(accepted).toBeGreaterThan(20);
});

test('a case that changed owner after the pack keeps the newer one, even when it came back to the old one', () => {
  const state = owned('huda');
  const move = { case: state.id, version: state.version, from: 'huda', to: 'dina' };
  const back = act(act(state, assign, { owner: 'omar' }), assign, { owner: 'huda' });
  expect(asOwned(back, new Map([[state.id, [{ ...move, handover: 'h' }]]])).owner).toBe('huda');
  expect(act(back, handOver, { handover: 'h', ...move }).owner).toBe('huda');
});

describe('Nobody accepts', () => {
  const climbing = (minutes: number, stream = offered([])) => climb(stream.head, plusSeconds(END, minutes * 60));

  test('fifteen minutes after the end the supervisor of the room hears it, after thirty the director (T1, T2)', () => {
    const stream = offered([]);
    expect(climbing(14, stream)).toBeUndefined();
    stream.take(climbing(15, stream));
    expect(stream.head.state).toMatchObject({ rungs: ['t1'], notices: [{ kind: 'late', rung: 't1' }] });
    expect(climbing(29, stream)).toBeUndefined();
    stream.take(climbing(30, stream));
    expect(stream.head.state).toMatchObject({ rungs: ['t1', 't2'], told: ['t1', 't2'] });
    expect(climbing(40, stream)).toBeUndefined();
  });

  test('a clock that was out tells the highest only (S15), and a day later nobody (d.3 rule 7)', () => {
    expect(climbing(45)?.state).toMatchObject({ rungs: ['t1', 't2'], told: ['t2'] });
    expect(climbing(25 * 60)).toBeUndefined();
  });

  test('whoever heard of it hears when it was accepted after all', () => {
    const stream = offered([]);
    for (const part of PARTS) stream.say({ part, disposition: 'noted' });
    stream.take(climbing(45, stream));
    stream.take(accept(stream.head, stream.content, by('nour', 'supervisor', at(5_000))));
    expect(stream.head.state.notices).toMatchObject([{ kind: 'late' }, { kind: 'accepted', rung: 't2' }]);
    expect(climbing(50, stream)).toBeUndefined();
  });
});

test('the audit ends it, and is told only where something lies untouched', () => {
  const stream = offered([]);
  for (const part of PARTS) stream.say({ part, disposition: 'noted' });
  stream.take(accept(stream.head, stream.content, by('nour')));
  const quiet = audit(stream.head, { untouched: [], left: [], guarded: [] }, by('clock'))!.state;
  expect(quiet).toMatchObject({ state: 'closed', notices: [] });
  const loud = audit(stream.head, { untouched: ['AAAA-0001'], left: [], guarded: [] }, by('clock'))!.state;
  expect(loud.notices).toMatchObject([{ kind: 'audited', rung: 't1' }]);
});

describe('A shift', () => {
  test('lasts eight hours and half an hour of overlap; in it both supervisors are there, each by his own hours', () => {
    expect(MORNING.state.end).toBe(END);
    const there = (now: string) => onDuty([MORNING, EVENING], now).map(({ staff }) => staff);
    expect(there('2026-03-01T13:45:00.000Z')).toEqual(['sami', 'huda', 'nour', 'fresh']);
    expect(there('2026-03-01T14:30:00.000Z')).toEqual(['nour', 'dina', 'fresh']);
    expect(there('2026-03-01T03:00:00.000Z')).toEqual([]);
  });

  test('has a supervisor, nobody twice, and hours of its own', () => {
    const start = '2026-03-01T05:30:00.000Z';
    const one = { staff: 'sami', role: 'supervisor' } as const;
    expect(planShift({ start, roster: [{ staff: 'huda', role: 'officer' }] })).toMatchObject({ pointer: '/roster' });
    expect(planShift({ start, roster: [one, one] })).toMatchObject({ pointer: '/roster' });
    expect(planShift({ start, end: start, roster: [one] })).toMatchObject({ pointer: '/end' });
    expect(planShift({ start, roster: [{ ...one, from: '2026-03-02T05:30:00.000Z' }] })).toMatchObject({
      pointer: '/roster/0',
    });
  });

  test('remembers who was briefed, for how long, and who says so (G19)', () => {
    const step = brief(EVENING, { staff: 'fresh', minutes: 12 }, by('fresh', 'surge'));
    expect(step).toMatchObject({ state: { roster: [{}, {}, { training: { minutes: 12, by: 'fresh' } }] } });
    expect(brief(EVENING, { staff: 'ghost', minutes: 12 }, by('nour'))).toMatchObject({ rejected: 'not-found' });
  });
});

describe('The crisis of a case (domain.md c.2)', () => {
  test('is the one that goes on in its country, the latest of several; elsewhere it is daily work', () => {
    expect(opened().crisis).toBe('SDN26');
    expect(opened({ country: 'LY' }).crisis).toBeUndefined();
    expect(opened({ country: 'SD', crisis: 'SDN23' }).crisis).toBe('SDN23');
  });

  test('is found also where the crisis was entered after the case, and had begun before it', () => {
    const { crisis: _crisis, ...unplaced } = opened();
    const noted = act(unplaced as CaseState, assign, { owner: 'huda' });
    expect(noted.crisis).toBe('SDN26');
    const earlier = { ...unplaced, opened: { at: '2026-01-31T00:00:00.000Z', policy: 1 } } as CaseState;
    expect(act(earlier, assign, { owner: 'huda' }).crisis).toBe('SDN23');
  });

  test('follows when the country becomes known, unless a person has said where it belongs', () => {
    const { country: _none, ...unknown } = { ...opened(), country: undefined };
    const { crisis: _crisis, ...nowhere } = unknown;
    const reason = { priority: 'P1', category: 'injury', country: 'SS', reason: 'Juba' } as const;
    expect(act(nowhere as CaseState, triage, reason).crisis).toBe('SDN26');
    const daily = act(nowhere as CaseState, setCrisis, { crisis: null, reason: 'a tourist' });
    expect(act(daily, triage, reason).crisis).toBeUndefined();
  });

  test('has targets of its own for what begins in it; what ran before keeps its version (decisions.md 6)', () => {
    const crisis = { ...DEFAULT_POLICY, version: 2, crisis: 'SDN26', rising: 60 };
    const room = { ...DEFAULT_POLICY, version: 3 };
    const policies = [DEFAULT_POLICY, crisis, room];
    const open = (country: string) =>
      openCase(
        'AAAA-9999',
        {
          channel: 'web',
          reporter: { contactId: 'c', channel: 'web', relationship: 'self' },
          priority: 'P2',
          reasons: [],
          category: 'other',
          country,
          summary: 's',
        },
        { ...context(NOW), policies },
      ).state;
    expect(open('SD').opened.policy).toBe(2);
    expect(open('FR').opened.policy).toBe(3);
    const before = opened();
    const noted = perform(
      before,
      triage,
      { priority: 'P2', category: 'injury', reason: 'r' },
      { ...context(NOW), policies },
    );
    if ('rejected' in noted) throw new Error(noted.rejected);
    expect([noted.state.opened.policy, noted.state.triaged?.policy]).toEqual([1, 2]);
  });
});
