import { secondsBetween } from '../clocks/time.ts';
import type { PriorityReason, Suggestion } from './events.ts';
import type { CaseState } from './state.ts';
import type { Category, Priority } from './vocabulary.ts';

/** What people write to a ministry in daily work (domain.md, "daily work too"). */
export const REQUESTS: readonly Category[] = ['complaint', 'enquiry', 'suggestion'];

/** A complaint that is written again after so long without a word from us is a second one, whatever its words. */
const UNANSWERED_SECONDS = 12 * 3600;

const RAISED: Partial<Record<Priority, Priority>> = { P4: 'P3', P3: 'P2' };

/**
 * c.4 R18: the same need, a second written complaint: one level up, not above P2, once in a case. It is one by its own words, or because
 * it stands on a complaint that nobody answered.
 * @returns the raise, or undefined where there is none.
 */
export function repeated(
  state: CaseState,
  suggestion: Suggestion | undefined,
  now: string,
): { to: Priority; reason: PriorityReason } | undefined {
  const to = RAISED[state.priority];
  if (!to || state.reasons.some(({ rule }) => rule === 'R18')) return undefined;
  const said = suggestion?.reasons.find(({ rule }) => rule === 'R18');
  if (!said && !isUnanswered(state, now)) return undefined;
  return {
    to,
    reason: { rule: 'R18', text: said?.text ?? TEXT, ...(said ? { words: said.words } : {}), by: 'triage' },
  };
}

/** The same for a complaint that opens a case after one that ended. */
export function repeatsEarlier(before: CaseState | undefined, category: Category): PriorityReason | undefined {
  if (category !== 'complaint' || before?.category !== 'complaint') return undefined;
  return { rule: 'R18', text: TEXT, by: 'triage' };
}

/** One level up, as far as R18 goes. */
export const oneLevelUp = (priority: Priority): Priority => RAISED[priority] ?? priority;

const TEXT = { ar: 'شكوى مكتوبة ثانية للحاجة نفسها', en: 'Second written complaint about the same need' };

function isUnanswered(
  { category, lastInboundAt, lastOutboundAt, firstHumanResponseAt }: CaseState,
  now: string,
): boolean {
  if (category !== 'complaint' || !lastInboundAt) return false;
  const answered = firstHumanResponseAt !== undefined && lastOutboundAt !== undefined && lastOutboundAt > lastInboundAt;
  return !answered && secondsBetween(lastInboundAt, now) >= UNANSWERED_SECONDS;
}
