import type { CaseEvent, EventData, EventType, Message, Reporter } from './events.ts';

/** What stands where something was said that is no longer kept (G20, decisions.md 16). */
export const FORGOTTEN = 'حُذف · Redacted';

type Residues = { [T in EventType]?: (data: EventData[T]) => EventData[T] };

/** A part of an object: what is not named is forgotten. */
function only<T extends object, K extends keyof T>(data: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]]))) as Pick<T, K>;
}

/** Who it was stays countable by a random id; name, number and address go. */
const nobody = (reporter: Reporter): Reporter => only(reporter, 'contactId', 'channel', 'relationship', 'heardAt');

/** What happened stays; why, in somebody's words, goes. */
const unreasoned = <T extends { reason?: string }>({ reason: _why, ...data }: T): Omit<T, 'reason'> => data;

const message = (data: Message): Message => ({
  ...only(
    data,
    'messageId',
    'channel',
    'contactId',
    'kind',
    'quiet',
    'noAnswer',
    'quarantined',
    'sentAt',
    'receivedAt',
  ),
  // A provider's id may hold the number it was sent from.
  providerMessageId: '',
  ...(data.media ? { media: data.media.map(({ mime }) => ({ ref: '', ...(mime ? { mime } : {}) })) } : {}),
});

/**
 * What is left of an event that may be redacted: what clocks, counts and other people's parts rest on, and nothing that tells who somebody is or
 * what was said. Types that are not here hold nothing of a person.
 */
const RESIDUES: Residues = {
  'case.opened': (data) => ({
    ...only(
      data,
      'channel',
      'priority',
      'category',
      'crisis',
      'country',
      'language',
      'sensitivity',
      'follows',
      'occurredAt',
    ),
    reporter: nobody(data.reporter),
    reasons: data.reasons.map(({ words: _said, ...reason }) => reason),
    summary: FORGOTTEN,
  }),
  'message.received': ({ reporter, ...data }) => ({
    ...message(data),
    ...(reporter ? { reporter: nobody(reporter) } : {}),
  }),
  'message.queued': (data) => ({
    ...only(
      data,
      'messageId',
      'contactId',
      'channel',
      'template',
      'lang',
      'automatic',
      'answer',
      'broadcast',
      'rumour',
    ),
    address: { scope: '', id: '' },
    text: FORGOTTEN,
  }),
  'message.moved': ({ message: moved, reporter, ...data }) => ({
    ...data,
    ...(moved ? { message: message(moved) } : {}),
    ...(reporter ? { reporter: nobody(reporter) } : {}),
  }),
  'message.sent': (data) => ({ ...data, providerMessageId: '' }),
  'message.status': (data) => ({ ...data, providerMessageId: '' }),
  'message.failed': ({ detail: _said, ...data }) => data,
  'call.logged': ({ reporter, ...data }) => ({
    ...only(data, 'contactId', 'channel', 'direction', 'answered'),
    text: FORGOTTEN,
    ...(reporter ? { reporter: nobody(reporter) } : {}),
  }),
  'note.added': () => ({ text: FORGOTTEN }),
  'attachment.stored': (data) => ({ ...only(data, 'messageId', 'n', 'mime'), key: '', bytes: 0, sha256: '' }),
  'triage.suggested': (data) => ({
    ...data,
    reasons: data.reasons.map((reason) => ({ ...reason, words: [] })),
    people: {},
  }),
  'priority.raised': (data) => ({ ...data, reasons: data.reasons.map(({ words: _said, ...reason }) => reason) }),
  'case.triaged': ({ place: _where, ...data }) => ({ ...data, reason: FORGOTTEN }),
  'person.added': (data) => only(data, 'personId', 'role', 'safety'),
  'person.changed': (data) => only(data, 'personId', 'role', 'safety'),
  'location.added': (data) => only(data, 'locationId', 'source', 'observedAt', 'current'),
  'promise.made': (data) => ({ ...data, text: FORGOTTEN }),
  'promise.moved': unreasoned,
  'need.changed': unreasoned,
  'status.changed': unreasoned,
  'case.crisis-changed': unreasoned,
  'escalation.raised': ({ place: _where, city: _city, ...data }) => ({ ...data, ask: FORGOTTEN }),
  'escalation.resumed': (data) => ({ ...data, reason: FORGOTTEN }),
  'escalation.accepted': ({ text: _said, ...data }) => data,
  'escalation.declined': (data) => ({ ...data, reason: FORGOTTEN }),
  'escalation.stood-down': (data) => ({ ...data, reason: FORGOTTEN }),
  'escalation.asked': (data) => ({ ...data, text: FORGOTTEN }),
  'escalation.answered': (data) => ({ ...data, text: FORGOTTEN }),
  'escalation.reported': (data) => ({ ...data, text: FORGOTTEN }),
  'escalation.completed': (data) => ({ ...data, text: FORGOTTEN }),
  'link.suggested': (data) => ({ ...data, reason: FORGOTTEN }),
  'link.confirmed': (data) => ({ ...data, reason: FORGOTTEN }),
  'link.rejected': (data) => ({ ...data, reason: FORGOTTEN }),
  'link.withdrawn': (data) => ({ ...data, reason: FORGOTTEN }),
  'case.unmerged': (data) => ({ ...data, reason: FORGOTTEN }),
  'case.transferred': (data) => ({ ...data, reason: FORGOTTEN }),
  'case.restored': (data) => ({ ...data, reason: FORGOTTEN }),
  'case.reopened': (data) => ({ ...data, reason: FORGOTTEN }),
  'case.merged': (data) => ({ ...data, reason: FORGOTTEN, reporters: data.reporters.map(nobody) }),
  'case.resolved': (data) => ({ ...data, text: FORGOTTEN }),
};

/** What a redaction leaves of an event's data; undefined where there is nothing to forget. */
export function residueOf({ type, data }: CaseEvent): object | undefined {
  const residue = RESIDUES[type] as ((data: unknown) => object) | undefined;
  const left = residue?.(data);
  return JSON.stringify(left) === JSON.stringify(data) ? undefined : left;
}

/** What was left of one event, as the event that redacted it says; the chain holds it. */
export interface Kept {
  seq: number;
  data: object;
}

/** Everybody whose name, number or address an event tells. */
export function toldIn(event: CaseEvent): Reporter[] {
  if (event.type === 'case.merged') return event.data.reporters;
  const { reporter } = event.data as { reporter?: Reporter };
  return reporter ? [reporter] : [];
}

/** The message that an event holds: as it came, or as it was moved here. */
function messageIn(event: CaseEvent): Message | undefined {
  if (event.type === 'message.received') return event.data;
  return event.type === 'message.moved' ? event.data.message : undefined;
}

/**
 * Events that go together with those named: whatever else holds the same. With a message its attachments and the words that triage read in
 * it; with the first message the case's own summary; with a person everything that was said of him. Whoever is named in one of these is
 * nobody any more: every event goes that tells who he is, and what was written to him, which begins with his name and ends at his number.
 * @param events of the whole case, in order.
 */
export function withCopies(events: readonly CaseEvent[], seqs: readonly number[]): number[] {
  let gone = events.filter(({ seq }) => seqs.includes(seq));
  for (let before = -1; gone.length > before; ) {
    before = gone.length;
    gone = withWhatHoldsTheSame(events, gone);
  }
  return gone.map(({ seq }) => seq);
}

function withWhatHoldsTheSame(events: readonly CaseEvent[], named: readonly CaseEvent[]): CaseEvent[] {
  const messages = new Set(named.flatMap((event) => messageIn(event)?.messageId ?? []));
  const written = new Set(named.flatMap(({ type, at }) => (type === 'message.received' ? [at] : [])));
  const people = new Set(
    named.flatMap((event) =>
      event.type === 'person.added' || event.type === 'person.changed' ? [event.data.personId] : [],
    ),
  );
  const nobodies = new Set(named.flatMap(toldIn).map(({ contactId }) => contactId));
  const addresses = named.flatMap(toldIn).flatMap(({ address }) => address?.id ?? []);
  // Telegram counts messages by chat: the id of each begins with that of whoever wrote it.
  const isTelling = ({ contactId, providerMessageId }: Message) =>
    nobodies.has(contactId) && providerMessageId.split(':').some((part) => addresses.includes(part));
  const sent = new Set(named.flatMap((event) => (event.type === 'message.queued' ? [event.data.messageId] : [])));
  const first = events.find((event) => messageIn(event) !== undefined);
  const goes = (event: CaseEvent): boolean => {
    if (named.includes(event)) return true;
    const told = toldIn(event);
    // A merge goes when all whom it brought are gone: the others are still to be reached.
    if (told.length > 0 && told.every(({ contactId }) => nobodies.has(contactId))) return true;
    switch (event.type) {
      case 'message.received':
      case 'message.moved': {
        const one = messageIn(event);
        return one !== undefined && (messages.has(one.messageId) || isTelling(one));
      }
      case 'message.queued':
        return nobodies.has(event.data.contactId);
      case 'message.sent':
      case 'message.status':
      case 'message.failed':
        return sent.has(event.data.messageId ?? '');
      case 'attachment.stored':
        return messages.has(event.data.messageId);
      // What was raised by a message was written with it.
      case 'priority.raised':
        return event.actor.id === 'triage' && written.has(event.at);
      case 'triage.suggested':
        return messages.has(event.data.messageId ?? '');
      case 'person.added':
      case 'person.changed':
        return people.has(event.data.personId);
      case 'case.opened':
        return first !== undefined && named.includes(first);
      default:
        return false;
    }
  };
  return events.filter(goes);
}

/** What another case holds of what is forgotten here. */
export interface CopiesElsewhere {
  case: string;
  /** Messages that were moved there, or came from there. */
  messages: string[];
  /** Those whom a merge brought there, or who came from there. */
  contacts: string[];
}

/**
 * Cases that hold a copy of what one decision forgets: a message that was moved, people whom a merge brought along. It can be asked again
 * when half of it is gone: ids stay.
 * @param events of the whole case, in order; `seqs` those of the decision.
 */
export function copiesElsewhere(events: readonly CaseEvent[], seqs: readonly number[]): CopiesElsewhere[] {
  const gone = events.filter(({ seq }) => seqs.includes(seq));
  const messages = new Set(gone.flatMap((event) => messageIn(event)?.messageId ?? []));
  const contacts = new Set(gone.flatMap(toldIn).map(({ contactId }) => contactId));
  const found = new Map<string, CopiesElsewhere>();
  const at = (id: string) => {
    const known = found.get(id) ?? { case: id, messages: [], contacts: [] };
    found.set(id, known);
    return known;
  };
  for (const event of events) {
    if (event.type === 'message.moved' && messages.has(event.data.messageId)) {
      for (const id of [event.data.from, event.data.to]) if (id) at(id).messages.push(event.data.messageId);
    }
    if (event.type === 'case.merged') {
      // What went into the other case names nobody here; what came from it says whom it brought.
      const { role, other, reporters } = event.data;
      const theirs = [...contacts].filter(
        (contact) => role === 'source' || reporters.some(({ contactId }) => contactId === contact),
      );
      if (theirs.length > 0) at(other).contacts.push(...theirs);
    }
  }
  return [...found.values()];
}

/** The events of a case that hold such copies, with whatever goes together with them. */
export function seqsOfCopies(events: readonly CaseEvent[], { messages, contacts }: CopiesElsewhere): number[] {
  const holds = (event: CaseEvent) => {
    const told = toldIn(event);
    return (
      messages.includes(messageIn(event)?.messageId ?? '') ||
      (told.length > 0 && told.every(({ contactId }) => contacts.includes(contactId)))
    );
  };
  return withCopies(
    events,
    events.filter(holds).map(({ seq }) => seq),
  );
}

/** The events as they read once these are forgotten. */
export function redacted(events: readonly CaseEvent[], kept: readonly Kept[]): CaseEvent[] {
  const residues = new Map(kept.map(({ seq, data }) => [seq, data]));
  return events.map((event) => {
    const data = residues.get(event.seq);
    return data ? ({ ...event, data } as CaseEvent) : event;
  });
}
