import type { CaseEvent, EventData, EventType } from '../case/events.ts';
import {
  type Category,
  type Channel,
  type Grade,
  type LinkKind,
  moreSevere,
  type NeedKind,
  type NeedStatus,
  type Priority,
  type ResolutionCode,
  type SafetyStatus,
  type Status,
  type VerifiedHow,
  type Vulnerability,
} from '../case/vocabulary.ts';
import type { Rung } from '../clocks/policy.ts';

/** Milliseconds since the epoch, UTC. */
export type Ms = number;

/** A value and the instant at which it was recorded: what holds at T is the last one with `at` ≤ T. */
export type Timed<T> = [at: Ms, value: T];

/** What is counted of a person: never a name, a document or a telephone. */
export interface PersonFacts {
  sex?: 'female' | 'male' | 'unknown';
  /** Whole years when it was said. */
  age?: number;
  vulnerabilities?: Vulnerability[];
  safety?: SafetyStatus;
  grade?: Grade;
}

export interface EscalationFacts {
  id: string;
  agency: string;
  priority: Priority;
  raised: Ms;
  /** First time SNS accepted the alert; an acknowledgement is counted from here (e.3). */
  sent?: Ms;
  /** First acknowledgement by a named person, late ones too. */
  acked?: Ms;
  ackedBy?: Rung;
  /** Rungs reached after the first, told or passed in an outage. */
  rungs: Timed<Rung>[];
  accepted?: Ms;
  /** Declined, completed or stood down. */
  ended?: Timed<'declined' | 'completed' | 'stood_down'>;
  /** What became of each attempt to tell somebody. */
  told: Timed<'sent' | 'failed'>[];
}

/**
 * What one case adds to every figure of the room (domain.md e.3): its events folded into timed facts, without texts, names or
 * addresses. Everything carries the instant at which it was *recorded*, so that the figures of an instant never change when
 * later events come, not even by a message that was received earlier and written down later.
 */
export interface CaseFacts {
  id: string;
  /** Seq of the last event that is in here. */
  seq: number;
  /** Version of the policy in force when it was opened: its clocks count by that one. */
  policy: number;
  opened: Ms;
  /** When its last event was recorded. */
  last: Ms;
  /** When the first report was received: before `opened` by as long as it waited in the queue. */
  received: Ms;
  /** When it happened, as the reporter says. */
  occurred?: Ms;
  channel: Channel;
  crisis: Timed<string>[];
  country: Timed<string>[];
  place: Timed<string>[];
  language: Timed<string>[];
  category: Timed<Category>[];
  priority: Timed<Priority>[];
  status: Timed<Status>[];
  owner: Timed<string>[];
  /** Reopened, restored: running clocks count from here on. */
  resumed: Ms[];
  triaged?: Ms;
  /** A person has set the priority: undoing a merge no longer changes it. */
  /** Every time a person of the room spoke to a reporter, with the policy then in force; the first is the first human response. */
  spoken: Timed<number>[];
  /** Reports: messages, calls, what staff logged. Recorded at, received at, channel. */
  reports: [at: Ms, received: Ms, channel: Channel][];
  /** Outgoing messages by their id. */
  messages: { id: string; channel: Channel; automatic?: true; byStaff?: true; sent?: Ms; failed?: Ms }[];
  resolutions: { at: Ms; code: ResolutionCode; how: VerifiedHow; reopened?: Ms }[];
  /** Cases merged into this one, with the beginning they bring along. */
  merges: { other: string; openedAt: Ms; at: Ms; until?: Ms; priority?: Priority }[];
  /** The priority it has by itself, from when another was first merged into it. */
  alone?: Priority;
  links: { id: string; other: string; kind: LinkKind; at: Ms; withdrawn?: Ms }[];
  escalations: EscalationFacts[];
  /** Instants by which it is due, as they were set. */
  promises: { id: string; due: Timed<Ms>[]; kept?: Ms }[];
  persons: { id: string; said: Timed<PersonFacts>[] }[];
  needs: { id: string; kind: NeedKind; status: Timed<NeedStatus>[] }[];
  /** Recorded breaches by the clock's key. */
  breaches: Timed<string>[];
  /** Seconds by which what was due was noticed late. */
  lags: Timed<number>[];
}

const ms = (instant: string): Ms => Date.parse(instant);

/**
 * The facts of a case after more events, in order and without a gap behind those it holds. What was redacted has no data any more: of it only the
 * event itself is left to count.
 */
export function withEvents(before: CaseFacts | undefined, events: readonly CaseEvent[]): CaseFacts | undefined {
  const [first, ...rest] = events;
  if (!first) return before;
  if (before) {
    const facts = structuredClone(before);
    for (const event of events) note(facts, event);
    return facts;
  }
  if (first.type !== 'case.opened') throw new Error(`${first.case}: the first event is ${first.type}`);
  const facts = opened(first);
  for (const event of rest) note(facts, event);
  return facts;
}

function note(facts: CaseFacts, event: CaseEvent): void {
  if (event.seq !== facts.seq + 1) throw new Error(`${facts.id}: event ${event.seq} does not follow ${facts.seq}`);
  facts.seq = event.seq;
  facts.last = ms(event.at);
  const redacted = Object.keys(event.data).length === 0;
  if (redacted && event.type !== 'message.received') return;
  (NOTES[event.type] as Note<EventType> | undefined)?.(facts, event.data, ms(event.at), event);
}

function opened(event: CaseEvent & { type: 'case.opened' }): CaseFacts {
  const { data } = event;
  const at = ms(event.at);
  const timed = <T>(value: T | undefined): Timed<T>[] => (value === undefined ? [] : [[at, value]]);
  const byStaff = event.actor.kind === 'staff';
  const spoken = byStaff && (data.channel === 'phone' || data.channel === 'walk_in');
  return {
    id: event.case,
    seq: event.seq,
    policy: event.policy,
    opened: at,
    last: at,
    received: at,
    ...(data.occurredAt ? { occurred: ms(data.occurredAt) } : {}),
    channel: data.channel,
    crisis: timed(data.crisis),
    country: timed(data.country),
    place: timed(data.place),
    language: timed(data.language),
    category: timed(data.category),
    priority: timed(data.priority),
    status: [[at, 'new']],
    owner: [],
    resumed: [],
    // Whoever logged a call or a walk-in has already spoken with the person.
    spoken: spoken ? [[at, event.policy]] : [],
    reports: byStaff ? [[at, at, data.channel]] : [],
    messages: [],
    resolutions: [],
    merges: [],
    links: [],
    escalations: [],
    promises: [],
    persons: [],
    needs: [],
    breaches: [],
    lags: [],
  };
}

type Note<T extends EventType> = (facts: CaseFacts, data: EventData[T], at: Ms, event: CaseEvent) => void;

const NOTES: { [T in EventType]?: Note<T> } = {
  'message.received': (facts, data, at) => {
    if (data.quiet) return;
    const received = data.receivedAt ? Math.min(at, ms(data.receivedAt)) : at;
    begunBy(facts, received, at);
    facts.reports.push([at, received, data.channel ?? facts.channel]);
  },
  'message.moved': (facts, { message }, at) => {
    // It was counted where it came in; a case that is opened for it begins with it.
    if (message) begunBy(facts, ms(message.receivedAt), at);
  },
  'message.queued': (facts, data, _at, event) => {
    facts.messages.push({
      id: data.messageId ?? `${event.case}.${event.seq}`,
      channel: data.channel ?? facts.channel,
      ...(data.automatic ? { automatic: true } : {}),
      // One text to many is no answer to anybody.
      ...(event.actor.kind === 'staff' && !data.broadcast ? { byStaff: true } : {}),
    });
  },
  'message.sent': (facts, data, at, event) => {
    const message = find(facts.messages, data.messageId);
    if (!message || message.sent !== undefined) return;
    message.sent = at;
    // A bot's words are no answer (e.3).
    if (message.byStaff && !message.automatic) facts.spoken.push([at, event.policy]);
  },
  'message.failed': (facts, data, at) => {
    const message = find(facts.messages, data.messageId);
    if (message && !data.retryable) message.failed ??= at;
  },
  'message.status': (facts, data, at) => {
    const message = data.status === 'failed' ? find(facts.messages, data.messageId) : undefined;
    if (message) message.failed ??= at;
  },
  'call.logged': (facts, data, at, event) => {
    if (data.direction === 'in') facts.reports.push([at, at, data.channel]);
    if (data.direction === 'out' || data.answered) facts.spoken.push([at, event.policy]);
  },
  'triage.suggested': (facts, data, at) => {
    if (facts.language.length === 0) say(facts.language, data.lang, at);
    if (facts.country.length === 0) say(facts.country, data.place?.country, at);
    if (facts.place.length === 0) say(facts.place, data.place?.city, at);
  },
  'case.triaged': (facts, data, at) => {
    facts.triaged ??= at;
    if (facts.alone) facts.alone = data.priority;
    for (const merge of facts.merges) delete merge.priority;
    say(facts.priority, data.priority, at);
    say(facts.category, data.category, at);
    say(facts.country, data.country, at);
    say(facts.place, data.place, at);
  },
  'priority.raised': (facts, data, at) => {
    if (facts.alone) facts.alone = data.to;
    say(facts.priority, data.to, at);
  },
  'case.assigned': (facts, data, at) => say(facts.owner, data.owner, at),
  'status.changed': (facts, data, at) => say(facts.status, data.to, at),
  'case.invalidated': (facts, _data, at) => say(facts.status, 'invalid', at),
  'case.transferred': (facts, _data, at) => say(facts.status, 'transferred', at),
  'case.restored': (facts, _data, at) => resume(facts, at),
  'case.resolved': (facts, data, at) => {
    say(facts.status, 'resolved', at);
    facts.resolutions.push({ at, code: data.code, how: data.verifiedHow });
  },
  'case.reopened': (facts, _data, at) => {
    resume(facts, at);
    const last = facts.resolutions.at(-1);
    if (last) last.reopened ??= at;
  },
  'case.closed': (facts, _data, at) => say(facts.status, 'closed', at),
  'case.merged': (facts, data, at) => {
    if (data.role === 'source') return say(facts.status, 'merged', at);
    const before = facts.priority.at(-1)![1];
    facts.alone ??= before;
    facts.merges.push({ other: data.other, openedAt: ms(data.openedAt), at, priority: data.priority });
    if (moreSevere(data.priority, before)) say(facts.priority, data.priority, at);
  },
  'case.unmerged': (facts, data, at) => {
    if (data.role === 'source') {
      // Back to where it stood before it was merged.
      const before = facts.status
        .slice(
          0,
          facts.status.findLastIndex(([, status]) => status === 'merged'),
        )
        .at(-1);
      return say(facts.status, before?.[1] ?? 'in_progress', at);
    }
    const merge = facts.merges.find(({ other, until }) => other === data.other && until === undefined);
    if (!merge) return;
    merge.until = at;
    const { alone, ...together } = facts;
    const others = together.merges.filter(({ until }) => until === undefined);
    // The most severe of what is still together; a person's own word on the whole took the others' away.
    const [left] = [alone, ...others.map(({ priority }) => priority)].filter((one) => one !== undefined).sort();
    if (left !== facts.priority.at(-1)![1]) say(facts.priority, left, at);
    if (others.length === 0) delete facts.alone;
  },
  'person.added': (facts, data, at) => {
    facts.persons.push({ id: data.personId, said: [[at, personOf(data, at)]] });
  },
  'person.changed': (facts, data, at) => {
    find(facts.persons, data.personId)?.said.push([at, personOf(data, at)]);
  },
  'need.added': (facts, data, at) => {
    facts.needs.push({ id: data.needId, kind: data.kind, status: [[at, 'open']] });
  },
  'need.changed': (facts, data, at) => {
    const need = find(facts.needs, data.needId);
    if (need) say(need.status, data.status, at);
  },
  'promise.made': (facts, data, at) => {
    facts.promises.push({ id: data.promiseId, due: [[at, ms(data.dueAt)]] });
  },
  'promise.moved': (facts, data, at) => {
    find(facts.promises, data.promiseId)?.due.push([at, ms(data.dueAt)]);
  },
  'promise.kept': (facts, data, at) => {
    const promise = find(facts.promises, data.promiseId);
    if (promise) promise.kept ??= at;
  },
  'clock.breached': (facts, data, at) => {
    facts.breaches.push([at, data.key]);
    // A new priority made it late at once, or the caller hung up: the sweep was not late.
    if (!data.reason) facts.lags.push([at, data.lateBySeconds]);
  },
  'escalation.raised': (facts, data, at) => {
    facts.escalations.push({
      id: data.alertId,
      agency: data.agency,
      priority: data.priority,
      raised: at,
      rungs: [],
      told: [],
    });
  },
  'escalation.sent': (facts, data, at) =>
    onEscalation(facts, data, (alert) => {
      alert.sent ??= at;
      alert.told.push([at, 'sent']);
    }),
  'escalation.failed': (facts, data, at) => onEscalation(facts, data, (alert) => alert.told.push([at, 'failed'])),
  'escalation.acknowledged': (facts, data, at) =>
    onEscalation(facts, data, (alert) => {
      if (alert.acked !== undefined) return;
      alert.acked = at;
      alert.ackedBy = data.rung ?? 'a1';
    }),
  'escalation.ack-expired': (facts, data, at) => {
    facts.lags.push([at, Math.round((at - ms(data.expiredAt)) / 1000)]);
  },
  'escalation.held': (facts, data, at) => {
    facts.lags.push([at, data.lateBySeconds]);
  },
  'escalation.accepted': (facts, data, at) =>
    onEscalation(facts, data, (alert) => {
      alert.accepted ??= at;
    }),
  'escalation.declined': (facts, data, at) => endEscalation(facts, data, at, 'declined'),
  'escalation.completed': (facts, data, at) => endEscalation(facts, data, at, 'completed'),
  'escalation.stood-down': (facts, data, at) => endEscalation(facts, data, at, 'stood_down'),
  'escalation.climbed': (facts, data, at) =>
    onEscalation(facts, data, (alert) => {
      alert.rungs.push([at, data.rung]);
      if (data.reason === 'unanswered' || data.reason === 'ack-expired') facts.lags.push([at, data.lateBySeconds]);
    }),
  'link.confirmed': (facts, data, at) => {
    facts.links.push({ id: data.linkId, other: data.other, kind: data.kind, at });
  },
  'link.withdrawn': (facts, data, at) => {
    const link = facts.links.findLast(({ id, withdrawn }) => id === data.linkId && withdrawn === undefined);
    if (link) link.withdrawn = at;
  },
};

/** A case begins with the report that it was opened for, which is written down in the same breath. */
function begunBy(facts: CaseFacts, received: Ms, at: Ms): void {
  if (at === facts.opened) facts.received = Math.min(facts.received, received);
}

function resume(facts: CaseFacts, at: Ms): void {
  say(facts.status, 'in_progress', at);
  facts.resumed.push(at);
}

/** Records a value when it is another one than before. */
function say<T>(values: Timed<T>[], value: T | undefined, at: Ms): void {
  if (value !== undefined && values.at(-1)?.[1] !== value) values.push([at, value]);
}

function find<T extends { id: string }>(list: T[], id: string | undefined): T | undefined {
  return list.find((each) => each.id === id);
}

function onEscalation(facts: CaseFacts, data: { alertId: string }, change: (alert: EscalationFacts) => void): void {
  const alert = find(facts.escalations, data.alertId);
  if (alert) change(alert);
}

function endEscalation(
  facts: CaseFacts,
  data: { alertId: string },
  at: Ms,
  how: 'declined' | 'completed' | 'stood_down',
): void {
  onEscalation(facts, data, (alert) => {
    alert.ended ??= [at, how];
  });
}

function personOf(data: EventData['person.added'], at: Ms): PersonFacts {
  const { sex, age, birthDate, vulnerabilities, safety } = data;
  const years = age ?? (birthDate ? yearsBetween(birthDate, at) : undefined);
  return {
    ...(sex ? { sex } : {}),
    ...(years === undefined ? {} : { age: Math.floor(years) }),
    ...(vulnerabilities ? { vulnerabilities } : {}),
    ...(safety ? { safety: safety.status, grade: safety.grade } : {}),
  };
}

function yearsBetween(birthDate: string, at: Ms): number {
  const [born, now] = [new Date(birthDate), new Date(at)];
  const before = now.getUTCMonth() * 31 + now.getUTCDate() < born.getUTCMonth() * 31 + born.getUTCDate();
  return now.getUTCFullYear() - born.getUTCFullYear() - (before ? 1 : 0);
}
