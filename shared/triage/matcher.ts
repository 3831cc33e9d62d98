/**
 * Finds the ideas of the word lists (words/*.ts) in a text.
 *
 * A word list names ideas. Each idea is a text of spellings separated by `|`:
 *   `نزيف`            the word, with Arabic prefixes and endings, English endings, or in Arabizi
 *   `=نار`            only this spelling (and و ف ب ل ال before it)
 *   `ضرب نار`         words that follow one another
 *   `وقع .. علينا`    up to four words between
 *   `{fire}`          another idea, said and not denied; `{breathe-}` denied; `{water?}` either
 *   `{water} ~ {out}` in either order, eight words apart at most, in one sentence
 */
import { foldArabic, foldLatin, type Token } from './normalise.ts';
import {
  englishForms,
  looseRoman,
  plainForms,
  type RomanKey,
  romanForms,
  romanKeys,
  slip,
  stemForms,
  vowelsFit,
} from './spelling.ts';

export type WordLists = Record<string, string>;

export interface Hit {
  /** First and last token. */
  s: number;
  e: number;
  denied: boolean;
}

type Element = { near: boolean; gap: number } & ({ atom: number } | { idea: string; want: '+' | '-' | '?' });
interface Atoms {
  said: Set<number>;
  denied: Set<number>;
  /** Said too, but only inside a longer spelling. */
  weak: Set<number>;
}
interface Pattern {
  idea: string;
  elements: Element[];
}

const GAP = 4;
/** Letters from which a word is known despite one wrong letter. */
const LONG = 6;
const NEAR = 8;
/** More sightings of one idea than this add nothing, and keep long texts cheap. */
const MAX_HITS = 40;

/** The article written as a word of its own in Arabizi; left out of the text and of the lists alike. */
export const ARTICLE = /^(el|al|il)$/;

const isArabic = (w: string) => /\p{Script=Arabic}/u.test(w);

/** Compiled word lists. */
export class Lexicon {
  readonly #romanWords: Record<string, string>;
  readonly #atoms = new Map<string, number>();
  readonly #exact = new Map<string, number[]>();
  readonly #stems = new Map<string, number[]>();
  readonly #latin = new Map<string, number[]>();
  readonly #roman = new Map<string, { atom: number; vowels: string[] | undefined }[]>();
  /** Arabic atoms whose Latin spellings are worked out when the first Arabizi message comes. */
  #arabic: { norm: string; id: number; strict: boolean }[] = [];
  /** Long words by first letter and length. */
  readonly #long = new Map<string, string[]>();
  readonly #simple = new Map<number, Pattern[]>();
  readonly #derived: Pattern[] = [];
  readonly #earlyDerived: Pattern[];
  /** Words that mean something without a neighbour. */
  readonly #alone = new Set<number>();
  /** Ideas that are looked for first, with those they are made of. */
  readonly #early = new Set<string>();

  /**
   * `romanWords`: Latin spellings of short Arabic words. `early`: ideas that `prepare` asks for.
   */
  constructor(lists: WordLists, romanWords: Record<string, string>, early: readonly string[] = []) {
    const parsed = new Map<string, Pattern[]>();
    this.#romanWords = Object.fromEntries(Object.entries(romanWords).map(([k, v]) => [foldArabic(k), v]));
    for (const [idea, text] of Object.entries(lists)) {
      const patterns: Pattern[] = [];
      for (const entry of text.split('|')) {
        const elements = this.#parse(entry.trim().split(/\s+/));
        if (elements.length > 0) patterns.push({ idea, elements });
      }
      parsed.set(idea, patterns);
    }
    const done = new Set<string>();
    const visit = (idea: string, path: string[]) => {
      if (done.has(idea)) return;
      if (path.includes(idea))
        throw new Error(`Word lists refer to each other in a circle: ${[...path, idea].join(' → ')}`);
      const patterns = parsed.get(idea);
      if (patterns === undefined) throw new Error(`No word list is named "${idea}" (used by "${path.at(-1)}")`);
      for (const p of patterns) for (const el of p.elements) if ('idea' in el) visit(el.idea, [...path, idea]);
      done.add(idea);
      for (const p of patterns) {
        const first = p.elements[0]!;
        if (p.elements.length === 1 && 'atom' in first) this.#alone.add(first.atom);
        if (p.elements.every((el) => 'atom' in el && !el.near) && 'atom' in first) push(this.#simple, first.atom, p);
        else this.#derived.push(p);
      }
    };
    for (const idea of parsed.keys()) visit(idea, []);
    const reach = (idea: string) => {
      if (this.#early.has(idea)) return;
      this.#early.add(idea);
      for (const p of parsed.get(idea) ?? []) for (const el of p.elements) if ('idea' in el) reach(el.idea);
    };
    early.forEach(reach);
    this.#earlyDerived = this.#derived.filter((p) => this.#early.has(p.idea));
  }

  #parse(parts: string[]): Element[] {
    const out: Element[] = [];
    let gap = 0;
    let near = false;
    for (const part of parts) {
      if (part === '' || (ARTICLE.test(part) && parts.length > 1)) continue;
      if (part === '..') gap = GAP;
      else if (part === '~') near = true;
      else {
        const ref = /^\{(\w+)([-?]?)\}$/.exec(part);
        if (ref) out.push({ idea: ref[1]!, want: (ref[2] || '+') as '+' | '-' | '?', gap, near });
        else out.push({ atom: this.#atom(part), gap, near });
        gap = 0;
        near = false;
      }
    }
    return out;
  }

  #atom(word: string): number {
    const known = this.#atoms.get(word);
    const id = known ?? this.#atoms.size;
    const strict = word.startsWith('=');
    const bare = strict ? word.slice(1) : word;
    if (known === undefined) {
      this.#atoms.set(word, id);
      if (isArabic(bare)) {
        const norm = foldArabic(bare);
        push(this.#exact, norm, id);
        if (!strict && norm.length >= 3) push(this.#stems, norm, id);
        if (bare.endsWith('ة') && !strict && norm.length >= 4) {
          push(this.#stems, `${norm.slice(0, -1)}ت`, id);
          if (norm.length >= 6) push(this.#stems, norm.slice(0, -1), id);
        }
        this.#arabic.push({ norm, id, strict });
      } else {
        push(this.#latin, foldLatin(bare), id);
      }
    }
    if (known === undefined && !strict) {
      const norm = isArabic(bare) ? foldArabic(bare) : foldLatin(bare);
      if (norm.length >= LONG) push(this.#long, `${norm[0]}${norm.length}`, norm);
    }
    return id;
  }

  #readArabizi(): void {
    // «bas» is «بس» and not «باص»: a listed spelling belongs to its word alone.
    const taken = new Set(Object.values(this.#romanWords).flatMap((w) => w.split(' ').map((x) => `=${looseRoman(x)}`)));
    for (const { norm, id, strict } of this.#arabic) {
      const listed = this.#romanWords[norm] !== undefined;
      for (const k of this.#romanOf(norm))
        if ((!strict || k.key[0] === '=') && (listed || !taken.has(k.key)))
          push(this.#roman, k.key, { atom: id, vowels: k.vowels });
    }
    this.#arabic = [];
  }

  #romanOf(norm: string): RomanKey[] {
    const listed = this.#romanWords[norm];
    if (listed === undefined) return romanKeys(norm);
    return [...new Set(listed.split(' ').map((w) => `=${looseRoman(w)}`))].map((key) => ({ key }));
  }

  /** The atoms a token may be, and those it denies («مابيردش»). */
  #atomsOf(token: Token, arabizi: boolean): Atoms {
    const weak = new Set<number>();
    const said = new Set<number>();
    const denied = new Set<number>();
    if (token.script === 'ar') {
      for (const form of plainForms(token.norm)) add(said, this.#exact.get(form));
      // A listed spelling beats a guessed stem, which then counts only inside a longer listed spelling.
      const plain = [...said].some((a) => this.#alone.has(a));
      stemForms(token.norm, (stem, not, bare) => {
        const found = this.#stems.get(stem);
        if (not) add(denied, found);
        else if (!plain || bare) add(said, found);
        else for (const a of found ?? []) if (!said.has(a)) weak.add(a);
      });
      if (said.size + denied.size === 0 && token.norm.length >= LONG) {
        for (const form of plainForms(token.norm)) {
          for (const near of this.#nearest(form)) add(said, this.#exact.get(near));
        }
      }
    } else if (token.script === 'sym') {
      add(said, this.#latin.get(token.norm));
    } else if (token.script === 'la') {
      for (const form of arabizi ? [token.norm] : englishForms(token.norm)) add(said, this.#latin.get(form));
      if (said.size === 0 && !arabizi && token.norm.length >= LONG) {
        for (const near of this.#nearest(token.norm)) add(said, this.#latin.get(near));
      }
      if (arabizi) {
        // «men» is "from": a short English word counts only inside a longer listed spelling.
        if (token.norm.length < 4) for (const a of said) weak.add(a);
        // A listed English word is not read as Arabic consonants.
        let best = said.size > weak.size && !/\d/.test(token.norm);
        romanForms(looseRoman(token.norm), (key, not, vowels) => {
          const found = this.#roman.get(key);
          if (found === undefined || (best && key[0] !== '=')) return;
          const fit = found.filter((r) => vowelsFit(r.vowels, vowels)).map((r) => r.atom);
          if (key[0] === '=') best = true;
          for (const a of fit) weak.delete(a);
          add(not ? denied : said, fit);
        });
      }
    }
    for (const a of weak) said.add(a);
    return { said, denied, weak };
  }

  #nearest(word: string): string[] {
    if (word.length < LONG) return [];
    const out = new Set<string>();
    for (const n of [word.length - 1, word.length, word.length + 1])
      for (const w of this.#long.get(`${word[0]}${n}`) ?? []) if (slip(word, w)) out.add(w);
    return [...out];
  }

  /**
   * Finds every idea. `passes` names ideas to look for first: the first pass gives the words to leave out (figures of
   * speech), the second the negators; `scope` turns negators into denied tokens.
   */
  find(
    tokens: Token[],
    arabizi: boolean,
    prepare: (look: (idea: string) => Hit[]) => { masked: (t: number) => boolean; denied: (t: number) => boolean },
  ): Map<string, Hit[]> {
    if (arabizi && this.#arabic.length > 0) this.#readArabizi();
    const atoms = tokens.map((t) => this.#atomsOf(t, arabizi));
    const first = this.#run(
      tokens,
      atoms,
      () => false,
      () => false,
      this.#early,
    );
    const { masked, denied } = prepare((idea) => first.get(idea) ?? []);
    return this.#run(tokens, atoms, masked, denied);
  }

  #run(
    tokens: Token[],
    atoms: Atoms[],
    masked: (t: number) => boolean,
    denied: (t: number) => boolean,
    only?: ReadonlySet<string>,
  ): Map<string, Hit[]> {
    const hits = new Map<string, Hit[]>();
    const present = new Set<number>();
    for (const a of atoms) for (const x of a.said) present.add(x);
    const record = (idea: string, hit: Hit) => {
      const list = hits.get(idea);
      if (list === undefined) hits.set(idea, [hit]);
      else if (list.length < MAX_HITS && !list.some((h) => h.s === hit.s && h.e === hit.e && h.denied === hit.denied))
        list.push(hit);
    };
    for (let t = 0; t < tokens.length; t++) {
      if (masked(t)) continue;
      for (const [set, not] of [
        [atoms[t]!.said, false],
        [atoms[t]!.denied, true],
      ] as const) {
        for (const atom of set) {
          for (const p of this.#simple.get(atom) ?? []) {
            if (only !== undefined && !only.has(p.idea)) continue;
            if (p.elements.length === 1 && atoms[t]!.weak.has(atom)) continue;
            const e = follow(p.elements, t, tokens, atoms, masked);
            if (e !== undefined) record(p.idea, { s: t, e, denied: not || denied(t) });
          }
        }
      }
    }
    for (const p of only === undefined ? this.#derived : this.#earlyDerived) {
      if (p.elements.some((el) => ('idea' in el ? !hits.has(el.idea) : !present.has(el.atom)))) continue;
      const head = p.elements[0]!;
      if (p.elements.length === 1 && 'idea' in head && head.want === '+')
        for (const hit of hits.get(head.idea) ?? []) record(p.idea, hit);
      else for (const hit of this.#combine(p.elements, hits, tokens, atoms, masked)) record(p.idea, hit);
    }
    return hits;
  }

  #combine(
    elements: Element[],
    hits: Map<string, Hit[]>,
    tokens: Token[],
    atoms: { said: Set<number> }[],
    masked: (t: number) => boolean,
  ): Hit[] {
    const candidates = (el: Element): Hit[] => {
      if ('idea' in el)
        return (hits.get(el.idea) ?? []).filter((h) => el.want === '?' || h.denied === (el.want === '-'));
      const out: Hit[] = [];
      for (let t = 0; t < tokens.length && out.length < MAX_HITS; t++) {
        if (!masked(t) && atoms[t]!.said.has(el.atom)) out.push({ s: t, e: t, denied: false });
      }
      return out;
    };
    let found = candidates(elements[0]!).map((h) => (h.denied ? { ...h, denied: false } : h));
    for (let i = 1; i < elements.length && found.length > 0; i++) {
      const el = elements[i]!;
      const next: Hit[] = [];
      const options = candidates(el);
      for (const a of found) {
        for (const b of options) {
          if (tokens[a.s]!.sentence !== tokens[b.s]!.sentence) continue;
          if (!el.near && tokens[a.e]!.clause !== tokens[b.s]!.clause) continue;
          const after = b.s - a.e - 1;
          const before = a.s - b.e - 1;
          const fits = el.near
            ? (after >= 0 && after <= NEAR) || (before >= 0 && before <= NEAR)
            : after >= 0 && after <= el.gap;
          if (fits && next.length < MAX_HITS)
            next.push({ s: Math.min(a.s, b.s), e: Math.max(a.e, b.e), denied: false });
        }
      }
      found = next;
    }
    return found;
  }
}

/** The last token of a run of plain words starting at `t`, if they follow one another there. */
function follow(
  elements: Element[],
  t: number,
  tokens: Token[],
  atoms: { said: Set<number>; denied: Set<number> }[],
  masked: (t: number) => boolean,
): number | undefined {
  let at = t;
  for (let i = 1; i < elements.length; i++) {
    const el = elements[i]!;
    if (!('atom' in el)) return undefined;
    let found = -1;
    for (let j = at + 1; j <= at + 1 + el.gap && j < tokens.length; j++) {
      if (tokens[j]!.sentence !== tokens[t]!.sentence) break;
      if (!masked(j) && (atoms[j]!.said.has(el.atom) || atoms[j]!.denied.has(el.atom))) {
        found = j;
        break;
      }
    }
    if (found < 0) return undefined;
    at = found;
  }
  return at;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function add<T>(set: Set<T>, values: readonly T[] | undefined): void {
  for (const v of values ?? []) set.add(v);
}
