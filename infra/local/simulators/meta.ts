/**
 * Meta's side of WhatsApp: people with their phones, what they send, and the signed webhooks about it. Dialect and habits are
 * channels.md 2.1.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type DeliveryState, WebhookSender } from './webhook-sender.ts';

export interface MetaOptions {
  /** Origin of the room, once it listens: `http://localhost:8080`. */
  roomUrl: () => string;
  appSecret: string;
  accessToken: string;
  phoneNumberId: string;
  /** Our number as people see it, digits only. */
  displayPhoneNumber?: string;
  now: () => number;
  fetch?: typeof fetch;
  /** Meta retries for seven days; a rehearsal has minutes. Milliseconds before each further attempt. */
  retryAfter?: readonly number[];
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** A person with WhatsApp. One with a username may show no phone, only a business-scoped id (channels.md 1.1). */
export interface Person {
  key: string;
  name: string;
  phone?: string;
  bsuid?: string;
  username?: string;
  /** Switched off: messages are sent, and delivered once it is on again. */
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

interface Medium {
  bytes: Uint8Array;
  mime: string;
  sha256: string;
}

/** What a person can do on the phone page. */
export interface Said {
  type: 'text' | 'image' | 'audio' | 'location' | 'reply';
  text?: string;
  lat?: number;
  lon?: number;
  label?: string;
  /** Pressed button. */
  buttonId?: string;
  bytes?: Uint8Array;
  mime?: string;
}

const DAY = 24 * 3600 * 1000;
/** Links to media die after five minutes (channels.md 2.1). */
const LINK_MS = 5 * 60 * 1000;
/** What the simulator remembers of each conversation. */
const CHAT_LENGTH = 200;

/** The provider: people, media and the posting of webhooks. */
export class Meta {
  readonly people = new Map<string, Person>();
  readonly media = new Map<string, Medium>();
  readonly sender: WebhookSender;

  constructor(readonly options: MetaOptions) {
    this.sender = new WebhookSender({
      fetch: options.fetch ?? fetch,
      retryAfter: options.retryAfter ?? [500, 2_000, 8_000, 30_000, 120_000, 600_000],
      ...(options.wait ? { wait: options.wait } : {}),
    });
    this.meet({ key: '249900000012', name: 'آمال / Amal', phone: '249900000012' });
    this.meet({ key: '201000000012', name: 'محمود / Mahmoud', phone: '201000000012' });
    this.meet({
      key: 'SD.215155203983311693',
      name: 'أميرة / Amira',
      bsuid: 'SD.215155203983311693',
      username: 'amira.k',
    });
  }

  meet(person: Pick<Person, 'key' | 'name' | 'phone' | 'bsuid' | 'username'>): Person {
    const known = this.people.get(person.key) ?? { ...person, off: false, chat: [] };
    this.people.set(person.key, known);
    return known;
  }

  keep(bytes: Uint8Array, mime: string): string {
    const id = String(BigInt(`0x${randomBytes(6).toString('hex')}`) + 10n ** 15n);
    this.media.set(id, { bytes, mime, sha256: createHash('sha256').update(bytes).digest('base64') });
    return id;
  }

  /** A link as the webhook carries it: needs the bearer token and dies. */
  linkOf(mediaId: string): string {
    const ext = Math.floor((this.options.now() + LINK_MS) / 1000);
    return `${this.options.roomUrl()}/_local/graph/attachments/?mid=${mediaId}&ext=${ext}&hash=local`;
  }

  /** A person says something to the room. @returns the message's id */
  say(person: Person, said: Said): string {
    const at = this.options.now();
    const bubble: Bubble = {
      id: wamid(),
      from: 'person',
      at,
      kind: said.type,
      text: said.text ?? said.label ?? '',
      state: 'sending',
    };
    const mediaId = said.bytes ? this.keep(said.bytes, said.mime ?? 'application/octet-stream') : undefined;
    if (mediaId) bubble.mediaId = mediaId;
    this.remember(person, bubble);
    person.lastWroteAt = at;
    const message = {
      ...(person.phone ? { from: person.phone } : {}),
      ...(person.bsuid ? { from_user_id: person.bsuid } : {}),
      id: bubble.id,
      timestamp: String(Math.floor(at / 1000)),
      ...this.contentOf(said, mediaId),
    };
    const profile = { name: person.name, ...(person.username ? { username: person.username } : {}) };
    const contact = {
      profile,
      ...(person.phone ? { wa_id: person.phone } : {}),
      ...(person.bsuid ? { user_id: person.bsuid } : {}),
    };
    void this.post({ contacts: [contact], messages: [message] }, (state) => {
      bubble.state = state;
    });
    this.readAll(person);
    return bubble.id;
  }

  /** The room sent something: the phone shows it and Meta tells the room how far it came. */
  receive(person: Person, bubble: Bubble): void {
    this.remember(person, bubble);
    const window = person.lastWroteAt !== undefined && this.options.now() - person.lastWroteAt < DAY;
    if (bubble.kind !== 'template' && !window) {
      this.report(person, bubble, 'failed', 131047);
      return;
    }
    this.report(person, bubble, 'sent');
    if (!person.off) this.report(person, bubble, 'delivered');
  }

  switchOff(person: Person, off: boolean): void {
    person.off = off;
    if (off) return;
    for (const bubble of person.chat) {
      if (bubble.from === 'room' && bubble.state === 'sent') this.report(person, bubble, 'delivered');
    }
  }

  /** The person has looked at the conversation. */
  readAll(person: Person): void {
    for (const bubble of person.chat) {
      if (bubble.from === 'room' && bubble.state === 'delivered') this.report(person, bubble, 'read');
    }
  }

  private report(
    person: Person,
    bubble: Bubble,
    status: 'sent' | 'delivered' | 'read' | 'failed',
    code?: number,
  ): void {
    bubble.state = status;
    const message = code === undefined ? '' : graphError(code).error.message;
    const errors = code === undefined ? {} : { errors: [{ code, title: message, message }] };
    const statuses = [
      {
        id: bubble.id,
        status,
        timestamp: String(Math.floor(this.options.now() / 1000)),
        ...(person.phone ? { recipient_id: person.phone } : {}),
        ...(person.bsuid ? { recipient_user_id: person.bsuid } : {}),
        ...(bubble.callbackData ? { biz_opaque_callback_data: bubble.callbackData } : {}),
        ...errors,
      },
    ];
    void this.post({ statuses });
  }

  private remember(person: Person, bubble: Bubble): void {
    person.chat.push(bubble);
    if (person.chat.length > CHAT_LENGTH) person.chat.shift();
  }

  private contentOf(said: Said, mediaId: string | undefined): Record<string, unknown> {
    const medium = mediaId === undefined ? undefined : this.media.get(mediaId);
    const file =
      mediaId === undefined
        ? {}
        : { mime_type: medium?.mime, sha256: medium?.sha256, id: mediaId, url: this.linkOf(mediaId) };
    switch (said.type) {
      case 'text':
        return { type: 'text', text: { body: said.text ?? '' } };
      case 'image':
        return { type: 'image', image: { ...(said.text ? { caption: said.text } : {}), ...file } };
      case 'audio':
        return { type: 'audio', audio: { ...file, voice: true } };
      case 'location':
        return {
          type: 'location',
          location: { latitude: said.lat, longitude: said.lon, ...(said.label ? { name: said.label } : {}) },
        };
      case 'reply':
        return {
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: said.buttonId, title: said.text } },
        };
    }
  }

  private post(value: object, told?: (state: DeliveryState) => void): Promise<void> {
    const { phoneNumberId, displayPhoneNumber, appSecret, roomUrl } = this.options;
    const metadata = { display_phone_number: displayPhoneNumber ?? '442079460123', phone_number_id: phoneNumberId };
    const changes = [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field: 'messages' }];
    const body = escapeLikeMeta({ object: 'whatsapp_business_account', entry: [{ id: '102290000000001', changes }] });
    const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'facebookexternalua',
      'X-Hub-Signature-256': signature,
    };
    return this.sender.post({ url: `${roomUrl()}/webhooks/whatsapp`, headers, body }, told);
  }
}

/** Meta signs JSON with every letter beyond ASCII and every slash escaped (channels.md 2.1). */
function escapeLikeMeta(value: object): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

export function wamid(): string {
  return `wamid.${randomBytes(30).toString('base64').replace(/[+/]/g, 'A')}`;
}

export const ERRORS: Record<number, { status: 400 | 401 | 404; type: string; message: string }> = {
  100: { status: 400, type: 'OAuthException', message: '(#100) Invalid parameter' },
  190: { status: 401, type: 'OAuthException', message: 'Invalid OAuth access token - Cannot parse access token' },
  131047: { status: 400, type: 'OAuthException', message: '(#131047) Re-engagement message' },
};

export function graphError(code: number, details?: string) {
  const { type, message } = ERRORS[code] ?? { type: 'OAuthException', message: `(#${code})` };
  const data = details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } };
  return { error: { message, type, code, ...data, fbtrace_id: randomBytes(8).toString('base64url') } };
}
