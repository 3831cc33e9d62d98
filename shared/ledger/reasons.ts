import type { Both } from '../case/events.ts';
import { RULE_TEXTS } from '../triage/texts.ts';

interface Reason {
  rule: string;
  text?: Both;
}

/**
 * What a rule says is known from its id, so it is not stored with each case that it found (decisions.md 25): a first message
 * would say it three times over. Anything else that a reason says is kept as it is.
 */
export function withoutRuleTexts<T extends Reason>(reasons: readonly T[]): Omit<T, 'text'>[] {
  return reasons.map((reason) => {
    const known = textOf(reason.rule);
    if (!known || reason.text?.ar !== known.ar || reason.text.en !== known.en) return reason;
    const { text: _known, ...rest } = reason;
    return rest;
  });
}

export function withRuleTexts<T extends Reason>(reasons: readonly T[]): T[] {
  return reasons.map((reason) => {
    const known = textOf(reason.rule);
    return reason.text || !known ? reason : { ...reason, text: known };
  });
}

const textOf = (rule: string): Both | undefined => (RULE_TEXTS as Readonly<Record<string, Both>>)[rule];
