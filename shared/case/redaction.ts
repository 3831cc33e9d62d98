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
  'escalation.raised': ({ place: _where, city: _city, ...data }) => ({ ...data, ask: FORGOTTEN }),
  'escalation.asked': (data) => ({ ...data, text: FORGOTTEN }),
  'escalation.answered': (data) => ({ ...data, text: FORGOTTEN }),
  'escalation.reported': (data) => ({ ...data, text: FORGOTTEN }),
  'escalation.completed': (data) => ({ ...data, text: FORGOTTEN }),
  'case.merged': (data) => ({ ...data, reason: FORGOTTEN, reporters: data.reporters.map(nobody) }),
  'case.resolved': (data) => ({ ...data, text: FORGOTTEN }),
};

/** What a redaction leaves of an event's data; undefined where there is nothing to forget. */
export function residueOf({ type, data }: CaseEvent): object | undefined {
  const residue = RESIDUES[type] as ((data: unknown) => object) | undefined;
  return residue?.(data);
}

/** What was left of one event, as the event that redacted it says; the chain holds it. */
export interface Kept {
  seq: number;
  data: object;
}

/**
 * Events that go together with those named: whatever else holds the same. With a message its attachments and the words that triage read in
 * it; with the first message the case's own summary; with a person everything that was said of him.
 * @param events of the whole case, in order.
 */
export function withCopies(events: readonly CaseEvent[], seqs: readonly number[]): number[] {
  const named = events.filter(({ seq }) => seqs.includes(seq));
  const messages = new Set(named.flatMap((event) => (event.type === 'message.received' ? [event.data.messageId] : [])));
  const people = new Set(
    named.flatMap((event) =>
      event.type === 'person.added' || event.type === 'person.changed' ? [event.data.personId] : [],
    ),
  );
  const written = new Set(named.flatMap(({ type, at }) => (type === 'message.received' ? [at] : [])));
  const first = events.find(({ type }) => type === 'message.received');
  const goes = (event: CaseEvent): boolean => {
    if (seqs.includes(event.seq)) return true;
    if (event.type === 'attachment.stored') return messages.has(event.data.messageId);
    // What was raised by a message was written with it.
    if (event.type === 'priority.raised') return event.actor.id === 'triage' && written.has(event.at);
    if (event.type === 'triage.suggested') return messages.has(event.data.messageId ?? '');
    if (event.type === 'person.added' || event.type === 'person.changed') return people.has(event.data.personId);
    return event.type === 'case.opened' && first !== undefined && seqs.includes(first.seq);
  };
  return events.filter(goes).map(({ seq }) => seq);
}

/** The events as they read once these are forgotten. */
export function redacted(events: readonly CaseEvent[], kept: readonly Kept[]): CaseEvent[] {
  const residues = new Map(kept.map(({ seq, data }) => [seq, data]));
  return events.map((event) => {
    const data = residues.get(event.seq);
    return data ? ({ ...event, data } as CaseEvent) : event;
  });
}
