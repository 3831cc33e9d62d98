import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RelayDeps, relay } from '../../functions/relay/relay.ts';
import { acknowledge, addNote, sendMessage, standDown } from '../../shared/case/commands/index.ts';
import { linkHash } from '../../shared/escalation/link.ts';
import { toItem } from '../../shared/ledger/item.ts';
import type { StreamRecord } from '../../shared/ledger/records.ts';
import type { Poke } from '../../shared/live/poke.ts';
import { World } from './world.ts';

let world: World;
let parked: { record: StreamRecord; reason: string }[];
let pokes: Poke[];
let deps: RelayDeps;

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  world = await World.start();
});
afterAll(() => world.close());
beforeEach(() => {
  world.published.length = 0;
  world.replies.length = 0;
  world.snsDown = false;
  world.missingTopics.clear();
  world.killAfter(Number.POSITIVE_INFINITY);
  parked = [];
  pokes = [];
  deps = {
    outbox: world.outbox,
    park: async (record, reason) => void parked.push({ record, reason }),
    poke: async (some) => void pokes.push(...some),
    reconcile: async () => {},
  };
});

/** Delivers as Lambda does: again from the lowest failed record, until nothing fails. */
async function deliver(records: StreamRecord[], limit = 5): Promise<number> {
  let left = records;
  for (let time = 1; time <= limit; time++) {
    const { batchItemFailures } = await relay(left, deps);
    const [failed] = batchItemFailures;
    if (!failed) return time;
    left = left.slice(left.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed.itemIdentifier));
  }
  throw new Error('never finished');
}

const sequence = (record: StreamRecord | undefined) => record?.dynamodb?.SequenceNumber;

/** A record nobody can understand, in the stream of a case. */
function poison(record: StreamRecord): StreamRecord {
  return {
    ...record,
    dynamodb: { ...record.dynamodb!, NewImage: toItem({ ...{ pk: record.dynamodb!.Keys!.pk!.S! }, nonsense: 1 }) },
  };
}

describe('An alert that was recorded', () => {
  it('is published to its agency with a link that opens, and the case says so', async () => {
    const { id, alertId, seq } = await world.raised();
    await deliver(await world.records(id));

    expect(world.published).toHaveLength(1);
    expect(world.published[0]).toMatchObject({
      topic: 'agency-erc',
      id: `${id}.${seq}`,
      data: { alertId, tier: 1, ackBy: new Date(world.emulator.clock.ms + 300_000).toISOString() },
    });
    const token = world.published[0]!.data.link!.split('/').at(-1)!;
    expect(await world.links.find(linkHash(token))).toEqual({
      case: id,
      alertId,
      rung: 'a1',
      expiresAt: world.emulator.clock.ms / 1000 + 48 * 3600,
    });
    expect(await world.eventsOf(id, 'escalation.sent')).toMatchObject([
      { actor: { kind: 'system', id: 'relay' }, at: world.now(), data: { alertId, revision: seq, rungs: ['a1'] } },
    ]);
    expect((await world.state(id)).alerts).toEqual([]);
  });

  it('is published once however often the stream brings it', async () => {
    const { id } = await world.raised();
    const records = await world.records(id);
    await deliver(records);
    await deliver(records);
    expect(world.published).toHaveLength(1);
    expect(await world.eventsOf(id, 'escalation.sent')).toHaveLength(1);
  });

  it('loses nothing and records one outcome when the worker dies after any call it makes', async () => {
    for (let calls = 1; ; calls++) {
      world.published.length = 0;
      const { id, seq } = await world.raised();
      const records = await world.records(id);
      world.killAfter(calls);
      await relay(records, deps).catch(() => undefined);
      const survived = !world.wasKilled;
      world.killAfter(Number.POSITIVE_INFINITY);
      await deliver(records);

      expect(world.published.length, `killed after call ${calls}`).toBeGreaterThanOrEqual(1);
      expect(world.published.length, `killed after call ${calls}`).toBeLessThanOrEqual(2);
      expect(new Set(world.published.map((one) => `${one.id} ${one.data.link}`)).size).toBe(1);
      expect(await world.eventsOf(id, 'escalation.sent')).toMatchObject([{ data: { revision: seq } }]);
      expect((await world.state(id)).alerts).toEqual([]);
      if (survived) {
        // Lease, head, policy-free agency, link, publication, outcome: a loop that ends sooner tested nothing.
        expect(calls).toBeGreaterThan(5);
        return;
      }
    }
  });

  it('waits for SNS as long as it takes, then goes out once, in order, and the case says when', async () => {
    const { id, alertId, seq } = await world.raised();
    await world.do(id, standDown, { alertId, reason: 'reached safety' });
    const other = await world.raised();
    const records = [...(await world.records(id)), ...(await world.records(other.id))];
    world.snsDown = true;
    for (let minute = 0; minute < 10; minute++) {
      const { batchItemFailures } = await relay(records, deps);
      expect(batchItemFailures).toHaveLength(1);
      world.advance(1);
    }
    expect(world.published).toEqual([]);
    world.snsDown = false;
    await deliver(records);

    const ids = world.published.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(`${other.id}.${other.seq}`);
    expect(await world.eventsOf(other.id, 'escalation.sent')).toMatchObject([
      { at: world.now(), data: { revision: other.seq } },
    ]);
    // Over before it could be told: only that it is over is told.
    expect(world.published.filter((one) => one.data.case === id).map((one) => one.attributes.kind)).toEqual([
      'stood-down',
    ]);
    expect(seq).toBeGreaterThan(0);
  });

  it('whose agency has no topic goes to the shift supervisor at once', async () => {
    world.missingTopics.add('agency-erc');
    const { id, alertId, seq } = await world.raised();
    await deliver(await world.records(id));
    expect(await world.eventsOf(id, 'escalation.failed')).toMatchObject([
      { data: { alertId, revision: seq, rungs: ['a1'], reason: 'NotFoundException' } },
    ]);
    expect(world.counts.AlertRefused).toBeGreaterThan(0);
    const { version } = await world.state(id);
    await deliver(await world.records(id, version - 1));
    expect(world.published).toMatchObject([{ topic: 'rung-t1', data: { ladder: 'room', tier: 1, agency: 'erc' } }]);
  });

  it('is not told twice by clock and relay at the same moment', async () => {
    const { id, seq } = await world.raised();
    await world.outbox.leases.take(`alert#${id}.${seq}`, 'clock-1', 60);
    const records = await world.records(id);
    const { batchItemFailures } = await relay(records, deps);
    expect(batchItemFailures).toHaveLength(1);
    expect(world.published).toEqual([]);
    // The clock died; its lease runs out.
    world.advance(1.1);
    await deliver(records);
    expect(world.published).toHaveLength(1);
  });
});

describe('An answer', () => {
  it('stands down those above who were told, and nobody else', async () => {
    const { id, alertId } = await world.raised();
    await deliver(await world.records(id));
    const after = (await world.state(id)).version;
    world.published.length = 0;
    await world.do(id, acknowledge, { alertId, by: { name: 'Mona', role: 'duty officer' }, via: 'phone' });
    await deliver(await world.records(id, after));
    expect(world.published).toEqual([]);
  });
});

describe('A batch of the stream', () => {
  it('parks what nobody can understand, with its image, and goes on with the same case', async () => {
    const before = world.counts.RelayParked ?? 0;
    const { id, seq } = await world.raised();
    const records = await world.records(id);
    const bad = poison(records[1]!);
    await deliver([records[0]!, bad, ...records.slice(2)], 1);
    expect(parked).toEqual([{ record: bad, reason: 'not an event' }]);
    expect(world.counts.RelayParked).toBe(before + 1);
    expect(world.published.map((one) => one.id)).toEqual([`${id}.${seq}`]);
  });

  it('stops a case at its first failure, lets other cases through, and reports the lowest number', async () => {
    const first = await world.raised();
    await world.do(first.id, addNote, { text: 'x' });
    const second = await world.raised();
    const [a, b] = [await world.records(first.id), await world.records(second.id)];
    const mixed = [b[0]!, a[0]!, b[1]!, ...a.slice(1), ...b.slice(2)];
    deps.outbox = {
      ...world.outbox,
      publish: async (topic, alert) => {
        if (alert.message.includes(first.id)) throw new Error('throttled');
        return world.outbox.publish(topic, alert);
      },
    };
    const { batchItemFailures } = await relay(mixed, deps);
    const raisedRecord = a.find(({ dynamodb }) => dynamodb?.NewImage?.type?.S === 'escalation.raised');
    expect(batchItemFailures).toEqual([{ itemIdentifier: sequence(raisedRecord) }]);
    expect(world.published.map((one) => one.data.case)).toEqual([second.id]);
  });

  it('compares sequence numbers as numbers: they differ in length', async () => {
    const one = await world.raised();
    const two = await world.raised();
    const renumbered = async (id: string, number: string) =>
      (await world.records(id)).map((record) => ({
        ...record,
        dynamodb: { ...record.dynamodb!, SequenceNumber: number },
      }));
    world.snsDown = true;
    const batch = [
      ...(await renumbered(one.id, '10000000000000000000000')),
      ...(await renumbered(two.id, '9999999999999999999999')),
    ];
    const { batchItemFailures } = await relay(batch, deps);
    expect(batchItemFailures).toEqual([{ itemIdentifier: '9999999999999999999999' }]);
  });

  it('hands a recorded message to the replies queue, without its words', async () => {
    const { id } = await world.raised();
    const { version } = await world.state(id);
    const { reporters } = await world.state(id);
    await world.do(id, sendMessage, { contactId: reporters[0]!.contactId, text: 'We are on it' });
    await deliver(await world.records(id, version));
    const queued = (await world.eventsOf(id, 'message.queued'))[0]!;
    expect(world.replies).toEqual([{ case: id, messageId: queued.data.messageId, seq: queued.seq }]);
  });

  it('pokes each case once, with its newest version, and never waits for it', async () => {
    const { id } = await world.raised();
    const records = await world.records(id);
    await deliver(records);
    expect(pokes).toEqual([{ t: 'case', id, v: records.length }]);

    deps.poke = async () => {
      throw new Error('SQS is down');
    };
    const other = await world.raised();
    expect(await relay(await world.records(other.id), deps)).toEqual({ batchItemFailures: [] });
    expect(world.published.map((one) => one.data.case)).toContain(other.id);
  });
});

describe('The ledger', () => {
  const touched = (record: StreamRecord, eventName: 'MODIFY' | 'REMOVE', change: object = {}): StreamRecord => {
    const { NewImage, ...rest } = record.dynamodb!;
    return {
      eventName,
      dynamodb: {
        ...rest,
        OldImage: NewImage!,
        ...(eventName === 'MODIFY' ? { NewImage: { ...NewImage!, ...toItem(change) } } : {}),
      },
    };
  };

  it('raises an alarm when a record is changed or removed, and goes on', async () => {
    const before = world.counts.LedgerTampered ?? 0;
    const { id } = await world.raised();
    const [record] = await world.records(id);
    const answer = await relay([touched(record!, 'MODIFY', { at: 'x' }), touched(record!, 'REMOVE')], deps);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.counts.LedgerTampered).toBe(before + 2);
    expect(world.published).toEqual([]);
  });

  it('raises it for a forgetting that nobody recorded', async () => {
    const before = world.counts.LedgerTampered ?? 0;
    const { id } = await world.raised();
    const [record] = await world.records(id);
    const forgotten = touched(record!, 'MODIFY', { redactedBy: '2' });
    delete forgotten.dynamodb!.NewImage!.data;
    delete forgotten.dynamodb!.NewImage!.salt;
    await relay([forgotten], deps);
    expect(world.counts.LedgerTampered).toBe(before + 1);
  });
});
