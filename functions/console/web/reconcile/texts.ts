import type { Both } from '../../../../shared/case/events.ts';
import type { GAP_KINDS, StepName } from '../../../../shared/reconcile/reconciliation.ts';

/** What the screen of the comparisons with the providers says. */
export const RECONCILE_TEXTS = {
  'reconcile.reconcileLead': {
    ar: 'ما يقول المزودون إنهم سلموه، مقارنا بما في السجل. ما ضاع في الطريق يدخل الغرفة من جديد. لا نصوص هنا ولا أرقام هواتف.',
    en: 'What the providers say they delivered, compared with the ledger. What was lost on the way is taken in anew. No words and no numbers of people are shown here.',
  },
  'reconcile.compareNow': { ar: 'قارن الآن', en: 'Compare now' },
  'reconcile.comparePeriod': { ar: 'فترة أخرى', en: 'Another period' },
  'reconcile.lastDay': { ar: 'آخر ٢٤ ساعة إن تركتها فارغة', en: 'The last 24 hours if left empty' },
  'reconcile.fromTime': { ar: 'من', en: 'From' },
  'reconcile.toTime': { ar: 'إلى', en: 'To' },
  'reconcile.running': { ar: 'جارية', en: 'Running' },
  'reconcile.finished': { ar: 'انتهت', en: 'Finished' },
  'reconcile.daily': { ar: 'يومية', en: 'Daily' },
  'reconcile.step': { ar: 'ماذا', en: 'What' },
  'reconcile.compared': { ar: 'قورن', en: 'Compared' },
  'reconcile.gaps': { ar: 'فجوات', en: 'Gaps' },
  'reconcile.fed': { ar: 'أُدخل', en: 'Taken in' },
  'reconcile.stepState': { ar: 'الحالة', en: 'State' },
  'reconcile.noGaps': { ar: 'لا فجوات.', en: 'No gaps.' },
  'reconcile.gapsFound': { ar: 'الفجوات', en: 'Gaps found' },
  'reconcile.limits': { ar: 'ما لا يمكن مقارنته', en: 'What cannot be compared' },
  'reconcile.stepFailed': { ar: 'تعذر: {{code}}', en: 'Failed: {{code}}' },
  'reconcile.whenGap': { ar: 'متى', en: 'When' },
  'reconcile.channelGap': { ar: 'القناة', en: 'Channel' },
  'reconcile.detailGap': { ar: 'تفصيل', en: 'Detail' },
  'reconcile.askedByWho': { ar: 'طلبها {{who}}', en: 'Asked for by {{who}}' },
} as const satisfies Record<string, Both>;

export const STEP_NAMES: Readonly<Record<StepName, Both>> = {
  messages: { ar: 'رسائل تويليو', en: 'Twilio messages' },
  calls: { ar: 'مكالمات تويليو', en: 'Twilio calls' },
  recordings: { ar: 'تسجيلات تويليو', en: 'Twilio recordings' },
  telegram: { ar: 'تيليجرام', en: 'Telegram' },
};

export const STEP_STATES: Readonly<Record<'waiting' | 'done' | 'failed', Both>> = {
  waiting: { ar: 'ينتظر', en: 'Waiting' },
  done: { ar: 'تم', en: 'Done' },
  failed: { ar: 'تعذر', en: 'Failed' },
};

export const GAP_NAMES: Readonly<Record<(typeof GAP_KINDS)[number], Both>> = {
  message: { ar: 'رسالة لم تصل الغرفة', en: 'Message that never came' },
  call: { ar: 'مكالمة لم تصل الغرفة', en: 'Call that never came' },
  recording: { ar: 'تسجيل لم يصل الغرفة', en: 'Recording that never came' },
  status: { ar: 'مصير رسالة لم يُبلغ', en: 'Fate of a message never told' },
  sent_elsewhere: { ar: 'خرجت من حسابنا وليست في السجل', en: 'Left our account, not in the ledger' },
  pending: { ar: 'تنتظر التسليم', en: 'Still waiting' },
  refused: { ar: 'رُفضت', en: 'Refused' },
  elsewhere: { ar: 'تذهب إلى عنوان آخر', en: 'Posted to another address' },
  not_asked: { ar: 'نوع لم يُطلب', en: 'A kind not asked for' },
};
