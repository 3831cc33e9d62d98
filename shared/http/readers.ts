import type { CaseState } from '../case/state.ts';
import type { Staff } from './claims.ts';
import { WORKERS } from './roles.ts';

/** What deciding about reading takes: a little of the state. */
export type Readable = Pick<CaseState, 'sensitivity' | 'owner' | 'takenBy'>;

/**
 * Whether a member of staff may know of a case at all; everywhere else it is simply not found (decisions.md 17). Restricted and
 * sealed cases are open to their owner, the supervisor on duty and directors. Surge staff read what they logged or own.
 */
export function mayRead(state: Readable, staff: Staff): boolean {
  if (staff.roles.includes('director') || (staff.roles.includes('supervisor') && !staff.offDuty)) return true;
  const works = staff.roles.some((role) => (WORKERS as readonly string[]).includes(role));
  const owns = state.owner === staff.id && (works || staff.roles.includes('surge'));
  if (state.sensitivity !== 'normal') return owns;
  if (works || staff.roles.includes('auditor')) return true;
  return staff.roles.includes('surge') && (owns || state.takenBy === staff.id);
}

/** What stands where the number of a case stood that the reader may not know of: the same in every language. */
export const HIDDEN_CASE = '••••-••••';

/** The same member of staff as he stands now: `trusted` are the supervisors on duty, undefined where the roster has none. */
export function asOnDuty<S extends Staff>(staff: S, trusted: readonly string[] | undefined): S {
  if (!staff.roles.includes('supervisor') || !trusted || trusted.includes(staff.id)) return staff;
  return { ...staff, offDuty: true };
}
