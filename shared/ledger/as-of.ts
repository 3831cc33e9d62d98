import type { CaseEvent } from '../case/events.ts';
import { evolve } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';
import type { Store } from './store.ts';
import { caseStream, type StoredEvent } from './stream.ts';

const PAGE = 500;

/** Up to which event: a seq, or an instant (RFC 3339 UTC with milliseconds). */
export type Until = { seq: number } | { instant: string };

/**
 * The case as it was: the fold of the longest prefix of its events up to then; messages count from when they were received, not
 * from when they were written down (decisions.md 6). Undefined where the case did not exist yet.
 */
export async function stateAt(
  store: Pick<Store, 'timeline'>,
  id: string,
  until: Until,
): Promise<CaseState | undefined> {
  let state: CaseState | undefined;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['timeline']>> = await store.timeline(caseStream(id), after, PAGE);
    for (const event of page.events) {
      if (isLater(event, until)) return state;
      state = evolve(state, caseEventOf(event));
    }
    after = page.next;
  }
  return state;
}

/** A stored event of a case as the rules know it. What a redaction left has no data. */
export function caseEventOf({ case: id, seq, type, at, actor, policy, data }: StoredEvent): CaseEvent {
  return { case: id, seq, type, at, actor, policy, data: data ?? {} } as CaseEvent;
}

function isLater(event: StoredEvent, until: Until): boolean {
  if ('seq' in until) return event.seq > until.seq;
  const { receivedAt } = (event.data ?? {}) as { receivedAt?: string };
  const known = event.type === 'message.received' && receivedAt && receivedAt < event.at ? receivedAt : event.at;
  return known > until.instant;
}
