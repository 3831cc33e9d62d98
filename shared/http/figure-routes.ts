import * as v from 'valibot';
import * as f from './fields.ts';
import { KEEPERS, WORKERS } from './roles.ts';
import type { Routes } from './route.ts';

/** What a figure can be taken apart by. */
export const DIMENSIONS = ['priority', 'category', 'country', 'place', 'channel', 'language', 'owner'] as const;

/** Domain.md e.1: every four hours for the room and its agencies; one page for the minister. */
export const SITREP_KINDS = ['tactical', 'ministerial'] as const;

/** Parts that a person writes (domain.md e.1); the others are figures. */
export const SITREP_SECTIONS = ['headline', 'situation', 'needs', 'response', 'gaps', 'rumours', 'room'] as const;
const section = () => v.exactOptional(f.both(4_000));
/** Each by its name: a record by picklist has no form in JSON Schema. */
const sections = Object.fromEntries(SITREP_SECTIONS.map((name) => [name, section()])) as Record<
  (typeof SITREP_SECTIONS)[number],
  ReturnType<typeof section>
>;

const FIGURE_READERS = [...WORKERS, 'auditor', 'admin'] as const;
const SITREP_READERS = [...WORKERS, 'auditor'] as const;
const APPROVERS = ['supervisor', 'director'] as const;

const period = v.strictObject({ from: f.instant, to: f.instant });
const report = v.strictObject({ id: v.pipe(v.string(), v.regex(/^(?:tactical|ministerial)-\d{5}$/)) });
const edition = v.exactOptional(f.count(9999));
const lang = v.exactOptional(v.picklist(['ar', 'en']));

const header = {
  reportPurpose: v.exactOptional(f.text(300)),
  reportTitle: v.exactOptional(f.both(200)),
  incidentLifecyclePhase: v.exactOptional(v.picklist(['Preparedness', 'Response', 'Mitigation', 'Recovery'])),
  urgency: v.exactOptional(v.picklist(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])),
  reportConfidence: v.exactOptional(v.picklist(['HighlyConfident', 'SomewhatConfident', 'Unsure', 'NoConfidence'])),
  severity: v.exactOptional(v.picklist(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])),
  reportingLocation: v.exactOptional(f.name),
  actionPlan: v.exactOptional(f.reason),
  nextContact: v.exactOptional(f.instant),
};

/** Figures and situation reports (domain.md e.1, e.3). */
export const FIGURE_ROUTES = {
  getMetrics: {
    method: 'GET',
    path: '/v1/metrics',
    access: FIGURE_READERS,
    tag: 'room',
    summary: {
      ar: 'أرقام الغرفة في مدة، بتعريف كل رقم وعدده؛ واللحظة نفسها تعطي الأرقام نفسها دائما',
      en: 'The figures of a period, each with its definition and n; the same instant (asOf) always gives the same figures',
    },
    query: v.strictObject({
      from: f.instant,
      to: f.instant,
      asOf: v.exactOptional(f.instant),
      crisis: v.exactOptional(f.slug),
      by: v.exactOptional(v.picklist(DIMENSIONS)),
    }),
    answer: { status: 200, body: 'Metrics' },
  },
  rebuildFigures: {
    method: 'POST',
    path: '/v1/metrics/rebuild',
    access: KEEPERS,
    tag: 'room',
    summary: {
      ar: 'إعادة بناء ما تُحسب منه الأرقام من السجل نفسه، دفعة بعد دفعة (next)',
      en: 'Builds what the figures are counted from anew from the ledger, a part at a time (next)',
    },
    body: v.strictObject({ cursor: v.exactOptional(f.cursor) }),
    answer: { status: 200, body: 'Rebuilt' },
    fails: ['idempotency-mismatch'],
  },
  listSitReps: {
    method: 'GET',
    path: '/v1/sitreps',
    access: SITREP_READERS,
    tag: 'sitrep',
    summary: { ar: 'تقارير الموقف، الأحدث أولا', en: 'Situation reports, newest first' },
    query: v.strictObject({
      kind: v.exactOptional(v.picklist(SITREP_KINDS)),
      cursor: v.exactOptional(f.cursor),
      limit: v.exactOptional(f.count(200)),
    }),
    answer: { status: 200, body: 'SitRepRow', list: true },
  },
  draftSitRep: {
    method: 'POST',
    path: '/v1/sitreps',
    access: WORKERS,
    tag: 'sitrep',
    summary: {
      ar: 'مسودة تقرير موقف برقم جديد؛ تُحفظ أرقامه كما كانت في لحظة البيانات',
      en: 'A draft under a new number; its figures are kept as they were at dataAsOf (a minute ago unless told)',
    },
    body: v.strictObject({
      kind: v.picklist(SITREP_KINDS),
      /** Who prepares it, by name. */
      name: f.name,
      forTimePeriod: period,
      dataAsOf: v.exactOptional(f.instant),
      crisis: v.exactOptional(f.slug),
      ...header,
    }),
    answer: { status: 201, body: 'SitRep', etag: true },
    fails: ['idempotency-mismatch', 'unavailable'],
  },
  getSitRep: {
    method: 'GET',
    path: '/v1/sitreps/{id}',
    access: SITREP_READERS,
    tag: 'sitrep',
    summary: {
      ar: 'تقرير موقف؛ الملحق المقيد للمشرف والمدير والمراجع',
      en: 'A situation report, any edition of it; the restricted annex is for supervisors, directors and auditors',
    },
    params: report,
    query: v.strictObject({ edition }),
    answer: { status: 200, body: 'SitRep', etag: true },
  },
  editSitRep: {
    method: 'PATCH',
    path: '/v1/sitreps/{id}',
    access: WORKERS,
    tag: 'sitrep',
    summary: {
      ar: 'كتابة أجزاء المسودة؛ لكل جزء كاتبه',
      en: 'Write the parts of a draft; each keeps who wrote it',
    },
    params: report,
    body: v.strictObject({
      ...header,
      /** Who writes, by name. */
      name: f.name,
      sections: v.exactOptional(v.strictObject(sections)),
    }),
    ifMatch: true,
    answer: { status: 200, body: 'SitRep', etag: true },
    fails: ['illegal-transition', 'unavailable'],
  },
  approveSitRep: {
    method: 'PUT',
    path: '/v1/sitreps/{id}/approval',
    access: APPROVERS,
    tag: 'sitrep',
    summary: {
      ar: 'اعتماد المسودة وإصدارها باسم شخص ثان؛ وما صدر لا يتغير',
      en: 'Approved by a second named person and thereby issued; what is issued never changes',
    },
    params: report,
    body: v.strictObject({ name: f.name }),
    ifMatch: true,
    answer: { status: 200, body: 'SitRep', etag: true },
    fails: ['illegal-transition', 'second-person-required', 'unavailable'],
  },
  updateSitRep: {
    method: 'POST',
    path: '/v1/sitreps/{id}/editions',
    access: WORKERS,
    tag: 'sitrep',
    summary: {
      ar: 'إصدار لاحق تحت الرقم نفسه: تحديث أو ختامي؛ ويبقى ما سبقه كما صدر',
      en: 'A further edition under the same number, Update or Final; the earlier ones stay as they were issued',
    },
    params: report,
    body: v.strictObject({
      reportVersion: v.picklist(['Update', 'Final']),
      name: f.name,
      forTimePeriod: v.exactOptional(period),
      dataAsOf: v.exactOptional(f.instant),
    }),
    answer: { status: 201, body: 'SitRep', etag: true },
    fails: ['illegal-transition', 'idempotency-mismatch', 'unavailable'],
  },
  printSitRep: {
    method: 'GET',
    path: '/v1/sitreps/{id}/page',
    access: SITREP_READERS,
    tag: 'sitrep',
    summary: { ar: 'التقرير صفحة للطباعة برسومها', en: 'The report as a page to print, with its charts' },
    params: report,
    query: v.strictObject({ edition, lang }),
    answer: { status: 200, types: ['text/html'] },
  },
  tabulateSitRep: {
    method: 'GET',
    path: '/v1/sitreps/{id}/csv',
    access: SITREP_READERS,
    tag: 'sitrep',
    summary: { ar: 'أرقام التقرير جدولا بوسوم HXL', en: 'The figures of the report as CSV with an HXL row' },
    params: report,
    query: v.strictObject({ edition }),
    answer: { status: 200, types: ['text/csv'] },
  },
  exportSitRep: {
    method: 'POST',
    path: '/v1/sitreps/{id}/files',
    access: SITREP_READERS.filter((role) => role !== 'auditor'),
    tag: 'sitrep',
    summary: {
      ar: 'رابط قصير العمر للتقرير صفحة أو جدولا أو JSON',
      en: 'A short-lived link to the report as a page, CSV or JSON',
    },
    params: report,
    body: v.strictObject({ format: v.picklist(['page', 'csv', 'json']), lang, edition: v.exactOptional(f.quantity) }),
    answer: { status: 202, body: 'SitRepFile' },
    fails: ['idempotency-mismatch', 'unavailable'],
  },
} as const satisfies Routes;
