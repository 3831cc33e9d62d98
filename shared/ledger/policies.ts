import type { CrisisFacts } from '../case/decide.ts';
import { DEFAULT_POLICY, type Policy } from '../clocks/policy.ts';
import type { Store } from './store.ts';
import type { StreamName } from './stream.ts';

/** The stream that `PUT /v1/policies` appends to. */
export const POLICY_STREAM: StreamName = 'policy#room';

/** Head of that stream: every version set so far, oldest first. Versions are immutable (decisions.md 6). */
export interface PolicyHead {
  versions: Policy[];
}

/** A new version counts everywhere after at most this many milliseconds. */
const FRESH_MS = 15_000;

/** Reads the known policies, the built-in one first, and remembers them for a while: every command asks. */
export function policyReader(store: Pick<Store, 'head'>, now: () => number): () => Promise<readonly Policy[]> {
  let known: { policies: readonly Policy[]; until: number } | undefined;
  return async () => {
    if (known && now() < known.until) return known.policies;
    const head = await store.head<PolicyHead>(POLICY_STREAM);
    known = { policies: [DEFAULT_POLICY, ...(head?.state.versions ?? [])], until: now() + FRESH_MS };
    return known.policies;
  };
}

/** Reads the crises of the room, and remembers them for a while: whoever opens a case asks. */
export function crisisReader(store: Pick<Store, 'list'>, now: () => number): () => Promise<readonly CrisisFacts[]> {
  let known: { crises: readonly CrisisFacts[]; until: number } | undefined;
  return async () => {
    if (known && now() < known.until) return known.crises;
    const heads = await store.list<Omit<CrisisFacts, 'id'>>('crisis');
    known = { crises: heads.map(({ id, state }) => ({ ...state, id })), until: now() + FRESH_MS };
    return known.crises;
  };
}
