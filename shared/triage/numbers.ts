/** Numbers, lengths of time and ages in a message. */
import { book } from './book.ts';
import { foldArabic, type Token } from './normalise.ts';
import { once } from './once.ts';
import { looseRoman, plainForms } from './spelling.ts';

/** A set of words as they are compared. */
const folded = (word: string) => (/[a-z]/.test(word) ? word : foldArabic(word));
const list = (text: string) => new Set(text.split(' ').map(folded));

/** The words of words/time.ts, ready to be looked up; made with the first message. */
const read = once(() => {
  const { spoken, units, moments, ...lists } = book().time;
  const values = new Map<string, number>();
  for (const [value, words] of spoken) for (const w of words.split(' ')) values.set(folded(w), value);
  // «مية» is water more often than a hundred.
  values.delete(foldArabic('مية'));
  const unit = new Map<string, { hours: number; dual: boolean }>();
  for (const [hours, words, duals] of units) {
    for (const w of words.split(' ')) unit.set(folded(w), { hours, dual: false });
    for (const w of duals.split(' ')) if (w !== '') unit.set(folded(w), { hours, dual: true });
  }
  const moment = new Map<string, number>();
  for (const [hours, text] of moments)
    for (const phrase of text.split('|')) moment.set(phrase.split(' ').map(heard).join(' '), hours);
  return {
    values,
    unit,
    moment,
    openers: new Set([...moment.keys()].map((k) => k.split(' ')[0]!)),
    since: list(lists.since),
    within: list(lists.within),
    enough: list(lists.enough),
    ago: list(lists.ago),
    ageBefore: list(lists.ageBefore),
    percent: list(lists.percent),
    months: list(lists.months),
    left: list(lists.left),
    hasAge: list(lists.hasAge),
  };
});
const heard = (word: string) => (/[a-z]/.test(word) && word.length > 3 ? looseRoman(word) : folded(word));

const YEAR = 8760;

export interface Span {
  /** Token of the number or unit. */
  at: number;
  hours: number;
  when: 'past' | 'future' | 'age' | 'unknown';
}

export interface Numbers {
  spans: Span[];
  /** Ages in years with the token they stand at. */
  ages: { at: number; years: number }[];
  /** Percentages, as of a battery. */
  percents: { at: number; value: number }[];
  /** Value of each token that is a number. */
  values: Map<number, number>;
}

function forms(t: Token): string[] {
  return t.script === 'ar' ? plainForms(t.norm) : [t.norm];
}

/** Reads numbers, spans of time (in hours) and ages. `arabizi` allows Latin spellings of Arabic words. */
export function readNumbers(tokens: Token[], arabizi: boolean): Numbers {
  const words = read();
  const values = new Map<number, number>();
  const out: Numbers = { spans: [], ages: [], percents: [], values };
  tokens.forEach((t, i) => {
    if (t.value !== undefined) values.set(i, t.value);
    else if (t.script !== 'sym') {
      for (const f of forms(t)) {
        const v = words.values.get(f);
        if (v !== undefined && (f !== 'ست' || words.values.has(f)) && (!arabizi || f.length > 2)) {
          values.set(i, v);
          break;
        }
      }
    }
  });
  // «أحد عشر», «ثلاثة عشر»: ten and what stands before it.
  for (let i = 1; i < tokens.length; i++) {
    const before =
      tokens[i - 1]!.norm === 'احد' || tokens[i - 1]!.norm === 'احدي'
        ? 1
        : /^اثن(ا|ي|تا)$/.test(tokens[i - 1]!.norm)
          ? 2
          : values.get(i - 1);
    if (/^عشره?$/.test(tokens[i]!.norm) && before !== undefined && before < 10 && tokens[i - 1]!.value === undefined) {
      values.set(i - 1, before + 10);
      values.delete(i);
    }
  }
  const unitAt = (i: number): { hours: number; dual: boolean } | undefined => {
    const t = tokens[i];
    if (t === undefined || (t.script !== 'ar' && t.script !== 'la')) return undefined;
    for (const f of forms(t)) {
      const u = words.unit.get(f);
      if (u !== undefined) return u;
    }
    return undefined;
  };
  const has = (i: number, set: Set<string>) => {
    const t = tokens[i];
    return t !== undefined && (set.has(t.norm) || forms(t).some((f) => set.has(f)));
  };
  for (let i = 0; i < tokens.length; i++) {
    const glued = /^(\d+)(h|hrs?|hours?|d|days?|w|weeks?|m|months?|y|yo|yrs?|years?)$/.exec(tokens[i]!.norm);
    if (tokens[i]!.script === 'sym' && tokens[i]!.norm === '%') {
      const n = tokens[i - 1]?.value ?? tokens[i + 1]?.value;
      if (n !== undefined) out.percents.push({ at: i, value: n });
    }
    if (has(i, words.percent)) {
      const n = values.get(i - 1);
      if (n !== undefined) out.percents.push({ at: i, value: n });
    }
    let hours: number | undefined;
    let at = i;
    let end = i;
    const unit = unitAt(i);
    const n = values.get(i);
    if (glued) {
      const scale = { h: 1, d: 24, w: 168, m: 720, y: YEAR }[glued[2]![0] as 'h' | 'd' | 'w' | 'm' | 'y'];
      hours = Number(glued[1]) * scale;
    } else if (n !== undefined && unitAt(i + 1)?.dual === false) {
      hours = n * unitAt(i + 1)!.hours;
      end = i + 1;
    } else if (
      n !== undefined &&
      /^(من|كمان|more|whole|full|other|another)$/.test(tokens[i + 1]?.norm ?? '') &&
      unitAt(i + 2)?.dual === false
    ) {
      hours = n * unitAt(i + 2)!.hours;
      end = i + 2;
    } else if (unit?.dual) {
      hours = 2 * unit.hours;
    } else if (
      unit !== undefined &&
      !values.has(i - 1) &&
      (has(i - 1, words.since) ||
        has(i - 1, words.within) ||
        has(i - 1, words.ageBefore) ||
        ['a', 'an', 'one'].includes(tokens[i - 1]?.norm ?? '') ||
        ['نص', 'half'].includes(tokens[i - 1]?.norm ?? ''))
    ) {
      hours = unit.hours;
      at = i;
    }
    if (hours === undefined) continue;
    let when: Span['when'] = 'unknown';
    const yearly = hours >= YEAR / 2 && (glued ? /[ym]/.test(glued[2]!) : true);
    const saysAge =
      has(at - 1, words.ageBefore) ||
      has(at - 2, words.ageBefore) ||
      ['old', 'yo'].includes(tokens[end + 1]?.norm ?? '') ||
      glued?.[2] === 'yo' ||
      (has(end + 1, words.months) && tokens[end + 2]?.norm === 'old');
    const infantMonths = !yearly && saysAge;
    const enough = [1, 2, 3].some((k) => has(at - k, words.enough));
    if (enough) when = 'future';
    else if (has(end + 1, words.ago) || has(at - 1, words.since) || has(at - 2, words.since)) when = 'past';
    else if (has(at - 1, words.within) || has(at - 2, words.within) || has(end + 1, words.left)) when = 'future';
    if (saysAge && !has(at - 1, words.since)) when = 'age';
    else if (yearly && hours % YEAR === 0 && when === 'unknown' && hours / YEAR <= 105) when = 'age';
    if (when === 'age' || infantMonths) out.ages.push({ at, years: hours / YEAR });
    out.spans.push({ at, hours, when });
    i = end;
  }
  // «الولاد ٢ و٤ سنين», «زياد ٩ سنين وملك ٦»: a small number just before an age is one too.
  for (const a of [...out.ages]) {
    for (const j of [a.at - 1, a.at - 2]) {
      const v = values.get(j);
      const joined =
        tokens[j + 1]?.norm === 'و' || tokens[j + 1]?.norm === 'and' || tokens[j + 1]?.norm === 'w' || j === a.at - 1;
      if (v !== undefined && joined && v < 18 && a.years >= 1 && a.years < 18 && !out.ages.some((x) => x.at === j))
        out.ages.push({ at: j, years: v });
    }
  }
  for (let i = 0; i < tokens.length - 1; i++) {
    if (
      has(i, words.hasAge) &&
      values.has(i + 1) &&
      unitAt(i + 2) === undefined &&
      !out.ages.some((a) => a.at === i + 1)
    ) {
      const v = values.get(i + 1)!;
      if (v <= 105) out.ages.push({ at: i + 1, years: v });
    }
  }
  return out;
}

/** Named moments («امبارح», "since Friday") as hours back from now; negative hours are ahead. */
export function readMoments(tokens: Token[]): { at: number; hours: number }[] {
  const out: { at: number; hours: number }[] = [];
  const said = read();
  const words = tokens.map((t) => (t.script === 'la' && t.norm.length > 3 ? looseRoman(t.norm) : t.norm));
  const bare = (i: number) => {
    const w = words[i]!;
    return tokens[i]!.script === 'ar' && /^[وفل]/.test(w) && w.length > 3 ? w.slice(1) : w;
  };
  for (let i = 0; i < tokens.length; i++) {
    if (!said.openers.has(words[i]!) && !said.openers.has(bare(i))) continue;
    for (const n of [4, 3, 2, 1]) {
      if (i + n > tokens.length) continue;
      const rest = words.slice(i + 1, i + n);
      const hours = said.moment.get([words[i], ...rest].join(' ')) ?? said.moment.get([bare(i), ...rest].join(' '));
      if (hours === undefined) continue;
      out.push({ at: i, hours });
      i += n - 1;
      break;
    }
  }
  return out;
}
