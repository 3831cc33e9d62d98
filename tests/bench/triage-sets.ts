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
 * The sets and how much each counts when the points are learnt: `own` is shorter and plainer than what citizens write;
 * `scenarios` are the few texts that must be read right; `oblique` says grave things without the usual words, and calm ones with them.
 */
export const SETS = { public: 2, written: 2, own: 0.5, scenarios: 5, oblique: 2 } as const;
export type SetName = keyof typeof SETS;

/** A labelled set by its name. `unseen` was written by somebody who knew neither words nor rules: nothing may learn from it. */
export function labelled(name: SetName | 'unseen'): Labelled[] {
  const file = new URL(`../domain/data/triage/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Labelled[];
}
