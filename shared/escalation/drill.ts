import type { Agency } from '../agency/agency.ts';
import { type Drill, type RedReason, redReasons, type Standing } from '../agency/standing.ts';
import type { Both } from '../case/events.ts';
import { SMS_UNITS, type SnsAlert } from './alert.ts';
import { capDrill } from './cap.ts';
import { hourWords, instantWords } from './words.ts';

/** What a drill is called wherever it is shown: nobody may take it for an alert. */
const DRILL_WORDS: Readonly<Record<Drill['kind'], Both>> = {
  exercise: { ar: 'تمرين', en: 'EXERCISE' },
  test: { ar: 'اختبار', en: 'TEST' },
};

/** CAP's words for it. */
const STATUS = { exercise: 'Exercise', test: 'Test' } as const;

/** A drill as one SNS message for one tier. It concerns no case and asks for one press of a link. */
export function drillMessage(
  agency: Pick<Agency, 'id'>,
  drill: Drill,
  tier: number,
  { link, ackBy, capSender }: { link: string; ackBy: string; capSender?: string },
): SnsAlert {
  const words = DRILL_WORDS[drill.kind];
  const identifier = `${drill.drillId}.${tier}`;
  const data = {
    alertId: drill.drillId,
    revision: 1,
    agency: agency.id,
    tier,
    status: STATUS[drill.kind],
    ask: `${words.ar}: اضغط الرابط · ${words.en}: press the link`,
    ackBy,
    link,
  };
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: identifier,
    source: '/ops-room/daily',
    type: `opsroom.agency.${drill.kind}.v1`,
    subject: `agency/${agency.id}`,
    time: drill.at,
    datacontenttype: 'application/json',
    correlationid: drill.drillId,
    data,
  });
  const status = STATUS[drill.kind];
  const body = capSender
    ? capDrill({ identifier, sender: capSender, sent: drill.at, status, agency: agency.id, tier, words, link, ackBy })
    : cloudEvent;
  const email = [
    `*** ${words.ar} ***`,
    'غرفة العمليات تتأكد من وصول التنبيهات إليكم. لا يوجد بلاغ ولا إجراء سوى تأكيد الاستلام.',
    `نرجو الرد قبل: ${instantWords(ackBy).ar}`,
    `للرد: ${link}`,
    '',
    '----------------------------------------',
    '',
    `*** ${words.en} ***`,
    'The operations room checks that its alerts reach you. There is no case; only confirm that you received this.',
    `Please answer before: ${instantWords(ackBy).en}`,
    `To answer: ${link}`,
    '',
  ].join('\n');
  const long = `*${words.ar}* غرفة العمليات تختبر وصول التنبيهات. أكد قبل ${hourWords(ackBy)}: ${link}`;
  const sms = long.length <= SMS_UNITS ? long : `*${words.ar}* ${link}`;
  return {
    subject: `${words.en}: operations room, please confirm`,
    message: JSON.stringify({ default: body, sqs: body, https: body, email, sms }),
    attributes: { agency: agency.id, tier: String(tier), priority: 'P4', kind: drill.kind },
  };
}

const REASONS: Readonly<Record<RedReason, Both>> = {
  subscriptions: { ar: 'عناوين غير مشتركة أو غير مؤكدة', en: 'addresses not subscribed or not confirmed' },
  quiet: { ar: 'لا رد على آخر ثلاثة تنبيهات', en: 'the last three alerts went unanswered' },
  drill: { ar: 'لا رد على التمرين', en: 'the drill went unanswered' },
};

/** What the shift supervisor hears of an agency that cannot be relied upon, or can again. Holds no address and no name of a person. */
export function standingMessage(
  agency: Pick<Agency, 'id' | 'name'>,
  standing: Standing,
  { seq, at }: { seq: number; at: string },
  link: string,
): SnsAlert {
  const reasons = redReasons(standing);
  const red = reasons.length > 0;
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: `${agency.id}.${seq}`,
    source: '/ops-room/daily',
    type: `opsroom.agency.${red ? 'red' : 'recovered'}.v1`,
    subject: `agency/${agency.id}`,
    time: at,
    datacontenttype: 'application/json',
    data: { agency: agency.id, reasons, faults: standing.faults.length, link },
  });
  const why = (side: keyof Both) => reasons.map((reason) => REASONS[reason][side]);
  const email = [
    red ? `الجهة ${agency.name.ar} لا يعتمد عليها الآن. اتصل بها هاتفيا.` : `الجهة ${agency.name.ar} عادت إلى الخدمة.`,
    ...why('ar').map((words) => `- ${words}`),
    link,
    '',
    '----------------------------------------',
    '',
    red
      ? `${agency.name.en} cannot be relied upon now. Telephone them.`
      : `${agency.name.en} can be relied upon again.`,
    ...why('en').map((words) => `- ${words}`),
    link,
    '',
  ].join('\n');
  const long = `الجهة ${agency.id}: ${red ? `اتصل بها. ${why('ar').join('، ')}` : 'عادت إلى الخدمة'} ${link}`;
  const sms =
    long.length <= SMS_UNITS ? long : `الجهة ${agency.id}: ${red ? 'اتصل بها' : 'عادت'} ${link}`.slice(0, SMS_UNITS);
  return {
    subject: `${agency.id}: ${red ? 'cannot be relied upon, telephone them' : 'recovered'}`,
    message: JSON.stringify({ default: cloudEvent, sqs: cloudEvent, https: cloudEvent, email, sms }),
    attributes: { agency: agency.id, tier: '1', priority: red ? 'P2' : 'P4', kind: 'notice' },
  };
}
