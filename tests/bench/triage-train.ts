/**
 * Learns from the labelled messages what shared/triage/weigh.ts adds up: points of ideas per kind of case (weights.ts, kept few by an elastic
 * net, so that each line stays readable), and points of stems and runs of letters per priority (heard.ts). The two are learnt apart:
 * the word lists were written with many of these messages in view, so ideas look surer here than they are on a new message, and pieces
 * learnt beside them would be left with nothing to say. Run: `npx tsx tests/bench/triage-train.ts`; the result is committed.
 */
import { writeFileSync } from 'node:fs';
import { evidence } from '../../shared/triage/evidence.ts';
import { readFacts } from '../../shared/triage/facts.ts';
import type { HEARD } from '../../shared/triage/heard.ts';
import {
  GIVES,
  type Heard,
  type Kind,
  LETTERS,
  PLACES_HEARD,
  piecesOf,
  readHeard,
  type Weights,
} from '../../shared/triage/weigh.ts';
import { type Labelled, labelled, SETS, type SetName } from './triage-sets.ts';

interface Example {
  evidence: string[];
  pieces: number[];
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
      return {
        evidence: [...evidence(f).keys()],
        pieces: [...piecesOf(f.tokens, f.lang === 'ar-Latn').keys()],
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
  return { table: learnKinds(all), heard: readHeard(digits(learnHeard(all))) };
}

/** Points per kind. Accelerated proximal gradient on the mean loss with `l1` and `l2` against large points. */
export function learnKinds(
  all: readonly Example[],
  { l1 = 3e-4, l2 = 5e-4, rounds = 300, least = 0.2 } = {},
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
/** So many standard deviations of a point are one step of a digit. */
const STEP = 0.7;

/** Points of single pieces per priority, by the same method without the part that keeps them few. */
function learnHeard(all: readonly Example[], { l2 = 2.7e-4, rounds = 80 } = {}): Heard {
  const rows = all.map((e) => ({
    at: e.pieces,
    scale: SPREAD / Math.sqrt(Math.max(1, e.pieces.length)),
    y: e.level,
    w: e.weight,
  }));
  const total = rows.reduce((s, r) => s + r.w, 0);
  const base = PLACES_HEARD * LEVELS;
  const size = base + LEVELS;
  const step = 1 / (0.5 * SPREAD * SPREAD + 0.5 + l2);
  let W = new Float64Array(size);
  let V = new Float64Array(size);
  const p = new Float64Array(LEVELS);
  let t = 1;
  for (let round = 0; round < rounds; round++) {
    const grad = new Float64Array(size);
    for (const r of rows) {
      for (let k = 0; k < LEVELS; k++) {
        let z = 0;
        for (const i of r.at) z += V[i * LEVELS + k]!;
        p[k] = V[base + k]! + z * r.scale;
      }
      const top = Math.max(...p);
      let sum = 0;
      for (let k = 0; k < LEVELS; k++) sum += p[k] = Math.exp(p[k]! - top);
      for (let k = 0; k < LEVELS; k++) {
        const slope = ((p[k]! / sum - (k === r.y ? 1 : 0)) * r.w) / total;
        grad[base + k]! += slope;
        for (const i of r.at) grad[i * LEVELS + k]! += slope * r.scale;
      }
    }
    const next = V.map((v, i) => v - step * (grad[i]! + (i >= base ? 0 : l2 * v)));
    const u = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    V = next.map((x, i) => x + ((t - 1) / u) * (x - W[i]!));
    W = next;
    t = u;
  }
  const beforeP4 = (i: number, k: number) => W[i * LEVELS + k]! - W[i * LEVELS + LEVELS - 1]!;
  return {
    base: [0, 1, 2].map((k) => beforeP4(PLACES_HEARD, k)),
    points: [0, 1, 2].map((k) => Float32Array.from({ length: PLACES_HEARD }, (_, i) => beforeP4(i, k) * SPREAD)),
  };
}
/** Pieces are many and each says little: so much larger than by their number alone they are laid before the learner. */
const SPREAD = 3;

/** Whole steps of a point from the middle, as digits of base 15. */
function digits({ base, points }: Heard): typeof HEARD {
  const mean = Math.sqrt(
    points.reduce((s, line) => s + line.reduce((a, x) => a + x * x, 0), 0) / (points.length * PLACES_HEARD),
  );
  const step = Number((mean * STEP).toPrecision(3));
  return {
    base: base.map((b) => Math.round(b * 100) / 100),
    step,
    points: points.map((line) =>
      Array.from(line, (x) => Math.max(0, Math.min(14, Math.round(x / step) + 7)).toString(15)).join(''),
    ),
  };
}

/** The pieces as a source file. */
function printHeard({ base, step, points }: typeof HEARD): string {
  return `/**
 * What the second reading of weigh.ts adds up: one digit (base 15, \`7\` says nothing) for each place of a piece of a word, one line for each of
 * P1–P3 as against P4; \`step\` is the points of one digit from the middle, \`base\` those before anything was said.
 * Written by tests/bench/triage-train.ts; not by hand.
 */
export const HEARD = {
  base: [${base.join(', ')}],
  step: ${step},
  points: [
${points.map((line) => `    '${line}',`).join('\n')}
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
  writeFileSync(new URL('../../shared/triage/heard.ts', import.meta.url), printHeard(digits(learnHeard(all))));
}
