import * as v from 'valibot';
import { CATEGORIES, PRIORITIES } from '../case/vocabulary.ts';
import { DISPOSITIONS, PARTS } from '../handover/vocabulary.ts';
import { SHIFT_ROLES, WELLBEING } from '../shifts/shift.ts';
import * as f from './fields.ts';
import { LOGGERS, READERS, ROLES, SUPERVISORS, WORKERS } from './roles.ts';
import type { Answered, Routes } from './route.ts';

/** `20261122T0600Z-k3f9`: when it begins, and a few letters. */
const shiftId = v.pipe(v.string(), v.regex(/^\d{8}T\d{4}Z-[0-9a-z]{4}$/));
const ofShift = v.strictObject({ id: shiftId });
const ofCase = v.strictObject({ id: f.caseId });
const lineId = v.pipe(v.string(), v.regex(/^[\w:.#/@+-]{1,160}$/));
const nothingToSay = v.strictObject({});

const roster = v.strictObject({
  team: v.exactOptional(f.slug),
  start: f.instant,
  end: v.exactOptional(f.instant),
  contact: v.exactOptional(f.name),
  roster: v.pipe(
    v.array(
      v.strictObject({
        staff: f.staffId,
        role: v.picklist(SHIFT_ROLES),
        from: v.exactOptional(f.instant),
        to: v.exactOptional(f.instant),
        state: v.exactOptional(v.picklist(WELLBEING)),
        note: v.exactOptional(f.reason),
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
});

const shift: Answered = { status: 200, body: 'Shift', etag: true };
const handover: Answered = { status: 200, body: 'Handover', etag: true };

const onHandover = {
  method: 'POST',
  access: SUPERVISORS,
  tag: 'shift',
  params: ofShift,
  answer: handover,
  fails: ['illegal-transition', 'idempotency-mismatch', 'unavailable'],
} as const;

/** The handover from one shift to the next (domain.md e.2). */
export const HANDOVER_ROUTES = {
  listHandovers: {
    method: 'GET',
    path: '/v1/handovers',
    access: [...WORKERS, 'auditor'],
    tag: 'shift',
    summary: {
      ar: 'تسليمات الورديات التي تبدأ بين لحظتين؛ وإلا فمن الأمس',
      en: 'Handovers of the shifts that begin between two instants; since yesterday unless told',
    },
    query: v.strictObject({ from: v.exactOptional(f.instant), to: v.exactOptional(f.instant) }),
    answer: { status: 200, body: 'Handover', list: true },
  },
  draftHandover: {
    ...onHandover,
    path: '/v1/handovers',
    summary: {
      ar: 'مسودة تسليم وردية بحزمتها من أربعة عشر بابا مما هو مسجل؛ إعادتها تجدد الحزمة',
      en: 'Draft the handover of a shift with its pack of fourteen parts, made from what is stored; again, and the pack is made anew',
    },
    params: v.strictObject({}),
    body: v.strictObject({ shift: shiftId, to: v.exactOptional(shiftId), successor: v.exactOptional(f.staffId) }),
    answer: { status: 201, body: 'Handover', etag: true },
  },
  getHandover: {
    method: 'GET',
    path: '/v1/handovers/{id}',
    access: [...WORKERS, 'auditor'],
    tag: 'shift',
    summary: {
      ar: 'التسليم: حالته وأبوابه وما يمنع قبوله. رقمه رقم الوردية المنصرفة.',
      en: 'A handover: its state, its parts, and what keeps it from being accepted. Its id is that of the outgoing shift.',
    },
    params: ofShift,
    answer: handover,
  },
  listHandoverLines: {
    method: 'GET',
    path: '/v1/handovers/{id}/lines',
    access: [...WORKERS, 'auditor'],
    tag: 'shift',
    summary: {
      ar: 'سطور الحزمة بالترتيب، الوعود المتأخرة أولا، وما تقرر في كل سطر',
      en: 'The lines of the pack in order, overdue promises on top, and what is done with each',
    },
    params: ofShift,
    query: v.strictObject({
      part: v.exactOptional(v.picklist(PARTS)),
      open: v.exactOptional(v.picklist(['true', 'false'])),
      cursor: v.exactOptional(f.cursor),
      limit: v.exactOptional(f.count(200)),
    }),
    answer: { status: 200, body: 'HandoverLine', list: true },
  },
  listHandoverChanges: {
    method: 'GET',
    path: '/v1/handovers/{id}/changes',
    access: [...WORKERS, 'auditor'],
    tag: 'shift',
    summary: {
      ar: 'ما تغير منذ أُعدت الحزمة: بلاغات فُتحت أو تحركت أو انتهت، الأعلى أولوية أولا',
      en: 'What has changed since the pack was made: cases opened, moved on or ended, most urgent first',
    },
    params: ofShift,
    answer: { status: 200, body: 'HandoverChange', list: true },
  },
  disposeHandover: {
    ...onHandover,
    path: '/v1/handovers/{id}/dispositions',
    summary: {
      ar: 'البت في سطور، أو باب، أو بلاغات، أو كل ما يطابق مرشحا: يتسلمه فلان (take)، يبقى مع صاحبه (keep)، للعلم (noted)، سؤال (query)',
      en: 'What is done with lines, a part, cases, or all that a filter finds: somebody takes it, whoever has it keeps it, noted, or a query',
    },
    body: v.strictObject({
      lines: v.exactOptional(v.pipe(v.array(lineId), v.minLength(1), v.maxLength(200))),
      part: v.exactOptional(v.picklist(PARTS)),
      cases: v.exactOptional(v.pipe(v.array(f.caseId), v.minLength(1), v.maxLength(200))),
      filter: v.exactOptional(
        v.strictObject({
          priority: v.exactOptional(v.picklist(PRIORITIES)),
          owner: v.exactOptional(f.staffId),
          country: v.exactOptional(f.country),
          category: v.exactOptional(v.picklist(CATEGORIES)),
        }),
      ),
      disposition: v.picklist(DISPOSITIONS),
      to: v.exactOptional(f.staffId),
      note: v.exactOptional(f.reason),
    }),
    fails: [...onHandover.fails, 'limit-reached'],
  },
  offerHandover: {
    ...onHandover,
    path: '/v1/handovers/{id}/offer',
    summary: {
      ar: 'عرض التسليم على الخلف بحزمة اللحظة وتوصيات الوردية؛ إعادته تجدد الحزمة',
      en: 'Offer the handover to the successor with a pack as of now and free notes; again, and the pack is made anew',
    },
    body: v.strictObject({
      to: v.exactOptional(shiftId),
      successor: v.exactOptional(f.staffId),
      notes: v.exactOptional(f.account),
    }),
    fails: [...onHandover.fails, 'second-person-required'],
  },
  acceptHandover: {
    ...onHandover,
    path: '/v1/handovers/{id}/accept',
    summary: {
      ar: 'قبول التسليم: حدث واحد تنتقل به المسؤولية. يُرفض ما دام بلاغ أ1 بلا مسؤول قادم أو سطر لم يُبت فيه.',
      en: 'Accept it: one event, and ownership follows from it. Refused while a P1 has no incoming owner, or a line stands open.',
    },
    body: nothingToSay,
    ifMatch: true,
    fails: [...onHandover.fails, 'open-obligations', 'second-person-required'],
  },
  returnHandover: {
    ...onHandover,
    path: '/v1/handovers/{id}/return',
    summary: { ar: 'إعادة التسليم مع السبب', en: 'Send it back, with the reason' },
    body: v.strictObject({ reason: f.reason }),
  },
  closeHandover: {
    ...onHandover,
    path: '/v1/handovers/{id}/close',
    summary: {
      ar: 'إنهاء تسليم معاد أو مسودة لن تُعرض، مع السبب',
      en: 'End a handover that came back, or a draft that will not be offered, with the reason',
    },
    body: v.strictObject({ reason: f.reason }),
    ifMatch: true,
  },
} as const satisfies Routes;

/** Shifts, who is there, who looks at what (domain.md e.2). */
export const SHIFT_ROUTES = {
  listShifts: {
    method: 'GET',
    path: '/v1/shifts',
    access: ROLES,
    tag: 'shift',
    summary: {
      ar: 'كشوف الورديات التي تبدأ بين لحظتين؛ وإلا فمن الأمس إلى الأسبوع القادم',
      en: 'Rosters of the shifts that begin between two instants; from yesterday to next week unless told',
    },
    query: v.strictObject({ from: v.exactOptional(f.instant), to: v.exactOptional(f.instant) }),
    answer: { status: 200, body: 'Shift', list: true },
  },
  currentShift: {
    method: 'GET',
    path: '/v1/shifts/current',
    access: ROLES,
    tag: 'shift',
    summary: {
      ar: 'من في الخدمة الآن، ومشرفهم، وحمل كل منهم من البلاغات المفتوحة حسب الأولوية',
      en: 'Who is on duty now, their supervisors, and how many open cases each has by priority',
    },
    answer: { status: 200, body: 'Duty' },
  },
  planShift: {
    method: 'POST',
    path: '/v1/shifts',
    access: SUPERVISORS,
    tag: 'shift',
    summary: {
      ar: 'وردية جديدة بكشفها: ثماني ساعات ونصف ساعة تداخل ما لم تحدد النهاية؛ ولكل فرد ساعاته إن اختلفت',
      en: 'A new shift with its roster: eight hours and half an hour of overlap unless its end is given; anybody may have hours of his own',
    },
    body: roster,
    answer: { status: 201, body: 'Shift', etag: true },
    fails: ['idempotency-mismatch', 'unavailable'],
  },
  getShift: {
    method: 'GET',
    path: '/v1/shifts/{id}',
    access: ROLES,
    tag: 'shift',
    summary: { ar: 'وردية وكشفها وتعليماتها', en: 'A shift, its roster and its instructions' },
    params: ofShift,
    answer: shift,
  },
  putShift: {
    method: 'PUT',
    path: '/v1/shifts/{id}',
    access: SUPERVISORS,
    tag: 'shift',
    summary: { ar: 'تعديل كشف الوردية: غياب، إرهاق، تبديل', en: 'Change a roster: absence, tiredness, swaps' },
    params: ofShift,
    body: roster,
    ifMatch: true,
    answer: shift,
    fails: ['unavailable'],
  },
  recordInstruction: {
    method: 'POST',
    path: '/v1/shifts/{id}/instructions',
    access: SUPERVISORS,
    tag: 'shift',
    summary: {
      ar: 'تسجيل تعليمات وردت أثناء الوردية وممن وردت',
      en: 'Record a change of instruction received in the shift, and from whom',
    },
    params: ofShift,
    body: v.strictObject({ from: f.name, text: f.reason }),
    answer: shift,
    fails: ['limit-reached', 'idempotency-mismatch', 'unavailable'],
  },
  recordBriefing: {
    method: 'POST',
    path: '/v1/shifts/{id}/briefings',
    access: LOGGERS,
    tag: 'shift',
    summary: {
      ar: 'تدريب سريع تم وفُهم: دقائقه ولمن (لغيرك يسجله المشرف)',
      en: 'A briefing was given and understood: its minutes, and whose (for somebody else, by a supervisor)',
    },
    params: ofShift,
    body: v.strictObject({
      staff: v.exactOptional(f.staffId),
      minutes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(600)),
    }),
    answer: shift,
    fails: ['idempotency-mismatch', 'unavailable'],
  },
  getPresence: {
    method: 'GET',
    path: '/v1/cases/{id}/presence',
    access: READERS,
    tag: 'case',
    summary: { ar: 'من ينظر الآن في البلاغ', en: 'Who is looking at the case now' },
    params: ofCase,
    answer: { status: 200, body: 'Presence', list: true },
  },
  listPresence: {
    method: 'GET',
    path: '/v1/presence',
    access: READERS,
    tag: 'case',
    summary: {
      ar: 'من ينظر الآن في هذه البلاغات (ids، خمسون على الأكثر)',
      en: 'Who is looking at these cases now (ids, at most fifty)',
    },
    query: v.strictObject({ ids: f.commaList(f.caseId, 50) }),
    answer: { status: 200, body: 'Presence', list: true },
  },
  reportPresence: {
    method: 'POST',
    path: '/v1/cases/{id}/presence',
    access: LOGGERS,
    tag: 'case',
    summary: {
      ar: 'أنا أنظر فيه، أو أكتب، أو انصرفت. يسري دقيقة، فأعده كل ٣٠ ثانية؛ والجواب من غيري ينظر فيه. لا يمنع أحدا.',
      en: 'I am looking at it, or writing, or have left. It holds for a minute: repeat every 30 seconds; the answer is who else is there. It keeps nobody out.',
    },
    params: ofCase,
    body: v.strictObject({ doing: v.picklist(['reading', 'writing', 'left']) }),
    answer: { status: 200, body: 'Presence', list: true },
    fails: ['unavailable'],
  },
  setCrisis: {
    method: 'POST',
    path: '/v1/cases/{id}/crisis',
    access: WORKERS,
    tag: 'case',
    summary: {
      ar: 'إلحاق البلاغ بأزمة، أو بالعمل اليومي (null)',
      en: 'Put the case to a crisis, or to daily work (null)',
    },
    params: ofCase,
    body: v.strictObject({ crisis: v.nullable(f.slug), reason: f.reason }),
    answer: { status: 200, body: 'CaseHead', etag: true },
    fails: ['illegal-transition', 'idempotency-mismatch', 'unavailable'],
  },
} as const satisfies Routes;
