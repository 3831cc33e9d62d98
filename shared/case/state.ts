import type { Rung } from '../clocks/policy.ts';
import type {
  AlertFacts,
  AnswerVia,
  AutomaticAnswer,
  EventData,
  NamedPerson,
  PersonFields,
  PriorityReason,
  Reporter,
  Safety,
} from './events.ts';
import type {
  Category,
  Channel,
  LinkKind,
  NeedKind,
  NeedStatus,
  Priority,
  ResolutionCode,
  Sensitivity,
  Status,
  VerifiedHow,
} from './vocabulary.ts';

/** An instant a clock starts from, with the policy version in force then (decisions.md 6). */
export interface Anchor {
  at: string;
  policy: number;
}

export interface Person extends PersonFields {
  personId: string;
  safety?: Safety;
}

export interface Need {
  needId: string;
  kind: NeedKind;
  status: NeedStatus;
  quantity?: number;
  neededBy?: string;
  agency?: string;
  reason?: string;
}

export type Location = EventData['location.added'];

export interface Pledge {
  promiseId: string;
  contactId: string;
  text: string;
  madeAt: string;
  policy: number;
  dueAt: string;
  status: 'pending' | 'kept';
  keptAt?: string;
  /** The room promised it by itself when a call went unanswered; a call with the reporter keeps it. */
  callBack?: boolean;
}

/** A call that rang: `call_answer` runs until somebody of the room speaks with the caller or the call is over. */
export interface Ring extends Anchor {
  /** Its message on the timeline. */
  messageId: string;
  /** The provider's id of the call, which its end names. */
  call: string;
  contactId: string;
  answeredAt?: string;
  missedAt?: string;
}

export type EscalationState =
  | 'raised'
  | 'sent'
  | 'failed'
  | 'acknowledged'
  | 'asked'
  | 'accepted'
  | 'declined'
  | 'completed'
  | 'stood_down';

/** Escalation states in which somebody outside still owes us something (c.3 rule 5). */
export const OPEN_ESCALATION_STATES: readonly EscalationState[] = [
  'raised',
  'sent',
  'failed',
  'acknowledged',
  'asked',
  'accepted',
];

export interface Escalation extends AlertFacts {
  alertId: string;
  agency: string;
  state: EscalationState;
  priority: Priority;
  category: Category;
  tiers: number;
  policy: number;
  raisedAt: string;
  raisedBy: string;
  country?: string;
  city?: string;
  personsCount: number;
  childrenCount: number;
  restricted: boolean;
  /** First time SNS accepted the alert; `agency_ack` starts here (decisions.md 1). */
  sentAt?: string;
  /** Rungs that have been alerted, in order; 'a1' from the start. */
  told: Rung[];
  /** Every rung reached, told or passed in an outage: climbing goes on above these, never below. */
  reached: Rung[];
  /** After an expired acknowledgement: when the tier was asked once more, and how many of `reached` lay behind by then. */
  reasked?: { at: string; reached: number };
  ack?: {
    by: NamedPerson;
    via: AnswerVia;
    at: string;
    policy: number;
    rung?: Rung;
    expired?: boolean;
  };
  /** Of an escalation that was acknowledged again: its clocks keep to the first time. */
  firstAck?: Anchor;
  /** Its step was overdue for too long to be taken without a person: a supervisor resumes it or stands it down (d.3 rule 7). */
  heldAt?: string;
  /** Addresses that an alert did not reach: `<rung> <channel> <subscription>`. */
  undelivered?: string[];
  /** When the priority of its case changed: no rung fell due before that. */
  repricedAt?: string;
  response?: { accepted: boolean; at: string; eta?: string; text?: string };
  question?: string;
  /** The room's answer to the last question. */
  answer?: string;
  report?: { at: string; text: string };
  closedAt?: string;
  /** Seq of the last event about it: rises, so that receivers drop what is older (decisions.md 13). */
  revision: number;
}

export interface Link {
  linkId: string;
  other: string;
  kind: LinkKind;
  state: 'suggested' | 'confirmed' | 'rejected' | 'withdrawn';
  reason: string;
  score?: number;
}

/** An alert recorded that SNS has not been seen to accept; ends in `escalation.sent` or `.failed` (decisions.md 1). */
export interface OpenAlert {
  /** Seq of the event that wants it told; the outcome names it as `revision`. */
  seq: number;
  alertId: string;
  /** Who has not been told yet; an outcome takes away those it names. */
  rungs: Rung[];
  at: string;
  policy: number;
  /** Told in one list with others and not by a message of its own. */
  listed?: boolean;
}

/** An outgoing message without a final outcome. */
export interface Outgoing {
  messageId: string;
  seq: number;
  at: string;
  policy: number;
  contactId: string;
  channel: Channel;
  attempt: number;
  /** `queued`: nobody carries it yet; `sending`: an attempt is open; `unknown`: only a status can tell (decisions.md 2). */
  phase: 'queued' | 'sending' | 'unknown';
  automatic?: boolean;
  /** It waits for the hours in which the contact may be reached. */
  notBefore?: string;
}

/** How far a message that carries a public notice has come; a status that comes late takes nothing back. */
export const REACH_STAGES = ['queued', 'sent', 'failed', 'delivered', 'read'] as const;
export type ReachStage = (typeof REACH_STAGES)[number];

/** One of the last messages of this case that carry a public notice: what its reach is counted from. */
export interface BroadcastMessage {
  broadcast: string;
  messageId: string;
  stage: ReachStage;
}

/** An answer that the room itself owes a reporter; ends in `message.queued` (decisions.md 1). */
export interface OwedAnswer {
  answer: AutomaticAnswer;
  contactId: string;
  at: string;
  policy: number;
}

/** An attachment that nobody has fetched yet; ends in `attachment.stored` or `.failed` (decisions.md 1). */
export interface OpenAttachment {
  messageId: string;
  /** Its place in the message, from 0. */
  n: number;
  at: string;
  policy: number;
}

/**
 * The fold of a case's events: everything that a rule needs, nothing that is only read. Texts of messages stay in the
 * ledger; clocks are derived (`obligations`). `null`-free: what is unknown is absent.
 */
export interface MovedMessage {
  messageId: string;
  contactId: string;
  receivedAt: string;
}

/** Messages that officers moved here, with what stands here without them. */
export interface MovedHere {
  messages: MovedMessage[];
  /** The case's last inbound of its own, where it has any. */
  lastInboundAt?: string;
  /** Senders of these messages; `before` as they were known here, where they were. */
  senders: { contactId: string; before?: Reporter }[];
}

export interface CaseState {
  id: string;
  /** Seq of the last event. */
  version: number;
  lastAt: string;
  status: Status;
  priority: Priority;
  reasons: PriorityReason[];
  /** True once a person set the priority: from then on only a supervisor lowers it. */
  priorityByStaff: boolean;
  category: Category;
  crisis?: string;
  country?: string;
  place?: string;
  language?: string;
  summary: string;
  sensitivity: Sensitivity;
  owner?: string;
  /** Seq of the event that gave it this owner. */
  ownerSeq?: number;
  /** The handover that gave it its owner; none where a person did. */
  handover?: string;
  /** A person said which crisis it belongs to, or to none. */
  crisisByStaff?: boolean;
  /** Staff member who logged or first triaged it (c.3 rule 6). */
  takenBy?: string;
  opened: Anchor;
  triaged?: Anchor;
  /** First outbound by a person of the room, not by a bot. */
  firstHumanResponseAt?: string;
  firstHumanActionAt?: string;
  /** When the first answer fell due; absent where nobody can be answered in writing. `auto_receipt` runs from here. */
  receipt?: Anchor;
  automaticReceiptAt?: string;
  lastInboundAt?: string;
  lastOutboundAt?: string;
  /** Last outbound by staff: `keep_in_loop` runs from here. */
  keepInLoop?: Anchor;
  /** Last contact or attempt with the subject: `recheck` runs from here. */
  subjectContact: Anchor;
  /** Last inbound WhatsApp not answered since: `wa_window`. */
  waInbound?: Anchor;
  milestone?: string;
  firstEscalationSentAt?: string;
  /** Intervals of `awaiting_reporter`: pauses for P3 and P4 only (c.5). */
  pauses: { from: string; to?: string }[];
  expectedAt?: string;
  /** When it left the open statuses; clocks still running then stopped there. */
  endedAt?: string;
  /** Reopened, restored or returned: clocks not yet stopped count from here on. */
  resumedAt?: string;
  reporters: Reporter[];
  persons: Person[];
  needs: Need[];
  /** The current one and the five before it; all of them are in the ledger (decisions.md 25). */
  locations: Location[];
  promises: Pledge[];
  escalations: Escalation[];
  links: Link[];
  /** Cases merged into this one, with what unmerging gives back. */
  merges: {
    other: string;
    openedAt: string;
    /** Its priority, until a person judges the two together. */
    priority?: Priority;
    contactIds: string[];
  }[];
  /** While any case is merged into this one: the priority it would have by itself. */
  alone?: Priority;
  moved?: MovedHere;
  mergedInto?: string;
  /** The first of the near-identical cases that this one stands with on the board; gone once anything sets it apart (G16). */
  similar?: string;
  /** Status to return to after unmerge. */
  statusBefore?: Status;
  alerts: OpenAlert[];
  outbox: Outgoing[];
  owed: OwedAnswer[];
  /** The last few, as far as they came. */
  broadcasts?: BroadcastMessage[];
  /** Contacts whose last message could not be read: they are asked for words once, until they write some. */
  unreadable: string[];
  /** Calls still ringing, and the last one before them. */
  rings: Ring[];
  attachments: OpenAttachment[];
  /** Recorded breaches by clock key, value the target; forgotten when that clock starts anew. */
  breaches: Record<string, string>;
  /** Highest warning level recorded by clock key. */
  warnings: Record<string, number>;
  /** Outbound attempts since the last inbound (c.3 rule 3). */
  attempts: { at: string; channel: Channel }[];
  resolution?: {
    code: ResolutionCode;
    text: string;
    verifiedBy: string;
    verifiedHow: VerifiedHow;
    at: string;
    policy: number;
  };
  /** Waiting for a second person. */
  redactions?: { redactionId: string; seqs: number[]; reason: string; by: string; at: string }[];
  closedAt?: string;
  transferredTo?: string;
  invalidReason?: string;
  reopenCount: number;
  counts: { messagesIn: number; messagesOut: number };
}

/** Lists of a case end here with a clear 409 (decisions.md 25). */
export const LIST_LIMIT = 100;
