import type { Item } from '../records.ts';

/** What one rule found. */
export interface Finding {
  /** What must hold. */
  name: string;
  checked: number;
  faults: string[];
  /** What looks wrong and is not, by its reason, and how often. */
  explained: Record<string, number>;
}

/** Collects what one rule finds. */
export class Rule implements Finding {
  checked = 0;
  readonly faults: string[] = [];
  readonly explained: Record<string, number> = {};

  constructor(readonly name: string) {}

  /** One thing looked at; a fault in words where it does not hold. */
  hold(holds: boolean, fault: () => string): void {
    this.checked += 1;
    if (!holds) this.faults.push(fault());
  }

  explain(reason: string): void {
    this.explained[reason] = (this.explained[reason] ?? 0) + 1;
  }
}

/** An event as it lies in the ledger. */
export interface Event extends Item {
  seq: number;
  type: string;
  at: string;
  // biome-ignore lint/suspicious/noExplicitAny: raw data of any event, read without the room's own types on purpose
  data: any;
}

/** Events by stream, in order. */
export type Streams = Map<string, Event[]>;

export function streamsOf(ledger: readonly Item[]): Streams {
  const streams: Streams = new Map();
  for (const item of [...ledger].sort((a, b) => (a.sk < b.sk ? -1 : 1))) {
    const events = streams.get(item.pk) ?? [];
    events.push(item as Event);
    streams.set(item.pk, events);
  }
  return streams;
}

/** Every value once, and how often it came. */
export function counted<T>(list: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** Values under their keys. */
export function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
