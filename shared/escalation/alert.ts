import type { Both, CaseEvent, EventData } from '../case/events.ts';
import type { CaseState, Escalation } from '../case/state.ts';
import { GRADES, type Grade } from '../case/vocabulary.ts';
import type { Rung } from '../clocks/policy.ts';
import type { AlertData } from './alert-data.ts';
import { capXml } from './cap.ts';
import { shortCode } from './keyed-reply.ts';
import { knownOf, scrub } from './scrub.ts';
import { CATEGORY_WORDS, countryWords, hourWords, instantWords, PRIORITY_WORDS } from './words.ts';

/** Two parts of 67 Arabic letters: what a text message may cost and still arrive whole (d.3 rule 12). */
export const SMS_UNITS = 134;

/** Events that an agency or a rung of the room hears of. */
export type AlertEvent = Extract<
  CaseEvent,
  {
    type:
      | 'escalation.raised'
      | 'escalation.climbed'
      | 'escalation.ack-expired'
      | 'escalation.resumed'
      | 'escalation.answered'
      | 'escalation.acknowledged'
      | 'escalation.declined'
      | 'escalation.completed'
      | 'escalation.stood-down';
  }
>;

type Kind = 'raised' | 're-escalated' | 'stood-down';

const KINDS: Readonly<Record<AlertEvent['type'], Kind>> = {
  'escalation.raised': 'raised',
  'escalation.climbed': 're-escalated',
  'escalation.ack-expired': 're-escalated',
  'escalation.resumed': 're-escalated',
  'escalation.answered': 're-escalated',
  'escalation.acknowledged': 'stood-down',
  'escalation.declined': 'stood-down',
  'escalation.completed': 'stood-down',
  'escalation.stood-down': 'stood-down',
};

export function isAlertEvent(event: { type: string }): event is AlertEvent {
  return event.type in KINDS;
}

/** Why it is being told, beside the kind: lets a receiver of all tiers tell "answered by another tier" from "over". */
const BECAUSE: Readonly<Record<AlertEvent['type'], string>> = {
  'escalation.raised': 'raised',
  'escalation.climbed': 'unanswered',
  'escalation.ack-expired': 'acknowledgement-expired',
  'escalation.resumed': 'resumed',
  'escalation.answered': 'question-answered',
  'escalation.acknowledged': 'acknowledged',
  'escalation.declined': 'declined',
  'escalation.completed': 'completed',
  'escalation.stood-down': 'stood-down',
};

/** What SNS is given: `MessageStructure: json`, one body per protocol. */
export interface SnsAlert {
  subject: string;
  message: string;
  attributes: Record<string, string>;
}

export interface AlertInput {
  state: CaseState;
  escalation: Escalation;
  event: AlertEvent;
  rung: Rung;
  /** Absent from a stand-down: there is nothing left to answer. */
  link?: string;
  /** Until when an answer is expected; absent from a stand-down. */
  ackBy?: string;
  /** Languages the agency reads; Arabic unless told. */
  languages?: readonly string[];
  /** Given where the agency's machines read CAP 1.2: the room's host, as its sender. */
  capSender?: string;
  /** Events that the agency was told before about this request, from the first: CAP refers to them. */
  earlier?: readonly CaseEvent[];
}

const OPEN_LINK = 'افتح الرابط · Open the link';
const TEXT_LIMIT = 1000;
const CITY_LIMIT = 40;

/**
 * An event of an escalation as one SNS message for one rung. Built again from the same event it has the same id, so that
 * publishing again is harmless (d.3 rule 8). Carries no name, telephone, photo or street (d.3 rule 11).
 */
export function alertMessage(input: AlertInput): SnsAlert {
  const data = alertData(input);
  const kind = KINDS[input.event.type];
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: `${input.state.id}.${input.event.seq}`,
    source: `/ops-room/${input.state.crisis ?? 'daily'}`,
    type: `opsroom.escalation.${kind}.v1`,
    subject: `case/${input.state.id}`,
    time: input.event.at,
    datacontenttype: 'application/json',
    correlationid: data.alertId,
    policyversion: input.event.policy,
    priority: data.priority,
    data,
  });
  const cap = input.capSender && capOf(input, data, kind, input.capSender);
  const body = cap || cloudEvent;
  return {
    subject: subjectOf(data, kind),
    message: JSON.stringify({
      default: body,
      sqs: body,
      https: body,
      // A person reads the top of an e-mail, a machine finds the document below it.
      email: cap ? `${emailText(data, kind)}\n${cap}\n` : emailText(data, kind),
      sms: smsText(data, kind, !input.languages?.length || input.languages.some((lang) => lang.startsWith('ar'))),
    }),
    attributes: {
      agency: data.agency,
      tier: String(data.tier),
      priority: data.priority,
      ...(data.category ? { category: data.category } : {}),
      ...(data.country ? { country: data.country } : {}),
      kind,
      // By these the room knows an alert again that a subscriber did not take, whatever its form.
      alert: data.alertId,
      event: `${input.state.id}.${input.event.seq}`,
      rung: input.rung,
    },
  };
}

const CAP_TYPES = { raised: 'Alert', 're-escalated': 'Update', 'stood-down': 'Cancel' } as const;

/** Of these events those by which the agency was told of a request before the event of that seq. */
export function toldBefore(events: readonly CaseEvent[], alertId: string, seq: number): AlertEvent[] {
  return events.filter((event): event is AlertEvent => {
    if (!isAlertEvent(event) || event.data.alertId !== alertId || event.seq >= seq) return false;
    if (event.type === 'escalation.climbed') return event.data.told && event.data.rung.startsWith('a');
    return 'tell' in event.data ? event.data.tell.some((rung) => rung.startsWith('a')) : true;
  });
}

function capOf({ state, event, earlier = [] }: AlertInput, data: AlertData, kind: Kind, sender: string): string {
  const msgType = CAP_TYPES[kind];
  return capXml({
    data,
    identifier: `${state.id}.${event.seq}`,
    sender,
    sent: event.at,
    msgType,
    earlier: earlier.map(({ case: id, seq, at }) => ({ identifier: `${id}.${seq}`, sent: at })),
    ...(data.restricted ? {} : { grade: gradeOf(state) }),
    ...(state.crisis ? { incident: state.crisis } : {}),
  });
}

function alertData({ state, escalation, event, rung, link, ackBy }: AlertInput): AlertData {
  const restricted = escalation.restricted || state.sensitivity !== 'normal';
  const known = knownOf(state);
  const common = {
    alertId: escalation.alertId,
    revision: event.seq,
    case: state.id,
    agency: escalation.agency,
    tier: Number(rung.slice(1)),
    ladder: rung.startsWith('a') ? ('agency' as const) : ('room' as const),
    because: BECAUSE[event.type],
    priority: escalation.priority,
    restricted,
    ...(ackBy ? { ackBy } : {}),
    ...(link ? { link } : {}),
  };
  if (restricted) return { ...common, ask: OPEN_LINK };
  const { category, country, need, quantity, personsCount, childrenCount, by } = escalation;
  const city = escalation.city && cut(scrub(escalation.city, known), CITY_LIMIT);
  const answer =
    event.type === 'escalation.answered' ? (event.data as EventData['escalation.answered']).text : undefined;
  return {
    ...common,
    category,
    ...(country ? { country } : {}),
    ...(city ? { city } : {}),
    ask: cut(scrub(escalation.ask, known), TEXT_LIMIT),
    ...(need ? { need } : {}),
    ...(quantity === undefined ? {} : { quantity }),
    personsCount,
    childrenCount,
    ...(by ? { by } : {}),
    ...(answer ? { answer: cut(scrub(answer, known), TEXT_LIMIT) } : {}),
  };
}

/** The best evidence there is of anybody's state in the case (domain.md c.2). */
function gradeOf({ persons }: CaseState): Grade {
  const found = persons.flatMap(({ safety }) => (safety ? [GRADES.indexOf(safety.grade)] : []));
  return GRADES[Math.max(0, ...found)]!;
}

/** SNS takes up to 99 plain characters here. */
function subjectOf(data: AlertData, kind: Kind): string {
  const what = data.category ? CATEGORY_WORDS[data.category].en : 'open the link';
  if (kind === 'stood-down') return `${data.case}: no action needed`;
  return `${data.priority} ${data.case}: ${what}${data.ladder === 'room' ? ` (no answer from ${data.agency})` : ''}`.slice(
    0,
    99,
  );
}

/**
 * A text message of at most 134 UCS-2 units with the whole link (decisions.md 12): the place goes first, then the counts,
 * then the rest of the words; the link never.
 * @throws RangeError when the link alone leaves no room for the reference: the origin's name is then too long for alerts.
 */
export function smsText(data: AlertData, kind: Kind, arabic: boolean): string {
  if (kind === 'stood-down') {
    const answered = data.because === 'acknowledged';
    return arabic
      ? `${answered ? 'تم الرد على' : 'انتهت الحاجة'} ${data.case}، لا مطلوب إجراء. شكراً`
      : `${data.case}: ${answered ? 'answered' : 'no longer needed'}, no action required. Thank you`;
  }
  const side = arabic ? 'ar' : 'en';
  const tail = data.link ? ` ${data.link}` : '';
  const head = `${PRIORITY_WORDS[data.priority][side]} ${data.case}`;
  if (head.length + tail.length > SMS_UNITS) throw new RangeError('the link is too long for a text message');
  const what = data.category ? ` ${CATEGORY_WORDS[data.category][side]}` : '';
  const people = peopleWords(data, arabic);
  const place = data.city ? `${arabic ? '،' : ','} ${data.city}` : '';
  const reply = data.ackBy
    ? arabic
      ? `. الرد قبل ${hourWords(data.ackBy)}:`
      : `. Reply by ${hourWords(data.ackBy)}:`
    : '';
  const code = data.ladder === 'agency' && reply ? ` (${arabic ? 'تم' : 'ACK'} ${shortCode(data.alertId)})` : '';
  const keyed = reply.replace(/:$/, `${code}:`);
  const fits = [
    `${what}${people}${place}${keyed}`,
    `${what}${people}${place}${reply}`,
    `${what}${people}${reply}`,
    `${what}${reply}`,
    what,
    '',
  ];
  const middle = fits.find((words) => head.length + words.length + tail.length <= SMS_UNITS) ?? '';
  return head + middle + tail;
}

function peopleWords(data: AlertData, arabic: boolean): string {
  if (!data.personsCount) return '';
  const children = data.childrenCount
    ? arabic
      ? ` (أطفال ${data.childrenCount})`
      : ` (${data.childrenCount} children)`
    : '';
  return arabic ? `: أشخاص ${data.personsCount}${children}` : `: ${data.personsCount} people${children}`;
}

/** Both languages, one under the other, as plain text: SNS e-mail knows no other form. */
function emailText(data: AlertData, kind: Kind): string {
  return `${emailPart(data, kind, 'ar')}\n\n----------------------------------------\n\n${emailPart(data, kind, 'en')}\n`;
}

function emailPart(data: AlertData, kind: Kind, side: keyof Both): string {
  const say = (ar: string, en: string) => (side === 'ar' ? ar : en);
  if (kind === 'stood-down') {
    const answered = data.because === 'acknowledged';
    return [
      say(`البلاغ ${data.case}`, `Case ${data.case}`),
      answered
        ? say(
            'تم الرد على هذا التنبيه من مستوى آخر. لا إجراء مطلوب منكم.',
            'This alert was answered at another level. No action is needed from you.',
          )
        : say('انتهت الحاجة إلى هذا الطلب. لا إجراء مطلوب.', 'This request is over. No action is needed.'),
      say('شكرا لكم', 'Thank you'),
    ].join('\n');
  }
  const label = (ar: string, en: string, value: string | undefined) => (value ? [`${say(ar, en)}: ${value}`] : []);
  const country = data.country ? countryWords(data.country)[side] : undefined;
  const where = [data.city, country].filter(Boolean).join(say('، ', ', '));
  return [
    `${PRIORITY_WORDS[data.priority][side]} · ${data.case}`,
    ...(data.ladder === 'room'
      ? [say(`لا رد من الجهة: ${data.agency}`, `No answer from the agency: ${data.agency}`)]
      : kind === 're-escalated' && data.because === 'unanswered'
        ? [say('لم يصل رد من المستوى السابق', 'The previous level has not answered')]
        : []),
    '',
    ...label('النوع', 'Kind', data.category && CATEGORY_WORDS[data.category][side]),
    ...label('المكان', 'Place', where),
    ...label('عدد الأشخاص', 'People', data.personsCount ? String(data.personsCount) : undefined),
    ...label('منهم أطفال', 'Children among them', data.childrenCount ? String(data.childrenCount) : undefined),
    ...label('المطلوب', 'What is asked', data.ask),
    ...label('رد الغرفة على سؤالكم', "The room's answer to your question", data.answer),
    ...label('مطلوب قبل', 'Needed by', data.by && instantWords(data.by)[side]),
    '',
    ...label('نرجو الرد قبل', 'Please answer before', data.ackBy && instantWords(data.ackBy)[side]),
    ...label('للرد', 'To answer', data.link),
    ...(data.ladder === 'agency' && data.ackBy
      ? [
          say(
            `أو برسالة نصية أو واتساب إلى الغرفة من رقمكم المسجل: تم ${shortCode(data.alertId)}`,
            `Or by SMS or WhatsApp to the room from your registered number: ACK ${shortCode(data.alertId)}`,
          ),
        ]
      : []),
  ].join('\n');
}

/** By whole characters, with a mark that something is missing. */
function cut(text: string, limit: number): string {
  const letters = [...text];
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join('')}…`;
}
