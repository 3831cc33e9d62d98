import { type Delivery, deliveriesOf } from '../../../../shared/case/delivery.ts';
import type { CaseEvent, EventData, Medium, Message } from '../../../../shared/case/events.ts';
import type { Channel } from '../../../../shared/case/vocabulary.ts';
import type { TimelineEvent } from '../answers.ts';

/** One thing that was said, in or out, as the conversation shows it. */
export interface Said {
  /** Its event; the reactions and edits that speak of it come under it. */
  seq: number;
  at: string;
  kind: 'in' | 'out' | 'call' | 'note';
  /** Who said it, or to whom. */
  contactId?: string;
  channel?: Channel;
  messageId?: string;
  text?: string;
  /** Of staff, who wrote it. */
  by?: string;
  automatic?: boolean;
  template?: { name: string; params: string[]; lang: string };
  media: readonly Medium[];
  pin?: { lat: number; lon: number; label?: string };
  cards: readonly { name?: string; phones: string[] }[];
  link?: string;
  subject?: string;
  /** What it answers, as far as the case knows it. */
  quotes?: { seq: number; text: string };
  delivery?: Delivery;
  /** Of a call. */
  call?: { direction: 'in' | 'out'; answered: boolean; missed?: boolean };
  /** It stands in another case now. */
  movedTo?: string;
  /** What came after it and speaks of it: a reaction, an edit, that it was deleted. */
  later: readonly { seq: number; kind: string; text?: string }[];
  /** Its words were redacted. */
  redacted?: boolean;
}

const SPOKEN = new Set(['message.received', 'message.queued', 'call.logged', 'note.added', 'message.moved']);
/** Kinds that speak of another message. */
const ABOUT = new Set(['reaction', 'edit', 'revoke']);

/** The conversation of a case, oldest first. Pure: read off its timeline and nothing else. */
export function conversation(events: readonly TimelineEvent[]): Said[] {
  const kept = events.filter(({ data }) => data !== undefined) as unknown as CaseEvent[];
  const deliveries = new Map(deliveriesOf(kept).map((delivery) => [delivery.messageId, delivery]));
  const missed = new Set(kept.flatMap((event) => (event.type === 'call.missed' ? [event.data.messageId] : [])));
  const said: Said[] = [];
  /** Messages by their provider's name for them: what quotes and reactions speak of. */
  const known = new Map<string, Said>();
  const note = (one: Said, providerMessageId?: string) => {
    said.push(one);
    if (providerMessageId) known.set(providerMessageId, one);
  };
  for (const event of events) {
    if (!event.data) {
      if (SPOKEN.has(event.type)) said.push(forgotten(event));
      continue;
    }
    const one = event as unknown as CaseEvent;
    const { seq, at, actor } = one;
    switch (one.type) {
      case 'message.received': {
        const { data } = one;
        const about = ABOUT.has(data.kind) ? known.get(data.about ?? data.replyTo ?? '') : undefined;
        if (about) {
          about.later = [...about.later, { seq, kind: data.kind, ...(data.text ? { text: data.text } : {}) }];
        } else if (!data.quiet) {
          note(received(seq, at, data, known, missed), data.providerMessageId);
        }
        break;
      }
      case 'message.queued':
        note({ ...queued(seq, at, one.data, known, deliveries), by: actor.id });
        break;
      case 'message.sent': {
        const { messageId, providerMessageId } = one.data;
        const sent = said.find((one) => one.messageId === messageId);
        if (sent) known.set(providerMessageId, sent);
        break;
      }
      case 'message.moved': {
        const { messageId, to, message } = one.data;
        if (message) note(received(seq, at, message, known, missed), message.providerMessageId);
        const left = to && said.find((one) => one.messageId === messageId);
        if (left) left.movedTo = to;
        break;
      }
      case 'call.logged': {
        const { contactId, channel, direction, answered, text } = one.data;
        const call = { direction, answered };
        note({ ...plain(seq, at, 'call'), contactId, channel, text, call, by: actor.id });
        break;
      }
      case 'note.added':
        note({ ...plain(seq, at, 'note'), text: one.data.text, by: actor.id });
        break;
    }
  }
  return said;
}

const plain = (seq: number, at: string, kind: Said['kind']): Said => ({
  seq,
  at,
  kind,
  media: [],
  cards: [],
  later: [],
});

function forgotten({ seq, at, type }: TimelineEvent): Said {
  const kind =
    type === 'message.queued' ? 'out' : type === 'call.logged' ? 'call' : type === 'note.added' ? 'note' : 'in';
  return { ...plain(seq, at, kind), redacted: true };
}

function received(
  seq: number,
  at: string,
  message: Message,
  known: ReadonlyMap<string, Said>,
  missed: ReadonlySet<string>,
): Said {
  const { messageId, contactId, channel, kind, text, media = [], location, contacts = [], link, subject } = message;
  const call =
    kind === 'call' ? { direction: 'in' as const, answered: false, missed: missed.has(messageId) } : undefined;
  return {
    ...plain(seq, message.sentAt ?? at, call ? 'call' : 'in'),
    messageId,
    contactId,
    channel,
    media,
    cards: contacts,
    ...(text ? { text } : {}),
    ...(location ? { pin: location } : {}),
    ...(link ? { link } : {}),
    ...(subject ? { subject } : {}),
    ...(call ? { call } : {}),
    ...quoting(message.replyTo, known),
  };
}

function queued(
  seq: number,
  at: string,
  data: EventData['message.queued'],
  known: ReadonlyMap<string, Said>,
  deliveries: ReadonlyMap<string, Delivery>,
): Said {
  const { messageId, contactId, channel, text, template, params, lang, automatic, replyTo } = data;
  const delivery = deliveries.get(messageId);
  return {
    ...plain(seq, at, 'out'),
    messageId,
    contactId,
    channel,
    ...(text ? { text } : {}),
    ...(template ? { template: { name: template, params: params ?? (text ? [text] : []), lang: lang ?? 'ar' } } : {}),
    ...(automatic ? { automatic } : {}),
    ...(delivery ? { delivery } : {}),
    ...quoting(replyTo, known),
  };
}

function quoting(name: string | undefined, known: ReadonlyMap<string, Said>): Pick<Said, 'quotes'> {
  const quoted = name ? known.get(name) : undefined;
  return quoted ? { quotes: { seq: quoted.seq, text: quoted.text ?? '' } } : {};
}
