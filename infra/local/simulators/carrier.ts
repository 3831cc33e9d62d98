/** What all simulated providers have in common: people, what they said and were told, the files they sent. */
import { createHash, randomBytes } from 'node:crypto';
import { type DeliveryState, WebhookSender } from './webhook-sender.ts';

export interface CarrierOptions {
  /** Where the room listens: `http://localhost:8080`. */
  roomUrl: () => string;
  now: () => number;
  fetch?: typeof fetch;
  /** Milliseconds before each further attempt; providers go on for hours, a rehearsal has minutes. */
  retryAfter?: readonly number[];
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

export type CarrierName = 'whatsapp' | 'messenger' | 'telegram' | 'twilio' | 'email';

/** Somebody with a phone. On WhatsApp one with a username may show no number, only a business-scoped id (channels.md 1.1). */
export interface Person {
  /** Unique over all providers; what the page calls him by. */
  key: string;
  name: string;
  phone?: string;
  bsuid?: string;
  username?: string;
  /** His id or address at the provider, where it is not the phone. */
  address?: string;
  /** Switched off: messages are sent, and delivered once it is on again. At Telegram: the bot is blocked. */
  off: boolean;
  lastWroteAt?: number;
  chat: Bubble[];
}

export interface Bubble {
  id: string;
  from: 'person' | 'room';
  at: number;
  kind: string;
  text: string;
  buttons?: { id: string; title: string }[];
  mediaId?: string;
  /** From the person: did the room take it? From the room: sent, delivered, read. */
  state: DeliveryState | 'sent' | 'delivered' | 'read' | 'failed';
  callbackData?: string;
}

export interface Medium {
  bytes: Uint8Array;
  mime: string;
  sha256: string;
}

/** What a person can do on the phone page. */
export interface Said {
  type: 'text' | 'image' | 'audio' | 'location' | 'reply' | 'call';
  text?: string;
  lat?: number;
  lon?: number;
  label?: string;
  /** Pressed button. */
  buttonId?: string;
  bytes?: Uint8Array;
  mime?: string;
}

export const DAY = 24 * 3600 * 1000;
/** What is remembered of each conversation. */
const CHAT_LENGTH = 200;

export abstract class Carrier<Options extends CarrierOptions = CarrierOptions> {
  abstract readonly name: CarrierName;
  readonly people = new Map<string, Person>();
  readonly media = new Map<string, Medium>();
  readonly sender: WebhookSender;

  constructor(
    readonly options: Options,
    retryAfter: readonly number[],
    obeys = 0,
  ) {
    this.sender = new WebhookSender({
      fetch: options.fetch ?? fetch,
      retryAfter: options.retryAfter ?? retryAfter,
      obeys,
      ...(options.wait ? { wait: options.wait } : {}),
    });
  }

  /** A person says something to the room. @returns the message's id */
  abstract say(person: Person, said: Said): string;

  /** Somebody new by what was typed (a number, an address); undefined where it is none. */
  abstract newcomer(typed: string, name?: string): Person | undefined;

  meet(person: Omit<Person, 'off' | 'chat'>): Person {
    const known = this.people.get(person.key) ?? { ...person, off: false, chat: [] };
    this.people.set(person.key, known);
    return known;
  }

  keep(bytes: Uint8Array, mime: string): string {
    const id = String(BigInt(`0x${randomBytes(6).toString('hex')}`) + 10n ** 15n);
    this.media.set(id, { bytes, mime, sha256: createHash('sha256').update(bytes).digest('base64') });
    return id;
  }

  /** The person has looked at the conversation; most providers tell nobody. */
  readAll(_person: Person): void {}

  switchOff(person: Person, off: boolean): void {
    person.off = off;
  }

  protected remember(person: Person, bubble: Bubble): Bubble {
    person.chat.push(bubble);
    if (person.chat.length > CHAT_LENGTH) person.chat.shift();
    return bubble;
  }

  /** What a person said, on his own screen; the file in it is kept. */
  protected written(person: Person, id: string, said: Said): Bubble {
    const at = this.options.now();
    person.lastWroteAt = at;
    const text = said.text ?? said.label ?? '';
    const mediaId = said.bytes ? this.keep(said.bytes, said.mime ?? 'application/octet-stream') : undefined;
    const bubble: Bubble = { id, from: 'person', at, kind: said.type, text, state: 'sending' };
    return this.remember(person, mediaId ? { ...bubble, mediaId } : bubble);
  }

  /** Whether the person wrote within so many milliseconds. Who never did so here wrote by a script that posts webhooks itself. */
  protected wroteWithin(person: Person, ms: number): boolean {
    return person.lastWroteAt === undefined || this.options.now() - person.lastWroteAt < ms;
  }
}
