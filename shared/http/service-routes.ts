import type { Routes } from './route.ts';

/** What the room says of itself, to everybody. */
export const SERVICE_ROUTES = {
  getHealth: {
    method: 'GET',
    path: '/health',
    access: 'public',
    tag: 'service',
    summary: { ar: 'هل تعمل الغرفة؟ وإلا فما المتوقف', en: 'Does the room work? If not, which part is down' },
    answer: { status: 200, body: 'Health' },
    fails: ['unavailable'],
  },
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    tag: 'service',
    summary: { ar: 'هذا الوصف بصيغة OpenAPI 3.1', en: 'This description as OpenAPI 3.1' },
    answer: { status: 200, types: ['application/openapi+json'] },
  },
  getDocs: {
    method: 'GET',
    path: '/docs',
    access: 'public',
    tag: 'service',
    summary: { ar: 'هذا الوصف كصفحة تقرأ', en: 'This description as a page to read' },
    answer: { status: 200, types: ['text/html'] },
  },
} as const satisfies Routes;

/** The providers' doors, for the documentation: their bodies are the providers' own (channels.md), never refused for unknown fields. */
export const WEBHOOK_ROUTES = {
  verifyWhatsApp: {
    method: 'GET',
    path: '/webhooks/whatsapp',
    access: 'provider',
    tag: 'webhook',
    summary: { ar: 'مصافحة Meta', en: "Meta's handshake" },
    answer: { status: 200, types: ['text/plain'] },
    fails: ['forbidden'],
  },
  receiveWhatsApp: {
    method: 'POST',
    path: '/webhooks/whatsapp',
    access: 'provider',
    tag: 'webhook',
    summary: { ar: 'رسائل واتساب وحالاتها', en: 'WhatsApp messages and statuses' },
    answer: { status: 200, types: ['text/plain'] },
    fails: ['validation', 'unauthenticated', 'payload-too-large', 'unavailable'],
  },
} as const satisfies Routes;

/** The citizens' pages, for the documentation: forms for people, JSON for whoever asks for it; unknown fields are ignored. */
export const PUBLIC_ROUTES = {
  showReportForm: {
    method: 'GET',
    path: '/report',
    access: 'public',
    tag: 'public',
    summary: { ar: 'استمارة طلب المساعدة', en: 'The form to ask for help' },
    answer: { status: 200, types: ['text/html'] },
  },
  sendReport: {
    method: 'POST',
    path: '/report',
    access: 'public',
    tag: 'public',
    summary: {
      ar: 'بلاغ جديد، أو إضافة إلى بلاغ برقمه ورقمه السري',
      en: 'A new report (submission_id, message, place, name, phone, country, lat, lon, photo), or more to an earlier one with reference and pin',
    },
    answer: { status: 201, types: ['text/html', 'application/json'] },
    fails: ['validation', 'not-found', 'payload-too-large', 'rate-limited', 'unavailable'],
  },
  leaveForPhoto: {
    method: 'POST',
    path: '/report/uploads',
    access: 'public',
    tag: 'public',
    summary: {
      ar: 'إذن برفع صورة واحدة حتى 16 ميجابايت؛ يُرسل مفتاحها في upload مع البلاغ',
      en: 'Leave to put one photo of up to 16 MB; its key goes with the report as upload',
    },
    answer: { status: 201, body: 'Upload' },
    fails: ['unavailable'],
  },
  showNotices: {
    method: 'GET',
    path: '/alerts',
    access: 'public',
    tag: 'public',
    summary: {
      ar: 'التنويهات السارية، صفحة باللغتين (lang)',
      en: 'The notices in force, as a page in either language (lang)',
    },
    answer: { status: 200, types: ['text/html'] },
    fails: ['unavailable'],
  },
  showNotice: {
    method: 'GET',
    path: '/alerts/{id}',
    access: 'public',
    tag: 'public',
    summary: { ar: 'تنويه بكل نسخه (version)', en: 'One notice with all its versions (version)' },
    answer: { status: 200, types: ['text/html'] },
    fails: ['not-found', 'unavailable'],
  },
  readNoticeCap: {
    method: 'GET',
    path: '/alerts/{id}.cap.xml',
    access: 'public',
    tag: 'public',
    summary: { ar: 'التنويه بصيغة CAP 1.2', en: 'The notice as CAP 1.2' },
    answer: { status: 200, types: ['application/cap+xml'] },
    fails: ['not-found', 'unavailable'],
  },
  followNoticesAtom: {
    method: 'GET',
    path: '/alerts.atom',
    access: 'public',
    tag: 'public',
    summary: { ar: 'متابعة التنويهات بصيغة Atom', en: 'The notices as an Atom feed' },
    answer: { status: 200, types: ['application/atom+xml'] },
    fails: ['unavailable'],
  },
  followNoticesJson: {
    method: 'GET',
    path: '/alerts.json',
    access: 'public',
    tag: 'public',
    summary: { ar: 'متابعة التنويهات بصيغة JSON Feed 1.1', en: 'The notices as JSON Feed 1.1' },
    answer: { status: 200, types: ['application/feed+json'] },
    fails: ['unavailable'],
  },
  showFigures: {
    method: 'GET',
    path: '/figures',
    access: 'public',
    tag: 'public',
    summary: {
      ar: 'أرقام الخدمة المنشورة: نسبة الإنجاز وزمن أول رد، بتعريفها',
      en: 'The published figures of the service: completion rate, time to the first answer, with their definitions',
    },
    answer: { status: 200, types: ['text/html', 'application/json'] },
  },
  showStatusForm: {
    method: 'GET',
    path: '/status',
    access: 'public',
    tag: 'public',
    summary: { ar: 'صفحة متابعة البلاغ', en: 'The page to follow a report' },
    answer: { status: 200, types: ['text/html'] },
  },
  readStatus: {
    method: 'POST',
    path: '/status',
    access: 'public',
    tag: 'public',
    summary: {
      ar: 'حال البلاغ برقمه ورقمه السري',
      en: 'How a report stands, for the fields reference and pin',
    },
    answer: { status: 200, types: ['text/html', 'application/json'] },
    fails: ['validation', 'not-found', 'rate-limited', 'unavailable'],
  },
} as const satisfies Routes;
