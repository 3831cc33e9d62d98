import type { Both } from '../../../../shared/case/events.ts';
import type { Notice } from '../answers.ts';

/** What the screen of the public notices says. */
export const NOTICE_TEXTS = {
  'notices.noticeLead': {
    ar: 'ما تنشره الغرفة للناس. يكتبه واحد ويعتمده آخر، وما نُشر يُصحح أو يُلغى علنا ولا يتغير في صمت.',
    en: 'What the room publishes. One person writes it, another lets it out; what is out is corrected or cancelled openly and never changed in silence.',
  },
  'notices.newNotice': { ar: 'اكتب تنويها', en: 'Write a notice' },
  'notices.saveDraft': { ar: 'احفظ المسودة', en: 'Save the draft' },
  'notices.editDraft': { ar: 'عدل المسودة', en: 'Change the draft' },
  'notices.correct': { ar: 'صحح المنشور', en: 'Correct what is out' },
  'notices.kind': { ar: 'النوع', en: 'Kind' },
  'notices.titleOf': { ar: 'العنوان', en: 'Title' },
  'notices.bodyOf': { ar: 'النص', en: 'Text' },
  'notices.instructionOf': { ar: 'ما المطلوب', en: 'What to do' },
  'notices.areaName': { ar: 'المكان', en: 'Place' },
  'notices.areaHint': { ar: 'مدينة أو طريق أو معبر', en: 'A city, a road, a crossing' },
  'notices.severity': { ar: 'الخطورة', en: 'Severity' },
  'notices.urgency': { ar: 'الاستعجال', en: 'Urgency' },
  'notices.certainty': { ar: 'التأكد', en: 'Certainty' },
  'notices.response': { ar: 'الاستجابة', en: 'Response' },
  'notices.capCategory': { ar: 'المجال', en: 'Category' },
  'notices.onset': { ar: 'يسري من', en: 'Holds from' },
  'notices.expires': { ar: 'يسري حتى', en: 'Holds until' },
  'notices.correctionReason': { ar: 'ما الذي صُحح، للناس', en: 'What was corrected, for the public' },
  'notices.cancelReason': { ar: 'سبب الإلغاء، للناس', en: 'Why it is cancelled, for the public' },
  'notices.preview': { ar: 'كما يراه الناس', en: 'As the public sees it' },
  'notices.previewIn': { ar: 'اللغة', en: 'Language' },
  'notices.draftOf': { ar: 'المسودة {{n}}', en: 'Draft {{n}}' },
  'notices.outNow': { ar: 'المنشور الآن، نسخة {{n}}', en: 'Out now, version {{n}}' },
  'notices.approve': { ar: 'اعتمد هذه المسودة', en: 'Approve this draft' },
  'notices.publish': { ar: 'انشر', en: 'Publish' },
  'notices.cancelIt': { ar: 'ألغِ التنويه علنا', en: 'Cancel it openly' },
  'notices.approvedBy': { ar: 'اعتمدها', en: 'Approved by' },
  'notices.waitsForSecond': { ar: 'تنتظر شخصا ثانيا', en: 'Waits for a second person' },
  'notices.readyToPublish': { ar: 'معتمدة، تنتظر النشر', en: 'Approved, to be published' },
  'notices.versionsOf': { ar: 'النسخ', en: 'Versions' },
  'notices.publicPage': { ar: 'صفحته العامة', en: 'Its public page' },
  'notices.feeds': { ar: 'للمتابعة', en: 'Feeds' },
  'notices.allPublic': { ar: 'صفحة كل التنويهات', en: 'Page of all notices' },
  'notices.expired': { ar: 'انتهى العمل به', en: 'Expired' },
  'notices.toBroadcast': { ar: 'أرسله إلى الناس', en: 'Send it to people' },
  'notices.broadcastOf': { ar: 'إرساله', en: 'Its sending' },
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
