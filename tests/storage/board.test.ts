import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexKeys, SHARDS, shardOf } from '../../shared/board/keys.ts';
import { type BoardPage, type BoardQuery, boardPage } from '../../shared/board/pages.ts';
import { openCase } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { OPEN_STATUSES, PRIORITIES, STATUSES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { headItem, storedOf } from '../../shared/ledger/head.ts';
import { newReference } from '../../shared/ledger/reference.ts';
import { CITIZEN, type Emulator, NOW, OPENING, startEmulator, TABLES } from './emulator.ts';

let at: Emulator;
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

const caseLike = (change: Partial<CaseState> = {}): CaseState => {
  const id = newReference(at.room.random);
  const context = { now: NOW, actor: CITIZEN.actor, policies: [DEFAULT_POLICY] };
  return { ...openCase(id, OPENING, context).state, ...change };
};

const instantAt = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** Heads as they stand in the table; the writer itself is tested elsewhere. */
async function put(states: readonly (CaseState & { urgentAt?: string })[]): Promise<void> {
  const items = states.map(({ urgentAt, ...state }) => headItem({ state, hash: 'f' }, urgentAt ? { urgentAt } : {}));
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await at.client.send(new BatchWriteItemCommand({ RequestItems: { [TABLES.cases]: puts } }));
  }
}

const page = (query: Partial<BoardQuery> = {}) =>
  boardPage(at.store, { limit: 50, now: NOW, mayRead: () => false, ...query }) as Promise<BoardPage>;

async function all(query: Partial<BoardQuery> = {}): Promise<BoardPage['items']> {
  const items: BoardPage['items'] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { items: some, next }: BoardPage = await page({ ...query, ...(cursor ? { cursor } : {}) });
    items.push(...some);
    cursor = next;
  }
  return items;
}

const COUNTRIES = ['SD', 'LB', 'PS'];
const many = Array.from({ length: 160 }, (_, n) => n);

describe('the board', () => {
  let states: (CaseState & { urgentAt?: string })[];
  const order = (query: (state: CaseState & { urgentAt?: string }) => boolean = () => true) =>
    states
      .filter((state) => (OPEN_STATUSES as readonly string[]).includes(state.status) && query(state))
      .map(({ priority, urgentAt, id }) => `${priority}#${urgentAt ?? '~'}#${id}`)
      .sort()
      .map((key) => key.split('#').at(-1));

  beforeAll(async () => {
    states = many.map((n) => ({
      ...caseLike({
        priority: PRIORITIES[n % 4]!,
        status: STATUSES[n % 7]!,
        country: COUNTRIES[n % 3]!,
        ...(n % 5 === 0 ? { owner: `officer-${n % 2}` } : {}),
      }),
      ...(n % 11 === 0 ? {} : { urgentAt: instantAt(((n * 37) % 600) - 200) }),
    }));
    await put(states);
  });

  test('shows every open case once, by priority and then by what is due first, over pages of any size', async () => {
    for (const limit of [20, 60]) {
      expect((await all({ limit })).map((row) => row.id)).toEqual(order());
    }
  });

  test.each([
    { name: 'country', query: { country: 'LB' }, keeps: (s: CaseState) => s.country === 'LB' },
    { name: 'priority', query: { priority: 'P2' as const }, keeps: (s: CaseState) => s.priority === 'P2' },
    { name: 'owner', query: { owner: 'officer-1' }, keeps: (s: CaseState) => s.owner === 'officer-1' },
    { name: 'status', query: { status: 'triaged' as const }, keeps: (s: CaseState) => s.status === 'triaged' },
    {
      name: 'priority of an owner',
      query: { owner: 'officer-0', priority: 'P1' as const },
      keeps: (s: CaseState) => s.owner === 'officer-0' && s.priority === 'P1',
    },
    {
      name: 'overdue',
      query: { overdue: true },
      keeps: (s: CaseState & { urgentAt?: string }) => s.urgentAt !== undefined && s.urgentAt <= NOW,
    },
    {
      name: 'overdue in a country',
      query: { overdue: true, country: 'SD' },
      keeps: (s: CaseState & { urgentAt?: string }) =>
        s.urgentAt !== undefined && s.urgentAt <= NOW && s.country === 'SD',
    },
  ])('filters by $name in the same order', async ({ query, keeps }) => {
    for (const limit of [7, 50]) {
      expect((await all({ ...query, limit })).map((row) => row.id)).toEqual(order(keeps));
    }
  });

  test('a cursor goes on where it stopped, whatever was inserted meanwhile', async () => {
    const first = await page({ limit: 20 });
    await put([{ ...caseLike({ priority: 'P1' }), urgentAt: instantAt(-100_000) }]);
    const second = await page({ limit: 20, cursor: first.next! });
    const seen = [...first.items, ...second.items].map((row) => row.id);
    expect(seen).toEqual(order().slice(0, 40));
  });

  test('a filter that finds little stops at its work cap and goes on with the cursor', async () => {
    await put(Array.from({ length: 500 }, () => caseLike({ priority: 'P3', country: 'YE', summary: 'س'.repeat(300) })));
    const rare = caseLike({ priority: 'P4', country: 'DJ' });
    await put([rare]);
    const pages: number[] = [];
    const found: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const query = { country: 'DJ', ...(cursor ? { cursor } : {}) };
      let result: BoardPage | undefined;
      const { read } = await at.metered(async () => {
        result = await page(query);
      });
      pages.push(read);
      found.push(...result!.items.map((row) => row.id));
      cursor = result!.next;
    }
    expect(found).toEqual([rare.id]);
    // The cap, and what the last round of eight shards may add to it.
    expect(Math.max(...pages)).toBeLessThanOrEqual(40 + 8 * 4);
    expect(pages.length).toBeGreaterThan(1);
  });

  test('a cursor of another list is refused', async () => {
    const { next } = await page({ limit: 5 });
    expect(await page({ status: 'closed', cursor: next! })).toBeUndefined();
    expect(await page({ cursor: 'bm9uc2Vuc2U' })).toBeUndefined();
  });
});

test('ended cases come newest first, day by day, and resolved ones in board order', async () => {
  const ended = (status: CaseState['status'], closedAt: string) => caseLike({ status, closedAt, lastAt: closedAt });
  const closed = [0, 1, 1.5, 30, 200].map((days) => ended('closed', instantAt(-days * 24 * 60)));
  const invalid = ended('invalid', instantAt(-60));
  const resolved = (['P3', 'P1'] as const).map((priority) => caseLike({ status: 'resolved', priority, country: 'QA' }));
  await put([...closed, invalid, ...resolved]);
  expect((await all({ status: 'closed', limit: 2 })).map((row) => row.id)).toEqual(closed.map((state) => state.id));
  expect((await page({ status: 'invalid' })).items.map((row) => row.id)).toEqual([invalid.id]);
  expect((await all({ status: 'resolved', country: 'QA' })).map((row) => row.priority)).toEqual(['P1', 'P3']);
});

describe('a sealed case', () => {
  const SECRET = 'سر لا يراه أحد';
  const sealed = () =>
    caseLike({
      sensitivity: 'sealed',
      priority: 'P1',
      summary: SECRET,
      place: SECRET,
      owner: 'director',
      country: 'IQ',
    });

  test('is nothing in the indexes but id, priority and due', async () => {
    const state = sealed();
    const { state: hidden, ...row } = headItem({ state, hash: 'f' }, { urgentAt: NOW, wakeAt: NOW });
    expect(JSON.stringify(hidden)).toContain(SECRET);
    expect(Object.keys(row).sort()).toEqual(
      [
        'boardPk',
        'boardSk',
        'duePk',
        'dueSk',
        'hash',
        'ownerPk',
        'ownerSk',
        'pk',
        'priority',
        'schema',
        'sk',
        'version',
      ].sort(),
    );
    expect(storedOf(headItem({ state, hash: 'f' }, {}))).toEqual({ state, hash: 'f' });
  });

  test('stands on the board of those who may read it, whole; others do not learn that it is there', async () => {
    const state = sealed();
    await put([{ ...state, urgentAt: instantAt(-1_000_000) }]);
    const readers = await page({ limit: 5, mayRead: (asked) => asked.owner === 'director' });
    expect(readers.items[0]).toMatchObject({ id: state.id, summary: SECRET, country: 'IQ', owner: 'director' });
    const others = await all({ limit: 5 });
    expect(others.some((row) => row.id === state.id)).toBe(false);
    expect((await all({ country: 'IQ', mayRead: () => true })).map((row) => row.id)).toEqual([state.id]);
  });
});

test('every open case is in one shard of one board, an ended one in none; what is due has one due key', () => {
  const status = fc.constantFrom(...STATUSES);
  fc.assert(
    fc.property(status, fc.string(), fc.option(fc.constant('officer')), fc.boolean(), (now, id, owner, due) => {
      const state = { ...caseLike({ status: now }), id, ...(owner ? { owner } : {}) };
      const keys = indexKeys(state, due ? { wakeAt: NOW, urgentAt: NOW } : {});
      const open = (OPEN_STATUSES as readonly string[]).includes(now);
      expect(keys.boardPk).toBe(
        open ? `open#${shardOf(id)}` : now === 'resolved' ? `resolved#${shardOf(id)}` : `closed#${NOW.slice(0, 10)}`,
      );
      expect(shardOf(id)).toBeLessThan(SHARDS);
      expect(keys.ownerPk).toBe(open && owner ? 'owner#officer' : undefined);
      expect(keys.duePk).toBe(due ? `due#${shardOf(id)}` : undefined);
    }),
  );
});

test('references spread over the shards', () => {
  const counts = Array.from({ length: SHARDS }, () => 0);
  for (let n = 0; n < 8000; n++) counts[shardOf(newReference(at.room.random))]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(800);
  expect(Math.max(...counts)).toBeLessThan(1200);
});
