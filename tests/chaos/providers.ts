/** The providers, in the driver's own process: they outlive the room, and remember what they posted and what they accepted. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import PostalMime from 'postal-mime';
import { readSettings } from '../../infra/local/settings.ts';
import type { Carrier, CarrierName, CarrierOptions, Person } from '../../infra/local/simulators/carrier.ts';
import { emailSimulator } from '../../infra/local/simulators/email.ts';
import { messengerSimulator } from '../../infra/local/simulators/messenger.ts';
import { telegramSimulator } from '../../infra/local/simulators/telegram.ts';
import { twilioSimulator } from '../../infra/local/simulators/twilio.ts';
import { whatsappSimulator } from '../../infra/local/simulators/whatsapp.ts';
import type { Dice } from './dice.ts';
import type { Performed, Said, Told } from './records.ts';

/** Real providers come again for hours and days; here so often that no restart of the room outlasts it, milliseconds. */
const COMES_AGAIN = [100, 200, 400, 800, 1500, ...Array<number>(80).fill(2500)];

/** What may happen to a post on its way to the room, as shares of all posts. */
const HABITS = { twice: 0.15, late: 0.25 };
/** A post waits for so long at most where it is late, or is repeated, milliseconds. */
const LATE_MS = 1500;
const REPEATED_MS = 4000;

export interface ProvidersOptions {
  dice: Dice;
  /** Share of the room's requests to providers that go wrong. */
  rate: number;
  now: () => number;
}

/** How often a message reached the room. */
interface Post {
  deliveries: number;
}

export class Providers {
  readonly said: Said[] = [];
  readonly told: Told[] = [];
  readonly performed: Performed[] = [];
  url = '';
  roomUrl = '';
  carriers!: Record<CarrierName, Carrier>;
  /** Share of the room's requests that go wrong now. */
  rate: number;
  private readonly posts = new Map<string, Post>();
  private readonly dice: Dice;
  private readonly later = new Set<Promise<unknown>>();
  private server: Server | undefined;
  private stopped = false;

  constructor(private readonly options: ProvidersOptions) {
    this.dice = options.dice;
    this.rate = options.rate;
  }

  /** @returns the settings by which the room finds them. */
  async open(roomPort: number): Promise<Record<string, string>> {
    this.roomUrl = `http://localhost:${roomPort}`;
    const app = new Hono();
    this.server = createServer((request, response) => void this.serve(app, request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    this.url = `http://localhost:${(this.server.address() as AddressInfo).port}`;
    const env = {
      OPS_GRAPH_API_URL: `${this.url}/_local/graph`,
      OPS_TELEGRAM_API_URL: `${this.url}/_local/telegram`,
      OPS_TWILIO_API_URL: `${this.url}/_local/twilio`,
      OPS_EMAIL_API_URL: `${this.url}/_local/ses`,
      OPS_EMAIL_SNS_URL: `${this.url}/_local/sns`,
    };
    this.mount(app, readSettings(env).values(roomPort));
    return env;
  }

  private mount(app: Hono, settings: Record<string, string>): void {
    const setting = (name: string) => settings[name] ?? '';
    const around: CarrierOptions = {
      // Links to files lead here; what is posted to the room goes by `post`.
      roomUrl: () => this.url,
      now: this.options.now,
      fetch: (input, init) => this.post(String(input), init ?? {}),
      retryAfter: COMES_AGAIN,
    };
    const whatsapp = whatsappSimulator({
      ...around,
      appSecret: setting('OPS_WHATSAPP_APP_SECRET'),
      accessToken: setting('OPS_WHATSAPP_ACCESS_TOKEN'),
      phoneNumberId: setting('OPS_WHATSAPP_PHONE_NUMBER_ID'),
    });
    const messenger = messengerSimulator({
      ...around,
      appSecret: setting('OPS_MESSENGER_APP_SECRET'),
      pageToken: setting('OPS_MESSENGER_PAGE_TOKEN'),
      pageId: setting('OPS_MESSENGER_PAGE_ID'),
    });
    const publicBaseUrl = setting('OPS_PUBLIC_BASE_URL');
    const telegram = telegramSimulator({
      ...around,
      botToken: setting('OPS_TELEGRAM_BOT_TOKEN'),
      secretToken: setting('OPS_TELEGRAM_SECRET_TOKEN'),
      // It posts to this address and not to the one it was given, as all of them do.
      publicBaseUrl,
    });
    const twilio = twilioSimulator({
      ...around,
      // Gives up within a quarter of a minute, as Twilio does: what it loses, the night's reconciliation finds.
      retryAfter: [300, 1000, 3000, 5000, 5000],
      authToken: setting('OPS_TWILIO_AUTH_TOKEN'),
      accountSid: setting('OPS_TWILIO_ACCOUNT_SID'),
      publicBaseUrl,
    });
    const email = emailSimulator({ ...around, topicArn: setting('OPS_EMAIL_TOPIC_ARN') });
    app
      .route('/_local/graph', messenger.graph)
      .route('/_local/graph', whatsapp.graph)
      .route('/_local/telegram', telegram.bot)
      .route('/_local/twilio', twilio.api)
      .route('/_local/sns', email.sns)
      .route('/_local/ses', email.ses);
    this.carriers = {
      whatsapp: whatsapp.carrier,
      messenger: messenger.carrier,
      telegram: telegram.carrier,
      twilio: twilio.carrier,
      email: email.carrier,
    };
  }

  /** A citizen writes; the record says when the room has taken it. */
  say(carrier: CarrierName, person: Person, said: Parameters<Carrier['say']>[1], token?: string): void {
    const id = this.carriers[carrier].say(person, said);
    const post = this.postOf(id);
    const bubble = person.chat.findLast((one) => one.id === id);
    const record: Said = {
      channel: carrier === 'twilio' ? 'sms' : carrier,
      id,
      sender: person.address ?? person.phone ?? person.key,
      ...(token ? { token } : {}),
      get taken() {
        return bubble?.state === 'taken';
      },
      get deliveries() {
        return post.deliveries;
      },
    };
    this.said.push(record);
  }

  /** Resolves when nothing is under way to the room, or the time is over, milliseconds. */
  async idle(limitMs: number): Promise<void> {
    const all = async () => {
      for (let quiet = 0; quiet < 2; quiet++) {
        await Promise.all(Object.values(this.carriers).map(({ sender }) => sender.idle()));
        if (this.later.size > 0) {
          quiet = -1;
          await Promise.allSettled(this.later);
        }
      }
    };
    await Promise.race([all(), new Promise((resolve) => setTimeout(resolve, limitMs).unref())]);
  }

  async close(): Promise<void> {
    this.stopped = true;
    for (const { sender } of Object.values(this.carriers)) sender.stop();
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** One post of a provider on its way: late, or twice, or both. */
  private async post(url: string, init: RequestInit): Promise<Response> {
    const { pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    const body = String(init.body ?? '');
    if (this.dice.chance(HABITS.late)) await pause(this.dice.next() * LATE_MS);
    const answer = await fetch(this.roomUrl + path, init);
    if (answer.ok) {
      this.note(path, body);
      if (this.dice.chance(HABITS.twice)) this.repeat(path, body, init);
    }
    return answer;
  }

  /** What was taken comes once more, much later, as it does after a lost answer. */
  private repeat(path: string, body: string, { headers }: RequestInit): void {
    const again = (async () => {
      await pause(this.dice.next() * REPEATED_MS);
      if (this.stopped) return;
      const answer = await fetch(this.roomUrl + path, { method: 'POST', headers: headers ?? {}, body }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.ok) this.note(path, body);
    })();
    this.later.add(again);
    void again.finally(() => this.later.delete(again));
  }

  /** The room took a post: of which messages and statuses? */
  private note(path: string, body: string): void {
    const { messages, statuses } = contentOf(path, body);
    for (const id of messages) this.postOf(id).deliveries += 1;
    for (const status of statuses) this.told.push({ ...status, taken: true });
  }

  private postOf(id: string): Post {
    const known = this.posts.get(id) ?? { deliveries: 0 };
    this.posts.set(id, known);
    return known;
  }

  /** The room asks a provider for something, and it may go wrong on the way there or on the way back. */
  private async serve(app: Hono, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const body = await read(incoming);
      const path = incoming.url ?? '/';
      const sends = incoming.method === 'POST' && SENDS.test(path);
      const fate = sends && this.dice.chance(this.rate) ? this.dice.pick(FATES) : 'well';
      if (fate === 'cut-before') return void incoming.socket.destroy();
      if (fate === 'refused') {
        outgoing.writeHead(this.dice.pick([429, 500, 503]), { 'content-type': 'application/json' });
        return void outgoing.end('{}');
      }
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) if (value) headers.set(name, String(value));
      const method = incoming.method ?? 'GET';
      const request = new Request(`${this.url}${path}`, {
        method,
        headers,
        ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
      });
      const answer = await app.fetch(request);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (sends && answer.ok) await this.perform(path, body.toString(), bytes.toString(), fate === 'cut-after');
      if (fate === 'cut-after') return void incoming.socket.destroy();
      if (fate === 'slow') await pause(this.dice.next() * LATE_MS);
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(bytes);
    } catch {
      incoming.socket.destroy();
    }
  }

  private async perform(path: string, asked: string, answered: string, unheard: boolean): Promise<void> {
    const one = await performedOf(path, asked, answered);
    if (one) this.performed.push({ ...one, unheard });
  }
}

const FATES = ['refused', 'cut-before', 'cut-after', 'slow'] as const;

/** Requests by which a message leaves. */
const SENDS = /\/messages$|\/sendMessage$|\/Messages\.json$|\/outbound-emails$/;

/** So many milliseconds of the driver's own time. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Meta {
  entry?: {
    changes?: { value?: { messages?: { id: string }[]; statuses?: { id: string; status: string }[] } }[];
    messaging?: {
      message?: { mid: string };
      delivery?: { mids: string[] };
    }[];
  }[];
}

/** Ids of the messages that a post carries, and the statuses it tells. */
function contentOf(path: string, body: string): { messages: string[]; statuses: Omit<Told, 'taken'>[] } {
  if (path.startsWith('/webhooks/whatsapp')) {
    const values =
      (JSON.parse(body) as Meta).entry?.flatMap(({ changes = [] }) => changes.map(({ value }) => value)) ?? [];
    return {
      messages: values.flatMap((value) => value?.messages?.map(({ id }) => id) ?? []),
      statuses: values.flatMap(
        (value) => value?.statuses?.map(({ id, status }) => ({ channel: 'whatsapp', id, status })) ?? [],
      ),
    };
  }
  if (path.startsWith('/webhooks/messenger')) {
    const events = (JSON.parse(body) as Meta).entry?.flatMap(({ messaging = [] }) => messaging) ?? [];
    return {
      messages: events.flatMap(({ message }) => message?.mid ?? []),
      statuses: events.flatMap(({ delivery }) =>
        (delivery?.mids ?? []).map((id) => ({ channel: 'messenger', id, status: 'delivered' })),
      ),
    };
  }
  if (path.startsWith('/webhooks/telegram')) {
    const { message } = JSON.parse(body) as { message?: { message_id: number } };
    return { messages: message ? [String(message.message_id)] : [], statuses: [] };
  }
  if (path.startsWith('/webhooks/twilio')) {
    const params = new URLSearchParams(body);
    const [id, status] = [params.get('MessageSid'), params.get('MessageStatus')];
    if (id && status) return { messages: [], statuses: [{ channel: 'sms', id, status }] };
    return { messages: id ? [id] : [], statuses: [] };
  }
  if (path.startsWith('/webhooks/email')) {
    const { Message } = JSON.parse(body) as { Message: string };
    const { mail, eventType } = JSON.parse(Message) as {
      eventType?: string;
      mail: { messageId: string; commonHeaders?: { messageId: string } };
    };
    if (eventType === 'Delivery')
      return { messages: [], statuses: [{ channel: 'email', id: mail.messageId, status: 'delivered' }] };
    return { messages: mail.commonHeaders ? [mail.commonHeaders.messageId] : [], statuses: [] };
  }
  return { messages: [], statuses: [] };
}

/** The message that a provider accepted by this request, in its own answer's words. */
async function performedOf(
  path: string,
  asked: string,
  answered: string,
): Promise<Omit<Performed, 'unheard'> | undefined> {
  const answer = JSON.parse(answered);
  if (path.endsWith('/Messages.json')) {
    const form = new URLSearchParams(asked);
    const callback = new URL(form.get('StatusCallback') ?? 'http://none').searchParams.get('ref');
    return {
      channel: 'sms',
      id: answer.sid,
      to: form.get('To') ?? '',
      text: form.get('Body') ?? '',
      ...(callback ? { callback } : {}),
    };
  }
  const body = JSON.parse(asked);
  if (path.endsWith('/outbound-emails')) {
    const mail = await PostalMime.parse(Buffer.from(body.Content.Raw.Data, 'base64'));
    const callback = mail.headers.find(({ key }) => key === 'x-ops-message')?.value;
    return {
      channel: 'email',
      id: answer.MessageId,
      to: body.Destination.ToAddresses[0],
      text: mail.text ?? '',
      ...(callback ? { callback } : {}),
    };
  }
  if (path.endsWith('/sendMessage')) {
    const id = `${answer.result.chat.id}:${answer.result.message_id}`;
    return { channel: 'telegram', id, to: String(body.chat_id), text: body.text };
  }
  if (path.endsWith('/me/messages'))
    return { channel: 'messenger', id: answer.message_id, to: body.recipient.id, text: body.message.text };
  if (body.status === 'read') return undefined;
  return {
    channel: 'whatsapp',
    id: answer.messages[0].id,
    to: body.to ?? body.recipient,
    text: body.text?.body ?? '',
    ...(body.biz_opaque_callback_data ? { callback: body.biz_opaque_callback_data } : {}),
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
