import * as v from 'valibot';
import type { Point } from '../notices/notice.ts';
import {
  CAP_CATEGORIES,
  CAP_CERTAINTIES,
  CAP_RESPONSES,
  CAP_SEVERITIES,
  CAP_URGENCIES,
  NOTICE_KINDS,
} from '../notices/vocabulary.ts';
import { RUMOUR_STATUSES, VERDICTS } from '../rumours/vocabulary.ts';
import * as f from './fields.ts';
import { READERS, WORKERS } from './roles.ts';
import type { Answered, Routes } from './route.ts';

const ofThing = v.strictObject({ id: f.slug });
const nothingToSay = v.strictObject({});
/** Who lets something out to everybody. */
const RELEASERS = ['supervisor', 'director'] as const;

const rumour: Answered = { status: 200, body: 'Rumour', etag: true };
const notice: Answered = { status: 200, body: 'Notice', etag: true };

const onRumour = {
  method: 'POST',
  access: WORKERS,
  tag: 'outreach',
  params: ofThing,
  answer: rumour,
  fails: ['idempotency-mismatch', 'unavailable'],
} as const;
const onNotice = { ...onRumour, answer: notice } as const;

const where = f.text(200);
const seen = {
  where,
  at: v.exactOptional(f.instant),
  count: v.exactOptional(f.quantity),
};
const countries = v.pipe(v.array(f.country), v.maxLength(50));
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const point = v.pipe(
  v.tuple([f.latitude, f.longitude]),
  v.transform((pair): Point => pair),
);
const content = {
  title: f.both(120),
  body: f.both(3_000),
  instruction: v.exactOptional(f.both(1_500)),
  area: v.strictObject({
    countries: v.pipe(countries, v.minLength(1)),
    name: v.exactOptional(f.both(200)),
    polygon: v.exactOptional(v.pipe(v.array(point), v.maxLength(100))),
    circle: v.exactOptional(
      v.strictObject({
        lat: f.latitude,
        lon: f.longitude,
        radiusKm: v.pipe(v.number(), v.minValue(0.1), v.maxValue(2_000)),
      }),
    ),
  }),
  severity: v.exactOptional(v.picklist(CAP_SEVERITIES), 'Unknown'),
  urgency: v.exactOptional(v.picklist(CAP_URGENCIES), 'Unknown'),
  certainty: v.exactOptional(v.picklist(CAP_CERTAINTIES), 'Observed'),
  response: v.exactOptional(v.picklist(CAP_RESPONSES), 'Monitor'),
  category: v.exactOptional(v.picklist(CAP_CATEGORIES), 'Safety'),
  onset: v.exactOptional(f.instant),
  expires: v.exactOptional(f.instant),
};

/** The rumour desk and the public notices (domain.md c.2, f.1; G14). */
export const OUTREACH_ROUTES = {
  listRumours: {
    method: 'GET',
    path: '/v1/rumours',
    access: READERS,
    tag: 'outreach',
    summary: {
      ar: 'الشائعات، أحدثها أولا. answered=true: ما له جواب معتمد يدرجه الموظف بضغطة.',
      en: 'Rumours, newest first. answered=true: those with an approved answer, which an officer inserts with one key.',
    },
    query: v.strictObject({
      status: v.exactOptional(v.picklist(RUMOUR_STATUSES)),
      crisis: v.exactOptional(f.slug),
      country: v.exactOptional(f.country),
      answered: v.exactOptional(v.picklist(['true', 'false'])),
      due: v.exactOptional(v.picklist(['true', 'false'])),
      limit: v.exactOptional(f.count(200)),
    }),
    answer: { status: 200, body: 'RumourRow', list: true },
  },
  openRumour: {
    ...onRumour,
    path: '/v1/rumours',
    summary: { ar: 'تسجيل شائعة: النص وأين شوهدت', en: 'Record a rumour: the claim and where it was seen' },
    params: v.strictObject({}),
    body: v.strictObject({
      claim: f.both(500),
      firstSeenAt: v.exactOptional(f.instant),
      seen: v.exactOptional(v.strictObject(seen)),
      crisis: v.exactOptional(f.slug),
      countries: v.exactOptional(countries),
    }),
    answer: { status: 201, body: 'Rumour', etag: true },
  },
  getRumour: {
    method: 'GET',
    path: '/v1/rumours/{id}',
    access: READERS,
    tag: 'outreach',
    summary: { ar: 'شائعة', en: 'A rumour' },
    params: ofThing,
    answer: rumour,
  },
  seeRumour: {
    ...onRumour,
    path: '/v1/rumours/{id}/sightings',
    summary: { ar: 'شوهدت مرة أخرى: أين وكم مرة', en: 'It was seen again: where, and how often' },
    body: v.strictObject(seen),
  },
  linkRumour: {
    ...onRumour,
    path: '/v1/rumours/{id}/cases',
    summary: {
      ar: 'ربط بلاغ سأل عنها؛ إن ذُكرت الرسالة فالجواب لصاحبها وحده',
      en: 'Link a case that asked about it; with the message named, only its sender is answered',
    },
    body: v.strictObject({ case: f.caseId, message: v.exactOptional(f.partId) }),
    fails: [...onRumour.fails, 'limit-reached'],
  },
  unlinkRumour: {
    ...onRumour,
    method: 'DELETE',
    path: '/v1/rumours/{id}/cases/{case}',
    summary: { ar: 'فك ربط بلاغ', en: 'Unlink a case' },
    params: v.strictObject({ id: f.slug, case: f.caseId }),
    body: nothingToSay,
  },
  checkRumour: {
    ...onRumour,
    path: '/v1/rumours/{id}/check',
    summary: { ar: 'جهة مسماة بدأت التحقق', en: 'A named authority has begun to check it' },
    body: v.strictObject({ authority: f.name }),
  },
  judgeRumour: {
    ...onRumour,
    path: '/v1/rumours/{id}/verdict',
    summary: {
      ar: 'نتيجة التحقق بمصادرها وموعد مراجعتها',
      en: 'What the check found, with its sources and the day of its review',
    },
    body: v.strictObject({
      status: v.picklist(VERDICTS),
      sources: v.pipe(v.array(f.text(500)), v.minLength(1), v.maxLength(20)),
      reviewAt: f.instant,
    }),
    fails: [...onRumour.fails, 'illegal-transition'],
  },
  proposeRumourAnswer: {
    ...onRumour,
    method: 'PUT',
    path: '/v1/rumours/{id}/answer',
    summary: { ar: 'صيغة جديدة للجواب باللغتين', en: 'A new wording of the answer, in both languages' },
    body: v.strictObject({ text: f.both(1_000) }),
    ifMatch: true,
    fails: [...onRumour.fails, 'illegal-transition'],
  },
  approveRumourAnswer: {
    ...onRumour,
    path: '/v1/rumours/{id}/answer/approve',
    summary: {
      ar: 'اعتماد هذه الصيغة من شخص غير كاتبها',
      en: 'Approve this very wording, by somebody other than its writer',
    },
    body: v.strictObject({ version }),
    fails: [...onRumour.fails, 'second-person-required'],
  },
  sendRumourAnswer: {
    ...onRumour,
    path: '/v1/rumours/{id}/answer/send',
    access: RELEASERS,
    summary: {
      ar: 'إرسال الجواب المعتمد مرة واحدة إلى كل من سأل ومن يسأل بعد ذلك',
      en: 'Send the approved answer, once, to everyone who asked and to whoever asks from now on',
    },
    body: v.strictObject({ version }),
    answer: { ...rumour, status: 202 },
  },
  listNotices: {
    method: 'GET',
    path: '/v1/notices',
    access: READERS,
    tag: 'outreach',
    summary: { ar: 'التنويهات العامة، أحدثها أولا', en: 'Public notices, newest first' },
    query: v.strictObject({
      status: v.exactOptional(v.picklist(['draft', 'approved', 'published', 'cancelled'])),
      kind: v.exactOptional(v.picklist(NOTICE_KINDS)),
      crisis: v.exactOptional(f.slug),
      limit: v.exactOptional(f.count(200)),
    }),
    answer: { status: 200, body: 'Notice', list: true },
  },
  draftNotice: {
    ...onNotice,
    path: '/v1/notices',
    summary: { ar: 'مسودة تنويه عام', en: 'A draft of a public notice' },
    params: v.strictObject({}),
    body: v.strictObject({ kind: v.picklist(NOTICE_KINDS), crisis: v.exactOptional(f.slug), ...content }),
    answer: { status: 201, body: 'Notice', etag: true },
  },
  getNotice: {
    method: 'GET',
    path: '/v1/notices/{id}',
    access: READERS,
    tag: 'outreach',
    summary: {
      ar: 'تنويه: المسودة والمنشور وكل ما سبقه وتقدم الإرسال',
      en: 'A notice: its draft, what is out, everything before it, and how far its sending is',
    },
    params: ofThing,
    answer: notice,
  },
  getNoticeVersion: {
    method: 'GET',
    path: '/v1/notices/{id}/versions/{n}',
    access: READERS,
    tag: 'outreach',
    summary: { ar: 'نسخة سابقة كما نُشرت', en: 'An earlier version, as it was published' },
    params: v.strictObject({ id: f.slug, n: f.place }),
    answer: { status: 200, body: 'NoticeVersion' },
  },
  redraftNotice: {
    ...onNotice,
    method: 'PUT',
    path: '/v1/notices/{id}/draft',
    summary: {
      ar: 'تعديل المسودة، أو تصحيح المنشور مع ذكر ما صُحح',
      en: 'Change the draft, or correct what is out, saying what was corrected',
    },
    body: v.strictObject({ ...content, reason: v.exactOptional(f.both(500)) }),
    ifMatch: true,
    fails: [...onNotice.fails, 'token-expired'],
  },
  approveNotice: {
    ...onNotice,
    path: '/v1/notices/{id}/approve',
    access: RELEASERS,
    summary: {
      ar: 'اعتماد هذه المسودة من شخص غير كاتبها',
      en: 'Approve this very draft, by somebody other than its writer',
    },
    body: v.strictObject({ number: version }),
    fails: [...onNotice.fails, 'second-person-required'],
  },
  publishNotice: {
    ...onNotice,
    path: '/v1/notices/{id}/publish',
    access: RELEASERS,
    summary: { ar: 'نشر ما اعتُمد', en: 'Publish what was approved' },
    body: nothingToSay,
    fails: [...onNotice.fails, 'second-person-required', 'limit-reached'],
  },
  cancelNotice: {
    ...onNotice,
    path: '/v1/notices/{id}/cancel',
    access: RELEASERS,
    summary: {
      ar: 'إلغاء المنشور علنا مع السبب؛ يكفي شخص واحد لأن التأخير يضر',
      en: 'Cancel what is out, openly and with the reason; one person is enough, because waiting does harm',
    },
    body: v.strictObject({ reason: f.both(500) }),
    fails: [...onNotice.fails, 'illegal-transition'],
  },
  requestBroadcast: {
    ...onNotice,
    path: '/v1/notices/{id}/broadcast',
    access: WORKERS,
    summary: {
      ar: 'طلب إرسال المنشور إلى أصحاب البلاغات المفتوحة في أزمة أو دولة',
      en: 'Ask that what is out be sent to the reporters of open cases in a crisis or a country',
    },
    body: v.strictObject({
      crisis: v.exactOptional(f.slug),
      countries: v.exactOptional(countries),
      perMinute: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(600)), 120),
    }),
    answer: { ...notice, status: 202 },
    fails: [...onNotice.fails, 'illegal-transition', 'token-expired'],
  },
  approveBroadcast: {
    ...onNotice,
    path: '/v1/notices/{id}/broadcast/approve',
    access: RELEASERS,
    summary: { ar: 'موافقة شخص ثان على الإرسال', en: 'A second person approves the sending' },
    body: nothingToSay,
    answer: { ...notice, status: 202 },
    fails: [...onNotice.fails, 'illegal-transition', 'second-person-required'],
  },
  stopBroadcast: {
    ...onNotice,
    path: '/v1/notices/{id}/broadcast/stop',
    access: RELEASERS,
    summary: { ar: 'إيقاف الإرسال', en: 'Stop the sending' },
    body: nothingToSay,
  },
  resumeBroadcast: {
    ...onNotice,
    path: '/v1/notices/{id}/broadcast/resume',
    access: RELEASERS,
    summary: {
      ar: 'استئناف إرسال أوقف بعد الموافقة عليه، من حيث وقف؛ لا يصل أحدا مرتين',
      en: 'Go on with a sending that was stopped after it was approved, where it stopped; nobody gets it twice',
    },
    body: nothingToSay,
    answer: { ...notice, status: 202 },
    fails: [...onNotice.fails, 'illegal-transition', 'token-expired'],
  },
  getReach: {
    method: 'GET',
    path: '/v1/notices/{id}/reach',
    access: READERS,
    tag: 'outreach',
    summary: {
      ar: 'كم وصل إليه الإرسال: أُرسل وسُلم وقُرئ وفشل، ومن لم يُراسل ولماذا',
      en: 'How far a sending reached: sent, delivered, read, failed, and who was not written to and why',
    },
    params: ofThing,
    answer: { status: 200, body: 'Reach' },
  },
} as const satisfies Routes;
