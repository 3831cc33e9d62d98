import { boardPk, SHARDS } from '../../shared/board/keys.ts';
import type { Store } from '../../shared/ledger/store.ts';

/** Counted per shard at most: beyond eight hundred the figure says "at least". */
const MOST = 100;

/** How many open cases are of the highest priority now. */
export async function openP1(store: Pick<Store, 'rows'>): Promise<number> {
  const shards = Array.from({ length: SHARDS }, (_, shard) =>
    store.rows('board', boardPk.open(shard), { from: 'P1', to: 'P1~' }, MOST),
  );
  return (await Promise.all(shards)).reduce((total, { rows }) => total + rows.length, 0);
}
