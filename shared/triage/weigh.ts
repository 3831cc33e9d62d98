/**
 * Adds up what speaks for each kind of case. The points stand in weights.ts, one line a kind (a rule of domain.md c.4 and a
 * category), and were learnt from the labelled messages by tests/bench/triage-train.ts.
 */
import type { Category, RuleId } from '../case/vocabulary.ts';

/** A rule, `none` (nothing is asked of us) or `soon` (missing for less than 48 hours: no rule, P3), and a category. */
export interface Kind {
  rule: RuleId | 'none' | 'soon';
  category: Category;
  share: number;
  /** Evidence that speaks for it, strongest first. */
  because: string[];
}

export interface Weights {
  /** Points before anything was said. */
  base: number;
  points: Map<string, number>;
}

/** Reads `name 12|other -3`; the name `=` is the start. Points are hundredths. */
export function readWeights(line: string): Weights {
  const points = new Map<string, number>();
  for (const entry of line.split('|')) {
    const at = entry.lastIndexOf(' ');
    points.set(entry.slice(0, at), Number(entry.slice(at + 1)) / 100);
  }
  const base = points.get('=') ?? 0;
  points.delete('=');
  return { base, points };
}

/** Shares of 0–1 of every kind, the likeliest first; they sum to 1. */
export function weigh(evidence: readonly string[], table: ReadonlyMap<string, Weights>): Kind[] {
  const scored = [...table].map(([name, weights]) => {
    const because: [string, number][] = [];
    let score = weights.base;
    for (const e of evidence) {
      const points = weights.points.get(e);
      if (points === undefined) continue;
      score += points;
      if (points > 0) because.push([e, points]);
    }
    const [rule, category] = name.split(' ') as [Kind['rule'], Category];
    because.sort((a, b) => b[1] - a[1]);
    return { rule, category, score, because: because.map(([e]) => e) };
  });
  const top = Math.max(...scored.map((k) => k.score));
  const sum = scored.reduce((s, k) => s + Math.exp(k.score - top), 0);
  return scored
    .map(({ score, ...kind }) => ({ ...kind, share: Math.exp(score - top) / sum }))
    .sort((a, b) => b.share - a.share);
}
