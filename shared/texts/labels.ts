import type { Both } from '../case/events.ts';
import type { Vulnerability } from '../case/vocabulary.ts';
import { CATEGORY_WORDS, NEED_WORDS } from '../escalation/words.ts';

export const VULNERABILITY_WORDS: Readonly<Record<Vulnerability, Both>> = {
  unaccompanied_child: { ar: 'طفل بلا مرافق', en: 'Unaccompanied child' },
  separated_child: { ar: 'طفل منفصل عن أهله', en: 'Separated child' },
  infant: { ar: 'رضيع', en: 'Infant' },
  pregnant: { ar: 'حامل', en: 'Pregnant' },
  elderly: { ar: 'مسن', en: 'Elderly' },
  disability: { ar: 'إعاقة', en: 'Disability' },
  chronic_illness: { ar: 'مرض مزمن', en: 'Chronic illness' },
  injured: { ar: 'مصاب', en: 'Injured' },
  mental_distress: { ar: 'ضيق نفسي', en: 'Mental distress' },
  detained: { ar: 'محتجز', en: 'Detained' },
  trafficking_risk: { ar: 'خطر اتجار', en: 'Risk of trafficking' },
  domestic_worker: { ar: 'عمالة منزلية', en: 'Domestic worker' },
  undocumented: { ar: 'بلا وثائق', en: 'Undocumented' },
  single_female_head: { ar: 'امرأة معيلة وحدها', en: 'Woman heading alone' },
  other: { ar: 'أخرى', en: 'Other' },
};

/** What a row of a figure stands for, in words. Both languages side by side. */
const LABELS: Readonly<Record<string, Readonly<Record<string, Both>>>> = {
  category: CATEGORY_WORDS,
  need: NEED_WORDS,
  safety: {
    unknown: { ar: 'غير معروف', en: 'Unknown' },
    sheltering: { ar: 'في مأوى', en: 'Sheltering' },
    in_danger: { ar: 'في خطر', en: 'In danger' },
    en_route: { ar: 'في الطريق', en: 'On the way' },
    at_assembly_point: { ar: 'في نقطة التجمع', en: 'At the assembly point' },
    manifested: { ar: 'في كشف السفر', en: 'Manifested' },
    departed: { ar: 'غادر', en: 'Departed' },
    arrived: { ar: 'وصل', en: 'Arrived' },
    hospitalised: { ar: 'في مستشفى', en: 'In hospital' },
    detained: { ar: 'محتجز', en: 'Detained' },
    abducted: { ar: 'مختطف', en: 'Abducted' },
    missing: { ar: 'مفقود', en: 'Missing' },
    deceased_reported: { ar: 'وفاة مبلغ عنها', en: 'Death reported' },
    deceased_confirmed: { ar: 'وفاة مؤكدة', en: 'Death confirmed' },
    safe_confirmed: { ar: 'سلامة مؤكدة', en: 'Confirmed safe' },
    located_no_disclosure: { ar: 'عُثر عليه ولا يُفصح', en: 'Located, not disclosed' },
  },
  stage: {
    registered: { ar: 'سُجل', en: 'Registered' },
    manifested: { ar: 'في كشف السفر', en: 'Manifested' },
    boarded: { ar: 'صعد', en: 'Boarded' },
    arrived: { ar: 'وصل', en: 'Arrived' },
    released: { ar: 'سُلم', en: 'Released' },
  },
  annex: {
    unaccompanied_children: { ar: 'أطفال بلا مرافق', en: 'Unaccompanied children' },
    medical_cases: { ar: 'حالات طبية', en: 'Medical cases' },
    hospitalised: { ar: 'في مستشفى', en: 'In hospital' },
    missing: { ar: 'مفقودون', en: 'Missing' },
    detained_or_abducted: { ar: 'محتجزون أو مختطفون', en: 'Detained or abducted' },
    deaths_reported: { ar: 'وفيات مبلغ عنها', en: 'Deaths reported' },
    deaths_confirmed: { ar: 'وفيات مؤكدة', en: 'Deaths confirmed' },
  },
  sex: {
    female: { ar: 'إناث', en: 'Female' },
    male: { ar: 'ذكور', en: 'Male' },
    unknown: { ar: 'غير معروف', en: 'Unknown' },
  },
  age: {
    '0_to_4': { ar: 'حتى 4 سنوات', en: '0–4 years' },
    '5_to_17': { ar: '5–17 سنة', en: '5–17 years' },
    '18_to_59': { ar: '18–59 سنة', en: '18–59 years' },
    '60_and_over': { ar: '60 سنة فأكثر', en: '60 years and over' },
    unknown: { ar: 'العمر غير معروف', en: 'Age unknown' },
  },
  vulnerability: VULNERABILITY_WORDS,
  tier: {
    a1: { ar: 'الجهة، الدرجة 1', en: 'Agency, tier 1' },
    a2: { ar: 'الجهة، الدرجة 2', en: 'Agency, tier 2' },
    a3: { ar: 'الجهة، الدرجة 3', en: 'Agency, tier 3' },
    a4: { ar: 'الجهة، الدرجة 4', en: 'Agency, tier 4' },
    t1: { ar: 'مشرف الوردية', en: 'Shift supervisor' },
    t2: { ar: 'مدير الغرفة', en: 'Director of the room' },
    t3: { ar: 'مساعد الوزير', en: 'Assistant minister' },
    t4: { ar: 'الوزير', en: 'Minister' },
  },
  clock: {
    call_answer: { ar: 'الرد على المكالمة', en: 'Answering a call' },
    auto_receipt: { ar: 'إشعار الاستلام', en: 'Receipt' },
    triage: { ar: 'الفرز', en: 'Triage' },
    first_human_response: { ar: 'أول رد بشري', en: 'First human response' },
    escalate: { ar: 'إبلاغ الجهة', en: 'Telling an agency' },
    agency_ack: { ar: 'استلام الجهة', en: 'Acknowledgement' },
    agency_response: { ar: 'رد الجهة', en: 'Response of the agency' },
    keep_in_loop: { ar: 'إطلاع المبلغ', en: 'Keeping the reporter informed' },
    recheck: { ar: 'معاودة الاتصال', en: 'Contact with the person' },
    wa_window: { ar: 'نافذة واتساب', en: 'WhatsApp window' },
    promise: { ar: 'وعد', en: 'Promise' },
    next_milestone: { ar: 'الخطوة التالية', en: 'Next step' },
    resolution: { ar: 'الحل', en: 'Resolution' },
  },
  channel: {
    whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
    twilio_whatsapp: { ar: 'واتساب (تويليو)', en: 'WhatsApp (Twilio)' },
    messenger: { ar: 'ماسنجر', en: 'Messenger' },
    telegram: { ar: 'تيليجرام', en: 'Telegram' },
    sms: { ar: 'رسائل قصيرة', en: 'SMS' },
    voice: { ar: 'مكالمة واردة', en: 'Voice' },
    generic: { ar: 'جهة أخرى', en: 'Other system' },
    email: { ar: 'بريد', en: 'E-mail' },
    web: { ar: 'الاستمارة', en: 'Web form' },
    phone: { ar: 'هاتف', en: 'Telephone' },
    walk_in: { ar: 'حضور', en: 'Walk-in' },
    monitoring: { ar: 'رصد', en: 'Monitoring' },
  },
  priority: {
    P1: { ar: 'أ1', en: 'P1' },
    P2: { ar: 'أ2', en: 'P2' },
    P3: { ar: 'أ3', en: 'P3' },
    P4: { ar: 'أ4', en: 'P4' },
  },
};

const UNKNOWN: Both = { ar: 'غير معروف', en: 'Unknown' };

/** What `counts` of figures are called. */
export const COUNTS: Readonly<Record<string, Both>> = {
  reports: { ar: 'تقارير', en: 'reports' },
  open: { ar: 'مفتوح', en: 'open' },
  resolved: { ar: 'محلول', en: 'resolved' },
  transferred: { ar: 'محال', en: 'transferred' },
  merged: { ar: 'مدموج', en: 'merged' },
  invalid: { ar: 'مستبعد', en: 'invalid' },
  minors: { ar: 'قاصرون', en: 'minors' },
  under_1h: { ar: 'أقل من ساعة', en: 'under 1 h' },
  '1_to_4h': { ar: '1–4 ساعات', en: '1–4 h' },
  '4_to_12h': { ar: '4–12 ساعة', en: '4–12 h' },
  '12_to_24h': { ar: '12–24 ساعة', en: '12–24 h' },
  '1_to_3d': { ar: '1–3 أيام', en: '1–3 d' },
  '3_to_7d': { ar: '3–7 أيام', en: '3–7 d' },
  over_7d: { ar: 'أكثر من أسبوع', en: 'over 7 d' },
  assigned: { ar: 'مسند', en: 'assigned' },
  partially_met: { ar: 'ملبى جزئيا', en: 'partly met' },
  met: { ar: 'ملبى', en: 'met' },
  cancelled: { ar: 'ملغى', en: 'cancelled' },
  unmeetable: { ar: 'لا يمكن تلبيته', en: 'cannot be met' },
  asked: { ar: 'طُلب', en: 'asked' },
  acknowledged: { ar: 'استُلم', en: 'acknowledged' },
  unacknowledged: { ar: 'لم يُستلم', en: 'not acknowledged' },
  accepted: { ar: 'قُبل', en: 'accepted' },
  declined: { ar: 'رُفض', en: 'declined' },
  completed: { ar: 'أُنجز', en: 'completed' },
  not_completed: { ar: 'لم يُنجز', en: 'not completed' },
  without_contact: { ar: 'أُنهي لتعذر الاتصال', en: 'ended for want of contact' },
  answered: { ar: 'أُجيب', en: 'answered' },
  unanswered: { ar: 'بلا رد', en: 'unanswered now' },
  breached: { ar: 'فات موعده', en: 'late' },
  pending: { ar: 'لم يحن موعده', en: 'not due yet' },
  kept: { ar: 'وُفي به', en: 'kept' },
  broken: { ar: 'لم يُوف به', en: 'not kept' },
  reopened: { ar: 'أعيد فتحه', en: 'reopened' },
  reached: { ar: 'وصل إليه', en: 'reached' },
  failed: { ar: 'لم يصل', en: 'failed' },
  officers: { ar: 'موظفون', en: 'officers' },
  without_owner: { ar: 'بلا مسؤول', en: 'without an owner' },
  unverified: { ar: 'غير متحقق', en: 'unverified' },
  single_source: { ar: 'مصدر واحد', en: 'one source' },
  two_sources: { ar: 'مصدران', en: 'two sources' },
  direct_contact: { ar: 'اتصال مباشر', en: 'direct contact' },
  official_document: { ar: 'مستند رسمي', en: 'official document' },
  worst: { ar: 'الأسوأ', en: 'worst' },
  t1: { ar: 'المشرف', en: 'supervisor' },
  t2: { ar: 'المدير', en: 'director' },
  t3: { ar: 'مساعد الوزير', en: 'assistant minister' },
  t4: { ar: 'الوزير', en: 'minister' },
};

/** What a row stands for, in one language. Names of agencies, places and staff stand as they are. */
export function labelOf(dimension: string, key: string, lang: keyof Both): string {
  if (key === 'unknown') return (LABELS[dimension]?.unknown ?? UNKNOWN)[lang];
  if (dimension === 'country' || dimension === 'language') return named(dimension, key, lang);
  return LABELS[dimension]?.[key]?.[lang] ?? key;
}

function named(dimension: 'country' | 'language', key: string, lang: keyof Both): string {
  try {
    const names = new Intl.DisplayNames([lang], { type: dimension === 'country' ? 'region' : 'language' });
    return names.of(key) ?? key;
  } catch {
    return key;
  }
}
