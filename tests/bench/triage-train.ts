/**
 * Learns from the labelled messages what shared/triage/weigh.ts adds up: points of ideas per kind of case (weights.ts), and points of single
 * words for danger to life (words/heard.ts). Both are kept small (elastic net), so that each line stays readable. The two are learnt apart:
 * the word lists were written with most of these messages in view, so ideas look surer here than they are on a new message, and words
 * learnt beside them would be left with nothing to say. Run: `npx tsx tests/bench/triage-train.ts`; the result is committed.
 */
import { writeFileSync } from 'node:fs';
import { evidence } from '../../shared/triage/evidence.ts';
import { readFacts } from '../../shared/triage/facts.ts';
import { stemsOf, type Weights } from '../../shared/triage/weigh.ts';
import { type Labelled, labelled, SETS, type SetName } from './triage-sets.ts';

interface Example {
  evidence: string[];
  stems: string[];
  grave: boolean;
  kind: string;
  weight: number;
}

/** What `learn` found, as weigh.ts reads it. */
export interface Learnt {
  table: Map<string, Weights>;
  heard: Map<string, number>;
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

/** Labelled messages as what they say and the kind they are. */
export function examples(sets: readonly (readonly [readonly Labelled[], number])[]): Example[] {
  const out = sets.flatMap(([set, weight]) =>
    set.map((m) => {
      const f = readFacts(m.text);
      return {
        evidence: [...evidence(f).keys()],
        stems: [...stemsOf(f.tokens, f.lang === 'ar-Latn').keys()],
        grave: m.expect.priority === 'P1',
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
  return { table: learnKinds(all), heard: learnHeard(all) };
}

/** Points per kind. Accelerated proximal gradient on the mean loss with `l1` and `l2` against large points. */
export function learnKinds(
  all: readonly Example[],
  { l1 = 5e-4, l2 = 5e-4, rounds = 400, least = 0.1 } = {},
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
        const v = Math.round(W[i * K + k]! * 100) / 100;
        if (Math.abs(v) >= least) points.set(x, v);
      });
      return [kind, { base: W[names.length * K + k]!, points }];
    }),
  );
}

/** Points of single words for danger to life, by the same method; `=` is the start. */
export function learnHeard(
  all: readonly Example[],
  { l1 = 7e-5, l2 = 1e-5, rounds = 300, least = 0.4 } = {},
): Map<string, number> {
  const seen = new Map<string, number>();
  for (const e of all) for (const s of e.stems) seen.set(s, (seen.get(s) ?? 0) + 1);
  const names = [...seen]
    .filter(([, n]) => n >= SEEN)
    .map(([s]) => s)
    .sort();
  const index = new Map(names.map((s, i) => [s, i]));
  const rows = all.map((e) => ({
    at: e.stems.flatMap((s) => index.get(s) ?? []),
    scale: 1 / Math.sqrt(Math.max(1, e.stems.length)),
    y: e.grave ? 1 : 0,
    w: e.weight,
  }));
  const total = rows.reduce((s, r) => s + r.w, 0);
  const base = names.length;
  const step = 1 / (0.5 + l2);
  let W = new Float64Array(base + 1);
  let V = new Float64Array(base + 1);
  let t = 1;
  for (let round = 0; round < rounds; round++) {
    const grad = new Float64Array(base + 1);
    for (const r of rows) {
      let z = V[base]!;
      for (const i of r.at) z += V[i]! * r.scale;
      const slope = ((1 / (1 + Math.exp(-z)) - r.y) * r.w) / total;
      for (const i of r.at) grad[i]! += slope * r.scale;
      grad[base]! += slope;
    }
    const next = V.map((v, i) => {
      const x = v - step * (grad[i]! + (i === base ? 0 : l2 * v));
      return i === base ? x : Math.sign(x) * Math.max(0, Math.abs(x) - step * l1);
    });
    const u = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    V = next.map((x, i) => x + ((t - 1) / u) * (x - W[i]!));
    W = next;
    t = u;
  }
  // Half points are enough, and few distinct ones make a short file.
  const out = new Map([['=', Math.round(W[base]! * 10) / 10]]);
  names.forEach((s, i) => {
    if (Math.abs(W[i]!) >= least) out.set(s, Math.round(W[i]! * 2) / 2 || Math.sign(W[i]!) * 0.5);
  });
  return out;
}

/** The single words as a source file. */
function printHeard(heard: ReadonlyMap<string, number>): string {
  const byPoints = new Map<number, string[]>();
  for (const [s, v] of heard) byPoints.set(v, [...(byPoints.get(v) ?? []), s]);
  const lines = [...byPoints]
    .sort((a, b) => b[0] - a[0])
    .map(([v, stems]) => `  '${Math.round(v * 10)}': '${stems.sort().join('|')}',`);
  return `/**
 * Stems of single words that speak for danger to life, in tenths of a point, below 0 against it; \`=\` is the start and \`~\` the consonants
 * of Arabizi. Written by tests/bench/triage-train.ts; not by hand.
 */
export const HEARD: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
}

/** The table as a source file. */
function print(table: ReadonlyMap<string, Weights>): string {
  const lines = [...table].map(([kind, { base, points }]) => {
    const sorted = [...points].sort((a, b) => b[1] - a[1]);
    const said = sorted.map(([x, v]) => `${x} ${Math.round(v * 100)}`);
    return `  '${kind}': '${[`= ${Math.round(base * 100)}`, ...said].join('|')}',`;
  });
  return `/**
 * What speaks for and against each kind of case, in hundredths of a point: \`name points|…\`, \`=\` is the start. Names are
 * word lists (words/*.ts) and what evidence.ts adds: \`no:\` denied, \`told:\` told of, past or supposed.
 * Written by tests/bench/triage-train.ts; not by hand.
 */
export const WEIGHTS: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const sets = (Object.keys(SETS) as SetName[]).map((name) => [labelled(name), SETS[name]] as const);
  const { table, heard } = learn(examples(sets));
  writeFileSync(new URL('../../shared/triage/weights.ts', import.meta.url), print(table));
  writeFileSync(new URL('../../shared/triage/words/heard.ts', import.meta.url), printHeard(heard));
}
