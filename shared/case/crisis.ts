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

/** The country of a case became known: it belongs to the crisis there, unless a person has said where it belongs. */
export function followCountry(before: CaseState, now: CaseState, context: Context): NewEvent[] {
  if (now.crisis || now.crisisByStaff || now.country === before.country) return [];
  const crisis = crisisIn(context.crises, now.country, context.now);
  return crisis ? [event(now, context, 'case.crisis-changed', { crisis, automatic: true })] : [];
}
