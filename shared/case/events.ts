import type { NoAnswer, NoticeName, Pin } from '../channels/types.ts';
import type { Rung } from '../clocks/policy.ts';
import type {
  Category,
  Channel,
  ClockName,
  CONSENT_BASES,
  Grade,
  InvalidReason,
  LinkKind,
  LocationSource,
  MessageKind,
  NeedKind,
  NeedStatus,
  PersonRole,
  Priority,
  Relationship,
  ResolutionCode,
  RuleId,
  SafetyStatus,
  Sensitivity,
  Status,
  VerifiedHow,
  Vulnerability,
} from './vocabulary.ts';

/** Text that a person reads, always in the room's two languages. */
export interface Both {
  ar: string;
  en: string;
}

/** Who did it. `role` is the staff role or the named person's function at the agency. */
export interface Actor {
  kind: 'staff' | 'citizen' | 'agency' | 'system';
  id: string;
  name?: string;
  role?: string;
}

export interface PriorityReason {
  rule: RuleId | 'staff' | 'merge';
  words?: string[];
  text: Both;
  by: string;
}

export interface Reporter {
  contactId: string;
  name?: string;
  channel: Channel;
  relationship: Relationship;
  /** Where an answer goes: the provider's scoped id. Absent where nobody can be written to (a walk-in). */
  address?: { scope: string; id: string };
  phone?: string;
  /** When this person last wrote; a provider's window for free words counts from here. */
  heardAt?: string;
  /** The mail that an answer belongs under. */
  thread?: MailThread;
}

/** RFC 5322's names of a conversation by mail. */
export interface MailThread {
  messageId: string;
  subject?: string;
}

export interface Medium {
  ref: string;
  mime?: string;
  bytes?: number;
  sha256?: string;
  name?: string;
  voice?: boolean;
}

export interface Message {
  messageId: string;
  channel: Channel;
  account?: string;
  providerMessageId: string;
  contactId: string;
  kind: MessageKind;
  text?: string;
  media?: Medium[];
  location?: Pin;
  contacts?: { name?: string; phones: string[] }[];
  /** Where a post stands that the monitoring desk found. */
  link?: string;
  replyTo?: string;
  about?: string;
  /** A timeline entry only (reaction, edit, deletion, identity notice): no new message for the officer. */
  quiet?: boolean;
  /** What a message of kind `system` reports. */
  notice?: NoticeName;
  subject?: string;
  /** Why nothing may answer it by itself. */
  noAnswer?: NoAnswer;
  /** The mail scanner found malware: its attachments are not fetched. */
  quarantined?: boolean;
  raw?: unknown;
  sentAt?: string;
  receivedAt: string;
}

/** What the room says by itself: the first answer to whoever opens a case, and a request for words where none could be read. */
export type AutomaticAnswer = 'first' | 'words';

/** Why an attachment is not in the bucket and never will be. */
export type AttachmentFailure = 'refused_type' | 'too_large' | 'empty' | 'gone' | 'unreachable' | 'no_source';

export interface PersonFields {
  name?: string;
  role?: PersonRole;
  sex?: 'female' | 'male' | 'unknown';
  age?: number;
  birthDate?: string;
  nationalities?: string[];
  phone?: string;
  vulnerabilities?: Vulnerability[];
  medical?: string;
  place?: string;
  note?: string;
  disclosureConsent?: DisclosureConsent;
}

/** Who may be told of a person, on what ground, and who asked him (domain.md c.2). */
export interface DisclosureConsent {
  toFamily: 'yes' | 'no' | 'not_asked';
  toAgencies?: string[];
  toMedia?: 'no';
  basis: (typeof CONSENT_BASES)[number];
  at: string;
  by: string;
}

export interface Safety {
  status: SafetyStatus;
  grade: Grade;
  asOf: string;
  setBy: string;
  secondBy?: string;
}

export interface AlertFacts {
  ask: string;
  need?: NeedKind;
  quantity?: number;
  place?: string;
  /** Instant by which the help is needed. */
  by?: string;
}

/** How an agency answered: the API, the signed link, a phone call logged by staff, a keyed reply. */
export type AnswerVia = 'api' | 'link' | 'phone' | 'reply';

export interface NamedPerson {
  name: string;
  role: string;
}

export interface Suggestion {
  priority: Priority;
  category: Category;
  needs: NeedKind[];
  rules: RuleId[];
  reasons: { rule: RuleId; words: string[]; text: Both }[];
  people: { count?: number; minors?: number };
  place?: { country?: string; city?: string };
  lang: string;
}

/** The data of every event of a case's stream (contract.md: closed list). */
export interface EventData {
  'case.opened': {
    channel: Channel;
    reporter: Reporter;
    priority: Priority;
    reasons: PriorityReason[];
    category: Category;
    crisis?: string;
    country?: string;
    place?: string;
    language?: string;
    summary: string;
    sensitivity?: Sensitivity;
    /** The earlier case of the same sender that this one follows (decisions.md 9). */
    follows?: string;
    occurredAt?: string;
  };
  'message.received': Message & { reporter?: Reporter };
  'message.status': {
    providerMessageId: string;
    messageId?: string;
    status: string;
    at: string;
    code?: string;
  };
  'message.queued': {
    messageId: string;
    contactId: string;
    channel: Channel;
    address: { scope: string; id: string };
    text?: string;
    /** An approved template of the provider; `params` fill its body in order. */
    template?: string;
    params?: string[];
    lang?: string;
    /** The provider's id of the message that is answered. */
    replyTo?: string;
    /** Where waiting for the morning would cost more than waking the person. */
    urgent?: boolean;
    /** Sent by the room itself (first answer), so it stops no clock of a human answer. */
    automatic?: boolean;
    /** Which automatic answer it is: it settles what was owed. */
    answer?: AutomaticAnswer;
    /** The version of a public notice that it carries (`<notice>.<version>`), one text to many. */
    broadcast?: string;
    /** The approved answer to a rumour that it carries (`<rumour>.<version>`). */
    rumour?: string;
  };
  'message.sending': { messageId: string; attempt: number; callbackId: string };
  'message.sent': {
    messageId: string;
    attempt: number;
    providerMessageId: string;
  };
  'message.failed': {
    messageId: string;
    attempt: number;
    code: string;
    retryable: boolean;
    detail?: string;
    /** Not before this instant: the contact's quiet hours, or the only hours in which he may be reached. */
    notBefore?: string;
  };
  'message.unknown': { messageId: string; attempt: number; why: string };
  'message.moved': {
    messageId: string;
    from?: string;
    to?: string;
    message?: Message;
    reporter?: Reporter;
  };
  'call.logged': {
    contactId: string;
    channel: Channel;
    direction: 'in' | 'out';
    answered: boolean;
    text: string;
    despite?: string;
    reporter?: Reporter;
  };
  /** It rang and nobody of the room answered: it is over, or nothing was heard of it for long. `messageId` is the call's own. */
  'call.missed': { messageId: string; contactId: string };
  'note.added': { text: string };
  /** `n` is the attachment's place in its message, from 0; `key` its place in the media bucket. */
  'attachment.stored': {
    messageId: string;
    n: number;
    key: string;
    mime: string;
    bytes: number;
    sha256: string;
  };
  'attachment.failed': { messageId: string; n: number; reason: AttachmentFailure };
  'triage.suggested': Suggestion & { messageId?: string };
  'case.triaged': {
    priority: Priority;
    category: Category;
    reason: string;
    country?: string;
    place?: string;
    sensitivity?: Sensitivity;
    /** Triage implied by taking a new case in one call (c.3, new → in_progress). */
    implied?: boolean;
  };
  'priority.raised': {
    from: Priority;
    to: Priority;
    reasons: PriorityReason[];
    needs?: NeedKind[];
  };
  /** `handover`: it changed hands with its shift (decisions.md 21). */
  'case.assigned': { owner: string; previous?: string; handover?: string };
  /** `null`: daily work. Automatic: its country became known. */
  'case.crisis-changed': { crisis: string | null; previous?: string; reason?: string; automatic?: boolean };
  'status.changed': {
    from: Status;
    to: Status;
    reason?: string;
    expectedAt?: string;
  };
  'person.added': { personId: string; safety?: Safety } & PersonFields;
  'person.changed': { personId: string; safety?: Safety } & PersonFields;
  'need.added': {
    needId: string;
    kind: NeedKind;
    quantity?: number;
    neededBy?: string;
  };
  'need.changed': {
    needId: string;
    status?: NeedStatus;
    quantity?: number;
    neededBy?: string;
    agency?: string;
    reason?: string;
  };
  'location.added': {
    locationId: string;
    lat?: number;
    lon?: number;
    accuracyM?: number;
    /** Of the coordinates, ISO 3166-1 alpha-2. */
    country?: string;
    text?: string;
    source: LocationSource;
    observedAt: string;
    /** False for a pin forwarded from another chat: it is not the sender's place. */
    current: boolean;
  };
  'promise.made': {
    promiseId: string;
    contactId: string;
    text: string;
    dueAt: string;
    /** Made by the room itself for a call that nobody answered. */
    callBack?: boolean;
  };
  'promise.kept': { promiseId: string };
  'promise.moved': { promiseId: string; dueAt: string; reason?: string };
  'clock.warned': {
    clock: ClockName;
    key: string;
    level: number;
    dueAt: string;
  };
  /** `breachedAt` is the target, `recordedAt` when it was noticed (decisions.md 5). */
  'clock.breached': {
    clock: ClockName;
    key: string;
    startedAt: string;
    breachedAt: string;
    recordedAt: string;
    lateBySeconds: number;
    /** `missed`: the call ended before its target, so that it can never be met. */
    reason?: 'reprioritised' | 'missed';
  };
  'escalation.raised': AlertFacts & {
    alertId: string;
    agency: string;
    priority: Priority;
    category: Category;
    tiers: number;
    country?: string;
    city?: string;
    personsCount: number;
    childrenCount: number;
    restricted: boolean;
  };
  /** `revision` is the seq of the event whose intent was carried out; it closes that intent. */
  'escalation.sent': {
    alertId: string;
    revision: number;
    rungs: Rung[];
    messageIds: string[];
  };
  'escalation.delivered': { alertId: string; rung: Rung; via: string };
  'escalation.failed': {
    alertId: string;
    revision: number;
    rungs: Rung[];
    reason: string;
  };
  /** SNS took it and a subscriber never did. `left`: addresses of the same tier of whom nothing bad is known. */
  'escalation.undelivered': {
    alertId: string;
    revision: number;
    rung: Rung;
    /** Names the address and does not show it. */
    subscription: string;
    channel: string;
    left: number;
  };
  'escalation.acknowledged': {
    alertId: string;
    by: NamedPerson;
    via: AnswerVia;
    rung?: Rung;
    /** After completion or stand-down, or after somebody else acknowledged: recorded, changes nothing. */
    late?: boolean;
    second?: boolean;
    /** Who was told above the answering rung and now hears that it is answered (d.3 rule 4). */
    tell: Rung[];
  };
  'escalation.ack-expired': { alertId: string; expiredAt: string; rung: Rung };
  /** A step found so late that the scheduler must have been out: nobody is told before a person looked (d.3 rule 7). */
  'escalation.held': { alertId: string; dueAt: string; lateBySeconds: number };
  /** A supervisor looked: the tier asked last is asked once more, then climbing goes on. */
  'escalation.resumed': { alertId: string; reason: string; rung: Rung };
  'escalation.accepted': {
    alertId: string;
    by: NamedPerson;
    via: AnswerVia;
    eta?: string;
    text?: string;
  };
  'escalation.declined': {
    alertId: string;
    by: NamedPerson;
    via: AnswerVia;
    reason: string;
    tell: Rung[];
  };
  'escalation.asked': {
    alertId: string;
    by: NamedPerson;
    via: AnswerVia;
    text: string;
  };
  'escalation.answered': { alertId: string; text: string };
  'escalation.reported': {
    alertId: string;
    by: NamedPerson;
    via: AnswerVia;
    text: string;
  };
  'escalation.completed': {
    alertId: string;
    by: NamedPerson;
    via: AnswerVia;
    text: string;
    tell: Rung[];
  };
  'escalation.climbed': {
    alertId: string;
    rung: Rung;
    dueAt: string;
    lateBySeconds: number;
    /** False for a level that passed unnoticed in an outage: recorded, not alerted (S15). */
    told: boolean;
    reason?: 'unanswered' | 'delivery-failed' | 'ack-expired' | 'agency-red';
  };
  'escalation.stood-down': { alertId: string; reason: string; tell: Rung[] };
  'link.suggested': {
    linkId: string;
    other: string;
    kind: LinkKind;
    reason: string;
    score?: number;
  };
  'link.confirmed': {
    linkId: string;
    other: string;
    kind: LinkKind;
    reason: string;
  };
  'link.rejected': { linkId: string; reason: string };
  'link.withdrawn': { linkId: string; reason: string };
  /** On both streams of a merge; `role` says which side this is. */
  'case.merged': {
    role: 'source' | 'target';
    other: string;
    reason: string;
    openedAt: string;
    priority: Priority;
    reporters: Reporter[];
  };
  'case.unmerged': { role: 'source' | 'target'; other: string; reason: string };
  'case.transferred': { to: string; reason: string };
  'case.invalidated': { reason: InvalidReason };
  'case.restored': { reason: string };
  'case.resolved': {
    code: ResolutionCode;
    text: string;
    verifiedBy: string;
    verifiedHow: VerifiedHow;
  };
  'case.reopened': { reason: string };
  'case.closed': { automatic: boolean };
  /** It stands on the board as one of many near-identical ones, under the first of them. */
  'case.grouped': { group: string };
  'redaction.requested': { redactionId: string; seqs: number[]; reason: string };
  /** `kept` is what is left of each; the chain vouches for it (decisions.md 16). */
  'data.redacted': {
    seqs: number[];
    reason: string;
    kept: { seq: number; data: object }[];
    redactionId?: string;
    requestedBy?: string;
  };
  /** `redacted` is the seq of the decision; so many events and objects are gone. */
  'redaction.done': { redacted: number; events: number; objects: number };
}

export type EventType = keyof EventData;

/** What `decide` yields; the writer adds case, seq, hashes. */
export type NewEvent = {
  [T in EventType]: {
    type: T;
    at: string;
    actor: Actor;
    policy: number;
    data: EventData[T];
  };
}[EventType];

/** An event as stored, without its hashes. */
export type CaseEvent = NewEvent & { case: string; seq: number };

/** Current shape of event data; older shapes are lifted on read in `shared/ledger/lift.ts`. */
export const EVENT_SCHEMA = 1;
