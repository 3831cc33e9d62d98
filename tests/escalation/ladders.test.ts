import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClockDeps, runClock } from '../../functions/clock/clock.ts';
import { relay } from '../../functions/relay/relay.ts';
import { acknowledge, raiseEscalation, resumeEscalation, standDown, triage } from '../../shared/case/commands/index.ts';
import type { Priority } from '../../shared/case/vocabulary.ts';
import { World } from './world.ts';

/** Both ladders of d.3 with the room's clock moved: who hears of it, at which minute, and what happens when things go wrong on the way. */

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

const minute = () => {
  runs += 1;
  return runClock(deps, { id: String(runs), remainingMs: () => 50_000 });
};

/** What the ledger has since, up to now. */
async function relayed(id: string, after = 0): Promise<number> {
  await relay(await world.records(id, after), {
    outbox: world.outbox,
    park: async () => {},
    poke: async () => {},
    reconcile: async () => {},
  });
  return (await world.state(id)).version;
}

const told = () => world.published.splice(0).map(({ topic, data }) => `${topic} ${data.tier}`);

const by = { name: 'Mona', role: 'duty' };

/** Minutes after raising at which somebody hears of it (d.3 rule 1; the assistant minister and the minister by list). */
const TABLE: Record<Priority, Record<number, string[]>> = {
  P1: {
    5: ['agency-erc 2'],
    10: ['agency-erc 3', 'rung-t1 1'],
    20: ['rung-t2 2'],
    40: ['rung-t3 3'],
    60: ['rung-t4 4'],
  },
  P2: {
    15: ['agency-erc 2'],
    30: ['agency-erc 3', 'rung-t1 1'],
    60: ['rung-t2 2'],
    180: ['rung-t3 3'],
    360: ['rung-t4 4'],
  },
  P3: {
    60: ['agency-erc 2'],
    120: ['agency-erc 3', 'rung-t1 1'],
    360: ['rung-t2 2'],
    1440: ['rung-t3 3'],
  },
  P4: {
    480: ['agency-erc 2'],
    1440: ['agency-erc 3', 'rung-t1 1'],
    2880: ['rung-t2 2'],
  },
};

describe.each(Object.entries(TABLE) as [Priority, Record<number, string[]>][])(
  'A %s that nobody answers',
  (priority, table) => {
    it('is heard of at each minute of the table, and a minute before by nobody', async () => {
      const { id } = await world.raised('Ambulance', priority);
      let version = await relayed(id);
      expect(told()).toEqual(['agency-erc 1']);
      let at = 0;
      for (const [due, expected] of Object.entries(table).map(([after, rungs]) => [Number(after), rungs] as const)) {
        world.advance(due - 1 - at);
        await minute();
        version = await relayed(id, version);
        expect(told(), `one minute before ${due}`).toEqual([]);
        world.advance(1);
        at = due;
        await minute();
        version = await relayed(id, version);
        expect(told(), `minute ${due}`).toEqual(expected);
      }
      const last = await world.eventsOf(id, 'escalation.climbed');
      world.advance(3000);
      await minute();
      expect(await world.eventsOf(id, 'escalation.climbed')).toHaveLength(last.length);
      for (const { data } of last) expect(data.lateBySeconds).toBe(0);
    });
  },
);

describe('A request whose case becomes more urgent', () => {
  it('climbs at the new pace from when it was raised, and tells only the present rungs', async () => {
    const { id } = await world.raised('Ambulance', 'P3');
    await relayed(id);
    world.advance(30);
    told();
    const { version } = await world.do(id, triage, { priority: 'P1', category: 'injury', reason: 'worse' });
    await minute();
    await relayed(id, version);
    expect(told()).toEqual(['agency-erc 3', 'rung-t2 2']);
    const climbed = await world.eventsOf(id, 'escalation.climbed');
    expect(climbed.map(({ data }) => [data.rung, data.told, data.lateBySeconds])).toEqual([
      ['a2', false, 0],
      ['a3', true, 0],
      ['t1', false, 0],
      ['t2', true, 0],
    ]);
    expect((await world.state(id)).escalations[0]).toMatchObject({ priority: 'P1', policy: 1 });
  });

  it('is not taken for an old one, whatever its age', async () => {
    const { id } = await world.raised('Papers', 'P4');
    await relayed(id);
    for (let hours = 0; hours < 72; hours += 8) {
      world.advance(480);
      await minute();
    }
    told();
    const { version } = await world.do(id, triage, { priority: 'P1', category: 'injury', reason: 'worse' });
    await minute();
    await relayed(id, version);
    expect(told()).toEqual(['rung-t4 4']);
    expect(await world.eventsOf(id, 'escalation.held')).toEqual([]);
  });
});

describe('After more than a day without the clock', () => {
  /** Three requests that nobody answered when everything stopped. */
  async function forgotten() {
    const cases = [await world.raised(), await world.raised('B', 'P2'), await world.raised('C', 'P2')];
    for (const { id } of cases) await relayed(id);
    told();
    world.advance(26 * 60);
    await minute();
    return cases;
  }

  it('nobody is woken: the shift supervisor gets one list of what is held', async () => {
    const cases = await forgotten();
    expect(world.published.map(({ topic, type }) => [topic, type])).toEqual([['rung-t1', 'opsroom.digest.issued.v1']]);
    const [list] = world.published;
    expect(list!.data).toMatchObject({ unanswered: 3, cases: expect.arrayContaining(cases.map(({ id }) => id)) });
    expect(JSON.parse(list!.raw.message).email).toContain('Requests held until you look at them: 3');
    for (const { id, alertId } of cases) {
      expect(await world.eventsOf(id, 'escalation.climbed')).toEqual([]);
      const [held, ...more] = await world.eventsOf(id, 'escalation.held');
      expect(more).toEqual([]);
      expect(held).toMatchObject({ actor: { id: 'clock' }, data: { alertId, lateBySeconds: expect.any(Number) } });
      expect((await world.eventsOf(id, 'escalation.sent')).map(({ data }) => data.rungs)).toContainEqual(['t1']);
      const late = (await world.eventsOf(id, 'clock.breached')).map(({ data }) => data.key);
      expect(late).toEqual([...new Set(late)]);
      expect(late).toContain(`agency_ack:${alertId}`);
    }
    told();
    for (let passed = 0; passed < 3; passed++) {
      world.advance(20);
      await minute();
    }
    expect(told()).toEqual([]);
  });

  it('a supervisor resumes one, stands down another, and a late answer ends the third', async () => {
    const [first, second, third] = await forgotten();
    told();
    const refused = world.do(first!.id, resumeEscalation, { alertId: first!.alertId, reason: 'still shot' });
    await expect(refused).rejects.toThrow('forbidden');
    const before = (await world.state(first!.id)).version;
    await world.do(first!.id, resumeEscalation, { alertId: first!.alertId, reason: 'still shot' }, 'supervisor');
    let version = await relayed(first!.id, before);
    expect(world.published[0]).toMatchObject({ topic: 'agency-erc', data: { tier: 1, because: 'resumed' } });
    expect(told()).toEqual(['agency-erc 1']);
    const heard: [number, string[]][] = [];
    for (let at = 1; at <= 60; at++) {
      world.advance(1);
      await minute();
      version = await relayed(first!.id, version);
      const some = told();
      if (some.length > 0) heard.push([at, some]);
    }
    // Asked once more; silent for one step, so it goes on with the distances of the table.
    expect(heard).toEqual([
      [5, ['agency-erc 2']],
      [10, ['agency-erc 3', 'rung-t1 1']],
      [20, ['rung-t2 2']],
      [40, ['rung-t3 3']],
      [60, ['rung-t4 4']],
    ]);
    const reason = (await world.eventsOf(first!.id, 'escalation.resumed'))[0];
    expect(reason).toMatchObject({
      actor: { id: 'huda', role: 'supervisor' },
      data: { reason: 'still shot', rung: 'a1' },
    });
    const again = world.do(first!.id, resumeEscalation, { alertId: first!.alertId, reason: 'x' }, 'supervisor');
    await expect(again).rejects.toThrow('gone');

    await world.do(second!.id, standDown, { alertId: second!.alertId, reason: 'they came home' });
    const answered = await world.do(third!.id, acknowledge, { alertId: third!.alertId, by, via: 'link', rung: 'a1' });
    expect(answered.escalations[0]).toMatchObject({ state: 'acknowledged', ack: { by } });
    expect(answered.escalations[0]?.heldAt).toBeUndefined();
  });

  it('an acknowledgement that should have expired yesterday is not asked about by itself either', async () => {
    const { id, alertId } = await world.raised();
    await relayed(id);
    await world.do(id, acknowledge, { alertId, by, via: 'link', rung: 'a1' });
    told();
    world.advance(26 * 60);
    await minute();
    expect(await world.eventsOf(id, 'escalation.ack-expired')).toEqual([]);
    expect(told()).toEqual(['rung-t1 1']);
    const { version } = await world.state(id);
    await world.do(id, resumeEscalation, { alertId, reason: 'nobody came' }, 'supervisor');
    await relayed(id, version);
    expect(told()).toEqual(['agency-erc 1']);
    expect((await world.state(id)).escalations[0]).toMatchObject({ state: 'sent', ack: { expired: true } });
  });

  it('that dies after any call it makes, the next run sends the same list once', async () => {
    for (let calls = 1; ; calls++) {
      const { id } = await world.raised();
      await relayed(id);
      told();
      world.advance(26 * 60);
      world.killAfter(calls);
      await minute().catch(() => undefined);
      const survived = !world.wasKilled;
      world.killAfter(Number.POSITIVE_INFINITY);
      // What a list waits for is looked at again with the next quarter of an hour.
      for (let quarter = 0; quarter < 2; quarter++) {
        world.advance(16);
        await minute();
      }
      const lists = world.published.filter(({ type }) => type === 'opsroom.digest.issued.v1');
      expect(new Set(lists.map((one) => one.id)).size, `call ${calls}`).toBe(1);
      expect(await world.eventsOf(id, 'escalation.held'), `call ${calls}`).toHaveLength(1);
      expect(
        told().filter((one) => one !== 'rung-t1 1'),
        `call ${calls}`,
      ).toEqual([]);
      if (survived) return expect(calls).toBeGreaterThan(8);
      await world.close();
      world = await World.start();
      deps = { outbox: world.outbox, topics: world.topics, report: () => {} };
    }
  }, 60_000);
});

describe('An acknowledgement that races the climb', () => {
  it('has one outcome, whichever comes first, and the timeline says which', async () => {
    for (let round = 0; round < 6; round++) {
      const { id, alertId } = await world.raised();
      let version = await relayed(id);
      told();
      world.advance(10);
      const answer = () => world.do(id, acknowledge, { alertId, by, via: 'link', rung: 'a1' });
      await Promise.all(round % 2 ? [minute(), answer()] : [answer(), minute()]);
      version = await relayed(id, version);
      const events = await world.events(id);
      const acked = events.findIndex(({ type }) => type === 'escalation.acknowledged');
      const climbed = events.flatMap((event, index) => (event.type === 'escalation.climbed' ? [index] : []));
      // Either the rungs were reached and the answer stood them down, or the answer came first and nobody was told.
      expect(climbed.every((index) => index < acked) || climbed.length === 0).toBe(true);
      const mine = world.published.filter(({ data }) => data.case === id);
      const stood = mine.filter(({ attributes }) => attributes.kind === 'stood-down').map(({ topic }) => topic);
      const reached = mine.filter(({ attributes }) => attributes.kind === 're-escalated');
      expect(stood.length > 0).toBe(climbed.length > 0);
      for (const { topic } of stood.length > 0 ? reached : []) expect(stood).toContain(topic);
      expect((await world.state(id)).escalations[0]).toMatchObject({ state: 'acknowledged', ack: { by } });
      world.advance(20);
      await minute();
      expect((await world.events(id)).filter(({ type }) => type === 'escalation.climbed')).toHaveLength(climbed.length);
      await world.do(id, standDown, { alertId, reason: 'over' });
      told();
    }
  });
});

describe('A late answer', () => {
  it('after the stand-down is recorded as late and changes nothing', async () => {
    const { id, alertId } = await world.raised();
    await relayed(id);
    world.advance(10);
    await minute();
    await world.do(id, standDown, { alertId, reason: 'reached the hospital' });
    const before = await world.state(id);
    await world.do(id, acknowledge, { alertId, by, via: 'reply', rung: 'a1' });
    const after = await world.state(id);
    expect((await world.eventsOf(id, 'escalation.acknowledged'))[0]).toMatchObject({ data: { late: true, tell: [] } });
    expect(after.alerts).toEqual(before.alerts);
    expect(after.escalations[0]).toEqual({ ...before.escalations[0], revision: after.version });
  });

  it('from a second tier is recorded as second, with no second stand-down', async () => {
    const { id, alertId } = await world.raised();
    let version = await relayed(id);
    world.advance(27);
    await minute();
    version = await relayed(id, version);
    told();
    await world.do(id, acknowledge, { alertId, by, via: 'reply', rung: 'a1' });
    version = await relayed(id, version);
    const stood = told();
    expect(stood).toEqual(['agency-erc 3', 'rung-t2 2']);
    await world.do(id, acknowledge, { alertId, by: { name: 'Adel', role: 'head' }, via: 'link', rung: 'a3' });
    await relayed(id, version);
    expect(told()).toEqual([]);
    expect((await world.eventsOf(id, 'escalation.acknowledged'))[1]).toMatchObject({
      data: { second: true, tell: [] },
    });
  });
});

describe('The policy of a request', () => {
  it('is the one it was raised under, and so is its number of tiers', async () => {
    const { id } = await world.raised();
    const state = await world.do(id, raiseEscalation, { agency: { id: 'erc', tiers: 1 }, ask: 'Milk' });
    expect(state.escalations.map(({ tiers, policy }) => [tiers, policy])).toEqual([
      [3, 1],
      [1, 1],
    ]);
    let version = await relayed(id);
    told();
    world.advance(10);
    await minute();
    version = await relayed(id, version);
    expect(told().sort()).toEqual(['agency-erc 3', 'rung-t1 1', 'rung-t1 1']);
  });
});
