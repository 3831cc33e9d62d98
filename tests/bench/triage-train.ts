/**
 * Learns from the labelled messages what shared/triage/weigh.ts adds up: points of ideas per kind of case (weights.ts, kept few by an elastic
 * net, so that each line stays readable), and points of ideas, stems and runs of letters per priority (heard.ts).
 * Run: `npx tsx tests/bench/triage-train.ts`; the result is committed.
 */
import { writeFileSync } from 'node:fs';
import { evidence } from '../../shared/triage/evidence.ts';
import { readFacts } from '../../shared/triage/facts.ts';
import type { HEARD } from '../../shared/triage/heard.ts';
import {
  DIGITS,
  FIRST_LETTER,
  GIVES,
  type Heard,
  type Kind,
  LETTERS,
  MIDDLE,
  type Piece,
  PLACES_HEARD,
  piecesOf,
  readHeard,
  sharesOf,
  type Weights,
} from '../../shared/triage/weigh.ts';
import { type Labelled, labelled, SETS, type SetName } from './triage-sets.ts';

interface Example {
  evidence: string[];
  pieces: Piece[];
  /** 0 is P1: what its rule gives, before anything raised it. */
  level: number;
  kind: string;
  weight: number;
}

/** What `learn` found, as weigh.ts reads it. */
export interface Learnt {
  table: Map<string, Weights>;
  heard: Heard;
}

/** A kind with fewer messages is learnt as the commonest kind of its rule. */
const FEWEST = 4;
/** Evidence seen in fewer messages says nothing yet. */
const SEEN = 3;
const RAISING = ['R15', 'R16', 'R17', 'R18'];

function kindOf({ expect }: Labelled): string {
  const rule = expect.rules.find((r) => !RAISING.includes(r)) ?? (expect.priority === 'P3' ? 'soon' : 'none');
  return `${rule} ${expect.category}`;
}

/** R19 is found before anything is weighed. */
const hasContent = ({ expect }: Labelled): boolean => !expect.rules.includes('R19');

/** Labelled messages as what they say and the kind they are. */
export function examples(sets: readonly (readonly [readonly Labelled[], number])[]): Example[] {
  const out = sets.flatMap(([set, weight]) =>
    set.filter(hasContent).map((m) => {
      const f = readFacts(m.text);
      const said = [...evidence(f).keys()];
      return {
        evidence: said,
        pieces: piecesOf(said, f.tokens, f.lang === 'ar-Latn'),
        level: GIVES[kindOf(m).split(' ')[0] as Kind['rule']] - 1,
        kind: kindOf(m),
        weight,
      };
    }),
  );
  const count = new Map<string, number>();
  for (const e of out) count.set(e.kind, (count.get(e.kind) ?? 0) + 1);
  const common = [...count].sort((a, b) => b[1] - a[1]);
  for (const e of out) {
    if (count.get(e.kind)! >= FEWEST) continue;
    const rule = e.kind.split(' ')[0]!;
    e.kind = common.find(([k]) => k.startsWith(`${rule} `))![0];
  }
  return out;
}

/** Both readings. */
export function learn(all: readonly Example[]): Learnt {
  return { table: learnKinds(all), heard: readHeard(letters(learnHeard(all))) };
}

/** Points per kind. Accelerated proximal gradient on the mean loss with `l1` and `l2` against large points. */
export function learnKinds(
  all: readonly Example[],
  { l1 = 1e-4, l2 = 5e-4, rounds = 600, least = 0.3 } = {},
): Map<string, Weights> {
  const kinds = [...new Set(all.map((e) => e.kind))].sort();
  const seen = new Map<string, number>();
  for (const e of all) for (const x of e.evidence) seen.set(x, (seen.get(x) ?? 0) + 1);
  const names = [...seen]
    .filter(([, n]) => n >= SEEN)
    .map(([x]) => x)
    .sort();
  const index = new Map(names.map((x, i) => [x, i]));
  const rows = all.map((e) => ({
    at: e.evidence.flatMap((x) => index.get(x) ?? []),
    y: kinds.indexOf(e.kind),
    w: e.weight,
  }));
  const total = rows.reduce((s, r) => s + r.w, 0);
  const K = kinds.length;
  const size = (names.length + 1) * K;
  let W = new Float64Array(size);
  let V = new Float64Array(size);
  const longest = Math.max(...rows.map((r) => r.at.length)) + 1;
  const step = 1 / (0.5 * Math.min(longest, 24) * 0.5 + 2 * l2);
  let t = 1;
  const grad = new Float64Array(size);
  const p = new Float64Array(K);
  for (let round = 0; round < rounds; round++) {
    grad.fill(0);
    for (const r of rows) {
      const base = names.length * K;
      for (let k = 0; k < K; k++) p[k] = V[base + k]!;
      for (const f of r.at) for (let k = 0; k < K; k++) p[k]! += V[f * K + k]!;
      let top = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < K; k++) if (p[k]! > top) top = p[k]!;
      let sum = 0;
      for (let k = 0; k < K; k++) sum += p[k] = Math.exp(p[k]! - top);
      for (let k = 0; k < K; k++) p[k] = ((p[k]! / sum - (k === r.y ? 1 : 0)) * r.w) / total;
      for (const f of r.at) for (let k = 0; k < K; k++) grad[f * K + k]! += p[k]!;
      for (let k = 0; k < K; k++) grad[base + k]! += p[k]!;
    }
    const next = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const bias = i >= names.length * K;
      const x = V[i]! - step * (grad[i]! + (bias ? 0 : 2 * l2 * V[i]!));
      next[i] = bias ? x : Math.sign(x) * Math.max(0, Math.abs(x) - step * l1);
    }
    const u = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    V = next.map((x, i) => x + ((t - 1) / u) * (x - W[i]!));
    W = next;
    t = u;
  }
  return new Map(
    kinds.map((kind, k) => {
      const points = new Map<string, number>();
      names.forEach((x, i) => {
        const v = Math.round(W[i * K + k]! * 10) / 10;
        if (Math.abs(v) >= least) points.set(x, v);
      });
      return [kind, { base: W[names.length * K + k]!, points }];
    }),
  );
}

const LEVELS = 4;
/** Pieces are many and each says little: so much louder they are laid before the learner. */
const SPREAD = 4.5;
/** So many standard deviations of a point are one step of a digit: P1 is told apart more finely than P2 and P3. */
const STEPS = [1.5, 2.2, 2.2];

/** Points of single pieces per priority, by logistic regression; each point has its own pace (Adagrad), or the rare pieces would never be learnt. */
function learnHeard(all: readonly Example[], { l2 = 0.01, pace = 0.1, rounds = 15 } = {}): Heard {
  const base = PLACES_HEARD * LEVELS;
  const W = new Float64Array(base + LEVELS);
  const G = new Float64Array(base + LEVELS).fill(1e-6);
  const order = [...all];
  const random = seeded(7);
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const { pieces, level, weight } of order) {
      const scores = [0, 1, 2, 3].map((k) =>
        pieces.reduce((z, { place, loud }) => z + W[place * LEVELS + k]! * loud * SPREAD, W[base + k]!),
      );
      sharesOf(scores).forEach((share, k) => {
        const slope = (share - (k === level ? 1 : 0)) * weight;
        const learn = (i: number, g: number) => {
          G[i]! += g * g;
          W[i]! -= (pace / Math.sqrt(G[i]!)) * g;
        };
        learn(base + k, slope);
        for (const { place, loud } of pieces) {
          const i = place * LEVELS + k;
          learn(i, slope * loud * SPREAD + l2 * W[i]!);
        }
      });
    }
  }
  // Only what sets the four priorities apart counts.
  const apart = (i: number, k: number) =>
    W[i * LEVELS + k]! - [0, 1, 2, 3].reduce((s, other) => s + W[i * LEVELS + other]!, 0) / LEVELS;
  return {
    base: [0, 1, 2, 3].map((k) => apart(PLACES_HEARD, k)),
    points: [0, 1, 2].map((k) => Float32Array.from({ length: PLACES_HEARD }, (_, i) => apart(i, k) * SPREAD)),
  };
}

/** Numbers of 0–1 that come in the same order each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Whole steps of a point from the middle, two places a letter. */
function letters({ base, points }: Heard): typeof HEARD {
  const steps = points.map((line, k) => {
    const deviation = Math.sqrt(line.reduce((a, x) => a + x * x, 0) / PLACES_HEARD);
    return Number((deviation * STEPS[k]!).toPrecision(3));
  });
  const digit = (point: number, step: number) => Math.max(0, Math.min(DIGITS - 1, Math.round(point / step) + MIDDLE));
  return {
    base: base.map((b) => Math.round(b * 100) / 100),
    steps,
    points: points.map((line, k) =>
      String.fromCharCode(
        ...Array.from(
          { length: PLACES_HEARD / 2 },
          (_, pair) =>
            FIRST_LETTER + digit(line[2 * pair]!, steps[k]!) * DIGITS + digit(line[2 * pair + 1]!, steps[k]!),
        ),
      ),
    ),
  };
}

/** The pieces as a source file. */
function printHeard({ base, steps, points }: typeof HEARD): string {
  return `/**
 * What the second reading of weigh.ts adds up: one line for each of P1–P3, one letter for two places of pieces of a message;
 * \`steps\` are the points of one step from the middle in each line, \`base\` those of P1–P4 before anything was said.
 * Written by tests/bench/triage-train.ts; not by hand.
 */
export const HEARD = {
  base: [${base.join(', ')}],
  steps: [${steps.join(', ')}],
  points: [
${points.map((line) => `    '${line.replaceAll('\\', '\\\\')}',`).join('\n')}
  ],
};
`;
}

/** The table as a source file. */
function print(table: ReadonlyMap<string, Weights>): string {
  const kinds = [...table].map(([kind, { base }]) => `    '${kind} ${Math.round(base * 10)}',`);
  const names = [...new Set([...table.values()].flatMap(({ points }) => [...points.keys()]))].sort();
  const lines = names.map((name) => {
    const said = [...table.values()].map(({ points }, i) => {
      const v = points.get(name);
      return v === undefined ? '' : `${LETTERS[i]}${Math.round(v * 10)}`;
    });
    return `${name} ${said.join('')}`;
  });
  return `/**
 * What speaks for and against each kind of case, in tenths of a point. \`kinds\`: each with its start, in the order of their letters (A–Z, a–z).
 * \`points\`: a line for each thing that may be said and the kinds it speaks for (or, below 0, against). Names are word lists (words/*.ts) and
 * what evidence.ts adds: \`no:\` denied, \`told:\` told of, past or supposed. Written by tests/bench/triage-train.ts; not by hand.
 */
export const WEIGHTS = {
  kinds: [
${kinds.join('\n')}
  ],
  points: \`${lines.join('\n')}\`,
};
`;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const sets = (Object.keys(SETS) as SetName[]).map((name) => [labelled(name), SETS[name]] as const);
  const all = examples(sets);
  writeFileSync(new URL('../../shared/triage/weights.ts', import.meta.url), print(learnKinds(all)));
  writeFileSync(new URL('../../shared/triage/heard.ts', import.meta.url), printHeard(letters(learnHeard(all))));
}
