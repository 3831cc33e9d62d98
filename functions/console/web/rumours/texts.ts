import type { Both } from '../../../../shared/case/events.ts';
import type { RumourStatus, Verdict } from '../../../../shared/rumours/vocabulary.ts';

/** What the rumour desk says. */
export const RUMOUR_TEXTS = {
  rumourLead: {
    ar: 'ما يتناقله الناس، ومن يتحقق منه، وجواب واحد معتمد يذهب مرة واحدة إلى كل من سأل.',
    en: 'What people pass on, who checks it, and one approved answer that goes once to everyone who asked.',
  },
  newRumour: { ar: 'سجل شائعة', en: 'Record a rumour' },
  claim: { ar: 'ما يُقال', en: 'The claim' },
  seenWhere: { ar: 'أين شوهدت', en: 'Where it was seen' },
  seenHint: { ar: 'مجموعة، صفحة، مكالمة', en: 'A group, a page, a call' },
  seenCount: { ar: 'كم مرة', en: 'How often' },
  countriesOf: { ar: 'الدول المعنية', en: 'Countries concerned' },
  crisisOf: { ar: 'الأزمة', en: 'Crisis' },
  heardTimes: { ar: 'شوهدت: {{n}}', en: 'Seen: {{n}}' },
  askedTimes: { ar: 'بلاغات سألت: {{n}}', en: 'Cases that asked: {{n}}' },
  firstSeen: { ar: 'أول مرة', en: 'First seen' },
  reviewDue: { ar: 'حان موعد مراجعتها', en: 'Due for review' },
  anyStatus: { ar: 'كل الحالات', en: 'Any state' },
  sightings: { ar: 'أين ومتى', en: 'Where and when' },
  seeAgain: { ar: 'شوهدت مرة أخرى', en: 'Seen again' },
  times: { ar: '{{n}} مرة', en: '{{n}} times' },
  casesAsked: { ar: 'بلاغات سألت عنها', en: 'Cases that asked about it' },
  linkCase: { ar: 'اربط بلاغا', en: 'Link a case' },
  caseNumber: { ar: 'رقم البلاغ', en: 'Case number' },
  unlink: { ar: 'فك ربط {{id}}', en: 'Unlink {{id}}' },
  toldThem: { ar: 'أُجيب', en: 'Answered' },
  notToldYet: { ar: 'ينتظر', en: 'Waiting' },
  checking: { ar: 'التحقق', en: 'Checking' },
  startCheck: { ar: 'سجل من يتحقق', en: 'Name who checks it' },
  checkAgain: { ar: 'تحقق من جديد', en: 'Check it again' },
  authority: { ar: 'الجهة التي تتحقق', en: 'The authority that checks' },
  authorityHint: { ar: 'القنصلية في وادي حلفا، مثلا', en: 'The consulate in Wadi Halfa, for instance' },
  checkedBy: { ar: 'تتحقق منها', en: 'Checked by' },
  verdict: { ar: 'النتيجة', en: 'Verdict' },
  giveVerdict: { ar: 'سجل النتيجة', en: 'Record the verdict' },
  sources: { ar: 'المصادر، سطر لكل مصدر', en: 'Sources, one on each line' },
  sourcesOf: { ar: 'المصادر', en: 'Sources' },
  reviewAt: { ar: 'تُراجع في', en: 'To be reviewed on' },
  answer: { ar: 'الجواب', en: 'Answer' },
  writeAnswer: { ar: 'اكتب الجواب', en: 'Write the answer' },
  rewriteAnswer: { ar: 'صيغة جديدة', en: 'A new wording' },
  propose: { ar: 'قدمه للاعتماد', en: 'Put it forward' },
  wording: { ar: 'صيغة {{n}}', en: 'Wording {{n}}' },
  waitsForSecond: { ar: 'تنتظر شخصا ثانيا', en: 'Waits for a second person' },
  inForce: { ar: 'معتمدة، يدرجها الموظف بضغطة', en: 'Approved; officers insert it with one key' },
  approveAnswer: { ar: 'اعتمد هذه الصيغة', en: 'Approve this wording' },
  sendAnswer: { ar: 'أرسلها إلى من سأل ({{n}})', en: 'Send it to those who asked ({{n}})' },
  sendingTo: { ar: 'أُرسل إلى {{told}} من {{of}} بلاغا سألت', en: 'Sent for {{told}} of {{of}} cases that asked' },
  messagesOut: { ar: 'رسائل: {{n}}', en: 'Messages: {{n}}' },
  whoAsksLater: { ar: 'ومن يسأل بعد ذلك يُجاب تلقائيا.', en: 'Whoever asks from now on is answered by itself.' },
  sureToSend: {
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
