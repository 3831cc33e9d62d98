/**
 * What a message states: which ideas it says, denies or only tells of, who it is about, how long it has lasted and how
 * much time is left. The rules (rules.ts) read nothing else.
 */
import { book } from './book.ts';
import { ARTICLE, type Hit, Lexicon } from './matcher.ts';
import { type Token, tokenise } from './normalise.ts';
import { type Numbers, readMoments, readNumbers } from './numbers.ts';
import { once } from './once.ts';
import type { Idea } from './words/index.ts';

/** What decides how the other words are read: figures of speech, denials, hearsay, time. */
const EARLY: readonly Idea[] = [
  'figure',
  'goHome',
  'laugh',
  'noThing',
  'notDo',
  'noDenial',
  'but',
  'nowWord',
  'supposing',
  'hearsay',
  'kin',
  'longAgo',
];
/** Compiled with the first message and kept: a function that never triages does not pay for it. */
const words = once(() => new Lexicon(book().words, book().roman, EARLY));
const tongues = once(() => {
  const { arabizi, english, ...dialects } = book().tongues;
  return { arabizi: new Set(arabizi.split(' ')), english: new Set(english.split(' ')), ...dialects };
});

/** How many words a denial reaches over: things («مفيش مصابين ولا قتلى») further than deeds («مش قادر»). */
const REACH = { noThing: 3, notDo: 2 };
const AROUND = 12;

export interface Facts {
  tokens: Token[];
  numbers: Numbers;
  lang: string;
  /** Said, not denied, not hearsay, past, supposed or over. */
  live(idea: Idea): Hit[];
  /** Said and not denied, whatever the telling. */
  said(idea: Idea): Hit[];
  /** Denied («مفيش مصابين»). */
  denied(idea: Idea): Hit[];
  /** Hours that something near `hits` has lasted; undefined if the text says nothing. */
  lasted(hits: Hit[]): number | undefined;
  /** Hours left near `hits`. */
  left(hits: Hit[]): number | undefined;
  people: {
    count?: number;
    minors?: number;
    infants: boolean;
    elderly: boolean;
    disabled: boolean;
    writerIsChild: boolean;
  };
  told: {
    rumour: boolean;
    press: boolean;
    offer: boolean;
    advert: boolean;
    wrongNumber: boolean;
    test: boolean;
    over: boolean;
    closed: boolean;
    drill: boolean;
    joke: boolean;
  };
}

/** Reads a message. Pure; linear in the length of the text. */
export function readFacts(text: string): Facts {
  const written = tokenise(text);
  const { lang, arabizi } = language(written);
  const tokens = arabizi ? written.filter((t) => !ARTICLE.test(t.norm)) : written;
  let remoteFor = (_t: number) => false;
  let joke = false;
  const hits = words().find(tokens, arabizi, (look) => {
    const mask = new Set<number>();
    const home = new Set(look('goHome').map((h) => h.s));
    for (const h of look('figure')) if (h.e - h.s < 8) for (let t = h.s; t <= h.e; t++) if (!home.has(t)) mask.add(t);
    joke = mask.size > 0 || look('laugh').length > 0;
    const denied = denials(tokens, look);
    const remote = remoteness(tokens, look);
    remoteFor = (t) => remote.has(t);
    return { masked: (t) => mask.has(t), denied: (t) => denied.has(t) };
  });
  const all = (idea: Idea) => hits.get(idea) ?? [];
  const said = (idea: Idea) => all(idea).filter((h) => !h.denied);
  const numbers = readNumbers(tokens, arabizi);
  const moments = readMoments(tokens);

  const truth = said('truthAsked');
  const own = said('kin').some((k) =>
    [...said('dead'), ...said('body'), ...said('silent'), ...said('abduct')].some(
      (h) => tokens[h.s]!.sentence === tokens[k.s]!.sentence && Math.abs(h.s - k.s) <= 10,
    ),
  );
  const rumour = !own && truth.length > 0 && (said('hearsay').length > 0 || tokens.some((t) => t.asked));
  const press = said('press').length > 0;
  const offer = said('offer').length > 0;
  const drill = said('drill').length > 0;
  const over = said('over');
  const settled =
    over.length > 0 &&
    (said('thanks').length > 0 || said('fine').length > 0 || written.some(({ norm }) => /الحمد|7amd|hamd/u.test(norm)));
  const closed = settled && said('thanks').length > 0;

  const unneeded = all('lack').filter((h) => h.denied);
  const notNeeded = (h: Hit) =>
    unneeded.some((u) => u.s <= h.s && h.s - u.e <= 8 && tokens[u.s]!.sentence === tokens[h.s]!.sentence);
  const live = (idea: Idea) =>
    said(idea).filter((h) => {
      if (idea.endsWith('Out') && notNeeded(h)) return false;
      return !remoteFor(h.s);
    });
  const lasted = (around: Hit[]) => {
    let best: number | undefined;
    const consider = (at: number, hours: number) => {
      if (around.some((h) => Math.abs(h.s - at) <= AROUND || Math.abs(h.e - at) <= AROUND))
        best = Math.max(best ?? 0, hours);
    };
    for (const s of numbers.spans) if (s.when === 'past' || s.when === 'unknown') consider(s.at, s.hours);
    for (const m of moments) if (m.hours > 0) consider(m.at, m.hours);
    return best;
  };
  const left = (around: Hit[]) => {
    let best: { hours: number; far: number } | undefined;
    const consider = (at: number, hours: number) => {
      const far = Math.min(...around.map((h) => Math.min(Math.abs(h.s - at), Math.abs(h.e - at))));
      if (far <= AROUND && (best === undefined || far < best.far)) best = { hours, far };
    };
    for (const s of numbers.spans) if (s.when === 'future' || s.when === 'unknown') consider(s.at, s.hours);
    for (const m of moments) if (m.hours < 0) consider(m.at, -m.hours);
    return best?.hours;
  };

  return {
    tokens,
    numbers,
    lang,
    live,
    said,
    denied: (idea) => all(idea).filter((h) => h.denied),
    lasted,
    left,
    people: countPeople(tokens, numbers, said),
    told: {
      rumour,
      press,
      offer,
      drill,
      joke,
      over: settled,
      closed,
      advert: said('advert').length >= 2,
      wrongNumber: said('wrongNumber').length > 0,
      test: said('test').length > 0 && tokens.length <= 8,
    },
  };
}

/** BCP 47 tag of the text, and whether Latin letters are to be read as Arabic. */
function language(tokens: Token[]): { lang: string; arabizi: boolean } {
  const arabic = tokens.filter((t) => t.script === 'ar').length;
  const latin = tokens.filter((t) => t.script === 'la');
  const tongue = tongues();
  let roman = 0;
  let english = 0;
  for (const t of latin) {
    if (tongue.arabizi.has(t.norm)) roman++;
    else if (tongue.english.has(t.norm)) english++;
    else if (
      /[a-z][235679]|[23579][a-z]{2}/.test(t.norm) &&
      !/^\d+(st|nd|rd|th|am|pm|km|kg|mg|h|hr|hrs|days?|weeks?|months?|years?|yo)$/.test(t.norm)
    )
      roman += 2;
  }
  const arabizi = roman > english || (roman > 0 && roman * 2 >= english && arabic === 0 && english <= 2);
  if (arabic === 0 || latin.length > arabic * 2) {
    if (latin.length === 0) return { lang: 'und', arabizi: false };
    return { lang: arabizi ? 'ar-Latn' : 'en', arabizi };
  }
  const words = new Set(tokens.map((t) => t.norm));
  const score = (list: string) => list.split(' ').filter((w) => words.has(w)).length;
  const sudanese = score(tongue.sudanese);
  const egyptian = score(tongue.egyptian);
  const levantine = score(tongue.levantine);
  if (levantine >= 2 && levantine > egyptian && levantine > sudanese) return { lang: 'ar-LB', arabizi };
  if (sudanese > egyptian) return { lang: 'ar-SD', arabizi };
  return { lang: egyptian > 0 ? 'ar-EG' : 'ar', arabizi };
}

/** Tokens that a negator covers. */
function denials(tokens: Token[], look: (idea: string) => Hit[]): Set<number> {
  const out = new Set<number>();
  const exempt = new Set<number>();
  for (const h of look('noDenial')) for (let t = h.s; t <= h.e; t++) exempt.add(t);
  const stops = new Set<number>();
  for (const h of look('but')) stops.add(h.s);
  for (const kind of ['noThing', 'notDo'] as const) {
    for (const h of look(kind)) {
      if (exempt.has(h.s)) continue;
      const norm = tokens[h.s]!.norm;
      const english = tokens[h.s]!.script === 'la';
      // «ولا» between questions is "or", not "nor": it denies only after another denial.
      if (
        norm === 'ولا' &&
        !out.has(h.s - 1) &&
        !out.has(h.s - 2) &&
        !tokens.slice(Math.max(0, h.s - 3), h.s).some((t) => /^[وف]?م.{2,}ش$/u.test(t.norm)) &&
        !look('noThing').some((n) => h.s - n.e <= 4 && n.s < h.s) &&
        !look('notDo').some((n) => n.s < h.s && h.s - n.e <= 4)
      )
        continue;
      let reach = REACH[kind] + (english && kind === 'notDo' ? 1 : 0);
      for (let t = h.e + 1; t <= h.e + reach && t < tokens.length; t++) {
        if (
          tokens[t]!.clause !== tokens[h.s]!.clause ||
          (stops.has(t) && (t > h.e + 1 || !WANTS.test(tokens[t]!.norm)))
        )
          break;
        if (
          t > h.e + 1 &&
          tokens[t]!.script === 'ar' &&
          /^[وف]/.test(tokens[t]!.norm) &&
          tokens[t]!.norm.length > 3 &&
          !VITAL.test(tokens[t]!.norm)
        )
          break;
        if (t > h.e + 1 && /^(and|w)$/.test(tokens[t]!.norm)) break;
        out.add(t);
        if (/^(or|nor|any|one|is|was|has|been|حد|اي|ولا|في|wala)$/.test(tokens[t]!.norm)) reach++;
      }
    }
  }
  return out;
}
/** A wish right after the negator is denied («مش محتاجين»); further on it begins something new. */
const WANTS = /^(عايز|عايزين|عايزه|محتاج|محتاجين|داير|دايرين|بدي|بدنا|we)$/u;
/** «مفيش مية ونور»: a thing joined by «و» is missing too; a person or a deed after «و» is said, not denied. */
const VITAL = /^و(لا|ال)?(ميه|مويه|ماء|نور|نت|كهربا|كهرباء|اكل|عيش|لبن|دوا|دواء|شبكه|غاز|حليب|طعام|خبز|دكتور|مستشفي)$/;

/** Tokens that only tell: hearsay, long ago, supposed, from a film or a drill. */
function remoteness(tokens: Token[], look: (idea: string) => Hit[]): Set<number> {
  const out = new Set<number>();
  const cover = (from: number, until: (t: Token) => boolean) => {
    for (let t = from; t < tokens.length && until(tokens[t]!); t++) out.add(t);
  };
  const stops = new Set(look('but').map((h) => h.s));
  const nows = new Set(look('nowWord').map((h) => h.s));
  for (const h of look('supposing')) {
    const clause = tokens[h.s]!.clause;
    cover(h.s, (t) => t.clause === clause);
  }
  for (const h of look('hearsay')) {
    const clause = tokens[h.s]!.clause;
    const kin = look('kin').some((k) => k.s > h.s && k.s - h.e <= 6 && tokens[k.s]!.clause === clause);
    if (kin) continue;
    for (let t = h.s; t < tokens.length && tokens[t]!.sentence === tokens[h.s]!.sentence && t - h.e < 14; t++) {
      if (
        t > h.e &&
        ((stops.has(t) && /^(بس|لكن|ولكن|but)$/.test(tokens[t]!.norm)) ||
          /^(واحنا|وانا|ونحن|احنا|انا)$/.test(tokens[t]!.norm))
      )
        break;
      out.add(t);
    }
  }
  for (const h of look('longAgo')) {
    const clause = tokens[h.s]!.clause;
    let from = h.s;
    while (from > 0 && tokens[from - 1]!.clause === clause && h.s - from < 12 && !nows.has(from - 1)) from--;
    for (let t = from; t < tokens.length && tokens[t]!.clause === clause && t - h.e < 12; t++) {
      if (nows.has(t)) break;
      out.add(t);
    }
  }
  return out;
}

/** Counts the people a message is about, as far as the text says. */
function countPeople(tokens: Token[], numbers: Numbers, said: (idea: Idea) => Hit[]): Facts['people'] {
  const kids = [...said('child'), ...said('infant')];
  const youths = said('youth');
  const young = numbers.ages.filter((a) => a.years < 18);
  const old = numbers.ages.filter((a) => a.years >= 65);
  const writerIsChild = young.some(
    (a) => a.years >= 5 && /^(عندي|عمري|3andi|3andy|3omry|im|am)$/.test(tokens[a.at - 1]?.norm ?? ''),
  );
  const out: Facts['people'] = {
    infants: said('infant').length > 0 || numbers.ages.some((a) => a.years < 2),
    elderly: said('elderly').length > 0 || old.length > 0,
    disabled: said('disabled').length > 0,
    writerIsChild,
  };
  const numberAt = (t: number): number | undefined => {
    const v = numbers.values.get(t);
    return v !== undefined &&
      Number.isInteger(v) &&
      v > 0 &&
      v < 500 &&
      !numbers.ages.some((a) => a.at === t) &&
      !numbers.spans.some((s) => s.at === t) &&
      !numbers.percents.some((p) => Math.abs(p.at - t) <= 1)
      ? v
      : undefined;
  };
  let count = 0;
  for (const h of said('weAre')) {
    for (let t = h.e + 1; t <= h.e + 3 && t < tokens.length && tokens[t]!.sentence === tokens[h.s]!.sentence; t++) {
      const v = numberAt(t);
      if (v !== undefined) count = Math.max(count, v);
    }
  }
  for (const h of said('persons')) {
    for (const t of [h.s - 1, h.s - 2]) {
      const v = numberAt(t);
      if (v !== undefined) count = Math.max(count, v);
    }
  }
  let minors = 0;
  const dual = /(طفلين|عيلين|ولدين|بنتين|طفلتين|رضيعين)$/;
  for (const h of kids.concat(youths)) {
    const w = tokens[h.s]!.norm;
    const isKid = kids.includes(h);
    if (dual.test(w)) minors = Math.max(minors, 2);
    const before = /^[وف]./.test(w) ? undefined : numberAt(h.s - 1);
    const v = before ?? (/(ات|ال|اد|ان|ren|kids|welad|3eyal)$/.test(w) ? numberAt(h.s + 1) : undefined);
    if (v !== undefined && v < 30 && isKid) minors = Math.max(minors, v);
    if (isKid && minors === 0 && /^(ال)?(طفل|طفله|رضيع|رضيعه|بيبي|child|kid|baby|infant|tefl)$/.test(w)) minors = 1;
  }
  minors = Math.max(minors, young.length);
  // «انا ومراتي والعيال التلاتة»: one for the writer, one for each relative joined by «و», the children counted.
  const self = tokens.findIndex((t) => /^(انا|واحنا|ana|i|me|لي)$/.test(t.norm));
  let family = 0;
  const counted = new Set(minors > 0 ? kids.concat(youths).map((h) => h.s) : []);
  for (const h of said('kin')) {
    if (counted.has(h.s)) continue;
    const joined =
      /^و/.test(tokens[h.s]!.norm) ||
      /^(و|w|and|with|مع|زوجتي)$/.test(tokens[h.s - 1]?.norm ?? '') ||
      /^(معايا|معاي|معي|ma3aya)$/.test(tokens[h.s - 1]?.norm ?? '');
    if (joined) family++;
  }
  const threesome = /(التلاته|الثلاثه|التلات)$/;
  const pair = /(الاتنين|الاثنين)$/;
  for (const h of kids) if (pair.test(tokens[h.e + 1]?.norm ?? '')) minors = Math.max(minors, 2);
  for (const h of kids) if (threesome.test(tokens[h.e + 1]?.norm ?? '')) minors = Math.max(minors, 3);
  if (family > 0 && self >= 0) count = Math.max(count, 1 + family + minors);
  else if (family > 0 && minors > 0) count = Math.max(count, 1 + family + minors);
  if (count > 0) out.count = Math.max(count, minors);
  else if (minors > 0 && (young.length > 0 || kids.length > 0)) out.count = minors;
  if (minors > 0) out.minors = minors;
  return out;
}
