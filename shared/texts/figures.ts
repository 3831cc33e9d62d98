import type { Both } from '../case/events.ts';

/** Words of the page of service figures, and how a number is written. Both languages side by side. */
export const PUBLISHED = {
  title: { ar: 'أرقام خدمة غرفة العمليات', en: 'Service figures of the operations room' },
  lead: {
    ar: 'كم بلاغا أنجزنا، وفي كم من الوقت أجبنا. بجانب كل رقم تعريفه وعدد البلاغات التي حُسب منها.',
    en: 'How many cases we completed and how soon we answered. Beside each number stand its definition and the number of cases behind it.',
  },
  none: { ar: 'لم تُحسب أرقام بعد.', en: 'No figures have been counted yet.' },
  asOf: { ar: 'كما كانت في', en: 'As of' },
  cases: { ar: 'البلاغات', en: 'cases' },
  received: { ar: 'وردت من', en: 'received from' },
  to: { ar: 'إلى', en: 'to' },
  few: {
    ar: 'العلامة «–» تعني أن البلاغات أقل من خمسة، فلا يُنشر رقمها حتى لا يدل على أحد.',
    en: '“–” means fewer than five cases: the number is not published, so that it speaks of nobody.',
  },
  machine: { ar: 'للبرامج', en: 'For machines' },
  report: { ar: 'طلب مساعدة', en: 'Ask for help' },
} as const satisfies Record<string, Both>;

/** A share as people read it. */
export function shareWords(value: number): Both {
  const percent = (Math.round(value * 1000) / 10).toString();
  return { ar: `${percent}٪`, en: `${percent}%` };
}

const UNITS: readonly [seconds: number, Both][] = [
  [86_400, { ar: 'يوم', en: 'd' }],
  [3600, { ar: 'ساعة', en: 'h' }],
  [60, { ar: 'دقيقة', en: 'min' }],
  [1, { ar: 'ثانية', en: 's' }],
];

/** A length of time by its two largest units: `2 h 5 min`. */
export function spanWords(seconds: number): Both {
  const parts: [number, Both][] = [];
  let left = Math.round(seconds);
  for (const [size, unit] of UNITS) {
    const whole = Math.floor(left / size);
    left -= whole * size;
    if (whole > 0 && parts.length < 2) parts.push([whole, unit]);
    else if (parts.length > 0) break;
  }
  if (parts.length === 0) parts.push([0, UNITS.at(-1)![1]]);
  const words = (lang: keyof Both) =>
    parts.map(([whole, unit]) => `${whole} ${unit[lang]}`).join(lang === 'ar' ? ' و' : ' ');
  return { ar: words('ar'), en: words('en') };
}

/** A figure's value as people read it; «–» where there is none. */
export function valueWords(unit: 'seconds' | 'share' | 'count' | 'ratio', value: number | null): Both {
  if (value === null) return { ar: '–', en: '–' };
  if (unit === 'share') return shareWords(value);
  if (unit === 'seconds') return spanWords(value);
  const number = (Math.round(value * 10) / 10).toString();
  return { ar: number, en: number };
}
