import type { CaseState } from '../case/state.ts';
import { secondsBetween } from '../clocks/time.ts';

/** A closed case is taken up again by a message within so many seconds (decisions.md 9). */
const REOPEN_SECONDS = 72 * 3600;

/**
 * Where a message of the sender goes whose current case this is (decisions.md 9): onto it, on to the case that it was merged into, or into
 * a new case that follows it. What is no new message for an officer (`quiet`: reactions, edits) stays with the case it speaks of.
 */
export function destination(state: CaseState, quiet: boolean, now: string): 'append' | 'into' | 'new' {
  switch (state.status) {
    case 'merged':
      return 'into';
    case 'invalid':
    case 'transferred':
      return quiet ? 'append' : 'new';
    case 'closed':
      return quiet || secondsBetween(state.closedAt ?? state.lastAt, now) < REOPEN_SECONDS ? 'append' : 'new';
    default:
      return 'append';
  }
}
