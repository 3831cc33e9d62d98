import { recordStatus } from '../case/commands/outgoing.ts';
import type { Command, Context, CrisisFacts, Rejection } from '../case/decide.ts';
import type { Actor, CaseEvent, EventType } from '../case/events.ts';
import { evolve } from '../case/evolve.ts';
import { obligations } from '../case/obligations.ts';
import { type Outcome, perform } from '../case/perform.ts';
import type { CaseState } from '../case/state.ts';
import { markerOf } from '../channels/marker.ts';
import type { InboundStatus } from '../channels/types.ts';
import { inForce, type Policy } from '../clocks/policy.ts';
import { seenMarker } from './idempotency.ts';
import { newReference } from './reference.ts';
import { pointersFollowing } from './senders.ts';
import type {
  Change,
  Extras,
  Head,
  Marker,
  Memory,
  Outgoing,
  Pointer,
  PointerMove,
  Probe,
  SenderKey,
  Store,
  Stored,
} from './store.ts';
import { caseStream, idOf, type StreamName } from './stream.ts';

/** Times an appending command is tried before the answer is 503 (decisions.md 18). */
const TRIES = 5;

/** Pauses between tries are drawn below this many milliseconds, doubled each time: twenty writers do not meet again. */
const FIRST_PAUSE = 20;

/** Seconds after which a busy case is worth asking again. */
const RETRY_AFTER = 1;

/** What every command needs beside its input. `random` gives that many random bytes; `pause` waits that many milliseconds. */
export interface Room {
  store: Store;
  /** Known policies, oldest first. */
  policies(): Promise<readonly Policy[]>;
  /** The crises of the room; absent where no case is opened or learns its country. */
  crises?(): Promise<readonly CrisisFacts[]>;
  random(bytes: number): Uint8Array;
  pause(milliseconds: number): Promise<void>;
}

export interface By {
  actor: Actor;
  /** RFC 3339 UTC with milliseconds. */
  now: string;
}

export interface Options extends Extras {
  /** Overwriting commands only (decisions.md 18): a lost race is `stale`, never tried again. */
  ifMatch?: number;
  /** The head as just written by the caller; saves the first read. */
  known?: Stored;
  /** Extras that depend on what was decided (link tokens, ids at a provider). */
  riders?: (events: readonly CaseEvent[]) => Extras;
}

/** Nothing to write is done as well: `events` is empty then. */
export interface Done {
  outcome: 'done';
  stored: Stored;
  events: CaseEvent[];
}

/** `If-Match` names another version than the current one. */
export interface Stale {
  outcome: 'stale';
  current: CaseState;
}

/** The same key was answered before: answer the same (status, head as of `memory.seq`). `mismatch`: with another request. */
export interface Repeated {
  outcome: 'repeated' | 'mismatch';
  memory: Memory;
}

/** Five races lost, or DynamoDB refuses or is silent: 503 with Retry-After of so many seconds. */
export interface Busy {
  outcome: 'busy';
  retryAfter: number;
}

export interface Rejected {
  outcome: 'rejected';
  rejection: Rejection;
}

/** No such case. */
export interface Missing {
  outcome: 'missing';
  id: string;
}

export type Executed = Done | Stale | Repeated | Busy | Rejected | Missing;

/** What a pure step makes of a case: its new events and the state they lead to. */
export type Step = (state: CaseState, context: Context) => Outcome | Rejection;

/** Runs one command on one case: load, perform, commit; appending commands are tried up to five times. */
export function execute<Input>(
  room: Room,
  caseId: string,
  command: Command<Input>,
  input: Input,
  by: By,
  options: Options = {},
): Promise<Executed> {
  return append(room, caseId, (state, context) => perform(state, command, input, context), by, options);
}

/** The same for any pure step (a sweep, the outcome of an intent). */
export async function append(room: Room, caseId: string, step: Step, by: By, options: Options = {}): Promise<Executed> {
  let { known, ifMatch } = options;
  const earlier: CaseEvent[] = [];
  const sent: Outgoing[] = [];
  const once = async (): Promise<Try<Done | Stale | Rejected | Missing | Busy>> => {
    const before = known ?? (await room.store.load(caseId));
    known = undefined;
    if (!before) return { final: { outcome: 'missing', id: caseId } };
    if (ifMatch !== undefined && ifMatch !== before.state.version) {
      return { final: { outcome: 'stale', current: before.state } };
    }
    const context = await contextOf(room, by);
    const decided = step(before.state, context);
    if ('rejected' in decided) return { final: { outcome: 'rejected', rejection: decided } };
    const { events, state } = decided;
    if (events.length === 0) return { final: { outcome: 'done', stored: before, events } };
    if (events.length > MOST_EVENTS && firstFacts(before.state, decided).events.length > 0) {
      const part = await append(room, caseId, (now) => firstFacts(now, step(now, context)), by, { known: before });
      if (part.outcome !== 'done') return { final: { outcome: 'busy', retryAfter: RETRY_AFTER } };
      earlier.push(...part.events);
      known = part.stored;
      if (ifMatch !== undefined) ifMatch = part.stored.state.version;
      return once();
    }
    const extras = { ...options, ...options.riders?.(events) };
    sent.splice(0, sent.length, ...(options.outgoing ?? []));
    return {
      changes: [caseChange(before, decided, context)],
      extras,
      answer: ([hash = '']) => ({ outcome: 'done', stored: { state, hash }, events: [...earlier, ...events] }),
    };
  };
  const result = await write(room, options.marker, once);
  if (result.outcome === 'done') for (const message of sent) await takeParked(room, message, by);
  return result;
}

/**
 * Events of one transaction: with head, marker and a row for each escalation they stay under DynamoDB's hundred items. After an outage a case with
 * many escalations has more that was due meanwhile.
 */
const MOST_EVENTS = 45;

/** What is written ahead of the rest when there is too much for one transaction: only what time brought, which no command has to stand with. */
function firstFacts(state: CaseState, decided: Outcome | Rejection): Outcome {
  const events = 'rejected' in decided ? [] : decided.events.slice(0, MOST_EVENTS);
  const end = events.findIndex(({ type }) => !BROUGHT_BY_TIME.has(type));
  const facts = end < 0 ? events : events.slice(0, end);
  return { state: facts.reduce<CaseState>(evolve, state), events: facts };
}

const BROUGHT_BY_TIME = new Set<EventType>([
  'clock.breached',
  'clock.warned',
  'escalation.ack-expired',
  'escalation.climbed',
]);

/**
 * Statuses that came before their message was recorded as sent stand behind it now (decisions.md 2). What is missed here, because the
 * process dies first, the clock finds.
 */
async function takeParked(room: Room, sent: Outgoing, { now }: By): Promise<void> {
  const { channel, account, providerMessageId } = sent;
  for (const parked of await room.store.parked(channel, account, providerMessageId)) {
    await recordDelivery(room, parked, sent, now);
  }
}

/** A delivery update onto the message it speaks of, once; a failure is owed to whom that message was for. */
export async function recordDelivery(
  room: Room,
  item: InboundStatus,
  to: { case: string; messageId?: string },
  now: string,
): Promise<Executed> {
  const { providerMessageId, status, at, code } = item;
  const { case: id, messageId } = to;
  const contactId = status === 'failed' && messageId ? await recipientOf(room.store, id, messageId) : undefined;
  const input = {
    // Up to an instant: it names who read and no message, and whose case this is says that already; he may be forgotten one day.
    providerMessageId: item.upTo ? `${status}:` : providerMessageId,
    ...(messageId ? { messageId } : {}),
    status,
    at,
    ...(code ? { code } : {}),
    ...(contactId ? { contactId } : {}),
  };
  const by: By = { actor: { kind: 'system', id: 'intake' }, now };
  return execute(room, id, recordStatus, input, by, {
    marker: seenMarker(markerOf(item)),
    // A status that settles a message stands in for its provider's answer, and leaves what that would have left.
    riders: (events) => {
      const settled = events.find(({ type }) => type === 'message.sent');
      const { channel, account } = item;
      return settled && messageId ? { outgoing: [{ channel, account, providerMessageId, case: id, messageId }] } : {};
    },
  });
}

/** An outgoing message is named by its case and the seq of its event. */
async function recipientOf(store: Store, id: string, messageId: string): Promise<string | undefined> {
  const seq = Number(messageId.slice(id.length + 1));
  if (!messageId.startsWith(`${id}.`) || !(seq > 0)) return undefined;
  const { events } = await store.timeline(caseStream(id), seq - 1, 1);
  const { type, data } = (events[0] ?? {}) as { type?: string; data?: { contactId?: string } };
  return type === 'message.queued' ? data?.contactId : undefined;
}

/** Both cases after a command over two. */
export interface BothDone {
  outcome: 'done';
  stored: [Stored, Stored];
  events: [CaseEvent[], CaseEvent[]];
}

/**
 * One command over two cases, in one transaction over both heads and both streams (decisions.md 3). `ifMatch` speaks of the first.
 * Senders of the first case follow it into the second when it merges, and come back when that is undone.
 */
export function appendBoth(
  room: Room,
  [firstId, secondId]: readonly [string, string],
  step: (first: CaseState, second: CaseState, context: Context) => [Outcome, Outcome] | Rejection,
  by: By,
  options: Pick<Options, 'ifMatch' | 'marker'> = {},
): Promise<BothDone | Exclude<Executed, Done>> {
  return write<BothDone | Stale | Rejected | Missing>(room, options.marker, async () => {
    const [first, second] = await Promise.all([room.store.load(firstId), room.store.load(secondId)]);
    if (!first || !second) return { final: { outcome: 'missing', id: first ? secondId : firstId } };
    if (options.ifMatch !== undefined && options.ifMatch !== first.state.version) {
      return { final: { outcome: 'stale', current: first.state } };
    }
    const context = await contextOf(room, by);
    const decided = step(first.state, second.state, context);
    if ('rejected' in decided) return { final: { outcome: 'rejected', rejection: decided } };
    const [a, b] = decided;
    const pointers = await pointersFollowing(room.store, first.state, a.state, second.state);
    return {
      changes: [caseChange(first, a, context), caseChange(second, b, context)],
      extras: { ...options, pointers },
      answer: ([one = '', two = '']) => ({
        outcome: 'done',
        stored: [
          { state: a.state, hash: one },
          { state: b.state, hash: two },
        ],
        events: [a.events, b.events],
      }),
    };
  });
}

/** A sender pointer moved while the case was being opened: the sender may have a case by now, read it again. */
export interface Moved {
  outcome: 'moved';
}

/** Whose current case the new one becomes. `was` is the pointer as read. */
export interface NewSender extends KnownAs {
  contactId: string;
  /** Other ids of the same person, by the same webhook. */
  aliases?: readonly KnownAs[];
}

/** An id of a sender and where it pointed to, when it did. */
export interface KnownAs {
  key: SenderKey;
  was?: Pointer;
}

const pointTo = (id: string, { aliases = [], contactId, ...first }: NewSender): PointerMove[] =>
  [first, ...aliases].map(({ key, was }) => ({
    sender: key,
    ...(was ? { was } : {}),
    to: { case: id, contactId },
  }));

/** Opens a case under a fresh reference, which `make` is given. */
export function open(
  room: Room,
  make: (id: string, context: Context) => Outcome | Rejection,
  by: By,
  options: Pick<Options, 'marker' | 'riders'> & { sender?: NewSender } = {},
): Promise<Done | Rejected | Repeated | Busy | Moved> {
  const { sender } = options;
  let id = newReference(room.random);
  return write<Done | Rejected | Moved>(room, options.marker, async (lost) => {
    if (lost && sender) return { final: { outcome: 'moved' } };
    // Without a pointer only the reference itself can be lost to another case: one chance in 2^35.
    if (lost) id = newReference(room.random);
    const context = await contextOf(room, by);
    const decided = make(id, context);
    if ('rejected' in decided) return { final: { outcome: 'rejected', rejection: decided } };
    const { events, state } = decided;
    return {
      changes: [caseChange(undefined, decided, context)],
      extras: { ...options, ...options.riders?.(events), ...(sender ? { pointers: pointTo(id, sender) } : {}) },
      answer: ([hash = '']) => ({ outcome: 'done', stored: { state, hash }, events }),
    };
  });
}

/** What a step on another stream yields: event types with their data, and the head's new state. */
export interface StreamStep<State> {
  events: { type: string; data: unknown }[];
  state: State;
}

/** A stream's new head; `before` it there was none when `version` is the number of its events. */
export interface StreamDone<State> {
  outcome: 'done';
  head: Head<State>;
}

/** `current` is absent where the stream does not exist yet. */
export interface StreamStale<State> {
  outcome: 'stale';
  current: Head<State> | undefined;
}

/** One command on a stream that is not a case: agencies, crises, policies, the room's own days. `ifMatch` 0: it must be new. */
export function appendStream<State>(
  room: Room,
  stream: StreamName,
  step: (head: Head<State> | undefined) => StreamStep<State> | Rejection,
  by: By,
  options: Pick<Options, 'marker' | 'ifMatch'> = {},
): Promise<StreamDone<State> | StreamStale<State> | Rejected | Repeated | Busy> {
  return write<StreamDone<State> | StreamStale<State> | Rejected>(room, options.marker, async () => {
    const head = await room.store.head<State>(stream);
    const version = head?.version ?? 0;
    if (options.ifMatch !== undefined && options.ifMatch !== version) {
      return { final: { outcome: 'stale', current: head } };
    }
    const decided = step(head);
    if ('rejected' in decided) return { final: { outcome: 'rejected', rejection: decided } };
    if (decided.events.length === 0 && head) return { final: { outcome: 'done', head } };
    const { actor, now: at } = by;
    const policy = inForce(await room.policies())?.version ?? 1;
    const events = decided.events.map((event, index) => ({ ...event, seq: version + 1 + index, at, actor, policy }));
    const { state } = decided;
    return {
      changes: [{ kind: 'stream', stream, ...(head ? { before: head } : {}), after: state, events }],
      extras: options,
      answer: ([hash = '']) => ({
        outcome: 'done',
        head: { id: idOf(stream), version: version + events.length, hash, state },
      }),
    };
  });
}

/** One try: what to write, with the answer for when it is written; or the answer, where there is nothing to write. */
type Try<Answer> = { changes: Change[]; extras: Extras; answer: (hashes: string[]) => Answer } | { final: Answer };

/**
 * The order of every command: read and decide (`once`), commit, and again after a lost race. `lost` says that the try before met
 * another writer. A try of unknown outcome is looked for before the next one, so that nothing is written twice.
 */
async function write<Answer extends { outcome: string }>(
  room: Room,
  marker: Marker | undefined,
  once: (lost: boolean) => Promise<Try<Answer>>,
): Promise<Answer | Repeated | Busy> {
  const unsure: { probe: Probe; answer: () => Answer }[] = [];
  const arrived = async () => {
    for (const { probe, answer } of unsure) if (await room.store.wrote(probe)) return answer();
    return undefined;
  };
  let lost = false;
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await room.pause(jitter(room, tries));
    const before = await arrived();
    if (before) return before;
    const plan = await once(lost);
    if ('final' in plan) return unlessRepeated(room, marker, plan.final);
    const committed = await room.store.commit(plan.changes, plan.extras);
    if (committed.outcome === 'committed') return plan.answer(committed.hashes);
    if (committed.outcome === 'repeated') return repeated(marker, committed.memory);
    if (committed.outcome === 'unknown') {
      const { probe, hashes } = committed;
      unsure.push({ probe, answer: () => plan.answer(hashes) });
    }
    lost = committed.outcome === 'conflict';
  }
  return (await arrived()) ?? { outcome: 'busy', retryAfter: RETRY_AFTER };
}

/**
 * An answer that writes nothing may be the second answer to a request whose first one did: then the marker is there. Rejected requests and
 * those without effect leave a marker; a stale version leaves none, the caller comes back with another one. What a provider
 * told us (a marker without a request) is seen only once it is written down.
 */
async function unlessRepeated<Answer extends { outcome: string }>(
  room: Room,
  marker: Marker | undefined,
  answer: Answer,
): Promise<Answer | Repeated> {
  if (!marker) return answer;
  const { outcome, rejection, stored } = answer as { outcome: string; rejection?: Rejection; stored?: Stored };
  const memory =
    marker.request !== undefined && (outcome === 'rejected' || outcome === 'done')
      ? await room.store.remember(marker, {
          ...(rejection ? { rejection } : {}),
          ...(stored ? { stream: caseStream(stored.state.id), seq: stored.state.version } : {}),
        })
      : await room.store.recall(marker.key);
  return memory ? repeated(marker, memory) : answer;
}

function repeated(marker: Marker | undefined, memory: Memory): Repeated {
  return { outcome: marker?.request === memory.request ? 'repeated' : 'mismatch', memory };
}

function caseChange(before: Stored | undefined, { state, events }: Outcome, { policies }: Context): Change {
  const { wakeAt, urgentAt } = obligations(state, policies);
  const instants = { ...(wakeAt ? { wakeAt } : {}), ...(urgentAt ? { urgentAt } : {}) };
  return { kind: 'case', ...(before ? { before } : {}), after: state, events, instants };
}

async function contextOf(room: Room, { actor, now }: By): Promise<Context> {
  const [policies, crises] = await Promise.all([room.policies(), room.crises?.()]);
  return { actor, now, policies, ...(crises ? { crises } : {}) };
}

function jitter(room: Room, tries: number): number {
  const [byte = 0] = room.random(1);
  return (byte / 255) * FIRST_PAUSE * 2 ** tries;
}
