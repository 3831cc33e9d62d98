import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClockDeps, runClock } from '../../functions/clock/clock.ts';
import { relay } from '../../functions/relay/relay.ts';
import type { AgencyBody } from '../../shared/agency/agency.ts';
import { putAgency } from '../../shared/agency/directory.ts';
import { answerDrill, redReasons, type Standing, standingStream, stateOf } from '../../shared/agency/standing.ts';
import { acknowledge, addPerson, triage } from '../../shared/case/commands/index.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import type { StreamRecord } from '../../shared/ledger/records.ts';
import { opened } from '../storage/emulator.ts';
import { World } from './world.ts';

let world: World;
let deps: ClockDeps;
let runs = 0;

beforeAll(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  world = await World.start();
  deps = { outbox: world.outbox, topics: world.topics, report: () => {} };
  return () => world.close();
});

const body = (tiers: number): AgencyBody => ({
  name: { ar: 'الهلال الأحمر المصري', en: 'Egyptian Red Crescent' },
  kind: 'relief',
  scope: { countries: [], categories: [], needs: [] },
  tiers: Array.from({ length: tiers }, (_, n) => ({
    role: { ar: 'مناوب', en: 'Duty' },
    contacts: [{ name: 'Mariam Elzanqalawy', channel: 'email' as const, address: `t${n + 1}@erc.example` }],
  })),
  hours: '24/7',
  languages: ['ar'],
  active: true,
});

async function put(tiers: number, version = 0) {
  const done = await putAgency(
    {
      store: world.room.store,
      topics: { sync: async () => {} },
      clients: { create: async () => ({ id: 'client', secret: 'shown-once' }) },
    },
    { id: 'erc', body: body(tiers), version, actor: { kind: 'staff', id: 'a' }, now: world.now(), policy: 1 },
  );
  if (done.outcome !== 'done') throw new Error(done.outcome);
  return done.head.version;
}

const minute = () => {
  runs += 1;
  return runClock(deps, { id: String(runs), remainingMs: () => 50_000 });
};
const standing = async () => (await world.room.store.head<Standing>(standingStream('erc')))!;
const events = async () =>
  (await world.room.store.timeline(standingStream('erc'), 0, 1000)).events.map(({ type }) => type);
const relayed = async (records: StreamRecord[]) =>
  relay(records, { outbox: world.outbox, park: async () => {}, poke: async () => {}, reconcile: async () => {} });
const told = () => world.published.map(({ topic, id }) => `${topic} ${id}`);

async function answer(tier: number): Promise<void> {
  const by = { actor: { kind: 'agency' as const, id: 'erc' }, now: world.now() };
  const { drill } = (await standing()).state;
  await appendStream<Standing>(
    world.room,
    standingStream('erc'),
    (head) => answerDrill(head!, { drillId: drill!.drillId, tier, by: { name: 'Mona', role: 'duty' } }, world.now()),
    by,
  );
}

describe('The test of a new agency', () => {
  it('goes out once, one message a tier, by the clock where the stream lost it', async () => {
    await put(2);
    await minute();
    expect(told()).toEqual([]);
    world.advance(1.1);
    await Promise.all([minute(), minute()]);
    expect(told()).toEqual(['agency-erc erc.1.1', 'agency-erc erc.1.2']);
    await minute();
    expect(world.published).toHaveLength(2);
    expect(await events()).toEqual(['agency.drill-started', 'agency.checked', 'agency.drill-sent']);
    const all = JSON.stringify(world.published.map(({ raw }) => raw));
    for (const secret of ['Mariam', 'Elzanqalawy', 't1@erc.example']) expect(all).not.toContain(secret);
  });

  it('that dies after any call is finished under the same ids', async () => {
    await put(1);
    let version = 1;
    for (let calls = 1; ; calls++) {
      world.published.length = 0;
      // Another address: another test.
      const changed = body(1);
      changed.tiers[0]!.contacts[0]!.address = `t${calls}@erc.example`;
      const done = await putAgency(
        {
          store: world.room.store,
          topics: { sync: async () => {} },
          clients: { create: async () => ({ id: 'client', secret: 'x' }) },
        },
        { id: 'erc', body: changed, version, actor: { kind: 'staff', id: 'a' }, now: world.now(), policy: 1 },
      );
      if (done.outcome === 'done') version = done.head.version;
      const drillId = (await standing()).state.drill!.drillId;
      const record = (await world.standingRecords('erc')).at(-1)!;
      world.killAfter(calls);
      await relayed([record]);
      const survived = !world.wasKilled;
      world.killAfter(Number.POSITIVE_INFINITY);
      world.advance(1.1);
      await relayed([record]);
      expect(new Set(told()), `call ${calls}`).toEqual(new Set([`agency-erc ${drillId}.1`]));
      expect((await standing()).state.drill).toMatchObject({ drillId, sent: true });
      if (survived) return expect(calls).toBeGreaterThan(5);
    }
  });

  it('makes it ready when all have answered and all is subscribed; a changed tier is tested anew, the others are not', async () => {
    const version = await put(2);
    await minute();
    await answer(1);
    expect(stateOf((await standing()).state, { id: 'erc', tiers: body(2).tiers })).toBe('unproved');
    await answer(2);
    await minute();
    expect(stateOf((await standing()).state, { id: 'erc', tiers: body(2).tiers })).toBe('ready');
    await put(3, version);
    const { state } = await standing();
    expect([state.proved, state.drill]).toMatchObject([[1, 2], { kind: 'test', tiers: [3] }]);
    expect(stateOf(state, { id: 'erc', tiers: body(3).tiers })).toBe('unproved');
  });
});

describe('A quiet agency', () => {
  it('is red after three alerts in a row without an answer, and the supervisor is told once', async () => {
    await put(3);
    await minute();
    for (let n = 0; n < 3; n++) {
      expect(redReasons((await standing()).state)).toEqual([]);
      await world.raised();
      world.advance(1.1);
      await minute();
      world.advance(5);
      await minute();
    }
    expect(redReasons((await standing()).state)).toEqual(['quiet']);
    world.advance(1.1);
    await minute();
    await minute();
    const notices = world.published.filter(({ type }) => type === 'opsroom.agency.red.v1');
    expect(notices.map(({ topic }) => topic)).toEqual(['rung-t1']);
    expect((await standing()).state.notice).toBeUndefined();

    // Somebody presses the link of a drill: they are there again, whatever lies behind.
    await answer(1);
    expect(redReasons((await standing()).state)).toEqual([]);
    world.advance(61);
    await minute();
    expect(redReasons((await standing()).state)).toEqual([]);
    expect(await events()).toContain('agency.recovered');
  });

  it('is not one that answers one of three', async () => {
    await put(3);
    for (let n = 0; n < 3; n++) {
      const { id, alertId } = await world.raised();
      world.advance(1.1);
      await minute();
      if (n === 1)
        await world.do(id, acknowledge, { alertId, by: { name: 'Mona', role: 'duty' }, via: 'phone', rung: 'a1' });
      world.advance(5);
      await minute();
    }
    expect(redReasons((await standing()).state)).toEqual([]);
  });
});

describe('A case that nobody in the directory is there for', () => {
  const unrouted = () => world.published.filter(({ type }) => type === 'opsroom.case.unrouted.v1');

  async function triaged(priority: 'P1' | 'P3', category: 'student_affairs' | 'injury') {
    const { state } = await opened(world.room, {}, { actor: { kind: 'citizen', id: 'c1' }, now: world.now() });
    await world.do(state.id, addPerson, { name: 'Mariam Elzanqalawy', phone: '+249912345678' });
    await world.do(state.id, triage, { priority, category, reason: 'Mariam is alone' });
    return state.id;
  }

  it('is told to the supervisor when it is urgent, once however often the stream brings it, and says nothing of anybody', async () => {
    await put(3);
    const id = await triaged('P1', 'student_affairs');
    const records = await world.records(id);
    await relayed(records);
    await relayed(records);
    expect(unrouted().map(({ topic, data }) => [topic, data.case])).toEqual([['rung-t1', id]]);
    const all = JSON.stringify(unrouted()[0]!.raw);
    for (const secret of ['Mariam', 'Elzanqalawy', '912345678']) expect(all).not.toContain(secret);
    expect((JSON.parse(unrouted()[0]!.raw.message) as { sms: string }).sms.length).toBeLessThanOrEqual(134);
  });

  it('is told by the clock where the stream lost the triage, once, when the first clock runs out', async () => {
    await put(3);
    const id = await triaged('P1', 'student_affairs');
    await minute();
    expect(unrouted()).toEqual([]);
    world.advance(10);
    await minute();
    expect(unrouted().map(({ data }) => data.case)).toEqual([id]);
    world.advance(120);
    await minute();
    await relayed(await world.records(id));
    expect(unrouted()).toHaveLength(1);
  });

  it('is not when it can wait, or when there is somebody', async () => {
    await put(3);
    for (const id of [await triaged('P3', 'student_affairs'), await triaged('P1', 'injury')])
      await relayed(await world.records(id));
    expect(unrouted()).toEqual([]);
  });
});
