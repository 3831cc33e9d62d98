import * as v from 'valibot';
import { CALL_BACK } from '../people/safety.ts';
import * as f from './fields.ts';
import { LOGGERS, READERS, WORKERS } from './roles.ts';
import type { Routes } from './route.ts';

const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
/** A zone that this runtime knows. */
const zone = v.pipe(v.string(), v.maxLength(50), v.check(isZone));
const hours = v.strictObject({ from: time, to: time, zone });

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const ofContact = v.strictObject({ id: f.caseId, contact: f.contactId });

/** How people are reached: what is known of a reporter of a case, and who is behind a telephone number. */
export const CONTACT_ROUTES = {
  getContact: {
    method: 'GET',
    path: '/v1/cases/{id}/contacts/{contact}',
    access: WORKERS,
    tag: 'case',
    summary: {
      ar: 'من يبلغ في هذا البلاغ: معرفاته، ولغته، وكيف يجوز الوصول إليه',
      en: 'A reporter of this case: identities, language, and how he may be reached',
    },
    params: ofContact,
    answer: { status: 200, body: 'Contact', etag: true },
  },
  setContactSafety: {
    method: 'PUT',
    path: '/v1/cases/{id}/contacts/{contact}',
    access: WORKERS,
    tag: 'case',
    summary: {
      ar: 'كيف يجوز الوصول إلى هذا الشخص دون أن يضره ذلك',
      en: 'How this person may be reached without harm to him',
    },
    params: ofContact,
    body: v.strictObject({
      callBack: v.picklist(CALL_BACK),
      window: v.exactOptional(hours),
      sharedDevice: v.boolean(),
      captorMaySee: v.boolean(),
      quietHoursLocal: v.exactOptional(hours),
      note: v.exactOptional(f.reason),
    }),
    ifMatch: true,
    answer: { status: 200, body: 'Contact', etag: true },
    fails: ['unavailable'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/v1/cases/{id}/deliveries',
    access: READERS,
    tag: 'case',
    summary: {
      ar: 'إلى أين وصلت كل رسالة منا: حالتها وتاريخ حالاتها',
      en: 'How far each of our messages got: its status, and its history of statuses',
    },
    params: v.strictObject({ id: f.caseId }),
    answer: { status: 200, body: 'Delivery', list: true },
  },
  leaveForUpload: {
    method: 'POST',
    path: '/v1/uploads',
    access: LOGGERS,
    tag: 'case',
    summary: {
      ar: 'إذن برفع ملف واحد حتى 16 ميجابايت، كلقطة شاشة لما رُصد؛ يُذكر مفتاحه عند تسجيل البلاغ',
      en: 'Leave to put one file of up to 16 MB, such as the screenshot of a post; its key goes with the new case',
    },
    body: v.strictObject({}),
    answer: { status: 201, body: 'Upload' },
    fails: ['unavailable'],
  },
  searchContacts: {
    method: 'POST',
    path: '/v1/contacts/search',
    access: LOGGERS,
    tag: 'case',
    summary: {
      ar: 'من وراء رقم الهاتف هذا، وبلاغاته: قبل تسجيل مكالمة',
      en: 'Who is behind this telephone number, and his cases: before a call is logged',
    },
    body: v.strictObject({ phone: f.phone, country: v.exactOptional(f.country) }),
    answer: { status: 200, body: 'ContactMatch', list: true },
  },
} as const satisfies Routes;
