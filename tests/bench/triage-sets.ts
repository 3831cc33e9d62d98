/** The labelled messages of tests/domain/data/triage. */
import { readFileSync } from 'node:fs';
import type { Category, Priority, RuleId } from '../../shared/case/vocabulary.ts';

export interface Labelled {
  id: string;
  channel: string;
  lang: string;
  text: string;
  expect: { priority: Priority; category: Category; rules: RuleId[] };
  hard: string;
}

/**
 * The sets and how much each counts when the points are learnt: `own` is shorter and plainer than what citizens write; `scenarios` are the few
 * texts that must be read right; `oblique` says grave things without the usual words, and calm ones with them; `blind` was written by three
 * people who had seen neither words nor rules of the code, only the public set and domain.md c.4, and was measured before it was learnt from;
 * `wide` sets danger beside what only looks like it, over many kinds of place and trouble; `short` has two to nine words;
 * `plain` says the commonest things in the commonest words.
 */
export const SETS = {
  public: 2,
  written: 2,
  own: 1,
  scenarios: 60,
  oblique: 2,
  blind: 2,
  wide: 1,
  short: 1,
  plain: 1,
} as const;
export type SetName = keyof typeof SETS;

/**
 * Two sets like `blind`, by two other people, and one made to be like `public`: nothing may learn from them, and nobody who works on triage
 * reads their texts.
 */
export const UNSEEN = ['unseen', 'unseen2', 'unseen3'] as const;

/** A labelled set by its name. */
export function labelled(name: SetName | (typeof UNSEEN)[number]): Labelled[] {
  const file = new URL(`../domain/data/triage/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Labelled[];
}
