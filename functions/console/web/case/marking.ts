/** Where in a message the words stand that triage went by. */

export interface Piece {
  text: string;
  /** The place in `reasons` of what was read in it. */
  reason?: number;
}

const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are left out one by one
  /[\u064B-\u065F\u0610-\u061A\u06D6-\u06ED\u0670\u0640\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFE0F]/u;

/**
 * A message cut into pieces, the words of each reason marked. Triage names words as it read them: without vowel marks, digits of one script,
 * one space between; a message has them as they were typed.
 */
export function marked(text: string, reasons: readonly { words: readonly string[] }[]): Piece[] {
  const { plain, places } = asRead(text);
  const owner = new Array<number | undefined>(text.length);
  reasons.forEach(({ words }, reason) => {
    for (const phrase of words) {
      for (const [from, to] of found(plain, phrase)) {
        const end = places[to] ?? text.length;
        // The first reason is the gravest: what it has marked stays its own.
        for (let at = places[from]!; at < end; at++) owner[at] ??= reason;
      }
    }
  });
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    while (end < text.length && owner[end] === owner[at]) end++;
    const reason = owner[at];
    pieces.push({ text: text.slice(at, end), ...(reason === undefined ? {} : { reason }) });
    at = end;
  }
  return pieces;
}

/** The text as triage reads it, and where each of its letters stands in the original. */
function asRead(text: string): { plain: string; places: number[] } {
  let plain = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    if (!INVISIBLE.test(letter)) {
      const folded = letter.normalize('NFKC').replace(/[\u0660-\u0669\u06F0-\u06F9]/g, latinDigit);
      plain += folded;
      for (let i = 0; i < folded.length; i++) places.push(at);
    }
    at += letter.length;
  }
  return { plain, places };
}

function latinDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  return String(code >= 0x6f0 ? code - 0x6f0 : code - 0x660);
}

/** Every place of a phrase, whole words only; between its words whatever is no letter. */
function found(plain: string, phrase: string): [from: number, to: number][] {
  const words = phrase.split(' ').filter(Boolean).map(escaped);
  if (words.length === 0) return [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]{0,12}')}(?![\\p{L}])`, 'gu');
  return [...plain.matchAll(pattern)].map(({ index, 0: all }) => [index, index + all.length]);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
