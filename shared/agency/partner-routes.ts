import * as v from 'valibot';
import { count, cursor, instant, name, partId, reason } from '../http/fields.ts';
import type { Answered, Routes } from '../http/route.ts';
import { ALERT_STATES } from './alert-view.ts';

const ofAlert = v.strictObject({ alertId: partId });
const alert: Answered = { status: 200, body: 'PartnerAlert' };

/** An instant with its zone, or how long from now (`PT45M`). */
const DURATION = /^PT(?=\d)(?:\d{1,3}H)?(?:\d{1,4}M)?$/;
export const eta = v.union([instant, v.pipe(v.string(), v.regex(DURATION))]);

/** Who speaks for the agency; where it is left out, whoever acknowledged. */
const speaker = { by: v.optional(name), role: v.optional(name) };

const action = {
  method: 'POST',
  access: 'agency',
  tag: 'partner',
  params: ofAlert,
  answer: alert,
  fails: ['illegal-transition', 'token-expired', 'idempotency-mismatch', 'unavailable'],
} as const;

/** The agencies' API (contract.md). Another agency's alert is not there: 404. */
export const PARTNER_ROUTES = {
  listAlerts: {
    method: 'GET',
    path: '/partner/v1/alerts',
    access: 'agency',
    tag: 'partner',
    summary: {
      ar: 'تنبيهات الجهة، الأقدم أولا. بدون state: المفتوح منها.',
      en: "The agency's alerts, oldest first. Without `state`: the open ones.",
    },
    query: v.strictObject({
      state: v.optional(v.picklist([...ALERT_STATES, 'open', 'ended'])),
      cursor: v.optional(cursor),
      limit: v.optional(count(200)),
    }),
    answer: { status: 200, body: 'PartnerAlert', list: true },
  },
  getAlert: {
    method: 'GET',
    path: '/partner/v1/alerts/{alertId}',
    access: 'agency',
    tag: 'partner',
    summary: {
      ar: 'تنبيه، مع ما يسمح به اتفاق البيانات',
      en: 'One alert, with what the data agreement allows',
    },
    params: ofAlert,
    answer: alert,
  },
  acknowledgeAlert: {
    ...action,
    path: '/partner/v1/alerts/{alertId}/acknowledge',
    summary: { ar: 'استلمنا: باسم شخص وصفته', en: 'We have it: by a named person' },
    body: v.strictObject({ by: name, role: name }),
  },
  acceptAlert: {
    ...action,
    path: '/partner/v1/alerts/{alertId}/accept',
    summary: { ar: 'نتولى الطلب، مع موعد متوقع', en: 'We do it, with an expected time' },
    body: v.strictObject({ eta, text: v.optional(reason), ...speaker }),
  },
  declineAlert: {
    ...action,
    path: '/partner/v1/alerts/{alertId}/decline',
    summary: { ar: 'نعتذر، مع السبب', en: 'We cannot, and why' },
    body: v.strictObject({ reason, ...speaker }),
  },
  askAboutAlert: {
    ...action,
    path: '/partner/v1/alerts/{alertId}/ask',
    summary: { ar: 'نحتاج معلومة', en: 'We need to know something' },
    body: v.strictObject({ text: reason, ...speaker }),
  },
  reportOnAlert: {
    ...action,
    path: '/partner/v1/alerts/{alertId}/report',
    summary: { ar: 'إفادة بما تم', en: 'How it is going' },
    body: v.strictObject({ text: reason, ...speaker }),
  },
  completeAlert: {
    ...action,
    path: '/partner/v1/alerts/{alertId}/complete',
    summary: { ar: 'تم التنفيذ', en: 'It is done' },
    body: v.strictObject({ text: reason, ...speaker }),
  },
} as const satisfies Routes;

/** The signed link, for the documentation: a page for people (`functions/partner` serves it). */
export const LINK_ROUTES = {
  showLink: {
    method: 'GET',
    path: '/a/{token}',
    access: 'link',
    tag: 'partner',
    summary: { ar: 'صفحة الطلب، لا تغير شيئا', en: 'The page of the request; changes nothing' },
    answer: { status: 200, types: ['text/html'] },
    fails: ['not-found', 'token-expired'],
  },
  actOnLink: {
    method: 'POST',
    path: '/a/{token}',
    access: 'link',
    tag: 'partner',
    summary: {
      ar: 'الرد من الصفحة: action وname وrole ثم eta أو text',
      en: 'Answering from the page: the form fields action, name, role, then eta or text',
    },
    answer: { status: 200, types: ['text/html'] },
    fails: ['validation', 'not-found', 'illegal-transition', 'token-expired', 'unavailable'],
  },
} as const satisfies Routes;
