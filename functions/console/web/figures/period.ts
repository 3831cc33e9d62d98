/** Which time the figures are of; it stands in the address, so that a page of them can be sent to a colleague. Pure. */
import { instantInCairo } from '../calls/form.ts';

export const PERIODS = ['day', 'week', 'month', 'crisis', 'own'] as const;
export type PeriodName = (typeof PERIODS)[number];

const DAY = 86_400_000;
const LENGTHS = { day: DAY, week: 7 * DAY, month: 30 * DAY } as const;
/** The API answers for no more at once: a leap year. */
const LONGEST = 366 * DAY;

export interface Period {
  from: string;
  to: string;
}

/**
 * @param name as it stands in the address; anything unknown is a day.
 * @param typed from and to of a period of one's own, as clocks in Cairo show them: `2026-11-22T08:00`.
 * @param began when the chosen crisis began.
 * @param now epoch milliseconds.
 * @returns nothing where what was typed is no period.
 */
export function periodOf(
  name: string | null,
  typed: { from: string | null; to: string | null },
  began: string | undefined,
  now: number,
): Period | undefined {
  const period = (from: number, to: number) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  if (name === 'own') {
    const [from, to] = [typed.from, typed.to].map((text) =>
      isLocal(text) ? Date.parse(instantInCairo(text)) : Number.NaN,
    );
    return from !== undefined && to !== undefined && from < to && to - from <= LONGEST ? period(from, to) : undefined;
  }
  if (name === 'crisis' && began) return period(Math.max(Date.parse(began), now - LONGEST), now);
  return period(now - (LENGTHS[name as keyof typeof LENGTHS] ?? DAY), now);
}

function isLocal(text: string | null): text is string {
  return text !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}Z`));
}

/** Whole hours by the day they lie in, for tables that somebody is to read. @param dayOf of an instant, as it is shown. */
export function byDay<T extends { hour: string; cases: number; reports: number }>(
  hours: readonly T[],
  dayOf: (instant: string) => string,
): { day: string; cases: number; reports: number }[] {
  const days = new Map<string, { day: string; cases: number; reports: number }>();
  for (const { hour, cases, reports } of hours) {
    const day = dayOf(hour);
    const sum = days.get(day) ?? { day, cases: 0, reports: 0 };
    days.set(day, { day, cases: sum.cases + cases, reports: sum.reports + reports });
  }
  return [...days.values()];
}
