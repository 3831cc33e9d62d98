import type { Both } from '../case/events.ts';
import type { Category } from '../case/vocabulary.ts';
import type { Policy } from '../clocks/policy.ts';
import { plusSeconds } from '../clocks/time.ts';
import type { CaseFacts } from './facts.ts';
import { figures } from './figures.ts';
import { FIGURES } from './words.ts';

/** Numbers about fewer than this many are not published: they could speak of somebody (domain.md e.3). */
const LEAST = 5;

const DAY = 86_400;

/** Days back from now of the cases that are published: a quarter of a year. */
const QUARTER = 90 * DAY;

/** Whether a case was ended is asked a week after it came in at the earliest: young cohorts look bad (domain.md e.3). */
const WEEK = 7 * DAY;

export interface PublicFigure {
  id: string;
  name: Both;
  definition: Both;
  /** Null where fewer than five cases stand behind it: shown as «–». */
  n: number | null;
  value: number | null;
  unit: 'share' | 'seconds';
  /** Cases received from … to. */
  from: string;
  to: string;
}

/** What the ministry publishes of its service: figures by kind of case, each with its definition. */
export interface PublicFigures {
  asOf: string;
  groups: { id: string; name: Both; figures: PublicFigure[] }[];
}

const REQUESTS: readonly Category[] = ['complaint', 'enquiry', 'suggestion'];

const GROUPS: { id: string; name: Both; of: (facts: CaseFacts) => boolean }[] = [
  { id: 'all', name: { ar: 'كل البلاغات', en: 'All cases' }, of: () => true },
  {
    id: 'distress',
    name: { ar: 'بلاغات الاستغاثة', en: 'Calls for help' },
    of: ({ category }) => !REQUESTS.includes(category.at(-1)![1]),
  },
  {
    id: 'requests',
    name: { ar: 'الشكاوى والاستفسارات والاقتراحات', en: 'Complaints, enquiries and suggestions' },
    of: ({ category }) => REQUESTS.includes(category.at(-1)![1]),
  },
  {
    id: 'calls',
    name: { ar: 'المكالمات', en: 'Telephone calls' },
    of: ({ channel }) => channel === 'phone' || channel === 'voice',
  },
];

/** What is shown, and how old a case must be to count. */
const SHOWN = [
  { id: 'completion_rate', age: WEEK },
  { id: 'completion_rate_contacted', age: WEEK },
  { id: 'answered_within_target', age: 0 },
  { id: 'first_response_median', age: 0 },
] as const;

/** The oldest case that is published at an instant was received then. */
export function publishedSince(asOf: string): string {
  return plusSeconds(asOf, -QUARTER - WEEK);
}

/** The figures to publish, small numbers suppressed. */
export function publicFigures(rows: readonly CaseFacts[], asOf: string, policies: readonly Policy[]): PublicFigures {
  const shown = (some: readonly CaseFacts[], { id, age }: (typeof SHOWN)[number]): PublicFigure => {
    const to = plusSeconds(asOf, -age);
    const from = plusSeconds(to, -QUARTER);
    const { n, value } = figures(some, { from, to, asOf, only: [id] }, policies).figures[0]!;
    const { name, definition, unit } = FIGURES[id];
    const few = n < LEAST;
    return { id, name, definition, unit, from, to, n: few ? null : n, value: few ? null : value };
  };
  const groups = GROUPS.map(({ id, name, of }) => {
    const some = rows.filter(of);
    return { id, name, figures: SHOWN.map((figure) => shown(some, figure)) };
  });
  return { asOf, groups };
}
