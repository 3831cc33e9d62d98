/**
 * How one typed word finds its entry in the word lists: Arabic clitics and endings, English endings, Arabizi consonants,
 * one wrong letter in a long word.
 */
import { book } from './book.ts';
import { foldLatin } from './normalise.ts';
import { once } from './once.ts';

const LONGEST = 3;

/** What may stand before and after a word, from words/forms.ts; nothing is among them, too. */
const forms = once(() => {
  const { clitics, prefixes, endings } = book().forms;
  return { clitics: clitics.split(' '), prefixes: new Set(prefixes.split(' ')), endings: new Set(endings.split(' ')) };
});

/** The word without و/ف before it and without article or preposition: a plain noun's possible spellings, itself first. */
export function plainForms(word: string): string[] {
  const out: string[] = [];
  for (const start of word.length > 2 && (word[0] === 'و' || word[0] === 'ف') ? [word, word.slice(1)] : [word]) {
    for (const c of forms().clitics)
      if (start.length > c.length + 1 && start.startsWith(c)) out.push(start.slice(c.length));
  }
  return out;
}

/** Possible stems (three letters or more) under verb prefixes and endings; `denied` when the word is «ما…ش». */
export function stemForms(word: string, visit: (stem: string, denied: boolean, bare: boolean) => void): void {
  const { prefixes, endings } = forms();
  for (const start of word.length > 3 && (word[0] === 'و' || word[0] === 'ف') ? [word, word.slice(1)] : [word]) {
    const circumfix = start.length > 4 && start[0] === 'م' && start.endsWith('ش');
    for (const body of circumfix ? [start.slice(0, -1), start] : [start]) {
      const denied = circumfix && body !== start;
      for (let p = 0; p <= LONGEST && body.length - p >= 3; p++) {
        if (!prefixes.has(body.slice(0, p)) || (denied && body[0] !== 'م') || (denied && p === 0)) continue;
        for (let e = 0; e <= LONGEST && body.length - p - e >= 3; e++) {
          const end = body.length - e;
          if (endings.has(body.slice(end))) visit(body.slice(p, end), denied, p === 0);
        }
      }
    }
  }
}

/** An English word and what it may be without its ending. */
export function englishForms(word: string): string[] {
  const out = [word];
  const cut = (n: number) => {
    const stem = word.slice(0, -n);
    if (stem.length < 3) return;
    out.push(stem);
    if (stem[stem.length - 1] === stem[stem.length - 2]) out.push(stem.slice(0, -1));
  };
  if (word.endsWith('ies')) out.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('s')) cut(1);
  if (word.endsWith('es')) cut(2);
  if (word.endsWith('ed')) {
    cut(2);
    cut(1);
  }
  if (word.endsWith('ing')) {
    cut(3);
    out.push(`${word.slice(0, -3)}e`);
  }
  return out;
}

/** Arabizi to one spelling: digits and pairs of letters to one sign each, three vowels, no doubles. */
export function looseRoman(word: string): string {
  const s = foldLatin(word)
    .replace(/kh|5|7x/g, 'x')
    .replace(/gh|8/g, 'G')
    .replace(/sh|ch|4|\$/g, '$')
    .replace(/ph|v/g, 'f')
    .replace(/[th]h/g, (m) => m[0]!)
    .replace(/dh/g, 'd')
    .replace(/7/g, 'H')
    .replace(/[gj]/g, 'g')
    .replace(/q/g, '2')
    .replace(/c/g, 'k')
    .replace(/p/g, 'b')
    .replace(/9/g, 's')
    .replace(/6/g, 't')
    .replace(/[eiy]/g, 'i')
    .replace(/[ouw]/g, 'u');
  return s.replace(/(.)\1+/g, '$1');
}

/** Only the consonants of a loose spelling. */
export function skeleton(loose: string): string {
  return loose
    .replace(/[aiu]/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=.)h$/, '');
}

/** The Latin sign of each Arabic letter. */
const LETTER = new Map([...'بتثجحخدذرزسشصضطظعغفقكلمنهاوي'].map((c, i) => [c, 'btsgHxdzrzs$sdtz3Gf2klmnhaui'[i]!]));

/** A consonant skeleton and, between its consonants, the long vowels («ا و ي» as a u i) that a spelling must show. */
export interface RomanKey {
  key: string;
  vowels?: string[];
}

/**
 * The Latin spellings an Arabic word may have. A key with a leading `=` is a whole loose spelling (short words with a
 * long vowel), the others are consonant skeletons of three signs or more. Empty for words too short to be told apart.
 */
export function romanKeys(arabic: string): RomanKey[] {
  const loose = [...arabic].map((c) => LETTER.get(c) ?? '').join('');
  const bones = loose.replace(/[aiu]/g, '').replace(/h$/, '');
  if (bones.length < 3) return /^[^aiu]{1,2}[aiu][^aiuh]$/.test(loose) ? [{ key: `=${loose}` }] : [];
  const out: RomanKey[] = [];
  const either = (word: string, from: string, ...to: string[]) =>
    word.includes(from) ? [word, ...to.map((t) => word.replaceAll(from, t))] : [word];
  for (const b of loose.endsWith('H') ? [loose] : either(loose, 'H', 'h'))
    for (const spelt of either(b, '3', ...(bones.length > 4 ? [''] : [])))
      out.push({ key: skeleton(spelt), ...between(spelt) });
  return out.filter((k) => k.key.length >= 3);
}

/** The vowels between the consonants of a loose spelling; nothing if consonants were doubled. */
function between(loose: string): { vowels?: string[] } {
  const bones = loose.replace(/[aiu]/g, '').replace(/(?<=.)h$/, '');
  if (bones !== skeleton(loose)) return {};
  const inner = loose
    .replace(/^[aiu]+/, '')
    .split(/[^aiu]/)
    .slice(1, bones.length);
  return { vowels: inner };
}

const ROMAN_PREFIXES = ' l b h f t n bl fl bt bn ht hn mt mb mbt 3l ll'.split(' ');
const ROMAN_ENDINGS = ' n t h m hm tn th thm nh'.split(' ');

/** Skeletons an Arabizi word may stand for, nearest first, with its vowels; `denied` for «ma…sh». */
export function romanForms(loose: string, visit: (key: string, denied: boolean, vowels?: string[]) => void): void {
  visit(`=${loose}`, false);
  for (const p of ['il', 'al', 'l', 'u', 'ui', 'ual', 'uil', 'b', 'bi', 'bil', 'fil', 'lil']) {
    if (loose.startsWith(p) && loose.length > p.length + 1) visit(`=${loose.slice(p.length)}`, false);
  }
  const bones = skeleton(loose);
  const all = between(loose).vowels;
  const denied = loose.length > 5 && loose.startsWith('ma') && loose.endsWith('$');
  const body = denied ? bones.slice(0, -1) : bones;
  for (const p of denied ? ['m', 'mb', 'mbt', 'mt', 'mn', ''] : ROMAN_PREFIXES) {
    if (!body.startsWith(p) || body.length - p.length < 3) continue;
    const rest = body.slice(p.length);
    for (const s of ROMAN_ENDINGS) {
      const left = rest.length - s.length;
      if (left < 3 || !rest.endsWith(s)) continue;
      // Three consonants are few: only an article or preposition before them, or one ending after.
      if (left === 3 && !denied && !(p === '' ? s.length <= 1 : s === '' && 'lbf'.includes(p))) continue;
      visit(rest.slice(0, left), denied, all?.slice(p.length, p.length + left - 1));
    }
  }
}

/** True if the typed vowels can be the word's: every long vowel is there. */
export function vowelsFit(listed: string[] | undefined, typed: string[] | undefined): boolean {
  if (listed === undefined || typed === undefined) return listed === typed;
  return listed.every((v, i) => {
    const t = typed[i] ?? '';
    if (v.includes('u') && !v.includes('i')) return t.includes('u') || (v.includes('a') && t.includes('a'));
    if (v.includes('i')) return t.includes('i') || (v.includes('a') && t.includes('a'));
    return v === '' ? t.length < 3 : t.includes('a');
  });
}

/** A letter left out or added, two neighbours swapped, or (Latin) a wrong vowel: not just any other word. */
export function slip(typed: string, listed: string): boolean {
  let i = 0;
  while (i < typed.length && typed[i] === listed[i]) i++;
  if (typed.length > listed.length) return typed.slice(i + 1) === listed.slice(i);
  if (typed.length < listed.length) return typed.slice(i) === listed.slice(i + 1);
  if (typed.slice(i + 1) === listed.slice(i + 1)) return /[aeiou]/.test(typed[i]!) && /[aeiou]/.test(listed[i]!);
  return typed[i] === listed[i + 1] && typed[i + 1] === listed[i] && typed.slice(i + 2) === listed.slice(i + 2);
}

const LAST = /(هم|ها|نا|كم|وا|ين|ون|ات|ان|ته|تي|تك|ني|ه|ي|ك|ت|و|ا)$/;

/**
 * One stem for the common forms of a word, for counting words rather than for understanding them: without article, the nearest prefix and
 * up to two endings; Arabizi by its consonants (`~`). Nothing where no more than a letter is left.
 */
export function stemOf({ norm, script }: { norm: string; script: string }, arabizi: boolean): string | undefined {
  if (script === 'la') {
    const stem = arabizi ? `~${skeleton(looseRoman(norm))}` : norm.replace(/(ing|ed|es|s)$/, '');
    return stem.length > 2 ? stem : undefined;
  }
  if (script !== 'ar') return undefined;
  let word = norm.length > 4 ? norm.replace(/^[وف]/, '') : norm;
  word = word.replace(/^(بال|فال|كال|لل|ال)(?=..)/, '');
  if (word.length > 4) word = word.replace(/^(هي|هت|هن|بي|بت|بن|ب)(?=...)/, '');
  for (let i = 0; i < 2; i++) if (word.length > 4) word = word.replace(LAST, '');
  return word.length > 1 ? word : undefined;
}
