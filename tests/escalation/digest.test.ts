import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClockDeps, runClock } from '../../functions/clock/clock.ts';
import { relay } from '../../functions/relay/relay.ts';
import { acknowledge, addPerson } from '../../shared/case/commands/index.ts';
import { sweep } from '../../shared/case/perform.ts';
import { CATEGORIES, PRIORITIES } from '../../shared/case/vocabulary.ts';
import { nextSlot, slotOf } from '../../shared/clocks/digest.ts';
import { type Digest, digestMessage } from '../../shared/escalation/digest.ts';
import { append } from '../../shared/ledger/execute.ts';
import { idOf, type StreamName } from '../../shared/ledger/stream.ts';
import { issueDigests } from '../../shared/outbox/digest.ts';
import { World } from './world.ts';

let world: World;
let deps: ClockDeps;
let runs = 0;

beforeAll(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  await begin();
  return () => world.close();
});

async function begin(): Promise<void> {
  world = await World.start();
  deps = { outbox: world.outbox, topics: world.topics, report: () => {} };
}

const minute = () => {
  runs += 1;
  return runClock(deps, { id: String(runs), remainingMs: () => 50_000 });
};

const relayed = async (id: string, after = 0) =>
  relay(await world.records(id, after), {
    outbox: world.outbox,
    park: async () => {},
    poke: async () => {},
    reconcile: async () => {},
  });

const raised = async (count: number) => {
  const cases = await Promise.all(Array.from({ length: count }, () => world.raised()));
  await Promise.all(cases.map(({ id }) => relayed(id)));
  world.published.length = 0;
  return cases;
};

const issue = async (id: string) => {
  runs += 1;
  return issueDigests(world.outbox, [await world.state(id)], { id: String(runs), remainingMs: () => 50_000 });
};

const digests = (rung: string) => world.published.filter(({ topic }) => topic === `rung-${rung}`);
const day = (): StreamName => `room#${world.now().slice(0, 10)}`;
const ofRoom = async (type: string) =>
  (await world.room.store.timeline(day(), 0, 1000)).events.filter((event) => event.type === type);
const sentTo = async (id: string, rung: string) =>
  (await world.eventsOf(id, 'escalation.sent')).filter(({ data }) => data.rungs.some((told) => told === rung));

describe('A hundred cases that nobody answers', () => {
  it('are one message for the assistant minister and one for the minister, and each says which it was told by', async () => {
    const cases = await Promise.all(Array.from({ length: 100 }, () => world.raised()));
    // What goes to the agencies is told elsewhere.
    const { leases } = world.outbox;
    const take: typeof leases.take = async (name, ...rest) => name.startsWith('digest#') && leases.take(name, ...rest);
    deps.outbox = { ...world.outbox, leases: { ...leases, take } };
    const heard: Record<string, number> = {};
    for (const [at, passed] of [
      [39, 39],
      [40, 1],
      [41, 1],
      [60, 19],
    ] as const) {
      world.published.length = 0;
      world.advance(passed);
      await minute();
      for (const rung of ['t3', 't4']) if (digests(rung).length > 0) heard[`${rung} at ${at}`] = digests(rung).length;
    }
    expect(heard).toEqual({ 't3 at 40': 1, 't4 at 60': 1 });

    const issued = await ofRoom('digest.issued');
    const sent = await ofRoom('digest.sent');
    expect(issued.map(({ data }) => (data as Digest).rung)).toEqual(['t3', 't4']);
    for (const [index, { data }] of issued.entries()) {
      const { digestId, cases: named, unanswered, lines, rung } = data as Digest;
      expect(new Set(named)).toEqual(new Set(cases.map(({ id }) => id)));
      expect([unanswered, lines.length]).toEqual([100, 50]);
      expect(sent[index]!.data).toMatchObject({ digestId });
      const { messageId } = sent[index]!.data as { messageId: string };
      for (const { id } of cases) {
        expect(await sentTo(id, rung)).toMatchObject([{ data: { rungs: [rung], messageIds: [messageId] } }]);
      }
    }
    for (const { id } of cases)
      expect((await world.state(id)).alerts.flatMap(({ rungs }) => rungs)).not.toContain('t3');
  }, 120_000);

  it('that came to it later in the same quarter of an hour wait for the next', async () => {
    // 40 minutes after the first is the beginning of a slot.
    world.emulator.clock.ms = Date.parse(nextSlot(world.now())) - 40 * 60_000;
    const [first] = await raised(1);
    world.advance(5);
    const [second] = await raised(1);
    world.advance(35);
    expect(world.now()).toBe(slotOf(world.now()));
    await minute();
    expect(digests('t3').map(({ data }) => data)).toMatchObject([{ cases: [first!.id] }]);
    world.published.length = 0;
    for (const passed of [5, 1, 8]) {
      world.advance(passed);
      await minute();
    }
    expect(digests('t3')).toEqual([]);
    expect(await sentTo(second!.id, 't3')).toEqual([]);
    world.advance(1);
    await minute();
    expect(digests('t3').map(({ data }) => data)).toMatchObject([{ cases: [second!.id] }]);
    expect(await sentTo(second!.id, 't3')).toHaveLength(1);
  });
});

describe('A digest', () => {
  it('tells those who were told that it is answered, among the others and not by itself', async () => {
    const [{ id, alertId } = { id: '', alertId: '' }] = await raised(1);
    world.advance(40);
    await minute();
    await relayed(id, 4);
    const { version } = await world.state(id);
    await world.do(id, acknowledge, { alertId, by: { name: 'Mona', role: 'duty' }, via: 'link', rung: 'a1' });
    world.published.length = 0;
    await relayed(id, version);
    expect(digests('t3')).toEqual([]);
    expect((await world.state(id)).alerts).toMatchObject([{ rungs: ['t3'] }]);
    world.advance(15);
    await minute();
    expect(digests('t3').map(({ data }) => data)).toMatchObject([{ unanswered: 0, answered: 1, cases: [id] }]);
    expect((await world.state(id)).alerts).toEqual([]);
  });

  it('is one when two runs come at once', async () => {
    const cases = await raised(3);
    world.advance(40);
    await Promise.all([minute(), minute()]);
    await minute();
    expect(digests('t3')).toHaveLength(1);
    for (const { id } of cases) expect(await sentTo(id, 't3')).toHaveLength(1);
  });

  it('is finished under its own id by the next run when one dies after any call it makes', async () => {
    for (let calls = 1; ; calls++) {
      const { id } = await world.raised();
      world.advance(40);
      const by = { actor: { kind: 'system' as const, id: 'clock' }, now: world.now() };
      await append(world.room, id, sweep, by);
      world.published.length = 0;
      const before = (await ofRoom('digest.issued')).length;
      world.killAfter(calls);
      await issue(id).catch(() => undefined);
      const survived = !world.wasKilled;
      world.killAfter(Number.POSITIVE_INFINITY);
      // Its lease runs out first.
      world.advance(1.1);
      await issue(id);
      expect(new Set(digests('t3').map((one) => one.id)).size, `call ${calls}`).toBe(1);
      expect(await ofRoom('digest.issued'), `call ${calls}`).toHaveLength(before + 1);
      expect(await sentTo(id, 't3'), `call ${calls}`).toHaveLength(1);
      if (survived) return expect(calls).toBeGreaterThan(10);
    }
  }, 60_000);

  it('goes out when SNS comes back, under the id it had', async () => {
    const [{ id } = { id: '' }] = await raised(1);
    world.snsDown = true;
    world.advance(40);
    await minute();
    const [issued] = await ofRoom('digest.issued');
    expect(await ofRoom('digest.sent')).toEqual([]);
    world.advance(20);
    world.snsDown = false;
    await minute();
    expect(digests('t3').map((one) => one.id)).toEqual([(issued!.data as Digest).digestId]);
    expect(await sentTo(id, 't3')).toHaveLength(1);
  });

  it('that has no topic is a failure of each of its cases', async () => {
    world.missingTopics.add('rung-t3');
    const [{ id } = { id: '' }] = await raised(1);
    world.advance(40);
    await minute();
    expect(await ofRoom('digest.failed')).toMatchObject([{ data: { refused: 'NotFoundException' } }]);
    expect(await world.eventsOf(id, 'escalation.failed')).toMatchObject([{ data: { rungs: ['t3'] } }]);
    expect(world.counts.AlertRefused).toBe(1);
  });

  it('of the last minute of a day is finished on the next', async () => {
    const midnight = Date.parse(`${world.now().slice(0, 10)}T00:00:00Z`) + 86_400_000;
    world.emulator.clock.ms = midnight - 41 * 60_000;
    const [{ id } = { id: '' }] = await raised(1);
    world.snsDown = true;
    world.advance(40);
    await minute();
    const yesterday = day();
    world.snsDown = false;
    world.advance(2);
    await minute();
    expect(idOf(yesterday)).not.toBe(idOf(day()));
    expect(digests('t3')).toHaveLength(1);
    expect(await sentTo(id, 't3')).toHaveLength(1);
    world.advance(15);
    await minute();
    expect(digests('t3')).toHaveLength(1);
  });

  it('says nowhere who somebody is', async () => {
    const { id } = await world.raised('Ambulance for شيماء الزنقلاوي, +249912345678, شارع القصر');
    await world.do(id, addPerson, { name: 'Mariam Elzanqalawy', phone: '+249912345678', age: 9 });
    world.advance(40);
    await minute();
    const [digest] = digests('t3');
    const all = JSON.stringify(digest!.raw);
    expect(all).toContain(id);
    for (const secret of ['شيماء', 'الزنقلاوي', '912345678', 'Mariam', 'Elzanqalawy', 'القصر', 'Ambulance'])
      expect(all).not.toContain(secret);
  });

  it('is one SNS message and a text message of two parts, however many cases it names', () => {
    const line = fc.record({
      case: fc.constant('K7M2-9QXF'),
      alertId: fc.constant('K7M2-9QXF.12'),
      agency: fc.constantFrom('erc', 'emb-sd', 'a-very-long-name-of-an-agency-for-a-list'),
      priority: fc.constantFrom(...PRIORITIES),
      standing: fc.constantFrom('unanswered' as const, 'answered' as const, 'over' as const),
      raisedAt: fc.constant('2026-03-01T00:00:00.000Z'),
      category: fc.constantFrom(...CATEGORIES),
      country: fc.constantFrom('SD', 'SS'),
    });
    const digest = fc.record<Digest>({
      digestId: fc.constant('t3.20260301T0830Z'),
      rung: fc.constantFrom('t3', 't4'),
      slot: fc.constant('2026-03-01T08:30:00.000Z'),
      issuedAt: fc.constant('2026-03-01T08:31:00.000Z'),
      unanswered: fc.nat(100_000),
      answered: fc.nat(100_000),
      lines: fc.array(line, { minLength: 1, maxLength: 50 }),
      cases: fc.constant(Array.from({ length: 5000 }, () => 'K7M2-9QXF')),
      intents: fc.constant([]),
    });
    const link = 'https://operations.foreign-ministry.example.eg/cases/K7M2-9QXF';
    fc.assert(
      fc.property(digest, (made) => {
        const { message, subject } = digestMessage(made, link, '/ops-room/daily');
        const { sms, email } = JSON.parse(message) as Record<string, string>;
        expect(sms!.length).toBeLessThanOrEqual(134);
        expect(sms).toContain(link);
        expect(email).toMatch(/Requests to agencies[\s\S]*board/);
        expect(subject.length).toBeLessThan(100);
        expect(Buffer.byteLength(message)).toBeLessThan(256 * 1024);
      }),
      { numRuns: 50 },
    );
  });
});
