import { matches } from '../../../../shared/board/pages.ts';
import { isOpen } from '../../../../shared/case/obligations.ts';
import {
  CATEGORIES,
  type Category,
  PRIORITIES,
  type Priority,
  STATUSES,
  type Status,
} from '../../../../shared/case/vocabulary.ts';
import type { BoardRow } from '../answers.ts';

/** What the board can be narrowed to, by the API's names; it stands in the address, so that a view can be kept and sent. */
export const FIELDS = [
  'status',
  'priority',
  'country',
  'category',
  'owner',
  'agency',
  'crisis',
  'desk',
  'overdue',
  'similar',
] as const;
export type Field = (typeof FIELDS)[number];
export type Filter = Readonly<Partial<Record<Field, string>>>;

/** Values that a hand-written address may hold and the API would refuse are left out. */
const ALLOWED: Partial<Record<Field, readonly string[]>> = {
  status: STATUSES,
  priority: PRIORITIES,
  category: CATEGORIES,
  desk: ['distress', 'requests'],
  overdue: ['true'],
};

export function filterOf(query: URLSearchParams): Filter {
  const filter: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const value = query.get(field);
    if (value && (ALLOWED[field]?.includes(value) ?? /^[\w.@-]{1,80}$/.test(value))) filter[field] = value;
  }
  return filter;
}

/** Always in the same order, so that the same view has one address. */
export function addressOf(filter: Filter): string {
  return new URLSearchParams(FIELDS.flatMap((field) => (filter[field] ? [[field, filter[field]]] : []))).toString();
}

/** Whether a case that changed still is one that was asked for: the board's own comparison. @param now epoch milliseconds. */
export function belongs(row: BoardRow, filter: Filter, now: number): boolean {
  const { status, category, summary = '', openedAt = '' } = row;
  // Of cases whose content no index holds the head tells everything to those who may read it; without a status there is nothing to compare.
  if (!status || !category || !(filter.status || isOpen(status))) return false;
  const { nextDueAt, similar, country, place, owner, crisis, agencies, point: _place, ...rest } = row;
  return matches(
    {
      ...rest,
      status,
      category,
      summary,
      openedAt,
      ...(country ? { country } : {}),
      ...(place ? { place } : {}),
      ...(owner ? { owner } : {}),
      ...(crisis ? { crisis } : {}),
      ...(agencies ? { agencies } : {}),
      ...(nextDueAt ? { urgentAt: nextDueAt } : {}),
      ...(similar ? { similar: similar.group } : {}),
    },
    {
      ...(filter as {
        status?: Status;
        priority?: Priority;
        category?: Category;
        desk?: 'distress' | 'requests';
      }),
      overdue: filter.overdue === 'true',
      now: new Date(now).toISOString(),
    },
  );
}
