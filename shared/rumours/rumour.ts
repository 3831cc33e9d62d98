import type { Rejection } from '../case/decide.ts';
import type { Both } from '../case/events.ts';
import { earliest } from '../clocks/time.ts';
import type { By, StreamStep } from '../ledger/execute.ts';
import type { RumourStatus, Verdict } from './vocabulary.ts';

/** Where a claim was met, and how often it was counted there. */
export interface Sighting {
  where: string;
  at: string;
  count: number;
}

/** A case whose reporter asked about the claim. */
export interface Asked {
  case: string;
  /** The message that asked, where it was named; then only its sender is told. */
  message?: string;
  contactId?: string;
  at: string;
  /** Version of the answer that went out to it. */
  told?: number;
}

/** One wording of the answer. Approval names the version, so that nobody approves what he has not read. */
export interface RumourAnswer {
  version: number;
  text: Both;
  by: string;
  at: string;
  approvedBy?: string;
  approvedAt?: string;
}

/** The head of stream `rumour#<id>`: the fold of its events. */
export interface Rumour {
  claim: Both;
  status: RumourStatus;
  crisis?: string;
  countries: string[];
  firstSeenAt: string;
  openedBy: string;
  openedAt: string;
  seenCount: number;
  /** The latest ones; the stream has all. */
  sightings: Sighting[];
  cases: Asked[];
  checking?: { authority: string; by: string; since: string };
  verdict?: { status: Verdict; sources: string[]; by: string; at: string; reviewAt: string };
  /** The verdict's date has passed: a supervisor is to look again. */
  review?: { since: string; told: boolean };
  /** The newest wording, approved or not. */
  draft?: RumourAnswer;
  /** The wording in force: officers insert it. Kept while a newer one is being written. */
  answer?: RumourAnswer;
  answers: number;
  /** The answer goes out to everyone who asked, and to whoever asks from now on. */
  sending?: { answer: number; by: string; at: string; told: number; skipped: Partial<Record<string, number>> };
}

/** A rumour keeps so many sightings at hand and so many cases at all: one head of a few kilobytes (decisions.md 25). */
const SIGHTINGS = 20;
const CASES = 1000;

type Step = StreamStep<Rumour> | Rejection;

export interface Claim {
  claim: Both;
  firstSeenAt?: string;
  seen?: { where: string; at?: string; count?: number };
  crisis?: string;
  countries?: string[];
}

/** A claim that somebody met. */
export function openRumour({ claim, firstSeenAt, seen, crisis, countries = [] }: Claim, { actor, now }: By): Step {
  const sighting = seen && { where: seen.where, at: seen.at ?? now, count: seen.count ?? 1 };
  const first = firstSeenAt ?? sighting?.at ?? now;
  if (first > now) return inTheFuture('/firstSeenAt');
  const data = { claim, countries, firstSeenAt: first, ...(crisis ? { crisis } : {}) };
  return {
    events: [{ type: 'rumour.opened', data }, ...(sighting ? [{ type: 'rumour.seen', data: sighting }] : [])],
    state: {
      ...data,
      status: 'open',
      openedBy: actor.id,
      openedAt: now,
      seenCount: sighting?.count ?? 0,
      sightings: sighting ? [sighting] : [],
      cases: [],
      answers: 0,
    },
  };
}

/** The claim was met again. */
export function seeAgain(rumour: Rumour, seen: { where: string; at?: string; count?: number }, { now }: By): Step {
  const sighting: Sighting = { where: seen.where, at: seen.at ?? now, count: seen.count ?? 1 };
  if (sighting.at > now) return inTheFuture('/at');
  return step('rumour.seen', sighting, {
    ...rumour,
    firstSeenAt: earliest([sighting.at, rumour.firstSeenAt]) ?? rumour.firstSeenAt,
    seenCount: rumour.seenCount + sighting.count,
    sightings: [...rumour.sightings, sighting].slice(-SIGHTINGS),
  });
}

/** A case asks about it. Naming it twice changes nothing; a message named later makes the asker known. */
export function linkCase(rumour: Rumour, asked: Omit<Asked, 'at' | 'told'>, { now }: By): Step {
  const known = rumour.cases.find((each) => each.case === asked.case);
  if (known && (known.message || !asked.message)) return { events: [], state: rumour };
  if (!known && rumour.cases.length >= CASES) {
    return reject('limit-reached', {
      ar: `الحد الأقصى ${CASES} بلاغ لكل شائعة`,
      en: `a rumour holds at most ${CASES} cases`,
    });
  }
  const entry: Asked = { ...known, at: now, ...asked };
  const cases = known ? rumour.cases.map((each) => (each === known ? entry : each)) : [...rumour.cases, entry];
  return step('rumour.linked', entry, { ...rumour, cases });
}

export function unlinkCase(rumour: Rumour, id: string): Step {
  if (!rumour.cases.some((each) => each.case === id)) return NOT_LINKED;
  return step('rumour.unlinked', { case: id }, { ...rumour, cases: rumour.cases.filter((each) => each.case !== id) });
}

/** A named authority looks into it. After a verdict this is the review. */
export function startCheck(rumour: Rumour, { authority }: { authority: string }, { actor, now }: By): Step {
  const { review: _seen, ...rest } = rumour;
  const checking = { authority, by: actor.id, since: now };
  return step('rumour.checking', { authority }, { ...rest, status: 'checking', checking });
}

/**
 * What the check found. It needs sources and a day on which somebody looks again: a crossing that is shut today opens tomorrow. A verdict
 * that differs from the one before takes the approved answer out of use, and stops it from going out.
 */
export function judge(
  rumour: Rumour,
  { status, sources, reviewAt }: { status: Verdict; sources: string[]; reviewAt: string },
  { actor, now }: By,
): Step {
  if (!rumour.checking) {
    return reject('illegal-transition', {
      ar: 'سجل أولا الجهة التي تتحقق',
      en: 'name the authority that checks it first',
    });
  }
  if (reviewAt <= now) {
    return { ...reject('validation', LATER), pointer: '/reviewAt' };
  }
  const { review: _done, ...rest } = rumour;
  const verdict = { status, sources, by: actor.id, at: now, reviewAt };
  const next = { ...rest, status, verdict };
  const stands = rumour.verdict === undefined || rumour.verdict.status === status;
  return step('rumour.judged', { status, sources, reviewAt }, stands ? next : withoutAnswer(next));
}

function withoutAnswer({ answer: _answer, sending: _sending, draft: _draft, ...rest }: Rumour): Rumour {
  return rest;
}

/** A wording for approval. Before a verdict it may say that the claim is being checked. */
export function proposeAnswer(rumour: Rumour, { text }: { text: Both }, { actor, now }: By): Step {
  if (rumour.status === 'open') {
    return reject('illegal-transition', {
      ar: 'لا جواب قبل بدء التحقق',
      en: 'no answer before anybody checks the claim',
    });
  }
  const draft: RumourAnswer = { version: rumour.answers + 1, text, by: actor.id, at: now };
  return step('rumour.answer-proposed', { version: draft.version, text }, { ...rumour, draft, answers: draft.version });
}

/** A second person approves exactly the version that was read. From here on officers may insert it. */
export function approveAnswer(rumour: Rumour, { version }: { version: number }, { actor, now }: By): Step {
  const { draft } = rumour;
  if (!draft || draft.version !== version) {
    return { ...reject('validation', NOT_THE_DRAFT), pointer: '/version' };
  }
  if (rumour.answer?.version === version) return { events: [], state: rumour };
  if (draft.by === actor.id) return reject('second-person-required', SECOND);
  const answer: RumourAnswer = { ...draft, approvedBy: actor.id, approvedAt: now };
  return step('rumour.answer-approved', { version }, { ...rumour, answer, draft: answer });
}

/** The approved answer goes out, once, to everyone who asked and to whoever asks from now on (intent; decisions.md 1). */
export function sendAnswer(rumour: Rumour, { version }: { version: number }, { actor, now }: By): Step {
  if (!rumour.answer || rumour.answer.version !== version) {
    return { ...reject('validation', NOT_APPROVED), pointer: '/version' };
  }
  if (rumour.sending?.answer === version) return { events: [], state: rumour };
  const sending = { answer: version, by: actor.id, at: now, told: 0, skipped: {} };
  return step('rumour.sending', { version }, { ...rumour, sending });
}

/** Cases that are still to be told the answer that goes out. */
export function untold({ cases, sending }: Rumour): Asked[] {
  return sending ? cases.filter(({ told }) => told !== sending.answer) : [];
}

/** What became of some cases: contacts that were written to, and why others were not. */
export interface Told {
  case: string;
  queued: number;
  skipped: Partial<Record<string, number>>;
}

/** The outcome for some cases, whether or not anybody there could be written to. */
export function recordTold(rumour: Rumour, version: number, told: readonly Told[]): Step {
  const { sending } = rumour;
  if (sending?.answer !== version || told.length === 0) return { events: [], state: rumour };
  const done = new Set(told.map((each) => each.case));
  return step(
    'rumour.told',
    { version, cases: told },
    {
      ...rumour,
      cases: rumour.cases.map((each) => (done.has(each.case) ? { ...each, told: version } : each)),
      sending: {
        ...sending,
        told: told.reduce((sum, { queued }) => sum + queued, sending.told),
        skipped: told.reduce((sum, { skipped }) => plus(sum, skipped), sending.skipped),
      },
    },
  );
}

/** Sums by reason. */
export function plus(
  one: Partial<Record<string, number>>,
  two: Partial<Record<string, number>>,
): Partial<Record<string, number>> {
  const sum = { ...one };
  for (const [why, count = 0] of Object.entries(two)) sum[why] = (sum[why] ?? 0) + count;
  return sum;
}

/** The day of review has come and nobody has taken it up. */
export function reviewIsDue({ verdict, review, status }: Rumour, now: string): boolean {
  return verdict !== undefined && status === verdict.status && review === undefined && verdict.reviewAt <= now;
}

export function markReviewDue(rumour: Rumour, now: string): Step {
  if (!reviewIsDue(rumour, now)) return { events: [], state: rumour };
  const { reviewAt } = rumour.verdict!;
  return step('rumour.review-due', { reviewAt }, { ...rumour, review: { since: reviewAt, told: false } });
}

/** The shift supervisor was told of it, or SNS refused the word for good. */
export function recordReviewTold(rumour: Rumour, outcome: object): Step {
  if (!rumour.review || rumour.review.told) return { events: [], state: rumour };
  return step('rumour.review-told', outcome, { ...rumour, review: { ...rumour.review, told: true } });
}

const SECOND: Both = {
  ar: 'يعتمد الجواب شخص غير من كتبه',
  en: 'somebody other than its writer approves the answer',
};
const NOT_THE_DRAFT: Both = {
  ar: 'ليست هذه أحدث صيغة للجواب: اقرأها أولا',
  en: 'this is not the newest wording of the answer: read it first',
};
const NOT_APPROVED: Both = { ar: 'هذه الصيغة غير معتمدة', en: 'this wording is not the approved one' };
const LATER: Both = { ar: 'موعد المراجعة يجب أن يكون لاحقا', en: 'the review lies ahead' };

const NOT_LINKED: Rejection = {
  rejected: 'not-found',
  detail: { ar: 'هذا البلاغ غير مرتبط بالشائعة', en: 'this case is not linked to the rumour' },
};

function inTheFuture(pointer: string): Rejection {
  return { ...reject('validation', { ar: 'هذا الوقت لم يأت بعد', en: 'that time has not come yet' }), pointer };
}

function reject(rejected: Rejection['rejected'], detail: Both): Rejection {
  return { rejected, detail };
}

function step(type: string, data: unknown, state: Rumour): Step {
  return { events: [{ type, data }], state };
}
