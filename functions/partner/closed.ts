import type { Context } from 'hono';
import type { Both } from '../../shared/case/events.ts';
import { closedPage, PAGE_HEADERS } from './page.ts';

/** Why there is nothing to do, in the words of the page. */
export interface Closed {
  status: 400 | 404 | 409 | 410 | 503;
  title: Both;
  more: Both;
}

export const UNKNOWN: Closed = {
  status: 404,
  title: { ar: 'الرابط غير صحيح', en: 'This link is not valid' },
  more: { ar: 'تأكد من نسخ الرابط كاملا من الرسالة.', en: 'Check that the whole link was copied from the message.' },
};
export const EXPIRED: Closed = {
  status: 410,
  title: { ar: 'انتهت صلاحية هذا الرابط', en: 'This link has expired' },
  more: {
    ar: 'استعمل أحدث رسالة وصلتكم أو اتصل بغرفة العمليات.',
    en: 'Use the latest message you received, or call the operations room.',
  },
};
export const OVER: Closed = {
  status: 410,
  title: { ar: 'انتهت الحاجة إلى هذا الطلب', en: 'This request is no longer needed' },
  more: { ar: 'لا إجراء مطلوب منكم. شكرا لكم.', en: 'No action is required from you. Thank you.' },
};
export const UNREADABLE: Closed = {
  status: 400,
  title: { ar: 'لم نتمكن من قراءة الرد', en: 'Your answer could not be read' },
  more: { ar: 'ارجع إلى الصفحة وحاول مرة أخرى.', en: 'Go back to the page and try again.' },
};
export const BUSY: Closed = {
  status: 503,
  title: { ar: 'لم يُسجل ردكم بعد', en: 'Your answer is not recorded yet' },
  more: {
    ar: 'أعد المحاولة بعد لحظات أو اتصل بغرفة العمليات.',
    en: 'Try again in a moment, or call the operations room.',
  },
};

export async function closed(c: Context, { status, title, more }: Closed): Promise<Response> {
  return c.body(await closedPage(title, more), status, PAGE_HEADERS);
}
