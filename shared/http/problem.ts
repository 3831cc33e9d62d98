import type { Rejection } from '../case/decide.ts';
import type { Both } from '../case/events.ts';

/**
 * Every way a request can fail (domain.md f.5): the last part of `type`, the status, the title. Titles say nothing of what was asked for: cases,
 * rosters, notices, agencies and reports fail in the same words.
 */
export const PROBLEMS = {
  validation: { status: 400, title: { ar: 'الطلب غير صحيح', en: 'The request is not valid' } },
  unauthenticated: { status: 401, title: { ar: 'يلزم تسجيل الدخول', en: 'Sign in first' } },
  forbidden: { status: 403, title: { ar: 'غير مسموح لهذا الدور', en: 'Not allowed for this role' } },
  'consent-required': {
    status: 403,
    title: { ar: 'لا يُنشر شيء عن شخص دون موافقته', en: 'Nothing is told of a person without consent' },
  },
  'not-found': { status: 404, title: { ar: 'غير موجود', en: 'Not found' } },
  'method-not-allowed': {
    status: 405,
    title: { ar: 'هذه الطريقة غير متاحة هنا', en: 'That method is not offered here' },
  },
  'illegal-transition': {
    status: 409,
    title: { ar: 'الحالة الراهنة لا تسمح بهذا الإجراء', en: 'The present status does not allow this' },
  },
  'open-obligations': {
    status: 409,
    title: { ar: 'هناك تصعيدات أو وعود لم تنته بعد', en: 'Escalations or promises are still open' },
  },
  'second-person-required': {
    status: 409,
    title: { ar: 'يلزم شخص ثان لهذا الإجراء', en: 'This needs a second person' },
  },
  'contact-safety': {
    status: 409,
    title: { ar: 'قواعد سلامة هذا الشخص لا تسمح بهذا', en: 'The safety of this person does not allow this' },
  },
  'limit-reached': { status: 409, title: { ar: 'بلغت القائمة حدها الأقصى', en: 'This list is full' } },
  'idempotency-in-progress': {
    status: 409,
    title: { ar: 'الطلب نفسه ما زال قيد التنفيذ', en: 'The same request is still being carried out' },
  },
  'token-expired': { status: 410, title: { ar: 'انتهى هذا الرابط أو هذا الطلب', en: 'This link or request is over' } },
  'version-conflict': {
    status: 412,
    title: { ar: 'تغير هذا منذ أن قرأته', en: 'Somebody changed this since you read it' },
  },
  'payload-too-large': { status: 413, title: { ar: 'الطلب أكبر من المسموح', en: 'The request is too large' } },
  'unsupported-media-type': {
    status: 415,
    title: { ar: 'نوع المحتوى غير مقبول', en: 'That content type is not read here' },
  },
  'idempotency-mismatch': {
    status: 422,
    title: { ar: 'استعمل المفتاح نفسه من قبل مع طلب آخر', en: 'That key was used before with another body' },
  },
  'precondition-required': {
    status: 428,
    title: { ar: 'أرسل رقم النسخة في If-Match', en: 'Send the version you read in If-Match' },
  },
  'rate-limited': {
    status: 429,
    title: { ar: 'طلبات كثيرة، حاول بعد قليل', en: 'Too many requests, try again shortly' },
  },
  internal: { status: 500, title: { ar: 'خطأ في النظام', en: 'Something is wrong on our side' } },
  unavailable: {
    status: 503,
    title: { ar: 'النظام مشغول، أعد المحاولة بعد قليل', en: 'The room is busy; try again shortly' },
  },
} as const satisfies Record<string, { status: number; title: Both }>;

export type ProblemType = keyof typeof PROBLEMS;

/** One field at fault: where (JSON Pointer), what kind, in both languages. Never the value itself: it may be personal. */
export interface FieldError {
  pointer: string;
  code: string;
  message: Both;
}

/** A failure as a value: what the caller gets, before it becomes a response. */
export interface Problem {
  problem: ProblemType;
  detail?: Both;
  errors?: FieldError[];
  /** Further members: `allowed`, `open`, `currentVersion`, `failing`. */
  extra?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
}

export function problem(type: ProblemType, rest: Omit<Problem, 'problem'> = {}): Problem {
  return { problem: type, ...rest };
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

const SECONDS_TO_RETRY = '1';

/** 503 that asks for another try. */
export function unavailable(): Problem {
  return problem('unavailable', { headers: { 'Retry-After': SECONDS_TO_RETRY } });
}

/** 412 with the version that is current now. */
export function stale(currentVersion: number): Problem {
  return problem('version-conflict', { extra: { currentVersion }, headers: { ETag: `"${currentVersion}"` } });
}

const OF_REJECTION: Record<Rejection['rejected'], ProblemType> = {
  'illegal-transition': 'illegal-transition',
  'open-obligations': 'open-obligations',
  'second-person-required': 'second-person-required',
  forbidden: 'forbidden',
  'consent-required': 'consent-required',
  'not-found': 'not-found',
  validation: 'validation',
  'limit-reached': 'limit-reached',
  gone: 'token-expired',
};

/** The one mapping from what a rule refuses to what HTTP says. */
export function problemOf(rejection: Rejection): Problem {
  const { rejected, detail, allowed, pointer, open } = rejection;
  return problem(OF_REJECTION[rejected], {
    detail,
    ...(pointer !== undefined ? { errors: [{ pointer, code: rejected, message: detail }] } : {}),
    ...(allowed || open ? { extra: { ...(allowed ? { allowed } : {}), ...(open ? { open } : {}) } } : {}),
  });
}

/** `application/problem+json` (RFC 9457); `title` and `detail` in the reader's language, both languages in `text`. */
export function problemResponse(
  failure: Problem,
  traceId: string,
  instance: string,
  acceptLanguage: string | undefined,
): Response {
  const { status, title } = PROBLEMS[failure.problem];
  const lang = /^\s*ar\b/i.test(acceptLanguage ?? '') ? 'ar' : 'en';
  const body = {
    type: `/problems/${failure.problem}`,
    title: title[lang],
    status,
    ...(failure.detail ? { detail: failure.detail[lang] } : {}),
    instance,
    traceId,
    text: failure.detail ?? title,
    ...(failure.errors ? { errors: failure.errors } : {}),
    ...failure.extra,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...failure.headers, 'Content-Type': 'application/problem+json', 'Content-Language': lang },
  });
}
