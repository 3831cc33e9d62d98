/**
 * Two readings of a message, weighed together. The first adds up what ideas speak for each kind of case: the points stand in weights.ts,
 * one line an idea; a kind is a rule of domain.md c.4 and a category. The second knows no ideas: it listens to stems and to runs of four letters, of which
 * each speaks a little for one priority or another (heard.ts), so that whoever uses words, dialects or spellings that no list foresaw is heard
 * as well. Both were learnt from the labelled messages by tests/bench/triage-train.ts.
 */
import type { Category, RuleId } from '../case/vocabulary.ts';
import type { Hit } from './matcher.ts';
import type { Token } from './normalise.ts';
import { looseRoman, stemOf } from './spelling.ts';

/** 1 is P1. */
export type Level = 1 | 2 | 3 | 4;

/** The priority that each rule gives by itself. */
export const GIVES: Readonly<Record<Kind['rule'], Level>> = {
  R01: 1,
  R02: 1,
  R03: 1,
  R04: 1,
  R05: 1,
  R06: 1,
  R07: 2,
  R08: 2,
  R09: 2,
  R10: 2,
  R11: 2,
  R12: 3,
  soon: 3,
  R13: 4,
  R14: 4,
  none: 4,
  R15: 4,
  R16: 4,
  R17: 4,
  R18: 4,
  R19: 2,
};

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

/** Reads weights.ts: points are tenths, and a kind is named by the letter at its place. */
export function readWeights({ kinds, points }: { kinds: string[]; points: string }): Map<string, Weights> {
  const table = kinds.map((kind) => {
    const at = kind.lastIndexOf(' ');
    return [kind.slice(0, at), { base: Number(kind.slice(at)) / 10, points: new Map<string, number>() }] as const;
  });
  for (const line of points.split('\n')) {
    const at = line.lastIndexOf(' ');
    for (const [, letter = '', tenths] of line.slice(at).matchAll(/([A-Za-z])(-?\d+)/g))
      table[LETTERS.indexOf(letter)]?.[1].points.set(line.slice(0, at), Number(tenths) / 10);
  }
  return new Map(table);
}
/** By which weights.ts names the kinds, in their order. */
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

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

/** Into so many places all stems and runs of letters are told apart; two that share one share its points. */
export const PLACES_HEARD = 2048;
/** A digit of heard.ts is so many steps of a point from the middle. */
const MIDDLE = 7;

/** What the second reading adds up, as heard.ts holds it: for each place of a piece its points for P1, P2 and P3; those for P4 are the measure, 0. */
export interface Heard {
  base: readonly number[];
  points: readonly Float32Array[];
}

/** Reads the digits (base 15) of heard.ts. */
export function readHeard({ base, step, points }: { base: number[]; step: number; points: string[] }): Heard {
  return {
    base,
    points: points.map((line) => Float32Array.from(line, (d) => (Number.parseInt(d, 15) - MIDDLE) * step)),
  };
}

/** Stems and runs of four letters of a message as places in heard.ts, each once, with the token where it stands first. */
export function piecesOf(tokens: readonly Token[], arabizi: boolean): Map<number, number> {
  const out = new Map<number, number>();
  const add = (piece: string, at: number) => {
    const place = placeOf(piece);
    if (!out.has(place)) out.set(place, at);
  };
  tokens.forEach((token, at) => {
    const stem = stemOf(token, arabizi);
    if (stem !== undefined) add(`=${stem}`, at);
    const word = `_${arabizi && token.script === 'la' ? looseRoman(token.norm) : token.norm}_`;
    for (let i = 0; i + RUN <= word.length; i++) add(word.slice(i, i + RUN), at);
  });
  return out;
}
const RUN = 4;

/** FNV-1a over the letters. */
function placeOf(piece: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < piece.length; i++) hash = Math.imul(hash ^ piece.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % PLACES_HEARD;
}

/** Shares of P1–P4 by the single pieces, and the words that speak most for P1. */
export function listen(pieces: ReadonlyMap<number, number>, heard: Heard): { shares: number[]; hits: Hit[] } {
  // A long message says more of everything.
  const scale = 1 / Math.sqrt(Math.max(1, pieces.size));
  const scores = heard.points.map((line, level) => {
    let sum = 0;
    for (const place of pieces.keys()) sum += line[place]!;
    return heard.base[level]! + sum * scale;
  });
  scores.push(0);
  const top = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - top));
  const whole = powers.reduce((a, b) => a + b);
  const byToken = new Map<number, number>();
  for (const [place, at] of pieces) {
    const [first = 0, ...others] = heard.points.map((line) => line[place]!);
    byToken.set(at, (byToken.get(at) ?? 0) + first - others.reduce((a, b) => a + b, 0) / 3);
  }
  const loudest = [...byToken].filter(([, points]) => points > 0).sort((a, b) => b[1] - a[1]);
  return {
    shares: powers.map((p) => p / whole),
    hits: loudest.slice(0, 3).map(([at]) => ({ s: at, e: at, denied: false })),
  };
}

/** How far the second reading is trusted beside the first. */
const TRUST = 0.7;

/** The kinds after the second reading was heard: those of a likely priority have more of the whole, their order among themselves stays. */
export function lean(kinds: readonly Kind[], shares: readonly number[], trust = TRUST): Kind[] {
  const raised = kinds.map((k) => ({ ...k, share: k.share * shares[GIVES[k.rule] - 1]! ** trust }));
  const sum = raised.reduce((s, k) => s + k.share, 0);
  return raised.map((k) => ({ ...k, share: k.share / sum })).sort((a, b) => b.share - a.share);
}
