/**
 * What the board shows and in which order: pure. The order on screen stays as it is until somebody asks for the new one, so that nothing jumps under
 * the pointer; what has arrived meanwhile waits in `fresh`, what has left stays where it stood, marked.
 */
import type { BoardRow } from '../answers.ts';

export interface Board {
  /** All that is known of every case, by id. */
  rows: ReadonlyMap<string, BoardRow>;
  /** Ids as they stand on screen. */
  order: readonly string[];
  /** Ids that belong on this board and are not on screen yet, in the order of their arrival. */
  fresh: readonly string[];
  /** Ids on screen that no longer belong here. */
  gone: ReadonlySet<string>;
  /** Where the next page begins; null when all is loaded, undefined before the first. */
  next: string | null | undefined;
}

export const EMPTY: Board = { rows: new Map(), order: [], fresh: [], gone: new Set(), next: undefined };

export interface Answer {
  items: readonly BoardRow[];
  next: string | null;
}

/** The room's order: priority, then soonest due (contract.md). */
export function rankOf({ id, priority, nextDueAt }: BoardRow): string {
  return `${priority}#${nextDueAt ?? '~'}#${id}`;
}

/** The first page, or the one after what is on screen. */
export function withPage(board: Board, { items, next }: Answer): Board {
  const known = new Set(board.order);
  const added = items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  return {
    rows: learnt(board.rows, items),
    order: [...board.order, ...added],
    fresh: board.fresh.filter((id) => !added.includes(id)),
    gone: without(board.gone, items),
    next,
  };
}

/**
 * The first pages read again.
 * @returns with the ids that stood among them and do not any more: what became of them is to be asked.
 */
export function reread(board: Board, { items, next }: Answer): { board: Board; missing: string[] } {
  const there = new Set(items.map(({ id }) => id));
  const known = new Set([...board.order, ...board.fresh]);
  const last = items.at(-1);
  const end = next !== null && last ? rankOf(last) : '~~';
  const missing = [...known].filter((id) => {
    const row = board.rows.get(id);
    return row !== undefined && !there.has(id) && !board.gone.has(id) && rankOf(row) <= end;
  });
  const fresh = items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  return {
    missing,
    board: {
      rows: learnt(board.rows, items),
      order: board.order,
      fresh: [...board.fresh, ...fresh],
      gone: without(board.gone, items),
      next: board.next === undefined || board.next === null ? next : board.next,
    },
  };
}

/**
 * Cases read by their ids.
 * @param asked ids that were asked for: those not answered are none of this person's any more.
 * @param belongs whether a case is one that this board shows.
 */
export function withCases(
  board: Board,
  asked: readonly string[],
  items: readonly BoardRow[],
  belongs: (row: BoardRow) => boolean,
  /** Whether near-identical cases stand each in a row of its own. */
  apart = false,
): Board {
  const answered = new Map(items.map((row) => [row.id, row]));
  const onScreen = new Set(board.order);
  const rows = new Map(board.rows);
  const gone = new Set(board.gone);
  const fresh = new Set(board.fresh);
  const last = board.order.at(-1);
  const lastRow = last && board.rows.get(last);
  const groups = apart ? new Set<string>() : groupsOf(board);
  for (const id of asked) {
    const row = answered.get(id);
    if (row && older(row, rows.get(id))) continue;
    if (row) rows.set(id, row);
    if (row && belongs(row)) {
      gone.delete(id);
      // What belongs further down than what is loaded comes with its page.
      const loaded = board.next === null || !lastRow || rankOf(row) <= rankOf(lastRow);
      const behind = row.similar !== undefined && groups.has(row.similar.group);
      if (!onScreen.has(id) && loaded && !behind) fresh.add(id);
      if (row.similar) groups.add(row.similar.group);
    } else {
      fresh.delete(id);
      if (onScreen.has(id)) gone.add(id);
    }
  }
  return { ...board, rows, gone, fresh: [...fresh] };
}

/** Storms of near-identical cases that have their row already. */
function groupsOf({ rows, order, fresh }: Board): Set<string> {
  return new Set([...order, ...fresh].flatMap((id) => rows.get(id)?.similar?.group ?? []));
}

/** The order as it should be now, with what arrived and without what left. */
export function inOrder(board: Board): Board {
  const ids = [...board.order.filter((id) => !board.gone.has(id)), ...board.fresh];
  const ranks = new Map(ids.map((id) => [id, rankOf(board.rows.get(id)!)]));
  const order = ids.sort((a, b) => (ranks.get(a)! < ranks.get(b)! ? -1 : 1));
  return { ...board, order, fresh: [], gone: new Set() };
}

/** How many rows on screen would change their neighbours if the order were made anew. */
export function misplaced(board: Pick<Board, 'rows' | 'order' | 'gone'>): number {
  let count = 0;
  let highest = '';
  for (const id of board.order) {
    const row = board.rows.get(id);
    if (!row || board.gone.has(id)) continue;
    const rank = rankOf(row);
    if (rank < highest) count += 1;
    else highest = rank;
  }
  return count;
}

/** Index rows carry no version and know less than heads: they change what they say and leave the rest. */
function learnt(rows: Board['rows'], items: readonly BoardRow[]): Board['rows'] {
  const all = new Map(rows);
  for (const row of items) {
    const known = all.get(row.id);
    all.set(row.id, known ? { ...known, ...row } : row);
  }
  return all;
}

function without(gone: ReadonlySet<string>, items: readonly BoardRow[]): ReadonlySet<string> {
  if (gone.size === 0) return gone;
  const left = new Set(gone);
  for (const { id } of items) left.delete(id);
  return left;
}

/** Answers may overtake each other. */
function older(row: BoardRow, known: BoardRow | undefined): boolean {
  return row.version !== undefined && known?.version !== undefined && row.version < known.version;
}
