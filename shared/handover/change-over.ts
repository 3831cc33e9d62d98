import { plusSeconds } from '../clocks/time.ts';
import type { Store } from '../ledger/store.ts';
import { shiftsBetween } from '../shifts/duty.ts';
import { onDuty, type Shift, type ShiftHead, shiftStream } from '../shifts/shift.ts';
import { type Content, contentOf, type HandoverHead, type Shifts } from './handover.ts';
import { handoverStream } from './vocabulary.ts';

/** The next shift begins before this one ends, or so many seconds after it at most. */
const GAP_SECONDS = 2 * 3600;

/** Longer than any shift. */
const BEFORE_SECONDS = 15 * 3600;

const PAGE = 100;

/**
 * Who follows whom: the next shift of the same team unless one is named, and whoever is there when this one has gone.
 * @returns undefined where a named shift does not exist.
 */
export async function changeOver(
  store: Pick<Store, 'list' | 'head'>,
  outgoing: ShiftHead,
  named: { to?: string; successor?: string } = {},
): Promise<Shifts | undefined> {
  const { start, end, team } = outgoing.state;
  const around = await shiftsBetween(store, plusSeconds(start, -BEFORE_SECONDS), plusSeconds(end, GAP_SECONDS));
  const next = around.find(({ state }) => state.team === team && state.start > start && state.end > end);
  const incoming = named.to ? await store.head<Shift>(shiftStream(named.to)) : next;
  if (named.to && !incoming) return undefined;
  const staying = onDuty(around, end).flatMap(({ staff, role }) => (role === 'surge' ? [] : [staff]));
  return {
    outgoing,
    staying,
    ...(incoming ? { incoming } : {}),
    ...(named.successor ? { successor: named.successor } : {}),
  };
}

/** The pack of a handover as it was read, and what was said of its lines. Empty where no pack was made yet. */
export async function readContent(
  store: Pick<Store, 'timeline'>,
  { id, version, state }: HandoverHead,
): Promise<Content> {
  const events: { type: string; data?: unknown }[] = [];
  let after: number | undefined = state.pack && state.pack.seq - 1;
  while (after !== undefined && after < version) {
    const page: Awaited<ReturnType<Store['timeline']>> = await store.timeline(handoverStream(id), after, PAGE);
    events.push(...page.events.filter(({ seq }) => seq <= version));
    after = page.next;
  }
  return contentOf(events);
}
