import type { Both } from '../../../../shared/case/events.ts';
import type { RumourStatus, Verdict } from '../../../../shared/rumours/vocabulary.ts';

/** What the rumour desk says. */
export const RUMOUR_TEXTS = {
  'rumours.rumourLead': {
    ar: 'ما يتناقله الناس، ومن يتحقق منه، وجواب واحد معتمد يذهب مرة واحدة إلى كل من سأل.',
    en: 'What people pass on, who checks it, and one approved answer that goes once to everyone who asked.',
  },
  'rumours.newRumour': { ar: 'سجل شائعة', en: 'Record a rumour' },
  'rumours.claim': { ar: 'ما يُقال', en: 'The claim' },
  'rumours.seenWhere': { ar: 'أين شوهدت', en: 'Where it was seen' },
  'rumours.seenHint': { ar: 'مجموعة، صفحة، مكالمة', en: 'A group, a page, a call' },
  'rumours.seenCount': { ar: 'كم مرة', en: 'How often' },
  'rumours.countriesOf': { ar: 'الدول المعنية', en: 'Countries concerned' },
  'rumours.crisisOf': { ar: 'الأزمة', en: 'Crisis' },
  'rumours.heardTimes': { ar: 'شوهدت: {{n}}', en: 'Seen: {{n}}' },
  'rumours.askedTimes': { ar: 'بلاغات سألت: {{n}}', en: 'Cases that asked: {{n}}' },
  'rumours.firstSeen': { ar: 'أول مرة', en: 'First seen' },
  'rumours.reviewDue': { ar: 'حان موعد مراجعتها', en: 'Due for review' },
  'rumours.anyStatus': { ar: 'كل الحالات', en: 'Any state' },
  'rumours.sightings': { ar: 'أين ومتى', en: 'Where and when' },
  'rumours.seeAgain': { ar: 'شوهدت مرة أخرى', en: 'Seen again' },
  'rumours.times': { ar: '{{n}} مرة', en: '{{n}} times' },
  'rumours.casesAsked': { ar: 'بلاغات سألت عنها', en: 'Cases that asked about it' },
  'rumours.linkCase': { ar: 'اربط بلاغا', en: 'Link a case' },
  'rumours.caseNumber': { ar: 'رقم البلاغ', en: 'Case number' },
  'rumours.unlink': { ar: 'فك ربط {{id}}', en: 'Unlink {{id}}' },
  'rumours.toldThem': { ar: 'أُجيب', en: 'Answered' },
  'rumours.notToldYet': { ar: 'ينتظر', en: 'Waiting' },
  'rumours.checking': { ar: 'التحقق', en: 'Checking' },
  'rumours.startCheck': { ar: 'سجل من يتحقق', en: 'Name who checks it' },
  'rumours.checkAgain': { ar: 'تحقق من جديد', en: 'Check it again' },
  'rumours.authority': { ar: 'الجهة التي تتحقق', en: 'The authority that checks' },
  'rumours.authorityHint': { ar: 'القنصلية في وادي حلفا، مثلا', en: 'The consulate in Wadi Halfa, for instance' },
  'rumours.checkedBy': { ar: 'تتحقق منها', en: 'Checked by' },
  'rumours.verdict': { ar: 'النتيجة', en: 'Verdict' },
  'rumours.giveVerdict': { ar: 'سجل النتيجة', en: 'Record the verdict' },
  'rumours.sources': { ar: 'المصادر، سطر لكل مصدر', en: 'Sources, one on each line' },
  'rumours.sourcesOf': { ar: 'المصادر', en: 'Sources' },
  'rumours.reviewAt': { ar: 'تُراجع في', en: 'To be reviewed on' },
  'rumours.answer': { ar: 'الجواب', en: 'Answer' },
  'rumours.writeAnswer': { ar: 'اكتب الجواب', en: 'Write the answer' },
  'rumours.rewriteAnswer': { ar: 'صيغة جديدة', en: 'A new wording' },
  'rumours.propose': { ar: 'قدمه للاعتماد', en: 'Put it forward' },
  'rumours.wording': { ar: 'صيغة {{n}}', en: 'Wording {{n}}' },
  'rumours.waitsForSecond': { ar: 'تنتظر شخصا ثانيا', en: 'Waits for a second person' },
  'rumours.inForce': { ar: 'معتمدة، يدرجها الموظف بضغطة', en: 'Approved; officers insert it with one key' },
  'rumours.approveAnswer': { ar: 'اعتمد هذه الصيغة', en: 'Approve this wording' },
  'rumours.sendAnswer': { ar: 'أرسلها إلى من سأل ({{n}})', en: 'Send it to those who asked ({{n}})' },
  'rumours.sendingTo': {
    ar: 'أُرسل إلى {{told}} من {{of}} بلاغا سألت',
    en: 'Sent for {{told}} of {{of}} cases that asked',
  },
  'rumours.messagesOut': { ar: 'رسائل: {{n}}', en: 'Messages: {{n}}' },
  'rumours.whoAsksLater': {
    ar: 'ومن يسأل بعد ذلك يُجاب تلقائيا.',
    en: 'Whoever asks from now on is answered by itself.',
  },
  'rumours.sureToSend': {
    ar: 'سيصل هذا الجواب إلى أصحاب {{n}} بلاغا، ولا يمكن استرجاعه.',
    en: 'This answer will go to the people of {{n}} cases. It cannot be taken back.',
  },
} as const satisfies Record<string, Both>;

export const RUMOUR_STATUS_NAMES: Readonly<Record<RumourStatus, Both>> = {
  open: { ar: 'لم يُتحقق منها', en: 'Not checked' },
  checking: { ar: 'قيد التحقق', en: 'Being checked' },
  true: { ar: 'صحيحة', en: 'True' },
  false: { ar: 'غير صحيحة', en: 'False' },
  misleading: { ar: 'مضللة', en: 'Misleading' },
  unverifiable: { ar: 'لا يمكن التحقق', en: 'Unverifiable' },
};

export const VERDICT_NAMES: Readonly<Record<Verdict, Both>> = {
  true: RUMOUR_STATUS_NAMES.true,
  false: RUMOUR_STATUS_NAMES.false,
  misleading: RUMOUR_STATUS_NAMES.misleading,
  unverifiable: RUMOUR_STATUS_NAMES.unverifiable,
};

/** How its state is coloured. */
export function statusKind(status: RumourStatus): 'open' | 'wait' | 'good' {
  return status === 'open' ? 'wait' : status === 'checking' ? 'open' : 'good';
}
