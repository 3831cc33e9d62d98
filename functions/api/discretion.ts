import { asOwned, pendingMoves } from '../../shared/handover/ownership.ts';
import { HIDDEN_CASE, mayRead } from '../../shared/http/readers.ts';
import type { Answer } from '../../shared/http/route.ts';
import { parseReference } from '../../shared/ledger/reference.ts';
import { type Caller, nowOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

const NUMBERS = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/g;

/** A storm keeps the name that it got from its first case, so that the others can still be worked by it. */
const NAMES_OF_STORMS = new Set(['similar', 'group']);

const BATCH = 50;

/**
 * An answer without the numbers of restricted and sealed cases that its reader may not know of (decisions.md 17), wherever they stand: in
 * links, merges, events, rumours, other people's words. An event in which one stood comes without its salt: it is not the one that was hashed.
 *
 * @param known numbers of which the handler has asked already.
 */
export async function discreet(
  deps: ApiDeps,
  who: Caller,
  { body, type, ...answer }: Answer,
  known: readonly unknown[],
): Promise<Answer> {
  const lines = typeof body === 'string' && type === 'application/x-ndjson';
  const value = lines ? body.split('\n').map((line) => (line ? (JSON.parse(line) as unknown) : line)) : body;
  const shown = await withoutHidden(deps, who, value, known);
  // As it was made, unless something had to go.
  if (shown === value) return { ...answer, body, ...(type ? { type } : {}) };
  const text = lines ? (shown as unknown[]).map((line) => line && JSON.stringify(line)).join('\n') : shown;
  return { ...answer, body: text, ...(type ? { type } : {}) };
}

/** The same of any value that is shown to somebody; the value itself where nothing had to go. */
export async function withoutHidden<T>(deps: ApiDeps, who: Caller, value: T, known: readonly unknown[]): Promise<T> {
  const named = new Set<string>();
  const look = (text: string) => {
    for (const number of text.match(NUMBERS) ?? []) if (parseReference(number) === number) named.add(number);
    return text;
  };
  mapped(value, look);
  for (const number of known) named.delete(String(number));
  const hidden = named.size > 0 ? await hiddenFrom(deps, who, [...named]) : [];
  if (hidden.length === 0) return value;
  return mapped(value, (text) => hidden.reduce((left, number) => left.replaceAll(number, HIDDEN_CASE), text)) as T;
}

async function hiddenFrom(deps: ApiDeps, who: Caller, numbers: readonly string[]): Promise<string[]> {
  const { store } = deps.room;
  const hidden: string[] = [];
  for (let start = 0; start < numbers.length; start += BATCH) {
    const heads = await store.loadMany(numbers.slice(start, start + BATCH));
    const apart = heads.filter(({ state }) => state.sensitivity !== 'normal');
    // Whoever an accepted handover gives it knows of it (decisions.md 21).
    const moves = apart.length > 0 ? await pendingMoves(store, nowOf(deps)) : new Map<string, never>();
    hidden.push(...apart.filter(({ state }) => !mayRead(asOwned(state, moves), who)).map(({ state }) => state.id));
  }
  return hidden;
}

/** A copy with every text in it changed; object names stay. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    NAMES_OF_STORMS.has(name) ? each : mapped(each, change),
  ]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  const { data, dataHash } = value as { data?: unknown; dataHash?: unknown };
  if (dataHash !== undefined && 'salt' in copy && JSON.stringify(copy.data) !== JSON.stringify(data)) delete copy.salt;
  return copy;
}
