import type { Both } from '../case/events.ts';
import type { Category, NeedKind, Priority } from '../case/vocabulary.ts';
import { once } from '../triage/once.ts';

/** Priorities as an alert says them (d.4). */
export const PRIORITY_WORDS: Readonly<Record<Priority, Both>> = {
  P1: { ar: 'أ1 عاجل', en: 'P1 URGENT' },
  P2: { ar: 'أ2', en: 'P2' },
  P3: { ar: 'أ3', en: 'P3' },
  P4: { ar: 'أ4', en: 'P4' },
};

/** Categories, short enough for a text message: at most 18 letters each. */
export const CATEGORY_WORDS: Readonly<Record<Category, Both>> = {
  trapped_basic_needs: { ar: 'محاصرون', en: 'Trapped' },
  medical: { ar: 'حالة طبية', en: 'Medical' },
  injury: { ar: 'إصابة', en: 'Injury' },
  unaccompanied_child: { ar: 'طفل بلا مرافق', en: 'Child alone' },
  evacuation_request: { ar: 'طلب إجلاء', en: 'Evacuation' },
  missing_person: { ar: 'مفقود', en: 'Missing person' },
  detention_arrest: { ar: 'احتجاز', en: 'Detention' },
  abduction_ransom: { ar: 'خطف', en: 'Abduction' },
  death_remains: { ar: 'وفاة', en: 'Death' },
  documents: { ar: 'وثائق', en: 'Documents' },
  stranded_at_border: { ar: 'عالقون بمعبر', en: 'Stranded at border' },
  stranded_in_transit: { ar: 'عالقون بالطريق', en: 'Stranded' },
  lost_belongings_money: { ar: 'فقد أموال', en: 'Lost belongings' },
  abuse_exploitation: { ar: 'إساءة', en: 'Abuse' },
  family_separation: { ar: 'تفرق أسرة', en: 'Family separated' },
  student_affairs: { ar: 'شؤون طلاب', en: 'Students' },
  pet_property: { ar: 'ممتلكات', en: 'Property' },
  information: { ar: 'معلومات', en: 'Information' },
  other: { ar: 'أخرى', en: 'Other' },
  complaint: { ar: 'شكوى', en: 'Complaint' },
  enquiry: { ar: 'استفسار', en: 'Enquiry' },
  suggestion: { ar: 'اقتراح', en: 'Suggestion' },
};

export const NEED_WORDS: Readonly<Record<NeedKind, Both>> = {
  water: { ar: 'مياه', en: 'water' },
  food: { ar: 'طعام', en: 'food' },
  power: { ar: 'كهرباء', en: 'power' },
  cash: { ar: 'نقود', en: 'cash' },
  medicine: { ar: 'دواء', en: 'medicine' },
  medical_care: { ar: 'رعاية طبية', en: 'medical care' },
  evacuation_seat: { ar: 'مكان في الإجلاء', en: 'seat in an evacuation' },
  escort: { ar: 'مرافقة', en: 'escort' },
  shelter: { ar: 'مأوى', en: 'shelter' },
  document: { ar: 'وثيقة', en: 'document' },
  legal: { ar: 'مساعدة قانونية', en: 'legal help' },
  communication: { ar: 'اتصال', en: 'communication' },
  baby_supplies: { ar: 'مستلزمات رضع', en: 'baby supplies' },
  psychosocial: { ar: 'دعم نفسي', en: 'psychosocial support' },
  information: { ar: 'معلومات', en: 'information' },
  body_repatriation: { ar: 'نقل جثمان', en: 'repatriation of remains' },
};

/** The zone in which the room and its agencies read the time (domain.md c.1); the world's is shown beside it. */
const ROOM_ZONE = 'Africa/Cairo';

/** An instant as people read it, in both languages, with both zones. */
export function instantWords(instant: string): Both {
  const date = new Date(instant);
  const world = `${instant.slice(11, 16)} UTC`;
  const part = (locale: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: ROOM_ZONE,
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(date);
  return { ar: `${part('ar-EG-u-nu-latn')} بتوقيت القاهرة (${world})`, en: `${part('en-GB')} Cairo time (${world})` };
}

/** The hour of an instant, as short as a text message wants it. */
export function hourWords(instant: string): string {
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: ROOM_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return hour.format(new Date(instant));
}

/** How long something lasts, as a list wants it: `40 min`, `3 h 20 min`. */
export function durationWords(seconds: number): Both {
  const minutes = Math.floor(seconds / 60);
  const [h, min] = [Math.floor(minutes / 60), minutes % 60];
  const words = (hours: string, rest: string) => [h && `${h} ${hours}`, (min || !h) && `${min} ${rest}`];
  return { ar: words('س', 'د').filter(Boolean).join(' '), en: words('h', 'min').filter(Boolean).join(' ') };
}

/** A country's name in both languages; the code itself where nobody knows it. */
export function countryWords(code: string): Both {
  const { ar, en } = regions();
  return { ar: ar.of(code) ?? code, en: en.of(code) ?? code };
}

/** The names of all countries take a quarter of a cold start to look up: whoever names none does not pay for them. */
const regions = once(() => ({
  ar: new Intl.DisplayNames(['ar'], { type: 'region' }),
  en: new Intl.DisplayNames(['en'], { type: 'region' }),
}));
