import type { Both } from '../../../../shared/case/events.ts';

/** What the console says, both languages side by side; words of the field as in the room's vocabulary. */
export const TEXTS = {
  room: { ar: 'غرفة العمليات', en: 'Operations room' },
  signIn: { ar: 'الدخول', en: 'Sign in' },
  signOut: { ar: 'خروج', en: 'Sign out' },
  signInLead: {
    ar: 'ادخل بحسابك في الوزارة لتفتح اللوحة.',
    en: 'Sign in with your account of the ministry to open the board.',
  },
  sessionEnded: {
    ar: 'انتهت الجلسة. ما كتبته محفوظ على هذا الجهاز وستجده بعد الدخول.',
    en: 'Your session has ended. What you typed is kept on this machine and will be here after you sign in.',
  },
  board: { ar: 'اللوحة', en: 'Board' },
  loading: { ar: 'جار التحميل…', en: 'Loading…' },
  failed: { ar: 'تعذر التحميل.', en: 'Could not load.' },
  retry: { ar: 'حاول مرة أخرى', en: 'Try again' },
  live: { ar: 'مباشر', en: 'Live' },
  polling: { ar: 'تحديث كل بضع ثوان', en: 'Refreshing every few seconds' },
  offline: {
    ar: 'لا اتصال بالغرفة. ما تكتبه محفوظ، وسنلحق بما فات عند عودة الاتصال.',
    en: 'No connection to the room. What you type is kept; the screen catches up by itself.',
  },
  skip: { ar: 'انتقل إلى المحتوى', en: 'Skip to content' },
  otherLanguage: { ar: 'English', en: 'العربية' },
} as const satisfies Record<string, Both>;

export type TextKey = keyof typeof TEXTS;
