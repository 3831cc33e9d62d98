import type { Both } from '../../../../shared/case/events.ts';

/** What the screen of the broadcasts says. */
export const OUTREACH_TEXTS = {
  'outreach.outreachLead': {
    ar: 'ما يُرسل إلى كثيرين مرة واحدة: تنويه إلى أصحاب البلاغات في مكان، وجواب شائعة إلى من سأل. يطلبه واحد ويوافق آخر.',
    en: 'What goes to many at once: a notice to the reporters of an area, the answer to a rumour to those who asked. One person asks for it, another agrees.',
  },
  'outreach.noticesToSend': { ar: 'تنويهات', en: 'Notices' },
  'outreach.answersOut': { ar: 'أجوبة شائعات', en: 'Answers to rumours' },
  'outreach.noneToSend': { ar: 'لا تنويه منشور يمكن إرساله.', en: 'No notice is out that could be sent.' },
  'outreach.sendNotice': { ar: 'أرسل التنويه', en: 'Send the notice' },
  'outreach.audience': { ar: 'إلى من', en: 'To whom' },
  'outreach.audienceHint': {
    ar: 'أصحاب البلاغات المفتوحة في الأزمة أو في الدول. البلاغات المقيدة لا تدخل.',
    en: 'The reporters of open cases in the crisis or the countries. Restricted cases are never among them.',
  },
  'outreach.perMinute': { ar: 'رسائل في الدقيقة', en: 'Messages a minute' },
  'outreach.askToSend': { ar: 'احسب العدد واطلب الإرسال', en: 'Count them and ask to send' },
  'outreach.countFirst': {
    ar: 'لا يُرسل شيء الآن: تحسب الغرفة كم بلاغا سيصله، ثم يوافق شخص ثان وهو يرى العدد.',
    en: 'Nothing is sent yet: the room counts how many cases it would go to, then a second person agrees with the number in front of them.',
  },
  'outreach.wouldReach': { ar: 'سيُرسل إلى أصحاب {{n}} بلاغا', en: 'It would go to the people of {{n}} cases' },
  'outreach.waitsForSecondToSend': { ar: 'تنتظر موافقة شخص ثان', en: 'Waits for a second person to agree' },
  'outreach.agree': { ar: 'أوافق، أرسله إلى {{n}}', en: 'I agree, send it to {{n}}' },
  'outreach.typeNumber': { ar: 'اكتب العدد لتأكيد الإرسال', en: 'Type the number to confirm' },
  'outreach.wrongNumber': { ar: 'ليس هذا هو العدد.', en: 'That is not the number.' },
  'outreach.pause': { ar: 'أوقف الإرسال', en: 'Stop sending' },
  'outreach.resume': { ar: 'أكمل من حيث وقف', en: 'Go on where it stopped' },
  'outreach.casesDone': { ar: 'تم {{n}} من {{of}} بلاغا', en: '{{n}} of {{of}} cases done' },
  'outreach.messagesQueued': { ar: 'رسائل: {{n}}', en: 'Messages: {{n}}' },
  'outreach.reach': { ar: 'أين وصلت الرسائل', en: 'How far the messages came' },
  'outreach.reach_queued': { ar: 'في الانتظار', en: 'Waiting' },
  'outreach.reach_sent': { ar: 'أُرسلت', en: 'Sent' },
  'outreach.reach_delivered': { ar: 'وصلت', en: 'Delivered' },
  'outreach.reach_read': { ar: 'قُرئت', en: 'Read' },
  'outreach.reach_failed': { ar: 'فشلت', en: 'Failed' },
  'outreach.requestedBy': { ar: 'طلبه', en: 'Asked for by' },
  'outreach.agreedBy': { ar: 'وافق عليه', en: 'Agreed to by' },
  'outreach.toTheNotice': { ar: 'إلى التنويه', en: 'To the notice' },
  'outreach.wholeCrisis': { ar: 'أزمة {{name}}', en: 'The crisis {{name}}' },
  'outreach.versionSent': { ar: 'نسخة {{n}}', en: 'Version {{n}}' },
  'outreach.sendAgain': { ar: 'إرسال جديد', en: 'Another sending' },
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
