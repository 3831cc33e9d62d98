import type { Both } from '../case/events.ts';
import { SMS_UNITS, type SnsAlert } from '../escalation/alert.ts';
import { instantWords } from '../escalation/words.ts';
import type { HandoverHead, HandoverNotice } from './handover.ts';

/** What each notice is called, and how urgent it is. */
const KINDS = {
  late: { type: 'opsroom.handover.late.v1', priority: 'P2' },
  accepted: { type: 'opsroom.handover.accepted.v1', priority: 'P4' },
  audited: { type: 'opsroom.handover.audited.v1', priority: 'P2' },
} as const satisfies Record<HandoverNotice['kind'], { type: string; priority: string }>;

/**
 * What a rung of the room hears of a handover: that nobody accepted it, that somebody did after all, or what was left lying after it. Numbers and
 * a link; it names no case and no person.
 */
export function handoverMessage({ id, state }: HandoverHead, notice: HandoverNotice, link: string): SnsAlert {
  const { kind, rung, seq, at } = notice;
  const { shiftEndsAt, audited } = state;
  const tier = Number(rung.slice(1));
  const counts = { untouched: audited?.untouched.length ?? 0, left: audited?.left.length ?? 0 };
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: `${id}.${seq}.${rung}`,
    source: '/ops-room/daily',
    type: KINDS[kind].type,
    subject: `handover/${id}`,
    time: at,
    datacontenttype: 'application/json',
    data: { handover: id, ladder: 'room', tier, shiftEndsAt, ...(kind === 'audited' ? counts : {}), link },
  });
  const words = wordsOf(kind, shiftEndsAt, counts);
  const long = `${words.ar} ${link}`;
  return {
    subject: SUBJECTS[kind],
    message: JSON.stringify({
      default: cloudEvent,
      sqs: cloudEvent,
      https: cloudEvent,
      email: `${words.ar}\n${link}\n\n----------------------------------------\n\n${words.en}\n${link}\n`,
      sms: long.length <= SMS_UNITS ? long : `${SHORT[kind]} ${link}`,
    }),
    attributes: { agency: 'room', tier: String(tier), priority: KINDS[kind].priority, kind: 'notice' },
  };
}

const SUBJECTS: Readonly<Record<HandoverNotice['kind'], string>> = {
  late: 'The shift is over and nobody accepted its handover',
  accepted: 'The handover was accepted',
  audited: 'Cases lie untouched since the handover',
};

const SHORT: Readonly<Record<HandoverNotice['kind'], string>> = {
  late: 'وردية انتهت ولم يُقبل تسليمها:',
  accepted: 'قُبل التسليم:',
  audited: 'بلاغات لم تُمس منذ التسليم:',
};

function wordsOf(kind: HandoverNotice['kind'], shiftEndsAt: string, counts: { untouched: number; left: number }): Both {
  const end = instantWords(shiftEndsAt);
  switch (kind) {
    case 'late':
      return {
        ar: `انتهت الوردية ${end.ar} ولم يقبل أحد تسليمها. مسؤولو البلاغات ما زالوا من الوردية المنصرفة.`,
        en: `The shift ended at ${end.en} and nobody accepted its handover. Its people still own their cases.`,
      };
    case 'accepted':
      return {
        ar: `قُبل تسليم الوردية التي انتهت ${end.ar}. لا مطلوب إجراء.`,
        en: `The handover of the shift that ended at ${end.en} was accepted. Nothing is asked of you.`,
      };
    case 'audited':
      return {
        ar: `بعد ساعتين من التسليم: بلاغات لم يمسها أحد ${counts.untouched}، وبلاغات ما زالت مع من انصرف ${counts.left}.`,
        en: `Two hours after the handover: ${counts.untouched} cases untouched, ${counts.left} still with people who went home.`,
      };
  }
}
