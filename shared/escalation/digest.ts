import type { Both } from '../case/events.ts';
import { type CaseState, OPEN_ESCALATION_STATES } from '../case/state.ts';
import { type Category, PRIORITIES, type Priority } from '../case/vocabulary.ts';
import { type DigestRung, slotOf, waitsFor } from '../clocks/digest.ts';
import { secondsBetween } from '../clocks/time.ts';
import type { SnsAlert } from './alert.ts';
import { CATEGORY_WORDS, countryWords, durationWords, hourWords, instantWords, PRIORITY_WORDS } from './words.ts';

/** How an escalation stands when the digest is made: still without an answer, answered meanwhile, over, or held until a person looks. */
type Standing = 'unanswered' | 'answered' | 'over' | 'held';

/** One escalation in a digest: nothing that says who somebody is, and no words that anybody typed. */
export interface DigestLine {
  case: string;
  alertId: string;
  agency: string;
  priority: Priority;
  standing: Standing;
  raisedAt: string;
  /** Absent of a restricted case. */
  category?: Category;
  country?: string;
}

/** One list for one of the highest tiers (d.3 rule 1): the data of `digest.issued`. */
export interface Digest {
  digestId: string;
  rung: DigestRung;
  /** Beginning of its quarter of an hour. */
  slot: string;
  issuedAt: string;
  unanswered: number;
  /** Answered or over since this tier was to be told. */
  answered: number;
  /** The most urgent, the oldest first. */
  lines: DigestLine[];
  /** Every case that is in it. */
  cases: string[];
  /** The intents that it carries out: `<case>.<seq>`. */
  intents: string[];
}

/** Lines that a person reads; the rest is a number and a link. */
const LINES = 50;

/**
 * What one tier is to hear of these cases.
 * @param states cases of which some intent waits for this rung's digest.
 */
export function digestOf(states: readonly CaseState[], rung: DigestRung, now: string): Digest {
  const waiting = states.flatMap((state) =>
    state.alerts.filter((alert) => waitsFor(alert, rung)).map((alert) => ({ state, alert })),
  );
  const about = new Map(waiting.map(({ state, alert }) => [alert.alertId, state]));
  const lines = [...about].flatMap(([alertId, state]) => lineOf(state, alertId)).sort(byUrgency);
  const unanswered = lines.filter(({ standing }) => isUnanswered(standing)).length;
  const slot = slotOf(now);
  return {
    digestId: `${rung}.${slot.slice(0, 16).replace(/[-:]/g, '')}Z`,
    rung,
    slot,
    issuedAt: now,
    unanswered,
    answered: lines.length - unanswered,
    lines: lines.slice(0, LINES),
    cases: [...new Set(waiting.map(({ state }) => state.id))],
    intents: waiting.map(({ state, alert }) => `${state.id}.${alert.seq}`),
  };
}

function lineOf(state: CaseState, alertId: string): DigestLine[] {
  const escalation = state.escalations.find((known) => known.alertId === alertId);
  if (!escalation) return [];
  const { agency, priority, raisedAt, category, country } = escalation;
  const restricted = escalation.restricted || state.sensitivity !== 'normal';
  const standing: Standing = !OPEN_ESCALATION_STATES.includes(escalation.state)
    ? 'over'
    : escalation.heldAt
      ? 'held'
      : ['raised', 'sent', 'failed'].includes(escalation.state)
        ? 'unanswered'
        : 'answered';
  const what = restricted ? {} : { category, ...(country ? { country } : {}) };
  return [{ case: state.id, alertId, agency, priority, standing, raisedAt, ...what }];
}

function byUrgency(a: DigestLine, b: DigestLine): number {
  const rank = ({ standing, priority, raisedAt }: DigestLine) =>
    `${isUnanswered(standing) ? 0 : 1} ${PRIORITIES.indexOf(priority)} ${raisedAt}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/** Somebody still has to do something about it. */
const isUnanswered = (standing: Standing) => standing === 'unanswered' || standing === 'held';

/**
 * A digest as one SNS message. Made again from the same digest it is the same, id included.
 * @param link where the board is, or the one case.
 */
export function digestMessage(digest: Digest, link: string, source: string): SnsAlert {
  const tier = Number(digest.rung.slice(1));
  const { intents: _intents, rung: _rung, ...data } = digest;
  const cloudEvent = JSON.stringify({
    specversion: '1.0',
    id: digest.digestId,
    source,
    type: 'opsroom.digest.issued.v1',
    subject: `digest/${digest.rung}`,
    time: digest.issuedAt,
    datacontenttype: 'application/json',
    // A mass event must fit into what SNS takes.
    data: { ...data, cases: digest.cases.slice(0, LINES), tier, ladder: 'room', link },
  });
  const email = `${part(digest, link, 'ar')}\n\n----------------------------------------\n\n${part(digest, link, 'en')}\n`;
  return {
    subject:
      digest.rung === 't1'
        ? `${digest.unanswered} old requests are held: look, then resume or stand down`
        : `${digest.unanswered} unanswered, ${digest.answered} answered: room T${tier}`,
    message: JSON.stringify({
      default: cloudEvent,
      sqs: cloudEvent,
      https: cloudEvent,
      email,
      sms: digestSms(digest, link),
    }),
    attributes: { agency: 'room', tier: String(tier), priority: digest.lines[0]?.priority ?? 'P1', kind: 'digest' },
  };
}

/** At most 134 UCS-2 units: the counts, the oldest while it fits, and the whole link. */
function digestSms({ rung, unanswered, answered, lines, issuedAt }: Digest, link: string): string {
  if (rung === 't1') return `طلبات قديمة متوقفة: ${unanswered}. راجعها واستأنف أو أنه ${link}`;
  const head = `ملخص ${hourWords(issuedAt)}: بلا رد ${unanswered}${answered ? `، تم الرد ${answered}` : ''}`;
  const first = lines[0];
  const oldest =
    first?.standing === 'unanswered'
      ? `، أولها ${first.case} منذ ${durationWords(secondsBetween(first.raisedAt, issuedAt)).ar}`
      : '';
  const tail = ` ${link}`;
  return head.length + oldest.length + tail.length <= 134 ? head + oldest + tail : head + tail;
}

const STANDING: Readonly<Record<Standing, Both>> = {
  unanswered: { ar: 'بلا رد', en: 'no answer' },
  answered: { ar: 'تم الرد', en: 'answered' },
  over: { ar: 'انتهت الحاجة', en: 'over' },
  held: { ar: 'متوقف، ينتظر مراجعة', en: 'held, waits to be looked at' },
};

function part(digest: Digest, link: string, side: keyof Both): string {
  const say = (ar: string, en: string) => (side === 'ar' ? ar : en);
  const { rung, unanswered, answered, lines, issuedAt } = digest;
  const more = unanswered + answered - lines.length;
  return [
    ...(rung === 't1'
      ? [
          say(
            `لم يعمل المنبه أكثر من يوم. طلبات توقف تصعيدها حتى تراجعها: ${unanswered}`,
            `The clock was out for more than a day. Requests held until you look at them: ${unanswered}`,
          ),
          say('استأنف ما زال مطلوبا، وأعلن انتهاء ما انتهى.', 'Resume what is still needed, stand down what is over.'),
        ]
      : [say(`طلبات إلى الجهات بلا رد: ${unanswered}`, `Requests to agencies without an answer: ${unanswered}`)]),
    ...(answered ? [say(`تم الرد عليها أو انتهت: ${answered}`, `Answered or over: ${answered}`)] : []),
    instantWords(issuedAt)[side],
    '',
    ...lines.map((line) =>
      [
        PRIORITY_WORDS[line.priority][side],
        line.case,
        line.category && CATEGORY_WORDS[line.category][side],
        line.country && countryWords(line.country)[side],
        line.agency,
        STANDING[line.standing][side],
        isUnanswered(line.standing) && durationWords(secondsBetween(line.raisedAt, issuedAt))[side],
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    ...(more > 0 ? [say(`وغيرها: ${more}`, `and ${more} more`)] : []),
    '',
    say(`لوحة الغرفة: ${link}`, `The room's board: ${link}`),
  ].join('\n');
}
