import { caseEventOf } from '../ledger/as-of.ts';
import type { Store } from '../ledger/store.ts';
import { caseStream, type StoredEvent } from '../ledger/stream.ts';
import { type CaseFacts, withEvents } from './facts.ts';
import type { FactsStore } from './table.ts';

const PAGE = 500;

/** Times a row is tried that somebody else is writing. */
const TRIES = 5;

/** What following the ledger takes. */
export interface Following {
  store: Pick<Store, 'timeline'>;
  facts: FactsStore;
}

/** Events that cannot be folded into facts: they never will be. */
export class Uncountable extends Error {
  override name = 'Uncountable';
}

/**
 * Brings the facts of a case up to the last of the events that the stream brought, or further. Those that follow the facts without a gap are
 * taken as they were brought; for any others the ledger is asked. So nothing changes when the same is told twice, late, or in another order.
 *
 * @param told events of the case, in order
 * @throws Uncountable where the events make no sense; anything else where a table cannot be read or written now.
 */
export async function follow({ store, facts }: Following, id: string, told: readonly StoredEvent[]): Promise<void> {
  const seq = told.at(-1)?.seq ?? 0;
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await facts.load(id);
    if (before && before.seq >= seq) return;
    const from = before?.seq ?? 0;
    const next = told.filter((event) => event.seq > from);
    const whole = next.every((event, n) => event.seq === from + 1 + n);
    // What was forgotten is to be forgotten here, too: counted from what is left.
    const anew = next.some(({ type }) => type === 'redaction.done');
    const after = whole && !anew ? fold(before, next) : await upToDate(store, id, anew ? undefined : before);
    if (!after || (await facts.save(after, before?.seq))) return;
  }
  throw new Error(`the facts of ${id} are contended`);
}

/** The facts of a case from its first event on, whatever was kept before. */
export async function rebuild({ store, facts }: Following, id: string): Promise<void> {
  const after = await upToDate(store, id, undefined);
  if (after) await facts.replace(after);
}

async function upToDate(
  store: Pick<Store, 'timeline'>,
  id: string,
  before: CaseFacts | undefined,
): Promise<CaseFacts | undefined> {
  let facts = before;
  for (let after: number | undefined = before?.seq ?? 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['timeline']>> = await store.timeline(caseStream(id), after, PAGE);
    facts = fold(facts, page.events);
    after = page.next;
  }
  return facts;
}

function fold(facts: CaseFacts | undefined, events: readonly StoredEvent[]): CaseFacts | undefined {
  try {
    return withEvents(facts, events.map(caseEventOf));
  } catch (error) {
    throw new Uncountable((error as Error).message);
  }
}
