import type { Rung } from '../clocks/policy.ts';
import type { AutomaticAnswer, CaseEvent, EventData, EventType, Message, Reporter } from './events.ts';
import { isOpen, isOver, ringKey } from './obligations.ts';
import { withReach } from './reach.ts';
import {
  type Anchor,
  type CaseState,
  type Escalation,
  LIST_LIMIT,
  type MovedHere,
  type MovedMessage,
  type Outgoing,
} from './state.ts';
import { ANSWERED_CHANNELS, moreSevere, type Priority, type SafetyStatus, type Status } from './vocabulary.ts';

type Fold<T extends EventType> = (state: CaseState, data: EventData[T], event: CaseEvent) => CaseState;

/** The state after one event. Pure and total: every event type of the closed list has its line below. */
export function evolve(state: CaseState | undefined, event: CaseEvent): CaseState {
  if (event.type === 'case.opened') return opened(event.data, event);
  if (!state) throw new Error(`${event.case}: the first event is ${event.type}, not case.opened`);
  const next = withReach((FOLDS[event.type] as Fold<EventType>)(state, event.data, event), event);
  const human = event.actor.kind === 'staff' && !next.firstHumanActionAt;
  return {
    ...next,
    version: event.seq,
    lastAt: event.at,
    ...(human ? { firstHumanActionAt: event.at } : {}),
  };
}

/** The state after all events; they are one case's, in order, from the first. */
export function fold(events: readonly CaseEvent[]): CaseState | undefined {
  let state: CaseState | undefined;
  for (const event of events) state = evolve(state, event);
  return state;
}

function opened(data: EventData['case.opened'], event: CaseEvent): CaseState {
  const anchor = anchorOf(event);
  const staff = event.actor.kind === 'staff';
  return {
    id: event.case,
    version: event.seq,
    lastAt: event.at,
    status: 'new',
    priority: data.priority,
    reasons: data.reasons,
    priorityByStaff: data.reasons.some((reason) => reason.rule === 'staff'),
    category: data.category,
    ...(data.crisis ? { crisis: data.crisis } : {}),
    ...(data.country ? { country: data.country } : {}),
    ...(data.place ? { place: data.place } : {}),
    ...(data.language ? { language: data.language } : {}),
    summary: data.summary,
    sensitivity: data.sensitivity ?? 'normal',
    ...(staff ? { takenBy: event.actor.id, firstHumanActionAt: event.at } : {}),
    // Whoever logged a call or a walk-in has already spoken with the person.
    ...(staff && (data.channel === 'phone' || data.channel === 'walk_in')
      ? {
          firstHumanResponseAt: event.at,
          keepInLoop: anchor,
          lastInboundAt: event.at,
        }
      : {}),
    opened: anchor,
    subjectContact: anchor,
    pauses: [],
    reporters: [data.reporter],
    persons: [],
    needs: [],
    locations: [],
    promises: [],
    escalations: [],
    links: data.follows
      ? [
          {
            linkId: `${event.case}.${event.seq}`,
            other: data.follows,
            kind: 'follows',
            state: 'confirmed',
            reason: 'المرسل نفسه · same sender',
          },
        ]
      : [],
    merges: [],
    alerts: [],
    outbox: [],
    owed: [],
    unreadable: [],
    rings: [],
    attachments: [],
    breaches: {},
    warnings: {},
    attempts: [],
    reopenCount: 0,
    counts: { messagesIn: 0, messagesOut: 0 },
  };
}

/** Safety statuses that tell of a person moved, seated or cared for: they stop `next_milestone` (c.5). */
const MOVED_ON: readonly SafetyStatus[] = [
  'en_route',
  'at_assembly_point',
  'manifested',
  'departed',
  'arrived',
  'hospitalised',
  'safe_confirmed',
];

const unchanged = (state: CaseState) => state;

const FOLDS: { [T in Exclude<EventType, 'case.opened'>]: Fold<T> } = {
  'message.received': received,
  'message.status': unchanged,
  'message.queued': (state, data, event) => ({
    ...state,
    owed: state.owed.filter(({ answer, contactId }) => answer !== data.answer || contactId !== data.contactId),
    outbox: [
      ...state.outbox,
      {
        messageId: data.messageId,
        seq: event.seq,
        at: event.at,
        policy: event.policy,
        contactId: data.contactId,
        channel: data.channel,
        attempt: 0,
        phase: 'queued',
        ...(data.automatic ? { automatic: true } : {}),
      },
    ],
  }),
  'message.sending': (state, data) =>
    onOutbox(state, data.messageId, {
      phase: 'sending',
      attempt: data.attempt,
    }),
  'message.sent': sent,
  'message.failed': (state, data) =>
    data.retryable
      ? onOutbox(state, data.messageId, {
          phase: 'queued',
          ...(data.notBefore ? { notBefore: data.notBefore } : {}),
        })
      : {
          ...state,
          outbox: state.outbox.filter((message) => message.messageId !== data.messageId),
        },
  'message.unknown': (state, data) => onOutbox(state, data.messageId, { phase: 'unknown' }),
  'message.moved': moved,
  'call.logged': called,
  'call.missed': (state, data, event) => ({
    ...state,
    rings: state.rings.map((ring) => (ring.messageId === data.messageId ? { ...ring, missedAt: event.at } : ring)),
  }),
  'note.added': unchanged,
  'attachment.stored': fetched,
  'attachment.failed': fetched,
  'triage.suggested': (state, data) => ({
    ...state,
    ...(state.language ? {} : { language: data.lang }),
    ...(!state.country && data.place?.country ? { country: data.place.country } : {}),
    ...(!state.place && data.place?.city ? { place: data.place.city } : {}),
  }),
  'case.triaged': (state, data, event) => ({
    ...withPriority(data.sensitivity && data.sensitivity !== 'normal' ? apart(state) : state, data.priority, event),
    reasons:
      data.priority === state.priority && state.priorityByStaff
        ? state.reasons
        : [
            ...state.reasons.filter((reason) => reason.rule !== 'staff'),
            {
              rule: 'staff',
              text: { ar: data.reason, en: data.reason },
              by: event.actor.id,
            },
          ],
    priorityByStaff: true,
    // A person has judged all that is together: taking it apart again lowers nothing.
    ...(state.merges.length > 0 ? { alone: data.priority, merges: state.merges.map(unweighed) } : {}),
    category: data.category,
    ...(data.country ? { country: data.country } : {}),
    ...(data.place ? { place: data.place } : {}),
    ...(data.sensitivity ? { sensitivity: data.sensitivity } : {}),
    triaged: state.triaged ?? anchorOf(event),
    takenBy: state.takenBy ?? event.actor.id,
  }),
  'priority.raised': (state, data, event) => ({
    ...withPriority(judged(state, data.to), data.to, event),
    reasons: [...state.reasons, ...data.reasons].slice(-20),
  }),
  'case.assigned': ({ handover: _before, ...state }, { owner, handover }, { seq }) => ({
    ...state,
    owner,
    ownerSeq: seq,
    ...(handover ? { handover } : {}),
  }),
  'case.crisis-changed': ({ crisis: _before, ...state }, data) => ({
    ...state,
    ...(data.crisis ? { crisis: data.crisis } : {}),
    ...(data.automatic ? {} : { crisisByStaff: true }),
  }),
  'status.changed': (state, data, event) => withStatus(state, data.to, event.at, data.expectedAt),
  'person.added': (state, data) => ({
    ...state,
    persons: [...state.persons, data],
  }),
  'person.changed': (state, data, event) => ({
    ...state,
    ...(data.safety && MOVED_ON.includes(data.safety.status) ? { milestone: event.at } : {}),
    persons: state.persons.map((person) => (person.personId === data.personId ? { ...person, ...data } : person)),
  }),
  'need.added': (state, data) => ({
    ...state,
    needs: [...state.needs, { status: 'open', ...data }],
  }),
  'need.changed': (state, data, event) => ({
    ...state,
    needs: state.needs.map((need) => (need.needId === data.needId ? { ...need, ...data } : need)),
    ...(data.status === 'met' ? { milestone: event.at } : {}),
  }),
  'location.added': (state, data) => ({
    ...state,
    // A country that somebody named stands; a pin fills in what nobody said.
    ...(!state.country && data.current && data.country ? { country: data.country } : {}),
    locations: keepLocations(
      data.current
        ? [
            ...state.locations.map((location) => ({
              ...location,
              current: false,
            })),
            data,
          ]
        : [...state.locations, data],
    ),
  }),
  'promise.made': (state, data, event) => ({
    ...state,
    promises: [...state.promises, { ...data, madeAt: event.at, policy: event.policy, status: 'pending' }],
  }),
  'promise.kept': (state, data, event) => ({
    ...state,
    promises: state.promises.map((promise) =>
      promise.promiseId === data.promiseId ? { ...promise, status: 'kept', keptAt: event.at } : promise,
    ),
  }),
  'promise.moved': (state, data) => ({
    ...restart(state, `promise:${data.promiseId}`),
    promises: state.promises.map((promise) =>
      promise.promiseId === data.promiseId ? { ...promise, dueAt: data.dueAt } : promise,
    ),
  }),
  'clock.warned': (state, data) => ({
    ...state,
    warnings: { ...state.warnings, [data.key]: data.level },
  }),
  'clock.breached': (state, data) => ({
    ...state,
    breaches: { ...state.breaches, [data.key]: data.breachedAt },
  }),
  'escalation.raised': raised,
  'escalation.sent': (state, data, event) => ({
    ...onEscalation(settleAlert(state, data), data.alertId, event, (escalation) => ({
      ...escalation,
      state: escalation.state === 'raised' || escalation.state === 'failed' ? 'sent' : escalation.state,
      ...(escalation.sentAt ? {} : { sentAt: event.at }),
    })),
    firstEscalationSentAt: state.firstEscalationSentAt ?? event.at,
  }),
  'escalation.delivered': unchanged,
  'escalation.failed': (state, data, event) =>
    onEscalation(settleAlert(state, data), data.alertId, event, (escalation) => ({
      ...escalation,
      state: escalation.state === 'raised' ? 'failed' : escalation.state,
    })),
  'escalation.undelivered': (state, { alertId, rung, channel, subscription }, event) =>
    onEscalation(state, alertId, event, ({ undelivered = [], ...escalation }) => ({
      ...escalation,
      undelivered: [...undelivered, `${rung} ${channel} ${subscription}`].slice(-LIST_LIMIT),
    })),
  'escalation.acknowledged': (state, data, event) => {
    const next = onEscalation(state, data.alertId, event, (escalation) =>
      data.late || data.second
        ? escalation
        : {
            ...withoutHold(escalation),
            state: 'acknowledged',
            ...(escalation.ack
              ? { firstAck: escalation.firstAck ?? { at: escalation.ack.at, policy: escalation.ack.policy } }
              : {}),
            ack: {
              by: data.by,
              via: data.via,
              at: event.at,
              policy: event.policy,
              ...(data.rung ? { rung: data.rung } : {}),
            },
          },
    );
    return addAlertIntent(next, data.alertId, event, data.tell);
  },
  'escalation.ack-expired': (state, data, event) =>
    addAlertIntent(
      onEscalation(state, data.alertId, event, (escalation) => ({
        ...escalation,
        state: 'sent',
        reasked: { at: event.at, reached: escalation.reached.length },
        ...(escalation.ack ? { ack: { ...escalation.ack, expired: true } } : {}),
      })),
      data.alertId,
      event,
      [data.rung],
    ),
  'escalation.held': (state, data, event) => {
    const held = onEscalation(state, data.alertId, event, (escalation) => ({ ...escalation, heldAt: event.at }));
    const { alertId } = data;
    const intent = {
      seq: event.seq,
      alertId,
      at: event.at,
      policy: event.policy,
      rungs: ['t1' as const],
      listed: true,
    };
    return { ...held, alerts: [...held.alerts, intent] };
  },
  'escalation.resumed': (state, data, event) =>
    addAlertIntent(
      onEscalation(state, data.alertId, event, ({ ack, ...escalation }) => ({
        ...withoutHold(escalation),
        state: ack ? 'sent' : escalation.state,
        reasked: { at: event.at, reached: escalation.reached.length },
        ...(ack ? { ack: { ...ack, expired: true } } : {}),
      })),
      data.alertId,
      event,
      [data.rung],
    ),
  'escalation.accepted': (state, data, event) =>
    onEscalation(state, data.alertId, event, (escalation) => ({
      ...withoutHold(escalation),
      state: 'accepted',
      response: {
        accepted: true,
        at: event.at,
        ...(data.eta ? { eta: data.eta } : {}),
        ...(data.text ? { text: data.text } : {}),
      },
    })),
  'escalation.declined': (state, data, event) =>
    closeEscalation(state, data, event, 'declined', (escalation) => ({
      ...escalation,
      response: { accepted: false, at: event.at, text: data.reason },
    })),
  'escalation.asked': (state, data, event) =>
    onEscalation(state, data.alertId, event, (escalation) => ({
      ...escalation,
      state: 'asked',
      question: data.text,
    })),
  'escalation.answered': (state, data, event) =>
    addAlertIntent(
      onEscalation(state, data.alertId, event, (escalation) => ({
        ...escalation,
        state: 'acknowledged',
        answer: data.text,
      })),
      data.alertId,
      event,
      [state.escalations.find(({ alertId }) => alertId === data.alertId)?.ack?.rung ?? 'a1'],
    ),
  'escalation.reported': (state, data, event) =>
    onEscalation(state, data.alertId, event, (escalation) => ({
      ...escalation,
      report: { at: event.at, text: data.text },
    })),
  'escalation.completed': (state, data, event) => ({
    ...closeEscalation(state, data, event, 'completed', (escalation) => ({
      ...escalation,
      report: { at: event.at, text: data.text },
    })),
    milestone: event.at,
  }),
  'escalation.climbed': (state, data, event) => {
    const next = onEscalation(state, data.alertId, event, (escalation) => ({
      ...escalation,
      reached: [...new Set([...escalation.reached, data.rung])],
      told: data.told ? [...escalation.told, data.rung] : escalation.told,
    }));
    return data.told ? addAlertIntent(next, data.alertId, event, [data.rung]) : next;
  },
  'escalation.stood-down': (state, data, event) =>
    closeEscalation(state, data, event, 'stood_down', (escalation) => escalation),
  'link.suggested': (state, data) => ({
    ...state,
    links: [...state.links, { ...data, state: 'suggested' }],
  }),
  'link.confirmed': (state, data) => ({
    ...state,
    links: state.links.some((link) => link.linkId === data.linkId)
      ? state.links.map((link) => (link.linkId === data.linkId ? { ...link, state: 'confirmed' } : link))
      : [...state.links, { ...data, state: 'confirmed' }],
  }),
  'link.rejected': (state, data) => setLink(state, data.linkId, 'rejected', data.reason),
  'link.withdrawn': (state, data) => setLink(state, data.linkId, 'withdrawn', data.reason),
  'case.merged': merged,
  'case.unmerged': unmerged,
  'case.transferred': (state, data, event) => ({
    ...withStatus(state, 'transferred', event.at),
    transferredTo: data.to,
  }),
  'case.invalidated': (state, data, event) => ({
    ...withStatus(state, 'invalid', event.at),
    invalidReason: data.reason,
  }),
  'case.restored': (state, _data, event) => {
    const { transferredTo: _to, invalidReason: _why, ...rest } = state;
    return {
      ...withStatus(rest, 'in_progress', event.at),
      resumedAt: event.at,
    };
  },
  'case.resolved': (state, data, event) => ({
    ...withStatus(state, 'resolved', event.at),
    resolution: { ...data, at: event.at, policy: event.policy },
  }),
  'case.reopened': (state, _data, event) => {
    const { closedAt: _closed, resolution: _resolution, ...rest } = state;
    return {
      ...withStatus(rest, 'in_progress', event.at),
      resumedAt: event.at,
      reopenCount: state.reopenCount + 1,
    };
  },
  'case.closed': (state, _data, event) => ({
    ...withStatus(state, 'closed', event.at),
    closedAt: event.at,
  }),
  'case.grouped': (state, data) => ({ ...state, similar: data.group }),
  'redaction.requested': (state, data, event) => ({
    ...state,
    redactions: [...(state.redactions ?? []), { ...data, by: event.actor.id, at: event.at }],
  }),
  'data.redacted': (state, data) => {
    const { redactions = [], ...rest } = withoutFetching(state, data);
    const left = redactions.filter(({ redactionId }) => redactionId !== data.redactionId);
    return left.length > 0 ? { ...rest, redactions: left } : rest;
  },
  'redaction.done': unchanged,
};

function received(before: CaseState, data: EventData['message.received'], event: CaseEvent): CaseState {
  const state = withAttachments({ ...before, reporters: readdressed(before.reporters, data.reporter) }, data, event);
  if (data.quiet) return state;
  if (data.kind === 'call') return receivedWords(withRing(state, data, event), data, event);
  return receivedWords(state, data, event);
}

/** Somebody who lets it ring again and again is called back once: the newest calls are enough to know. */
const MOST_RINGS = 10;

/** A call rings. Those that are over make room for it, with what was recorded of them. */
function withRing(state: CaseState, data: EventData['message.received'], event: CaseEvent): CaseState {
  const { messageId, providerMessageId: call, contactId } = data;
  const ringing = state.rings.filter((ring) => !isOver(ring)).slice(1 - MOST_RINGS);
  const forgotten = state.rings.filter((ring) => !ringing.includes(ring));
  return {
    ...forgotten.reduce((rest, ring) => restart(rest, ringKey(ring)), state),
    rings: [...ringing, { messageId, call, contactId, ...anchorOf(event) }],
  };
}

function receivedWords(state: CaseState, data: EventData['message.received'], event: CaseEvent): CaseState {
  const reporter = state.reporters.find((known) => known.contactId === data.contactId) ?? data.reporter;
  let next: CaseState = {
    ...state,
    reporters: heard(withReporter(state.reporters, data.reporter), data, event.at),
    lastInboundAt: event.at,
    attempts: [],
    counts: { ...state.counts, messagesIn: state.counts.messagesIn + 1 },
  };
  if (data.channel === 'whatsapp' || data.channel === 'twilio_whatsapp') {
    next = { ...restart(next, 'wa_window'), waInbound: anchorOf(event) };
  }
  // A relative abroad who writes is no contact with the person in danger (recheck, c.5).
  if (!reporter || reporter.relationship === 'self' || reporter.relationship === 'unknown') {
    next = { ...restart(next, 'recheck'), subjectContact: anchorOf(event) };
  }
  return withOwedAnswer(next, data, event);
}

/** Every attachment is to be fetched before its link dies; what the mail scanner condemned is left where it is. */
function withAttachments(state: CaseState, data: EventData['message.received'], event: CaseEvent): CaseState {
  const { messageId, media = [], quarantined } = data;
  if (media.length === 0 || quarantined) return state;
  const open = media.map((_, n) => ({ messageId, n, at: event.at, policy: event.policy }));
  return { ...state, attachments: [...state.attachments, ...open] };
}

/** What belongs to a forgotten message is not fetched any more. */
function withoutFetching(state: CaseState, { kept }: EventData['data.redacted']): CaseState {
  if (state.attachments.length === 0) return state;
  const gone = kept.flatMap(({ data }) => ('media' in data ? (data as Message).messageId : []));
  return { ...state, attachments: state.attachments.filter(({ messageId }) => !gone.includes(messageId)) };
}

function fetched(state: CaseState, data: { messageId: string; n: number }): CaseState {
  const attachments = state.attachments.filter(({ messageId, n }) => messageId !== data.messageId || n !== data.n);
  return { ...state, attachments };
}

/**
 * What the room itself owes for a message: the first answer to whoever opened the case by writing, once; and a request for words, once
 * in a row of messages that could not be read.
 */
function withOwedAnswer(state: CaseState, data: EventData['message.received'], event: CaseEvent): CaseState {
  const { contactId } = data;
  const asked = state.unreadable.includes(contactId);
  const unreadable = data.kind === 'unsupported';
  const next: CaseState = {
    ...state,
    unreadable: [...state.unreadable.filter((other) => other !== contactId), ...(unreadable ? [contactId] : [])],
  };
  const [opener] = state.reporters;
  const reporter = state.reporters.find((known) => known.contactId === contactId);
  const answerable = reporter?.address && ANSWERED_CHANNELS.includes(reporter.channel) && !data.noAnswer;
  if (!answerable) return next;
  const owe = (answer: AutomaticAnswer) => [...next.owed, { answer, contactId, ...anchorOf(event) }];
  if (opener === reporter && !state.receipt && state.counts.messagesIn === 1) {
    return { ...next, receipt: anchorOf(event), owed: owe('first') };
  }
  return unreadable && !asked ? { ...next, owed: owe('words') } : next;
}

function sent(state: CaseState, data: EventData['message.sent'], event: CaseEvent): CaseState {
  const queued = state.outbox.find((message) => message.messageId === data.messageId);
  const { waInbound: _answered, ...rest } = state;
  const next: CaseState = {
    ...rest,
    outbox: state.outbox.filter((message) => message !== queued),
    lastOutboundAt: event.at,
    counts: { ...state.counts, messagesOut: state.counts.messagesOut + 1 },
  };
  if (queued?.automatic)
    return {
      ...next,
      automaticReceiptAt: state.automaticReceiptAt ?? event.at,
    };
  return spoken(queued ? { ...next, attempts: addAttempt(next, event.at, queued.channel) } : next, event);
}

function called(state: CaseState, data: EventData['call.logged'], event: CaseEvent): CaseState {
  const outbound = data.direction === 'out';
  const next: CaseState = {
    ...restart(state, 'recheck'),
    reporters: withReporter(state.reporters, data.reporter),
    subjectContact: anchorOf(event),
    rings: data.answered
      ? state.rings.map((ring) =>
          ring.contactId === data.contactId && !isOver(ring) ? { ...ring, answeredAt: event.at } : ring,
        )
      : state.rings,
    attempts: outbound ? addAttempt(state, event.at, data.channel) : [],
    ...(outbound ? {} : { lastInboundAt: event.at }),
  };
  return data.answered || outbound ? spoken(next, event) : next;
}

/** A person of the room spoke to the reporter: the clocks of a human answer stop or start anew. */
function spoken(state: CaseState, event: CaseEvent): CaseState {
  return {
    ...restart(state, 'keep_in_loop'),
    lastOutboundAt: event.at,
    firstHumanResponseAt: state.firstHumanResponseAt ?? event.at,
    keepInLoop: anchorOf(event),
  };
}

function moved(state: CaseState, data: EventData['message.moved']): CaseState {
  return data.message ? movedHere(state, data.message, data.reporter) : movedAway(state, data.messageId);
}

/** An officer who tidies up moves a few; what a head holds has an end. */
const MOST_MOVED = 50;

/** What was said elsewhere was said when it was said: it is no new word of the reporter. */
function movedHere(state: CaseState, message: Message, reporter: Reporter | undefined): CaseState {
  const { messageId, contactId, receivedAt } = message;
  const { messages, senders } = state.moved ?? { messages: [], senders: [] };
  const before = state.reporters.find((known) => known.contactId === contactId);
  const own = ownInbound(state);
  const sender = senders.find((each) => each.contactId === contactId) ?? { contactId, ...(before ? { before } : {}) };
  const known = withReporter(state.reporters, reporter);
  return {
    ...state,
    reporters: isLater(receivedAt, before?.heardAt) ? heard(known, message, receivedAt) : known,
    counts: { ...state.counts, messagesIn: state.counts.messagesIn + 1 },
    moved: {
      messages: [...messages, { messageId, contactId, receivedAt }].slice(-MOST_MOVED),
      ...(own === undefined ? {} : { lastInboundAt: own }),
      senders: [...senders.filter((each) => each !== sender), sender],
    },
    ...(isLater(receivedAt, state.lastInboundAt) ? { lastInboundAt: receivedAt } : {}),
  };
}

/** What it brought goes with it, as far as nothing was built on it since: moved there and back, both cases are as they were. */
function movedAway(state: CaseState, messageId: string): CaseState {
  const { moved, lastInboundAt: _last, ...rest } = state;
  const counts = { ...state.counts, messagesIn: Math.max(0, state.counts.messagesIn - 1) };
  const message = moved?.messages.find((each) => each.messageId === messageId);
  if (!moved || !message) return { ...state, counts };
  const messages = moved.messages.filter((each) => each !== message);
  const own = ownInbound(state);
  const last = latest([own, ...messages.map(({ receivedAt }) => receivedAt)]);
  const gone = !messages.some(({ contactId }) => contactId === message.contactId);
  return {
    ...rest,
    counts,
    ...(last === undefined ? {} : { lastInboundAt: last }),
    ...(messages.length === 0
      ? {}
      : {
          moved: {
            messages,
            ...(own === undefined ? {} : { lastInboundAt: own }),
            senders: moved.senders.filter(({ contactId }) => !gone || contactId !== message.contactId),
          },
        }),
    reporters: withoutWords(state, moved, message),
  };
}

/** The last word that came to the case itself: one that is none of those moved here came since. */
function ownInbound({ moved, lastInboundAt }: CaseState): string | undefined {
  const before = moved?.lastInboundAt;
  const together = latest([before, ...(moved?.messages ?? []).map(({ receivedAt }) => receivedAt)]);
  return moved && together === lastInboundAt ? before : lastInboundAt;
}

/** Reporters without what a message brought of its sender; whoever wrote here himself since, or is owed something, stays as he is. */
function withoutWords(state: CaseState, { messages, senders }: MovedHere, gone: MovedMessage): Reporter[] {
  const { contactId } = gone;
  const before = senders.find((each) => each.contactId === contactId)?.before;
  const his = messages.filter((each) => each.contactId === contactId);
  const left = his.filter((each) => each !== gone);
  const heardAt = (some: readonly MovedMessage[]) => latest([before?.heardAt, ...some.map((each) => each.receivedAt)]);
  const owed = [...state.outbox, ...state.promises].some((each) => each.contactId === contactId);
  return state.reporters.flatMap((known) => {
    if (known.contactId !== contactId || known.heardAt !== heardAt(his)) return [known];
    const now = heardAt(left);
    if (left.length > 0 && now) return [{ ...known, heardAt: now }];
    return before ?? (owed ? [known] : []);
  });
}

const isLater = (at: string, than: string | undefined) => than === undefined || at > than;

const latest = (instants: readonly (string | undefined)[]): string | undefined =>
  instants.reduce((a, b) => (b !== undefined && isLater(b, a) ? b : a), undefined);

function raised(state: CaseState, data: EventData['escalation.raised'], event: CaseEvent): CaseState {
  const escalation: Escalation = {
    ...data,
    state: 'raised',
    policy: event.policy,
    raisedAt: event.at,
    raisedBy: event.actor.id,
    told: ['a1'],
    reached: ['a1'],
    revision: event.seq,
  };
  return addAlertIntent({ ...state, escalations: [...state.escalations, escalation] }, data.alertId, event, ['a1']);
}

function merged(state: CaseState, data: EventData['case.merged'], event: CaseEvent): CaseState {
  if (data.role === 'source') {
    return {
      ...withStatus(state, 'merged', event.at),
      statusBefore: state.status,
      mergedInto: data.other,
    };
  }
  const added = data.reporters.filter(
    (reporter) => !state.reporters.some((known) => known.contactId === reporter.contactId),
  );
  const { other, openedAt, priority } = data;
  return {
    ...(moreSevere(priority, state.priority) ? withPriority(state, priority, event) : state),
    reporters: [...state.reporters, ...added],
    merges: [...state.merges, { other, openedAt, priority, contactIds: added.map(({ contactId }) => contactId) }],
    alone: state.alone ?? state.priority,
  };
}

const unweighed = ({ priority: _own, ...merge }: CaseState['merges'][number]) => merge;

/** What the case would be by itself, when rules or people say so while others are merged into it. */
function judged(state: CaseState, alone: Priority): CaseState {
  return state.merges.length === 0 ? state : { ...state, alone };
}

function unmerged(state: CaseState, data: EventData['case.unmerged'], event: CaseEvent): CaseState {
  if (data.role === 'source') {
    const { mergedInto: _into, statusBefore, ...rest } = state;
    return withStatus(rest, statusBefore ?? 'in_progress', event.at);
  }
  const { alone = state.priority, ...together } = state;
  const merge = state.merges.find((known) => known.other === data.other);
  const merges = state.merges.filter((known) => known !== merge);
  // The most severe of what is still together (c.3 rule 7), whatever came in whichever order.
  const left = merges.flatMap(({ priority }) => priority ?? []).reduce((a, b) => (moreSevere(b, a) ? b : a), alone);
  return {
    ...withPriority(together, left, event),
    ...(merges.length > 0 ? { alone } : {}),
    merges,
    reporters: state.reporters.filter((reporter) => !merge?.contactIds.includes(reporter.contactId)),
  };
}

function closeEscalation(
  state: CaseState,
  data: { alertId: string; tell: Rung[] },
  event: CaseEvent,
  to: 'declined' | 'completed' | 'stood_down',
  change: (escalation: Escalation) => Escalation,
): CaseState {
  const closed = onEscalation(state, data.alertId, event, (escalation) => ({
    ...change(escalation),
    state: to,
    closedAt: event.at,
  }));
  // Alerts not yet published for it are overtaken: only the stand-down still has to be told.
  const next = {
    ...closed,
    alerts: closed.alerts.filter((open) => open.alertId !== data.alertId),
  };
  return addAlertIntent(next, data.alertId, event, data.tell);
}

function onEscalation(
  state: CaseState,
  alertId: string,
  event: CaseEvent,
  change: (escalation: Escalation) => Escalation,
): CaseState {
  return {
    ...state,
    escalations: state.escalations.map((escalation) =>
      escalation.alertId === alertId ? { ...change(escalation), revision: event.seq } : escalation,
    ),
  };
}

/** A case's requests to agencies climb at its present pace; a policy, once started under, stays (d.3 rule 6). */
function withPriority(state: CaseState, priority: CaseState['priority'], event: CaseEvent): CaseState {
  if (priority === state.priority) return state;
  return {
    ...(priority < state.priority ? apart(state) : state),
    priority,
    escalations: state.escalations.map((escalation) =>
      escalation.closedAt ? escalation : { ...escalation, priority, repricedAt: event.at, revision: event.seq },
    ),
  };
}

/** Whatever is more urgent than the others, or not for everybody's eyes, stands by itself. */
function apart({ similar: _group, ...state }: CaseState): CaseState {
  return state;
}

function withoutHold<E extends Partial<Escalation>>({ heldAt: _held, ...escalation }: E): Omit<E, 'heldAt'> {
  return escalation;
}

function setLink(state: CaseState, linkId: string, to: 'rejected' | 'withdrawn', reason: string): CaseState {
  return {
    ...state,
    links: state.links.map((link) => (link.linkId === linkId ? { ...link, state: to, reason } : link)),
  };
}

/** Nobody to tell: no intent. */
function addAlertIntent(state: CaseState, alertId: string, event: CaseEvent, rungs: Rung[]): CaseState {
  if (rungs.length === 0) return state;
  return {
    ...state,
    alerts: [...state.alerts, { seq: event.seq, alertId, at: event.at, policy: event.policy, rungs }],
  };
}

/** An intent is settled rung by rung: the highest ones wait for their digest. */
function settleAlert(state: CaseState, settled: { revision: number; rungs: readonly Rung[] }): CaseState {
  return {
    ...state,
    alerts: state.alerts.flatMap((open) => {
      if (open.seq !== settled.revision) return [open];
      const rungs = open.rungs.filter((rung) => !settled.rungs.includes(rung));
      return rungs.length > 0 ? [{ ...open, rungs }] : [];
    }),
  };
}

function onOutbox(state: CaseState, messageId: string, change: Partial<Outgoing>): CaseState {
  return {
    ...state,
    outbox: state.outbox.map((message) => (message.messageId === messageId ? { ...message, ...change } : message)),
  };
}

function withStatus(state: CaseState, to: Status, at: string, expectedAt?: string): CaseState {
  const { expectedAt: _old, endedAt: before, ...rest } = state;
  const ended = isOpen(to) ? undefined : isOpen(state.status) ? at : before;
  const pauses =
    to === 'awaiting_reporter' && state.status !== 'awaiting_reporter'
      ? [...state.pauses, { from: at }]
      : state.status === 'awaiting_reporter' && to !== 'awaiting_reporter'
        ? state.pauses.map((pause) => (pause.to ? pause : { ...pause, to: at }))
        : state.pauses;
  return {
    ...rest,
    status: to,
    pauses,
    ...(expectedAt ? { expectedAt } : {}),
    ...(ended ? { endedAt: ended } : {}),
  };
}

/** A clock that starts anew forgets its recorded breach and warnings. */
function restart(state: CaseState, key: string): CaseState {
  if (!(key in state.breaches) && !(key in state.warnings)) return state;
  const { [key]: _breach, ...breaches } = state.breaches;
  const { [key]: _warning, ...warnings } = state.warnings;
  return { ...state, breaches, warnings };
}

/** A reporter whom we know under another address is written to at the new one; what we know of him stays. */
function readdressed(reporters: Reporter[], { contactId, address, phone }: Partial<Reporter> = {}): Reporter[] {
  if (!address) return reporters;
  return reporters.map((known) =>
    known.contactId === contactId ? { ...known, address, ...(phone ? { phone } : {}) } : known,
  );
}

/** Remembers when a person last wrote, and which of his mails an answer belongs under. */
function heard(reporters: Reporter[], data: Omit<Message, 'messageId'>, at: string): Reporter[] {
  const { contactId, channel, providerMessageId, subject } = data;
  const thread = channel === 'email' ? { messageId: providerMessageId, ...(subject ? { subject } : {}) } : undefined;
  return reporters.map((known) =>
    known.contactId === contactId && known.channel === channel
      ? { ...known, heardAt: at, ...(thread ? { thread } : {}) }
      : known,
  );
}

function withReporter(reporters: Reporter[], reporter: Reporter | undefined): Reporter[] {
  if (!reporter || reporters.some((known) => known.contactId === reporter.contactId)) return reporters;
  return [...reporters, reporter];
}

/** Attempts are counted for c.3 rule 3, which asks for three over a day: twenty are enough to know. */
function addAttempt(
  state: CaseState,
  at: string,
  channel: CaseState['attempts'][number]['channel'],
): CaseState['attempts'] {
  return [...state.attempts, { at, channel }].slice(-20);
}

/** The current location and the five last ones (decisions.md 25). */
function keepLocations(locations: CaseState['locations']): CaseState['locations'] {
  const current = locations.find((location) => location.current);
  const others = locations.filter((location) => location !== current).slice(-5);
  return current ? [...others, current] : others;
}

function anchorOf(event: CaseEvent): Anchor {
  return { at: event.at, policy: event.policy };
}
