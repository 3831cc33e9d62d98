import { boardPk, SHARDS } from '../board/keys.ts';
import type { Store } from '../ledger/store.ts';
import type { Audience } from './notice.ts';

const PAGE = 1000;

/**
 * Cases of an area, by id: open ones of the crisis or in one of its countries. Restricted and sealed cases show no country to any list and
 * are never among them: their reporters are written to by the few who know of them (decisions.md 17).
 */
export async function audienceOf(store: Pick<Store, 'rows'>, { crisis, countries }: Audience): Promise<string[]> {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => openRows(store, boardPk.open(shard))));
  return shards
    .flat()
    .filter(({ attributes: { crisis: of, country } }) => {
      return (crisis !== undefined && of === crisis) || countries.includes(String(country));
    })
    .map(({ id }) => id)
    .sort();
}

async function openRows(store: Pick<Store, 'rows'>, pk: string) {
  const all: Awaited<ReturnType<Store['rows']>>['rows'] = [];
  for (let from = '!', more = true; more; ) {
    const page = await store.rows('board', pk, { from, to: '~~' }, PAGE);
    all.push(...page.rows);
    more = page.more;
    from = `${page.rows.at(-1)?.sk ?? from}!`;
  }
  return all;
}
