import { type Context, type CrisisFacts, event } from './decide.ts';
import type { NewEvent } from './events.ts';
import type { CaseState } from './state.ts';

/**
 * The crisis of a new case: one that goes on in its country, the one begun last where there are several. None: daily work.
 *
 * @param at RFC 3339 UTC with milliseconds.
 */
export function crisisIn(
  crises: readonly CrisisFacts[] | undefined,
  country: string | undefined,
  at: string,
): string | undefined {
  if (!country) return undefined;
  return crises
    ?.filter((crisis) => isActive(crisis, at) && crisis.countries.includes(country))
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]?.id;
}

export function isActive({ phase, startedAt, endedAt }: CrisisFacts, at: string): boolean {
  return phase !== 'stand_down' && startedAt <= at && (endedAt === undefined || at < endedAt);
}

/**
 * A case that was opened since a crisis began in its country belongs to it, also where its country became known later, or the crisis was entered
 * later; unless a person has said where the case belongs.
 */
export function followCountry(state: CaseState, context: Context): NewEvent[] {
  if (state.crisis || state.crisisByStaff) return [];
  const since = context.crises?.filter(({ startedAt }) => startedAt <= state.opened.at);
  const crisis = crisisIn(since, state.country, context.now);
  return crisis ? [event(state, context, 'case.crisis-changed', { crisis, automatic: true })] : [];
}
