import { describe, expect, test } from 'vitest';
import type { BoardRow } from '../../functions/console/web/answers.ts';
import { type Api, Problem } from '../../functions/console/web/api.ts';
import { assignAll } from '../../functions/console/web/board/bulk.tsx';
import { belongs, filterOf } from '../../functions/console/web/board/filter.ts';
import { EMPTY, inOrder, misplaced, reread, withCases, withPage } from '../../functions/console/web/board/rows.ts';
import type { BoardStore } from '../../functions/console/web/board/store.ts';
import { callOf, caseBody, EMPTY_CALL, instantInCairo } from '../../functions/console/web/calls/form.ts';
import { Format } from '../../functions/console/web/text/format.ts';
import { latin } from '../../functions/console/web/ui/latin.ts';

/** What the console decides by itself: in which order rows stand, what waits, what a form sends. */

const NOW = Date.parse('2026-11-22T10:00:00.000Z');

function row(id: string, priority: BoardRow['priority'], minutes: number, rest: Partial<BoardRow> = {}): BoardRow {
  const nextDueAt = new Date(NOW + minutes * 60_000).toISOString();
  return { id, priority, nextDueAt, status: 'new', category: 'injury', summary: id, ...rest };
}

const all = () => true;
const board = withPage(EMPTY, { items: [row('a', 'P1', 1), row('b', 'P2', 1), row('c', 'P3', 1)], next: null });

describe('the board’s order', () => {
  test('stays as it is until somebody asks, whatever arrives, leaves or moves', () => {
    const changed = withCases(
      board,
      ['n', 'c', 'b'],
      [row('n', 'P1', 0), row('c', 'P1', 5), row('b', 'P2', 1, { status: 'resolved' })],
      ({ status }) => status === 'new',
    );
    expect(changed.order).toEqual(['a', 'b', 'c']);
    expect(changed.fresh).toEqual(['n']);
    expect([...changed.gone]).toEqual(['b']);
    expect(misplaced(withCases(board, ['c'], [row('c', 'P1', 0)], all))).toBe(1);
    expect(inOrder(changed)).toMatchObject({ order: ['n', 'a', 'c'], fresh: [] });
  });

  test('a case that is not answered any more is none of this person’s', () => {
    expect([...withCases(board, ['a'], [], all).gone]).toEqual(['a']);
  });

  test('answers that overtake each other do not turn back time', () => {
    const newer = withCases(board, ['a'], [row('a', 'P1', 9, { version: 7 })], all);
    const late = withCases(newer, ['a'], [row('a', 'P4', 1, { version: 6 })], all);
    expect(late.rows.get('a')).toMatchObject({ version: 7, priority: 'P1' });
  });

  test('what belongs below the loaded pages comes with its page', () => {
    const part = withPage(EMPTY, { items: [row('a', 'P1', 1), row('b', 'P2', 1)], next: 'more' });
    expect(withCases(part, ['z'], [row('z', 'P4', 1)], all).fresh).toEqual([]);
    expect(withCases(part, ['z'], [row('z', 'P1', 3)], all).fresh).toEqual(['z']);
  });

  test('read again: new rows wait, missing ones are asked for', () => {
    const again = reread(board, { items: [row('a', 'P1', 1), row('n', 'P2', 1), row('c', 'P3', 1)], next: null });
    expect(again.board.order).toEqual(['a', 'b', 'c']);
    expect(again.board.fresh).toEqual(['n']);
    expect(again.missing).toEqual(['b']);
  });

  test('of a storm of near-identical cases one row stands for all', () => {
    const similar = { group: 'a', count: 9 };
    const storm = withPage(EMPTY, { items: [row('a', 'P3', 1, { similar })], next: null });
    const one = [row('x', 'P3', 2, { similar })];
    expect(withCases(storm, ['x'], one, all).fresh).toEqual([]);
    expect(withCases(storm, ['x'], one, all, true).fresh).toEqual(['x']);
  });
});

describe('a filter', () => {
  test('takes from an address what the API would take', () => {
    const query = new URLSearchParams('priority=P1&status=nonsense&country=SD&overdue=yes&name=Hala');
    expect(filterOf(query)).toEqual({ priority: 'P1', country: 'SD' });
  });

  test.each([
    [{}, true],
    [{ priority: 'P1' }, true],
    [{ priority: 'P2' }, false],
    [{ owner: 'officer' }, true],
    [{ owner: 'other' }, false],
    [{ agency: 'erc' }, true],
    [{ overdue: 'true' }, false],
    [{ status: 'resolved' }, false],
  ])('%o: %s', (filter, expected) => {
    expect(belongs(row('a', 'P1', 1, { owner: 'officer', agencies: ['erc'] }), filter, NOW)).toBe(expected);
  });

  test('an ended case is on no board of open ones, a late one on that of late ones', () => {
    expect(belongs(row('a', 'P1', 1, { status: 'closed' }), {}, NOW)).toBe(false);
    expect(belongs(row('a', 'P1', -1), { overdue: 'true' }, NOW)).toBe(true);
  });
});

describe('a call', () => {
  test('is sent without what was left empty, digits of either script', () => {
    const call = { ...EMPTY_CALL, text: ' مصاب ', phone: '٠٩١٢٣', persons: [{ name: '', age: '٩', sex: '' as const }] };
    expect(caseBody(call)).toEqual({
      channel: 'phone',
      reporter: { phone: '٠٩١٢٣' },
      text: 'مصاب',
      persons: [{ age: 9 }],
    });
  });

  test('a damaged draft is an empty form', () => {
    expect(callOf('{"te')).toEqual(EMPTY_CALL);
  });

  test('its hour is Cairo’s, summer and winter', () => {
    expect(instantInCairo('2026-07-01T12:00')).toBe('2026-07-01T09:00:00.000Z');
    expect(instantInCairo('2026-12-01T12:00')).toBe('2026-12-01T10:00:00.000Z');
  });
});

describe('many cases given to one at once', () => {
  test('each for itself: one that was changed meanwhile keeps no other from being given', async () => {
    const rows = new Map(
      ['a', 'b', 'c'].map((id) => [id, row(id, 'P2', 1, { version: 4, ...(id === 'c' ? { owner: 'laila' } : {}) })]),
    );
    const asked: string[] = [];
    const api = {
      post: async (path: string, _body: unknown, { ifMatch }: { ifMatch: number }) => {
        asked.push(`${path} ${ifMatch}`);
        if (path.includes('/b/')) throw new Problem(412, { currentVersion: 5 });
      },
    } as unknown as Api;
    const store = { snapshot: () => ({ rows }), learn: () => {} } as unknown as BoardStore;
    const told: number[] = [];
    const done = await assignAll(api, store, ['a', 'b', 'c'], 'laila', (results) =>
      told.push(results.filter(({ state }) => state === 'waiting').length),
    );
    expect(done.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'done'],
      ['b', 'failed'],
      ['c', 'already'],
    ]);
    expect(asked).toEqual(['/v1/cases/a/assign 4', '/v1/cases/b/assign 4']);
    expect(told).toEqual([3, 2, 1, 0]);
  });
});

describe('what clocks say', () => {
  test.each([
    ['ar', 'latn', 'باقي 3 س 20 د', 'متأخر 12 د', 'باقي 4:05', '1,234'],
    ['ar', 'arab', 'باقي ٣ س ٢٠ د', 'متأخر ١٢ د', 'باقي ٤:٠٥', '١٬٢٣٤'],
    ['en', 'latn', '3 hrs 20 mins left', '12 mins late', '4:05 left', '1,234'],
  ] as const)('%s with %s digits', (lang, digits, calm, late, soon, thousands) => {
    const format = new Format(lang, digits);
    const left = (ms: number) => format.left(new Date(NOW + ms).toISOString(), NOW).text;
    expect([left(200 * 60_000), left(-12 * 60_000), left(245_000), format.number(1234)]).toEqual([
      calm,
      late,
      soon,
      thousands,
    ]);
  });
});

test.each([
  ['t', 'KeyT', 't'],
  ['ف', 'KeyT', 't'],
  ['ى', 'KeyN', 'n'],
  ['١', 'Digit1', '1'],
  ['؟', 'Slash', '?'],
  ['ظ', 'Slash', '/'],
  ['Escape', 'Escape', 'Escape'],
])('the key %s at %s acts as %s in either alphabet', (key, code, acts) => {
  expect(latin({ key, code })).toBe(acts);
});
