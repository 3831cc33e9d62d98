import type { Both } from '../../../../shared/case/events.ts';
import type { Notice } from '../answers.ts';

/** What the screen of the public notices says. */
export const NOTICE_TEXTS = {
  noticeLead: {
    ar: 'ما تنشره الغرفة للناس. يكتبه واحد ويعتمده آخر، وما نُشر يُصحح أو يُلغى علنا ولا يتغير في صمت.',
    en: 'What the room publishes. One person writes it, another lets it out; what is out is corrected or cancelled openly and never changed in silence.',
  },
  newNotice: { ar: 'اكتب تنويها', en: 'Write a notice' },
  saveDraft: { ar: 'احفظ المسودة', en: 'Save the draft' },
  editDraft: { ar: 'عدل المسودة', en: 'Change the draft' },
  correct: { ar: 'صحح المنشور', en: 'Correct what is out' },
  kind: { ar: 'النوع', en: 'Kind' },
  titleOf: { ar: 'العنوان', en: 'Title' },
  bodyOf: { ar: 'النص', en: 'Text' },
  instructionOf: { ar: 'ما المطلوب', en: 'What to do' },
  areaName: { ar: 'المكان', en: 'Place' },
  areaHint: { ar: 'مدينة أو طريق أو معبر', en: 'A city, a road, a crossing' },
  severity: { ar: 'الخطورة', en: 'Severity' },
  urgency: { ar: 'الاستعجال', en: 'Urgency' },
  certainty: { ar: 'التأكد', en: 'Certainty' },
  response: { ar: 'الاستجابة', en: 'Response' },
  capCategory: { ar: 'المجال', en: 'Category' },
  onset: { ar: 'يسري من', en: 'Holds from' },
  expires: { ar: 'يسري حتى', en: 'Holds until' },
  correctionReason: { ar: 'ما الذي صُحح، للناس', en: 'What was corrected, for the public' },
  cancelReason: { ar: 'سبب الإلغاء، للناس', en: 'Why it is cancelled, for the public' },
  preview: { ar: 'كما يراه الناس', en: 'As the public sees it' },
  previewIn: { ar: 'اللغة', en: 'Language' },
  draftOf: { ar: 'المسودة {{n}}', en: 'Draft {{n}}' },
  outNow: { ar: 'المنشور الآن، نسخة {{n}}', en: 'Out now, version {{n}}' },
  approve: { ar: 'اعتمد هذه المسودة', en: 'Approve this draft' },
  publish: { ar: 'انشر', en: 'Publish' },
  cancelIt: { ar: 'ألغِ التنويه علنا', en: 'Cancel it openly' },
  approvedBy: { ar: 'اعتمدها', en: 'Approved by' },
  waitsForSecond: { ar: 'تنتظر شخصا ثانيا', en: 'Waits for a second person' },
  readyToPublish: { ar: 'معتمدة، تنتظر النشر', en: 'Approved, to be published' },
  versionsOf: { ar: 'النسخ', en: 'Versions' },
  publicPage: { ar: 'صفحته العامة', en: 'Its public page' },
  feeds: { ar: 'للمتابعة', en: 'Feeds' },
  allPublic: { ar: 'صفحة كل التنويهات', en: 'Page of all notices' },
  expired: { ar: 'انتهى العمل به', en: 'Expired' },
  toBroadcast: { ar: 'أرسله إلى الناس', en: 'Send it to people' },
  broadcastOf: { ar: 'إرساله', en: 'Its sending' },
  capCode: { ar: 'كما في معيار CAP', en: 'As in CAP' },
  moreFields: { ar: 'تفاصيل للأجهزة (CAP)', en: 'Details for machines (CAP)' },
} as const satisfies Record<string, Both>;

export const NOTICE_STATUS_NAMES: Readonly<Record<'draft' | 'approved' | 'published' | 'cancelled', Both>> = {
  draft: { ar: 'مسودة', en: 'Draft' },
  approved: { ar: 'معتمد', en: 'Approved' },
  published: { ar: 'منشور', en: 'Published' },
  cancelled: { ar: 'ملغى', en: 'Cancelled' },
};

/** CAP's words as staff read them; what is published is CAP's own. */
export const CAP_NAMES: Readonly<Record<string, Both>> = {
  Extreme: { ar: 'بالغة', en: 'Extreme' },
  Severe: { ar: 'شديدة', en: 'Severe' },
  Moderate: { ar: 'متوسطة', en: 'Moderate' },
  Minor: { ar: 'محدودة', en: 'Minor' },
  Unknown: { ar: 'غير محددة', en: 'Not stated' },
  Immediate: { ar: 'الآن', en: 'Now' },
  Expected: { ar: 'قريبا', en: 'Soon' },
  Future: { ar: 'لاحقا', en: 'Later' },
  Past: { ar: 'مضى', en: 'Past' },
  Observed: { ar: 'مؤكد', en: 'Observed' },
  Likely: { ar: 'مرجح', en: 'Likely' },
  Possible: { ar: 'ممكن', en: 'Possible' },
  Unlikely: { ar: 'مستبعد', en: 'Unlikely' },
  Shelter: { ar: 'الاحتماء', en: 'Take shelter' },
  Evacuate: { ar: 'المغادرة', en: 'Leave' },
  Prepare: { ar: 'الاستعداد', en: 'Prepare' },
  Execute: { ar: 'تنفيذ المطلوب', en: 'Act as told' },
  Avoid: { ar: 'الابتعاد', en: 'Stay away' },
  Monitor: { ar: 'المتابعة', en: 'Follow the news' },
  Assess: { ar: 'التقييم', en: 'Assess' },
  AllClear: { ar: 'زال الخطر', en: 'All clear' },
  None: { ar: 'لا شيء', en: 'Nothing' },
  Geo: { ar: 'زلازل وأرض', en: 'Earth' },
  Met: { ar: 'طقس', en: 'Weather' },
  Safety: { ar: 'سلامة', en: 'Safety' },
  Security: { ar: 'أمن', en: 'Security' },
  Rescue: { ar: 'إنقاذ', en: 'Rescue' },
  Fire: { ar: 'حريق', en: 'Fire' },
  Health: { ar: 'صحة', en: 'Health' },
  Env: { ar: 'بيئة', en: 'Environment' },
  Transport: { ar: 'نقل', en: 'Transport' },
  Infra: { ar: 'مرافق', en: 'Infrastructure' },
  CBRNE: { ar: 'مواد خطرة', en: 'Hazardous materials' },
  Other: { ar: 'أخرى', en: 'Other' },
};

/** How its state is coloured. */
export function noticeKind({
  status,
  draft,
  expired,
}: Pick<Notice, 'status' | 'draft' | 'expired'>): 'open' | 'wait' | 'good' | 'over' {
  if (status === 'cancelled' || expired) return 'over';
  return draft ? 'wait' : 'good';
}
