/** Numbers, lengths of time and ages in a message. */
import { foldArabic, type Token } from './normalise.ts';
import { looseRoman, plainForms } from './spelling.ts';

const SPOKEN: [number, string][] = [
  [1, 'واحد واحدة وحدة one wa7ed wa7da'],
  [2, 'اتنين اثنين اثنان اثنتين تنتين اتنينا two couple etnein etneen 2etnein'],
  [3, 'تلاتة ثلاثة تلات ثلاث تلته ثلاثه تلت تالتة three talata tlata talat talt'],
  [4, 'اربعة اربع four arba3a arba3'],
  [5, 'خمسة خمس five 5amsa khamsa 5amas khamas'],
  [6, 'ستة سته ست six setta sitta'],
  [7, 'سبعة سبع seven sab3a saba3'],
  [8, 'تمانية ثمانية تمان ثماني تماني eight tamanya taman'],
  [9, 'تسعة تسع nine tes3a tesa3'],
  [10, 'عشرة عشر عشره ten 3ashara 3ashr'],
  [11, 'حداشر احدعشر احداشر eleven 7edashar'],
  [12, 'اتناشر اطناشر اثناعشر twelve etnashar'],
  [13, 'تلتاشر thirteen'],
  [14, 'اربعتاشر fourteen'],
  [15, 'خمستاشر خمسطاشر fifteen 5amastashar'],
  [16, 'ستاشر سطاشر sixteen'],
  [17, 'سبعتاشر seventeen'],
  [18, 'تمنتاشر eighteen'],
  [20, 'عشرين عشرون twenty 3eshreen'],
  [30, 'تلاتين ثلاثين thirty'],
  [40, 'اربعين forty'],
  [50, 'خمسين fifty'],
  [60, 'ستين sixty'],
  [70, 'سبعين seventy'],
  [80, 'تمانين ثمانين eighty'],
  [100, 'مية مائة hundred'],
];
const WORD_VALUE = new Map<string, number>();
for (const [value, words] of SPOKEN) {
  for (const w of words.split(' ')) WORD_VALUE.set(/[a-z]/.test(w) ? w : foldArabic(w), value);
}
WORD_VALUE.delete(foldArabic('مية'));

/** Hours in a unit; `dual` units carry their own two («يومين»). */
const UNITS: [number, string, string, string][] = [
  [1 / 60, 'دقيقة دقايق دقائق minute minutes min mins de2ee2a da2aye2', 'دقيقتين', ''],
  [1, 'ساعة ساعات hour hours hr hrs h sa3a sa3at', 'ساعتين sa3tein sa3teen', 'ساعه'],
  [
    24,
    'يوم ايام يوما أيام day days yom youm ayam ayyam 2ayam ليلة ليالي night nights',
    'يومين ليلتين yomein yomeen youmein yomen',
    'يوم',
  ],
  [168, 'اسبوع اسابيع week weeks wk esboo3 osboo3 asabee3 gom3a', 'اسبوعين esboo3ein osboo3ein', 'اسبوع'],
  [720, 'شهر شهور اشهر شهرا month months shahr shohoor shohor', 'شهرين shahrein shahreen', 'شهر'],
  [8760, 'سنة سنين سنوات عام اعوام عاما year years yr yrs sana seneen', 'سنتين عامين santein', 'سنه'],
];
const UNIT = new Map<string, { hours: number; dual: boolean }>();
for (const [hours, words, duals] of UNITS) {
  const put = (w: string, dual: boolean) => UNIT.set(/[a-z]/.test(w) ? w : foldArabic(w), { hours, dual });
  for (const w of words.split(' ')) put(w, false);
  for (const w of duals.split(' ')) if (w !== '') put(w, true);
}

const list = (text: string) => new Set(text.split(' ').map((w) => (/[a-z]/.test(w) ? w : foldArabic(w))));
const SINCE = list(
  'من منذ بقالي بقالنا بقاله بقالها بقالهم بقالو بقى صار صارلنا صارله لينا ليهو ليها ليهم له لها لي فات مضى قبل for since past last ago men mn ba2alna ba2ali ba2alha ba2alo ba2alhom ba2aly بسبب',
);
const WITHIN = list(
  'بعد خلال كمان يكفي تكفي يكفينا بيكفي بتكفي فاضل باقي فاضله فاضلنا قدام لمدة in within after left only enough ba3d fadel ba2y remaining another next',
);
const ENOUGH = list('يكفي تكفي يكفينا يكفيني تكفيني بيكفي بتكفي كفاية enough lasts last');
const AGO = list('ago');
const AGE_BEFORE = list(
  'عنده عندها عندو عندهم عمره عمرها عمرهم سنهم عمرو عمري سنه سنها عندي age aged 3ando 3andaha 3omro 3omraha 3andy 3andi',
);
const PERCENT = list('percent بالمية بالميه بالمئة بالمائة fel meya');
const MONTHS = list('month months');
const LEFT = list('left فقط بس remaining');
const HAS_AGE = list('عنده عندها عمره عمرها عمري aged age');
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
  const values = new Map<number, number>();
  const out: Numbers = { spans: [], ages: [], percents: [], values };
  tokens.forEach((t, i) => {
    if (t.value !== undefined) values.set(i, t.value);
    else if (t.script !== 'sym') {
      for (const f of forms(t)) {
        const v = WORD_VALUE.get(f);
        if (v !== undefined && (f !== 'ست' || WORD_VALUE.has(f)) && (!arabizi || f.length > 2)) {
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
      const u = UNIT.get(f);
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
    if (has(i, PERCENT)) {
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
      (has(i - 1, SINCE) ||
        has(i - 1, WITHIN) ||
        has(i - 1, AGE_BEFORE) ||
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
      has(at - 1, AGE_BEFORE) ||
      has(at - 2, AGE_BEFORE) ||
      ['old', 'yo'].includes(tokens[end + 1]?.norm ?? '') ||
      glued?.[2] === 'yo' ||
      (has(end + 1, MONTHS) && tokens[end + 2]?.norm === 'old');
    const infantMonths = !yearly && saysAge;
    const enough = [1, 2, 3].some((k) => has(at - k, ENOUGH));
    if (enough) when = 'future';
    else if (has(end + 1, AGO) || has(at - 1, SINCE) || has(at - 2, SINCE)) when = 'past';
    else if (has(at - 1, WITHIN) || has(at - 2, WITHIN) || has(end + 1, LEFT)) when = 'future';
    if (saysAge && !has(at - 1, SINCE)) when = 'age';
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
    if (has(i, HAS_AGE) && values.has(i + 1) && unitAt(i + 2) === undefined && !out.ages.some((a) => a.at === i + 1)) {
      const v = values.get(i + 1)!;
      if (v <= 105) out.ages.push({ at: i + 1, years: v });
    }
  }
  return out;
}

/** Words for a moment, as hours back from now (negative: ahead). */
const MOMENTS: [number, string][] = [
  [24, 'امبارح|مبارح|البارح|البارحة|امس|أمس|yesterday|embare7|embareh|mbare7'],
  [48, 'اول امبارح|اول امس|أول أمس|اول مبارح|day before yesterday|awel embare7'],
  [10, 'الصبح|من الصبح|الصباح|this morning|since morning|el sob7|men el sob7'],
  [
    8,
    'من العصر|من الضهر|من الظهر|من المغرب|من الفجر|من بالليل|منذ الفجر|منذ الصباح|من ساعتها|since noon|since dawn|since last night|last night|men el 3asr|men el dohr|men sa3etha',
  ],
  [3, 'من شوية|من شويه|just now'],
  [
    90,
    'من السبت|من الحد|من الاحد|من الاتنين|من الاثنين|من التلات|من الثلاثاء|من الاربع|من الاربعاء|من الخميس|من الجمعة|الخميس اللي فات|الجمعة اللي فاتت|السبت اللي فات|الاربع اللي فات|منذ الخميس|منذ الجمعة|منذ السبت|منذ الاحد|منذ الاثنين|منذ الثلاثاء|منذ الاربعاء|يوم الخميس|يوم الجمعة|يوم السبت|يوم الاحد|يوم الحد|يوم الاتنين|يوم التلات|يوم الاربع|since saturday|since sunday|since monday|since tuesday|since wednesday|since thursday|since friday|last saturday|last sunday|last monday|last tuesday|last wednesday|last thursday|last friday|on saturday|on sunday|on monday|on tuesday|on wednesday|on thursday|on friday|was saturday|was sunday|was monday|was tuesday|was wednesday|was thursday|was friday|men el 5amees|men el gom3a|men el sabt|men el 7ad|men el etnein|men el talat|men el arba3',
  ],
  [168, 'الاسبوع اللي فات|الاسبوع الماضي|last week|el osboo3 elly fat'],
  [-20, 'بكرة|بكره|باكر|بكرا|غدا|غدًا|tomorrow|bokra|bukra'],
  [-44, 'بعد بكرة|بعد بكره|بعد غد|بعد باكر|بعد بكرا|day after tomorrow|ba3d bokra'],
  [-6, 'الليلة|الليله|الليلادي|النهارده|النهاردة|اليوم|tonight|today|el leila|el naharda|naharda'],
];
const MOMENT = new Map<string, number>();
for (const [hours, text] of MOMENTS) {
  for (const phrase of text.split('|'))
    MOMENT.set(
      phrase
        .split(' ')
        .map((w) => (/[a-z]/.test(w) ? (w.length > 3 ? looseRoman(w) : w) : foldArabic(w)))
        .join(' '),
      hours,
    );
}

const MOMENT_OPENERS = new Set([...MOMENT.keys()].map((k) => k.split(' ')[0]!));

/** Named moments («امبارح», "since Friday") as hours back from now; negative hours are ahead. */
export function readMoments(tokens: Token[]): { at: number; hours: number }[] {
  const out: { at: number; hours: number }[] = [];
  const words = tokens.map((t) => (t.script === 'la' && t.norm.length > 3 ? looseRoman(t.norm) : t.norm));
  const bare = (i: number) => {
    const w = words[i]!;
    return tokens[i]!.script === 'ar' && /^[وفل]/.test(w) && w.length > 3 ? w.slice(1) : w;
  };
  for (let i = 0; i < tokens.length; i++) {
    if (!MOMENT_OPENERS.has(words[i]!) && !MOMENT_OPENERS.has(bare(i))) continue;
    for (const n of [4, 3, 2, 1]) {
      if (i + n > tokens.length) continue;
      const rest = words.slice(i + 1, i + n);
      const hours = MOMENT.get([words[i], ...rest].join(' ')) ?? MOMENT.get([bare(i), ...rest].join(' '));
      if (hours === undefined) continue;
      out.push({ at: i, hours });
      i += n - 1;
      break;
    }
  }
  return out;
}
