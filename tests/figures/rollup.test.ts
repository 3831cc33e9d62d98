import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RollupDeps, rollup } from '../../functions/rollup/rollup.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { type CaseFacts, withEvents } from '../../shared/figures/facts.ts';
import { figures } from '../../shared/figures/figures.ts';
import { rebuild } from '../../shared/figures/follow.ts';
import { type FactsStore, tableFacts } from '../../shared/figures/table.ts';
import { toItem } from '../../shared/ledger/item.ts';
import type { StreamRecord } from '../../shared/ledger/records.ts';
import type { Store } from '../../shared/ledger/store.ts';
import { caseStream, eventKey, type StoredEvent } from '../../shared/ledger/stream.ts';
import { type Emulator, startEmulator, TABLES } from '../storage/emulator.ts';
import { BEGIN, crisis, END } from './crisis.ts';

const CASES = 24;
const iso = (ms: number) => new Date(ms).toISOString();

let at: Emulator;
let facts: FactsStore;
let ledgers: CaseEvent[][];

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  at = await startEmulator();
  facts = tableFacts(at.client, TABLES.cases, at.store.rows);
  ledgers = crisis(CASES, 99);
}, 60_000);
afterAll(() => at.close());

/** The ledger as far as it has been written. */
function ledgerUpTo(written: Map<string, number>): Pick<Store, 'timeline'> {
  const byStream = new Map(ledgers.map((events) => [caseStream(events[0]!.case), events]));
  return {
    timeline: async (stream, after, limit) => {
      const known = byStream.get(stream as `case#${string}`)!.filter(({ seq }) => seq <= (written.get(stream) ?? 0));
      const events = known.filter(({ seq }) => seq > after).slice(0, limit) as unknown as StoredEvent[];
      const last = events.at(-1);
      return { events, ...(last && known.length > last.seq ? { next: last.seq } : {}) };
    },
  };
}

function recordOf(event: CaseEvent, sequence: number): StreamRecord {
  const key = toItem({ pk: caseStream(event.case), sk: eventKey(event.seq) });
  return {
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(sequence), Keys: key, NewImage: { ...key, ...toItem({ ...event }) } },
  };
}

/** All events in an order that the stream may bring them in: shuffled, but each case's in order. */
function shuffled(random: () => number): CaseEvent[] {
  const left = ledgers.map((events) => [...events]);
  const order: CaseEvent[] = [];
  while (left.length > 0) {
    const index = Math.floor(random() * left.length);
    order.push(left[index]!.shift()!);
    if (left[index]!.length === 0) left.splice(index, 1);
  }
  return order;
}

function randomness(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const expected = () => ledgers.map((events) => withEvents(undefined, events)!);

async function rows(): Promise<CaseFacts[]> {
  const found = await facts.since(iso(BEGIN), iso(END));
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function deps(store: Pick<Store, 'timeline'>, more: Partial<RollupDeps> = {}): RollupDeps {
  return {
    store,
    facts,
    park: async (_record, reason) => {
      throw new Error(`parked: ${reason}`);
    },
    count: () => {},
    ...more,
  };
}

describe('the rollup', () => {
  test('counts the same from a stream that is brought twice, shuffled, in batches of any size, with writes that fail', {
    timeout: 120_000,
  }, async () => {
    const random = randomness(7);
    const written = new Map<string, number>();
    // Every ninth write is refused: Lambda brings everything from the lowest failure on again.
    let writes = 0;
    const flaky: FactsStore = {
      ...facts,
      save: async (row, before) => {
        writes++;
        if (writes % 9 === 0) throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
        return facts.save(row, before);
      },
    };
    for (const round of [1, 2]) {
      const order = shuffled(random);
      const stream = order.map((event, index) => recordOf(event, 1_000_000 * round + index));
      for (let start = 0; start < stream.length; ) {
        const batch = stream.slice(start, start + 1 + Math.floor(random() * 60));
        for (const event of order.slice(start, start + batch.length)) {
          const name = caseStream(event.case);
          written.set(name, Math.max(written.get(name) ?? 0, event.seq));
        }
        const answer = await rollup(batch, deps(ledgerUpTo(written), { facts: flaky }));
        const failed = answer.batchItemFailures[0]?.itemIdentifier;
        start =
          failed === undefined
            ? start + batch.length
            : stream.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed);
      }
      expect(await rows()).toEqual(expected());
    }
    expect(writes).toBeGreaterThan(200);
  });

  test('a second time writes nothing', async () => {
    let writes = 0;
    const counting = {
      ...facts,
      save: async (row: CaseFacts, before: number | undefined) => {
        writes++;
        return facts.save(row, before);
      },
    };
    const whole = new Map(ledgers.map((events) => [caseStream(events[0]!.case) as string, events.length]));
    const stream = ledgers.flat().map(recordOf);
    await rollup(stream, deps(ledgerUpTo(whole), { facts: counting }));
    expect(writes).toBe(0);
  });

  test('what follows without a gap is not read again', async () => {
    const events = ledgers[0]!.map((event) => ({ ...event, case: `N${event.case}` })) as CaseEvent[];
    ledgers.push(events);
    const unread: Pick<Store, 'timeline'> = {
      timeline: async () => {
        throw new Error('the ledger was read');
      },
    };
    const stream = events.map(recordOf);
    for (const batch of [stream.slice(0, 4), stream.slice(2, 5), stream.slice(5)])
      expect(await rollup(batch, deps(unread))).toEqual({ batchItemFailures: [] });
    expect(await facts.load(events[0]!.case)).toEqual(withEvents(undefined, events));
  });

  test('two readers at once, and a gap in what the stream brought, come to the same', { timeout: 60_000 }, async () => {
    const fresh = crisis(8, 5).map(
      (events) => events.map((event) => ({ ...event, case: `G${event.case}` })) as CaseEvent[],
    );
    ledgers.push(...fresh);
    const whole = new Map(ledgers.map((events) => [caseStream(events[0]!.case) as string, events.length]));
    const lastOnly = fresh.map((events, index) => recordOf(events.at(-1)!, index));
    const both = await Promise.all([
      rollup(lastOnly, deps(ledgerUpTo(whole))),
      rollup(lastOnly, deps(ledgerUpTo(whole))),
    ]);
    expect(both).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await rows()).toEqual(expected().sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  test('is rebuilt from the ledger to the same, and never sets a case back', async () => {
    const [events] = ledgers;
    const id = events![0]!.case;
    const short = new Map([[caseStream(id) as string, 3]]);
    await rebuild({ store: ledgerUpTo(short), facts }, id);
    expect((await facts.load(id))!.seq).toBe(events!.length);
    const damaged = { ...(await facts.load(id))!, reports: [] };
    await facts.replace(damaged);
    const whole = new Map([[caseStream(id) as string, events!.length]]);
    await rebuild({ store: ledgerUpTo(whole), facts }, id);
    expect(await facts.load(id)).toEqual(withEvents(undefined, events!));
  });

  test('what cannot be counted is put aside and holds nobody up', async () => {
    const parked: string[] = [];
    const broken: Pick<Store, 'timeline'> = {
      timeline: async () => ({ events: [{ ...ledgers[0]![1]!, case: 'BROKEN' } as unknown as StoredEvent] }),
    };
    const record = recordOf({ ...ledgers[0]![1]!, case: 'BROKEN' }, 1);
    const answer = await rollup([record], deps(broken, { park: async (_record, reason) => void parked.push(reason) }));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(parked).toEqual([expect.stringContaining('BROKEN')]);
  });
});

test('figures of a period need no case that had ended before it', async () => {
  const from = iso(END - 2 * 86_400_000);
  const ask = { from, to: iso(END), asOf: iso(END) };
  const needed = await facts.since(iso(Date.parse('2023-05-01T00:00:00Z')), iso(END + 40 * 86_400_000));
  expect(needed.length).toBeLessThan(ledgers.length);
  const all = figures(
    expected(),
    { ...ask, from: '2023-05-01T00:00:00.000Z', to: '2023-05-02T00:00:00.000Z', asOf: '2023-05-02T00:00:00.000Z' },
    [DEFAULT_POLICY],
  );
  const some = figures(
    needed,
    { ...ask, from: '2023-05-01T00:00:00.000Z', to: '2023-05-02T00:00:00.000Z', asOf: '2023-05-02T00:00:00.000Z' },
    [DEFAULT_POLICY],
  );
  expect(some).toEqual(all);
});
