import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClockDeps, runClock, type Swept } from '../../functions/clock/clock.ts';
import { relay } from '../../functions/relay/relay.ts';
import { accept, acknowledge, sendMessage } from '../../shared/case/commands/index.ts';
import { World } from './world.ts';

let world: World;
let deps: ClockDeps;
let reports: Swept[];
let runs = 0;

beforeAll(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
// Each story has its own tables: what is due in one must not be swept in another.
beforeEach(async () => {
  await begin();
  return () => world.close();
});
afterAll(() => vi.restoreAllMocks());

async function begin(): Promise<void> {
  world = await World.start();
  reports = [];
  deps = { outbox: world.outbox, topics: world.topics, report: (swept) => void reports.push(swept) };
}

const minute = (remainingMs = () => 50_000) => {
  runs += 1;
  return runClock(deps, { id: String(runs), remainingMs });
};

/** The relay takes what the ledger has since that version. */
async function relayed(id: string, after = 0): Promise<void> {
  await relay(await world.records(id, after), {
    outbox: world.outbox,
    park: async () => {},
    poke: async () => {},
    reconcile: async () => {},
  });
}

const told = () => world.published.map(({ topic, data }) => `${topic} ${data.tier}`);

describe('The ladder of a P1, minute by minute', () => {
  it('tells each rung at its minute and none before (d.3)', async () => {
    const { id } = await world.raised();
    await relayed(id);
    const heard: Record<number, string[]> = { 0: told() };
    let version = (await world.state(id)).version;
    for (let at = 1; at <= 60; at++) {
      world.published.length = 0;
      world.advance(1);
      await minute();
      await relayed(id, version);
      version = (await world.state(id)).version;
      if (world.published.length > 0) heard[at] = told();
    }
    expect(heard).toEqual({
      0: ['agency-erc 1'],
      5: ['agency-erc 2'],
      10: ['agency-erc 3', 'rung-t1 1'],
      20: ['rung-t2 2'],
      40: ['rung-t3 3'],
      60: ['rung-t4 4'],
    });
  });

  it('stops when a named person acknowledges, and tells those above', async () => {
    const { id, alertId } = await world.raised();
    await relayed(id);
    world.advance(10);
    await minute();
    await relayed(id, 4);
    world.published.length = 0;
    const { version } = await world.state(id);
    await world.do(id, acknowledge, { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link', rung: 'a1' });
    await relayed(id, version);
    // a2 passed together with a3 and was never told, so it hears nothing now.
    expect(told()).toEqual(['agency-erc 3', 'rung-t1 1']);
    expect(new Set(world.published.map(({ attributes }) => attributes.kind))).toEqual(new Set(['stood-down']));
    world.published.length = 0;
    world.advance(30);
    await minute();
    expect((await world.eventsOf(id, 'escalation.climbed')).map(({ data }) => data.rung)).toEqual(['a2', 'a3', 't1']);
  });

  it('after three hours of outage climbs each level once and tells only the highest of each side', async () => {
    const { id } = await world.raised();
    await relayed(id);
    const { version } = await world.state(id);
    world.published.length = 0;
    world.advance(180);
    await minute();
    await relayed(id, version);
    expect((await world.eventsOf(id, 'escalation.climbed')).map(({ data }) => [data.rung, data.told])).toEqual([
      ['a2', false],
      ['a3', true],
      ['t1', false],
      ['t2', false],
      ['t3', false],
      ['t4', true],
    ]);
    expect(told().sort()).toEqual(['agency-erc 3', 'rung-t4 4']);
    const breaches = (await world.eventsOf(id, 'clock.breached')).map(({ data }) => data.key);
    expect(breaches).toEqual([...new Set(breaches)]);
    expect(breaches).not.toEqual([]);
    await minute();
    expect((await world.eventsOf(id, 'clock.breached')).map(({ data }) => data.key)).toEqual(breaches);
  });

  it('asks the tier that acknowledged once more when its acknowledgement expires', async () => {
    const { id, alertId } = await world.raised();
    await relayed(id);
    await world.do(id, acknowledge, { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link', rung: 'a1' });
    const { version } = await world.state(id);
    world.published.length = 0;
    world.advance(60);
    await minute();
    await relayed(id, version);
    expect(told()).toEqual(['agency-erc 1']);
    expect(world.published[0]).toMatchObject({
      type: 'opsroom.escalation.re-escalated.v1',
      data: { because: 'acknowledgement-expired' },
    });
  });

  it('leaves an agency that accepted with a time alone', async () => {
    const { id, alertId } = await world.raised();
    await relayed(id);
    const who = { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link' as const, rung: 'a1' as const };
    await world.do(id, accept, { ...who, eta: '2026-03-01T12:00:00.000Z' });
    world.published.length = 0;
    world.advance(120);
    await minute();
    expect(await world.eventsOf(id, 'escalation.climbed')).toEqual([]);
    expect(await world.eventsOf(id, 'escalation.ack-expired')).toEqual([]);
  });
});

describe('The minute', () => {
  it('come twice at once has one outcome', async () => {
    const { id } = await world.raised();
    await relayed(id);
    world.advance(5);
    await Promise.all([minute(), minute()]);
    expect((await world.eventsOf(id, 'escalation.climbed')).map(({ data }) => data.rung)).toEqual(['a2']);
    const breached = (await world.eventsOf(id, 'clock.breached')).map(({ data }) => data.key);
    expect(breached).toEqual([...new Set(breached)]);
  });

  it('that dies after any call it makes is finished by the next', async () => {
    for (let calls = 1; ; calls++) {
      const { id } = await world.raised();
      await relayed(id);
      world.advance(5);
      world.killAfter(calls);
      await minute().catch(() => undefined);
      const survived = !world.wasKilled;
      world.killAfter(Number.POSITIVE_INFINITY);
      await minute();
      expect(
        (await world.eventsOf(id, 'escalation.climbed')).map(({ data }) => data.rung),
        `call ${calls}`,
      ).toEqual(['a2']);
      if (survived) return expect(calls).toBeGreaterThan(8);
      await world.close();
      await begin();
    }
  }, 60_000);

  it('carries out an alert that the stream lost, after a minute and under the same id', async () => {
    const { id, seq } = await world.raised();
    await minute();
    expect(world.published).toEqual([]);
    world.advance(1);
    await Promise.all([minute(), minute()]);
    expect(world.published.map((one) => one.id)).toEqual([`${id}.${seq}`]);
    expect(await world.eventsOf(id, 'escalation.sent')).toMatchObject([
      { actor: { kind: 'system', id: 'clock' }, data: { revision: seq } },
    ]);
  });

  it('sends an answer on its way that the stream lost', async () => {
    const { id } = await world.raised();
    const [reporter] = (await world.state(id)).reporters;
    await world.do(id, sendMessage, { contactId: reporter!.contactId, text: 'We are on it' });
    world.advance(1);
    await minute();
    expect(world.replies).toMatchObject([{ case: id }]);
  });

  it('goes on with the others when one case cannot be swept, and says so', async () => {
    const cases = [await world.raised(), await world.raised(), await world.raised()];
    for (const { id } of cases) await relayed(id);
    world.advance(5);
    const { store } = world.room;
    const broken = cases[1]!.id;
    deps.outbox = {
      ...world.outbox,
      room: {
        ...world.room,
        store: { ...store, load: (id) => (id === broken ? Promise.reject(new Error('x')) : store.load(id)) },
      },
    };
    await minute();
    for (const { id } of cases) {
      expect(await world.eventsOf(id, 'escalation.climbed')).toHaveLength(id === broken ? 0 : 1);
    }
    expect(reports).toEqual([
      {
        cases: 3,
        failed: 1,
        lagSeconds: expect.any(Number),
        finished: true,
        // Two ladders climbed, nobody has answered there; all three cases are urgent, the broken one too.
        climbed: 2,
        answersLate: 2,
        p1Open: 3,
      },
    ]);
  });

  it('stops in time when there is more than it can do, and the next goes on', async () => {
    const cases = await Promise.all(Array.from({ length: 20 }, () => world.raised()));
    for (const { id } of cases) await relayed(id);
    world.advance(5);
    let left = 4;
    const swept = await minute(() => (left-- > 0 ? 50_000 : 0));
    expect(swept).toMatchObject({ cases: 4, finished: false });
    await minute();
    for (const { id } of cases) expect(await world.eventsOf(id, 'escalation.climbed')).toHaveLength(1);
  });

  it('counts whose first answer is late, once', async () => {
    await world.raised();
    world.advance(90);
    await minute();
    await minute();
    expect(reports.map(({ answersLate }) => answersLate)).toEqual([1, 0]);
  });

  it('reports how late it is', async () => {
    await world.raised();
    world.advance(8);
    await minute();
    expect(reports[0]?.lagSeconds).toBeGreaterThanOrEqual(7 * 60);
  });
});
