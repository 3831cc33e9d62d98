import type { Instants } from '../board/keys.ts';
import type { Rejection } from '../case/decide.ts';
import type { CaseEvent } from '../case/events.ts';
import type { CaseState, Escalation, ReachStage } from '../case/state.ts';
import type { Channel } from '../case/vocabulary.ts';
import type { InboundStatus } from '../channels/types.ts';
import type { ShelfKind, StoredEvent, StreamEvent, StreamName } from './stream.ts';

/** Head of a case: its state and the hash of its last event, which the next one is chained to. */
export interface Stored {
  state: CaseState;
  hash: string;
}

/** Head of any other stream; `state` is that stream's own small JSON. */
export interface Head<State> {
  id: string;
  version: number;
  hash: string;
  state: State;
}

/**
 * New events of one case with the state before and after them. Sender pointers, escalation rows and index keys follow from
 * the two states: the writer derives them, so that no command can forget one.
 */
export interface CaseChange {
  kind: 'case';
  /** Absent when the case is opened. */
  before?: Stored;
  after: CaseState;
  events: CaseEvent[];
  instants: Instants;
}

/** New events of another stream. */
export interface StreamChange {
  kind: 'stream';
  stream: StreamName;
  before?: { version: number; hash: string };
  after: unknown;
  events: StreamEvent[];
}

export type Change = CaseChange | StreamChange;

/**
 * What makes a write count once (decisions.md 8, 18). `key` is the whole partition key (`seen#…`, `idem#…`). `request` is a
 * hash of the request, so that the same key with another body is told apart.
 */
export interface Marker {
  key: string;
  /** Seconds from now during which it counts. */
  seconds: number;
  request?: string;
  /** Status of the answer, to be repeated; 200 unless given. */
  status?: number;
}

/** What a marker remembers of the first time. A rejected command left nothing but this. */
export interface Memory {
  request?: string;
  status: number;
  /** Stream and seq that the first time ended at. */
  stream?: StreamName;
  seq?: number;
  rejection?: Rejection;
}

/** A sender's current case (decisions.md 9). */
export interface Pointer {
  case: string;
  contactId: string;
  /** It stands under a keyed hash: the sender asked to be forgotten. A pointer that is moved stands under his id again. */
  forgotten?: true;
}

export interface SenderKey {
  channel: Channel;
  scope: string;
  id: string;
}

/** A pointer that moves in the same transaction, on condition that it still is as read (absent when `was` is absent). */
export interface PointerMove {
  sender: SenderKey;
  was?: Pointer;
  to: Pointer;
}

/** What a message we sent is known by at its provider; statuses find their case through it (decisions.md 2). */
export interface Outgoing {
  channel: Channel;
  account: string;
  providerMessageId: string;
  case: string;
  messageId: string;
}

/** A signed link's record: the token itself is never stored (decisions.md 12). */
export interface LinkToken {
  /** SHA-256 of the token, hex. */
  hash: string;
  case: string;
  alertId: string;
  tier: string;
  /** Epoch seconds; also the item's TTL. */
  expiresAt: number;
}

/** Who is behind a telephone number: for the call form, never the key of anything (channels.md 1.10). */
export interface PhoneMatch extends Pointer {
  /** E.164, in the one form of `matchKey`. */
  phone: string;
}

/** Riders of a transaction. */
export interface Extras {
  marker?: Marker;
  pointers?: PointerMove[];
  outgoing?: Outgoing[];
  links?: LinkToken[];
  matches?: PhoneMatch[];
  /** Markers that others look for, put without looking: what they stand for has happened with this write. */
  told?: Marker[];
}

/** An event by which a write of unknown outcome is found again: nobody else's has this hash, it is salted. */
export interface Probe {
  stream: StreamName;
  seq: number;
  hash: string;
}

/**
 * Outcome of one transaction. `conflict`: a head or a sender pointer moved since it was read; `repeated`: the marker is there
 * already, so all of this was written before; `contended`: DynamoDB refused for now, nothing was written; `unknown`: no answer
 * came, it may be written or still be on its way.
 */
export type Committed =
  | { outcome: 'committed'; hashes: string[] }
  | { outcome: 'conflict' | 'contended' }
  | { outcome: 'repeated'; memory: Memory }
  | { outcome: 'unknown'; probe: Probe; hashes: string[] };

export interface AlertRow {
  case: string;
  alert: Escalation;
}

export interface Page<T> {
  items: T[];
  next?: string;
}

/** Rows of one index partition. `attributes` are the projected ones; a restricted case has `priority` only. */
export interface RowPage {
  rows: { id: string; sk: string; attributes: Readonly<Record<string, unknown>> }[];
  more: boolean;
  /** Read units it took. */
  units: number;
}

/** A status that waits for its message. */
export interface ParkedStatus {
  status: InboundStatus;
  /** Times it was looked at again. */
  tries: number;
  /** Epoch seconds after which it is given up; also the item's TTL. */
  until: number;
}

export interface Store {
  /** Head of a case, consistent. */
  load(id: string): Promise<Stored | undefined>;
  /** Heads of up to 50 cases in the order asked for, consistent; unknown ids are left out. */
  loadMany(ids: readonly string[]): Promise<Stored[]>;
  head<State>(stream: StreamName): Promise<Head<State> | undefined>;
  /** Heads of up to 100 streams in the order asked for, consistent. */
  heads<State>(streams: readonly StreamName[]): Promise<(Head<State> | undefined)[]>;
  /** All heads of a kind, by id; the last so many, backwards, where `newest` is given. */
  list<State>(kind: ShelfKind, newest?: number, between?: { from: string; to: string }): Promise<Head<State>[]>;
  /** Events after `after` in order, their data lifted to the current shape. `next` is the `after` of the following page. */
  timeline(stream: StreamName, after: number, limit: number): Promise<{ events: StoredEvent[]; next?: number }>;
  /** Events from the first, page by page, exactly as stored: for verification. */
  chain(stream: StreamName): AsyncGenerator<StoredEvent[]>;
  /** One transaction over one or more streams; see `Committed`. */
  commit(changes: readonly Change[], extras?: Extras): Promise<Committed>;
  /** Whether a write of unknown outcome has arrived. */
  wrote(probe: Probe): Promise<boolean>;
  /** Puts a marker alone, for an answer that wrote nothing. Returns what was remembered before, if anything. */
  remember(marker: Marker, memory: Omit<Memory, 'request' | 'status'>): Promise<Memory | undefined>;
  recall(key: string): Promise<Memory | undefined>;
  /** Which of these partition keys of single items (markers, `out#…`) there are, whatever their age. */
  present(keys: readonly string[]): Promise<ReadonlySet<string>>;
  pointer(sender: SenderKey): Promise<Pointer | undefined>;
  pointers(senders: readonly SenderKey[]): Promise<(Pointer | undefined)[]>;
  /** Contacts behind a telephone number, with the case each was last met in. */
  matches(phone: string): Promise<Pointer[]>;
  outgoing(channel: Channel, account: string, providerMessageId: string): Promise<Outgoing | undefined>;
  /** Messages that carry a public notice (`<notice>.<version>`), by how far each has come. */
  reach(broadcast: string): Promise<Record<ReachStage, number>>;
  /** Keeps a status that came before the message it speaks of was recorded as sent, for 24 h (decisions.md 2). */
  park(status: InboundStatus): Promise<void>;
  /** Parked statuses that are to be looked at again by `now`, those that wait longest first. */
  parkedDue(now: string, limit: number): Promise<ParkedStatus[]>;
  /** The same row, to be looked at again at `wakeAt`; without it only a message that is recorded finds it. */
  parkAgain(parked: ParkedStatus, wakeAt: string | undefined): Promise<void>;
  /** Statuses parked for a message, in the order in which they came. */
  parked(channel: Channel, account: string, providerMessageId: string): Promise<InboundStatus[]>;
  link(hash: string): Promise<LinkToken | undefined>;
  /** An agency's alerts, oldest first unless `newest`: the open ones, or the finished ones. */
  alerts(
    agency: string,
    which: 'open' | 'ended',
    limit: number,
    cursor?: string,
    newest?: boolean,
  ): Promise<Page<AlertRow>>;
  alert(alertId: string): Promise<AlertRow | undefined>;
  /** Cases that stand together as near-identical ones, by id, after `after`. */
  members(group: string, limit: number, after?: string): Promise<Page<string>>;
  /** Ids of cases whose wake instant has passed, of one shard, soonest first. */
  due(shard: number, now: string, limit: number, cursor?: string): Promise<Page<{ id: string; wakeAt: string }>>;
  /** Up to `limit` rows of a board or owner partition between two sort keys, both included. */
  rows(
    index: 'board' | 'owner',
    pk: string,
    between: { from: string; to: string },
    limit: number,
    backwards?: boolean,
  ): Promise<RowPage>;
}
