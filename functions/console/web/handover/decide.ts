import type { Disposition } from '../../../../shared/handover/vocabulary.ts';

/** What is to be done with a line. */
export interface Decision {
  disposition: Disposition;
  /** Who takes it. */
  to?: string | undefined;
  note?: string | undefined;
}

/** Decisions that the room has not confirmed yet, by line, in the order of the keys that were pressed. */
export type Pending = ReadonlyMap<string, Decision>;

/** One request: what is done with these lines. */
export interface Batch extends Decision {
  lines: string[];
}

/** As many lines as one request takes. */
const LINES = 200;

/**
 * The next request: all lines that wait for the same decision as the one that has waited longest. Whoever goes down a list with one key sends a few
 * requests and not one for each line; a handover remembers some hundred decisions, not thousands.
 */
export function nextBatch(pending: Pending): Batch | undefined {
  const [first] = pending.values();
  if (!first) return undefined;
  const same = JSON.stringify(first);
  const lines = [...pending].filter(([, each]) => JSON.stringify(each) === same).map(([id]) => id);
  return { lines: lines.slice(0, LINES), ...first };
}

/** What still waits when a request is answered: a line that was decided anew meanwhile goes on waiting. */
export function without(pending: Pending, { lines, ...sent }: Batch): Pending {
  const same = JSON.stringify(sent);
  return new Map([...pending].filter(([id, each]) => !lines.includes(id) || JSON.stringify(each) !== same));
}

/** Decisions as a draft kept them; what cannot be read is none. */
export function pendingOf(draft: string): Pending {
  try {
    return new Map(JSON.parse(draft || '[]') as [string, Decision][]);
  } catch {
    return new Map();
  }
}
