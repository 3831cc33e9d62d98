/**
 * Two readings of a message, weighed together. The first adds up what ideas speak for each kind of case: the points stand in weights.ts,
 * one line an idea; a kind is a rule of domain.md c.4 and a category. The second says how likely each priority is: it hears the same ideas
 * and besides them stems and short runs of letters, of which each speaks a little for one priority or another (heard.ts), so that whoever uses
 * words, dialects or spellings that no list foresaw is heard as well. Both were learnt from the labelled messages by
 * tests/bench/triage-train.ts.
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
  const shares = sharesOf(scored.map(({ score }) => score));
  return scored.map(({ score: _, ...kind }, i) => ({ ...kind, share: shares[i]! })).sort((x, y) => y.share - x.share);
}

/** Into so many places all pieces are told apart; two that share one share its points. */
export const PLACES_HEARD = 16_384;
/** A digit of 0–8 in heard.ts is so many steps of a point from this one. */
export const MIDDLE = 4;
/** One letter of heard.ts holds the digits of two places: alone, most of them would be the same and still cost a bit each. */
export const DIGITS = 2 * MIDDLE + 1;
export const FIRST_LETTER = 40;

/** What the second reading adds up, as heard.ts holds it: for each place its points for P1, P2 and P3; those for P4 are what lacks to 0. */
export interface Heard {
  /** Before anything was said, for P1–P4. */
  base: readonly number[];
  points: readonly Float32Array[];
}

/** Reads the letters of heard.ts. */
export function readHeard({ base, steps, points }: { base: number[]; steps: number[]; points: string[] }): Heard {
  const line = (letters: string, step: number) =>
    Float32Array.from({ length: 2 * letters.length }, (_, place) => {
      const pair = letters.charCodeAt(place >> 1) - FIRST_LETTER;
      return ((place % 2 === 0 ? Math.floor(pair / DIGITS) : pair % DIGITS) - MIDDLE) * step;
    });
  return { base, points: points.map((letters, level) => line(letters, steps[level]!)) };
}

/** A piece of a message: its place in heard.ts, how loudly it is said, and the token where it stands first, if it stands in one. */
export interface Piece {
  place: number;
  loud: number;
  at?: number;
}

/**
 * A message in pieces: the ideas that it says, the stems of its words, and their runs of three to five letters. Of each sort together they are
 * as loud as the root of their number, so that a long message does not shout.
 */
export function piecesOf(said: Iterable<string>, tokens: readonly Token[], arabizi: boolean): Piece[] {
  const ideas = new Map<string, number | undefined>();
  const stems = new Map<string, number>();
  const runs = new Map<string, number>();
  for (const name of said) ideas.set(`!${name}`, undefined);
  tokens.forEach((token, at) => {
    const stem = stemOf(token, arabizi);
    if (stem !== undefined && !stems.has(`=${stem}`)) stems.set(`=${stem}`, at);
    const word = `_${arabizi && token.script === 'la' ? looseRoman(token.norm) : token.norm}_`;
    for (const length of RUNS)
      for (let i = 0; i + length <= word.length; i++) {
        const run = word.slice(i, i + length);
        if (!runs.has(run)) runs.set(run, at);
      }
  });
  return [
    { sort: ideas, loud: 1.5 },
    { sort: stems, loud: 1 },
    { sort: runs, loud: 1 },
  ].flatMap(({ sort, loud }) =>
    [...sort].map(([piece, at]) => ({
      place: placeOf(piece),
      loud: loud / Math.sqrt(sort.size),
      ...(at === undefined ? {} : { at }),
    })),
  );
}
const RUNS = [3, 4, 5];

/** FNV-1a over the letters. */
function placeOf(piece: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < piece.length; i++) hash = Math.imul(hash ^ piece.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % PLACES_HEARD;
}

/** Shares of P1–P4 by the pieces, and the words that speak most for P1. */
export function listen(pieces: readonly Piece[], { base, points }: Heard): { shares: number[]; hits: Hit[] } {
  const scores = [...base];
  const byToken = new Map<number, number>();
  for (const { place, loud, at } of pieces) {
    points.forEach((line, level) => {
      const said = line[place]! * loud;
      scores[level]! += said;
      scores[3]! -= said;
    });
    if (at !== undefined) byToken.set(at, (byToken.get(at) ?? 0) + points[0]![place]! * loud);
  }
  const loudest = [...byToken].filter(([, said]) => said > 0).sort((a, b) => b[1] - a[1]);
  return { shares: sharesOf(scores), hits: loudest.slice(0, 3).map(([at]) => ({ s: at, e: at, denied: false })) };
}

/** Scores as shares of 0–1 that sum to 1. */
export function sharesOf(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/** The kinds after the second reading was heard: those of a likely priority have more of the whole, their order among themselves stays. */
export function lean(kinds: readonly Kind[], shares: readonly number[]): Kind[] {
  const leant = kinds.map((kind) => ({ ...kind, share: kind.share * shares[GIVES[kind.rule] - 1]! }));
  const sum = leant.reduce((s, { share }) => s + share, 0);
  return leant.map((kind) => ({ ...kind, share: kind.share / sum })).sort((a, b) => b.share - a.share);
}
