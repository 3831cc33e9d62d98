import { secondsBetween } from '../../clocks/time.ts';
import { type Context, currentPolicy, type Rejection } from '../decide.ts';
import type { Actor, Both } from '../events.ts';
import { isOver } from '../obligations.ts';
import { type CaseState, LIST_LIMIT, OPEN_ESCALATION_STATES } from '../state.ts';
import { OPEN_STATUSES, type Status } from '../vocabulary.ts';

/** Statuses of a case that people still work on: most of what is said about it may be said in these. */
export const WORKING: readonly Status[] = OPEN_STATUSES;

/** Statuses in which the record may still be added to: facts arrive after the end, too. */
export const RECORDABLE: readonly Status[] = [
  ...OPEN_STATUSES,
  'resolved',
  'closed',
  'invalid',
  'transferred',
  'merged',
];

export function isSupervisor(actor: Actor): boolean {
  return actor.role === 'supervisor' || actor.role === 'director';
}

export function reject(rejected: Rejection['rejected'], detail: Both, more: Partial<Rejection> = {}): Rejection {
  return { rejected, detail, ...more };
}

export function invalidField(pointer: string, detail: Both): Rejection {
  return { rejected: 'validation', detail, pointer };
}

export function notFound(what: Both): Rejection {
  return {
    rejected: 'not-found',
    detail: {
      ar: `${what.ar} غير موجود في هذا البلاغ`,
      en: `no such ${what.en} in this case`,
    },
  };
}

/** Lists of a case are capped (decisions.md 25). */
export function full(list: readonly unknown[], pointer: string): Rejection | undefined {
  if (list.length < LIST_LIMIT) return undefined;
  return {
    rejected: 'limit-reached',
    detail: {
      ar: `الحد الأقصى ${LIST_LIMIT} في البلاغ الواحد`,
      en: `a case holds at most ${LIST_LIMIT} of these`,
    },
    pointer,
  };
}

/** A case with an open escalation, a pending promise or a ringing telephone cannot be ended until each is finished or stood down (c.3 rule 5). */
export function openObligations(state: CaseState, promises = state.promises): Rejection | undefined {
  const open = [
    ...state.escalations.filter((e) => OPEN_ESCALATION_STATES.includes(e.state)).map((e) => e.alertId),
    ...promises.filter((p) => p.status === 'pending').map((p) => p.promiseId),
    ...state.rings.filter((ring) => !isOver(ring)).map((ring) => ring.messageId),
  ];
  if (open.length === 0) return undefined;
  return {
    rejected: 'open-obligations',
    detail: {
      ar: 'في البلاغ تصعيد مفتوح أو وعد لم يُنفّذ: أنهه أو أعلن انتهاء الحاجة أولاً',
      en: 'an escalation or a promise is still open: finish it or stand it down first',
    },
    open,
  };
}

/** c.3 rule 3: enough attempts, on enough channels, over long enough; never for P1 and P2 without a supervisor. */
export function mayGiveUpContact(state: CaseState, context: Context): Rejection | undefined {
  if (state.priority === 'P1' || state.priority === 'P2') {
    if (isSupervisor(context.actor)) return undefined;
    return reject('second-person-required', {
      ar: 'إنهاء بلاغ أ1 أو أ2 لتعذر الاتصال يحتاج مشرفاً',
      en: 'ending a P1 or P2 without contact needs a supervisor',
    });
  }
  if (isSupervisor(context.actor)) return undefined;
  const { attempts, channels, span } = currentPolicy(context, state).noContact;
  const first = state.attempts[0];
  const last = state.attempts.at(-1);
  const enough =
    first &&
    last &&
    state.attempts.length >= attempts &&
    new Set(state.attempts.map((attempt) => attempt.channel)).size >= channels &&
    secondsBetween(first.at, last.at) >= span;
  if (enough) return undefined;
  return invalidField('/code', {
    ar: `يلزم ${attempts} محاولات على ${channels} قناتين مختلفتين خلال ${span / 3600} ساعة على الأقل`,
    en: `needs ${attempts} attempts on ${channels} channels over at least ${span / 3600} hours`,
  });
}

export function person(state: CaseState, personId: string) {
  return state.persons.find((known) => known.personId === personId);
}

export function reporter(state: CaseState, contactId: string) {
  return state.reporters.find((known) => known.contactId === contactId);
}

export function unknownContact(): Rejection {
  return invalidField('/contactId', {
    ar: 'جهة الاتصال هذه ليست من مبلّغي البلاغ',
    en: 'this contact is not a reporter of the case',
  });
}
