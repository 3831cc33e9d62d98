import type { Both } from '../case/events.ts';
import type { MsgType } from '../notices/notice.ts';
import type { NoticeKind } from '../notices/vocabulary.ts';

/** What kinds of notices are called, on pages and in CAP's `event`. */
export const KIND_WORDS: Readonly<Record<NoticeKind, Both>> = {
  advisory: { ar: 'تنبيه', en: 'Advisory' },
  clarification: { ar: 'توضيح', en: 'Clarification' },
  safety_guidance: { ar: 'إرشادات سلامة', en: 'Safety guidance' },
  assembly_point: { ar: 'نقطة تجمع', en: 'Assembly point' },
  qa: { ar: 'سؤال وجواب', en: 'Question and answer' },
};

/** How much a notice weighs, in words for people. */
export const SEVERITY_WORDS: Readonly<Record<'Extreme' | 'Severe' | 'Moderate' | 'Minor', Both>> = {
  Extreme: { ar: 'خطر بالغ', en: 'Extreme danger' },
  Severe: { ar: 'خطر شديد', en: 'Severe danger' },
  Moderate: { ar: 'خطر متوسط', en: 'Moderate danger' },
  Minor: { ar: 'خطر محدود', en: 'Minor danger' },
};

export const MSG_TYPE_WORDS: Readonly<Record<Exclude<MsgType, 'Alert'>, Both>> = {
  Update: { ar: 'مُحدث', en: 'Updated' },
  Cancel: { ar: 'أُلغي', en: 'Cancelled' },
};

/** Words of the public notices' pages and feeds. */
export const NOTICES = {
  title: { ar: 'تنويهات غرفة العمليات', en: 'Notices of the operations room' },
  lead: {
    ar: 'ما تنشره الغرفة للمواطنين في الخارج. ما سوى ذلك ليس منا.',
    en: 'What the room publishes for citizens abroad. Anything else is not from us.',
  },
  none: { ar: 'لا تنويهات سارية الآن.', en: 'No notice is in force now.' },
  past: { ar: 'انتهت أو أُلغيت', en: 'Expired or cancelled' },
  all: { ar: 'كل التنويهات', en: 'All notices' },
  subscribe: { ar: 'للمتابعة', en: 'Follow' },
  report: { ar: 'طلب مساعدة', en: 'Ask for help' },
  published: { ar: 'نُشر', en: 'Published' },
  until: { ar: 'يسري حتى', en: 'Holds until' },
  from: { ar: 'يسري من', en: 'Holds from' },
  where: { ar: 'المكان', en: 'Where' },
  instruction: { ar: 'ما المطلوب', en: 'What to do' },
  versions: { ar: 'نسخ هذا التنويه', en: 'Versions of this notice' },
  version: { ar: 'نسخة', en: 'Version' },
  current: { ar: 'السارية', en: 'in force' },
  older: {
    ar: 'هذه نسخة سابقة، ولم تعد سارية.',
    en: 'This is an earlier version, and no longer in force.',
  },
  newest: { ar: 'اقرأوا أحدث نسخة', en: 'Read the newest version' },
  corrected: { ar: 'ما الذي صُحح', en: 'What was corrected' },
  cancelled: { ar: 'أُلغي هذا التنويه', en: 'This notice was cancelled' },
  expired: { ar: 'انتهى العمل بهذا التنويه', en: 'This notice has expired' },
  machine: { ar: 'للأجهزة', en: 'For machines' },
} as const satisfies Record<string, Both>;
