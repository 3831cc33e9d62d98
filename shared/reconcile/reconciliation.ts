import type { Rejection } from '../case/decide.ts';
import type { Actor, Both } from '../case/events.ts';
import type { Channel } from '../case/vocabulary.ts';
import type { StreamStep } from '../ledger/execute.ts';
import type { StreamName } from '../ledger/stream.ts';

/**
 * A comparison of what providers say they delivered with what the ledger holds (channels.md 1.4). Twilio remembers messages, calls
 * and recordings, and what the ledger lacks is taken in anew. Telegram remembers only what still waits; Meta nothing.
 */
export const STEPS = ['messages', 'calls', 'recordings', 'telegram'] as const;
export type StepName = (typeof STEPS)[number];

/** What cannot be compared, said beside every result so that nobody takes silence for proof. */
export const LIMITS: readonly Both[] = [
  {
    ar: 'تويليو: تقارن الرسائل والمكالمات والتسجيلات في الاتجاهين، وما لم يصل يدخل الغرفة من جديد. رموز التفاعل ومواقع واتساب لا تظهر في قوائمها.',
    en: 'Twilio: messages both ways, calls and recordings are compared, and what was lost is taken in anew. Its lists do not show the positions sent by WhatsApp.',
  },
  {
    ar: 'تيليجرام: لا يحتفظ بما سلمه، ويعرف منه فقط ما ينتظر التسليم وآخر خطأ وعنوان الاستقبال.',
    en: 'Telegram keeps nothing it has delivered: only what still waits, the last error and the address it posts to can be seen.',
  },
  {
    ar: 'واتساب وماسنجر من ميتا: لا سجل لديهما للمقارنة، ويعيدان المحاولة سبعة أيام وساعة على التوالي.',
    en: 'WhatsApp and Messenger by Meta have no history to compare with; they repeat for seven days and one hour.',
  },
];

/**
 * `message`, `call`, `recording`: delivered by the provider and not in the ledger. `status`: what became of a message of ours was never told.
 * `sent_elsewhere`: left our account and is not in the ledger. The others speak of Telegram's webhook: updates wait, were refused, go to
 * another address, or are of a kind that was not asked for.
 */
export const GAP_KINDS = [
  'message',
  'call',
  'recording',
  'status',
  'sent_elsewhere',
  'pending',
  'refused',
  'elsewhere',
  'not_asked',
] as const;

/** One thing that one side has and the other lacks. Holds no words and nobody's number. */
export interface Gap {
  kind: (typeof GAP_KINDS)[number];
  /** The provider's id, where it has one. */
  id?: string;
  channel?: Channel;
  at?: string;
  /** A count, or the provider's own words about an error. */
  detail?: string;
}

/** Gaps that intake closes. */
const FED: readonly Gap['kind'][] = ['message', 'call', 'recording', 'status'];
export const isFed = ({ kind }: Gap) => FED.includes(kind);

export interface Step {
  state: 'waiting' | 'done' | 'failed';
  /** Lines compared, and gaps among them. */
  compared: number;
  gaps: number;
  /** Handed to intake. */
  fed: number;
  /** Where the next page of the list is; the first where absent. */
  cursor?: string;
  /** Gaps of the page at hand that are recorded and perhaps not handed to intake yet. */
  open?: string[];
  /** Why it could not be compared: an HTTP status, a missing setting. */
  code?: string;
}

export interface Reconciliation {
  /** From this instant up to, not including, the other. */
  from: string;
  to: string;
  askedAt: string;
  askedBy: Pick<Actor, 'kind' | 'id'>;
  steps: Record<StepName, Step>;
  finishedAt?: string;
}

export const reconciliationStream = (id: string): StreamName => `reconciliation#${id}`;

/** Earlier than a message is old, its webhook may still be on its way through the queue. */
const SETTLING_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/** The job of each day compares the day before, whole: its run is named after the day it compares, so that there is one of each. */
export function daily(now: number): { id: string; from: string; to: string } {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const [from, to] = [midnight - DAY_MS, midnight].map((each) => new Date(each).toISOString()) as [string, string];
  return { id: `${to.slice(0, 10)}-daily`, from, to };
}

/** Markers live for 60 days (decisions.md 8): before that everything would look lost. */
const OLDEST_MS = 45 * DAY_MS;

/** What the button compares: the last 24 hours unless told otherwise. Nothing younger than ten minutes, nothing older than markers. */
export function periodOf(
  asked: { from?: string | undefined; to?: string | undefined },
  now: number,
): { from: string; to: string } | Rejection {
  const to = Math.min(asked.to ? Date.parse(asked.to) : now, now - SETTLING_MS);
  const from = asked.from ? Date.parse(asked.from) : to - DAY_MS;
  if (from < now - OLDEST_MS) return refuse('/from', TOO_OLD);
  if (from >= to) return refuse('/from', EMPTY);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

const TOO_OLD: Both = {
  ar: 'يمكن مقارنة آخر ٤٥ يوما فقط',
  en: 'only the last 45 days can be compared',
};
const EMPTY: Both = {
  ar: 'يجب أن تسبق البداية النهاية، وتترك آخر عشر دقائق لأن رسائلها قد تكون في الطريق',
  en: 'the start must lie before the end; the last ten minutes are left out, their messages may be on their way',
};

const refuse = (pointer: string, detail: Both): Rejection => ({ rejected: 'validation', detail, pointer });

const NOTHING: Step = { state: 'waiting', compared: 0, gaps: 0, fed: 0 };

export function ask(
  period: { from: string; to: string },
  askedBy: Reconciliation['askedBy'],
  askedAt: string,
): StreamStep<Reconciliation> {
  const steps = Object.fromEntries(STEPS.map((name) => [name, NOTHING])) as Reconciliation['steps'];
  return {
    events: [{ type: 'reconciliation.asked', data: period }],
    state: { ...period, askedAt, askedBy, steps },
  };
}

/** What is to be compared next; undefined when all is done. */
export function nextStep({ steps }: Reconciliation): StepName | undefined {
  return STEPS.find((name) => steps[name].state === 'waiting');
}

/** Gaps of the page at hand, recorded before anything is done about them; those recorded by a run that died are not again. */
export function found(
  state: Reconciliation,
  name: StepName,
  gaps: readonly Gap[],
): StreamStep<Reconciliation> | undefined {
  const step = state.steps[name];
  const fresh = gaps.filter(({ kind, id }) => !step.open?.includes(`${kind} ${id}`));
  if (fresh.length === 0) return undefined;
  const open = [...(step.open ?? []), ...fresh.map(({ kind, id }) => `${kind} ${id}`)];
  return {
    events: [{ type: 'reconciliation.found', data: { step: name, gaps: fresh } }],
    state: withStep(state, name, { ...step, open, gaps: step.gaps + fresh.length }),
  };
}

/** The page is compared and its gaps are with intake. Without a next page the step is done, with the last step all is. */
export function compared(
  state: Reconciliation,
  name: StepName,
  { lines, next }: { lines: number; next?: string | undefined },
  now: string,
): StreamStep<Reconciliation> {
  const { open = [], cursor: _done, ...step } = state.steps[name];
  const fed = open.filter((gap) => FED.includes(gap.slice(0, gap.indexOf(' ')) as Gap['kind'])).length;
  const after = { ...step, compared: step.compared + lines, fed: step.fed + fed };
  const done = withStep(state, name, next ? { ...after, cursor: next } : { ...after, state: 'done' });
  return ended(done, { type: 'reconciliation.compared', data: { step: name, lines, fed } }, now);
}

/** The provider could not be asked; the other steps go on. */
export function failed(state: Reconciliation, name: StepName, code: string, now: string): StreamStep<Reconciliation> {
  const { open: _open, ...step } = state.steps[name];
  const after = withStep(state, name, { ...step, state: 'failed', code });
  return ended(after, { type: 'reconciliation.failed', data: { step: name, code } }, now);
}

function ended(
  state: Reconciliation,
  event: StreamStep<Reconciliation>['events'][number],
  now: string,
): StreamStep<Reconciliation> {
  if (nextStep(state)) return { events: [event], state };
  return {
    events: [event, { type: 'reconciliation.finished', data: {} }],
    state: { ...state, finishedAt: now },
  };
}

function withStep(state: Reconciliation, name: StepName, step: Step): Reconciliation {
  return { ...state, steps: { ...state.steps, [name]: step } };
}
