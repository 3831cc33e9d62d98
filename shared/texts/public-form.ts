import type { Both } from '../case/events.ts';
import type { Status } from '../case/vocabulary.ts';

/** Words of the public pages: the report form and the page that tells how a case stands. Both languages side by side. */
export const FORM = {
  title: { ar: 'طلب مساعدة من غرفة العمليات', en: 'Ask the operations room for help' },
  lead: {
    ar: 'اكتبوا ما حدث. الحقول الأخرى اختيارية. الصفحة خفيفة وتعمل على الشبكة الضعيفة.',
    en: 'Write what happened. Everything else is optional. This page is light and works on a weak connection.',
  },
  kind: { ar: 'ما الذي تريدونه؟', en: 'What is this about?' },
  help: { ar: 'أحتاج مساعدة أو أبلغ عن شخص في خطر', en: 'I need help, or report somebody in danger' },
  complaint: { ar: 'شكوى من خدمة أو جهة', en: 'A complaint about a service or an office' },
  enquiry: { ar: 'سؤال أو استفسار', en: 'A question' },
  suggestion: { ar: 'اقتراح', en: 'A suggestion' },
  message: { ar: 'ماذا حدث، ومن معكم، وماذا تحتاجون؟', en: 'What happened, who is with you, what do you need?' },
  place: { ar: 'أين أنتم؟ (البلد والمدينة وأقرب علامة)', en: 'Where are you? (country, city, nearest landmark)' },
  name: { ar: 'الاسم', en: 'Name' },
  phone: { ar: 'رقم نتصل بكم عليه', en: 'A phone number where we can reach you' },
  optional: { ar: 'اختياري', en: 'optional' },
  locate: { ar: 'إرسال موقعي من الهاتف', en: 'Send my position from this phone' },
  locating: { ar: 'جار تحديد الموقع…', en: 'Finding your position…' },
  located: { ar: 'سيُرسل موقعكم مع البلاغ.', en: 'Your position goes with the report.' },
  notLocated: { ar: 'تعذر تحديد الموقع. اكتبوا المكان.', en: 'No position found. Please write the place.' },
  photo: { ar: 'صورة أو مستند (حتى 16 ميجابايت)', en: 'A photo or document (up to 16 MB)' },
  photoLater: {
    ar: 'يُرسل النص أولا، ثم تختارون الصورة مرة أخرى في الصفحة التالية (حتى 4 ميجابايت).',
    en: 'Your words go first; on the next page you choose the photo again (up to 4 MB).',
  },
  sendingPhoto: { ar: 'جار إرسال الصورة…', en: 'Sending the photo…' },
  send: { ar: 'إرسال', en: 'Send' },
  privacy: {
    ar: 'يقرأ ما تكتبون موظفو الغرفة ومن يلزم لمساعدتكم فقط.',
    en: 'Only the staff of the room, and whoever is needed to help you, read what you write.',
  },
  leaveEmpty: { ar: 'اتركوا هذا الحقل فارغا', en: 'Leave this field empty' },
  follow: { ar: 'متابعة بلاغ سابق', en: 'Follow an earlier report' },
  newReport: { ar: 'بلاغ جديد', en: 'A new report' },
} as const satisfies Record<string, Both>;

export const RECEIVED = {
  title: { ar: 'وصل بلاغكم وسُجل', en: 'Your report has arrived and is recorded' },
  added: { ar: 'أُضيف إلى بلاغكم', en: 'Added to your report' },
  reference: { ar: 'رقم البلاغ', en: 'Reference' },
  pin: { ar: 'الرقم السري', en: 'PIN' },
  keep: {
    ar: 'اكتبوهما أو صوروا الشاشة: بهما تتابعون البلاغ وتضيفون إليه.',
    en: 'Write them down or take a screenshot: with them you follow your report and add to it.',
  },
  next: {
    ar: 'يقرأ البلاغ موظف من الغرفة. إن تركتم رقما فقد نتصل بكم عليه.',
    en: 'A person of the room reads it. If you left a number, we may call you.',
  },
  photoKept: { ar: 'وصلت الصورة.', en: 'The photo has arrived.' },
} as const satisfies Record<string, Both>;

export const ADD = {
  photoTitle: { ar: 'إضافة صورة', en: 'Add a photo' },
  title: { ar: 'إضافة إلى البلاغ', en: 'Add to your report' },
  photo: { ar: 'صورة (حتى 4 ميجابايت)', en: 'Photo (up to 4 MB)' },
  message: { ar: 'ما الجديد؟', en: 'What is new?' },
  send: { ar: 'إضافة', en: 'Add' },
} as const satisfies Record<string, Both>;

export const STATUS = {
  title: { ar: 'متابعة البلاغ', en: 'Follow your report' },
  lead: {
    ar: 'اكتبوا رقم البلاغ والرقم السري كما وصلاكم.',
    en: 'Write the reference and the PIN as you received them.',
  },
  show: { ar: 'عرض', en: 'Show' },
  opened: { ar: 'سُجل في', en: 'Recorded' },
  answered: { ar: 'آخر رد منا', en: 'Our last answer' },
  promised: { ar: 'وعدناكم', en: 'What we promised you' },
  by: { ar: 'قبل', en: 'by' },
} as const satisfies Record<string, Both>;

/** What is wrong with a field, said beside it in both languages. */
export const ERRORS = {
  message: { ar: 'اكتبوا ما حدث ولو بكلمات قليلة.', en: 'Write what happened, even in a few words.' },
  long: {
    ar: 'النص أطول من 10000 حرف. اختصروه، أو أرسلوا الباقي بعد ذلك.',
    en: 'This is longer than 10,000 letters. Shorten it, or send the rest afterwards.',
  },
  nothing: { ar: 'اكتبوا شيئا أو اختاروا صورة.', en: 'Write something or choose a photo.' },
  credentials: { ar: 'رقم البلاغ أو الرقم السري غير صحيح.', en: 'The reference or the PIN is not right.' },
  attempts: { ar: 'محاولات كثيرة. حاولوا بعد ساعة.', en: 'Too many attempts. Try again in an hour.' },
  unreadable: {
    ar: 'لم نتمكن من قراءة ما أرسلتم. حاولوا مرة أخرى.',
    en: 'We could not read what you sent. Please try again.',
  },
  tooLarge: {
    ar: 'المرسل أكبر من 4 ميجابايت. أرسلوا النص وحده أولا.',
    en: 'This is larger than 4 MB. Send the text alone first.',
  },
  busy: { ar: 'لم يُسجل بعد. أعيدوا الإرسال بعد لحظات.', en: 'It is not recorded yet. Send again in a moment.' },
  notFound: { ar: 'لا توجد صفحة هنا.', en: 'There is no page here.' },
} as const satisfies Record<string, Both>;

/** Why a photo was not kept although everything else was. */
export const PHOTO_ERRORS = {
  too_large: {
    ar: 'الصورة أكبر من 4 ميجابايت ولم تُحفظ. صغروها وأضيفوها هنا.',
    en: 'The photo is larger than 4 MB and was not kept. Make it smaller and add it here.',
  },
  again: {
    ar: 'سُجل النص ولم تصل الصورة. اختاروها مرة أخرى هنا (حتى 4 ميجابايت).',
    en: 'Your words are recorded; the photo has not arrived. Choose it again here (up to 4 MB).',
  },
  refused_type: {
    ar: 'هذا الملف ليس صورة أو مستندا نعرفه، ولم يُحفظ.',
    en: 'This file is no photo or document we know, and was not kept.',
  },
  unavailable: {
    ar: 'لم تُحفظ الصورة. أضيفوها مرة أخرى بعد لحظات.',
    en: 'The photo was not kept. Add it again in a moment.',
  },
} as const satisfies Record<string, Both>;

/** How a case stands, for whoever reported it: what is true, and nothing about anybody else. */
export const STATUS_WORDS: Readonly<Record<Exclude<Status, 'merged'>, Both>> = {
  new: { ar: 'وصل البلاغ، ولم يراجعه موظف بعد.', en: 'Your report is here; nobody has gone through it yet.' },
  triaged: { ar: 'راجع البلاغ موظف، وينتظر من يتولاه.', en: 'A person has read your report; it waits for an officer.' },
  in_progress: { ar: 'يعمل موظف على بلاغكم.', en: 'An officer is working on your report.' },
  awaiting_reporter: {
    ar: 'ننتظر ردكم: اقرؤوا آخر رسالة منا أو أضيفوا هنا.',
    en: 'We wait for your answer: read our last message, or add it here.',
  },
  awaiting_agency: {
    ar: 'سألنا الجهة المختصة وننتظر ردها.',
    en: 'We have asked the agency in charge and wait for its answer.',
  },
  awaiting_movement: { ar: 'ننتظر موعد التحرك.', en: 'We wait for the movement to be set.' },
  resolved: {
    ar: 'أُنهي العمل على البلاغ. إن لم يكن الأمر كذلك فأضيفوا هنا.',
    en: 'The work on your report has ended. If that is not so, add it here.',
  },
  closed: {
    ar: 'أُغلق البلاغ. إن احتجتم شيئا فأضيفوا هنا.',
    en: 'Your report is closed. If you need anything, add it here.',
  },
  invalid: {
    ar: 'أُغلق البلاغ. إن احتجتم مساعدة فأضيفوا هنا.',
    en: 'Your report is closed. If you need help, add it here.',
  },
  transferred: {
    ar: 'سُلم البلاغ إلى جهة أخرى تتابعه.',
    en: 'Your report was handed to another body, which follows it.',
  },
};

/** All that is said of a case that few may know of: the page may be open in somebody else's hand. */
export const STATUS_RESTRICTED: Both = { ar: 'البلاغ لدينا.', en: 'We have your report.' };
