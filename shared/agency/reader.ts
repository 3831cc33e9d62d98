import type { Store } from '../ledger/store.ts';
import type { Agency } from './agency.ts';

/** A changed address counts everywhere after at most this many milliseconds. */
const FRESH_MS = 60_000;

/** Reads the directory of agencies and remembers it for a minute: a reply may be any message. */
export function directoryReader(store: Pick<Store, 'list'>, now: () => number): () => Promise<readonly Agency[]> {
  let known: { agencies: readonly Agency[]; until: number } | undefined;
  return async () => {
    if (known && now() < known.until) return known.agencies;
    const heads = await store.list<Agency>('agency');
    known = { agencies: heads.map(({ state }) => state), until: now() + FRESH_MS };
    return known.agencies;
  };
}
