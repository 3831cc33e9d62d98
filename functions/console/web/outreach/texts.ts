import type { Both } from '../../../../shared/case/events.ts';

/** What the screen of the broadcasts says. */
export const OUTREACH_TEXTS = {
  outreachLead: {
    ar: 'ما يُرسل إلى كثيرين مرة واحدة: تنويه إلى أصحاب البلاغات في مكان، وجواب شائعة إلى من سأل. يطلبه واحد ويوافق آخر.',
    en: 'What goes to many at once: a notice to the reporters of an area, the answer to a rumour to those who asked. One person asks for it, another agrees.',
  },
  noticesToSend: { ar: 'تنويهات', en: 'Notices' },
  answersOut: { ar: 'أجوبة شائعات', en: 'Answers to rumours' },
  noneToSend: { ar: 'لا تنويه منشور يمكن إرساله.', en: 'No notice is out that could be sent.' },
  sendNotice: { ar: 'أرسل التنويه', en: 'Send the notice' },
  audience: { ar: 'إلى من', en: 'To whom' },
  audienceHint: {
    ar: 'أصحاب البلاغات المفتوحة في الأزمة أو في الدول. البلاغات المقيدة لا تدخل.',
    en: 'The reporters of open cases in the crisis or the countries. Restricted cases are never among them.',
  },
  perMinute: { ar: 'رسائل في الدقيقة', en: 'Messages a minute' },
  askToSend: { ar: 'احسب العدد واطلب الإرسال', en: 'Count them and ask to send' },
  countFirst: {
    ar: 'لا يُرسل شيء الآن: تحسب الغرفة كم بلاغا سيصله، ثم يوافق شخص ثان وهو يرى العدد.',
    en: 'Nothing is sent yet: the room counts how many cases it would go to, then a second person agrees with the number in front of them.',
  },
  wouldReach: { ar: 'سيُرسل إلى أصحاب {{n}} بلاغا', en: 'It would go to the people of {{n}} cases' },
  waitsForSecondToSend: { ar: 'تنتظر موافقة شخص ثان', en: 'Waits for a second person to agree' },
  agree: { ar: 'أوافق، أرسله إلى {{n}}', en: 'I agree, send it to {{n}}' },
  typeNumber: { ar: 'اكتب العدد لتأكيد الإرسال', en: 'Type the number to confirm' },
  wrongNumber: { ar: 'ليس هذا هو العدد.', en: 'That is not the number.' },
  pause: { ar: 'أوقف الإرسال', en: 'Stop sending' },
  resume: { ar: 'أكمل من حيث وقف', en: 'Go on where it stopped' },
  casesDone: { ar: 'تم {{n}} من {{of}} بلاغا', en: '{{n}} of {{of}} cases done' },
  messagesQueued: { ar: 'رسائل: {{n}}', en: 'Messages: {{n}}' },
  reach: { ar: 'أين وصلت الرسائل', en: 'How far the messages came' },
  reach_queued: { ar: 'في الانتظار', en: 'Waiting' },
  reach_sent: { ar: 'أُرسلت', en: 'Sent' },
  reach_delivered: { ar: 'وصلت', en: 'Delivered' },
  reach_read: { ar: 'قُرئت', en: 'Read' },
  reach_failed: { ar: 'فشلت', en: 'Failed' },
  requestedBy: { ar: 'طلبه', en: 'Asked for by' },
  agreedBy: { ar: 'وافق عليه', en: 'Agreed to by' },
  toTheNotice: { ar: 'إلى التنويه', en: 'To the notice' },
  wholeCrisis: { ar: 'أزمة {{name}}', en: 'The crisis {{name}}' },
  versionSent: { ar: 'نسخة {{n}}', en: 'Version {{n}}' },
  sendAgain: { ar: 'إرسال جديد', en: 'Another sending' },
} as const satisfies Record<string, Both>;

export const BROADCAST_NAMES: Readonly<Record<'requested' | 'approved' | 'sending' | 'done' | 'stopped', Both>> = {
  requested: { ar: 'مطلوب', en: 'Asked for' },
  approved: { ar: 'يبدأ', en: 'Starting' },
  sending: { ar: 'يُرسل', en: 'Being sent' },
  done: { ar: 'تم', en: 'Done' },
  stopped: { ar: 'متوقف', en: 'Stopped' },
};

/** How its state is coloured. */
export function broadcastKind(state: keyof typeof BROADCAST_NAMES): 'open' | 'wait' | 'good' {
  return state === 'done' ? 'good' : state === 'requested' || state === 'stopped' ? 'wait' : 'open';
}
