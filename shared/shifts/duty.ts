import { plusSeconds } from '../clocks/time.ts';
import type { Handover } from '../handover/handover.ts';
import type { Store } from '../ledger/store.ts';
import { type OnDuty, onDuty, type Shift, type ShiftHead, shiftKey } from './shift.ts';

/** Longer than any shift. */
const BEFORE_SECONDS = 15 * 3600;

/** Handovers that may still be offered or unsettled belong to shifts that began within so many seconds. */
const HANDOVER_SECONDS = 72 * 3600;

/** A changed roster counts everywhere after at most this many milliseconds. */
const FRESH_MS = 15_000;

/** Shifts that begin between two instants, both included. */
export function shiftsBetween(store: Pick<Store, 'list'>, from: string, to: string): Promise<ShiftHead[]> {
  return store.list<Shift>('shift', undefined, { from: shiftKey(from), to: `${shiftKey(to)}~` });
}

/** Shifts that may be running at an instant. */
export function shiftsAt(store: Pick<Store, 'list'>, at: string): Promise<ShiftHead[]> {
  return shiftsBetween(store, plusSeconds(at, -BEFORE_SECONDS), at);
}

/** Handovers of the shifts that began in the last days, or in so many seconds, oldest first. */
export function recentHandovers(store: Pick<Store, 'list'>, at: string, seconds = HANDOVER_SECONDS) {
  return store.list<Handover>('handover', undefined, {
    from: shiftKey(plusSeconds(at, -seconds)),
    to: `${shiftKey(at)}~`,
  });
}

/** Who is on duty at an instant. */
export async function dutyAt(store: Pick<Store, 'list'>, at: string): Promise<OnDuty[]> {
  return onDuty(await shiftsAt(store, at), at);
}

/**
 * Supervisors to whom restricted and sealed cases are open now (decisions.md 17): those on duty, and the named successor of a handover that is
 * offered. Undefined where no supervisor is on any roster now: then each one may, for a room without a rota must not lock itself out.
 */
export type Trusted = readonly string[] | undefined;

/** Reads them, and remembers them for a while: a poke of a sealed case asks. `now` in milliseconds. */
export function trustedReader(store: Pick<Store, 'list'>, now: () => number): () => Promise<Trusted> {
  let known: { trusted: Trusted; until: number } | undefined;
  return async () => {
    if (known && now() < known.until) return known.trusted;
    const at = new Date(now()).toISOString();
    const [duty, handovers] = await Promise.all([dutyAt(store, at), recentHandovers(store, at)]);
    const supervisors = duty.filter(({ role }) => role === 'supervisor').map(({ staff }) => staff);
    const successors = handovers.flatMap(({ state }) => (state.state === 'offered' ? (state.successor ?? []) : []));
    known = { trusted: supervisors.length > 0 ? [...supervisors, ...successors] : undefined, until: now() + FRESH_MS };
    return known.trusted;
  };
}
