import type { Both } from '../../../../shared/case/events.ts';
import type {
  Channel,
  ClockName,
  PersonRole,
  Priority,
  Relationship,
  Status,
} from '../../../../shared/case/vocabulary.ts';
import type { Role } from '../../../../shared/http/roles.ts';

/** The room's vocabulary as staff read it. Categories and needs have theirs in shared/escalation/words.ts. */

export const PRIORITY_NAMES: Readonly<Record<Priority, { short: Both; long: Both }>> = {
  P1: { short: { ar: 'أ1', en: 'P1' }, long: { ar: 'أ1: خطر على الحياة', en: 'P1: life in danger' } },
  P2: { short: { ar: 'أ2', en: 'P2' }, long: { ar: 'أ2: عاجل', en: 'P2: urgent' } },
  P3: { short: { ar: 'أ3', en: 'P3' }, long: { ar: 'أ3: آمن حاليا', en: 'P3: safe for now' } },
  P4: { short: { ar: 'أ4', en: 'P4' }, long: { ar: 'أ4: معلومات ووثائق', en: 'P4: documents, information' } },
};

export const STATUS_NAMES: Readonly<Record<Status, Both>> = {
  new: { ar: 'جديد', en: 'New' },
  triaged: { ar: 'تم فرزه', en: 'Triaged' },
  in_progress: { ar: 'قيد العمل', en: 'In progress' },
  awaiting_reporter: { ar: 'بانتظار المبلغ', en: 'Awaiting reporter' },
  awaiting_agency: { ar: 'بانتظار جهة', en: 'Awaiting agency' },
  awaiting_movement: { ar: 'بانتظار الانتقال', en: 'Awaiting movement' },
  resolved: { ar: 'محلول', en: 'Resolved' },
  closed: { ar: 'مغلق', en: 'Closed' },
  merged: { ar: 'مدموج', en: 'Merged' },
  invalid: { ar: 'مستبعد', en: 'Invalid' },
  transferred: { ar: 'محال', en: 'Transferred' },
};

/** What has to happen before a clock runs out (domain.md c.5). */
export const CLOCK_NAMES: Readonly<Record<ClockName, Both>> = {
  call_answer: { ar: 'الرد على المكالمة', en: 'answer the call' },
  auto_receipt: { ar: 'إشعار الاستلام', en: 'receipt' },
  triage: { ar: 'الفرز', en: 'triage' },
  first_human_response: { ar: 'أول رد', en: 'first answer' },
  escalate: { ar: 'إبلاغ الجهة', en: 'tell an agency' },
  agency_ack: { ar: 'استلام الجهة', en: 'agency confirms' },
  agency_response: { ar: 'رد الجهة', en: 'agency answers' },
  keep_in_loop: { ar: 'إطلاع المبلغ', en: 'update reporter' },
  recheck: { ar: 'الاطمئنان', en: 'check on them' },
  wa_window: { ar: 'نافذة واتساب', en: 'WhatsApp window' },
  promise: { ar: 'وعد', en: 'promise' },
  next_milestone: { ar: 'الخطوة التالية', en: 'next step' },
  resolution: { ar: 'الحل', en: 'resolution' },
};

export const CHANNEL_NAMES: Readonly<Record<Channel, Both>> = {
  whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
  messenger: { ar: 'ماسنجر', en: 'Messenger' },
  telegram: { ar: 'تليجرام', en: 'Telegram' },
  sms: { ar: 'رسالة نصية', en: 'SMS' },
  twilio_whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
  voice: { ar: 'مكالمة', en: 'Call' },
  generic: { ar: 'شريك', en: 'Partner' },
  email: { ar: 'بريد', en: 'E-mail' },
  web: { ar: 'الموقع', en: 'Web form' },
  phone: { ar: 'هاتف', en: 'Telephone' },
  walk_in: { ar: 'حضور', en: 'Walk-in' },
  monitoring: { ar: 'رصد', en: 'Monitoring' },
};

export const RELATIONSHIP_NAMES: Readonly<Record<Relationship, Both>> = {
  self: { ar: 'صاحب الشأن', en: 'The person concerned' },
  spouse: { ar: 'زوج أو زوجة', en: 'Spouse' },
  parent: { ar: 'والد أو والدة', en: 'Parent' },
  child: { ar: 'ابن أو ابنة', en: 'Child' },
  sibling: { ar: 'أخ أو أخت', en: 'Sibling' },
  other_relative: { ar: 'قريب آخر', en: 'Other relative' },
  friend: { ar: 'صديق', en: 'Friend' },
  neighbour: { ar: 'جار', en: 'Neighbour' },
  employer: { ar: 'صاحب عمل', en: 'Employer' },
  colleague: { ar: 'زميل', en: 'Colleague' },
  teacher: { ar: 'معلم', en: 'Teacher' },
  community_leader: { ar: 'ممثل الجالية', en: 'Community leader' },
  media: { ar: 'إعلام', en: 'Media' },
  agency: { ar: 'جهة', en: 'Agency' },
  unknown: { ar: 'غير معروف', en: 'Unknown' },
};

export const PERSON_ROLE_NAMES: Readonly<Record<PersonRole, Both>> = {
  subject: { ar: 'صاحب الشأن', en: 'Person concerned' },
  dependent: { ar: 'معال', en: 'Dependent' },
  companion: { ar: 'مرافق', en: 'Companion' },
  reporter_also_present: { ar: 'المبلغ وهو معهم', en: 'Reporter, also there' },
  guardian: { ar: 'ولي أمر', en: 'Guardian' },
  host: { ar: 'مضيف', en: 'Host' },
};

export const ROLE_NAMES: Readonly<Record<Role, Both>> = {
  director: { ar: 'مدير', en: 'Director' },
  supervisor: { ar: 'مشرف', en: 'Supervisor' },
  officer: { ar: 'مسؤول بلاغات', en: 'Officer' },
  surge: { ar: 'دعم', en: 'Surge' },
  auditor: { ar: 'مراجع', en: 'Auditor' },
  admin: { ar: 'مسؤول النظام', en: 'Administrator' },
};
