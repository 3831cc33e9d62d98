import type { CaseState } from '../case/state.ts';
import { once } from '../triage/once.ts';

const GONE = '…';
const DIGIT = '[0-9٠-٩۰-۹]';

/**
 * Identifying things by their form, whoever typed them: the order matters, the longest forms first. Letters of every script are dear to
 * compile, so that is left to the first text.
 */
const forms = once((): readonly RegExp[] => [
  /\bhttps?:\/\/\S+/giu,
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
  // Coordinates to within some hundred metres and better.
  new RegExp(`[-−]?${DIGIT}{1,3}[.٫]${DIGIT}{3,}`, 'gu'),
  // Passports: one to three letters and a number.
  /(?<![\p{L}\p{N}])[A-Z]{1,3}[ -]?[0-9]{6,9}(?!\p{N})/gu,
  // A street, house or flat, to the end of the clause.
  /(?<!\p{L})(?:[وبلف]|في )?(?:ال)?(?:شارع|حارة|عمارة|شقة|منزل رقم|بيت رقم)\s+[^،,.;؛\n]+/gu,
  /(?<!\p{L})\p{N}+\s+(?:[\p{L}'-]+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane)(?!\p{L})\.?/giu,
  /(?<!\p{L})(?:street|building|flat|apartment|apt|house)\s+(?:no\.?\s*)?\p{N}+\p{L}?(?!\p{L})/giu,
]);

/** Words that end a name: what comes after is about the person. */
const NOT_A_NAME =
  '(?:في|فى|من|مع|على|عند|إلى|الى|وهو|وهي|هو|هي|عمره|عمرها|سنه|سنها|حامل|مصاب|مصابة|مريض|مريضة|مسن|مسنة|عاجز|عاجزة|بحاجة|محتاج|محتاجة|يحتاج|تحتاج|لا|غير)(?!\\p{L})';
/** The first word after a title that begins with the article is an adjective («السيدة المسنة»); a family's name may begin so. */
const ARABIC_NAME = `(?!${NOT_A_NAME}|ال)\\p{Script=Arabic}{2,}(?:\\s+(?!${NOT_A_NAME})(?:عبد\\s?ال\\p{L}+|\\p{Script=Arabic}{2,})){0,3}`;
const LATIN_NAME = "\\p{Lu}[\\p{L}'’-]+(?:\\s+(?:(?:al|el|bin|ibn|abdel|abu)[\\s-])?\\p{Lu}[\\p{L}'’-]+){0,3}";

/** Names of people whom the case does not know, where a word says that one comes: «اسمها …», «المدعو …», «السيد …», "Mrs …", "named …". */
const named = once((): readonly RegExp[] => [
  new RegExp(
    `(?<!\\p{L})((?:[وف]?(?:اسم(?:ه|ها|هم|ي|ك)|[يت]دعى|المدعوة?|باسم|الاسم|السيدة?|الأستاذة?|الاستاذة?|الدكتورة?|دكتورة?|المهندسة?|الحاجة?|الشيخ|مدام|المواطنة?|الطفلة?)|[دم]\\.)\\s*:?\\s+)${ARABIC_NAME}`,
    'gu',
  ),
  new RegExp(
    `(?<!\\p{L})((?:named|(?:[Nn]ame|NAME)(?:\\s+is|\\s*:)|Mrs?\\.?|Ms\\.?|Miss|Dr\\.?|Eng\\.?|Prof\\.?|Hajj?|Sheikh)\\s+)${LATIN_NAME}`,
    'gu',
  ),
]);

/** Seven digits and more, however they are grouped: telephones and identity numbers. */
const LONG_NUMBER = new RegExp(`\\+?${DIGIT}(?:[\\s().-]*${DIGIT}){6,}`, 'gu');
const DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * What an officer typed, without what may not travel (domain.md d.3 rule 11): telephones, e-mail and web addresses,
 * passport and identity numbers, coordinates, streets, every name that the case knows, and those that a word announces. It is a net, not
 * a proof: a stranger's bare name passes it, which is why the console says beside the field that the text leaves the room. The
 * whole text stands behind the link.
 *
 * @param known names and places to hide, from `knownOf`.
 */
export function scrub(text: string, known: readonly string[]): string {
  let clean = plain(text);
  for (const word of known) clean = clean.replace(wordPattern(word), `$1${GONE}`);
  for (const form of named()) clean = clean.replace(form, `$1${GONE}`);
  for (const form of forms()) clean = clean.replace(form, GONE);
  clean = clean.replace(LONG_NUMBER, (number) => (DAY.test(number) ? number : GONE));
  return clean.replace(/…(?:[\s…]*…)+/gu, GONE).trim();
}

/** Names, and parts of names, of everybody in the case; texts of its places; longest first, so that a part never hides a whole. */
export function knownOf(state: Pick<CaseState, 'reporters' | 'persons' | 'locations'>): string[] {
  const names = [...state.reporters, ...state.persons].flatMap(({ name }) => name ?? []);
  const parts = names.flatMap((name) => name.split(/[\s,.،]+/u)).filter((part) => part.length >= 3);
  const places = state.locations.flatMap(({ text }) => text ?? []);
  const known = [...names, ...parts, ...places].map((text) => plain(text).trim()).filter((text) => text.length >= 3);
  return [...new Set(known)].sort((a, b) => b.length - a.length);
}

/** Without the strokes, vowel marks and invisible controls that make one word look like another to a machine. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/[\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** As a word of its own, also behind the one-letter particles that Arabic writes together with it («لأحمد»). */
function wordPattern(word: string): RegExp {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])([وفبلك]{0,2})${literal}(?![\\p{L}\\p{N}])`, 'giu');
}
