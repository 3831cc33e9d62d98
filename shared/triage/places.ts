/** Where a message is about, by the names of words/places.ts. */
import { book } from './book.ts';
import { foldArabic, foldLatin, type Token } from './normalise.ts';
import { once } from './once.ts';
import { looseRoman, plainForms } from './spelling.ts';

export interface Place {
  country?: string;
  city?: string;
}

interface Name {
  country: string;
  city?: string;
}

/** The names of words/places.ts, ready to be looked up; made with the first message. */
const names = once(() => {
  const byName = new Map<string, Name & { words: number }>();
  const usual = ['ar', 'en'].map((language) => new Intl.DisplayNames(language, { type: 'region' }));
  for (const [country, text] of Object.entries(book().places)) {
    for (const line of text.split('\n')) {
      const [name = '', spellings = ''] = line.split(':');
      const city = name.replace('*', '');
      const own = city === '' ? usual.map((names) => names.of(country) ?? '') : name === city ? [city] : [];
      for (const spelling of [...own, ...spellings.split(',')])
        for (const key of [keyOf(spelling), keyOf(spelling.replace(/^el /, ''))])
          if (key !== '' && !byName.has(key))
            byName.set(key, { country, words: key.split(' ').length, ...(city === '' ? {} : { city }) });
    }
  }
  const roman = new Map<string, Name>();
  for (const [key, place] of byName)
    if (!key.includes(' ') && key.length > 4 && /^[a-z]+$/.test(key)) roman.set(looseRoman(key), place);
  // First words of the names of more than one word.
  const openers = new Set([...byName.keys()].filter((k) => k.includes(' ')).map((k) => k.split(' ')[0]!));
  return { byName, roman, openers };
});

function keyOf(name: string): string {
  return name
    .split(' ')
    .map((w) => (/[a-z]/i.test(w) ? foldLatin(w) : foldArabic(w)))
    .join(' ');
}

/** English words that are also places when one reads too eagerly. */
const NOT_A_PLACE = new Set([
  'nice',
  'georgia',
  'turkey',
  'mina',
  'jordan',
  'chad',
  'marj',
  'sour',
  'hail',
  'aden',
  'hamad',
  'mali',
]);
const HERE = new Set(
  ['في', 'ف', 'من', 'فى', 'in', 'at', 'from', 'fe', 'f', 'near', 'جنب', 'قرب', 'بجوار', 'men', 'fi'].map((w) =>
    /[a-z]/.test(w) ? w : foldArabic(w),
  ),
);
const FROM_OR_TO = new Set(
  ['ل', 'الي', 'نحو', 'to', 'towards', 'lel', 'le', 'علي', 'ع', 'لحد'].map((w) =>
    /[a-z]/.test(w) ? w : foldArabic(w),
  ),
);

/** The place the message is about: a named city before a country, Egypt only if nothing else is named. */
export function findPlace(tokens: Token[], arabizi: boolean, fallback?: string): Place | undefined {
  const { byName, roman, openers } = names();
  const found: { at: number; country: string; city?: string; score: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const start = tokens[i]!;
    const spellings = start.script === 'ar' ? [start.norm, ...plainForms(start.norm)] : [start.norm];
    const opens = spellings.some((w) => openers.has(w) || openers.has(`ال${w}`));
    for (const n of opens ? [3, 2, 1] : [1]) {
      if (i + n > tokens.length) continue;
      const rest = tokens
        .slice(i + 1, i + n)
        .map((t) => t.norm)
        .join(' ');
      let hit: { country: string; city?: string; words: number } | undefined;
      let towards = false;
      const first = start;
      for (const form of spellings) {
        for (const alt of form.startsWith('ال') || first.script !== 'ar' ? [form] : [form, `ال${form}`]) {
          const key = rest === '' ? alt : `${alt} ${rest}`;
          if (alt !== form && form === first.norm && first.norm.length < 5) continue;
          hit ??= byName.get(key);
        }
        if (hit) {
          towards = first.script === 'ar' && first.norm.startsWith('ل') && form !== first.norm;
          break;
        }
      }
      if (!hit && n === 1 && arabizi && first.script === 'la' && first.norm.length > 4) {
        const r = roman.get(looseRoman(first.norm));
        if (r) hit = { ...r, words: 1 };
      }
      if (!hit || (n === 1 && NOT_A_PLACE.has(first.norm))) continue;
      const before = tokens[i - 1]?.norm ?? '';
      let score = (hit.city ? 4 : 2) + hit.words;
      if (hit.country === 'EG') score -= hit.city ? 3 : 9;
      if (HERE.has(before) || (first.script === 'ar' && /^ب/.test(first.norm))) score += 2;
      if (towards || FROM_OR_TO.has(before)) score -= 4;
      found.push({ at: i, country: hit.country, score, ...(hit.city ? { city: hit.city } : {}) });
      i += n - 1;
      break;
    }
  }
  const best = found.sort((a, b) => b.score - a.score || a.at - b.at)[0];
  if (best === undefined) return fallback === undefined ? undefined : { country: fallback };
  const city = best.city ?? found.find((f) => f.country === best.country && f.city)?.city;
  return { country: best.country, ...(city === undefined ? {} : { city }) };
}
