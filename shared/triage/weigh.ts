/**
 * Two readings of a message, weighed together. The first adds up what ideas speak for each kind of case: the points stand in weights.ts,
 * one line a kind (a rule of domain.md c.4 and a category). The second knows no ideas and listens for single words of danger or of calm
 * (words/heard.ts), so that whoever uses words that no list foresaw is heard as well. Both were learnt from the labelled messages by
 * tests/bench/triage-train.ts.
 */
import type { Category, RuleId } from '../case/vocabulary.ts';
import type { Hit } from './matcher.ts';
import type { Token } from './normalise.ts';
import { stemOf } from './spelling.ts';

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

/** Reads `points: stem|stem`; points are tenths. */
export function readHeard(lines: Readonly<Record<string, string>>): Map<string, number> {
  const out = new Map<string, number>();
  for (const [points, stems] of Object.entries(lines))
    for (const s of stems.split('|')) out.set(s, Number(points) / 10);
  return out;
}

/** Stems of a message, each once, with where it stands first. */
export function stemsOf(tokens: readonly Token[], arabizi: boolean): Map<string, number> {
  const out = new Map<string, number>();
  tokens.forEach((token, at) => {
    const stem = stemOf(token, arabizi);
    if (stem !== undefined && !out.has(stem)) out.set(stem, at);
  });
  return out;
}

/** How much the single words speak for danger to life (below 0: against), and those that speak for it most. */
export function listen(
  stems: ReadonlyMap<string, number>,
  heard: ReadonlyMap<string, number>,
): { points: number; hits: Hit[] } {
  const found = [...stems].flatMap(([stem, at]) => {
    const points = heard.get(stem);
    return points === undefined ? [] : [{ points, at }];
  });
  // A long message says more of everything.
  const points =
    (heard.get('=') ?? 0) + found.reduce((sum, f) => sum + f.points, 0) / Math.sqrt(Math.max(1, stems.size));
  const loudest = found.filter((f) => f.points > 0).sort((a, b) => b.points - a.points);
  return { points, hits: loudest.slice(0, 3).map(({ at }) => ({ s: at, e: at, denied: false })) };
}

/** Rules that mean danger to life. */
const GRAVE: readonly Kind['rule'][] = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06'];
/** How far the second reading is trusted beside the first. */
const TRUST = 0.6;

/** The kinds after the second reading was heard: grave ones have more or less of the whole, their order among themselves stays. */
export function lean(kinds: readonly Kind[], points: number): Kind[] {
  const factor = Math.exp(TRUST * points);
  const raised = kinds.map((k) => ({ ...k, share: GRAVE.includes(k.rule) ? k.share * factor : k.share }));
  const sum = raised.reduce((s, k) => s + k.share, 0);
  return raised.map((k) => ({ ...k, share: k.share / sum })).sort((a, b) => b.share - a.share);
}
