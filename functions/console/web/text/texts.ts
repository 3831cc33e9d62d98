import type { Both } from '../../../../shared/case/events.ts';
import { BOARD_TEXTS } from '../board/texts.ts';

/**
 * What the console's frame and its shared parts say, both languages side by side; words of the field as in the room's vocabulary. Each screen
 * brings its own (`addTexts`).
 */
export const TEXTS = {
  ...BOARD_TEXTS,
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
  mine: { ar: 'بلاغاتي', en: 'My cases' },
  call: { ar: 'تسجيل مكالمة', en: 'Log a call' },
  map: { ar: 'الخريطة', en: 'Map' },
  ladders: { ar: 'السلالم', en: 'Ladders' },
  agencies: { ar: 'الجهات', en: 'Agencies' },
  handover: { ar: 'التسليم', en: 'Handover' },
  sitreps: { ar: 'تقارير الموقف', en: 'Situation' },
  figures: { ar: 'الأرقام', en: 'Figures' },
  rumours: { ar: 'الشائعات', en: 'Rumours' },
  notices: { ar: 'التنويهات', en: 'Notices' },
  outreach: { ar: 'الإرسال الجماعي', en: 'Broadcasts' },
  reconcile: { ar: 'المطابقة', en: 'Reconciliation' },
  shifts: { ar: 'الورديات', en: 'Shifts' },
  screens: { ar: 'الشاشات', en: 'Screens' },
  more: { ar: 'المزيد', en: 'More' },
  loading: { ar: 'جار التحميل…', en: 'Loading…' },
  failed: { ar: 'تعذر ذلك.', en: 'That did not work.' },
  notSent: {
    ar: 'لا اتصال بالغرفة. لم يصل شيء، وما كتبته محفوظ.',
    en: 'The room cannot be reached. Nothing was sent; what you typed is kept.',
  },
  waiting: {
    ar: 'لا اتصال. سيُرسل تلقائيا عند عودة الاتصال.',
    en: 'No connection. It will be sent by itself as soon as there is one.',
  },
  sending: { ar: 'جار الإرسال…', en: 'Sending…' },
  trace: { ar: 'رقم التتبع', en: 'Trace' },
  retry: { ar: 'حاول مرة أخرى', en: 'Try again' },
  live: { ar: 'مباشر', en: 'Live' },
  polling: { ar: 'تحديث كل بضع ثوان', en: 'Refreshing every few seconds' },
  offline: { ar: 'لا اتصال', en: 'Offline' },
  offlineLong: {
    ar: 'لا اتصال بالغرفة. ما تكتبه محفوظ، وستلحق الشاشة بما فات عند عودة الاتصال.',
    en: 'No connection to the room. What you type is kept; the screen catches up by itself.',
  },
  skip: { ar: 'انتقل إلى المحتوى', en: 'Skip to content' },
  otherLanguage: { ar: 'English', en: 'العربية' },
  notHere: { ar: 'لا توجد شاشة بهذا العنوان، أو ليست لدورك.', en: 'There is no such screen, or not for your role.' },
  screenFailed: {
    ar: 'تعذر فتح هذه الشاشة. ما كتبته محفوظ.',
    en: 'This screen could not be opened. What you typed is kept.',
  },
  reload: { ar: 'أعد التحميل', en: 'Reload' },
  messages: { ar: 'رسائل', en: 'Messages' },
  dismiss: { ar: 'إخفاء', en: 'Dismiss' },
  close: { ar: 'إغلاق', en: 'Close' },
  cancel: { ar: 'إلغاء', en: 'Cancel' },
  preferences: { ar: 'تفضيلات', en: 'Preferences' },
  language: { ar: 'اللغة', en: 'Language' },
  arabic: { ar: 'العربية', en: 'العربية' },
  english: { ar: 'English', en: 'English' },
  theme: { ar: 'الإضاءة', en: 'Theme' },
  themeSystem: { ar: 'حسب الجهاز', en: 'As the machine' },
  themeDay: { ar: 'نهار', en: 'Day' },
  themeNight: { ar: 'ليل', en: 'Night' },
  digits: { ar: 'الأرقام', en: 'Digits' },
  digitsLatn: { ar: '0123456789', en: '0123456789' },
  digitsArab: { ar: '٠١٢٣٤٥٦٧٨٩', en: '٠١٢٣٤٥٦٧٨٩ (Arabic only)' },
  sound: { ar: 'صوت عند بلاغ أ1', en: 'Sound on a P1' },
  soundOn: { ar: 'نعم', en: 'On' },
  soundOff: { ar: 'لا', en: 'Off' },
  letterKeys: { ar: 'مفاتيح الحروف', en: 'Letter keys' },
  cairo: { ar: 'القاهرة', en: 'Cairo' },
} as const satisfies Record<string, Both>;

export type TextKey = keyof typeof TEXTS;
