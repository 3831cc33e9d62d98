/** Facebook Messenger on a laptop: the Send API and the page's signed webhooks (channels.md 2.2). */
import { createHmac, randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { type Bubble, Carrier, type CarrierOptions, DAY, type Person, type Said } from './carrier.ts';
import { escapeLikeMeta } from './meta.ts';
import type { DeliveryState } from './webhook-sender.ts';

export interface MessengerOptions extends CarrierOptions {
  appSecret: string;
  pageToken: string;
  pageId: string;
}

/** A few attempts at once, then fewer. */
const RETRIES = [200, 500, 1_000, 10_000, 60_000];

/** So long after the first of nothing but failures the app is unsubscribed from the page, and nothing is posted any more. */
const UNSUBSCRIBED_MS = 3_600_000;

export class Messenger extends Carrier<MessengerOptions> {
  readonly name = 'messenger';
  subscribed = true;
  private failingSince: number | undefined;

  constructor(options: MessengerOptions) {
    super(options, RETRIES);
    this.meet({ key: 'fb:5600000000000001', name: 'Hanan', address: '5600000000000001' });
    this.meet({ key: 'fb:5600000000000002', name: 'طارق / Tarek', address: '5600000000000002' });
  }

  newcomer(typed: string, name?: string): Person | undefined {
    const id = typed.replace(/\D/g, '');
    return id.length < 5 ? undefined : this.meet({ key: `fb:${id}`, name: name || `Messenger ${id}`, address: id });
  }

  say(person: Person, said: Said): string {
    const bubble = this.written(person, mid(), said);
    const content =
      said.type === 'reply'
        ? { postback: { mid: bubble.id, title: said.text, payload: said.buttonId } }
        : { message: { mid: bubble.id, ...this.contentOf(said, bubble.mediaId) } };
    this.post(person, content, (state) => {
      bubble.state = state;
    });
    this.readAll(person);
    return bubble.id;
  }

  /** The page said something: whoever has his phone on has it, which Meta tells. */
  receive(person: Person, bubble: Bubble): void {
    this.remember(person, bubble);
    if (!person.off) this.deliver(person, bubble);
  }

  /** Free words within a day, those of a human officer within a week. */
  mayHear(person: Person, tagged: boolean): boolean {
    return this.wroteWithin(person, tagged ? 7 * DAY : DAY);
  }

  override switchOff(person: Person, off: boolean): void {
    person.off = off;
    if (off) return;
    for (const bubble of person.chat)
      if (bubble.from === 'room' && bubble.state === 'sent') this.deliver(person, bubble);
  }

  override readAll(person: Person): void {
    const unread = person.chat.filter(({ from, state }) => from === 'room' && state === 'delivered');
    for (const bubble of unread) bubble.state = 'read';
    if (unread.length > 0) this.post(person, { read: { watermark: this.options.now() } });
  }

  private deliver(person: Person, bubble: Bubble): void {
    bubble.state = 'delivered';
    this.post(person, { delivery: { mids: [bubble.id], watermark: this.options.now() } });
  }

  private contentOf(said: Said, mediaId: string | undefined): object {
    const url = `${this.options.roomUrl()}/_local/graph/messenger-files/${mediaId}`;
    switch (said.type) {
      case 'image':
      case 'audio': {
        const attachments = [{ type: said.type, payload: { url } }];
        return said.text ? { text: said.text, attachments } : { attachments };
      }
      case 'location': {
        const payload = { coordinates: { lat: said.lat, long: said.lon } };
        return { attachments: [{ type: 'location', title: said.label, payload }] };
      }
      default:
        return { text: said.text ?? '' };
    }
  }

  private post(person: Person, content: object, told?: Parameters<Carrier['sender']['post']>[1]): void {
    const { pageId, appSecret, roomUrl, now } = this.options;
    const at = now();
    const messaging = [{ sender: { id: person.address }, recipient: { id: pageId }, timestamp: at, ...content }];
    const body = escapeLikeMeta({ object: 'page', entry: [{ id: pageId, time: at, messaging }] });
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'facebookexternalua',
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
    };
    if (!this.subscribed) told?.('given_up');
    else
      void this.sender.post({ url: `${roomUrl()}/webhooks/messenger`, headers, body }, (state, status) => {
        this.judge(state);
        told?.(state, status);
      });
  }

  private judge(state: DeliveryState): void {
    if (state === 'taken') this.failingSince = undefined;
    if (state !== 'retrying' && state !== 'given_up') return;
    const now = this.options.now();
    this.failingSince ??= now;
    if (now - this.failingSince >= UNSUBSCRIBED_MS) this.subscribed = false;
  }

  /** What the app's administrator does after an outage. */
  subscribe(): void {
    this.subscribed = true;
    this.failingSince = undefined;
  }
}

const mid = () => `m_${randomBytes(24).toString('base64url')}`;

interface Outbound {
  messaging_type?: string;
  tag?: string;
  recipient?: { id?: string };
  message?: { text?: string };
}

/** Mount at `/_local/graph` before WhatsApp's: both live at Graph's address. */
export function messengerSimulator(options: MessengerOptions): { carrier: Messenger; graph: Hono } {
  const carrier = new Messenger(options);
  const graph = new Hono();
  const failure = (code: number, message: string, error_subcode?: number) => ({
    error: {
      message: `(#${code}) ${message}`,
      type: 'OAuthException',
      code,
      ...(error_subcode ? { error_subcode } : {}),
      fbtrace_id: randomBytes(8).toString('base64url'),
    },
  });

  graph.post('/:version{v\\d+\\.\\d+}/me/messages', async (c) => {
    if (c.req.header('authorization') !== `Bearer ${options.pageToken}`)
      return c.json(failure(190, 'Invalid OAuth access token'), 401);
    const said = (await c.req.json().catch(() => ({}))) as Outbound;
    const text = said.message?.text ?? '';
    const person = carrier.people.get(`fb:${said.recipient?.id}`) ?? carrier.newcomer(said.recipient?.id ?? '');
    if (!person) return c.json(failure(100, 'No matching user found', 2018001), 400);
    if (text === '' || text.length > 2000) return c.json(failure(100, 'Length of param message[text] is wrong'), 400);
    const tagged = said.messaging_type === 'MESSAGE_TAG' && said.tag === 'HUMAN_AGENT';
    if (!carrier.mayHear(person, tagged))
      return c.json(failure(10, 'This message is sent outside of allowed window.', 2018278), 400);
    const id = mid();
    const bubble: Bubble = { id, from: 'room', at: options.now(), kind: 'text', text, state: 'sent' };
    setImmediate(() => carrier.receive(person, bubble));
    return c.json({ recipient_id: person.address, message_id: id });
  });

  graph.on(['GET', 'POST'], '/:version{v\\d+\\.\\d+}/:page/subscribed_apps', (c) => {
    if (c.req.header('authorization') !== `Bearer ${options.pageToken}` || c.req.param('page') !== options.pageId)
      return c.json(failure(190, 'Invalid OAuth access token'), 401);
    if (c.req.method === 'POST') carrier.subscribe();
    else return c.json({ data: carrier.subscribed ? [{ id: 'local', subscribed_fields: ['messages'] }] : [] });
    return c.json({ success: true });
  });

  graph.get('/messenger-files/:id', (c) => {
    const medium = carrier.media.get(c.req.param('id'));
    if (!medium) return c.text('URL signature expired', 403);
    return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': medium.mime });
  });
  return { carrier, graph };
}
