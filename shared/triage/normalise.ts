/**
 * From what a person typed to tokens: one spelling per word, digits as numbers, sentences and clauses kept apart.
 * Everything here is linear in the length of the text.
 */

/** `ar` Arabic letters, `la` Latin letters (English or Arabizi), `num` digits, `sym` a picture or a percent sign. */
export type Script = 'ar' | 'la' | 'num' | 'sym';

export interface Token {
  /** As written, for showing to staff. */
  raw: string;
  /** One spelling per word: no vowel marks, one alef, no doubled letters (Arabic); lower case (Latin). */
  norm: string;
  script: Script;
  /** Sentence and clause numbers; a clause never crosses a sentence. */
  sentence: number;
  clause: number;
  value?: number;
  /** The clause ends in a question mark. */
  asked?: boolean;
}

/** Longest text that is read; the rest of a longer one adds nothing to a first suggestion. */
const MAX_CHARS = 8_000;

const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are what is removed, one by one
  /[\u064B-\u065F\u0610-\u061A\u06D6-\u06ED\u0670\u0640\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFE0F]/gu;
const ARABIC_LETTER: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ۀ: 'ه',
  ک: 'ك',
  گ: 'ك',
  چ: 'ج',
  پ: 'ب',
  ڤ: 'ف',
  ء: '',
};

/** One spelling of an Arabic word. The same folding is applied to the word lists, so nothing needs to be written twice. */
export function foldArabic(word: string): string {
  let out = '';
  const bare = word.replace(INVISIBLE, '').replace(/(.)\1{2,}/gu, '$1');
  // «ماء» (water) must not become «ما» (not).
  if (/^(?:[وفبلك]|ال|لل)*ماء$/u.test(bare)) return bare;
  for (const c of bare) {
    const f = ARABIC_LETTER[c] ?? c;
    if (
      f !== '' &&
      (f !== out[out.length - 1] || out.length === 1 || ((f === 'ي' || f === 'و') && !out.endsWith(f + f)))
    )
      out += f;
  }
  return out;
}

/** Lower case, no apostrophes or accents, at most two of the same letter in a row. */
export function foldLatin(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’`‘]/g, '')
    .replace(/(.)\1{2,}/g, '$1$1');
}

const TOKEN =
  /(\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*)|([A-Za-z\u00C0-\u024F0-9$]*[A-Za-z\u00C0-\u024F][A-Za-z\u00C0-\u024F0-9'’`$]*)|([0-9]+(?:[.,][0-9]+)?)|(\p{Extended_Pictographic}|%)|([.!?؟…\n;؛:]|[،,()\-–—/«»"“”])/gu;
const DIGIT = /[\u0660-\u0669\u06F0-\u06F9\u066A]/g;

function latinDigit(c: string): string {
  if (c === '\u066A') return '%';
  const code = c.charCodeAt(0);
  return String(code >= 0x6f0 ? code - 0x6f0 : code - 0x660);
}

/** Splits a text into tokens. Never throws; reads at most the first 8,000 characters. */
export function tokenise(text: string): Token[] {
  const clean = text
    .slice(0, MAX_CHARS)
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(DIGIT, latinDigit)
    .replace(/([73])['’`](?=[a-z])/gi, (_, d: string) => (d === '7' ? 'kh' : 'gh'));
  const tokens: Token[] = [];
  let sentence = 0;
  let clause = 0;
  let clauseStart = 0;
  for (const m of clean.matchAll(TOKEN)) {
    const [raw, ar, la, num, sym, stop] = m;
    if (stop !== undefined) {
      if (stop === '?' || stop === '؟') for (let i = clauseStart; i < tokens.length; i++) tokens[i]!.asked = true;
      if ('.!?؟…\n;؛'.includes(stop)) sentence++;
      clause++;
      clauseStart = tokens.length;
      continue;
    }
    if (ar !== undefined) {
      const norm = foldArabic(ar);
      if (norm !== '') tokens.push({ raw, norm, script: 'ar', sentence, clause });
    } else if (la !== undefined) {
      tokens.push({ raw, norm: foldLatin(la), script: 'la', sentence, clause });
    } else if (num !== undefined) {
      tokens.push({ raw, norm: num, script: 'num', sentence, clause, value: Number(num.replace(',', '.')) });
    } else if (sym !== undefined) {
      tokens.push({ raw, norm: raw, script: 'sym', sentence, clause });
    }
  }
  return tokens;
}
