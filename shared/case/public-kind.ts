import type { Suggestion } from './events.ts';

/** What a citizen can say on the public form that he wants. */
export const PUBLIC_KINDS = ['help', 'complaint', 'enquiry', 'suggestion'] as const;
export type PublicKind = (typeof PUBLIC_KINDS)[number];

/**
 * What triage read, with what the citizen says it is (domain.md, "daily work too": the P4 column unless triage says more). Words of danger
 * stand above his choice: whoever is bleeding may have pressed the wrong button. That it could not be understood is no danger
 * in a complaint.
 */
export function asChosen(suggestion: Suggestion, kind: PublicKind | undefined): Suggestion {
  if (!kind || kind === 'help') return suggestion;
  const { priority, rules } = suggestion;
  if (rules.every((rule) => rule === 'R19')) {
    return { ...suggestion, category: kind, priority: 'P4', rules: [], reasons: [] };
  }
  const danger = priority === 'P1' || (priority === 'P2' && !rules.includes('R18'));
  return danger ? suggestion : { ...suggestion, category: kind };
}
