import type { Both } from '../../../../shared/case/events.ts';
import type { Escalation, Link } from '../../../../shared/case/state.ts';
import type {
  Grade,
  InvalidReason,
  LinkKind,
  LocationSource,
  NeedStatus,
  ResolutionCode,
  SafetyStatus,
  Sensitivity,
  VerifiedHow,
} from '../../../../shared/case/vocabulary.ts';

/** The vocabulary of a case as staff read it, beyond what every screen needs (`text/words.ts`). */

export const RESOLUTION_NAMES: Readonly<Record<ResolutionCode, Both>> = {
  evacuated_home: { ar: 'أُجلي إلى مصر', en: 'Evacuated home' },
  evacuated_third_country: { ar: 'أُجلي إلى دولة ثالثة', en: 'Evacuated to a third country' },
  reached_safe_place: { ar: 'وصل إلى مكان آمن', en: 'Reached a safe place' },
  need_met_in_place: { ar: 'لُبي الاحتياج في مكانه', en: 'Need met in place' },
  medical_care_received: { ar: 'تلقى العلاج', en: 'Received medical care' },
  reunified: { ar: 'لُم شمله', en: 'Reunified' },
  located_safe: { ar: 'عُثر عليه سالما', en: 'Located, safe' },
  located_no_disclosure: { ar: 'عُثر عليه ولا يُفصح', en: 'Located, not to be disclosed' },
  deceased: { ar: 'متوفى', en: 'Deceased' },
  document_issued: { ar: 'صدرت الوثيقة', en: 'Document issued' },
  released: { ar: 'أُفرج عنه', en: 'Released' },
  information_given: { ar: 'أُعطي المعلومات', en: 'Information given' },
  declined_assistance: { ar: 'رفض المساعدة', en: 'Declined assistance' },
  no_contact_after_attempts: { ar: 'تعذر الوصول إليه', en: 'No contact after attempts' },
  out_of_remit: { ar: 'خارج الاختصاص', en: 'Out of remit' },
};

export const VERIFIED_NAMES: Readonly<Record<VerifiedHow, Both>> = {
  subject_contact: { ar: 'تواصل مع صاحب الشأن', en: 'Contact with the person' },
  reporter_contact: { ar: 'تواصل مع المبلغ', en: 'Contact with the reporter' },
  agency_report: { ar: 'تقرير جهة', en: 'Report of an agency' },
  document: { ar: 'وثيقة', en: 'Document' },
};

export const INVALID_NAMES: Readonly<Record<InvalidReason, Both>> = {
  wrong_number: { ar: 'رقم خاطئ', en: 'Wrong number' },
  spam: { ar: 'رسائل مزعجة', en: 'Spam' },
  scam: { ar: 'احتيال', en: 'Scam' },
  hoax: { ar: 'بلاغ كاذب', en: 'Hoax' },
  test: { ar: 'تجربة', en: 'Test' },
  not_citizen_referred: { ar: 'غير مصري وأُحيل', en: 'Not a citizen, referred' },
  duplicate_message: { ar: 'رسالة مكررة', en: 'Duplicate message' },
  out_of_remit: { ar: 'خارج الاختصاص', en: 'Out of remit' },
};

export const NEED_STATUS_NAMES: Readonly<Record<NeedStatus, Both>> = {
  open: { ar: 'قائم', en: 'Open' },
  assigned: { ar: 'عند جهة', en: 'With an agency' },
  partially_met: { ar: 'لُبي بعضه', en: 'Partly met' },
  met: { ar: 'لُبي', en: 'Met' },
  cancelled: { ar: 'أُلغي', en: 'Cancelled' },
  unmeetable: { ar: 'لا يمكن تلبيته', en: 'Cannot be met' },
};

export const SAFETY_NAMES: Readonly<Record<SafetyStatus, Both>> = {
  unknown: { ar: 'غير معروف', en: 'Unknown' },
  sheltering: { ar: 'في مأوى', en: 'Sheltering' },
  in_danger: { ar: 'في خطر', en: 'In danger' },
  en_route: { ar: 'في الطريق', en: 'On the way' },
  at_assembly_point: { ar: 'في نقطة التجمع', en: 'At the assembly point' },
  manifested: { ar: 'في كشف السفر', en: 'On the passenger list' },
  departed: { ar: 'غادر', en: 'Departed' },
  arrived: { ar: 'وصل', en: 'Arrived' },
  hospitalised: { ar: 'في مستشفى', en: 'In hospital' },
  detained: { ar: 'محتجز', en: 'Detained' },
  abducted: { ar: 'مختطف', en: 'Abducted' },
  missing: { ar: 'مفقود', en: 'Missing' },
  deceased_reported: { ar: 'وفاة مبلغ عنها', en: 'Death reported' },
  deceased_confirmed: { ar: 'وفاة مؤكدة', en: 'Death confirmed' },
  safe_confirmed: { ar: 'سلامة مؤكدة', en: 'Confirmed safe' },
  located_no_disclosure: { ar: 'عُثر عليه ولا يُفصح', en: 'Located, not to be disclosed' },
};

export const GRADE_NAMES: Readonly<Record<Grade, Both>> = {
  unverified: { ar: 'غير مؤكد', en: 'Unverified' },
  single_source: { ar: 'مصدر واحد', en: 'One source' },
  two_sources: { ar: 'مصدران', en: 'Two sources' },
  direct_contact: { ar: 'تواصلنا معه مباشرة', en: 'We reached the person' },
  official_document: { ar: 'مستند رسمي', en: 'Official document' },
};

export const SOURCE_NAMES: Readonly<Record<LocationSource, Both>> = {
  whatsapp_pin: { ar: 'موقع مرسل', en: 'Pin sent' },
  live_pin: { ar: 'موقع مباشر', en: 'Live pin' },
  photo_exif: { ar: 'من صورة', en: 'From a photo' },
  caller: { ar: 'قول المبلغ', en: 'As the reporter says' },
  agency: { ar: 'من جهة', en: 'From an agency' },
  cell: { ar: 'من شبكة المحمول', en: 'From the mobile network' },
};

export const LINK_NAMES: Readonly<Record<LinkKind, Both>> = {
  same_case: { ar: 'البلاغ نفسه', en: 'The same case' },
  same_person: { ar: 'الشخص نفسه', en: 'The same person' },
  follows: { ar: 'يتبع بلاغا سابقا', en: 'Follows an earlier case' },
  related: { ar: 'بلاغ ذو صلة', en: 'Related' },
};

export const LINK_STATE_NAMES: Readonly<Record<Link['state'], Both>> = {
  suggested: { ar: 'مقترح', en: 'Suggested' },
  confirmed: { ar: 'مؤكد', en: 'Confirmed' },
  rejected: { ar: 'مرفوض', en: 'Rejected' },
  withdrawn: { ar: 'سُحب', en: 'Withdrawn' },
};

export const SENSITIVITY_NAMES: Readonly<Record<Sensitivity, Both>> = {
  normal: { ar: 'عادي', en: 'Normal' },
  restricted: { ar: 'مقيد', en: 'Restricted' },
  sealed: { ar: 'مختوم', en: 'Sealed' },
};

export const ESCALATION_NAMES: Readonly<Record<Escalation['state'], Both>> = {
  raised: { ar: 'يُرسل', en: 'Being sent' },
  sent: { ar: 'بلا رد', en: 'No answer yet' },
  failed: { ar: 'لم يصل', en: 'Not delivered' },
  acknowledged: { ar: 'استُلم', en: 'Acknowledged' },
  asked: { ar: 'تسأل الجهة', en: 'The agency asks' },
  accepted: { ar: 'قبلت الجهة', en: 'Accepted' },
  declined: { ar: 'اعتذرت الجهة', en: 'Declined' },
  completed: { ar: 'أُنجز', en: 'Completed' },
  stood_down: { ar: 'أُنهي', en: 'Stood down' },
};

/** How an agency's answer came. */
export const VIA_NAMES: Readonly<Record<string, Both>> = {
  api: { ar: 'نظام الجهة', en: 'its system' },
  link: { ar: 'الرابط', en: 'the link' },
  phone: { ar: 'الهاتف', en: 'telephone' },
  reply: { ar: 'رد نصي', en: 'a text reply' },
};

/** Why somebody cannot be written to, or only later, or only with a template. */
export const WHY_NAMES: Readonly<Record<string, Both>> = {
  no_address: {
    ar: 'لا عنوان نكتب إليه. اتصل به وسجل المكالمة.',
    en: 'There is no address to write to. Call, and log the call.',
  },
  window: {
    ar: 'انتهت مهلة الكتابة الحرة لهذه القناة.',
    en: 'The channel takes free words no longer.',
  },
  never: {
    ar: 'ممنوع التواصل مع هذا الشخص: قد يعرضه للخطر. ارجع إلى المشرف.',
    en: 'This person must not be contacted: it may endanger them. Ask the supervisor.',
  },
  only_text: { ar: 'كتابة فقط، لا مكالمات.', en: 'In writing only, no calls.' },
  seen_by_others: { ar: 'قد يقرأ غيره ما يصله.', en: 'Others may read what arrives.' },
  opted_out: { ar: 'طلب ألا نراسله.', en: 'Asked us not to write.' },
  quiet_hours: { ar: 'ساعات نومه: ينتظر ما تكتبه.', en: 'Quiet hours there: what you write waits.' },
  outside_window: {
    ar: 'خارج الساعات الآمنة للتواصل معه: ينتظر ما تكتبه.',
    en: 'Outside the hours that are safe: what you write waits.',
  },
};

export const DELIVERY_NAMES: Readonly<Record<string, Both>> = {
  queued: { ar: 'ينتظر الإرسال', en: 'Waiting to be sent' },
  sending: { ar: 'يُرسل الآن', en: 'Being sent' },
  unknown: { ar: 'لا نعرف هل أُرسلت', en: 'We do not know whether it was sent' },
  sent: { ar: 'أُرسلت، ولم يؤكد وصولها', en: 'Sent, not confirmed as delivered' },
  delivered: { ar: 'وصلت', en: 'Delivered' },
  read: { ar: 'قُرئت', en: 'Read' },
  played: { ar: 'سُمعت', en: 'Played' },
  failed: { ar: 'لم تصل', en: 'Failed' },
};

/** Why a message did not leave or arrive, where the code is one of our own words. */
export const FAILURE_NAMES: Readonly<Record<string, Both>> = {
  window: { ar: 'خارج نافذة القناة', en: 'outside the channel’s window' },
  length: { ar: 'أطول مما تقبله القناة', en: 'longer than the channel takes' },
  never: { ar: 'ممنوع التواصل معه', en: 'must not be contacted' },
  opted_out: { ar: 'طلب ألا نراسله', en: 'asked us not to write' },
  seen_by_others: { ar: 'قد يراها غيره', en: 'others may read it' },
  quiet_hours: { ar: 'تنتظر انتهاء ساعات نومه', en: 'waits for the end of quiet hours' },
  outside_window: { ar: 'تنتظر الساعات الآمنة', en: 'waits for the safe hours' },
  no_connection: { ar: 'لا اتصال بالقناة', en: 'the channel could not be reached' },
  no_answer: { ar: 'لم تجب القناة', en: 'the channel gave no answer' },
  no_content_sid: {
    ar: 'لا رقم لهذا القالب عند Twilio، راجع الإعدادات',
    en: 'Twilio’s sid of this template is not set up',
  },
  not_a_person: { ar: 'ليس رقم شخص', en: 'not a person’s number' },
};

/** Why an attachment is not here. */
export const ATTACHMENT_FAILURES: Readonly<Record<string, Both>> = {
  refused_type: {
    ar: 'محجوب: نوع لا نفتحه حماية للغرفة',
    en: 'Held back: a kind that is not opened, to protect the room',
  },
  too_large: { ar: 'أكبر من أن يُحفظ (16 ميجابايت)', en: 'Too large to keep (16 MB)' },
  empty: { ar: 'ملف فارغ', en: 'An empty file' },
  gone: { ar: 'حذفته القناة قبل أن نجلبه', en: 'The channel removed it before we could fetch it' },
  unreachable: { ar: 'تعذر جلبه من القناة', en: 'It could not be fetched from the channel' },
  no_source: { ar: 'لا نعرف من أين يُجلب', en: 'There is nowhere to fetch it from' },
  redacted: { ar: 'حُذف بقرار', en: 'Redacted by decision' },
};
