import { tellReporter } from '../../shared/case/commands/index.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { inLanes } from '../../shared/lanes.ts';
import { appendStream, execute, type Room, type StreamStep } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import { audienceOf } from '../../shared/notices/audience.ts';
import { fixAudience, isSending, type Notice, placeOf, recordProgress } from '../../shared/notices/notice.ts';
import { noticeStream } from '../../shared/notices/vocabulary.ts';
import type { Leases, Outbox } from '../../shared/outbox/carry-out.ts';
import { toldMarker } from '../../shared/outreach/told.ts';
import { langOf, OUTREACH_TEMPLATE, type Said, wayTo, wordsFor } from '../../shared/outreach/way.ts';
import { loadContact } from '../../shared/people/contacts.ts';
import { reviewMessage } from '../../shared/rumours/review.ts';
import {
  markReviewDue,
  plus,
  type Rumour,
  recordReviewTold,
  recordTold,
  reviewIsDue,
  type Told,
  untold,
} from '../../shared/rumours/rumour.ts';
import { rumourStream } from '../../shared/rumours/vocabulary.ts';

/** The world as outreach needs it. */
export interface OutreachDeps {
  room: Room;
  leases: Leases;
  publish: Outbox['publish'];
  count: Outbox['count'];
  /** Origin of the room, without a trailing slash. */
  baseUrl: string;
  now(): number;
}

/** One run: its name, and how much time it still has. */
export interface Run {
  id: string;
  remainingMs(): number;
}

/** Longer than one run; whoever died is followed by the next minute. */
const LEASE_SECONDS = 60;
/** What one stretch may take at its worst. */
const RESERVE_MS = 15_000;
/** Cases told before it is written down how far it came. */
const STRETCH = 20;
/** Answers to a rumour in a minute. */
const RUMOUR_PACE = 120;
const LANES = 4;
const MERGES = 10;

/**
 * The minute of everything that goes to many: notices that two people let out, answers to rumours, rumours whose day of review has come.
 * A run that dies at any point is finished by the next: each message is put on its case under a marker of notice and contact, so nobody
 * gets it twice, and how far it came is written down after every stretch.
 */
export async function runOutreach(deps: OutreachDeps, run: Run): Promise<void> {
  const { store } = deps.room;
  const [notices, rumours] = await Promise.all([store.list<Notice>('notice'), store.list<Rumour>('rumour')]);
  const now = nowOf(deps);
  const work = [
    ...notices
      .filter(({ state }) => isSending(state, now))
      .map(({ id }) => ({ name: `notice#${id}`, go: () => sendNotice(deps, id, run) })),
    ...rumours
      .filter(({ state }) => untold(state).length > 0 || reviewIsDue(state, now) || state.review?.told === false)
      .map(({ id }) => ({ name: `rumour#${id}`, go: () => workRumour(deps, id, run) })),
  ];
  for (const { name, go } of work) {
    if (run.remainingMs() < RESERVE_MS) return log('outreach.unfinished', { waiting: name });
    const holder = `outreach-${run.id}`;
    if (!(await deps.leases.take(`outreach#${name}`, holder, LEASE_SECONDS))) continue;
    try {
      await go();
    } catch (error) {
      // One that fails must not keep the others.
      log('outreach.failed', { of: name, error: (error as Error).name });
    } finally {
      await deps.leases.release(`outreach#${name}`, holder).catch(() => undefined);
    }
  }
}

async function sendNotice(deps: OutreachDeps, id: string, run: Run): Promise<void> {
  const { store } = deps.room;
  let head = await store.head<Notice>(noticeStream(id));
  if (head?.state.broadcast?.state === 'approved') {
    const cases = await audienceOf(store, head.state.broadcast.audience);
    head = await step<Notice>(deps, noticeStream(id), ({ state, version }) => fixAudience(state, version, cases));
  }
  let sent = 0;
  while (head && isSending(head.state, nowOf(deps)) && run.remainingMs() >= RESERVE_MS) {
    const { broadcast, current } = head.state;
    if (!broadcast || !current || sent >= broadcast.perMinute) return;
    const from = broadcast.at;
    const cases = await casesFrom(deps, id, head.state, from, Math.min(STRETCH, broadcast.perMinute - sent));
    const { title, body, instruction } = current.content;
    const said: Said = {
      title,
      body,
      ...(instruction ? { more: instruction } : {}),
      link: `${deps.baseUrl}/alerts/${id}`,
    };
    const about = { broadcast: `${id}.${broadcast.version}` };
    const told = await inLanes(LANES, cases, (each) => tellCase(deps, each, said, about));
    const queued = told.reduce((sum, each) => sum + each.queued, 0);
    const skipped = told.reduce((sum, each) => plus(sum, each.skipped), {});
    const done = { version: broadcast.version, from, to: from + cases.length, queued, skipped };
    sent += queued;
    head = await step<Notice>(deps, noticeStream(id), ({ state }) => recordProgress(state, done, nowOf(deps)));
  }
}

/** The next cases of the audience that was fixed when it began. */
async function casesFrom(deps: OutreachDeps, id: string, { broadcast }: Notice, from: number, count: number) {
  const place = broadcast && placeOf(broadcast, from);
  if (!place) return [];
  const { events } = await deps.room.store.timeline(noticeStream(id), place.seq - 1, 1);
  const { cases = [] } = (events[0]?.data ?? {}) as { cases?: string[] };
  return cases.slice(place.index, place.index + count).map((each) => ({ case: each }));
}

async function workRumour(deps: OutreachDeps, id: string, run: Run): Promise<void> {
  const stream = rumourStream(id);
  let head = await deps.room.store.head<Rumour>(stream);
  if (head && reviewIsDue(head.state, nowOf(deps))) {
    head = await step<Rumour>(deps, stream, ({ state }) => markReviewDue(state, nowOf(deps)));
  }
  if (head?.state.review?.told === false) head = await tellReview(deps, head);
  let sent = 0;
  while (head && sent < RUMOUR_PACE && run.remainingMs() >= RESERVE_MS) {
    const { answer, sending } = head.state;
    const cases = untold(head.state).slice(0, STRETCH);
    if (!answer || !sending || cases.length === 0) return;
    const about = { rumour: `${id}.${sending.answer}` };
    const told = await inLanes(LANES, cases, (each) => tellCase(deps, each, { body: answer.text }, about));
    sent += told.reduce((sum, each) => sum + each.queued, 0);
    head = await step<Rumour>(deps, stream, ({ state }) => recordTold(state, sending.answer, told));
  }
}

/** The shift supervisor hears that a verdict is to be looked at again. Published before it is recorded: told twice rather than never. */
async function tellReview(deps: OutreachDeps, { id, state }: Head<Rumour>): Promise<Head<Rumour> | undefined> {
  const published = await deps.publish('rung-t1', reviewMessage(id, state, `${deps.baseUrl}/rumours/${id}`));
  if ('refused' in published) {
    deps.count('AlertRefused');
    log('alert.refused', { rumour: id, reason: published.refused });
  }
  return step<Rumour>(deps, rumourStream(id), (head) => recordReviewTold(head.state, published));
}

/** Puts the text on one case, for each of those it is meant for who may be written to. */
async function tellCase(
  deps: OutreachDeps,
  asked: { case: string; contactId?: string },
  said: Said,
  about: { broadcast: string } | { rumour: string },
): Promise<Told> {
  const told: Told = { case: asked.case, queued: 0, skipped: {} };
  const skip = (why: string) => {
    told.skipped = plus(told.skipped, { [why]: 1 });
  };
  const first = (await deps.room.store.load(asked.case))?.state;
  if (!first) return told;
  const state = 'rumour' in about ? await mergedInto(deps, first) : first;
  const meant = new Set(asked.contactId ? [asked.contactId] : first.reporters.map(({ contactId }) => contactId));
  for (const reporter of state.reporters.filter(({ contactId }) => meant.has(contactId))) {
    const { contactId, channel } = reporter;
    const contact = reporter.address ? await loadContact(deps.room.store, contactId) : undefined;
    const way = wayTo(state, reporter, contact?.state, nowOf(deps));
    if ('skip' in way) {
      skip(way.skip);
      continue;
    }
    const lang = langOf(state);
    const text = wordsFor(said, channel, way.way, lang);
    const input = { contactId, text, lang, about, ...(way.way === 'template' ? { template: OUTREACH_TEMPLATE } : {}) };
    const marker = seenMarker(toldMarker(about, contactId));
    const done = await execute(deps.room, state.id, tellReporter, input, byOutreach(deps), { marker });
    if (done.outcome === 'done') told.queued += 1;
    // Put there by a run that died before it wrote so down, or on another case of the same person.
    else if (done.outcome === 'repeated' && done.memory.stream === caseStream(state.id)) told.queued += 1;
    else if (done.outcome === 'repeated') skip('told_elsewhere');
    else if (done.outcome === 'rejected' || done.outcome === 'missing') skip('ended');
    // The stretch comes again; whoever has it is not told twice.
    else throw new Error(`outreach on ${state.id}: ${done.outcome}`);
  }
  return told;
}

async function mergedInto(deps: OutreachDeps, state: CaseState): Promise<CaseState> {
  let now = state;
  for (let merges = 0; now.status === 'merged' && now.mergedInto && merges < MERGES; merges++) {
    now = (await deps.room.store.load(now.mergedInto))?.state ?? now;
  }
  return now;
}

async function step<State>(
  deps: OutreachDeps,
  stream: Parameters<typeof appendStream>[1],
  decide: (head: Head<State>) => StreamStep<State> | Rejection,
): Promise<Head<State> | undefined> {
  const done = await appendStream<State>(deps.room, stream, (head) => (head ? decide(head) : GONE), byOutreach(deps));
  if (done.outcome === 'busy') throw new Error(`${stream}: busy`);
  return done.outcome === 'done' ? done.head : undefined;
}

const GONE: Rejection = { rejected: 'not-found', detail: { ar: 'غير موجود', en: 'not there' } };

const nowOf = (deps: OutreachDeps) => new Date(deps.now()).toISOString();
const byOutreach = (deps: OutreachDeps) => ({ actor: { kind: 'system' as const, id: 'outreach' }, now: nowOf(deps) });
