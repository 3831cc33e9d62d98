/**
 * Meta's side of WhatsApp on a laptop: the Graph API that the room sends through, the webhooks that Meta posts, and the
 * people with their phones (`phone.ts` is the page to type on). Dialect and habits are channels.md 2.1.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { phonePage } from './phone.ts';
import { type DeliveryState, WebhookSender } from './webhook-sender.ts';

export interface WhatsAppSimulatorOptions {
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

export interface WhatsAppSimulator {
  /** Mount at `/_local/graph`; `OPS_GRAPH_API_URL` points there. */
  graph: Hono;
  /** Mount at `/_local/phone`. */
  phone: Hono;
  /** Resolves when no webhook is under way. */
  idle(): Promise<void>;
  stop(): void;
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

export function whatsappSimulator(options: WhatsAppSimulatorOptions): WhatsAppSimulator {
  const meta = new Meta(options);
  return {
    graph: graphApi(meta),
    phone: phonePage(meta),
    idle: () => meta.sender.idle(),
    stop: () => meta.sender.stop(),
  };
}

/** The provider: people, media and the posting of webhooks. */
export class Meta {
  readonly people = new Map<string, Person>();
  readonly media = new Map<string, Medium>();
  readonly sender: WebhookSender;

  constructor(readonly options: WhatsAppSimulatorOptions) {
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

function wamid(): string {
  return `wamid.${randomBytes(30).toString('base64').replace(/[+/]/g, 'A')}`;
}

const ERRORS: Record<number, { status: 400 | 401 | 404; type: string; message: string }> = {
  100: { status: 400, type: 'OAuthException', message: '(#100) Invalid parameter' },
  190: { status: 401, type: 'OAuthException', message: 'Invalid OAuth access token - Cannot parse access token' },
  131047: { status: 400, type: 'OAuthException', message: '(#131047) Re-engagement message' },
};

function graphError(code: number, details?: string) {
  const { type, message } = ERRORS[code] ?? { type: 'OAuthException', message: `(#${code})` };
  const data = details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } };
  return { error: { message, type, code, ...data, fbtrace_id: randomBytes(8).toString('base64url') } };
}

function refuse(c: Context, code: number, details?: string): Response {
  return c.json(graphError(code, details), ERRORS[code]?.status ?? 400);
}

function graphApi(meta: Meta): Hono {
  const graph = new Hono();

  graph.use(async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${meta.options.accessToken}`) return refuse(c, 190);
    return next();
  });

  graph.get('/attachments/', (c) => {
    const medium = meta.media.get(c.req.query('mid') ?? '');
    const alive = Number(c.req.query('ext')) * 1000 > meta.options.now();
    if (!medium || !alive) return c.text('URL signature expired', 404);
    return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': medium.mime });
  });

  graph.post('/:version{v\\d+\\.\\d+}/:number/messages', async (c) => {
    if (c.req.param('number') !== meta.options.phoneNumberId) return refuse(c, 100, 'Object does not exist');
    const message = (await c.req.json().catch(() => ({}))) as Outbound;
    if (message.messaging_product !== 'whatsapp') return refuse(c, 100, 'messaging_product is required');
    if (message.status === 'read') return c.json({ success: true });
    const fault = faultOf(message);
    if (fault) return refuse(c, 100, fault);

    const { input, person } = recipientOf(meta, message);
    const id = wamid();
    const callback = message.biz_opaque_callback_data;
    const bubble: Bubble = { id, from: 'room', at: meta.options.now(), state: 'sent', ...shownAs(message) };
    if (callback !== undefined) bubble.callbackData = callback;
    // Statuses follow the answer, as Meta's do; now and then they overtake it.
    if (person) setImmediate(() => meta.receive(person, bubble));
    const contact = { input, ...(person?.bsuid ? { user_id: person.bsuid } : { wa_id: input }) };
    return c.json({
      messaging_product: 'whatsapp',
      contacts: [contact],
      messages: [{ id, message_status: 'accepted' }],
    });
  });

  graph.post('/:version{v\\d+\\.\\d+}/:number/media', async (c) => {
    const form = await c.req.parseBody();
    if (form.messaging_product !== 'whatsapp' || !(form.file instanceof File))
      return refuse(c, 100, 'file is required');
    const type = typeof form.type === 'string' ? form.type : form.file.type;
    return c.json({ id: meta.keep(new Uint8Array(await form.file.arrayBuffer()), type) });
  });

  graph.get('/:version{v\\d+\\.\\d+}/:media', (c) => {
    const id = c.req.param('media');
    const medium = meta.media.get(id);
    if (!medium) return refuse(c, 100, 'Object does not exist');
    const { mime: mime_type, sha256, bytes } = medium;
    return c.json({
      messaging_product: 'whatsapp',
      url: meta.linkOf(id),
      mime_type,
      sha256,
      file_size: bytes.length,
      id,
    });
  });

  return graph;
}

interface Outbound {
  messaging_product?: string;
  status?: string;
  to?: string;
  recipient?: string;
  type?: string;
  text?: { body?: string };
  template?: { name?: string; language?: { code?: string }; components?: { parameters?: { text?: string }[] }[] };
  interactive?: { body?: { text?: string }; action?: { buttons?: { reply?: { id?: string; title?: string } }[] } };
  biz_opaque_callback_data?: string;
}

/** What Meta would find wrong with a message, or undefined. */
function faultOf(message: Outbound): string | undefined {
  if (!message.to && !message.recipient) return 'to or recipient is required';
  const type = message.type ?? 'text';
  if (type === 'text' && !message.text?.body) return 'text.body is required';
  if (type === 'text' && (message.text?.body ?? '').length > 4096) return 'text.body is longer than 4096 characters';
  if (type === 'template' && (!message.template?.name || !message.template.language?.code))
    return 'template is incomplete';
  if ((message.biz_opaque_callback_data ?? '').length > 512)
    return 'biz_opaque_callback_data is longer than 512 characters';
  return undefined;
}

/** A BSUID in `to` is accepted and lost: nobody gets the message (channels.md 1.1). */
function recipientOf(meta: Meta, message: Outbound): { input: string; person: Person | undefined } {
  if (message.recipient) return { input: message.recipient, person: meta.people.get(message.recipient) };
  const input = (message.to ?? '').replace(/\D/g, '');
  const reachable = message.to === input || message.to === `+${input}`;
  return {
    input: message.to ?? '',
    person: reachable ? meta.meet({ key: input, name: `+${input}`, phone: input }) : undefined,
  };
}

function shownAs(message: Outbound): Pick<Bubble, 'kind' | 'text' | 'buttons'> {
  switch (message.type ?? 'text') {
    case 'text':
      return { kind: 'text', text: message.text?.body ?? '' };
    case 'template': {
      const words = (message.template?.components ?? []).flatMap((part) =>
        (part.parameters ?? []).map((p) => p.text ?? ''),
      );
      return { kind: 'template', text: `${message.template?.name}: ${words.join(' · ')}` };
    }
    case 'interactive': {
      const buttons = (message.interactive?.action?.buttons ?? []).flatMap(({ reply }) =>
        reply?.id && reply.title ? [{ id: reply.id, title: reply.title }] : [],
      );
      return { kind: 'interactive', text: message.interactive?.body?.text ?? '', buttons };
    }
    default:
      return { kind: message.type ?? 'text', text: `[${message.type}]` };
  }
}
