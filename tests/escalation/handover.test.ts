import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ClockDeps, runClock } from '../../functions/clock/clock.ts';
import { relay } from '../../functions/relay/relay.ts';
import { addNote, assign, resolve, triage } from '../../shared/case/commands/index.ts';
import type { Command, Rejection } from '../../shared/case/decide.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { plusSeconds } from '../../shared/clocks/time.ts';
import { readContent } from '../../shared/handover/change-over.ts';
import {
  accept,
  dispose,
  draft,
  type Handover,
  type HandoverHead,
  offer,
  type Shifts,
} from '../../shared/handover/handover.ts';
import { asOwned, pendingMoves } from '../../shared/handover/ownership.ts';
import { packOf } from '../../shared/handover/pack.ts';
import { handoverStream, PARTS } from '../../shared/handover/vocabulary.ts';
import { appendStream, execute, type StreamStep } from '../../shared/ledger/execute.ts';
import { planShift, type Roster, type Shift, type ShiftHead, shiftId, shiftStream } from '../../shared/shifts/shift.ts';
import { CITIZEN, opened } from '../storage/emulator.ts';
import { World } from './world.ts';

/** Acceptance is one event, and every case follows from it, whoever dies or writes meanwhile (decisions.md 21). */
let world: World;
let deps: ClockDeps;
let runs = 0;

beforeAll(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
beforeEach(async () => {
  world = await World.start();
  deps = { outbox: world.outbox, topics: world.topics, report: () => {} };
  return () => world.close();
});
afterAll(() => vi.restoreAllMocks());

const minute = () => runClock(deps, { id: String(++runs), remainingMs: () => 50_000 });
const by = (id: string, role = 'supervisor') => ({ actor: { kind: 'staff' as const, id, role }, now: world.now() });

/** From 08:00, as the tables' clock has it. */
const plan = async (start: string, roster: Roster['roster']): Promise<ShiftHead> => {
  const step = planShift({ start, roster });
  if ('rejected' in step) throw new Error(step.rejected);
  const id = shiftId(start, 'test');
  const done = await appendStream<Shift>(world.room, shiftStream(id), () => step, by('sami'));
  if (done.outcome !== 'done') throw new Error(done.outcome);
  return done.head;
};

let shifts: Shifts & { outgoing: ShiftHead };
async function rosters(): Promise<void> {
  const outgoing = await plan(plusSeconds(world.now(), -8 * 3600), [
    { staff: 'sami', role: 'supervisor' },
    { staff: 'huda', role: 'officer' },
  ]);
  const incoming = await plan(world.now(), [
    { staff: 'nour', role: 'supervisor' },
    { staff: 'dina', role: 'officer' },
  ]);
  shifts = { outgoing, incoming, staying: ['nour', 'dina'] };
}

const read = async (): Promise<HandoverHead> => {
  const head = await world.room.store.head<Handover>(handoverStream(shifts.outgoing.id));
  if (!head) throw new Error('no handover');
  return head;
};
const say = async (
  step: (head: HandoverHead | undefined) => StreamStep<Handover> | Rejection,
  who = by('sami'),
): Promise<Handover> => {
  const done = await appendStream<Handover>(world.room, handoverStream(shifts.outgoing.id), step, who);
  if (done.outcome !== 'done') throw new Error(JSON.stringify(done));
  return done.head.state;
};

const opens = async (owner?: string): Promise<CaseState> => {
  const { state } = await opened(world.room, {}, { ...CITIZEN, now: world.now() });
  return owner ? world.do(state.id, assign, { owner }) : state;
};

/** Offered, with everything of the first priority to be taken by one of those who come. */
async function offered(states: readonly CaseState[], to = 'dina'): Promise<void> {
  const { outgoing } = shifts;
  const pack = {
    ...packOf(states, {
      now: world.now(),
      until: plusSeconds(world.now(), 9 * 3600),
      policies: await world.room.policies(),
      outgoing: outgoing.state,
      rumours: [],
      deadLetters: [],
    }),
    complete: true,
  };
  await say((head) => draft(head, shifts, pack, [], by('sami')));
  for (const part of PARTS) await say((head) => dispose(head!, { part, disposition: 'noted' }, by('sami')));
  await say((head) => dispose(head!, { filter: { priority: 'P1' }, disposition: 'take', to }, by('sami')));
  const content = await readContent(world.room.store, await read());
  await say((head) => offer(head!, shifts, pack, content.rules, by('sami'), undefined));
}

async function accepted(): Promise<void> {
  const content = await readContent(world.room.store, await read());
  await say((head) => accept(head!, content, by('nour')), by('nour'));
}

/** The relay takes what the handover's stream has. */
async function relayed(): Promise<void> {
  const records = await world.streamRecords(handoverStream(shifts.outgoing.id), 0);
  await relay(records, { outbox: world.outbox, park: async () => {}, poke: async () => {}, reconcile: async () => {} });
}

const handedOver = async (id: string) =>
  (await world.eventsOf(id, 'case.assigned')).filter(({ data }) => data.handover === shifts.outgoing.id);

describe('A handover under fire', () => {
  test('loses no case and doubles none, while officers, citizens, relay and clock all write at once', async () => {
    await rosters();
    const states = await Promise.all(Array.from({ length: 24 }, () => opens('huda')));
    await offered(states);
    const attempt = async <I>(id: string, command: Command<I>, input: NoInfer<I>, who = 'omar') => {
      const actor = { kind: 'staff' as const, id: who, role: 'supervisor' };
      return execute(world.room, id, command, input, { actor, now: world.now() });
    };
    const late: CaseState[] = [];
    await Promise.all([
      accepted().then(async () => Promise.all([relayed(), minute(), relayed()])),
      ...states.map(async ({ id }, n) => {
        if (n % 4 === 0) await attempt(id, assign, { owner: 'omar' });
        if (n % 4 === 1) await attempt(id, addNote, { text: 'called' });
        if (n % 4 === 2) await attempt(id, triage, { priority: 'P2', category: 'injury', reason: 'stable' });
        if (n === 3 || n === 7)
          await attempt(id, resolve, {
            code: 'located_safe',
            text: 'x',
            verifiedBy: 'huda',
            verifiedHow: 'subject_contact',
          });
      }),
      ...Array.from({ length: 4 }, async () => late.push(await opens())),
    ]);
    world.advance(2);
    await minute();
    await minute();

    const { settled } = (await read()).state;
    expect(settled).toBeDefined();
    for (const [n, { id }] of states.entries()) {
      const state = await world.state(id);
      const times = (await handedOver(id)).length;
      expect(times, id).toBeLessThanOrEqual(1);
      if (state.status === 'resolved') continue;
      if (n % 4 !== 0) {
        expect([state.owner, times]).toEqual(['dina', 1]);
        continue;
      }
      // An officer gave it to omar: before the move, then it was never moved and is listed; or after it.
      expect(state.owner).toBe('omar');
      expect(settled!.kept.includes(id)).toBe(times === 0);
    }
    const resolved = [states[3]!, states[7]!].map(({ id }) => id);
    const ended = (await Promise.all(resolved.map(handedOver))).flatMap((events, n) =>
      events.length ? [] : [resolved[n]!],
    );
    expect(settled!.ended).toEqual(expect.arrayContaining(ended));
    expect(settled!.moved + settled!.kept.length + settled!.ended.length).toBe(states.length);
    // What came after the pack is nobody's loss: it waits on the board as it would have.
    for (const { id } of late) expect((await world.state(id)).owner).toBeUndefined();
  });

  test('from acceptance on the owner follows from it, and a relay that dies anywhere is healed by the clock', async () => {
    await rosters();
    const states = [await opens('huda'), await opens('huda'), await opens('huda')];
    await offered(states);
    const kept = await world.do(states[2]!.id, assign, { owner: 'omar' });
    await accepted();
    const moves = await pendingMoves(world.room.store, world.now());
    expect(states.slice(0, 2).map((state) => asOwned(state, moves).owner)).toEqual(['dina', 'dina']);
    expect(asOwned(kept, moves).owner).toBe('omar');

    for (let calls = 1; calls < 40; calls += 3) {
      world.killAfter(calls);
      await relayed().catch(() => {});
      if (!world.wasKilled) break;
    }
    world.killAfter(Number.POSITIVE_INFINITY);
    world.advance(2);
    await minute();
    const { settled } = (await read()).state;
    expect(settled).toMatchObject({ kept: [states[2]!.id], ended: [] });
    for (const { id } of states.slice(0, 2)) {
      expect((await world.state(id)).owner).toBe('dina');
      expect(await handedOver(id)).toHaveLength(1);
    }
    expect(await pendingMoves(world.room.store, world.now())).toEqual(new Map());
  });
});

describe('A handover that was accepted before another one is carried out', () => {
  /** Huda's cases go to dina, and from her to omar before anything was carried out. @returns the two, as shifts */
  const both = async (meanwhile: () => Promise<unknown> = async () => {}) => {
    await rosters();
    const cases = [await opens('huda'), await opens('huda')];
    await offered(cases);
    await accepted();
    const first = shifts;
    const outgoing = await plan(plusSeconds(world.now(), -7 * 3600), [{ staff: 'sami', role: 'supervisor' }]);
    const incoming = await plan(plusSeconds(world.now(), 60), [
      { staff: 'nour', role: 'supervisor' },
      { staff: 'omar', role: 'officer' },
    ]);
    const second = { outgoing, incoming, staying: ['nour', 'dina', 'omar'] };
    const moves = await pendingMoves(world.room.store, world.now());
    const owned = cases.map((state) => asOwned(state, moves));
    expect(owned.map(({ owner }) => owner)).toEqual(['dina', 'dina']);
    await meanwhile();
    shifts = second;
    await offered(owned, 'omar');
    world.advance(1);
    await accepted();
    return { cases, first, second };
  };

  const owners = (id: string) => world.eventsOf(id, 'case.assigned').then((all) => all.map(({ data }) => data.owner));

  test('comes first, whichever the relay hears of first: the case ends with whom the later one names', async () => {
    const { cases, first, second } = await both();
    const moves = await pendingMoves(world.room.store, world.now());
    expect(cases.map((state) => asOwned(state, moves).owner)).toEqual(['omar', 'omar']);
    shifts = second;
    await relayed();
    expect((await read()).state.settled).toMatchObject({ moved: 2, kept: [], ended: [] });
    shifts = first;
    await relayed();
    expect((await read()).state.settled).toMatchObject({ moved: 2, kept: [], ended: [] });
    for (const { id } of cases) expect(await owners(id)).toEqual(['huda', 'dina', 'omar']);
  });

  test('and is carried out after the pack of the other was made: that is nobody who took a case newly', async () => {
    const { cases } = await both(relayed);
    await relayed();
    expect((await read()).state.settled).toMatchObject({ moved: 2, kept: [], ended: [] });
    for (const { id } of cases) expect(await owners(id)).toEqual(['huda', 'dina', 'omar']);
  });

  test('is waited for where somebody else is at it', async () => {
    const { cases, first, second } = await both();
    await world.outbox.leases.take(`handover#${first.outgoing.id}`, 'another', 60);
    shifts = second;
    await relayed();
    expect((await read()).state.settled).toBeUndefined();
    for (const { id } of cases) expect(await owners(id)).toEqual(['huda']);
    world.advance(120);
    await minute();
    for (const { id } of cases) expect(await owners(id)).toEqual(['huda', 'dina', 'omar']);
  });
});

describe('Nobody accepts', () => {
  const ofHandovers = () => world.published.filter(({ type }) => type.startsWith('opsroom.handover'));
  const told = () => ofHandovers().map(({ topic, type }) => `${topic} ${type}`);

  test('fifteen minutes after the end of the shift T1 hears it, then T2; they hear when it is accepted. No name leaves the room.', async () => {
    await rosters();
    await offered([await opens('huda')]);
    world.published.length = 0;
    world.advance(44);
    await minute();
    expect(told()).toEqual([]);
    world.advance(1);
    await minute();
    expect(told()).toEqual(['rung-t1 opsroom.handover.late.v1']);
    world.advance(15);
    await minute();
    await relayed();
    expect(told()).toEqual(['rung-t1 opsroom.handover.late.v1', 'rung-t2 opsroom.handover.late.v1']);
    await accepted();
    await relayed();
    expect(told().slice(2)).toEqual(['rung-t1 opsroom.handover.accepted.v1', 'rung-t2 opsroom.handover.accepted.v1']);
    const words = JSON.stringify(ofHandovers().map(({ raw }) => raw));
    expect(words).not.toMatch(/huda|sami|nour|dina|4999|بنتي/);
    for (const { raw } of ofHandovers()) {
      const { sms } = JSON.parse(raw.message) as { sms: string };
      expect(sms.length).toBeLessThanOrEqual(134);
    }
  });

  test('also where nobody began one', async () => {
    await rosters();
    world.published.length = 0;
    world.advance(46);
    await minute();
    await minute();
    expect(told()).toEqual(['rung-t1 opsroom.handover.late.v1']);
    expect((await read()).state).toMatchObject({
      state: 'draft',
      successor: 'nour',
      draftedBy: 'clock',
      rungs: ['t1'],
    });
  });
});

test('two hours after acceptance what nobody touched, and what people who went home own, is told to the supervisor', async () => {
  await rosters();
  const states = [await opens('huda'), await opens('huda')];
  await offered(states);
  await accepted();
  await relayed();
  const [worked, lies] = states;
  world.advance(60);
  await world.do(worked!.id, addNote, { text: 'called, no answer' });
  const left = await opens('huda');
  world.advance(61);
  world.published.length = 0;
  await minute();
  const { state, audited } = (await read()).state;
  expect(state).toBe('closed');
  expect(audited).toEqual({ at: world.now(), untouched: [lies!.id], left: [left.id] });
  const notices = world.published.filter(({ type }) => type.startsWith('opsroom.handover'));
  expect(notices).toMatchObject([{ topic: 'rung-t1', data: { untouched: 1, left: 1 } }]);
});
