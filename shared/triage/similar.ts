import type { Suggestion } from '../case/events.ts';
import type { Category, RuleId } from '../case/vocabulary.ts';
import { tokenise } from './normalise.ts';

/** What a message is recognised by among near-identical ones (domain.md G16). Says nothing of who wrote it. */
export interface Fingerprint {
  /** Smallest hashes of its shingles, one for each of the hash functions: two messages share as many as they share of their text. */
  signature: readonly number[];
  /** Every number in it: prices, telephones, how many people. */
  numbers: string;
}

/** A question for information, or nothing at all, was read in it. Any other rule is a need of somebody's own, which stands by itself. */
const CALM: readonly RuleId[] = ['R14'];

/** Hash functions; with 64 an overlap is known to within some six hundredths. */
const HASHES = 64;
/** Letters of one shingle: an edited word touches its neighbours and no more. */
const SHINGLE = 5;
/** «الحقونا» twice is two cries for help and no storm: a text must be long enough to have been copied. */
const MIN_WORDS = 8;
const MIN_LETTERS = 40;
/** Of a longer text the beginning is enough. */
const MAX_LETTERS = 1000;
/** Of their shingles, at which two messages are copies of one another. */
const SAME = 0.7;

/** What is told of without any need of the teller's own. */
const NOBODYS: readonly Category[] = ['other', 'information', 'enquiry', 'suggestion', 'pet_property'];

/** Whether a message may stand with others as one row: nothing urgent, nothing of somebody's own, nobody counted. */
export function isGroupable({ rules, category, people }: Pick<Suggestion, 'rules' | 'category' | 'people'>): boolean {
  return rules.every((rule) => CALM.includes(rule)) && NOBODYS.includes(category) && !people.minors;
}

/** Undefined where a text is too short to tell a copy from a coincidence. */
export function fingerprintOf(text: string): Fingerprint | undefined {
  const tokens = tokenise(text).filter(({ script }) => script !== 'sym');
  const words = tokens.filter(({ norm }) => !/\d/.test(norm)).map(({ norm }) => norm);
  const letters = words.join(' ').slice(0, MAX_LETTERS);
  if (words.length < MIN_WORDS || letters.length < MIN_LETTERS) return undefined;
  const numbers = tokens.filter(({ norm }) => /\d/.test(norm)).map(({ norm }) => norm);
  return { signature: minHash(letters), numbers: numbers.sort().join(' ') };
}

/** Copies of one another: most of the words the same, and every number, so that nobody's own telephone or family is overlooked. */
export function areCopies(a: Fingerprint, b: Fingerprint): boolean {
  return a.numbers === b.numbers && overlap(a.signature, b.signature) >= SAME;
}

/** Share of the shingles that two texts have in common, as estimated. */
export function overlap(a: readonly number[], b: readonly number[]): number {
  let same = 0;
  for (let i = 0; i < HASHES; i++) if (a[i] === b[i]) same++;
  return same / HASHES;
}

function minHash(letters: string): number[] {
  const least = new Array<number>(HASHES).fill(0xffffffff);
  for (let start = 0; start + SHINGLE <= letters.length; start++) {
    const hash = fnv(letters, start, start + SHINGLE);
    for (let i = 0; i < HASHES; i++) {
      const mixed = mix(hash ^ SEEDS[i]!);
      if (mixed < least[i]!) least[i] = mixed;
    }
  }
  return least;
}

/** FNV-1a. */
function fnv(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Spreads every bit over all of them (the finish of MurmurHash3). */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same in every process: fingerprints of two machines are compared. */
const SEEDS = Array.from({ length: HASHES }, (_, i) => mix(Math.imul(i + 1, 0x9e3779b9)));
