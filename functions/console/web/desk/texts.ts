import type { Both } from '../../../../shared/case/events.ts';

/** What the screens of shifts, reports and publications have in common. */
export const DESK_TEXTS = {
  'desk.back': { ar: 'العودة إلى القائمة', en: 'Back to the list' },
  'desk.none': { ar: 'لا شيء هنا.', en: 'Nothing here.' },
  'desk.inArabic': { ar: '{{what}} بالعربية', en: '{{what}}, Arabic' },
  'desk.inEnglish': { ar: '{{what}} بالإنجليزية', en: '{{what}}, English' },
  'desk.optional': { ar: 'اختياري', en: 'optional' },
  'desk.required': { ar: 'هذا الحقل مطلوب.', en: 'This field is needed.' },
  'desk.cairoTime': { ar: 'بتوقيت القاهرة', en: 'Cairo time' },
  'desk.changedByOther': {
    ar: 'غيّره شخص آخر أثناء كتابتك. المسجل الآن:',
    en: 'Somebody else changed this while you were typing. It now says:',
  },
  'desk.emptyNow': { ar: '(فارغ)', en: '(empty)' },
  'desk.keepMine': { ar: 'أبقِ ما كتبته', en: 'Keep mine' },
  'desk.takeTheirs': { ar: 'خذ المسجل', en: 'Take theirs' },
  'desk.mergeFirst': {
    ar: 'اختر في الحقول المعلّمة ما يبقى، ثم أرسل مرة أخرى. لم يُحفظ شيء بعد، وما كتبته باق.',
    en: 'Choose what stays in the marked fields, then send again. Nothing is saved yet and what you typed is still here.',
  },
  'desk.mergedNow': {
    ar: 'تغير هذا أثناء عملك، والشاشة الآن على آخر نسخة. راجعها ثم أرسل مرة أخرى.',
    en: 'This changed while you worked; the screen shows how it stands now. Read it, then send again.',
  },
  'desk.draftKept': {
    ar: 'ما كتبته محفوظ على هذا الجهاز حتى ترسله.',
    en: 'What you typed is kept on this machine until you send it.',
  },
  'desk.areaCountries': { ar: 'الدول', en: 'Countries' },
  'desk.addCountry': { ar: 'أضف دولة', en: 'Add a country' },
  'desk.removeCountry': { ar: 'احذف {{what}}', en: 'Remove {{what}}' },
  'desk.range': { ar: 'من {{from}} إلى {{to}}', en: '{{from}} – {{to}}' },
  'desk.by': { ar: '{{who}}، {{when}}', en: '{{who}}, {{when}}' },
  'desk.noCrisis': { ar: 'بلا أزمة محددة', en: 'No crisis' },
  'desk.notReached': { ar: 'لم يُراسَلوا', en: 'Not written to' },
} as const satisfies Record<string, Both>;

/** Why somebody was not written to. */
export const SKIP_NAMES: Readonly<Record<string, Both>> = {
  restricted: { ar: 'بلاغ مقيد: يكتب له القليلون الذين يعرفونه', en: 'restricted case: the few who know of it write' },
  ended: { ar: 'انتهى البلاغ', en: 'the case has ended' },
  no_address: { ar: 'لا عنوان يُراسل عليه', en: 'no address to write to' },
  window: { ar: 'أُغلقت نافذة المحادثة', en: 'the window of the conversation is closed' },
  never: { ar: 'طلب ألا يُتصل به', en: 'asked never to be contacted' },
  only_text: { ar: 'يُراسَل كتابة فقط', en: 'to be written to only' },
  seen_by_others: { ar: 'قد يرى غيره ما يصله', en: 'others may see what reaches them' },
  opted_out: { ar: 'ألغى الرسائل', en: 'has opted out' },
  told_elsewhere: { ar: 'وصله من قبل', en: 'has it already' },
};
