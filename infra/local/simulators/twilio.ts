/** Twilio on a laptop: SMS, WhatsApp and calls, the Messages API, signed callbacks (channels.md 2.4). */
import { createHmac, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type Bubble, Carrier, type CarrierOptions, DAY, type Person, type Said } from './carrier.ts';

export interface TwilioOptions extends CarrierOptions {
  authToken: string;
  accountSid: string;
  /** The address that Twilio was given, which it signs; it may differ from where the room listens. */
  publicBaseUrl: string;
}

/** With `#rc=5&rp=all` on each address; by default Twilio would not come again after a 5xx. */
const RETRIES = [300, 1_000, 3_000, 5_000, 5_000];

const OUR_NUMBER = '+18005550100';

type Params = Record<string, string>;

/** A message as the Messages API shows it. */
interface Resource {
  sid: string;
  direction: 'inbound' | 'outbound-api';
  from: string;
  to: string;
  body: string;
  status: string;
  at: number;
}

export class Twilio extends Carrier<TwilioOptions> {
  readonly name = 'twilio';
  readonly messages: Resource[] = [];

  constructor(options: TwilioOptions) {
    super(options, RETRIES);
    this.meet({ key: 'sms:+447700900101', name: 'Maha (SMS)', phone: '447700900101', address: '+447700900101' });
    this.meet({
      key: 'sms:whatsapp:+249900000077',
      name: 'Idris (WhatsApp, Twilio)',
      phone: '249900000077',
      address: 'whatsapp:+249900000077',
    });
  }

  newcomer(typed: string, name?: string): Person | undefined {
    const digits = typed.replace(/\D/g, '');
    if (digits.length < 6) return undefined;
    return this.meet({ key: `sms:+${digits}`, name: name || `+${digits}`, phone: digits, address: `+${digits}` });
  }

  say(person: Person, said: Said): string {
    if (said.type === 'call') return this.call(person, said);
    const sid = newSid(said.bytes ? 'MM' : 'SM');
    const bubble = this.written(person, sid, said);
    const from = person.address ?? '';
    const to = ours(from);
    const body = said.type === 'location' ? '' : (said.text ?? '');
    this.messages.push({ sid, direction: 'inbound', from, to, body, status: 'received', at: bubble.at });
    const params = {
      MessageSid: sid,
      SmsMessageSid: sid,
      SmsSid: sid,
      SmsStatus: 'received',
      From: from,
      To: to,
      Body: body,
      NumSegments: '1',
      ...this.contentOf(person, said, sid, bubble.mediaId),
    };
    const whatsapp = from.startsWith('whatsapp:');
    void this.post(`/webhooks/twilio/${whatsapp ? 'whatsapp' : 'sms'}`, params, (state) => {
      bubble.state = state;
    });
    return sid;
  }

  /** A call rings, and ends; what was said to the machine is told a moment later. */
  private call(person: Person, said: Said): string {
    const sid = newSid('CA');
    const bubble = this.written(person, sid, said);
    const call = { CallSid: sid, From: person.phone ? `+${person.phone}` : '', To: OUR_NUMBER, Direction: 'inbound' };
    const told = async () => {
      await this.post('/webhooks/twilio/voice', { ...call, CallStatus: 'ringing' }, (state) => {
        bubble.state = state;
      });
      await this.post('/webhooks/twilio/voice/status', { ...call, CallStatus: 'completed', CallDuration: '8' });
      if (!bubble.mediaId) return;
      const recording = {
        CallSid: sid,
        RecordingSid: newSid('RE'),
        RecordingUrl: `${this.api()}/Recordings/${bubble.mediaId}`,
        RecordingStatus: 'completed',
        RecordingDuration: '5',
      };
      await this.post('/webhooks/twilio/voice/recording', recording);
    };
    void this.sender.track(told());
    return sid;
  }

  /** The room said something; each step of it is called back, signed. */
  receive(message: Resource, statusCallback: string | undefined): void {
    const { to } = message;
    const person = this.meet({ key: `sms:${to}`, name: to, address: to });
    const { sid: id, at, body: text } = message;
    const bubble: Bubble = { id, from: 'room', at, kind: 'text', text, state: 'sent' };
    this.remember(person, statusCallback ? { ...bubble, callbackData: statusCallback } : bubble);
    void this.sender.track(
      (async () => {
        await this.report(message, 'sent', statusCallback);
        if (!person.off) await this.delivered(message.sid, person);
      })(),
    );
  }

  mayHear(to: string): boolean {
    const person = this.people.get(`sms:${to}`);
    return !to.startsWith('whatsapp:') || person === undefined || this.wroteWithin(person, DAY);
  }

  override switchOff(person: Person, off: boolean): void {
    person.off = off;
    const waiting = person.chat.filter(({ from, state }) => from === 'room' && state === 'sent');
    if (!off) void this.sender.track(Promise.all(waiting.map(({ id }) => this.delivered(id, person))).then(() => {}));
  }

  private async delivered(sid: string, person: Person): Promise<void> {
    const bubble = person.chat.find(({ id }) => id === sid);
    const message = this.messages.find((one) => one.sid === sid);
    if (!bubble || !message) return;
    bubble.state = 'delivered';
    await this.report(message, 'delivered', bubble.callbackData);
  }

  private async report(message: Resource, status: string, callback: string | undefined): Promise<void> {
    message.status = status;
    if (!callback) return;
    const { pathname, search } = new URL(callback);
    const { sid, from: From, to: To } = message;
    await this.post(`${pathname}${search}`, { MessageSid: sid, SmsSid: sid, From, To, MessageStatus: status });
  }

  private api(): string {
    return `${this.options.roomUrl()}/_local/twilio/2010-04-01/Accounts/${this.options.accountSid}`;
  }

  private contentOf(person: Person, said: Said, sid: string, mediaId: string | undefined): Params {
    const whatsapp = person.address?.startsWith('whatsapp:')
      ? { ProfileName: person.name, WaId: person.phone ?? '' }
      : {};
    const media: Params = mediaId
      ? {
          NumMedia: '1',
          MediaUrl0: `${this.api()}/Messages/${sid}/Media/${mediaId}`,
          MediaContentType0: said.mime ?? 'image/jpeg',
        }
      : { NumMedia: '0' };
    const place: Params =
      said.type === 'location'
        ? { Latitude: String(said.lat), Longitude: String(said.lon), Label: said.label ?? '' }
        : {};
    const button: Params =
      said.type === 'reply' ? { ButtonPayload: said.buttonId ?? '', ButtonText: said.text ?? '' } : {};
    return { ...whatsapp, ...media, ...place, ...button };
  }

  private post(path: string, params: Params, told?: Parameters<Carrier['sender']['post']>[1]): Promise<void> {
    const { authToken, accountSid, publicBaseUrl, roomUrl } = this.options;
    const all: Params = { AccountSid: accountSid, ApiVersion: '2010-04-01', ...params };
    const signed = Object.keys(all)
      .sort()
      .map((name) => `${name}${all[name]}`)
      .join('');
    const url = `${publicBaseUrl.replace(/\/$/, '')}${path}`;
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'I-Twilio-Idempotency-Token': randomBytes(16).toString('hex'),
      'User-Agent': 'TwilioProxy/1.1',
      'X-Twilio-Signature': createHmac('sha1', authToken).update(`${url}${signed}`).digest('base64'),
    };
    return this.sender.post({ url: `${roomUrl()}${path}`, headers, body: new URLSearchParams(all).toString() }, told);
  }
}

const newSid = (kind: string) => `${kind}${randomBytes(16).toString('hex')}`;
const ours = (address: string) => (address.startsWith('whatsapp:') ? `whatsapp:${OUR_NUMBER}` : OUR_NUMBER);

const ERRORS: Record<number, { status: 400 | 401 | 404; message: string }> = {
  20003: { status: 401, message: 'Authenticate' },
  20404: { status: 404, message: 'The requested resource was not found' },
  21211: { status: 400, message: "The 'To' number is not a valid phone number." },
  21602: { status: 400, message: 'Message body is required.' },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  63016: { status: 400, message: 'Failed to send freeform message because you are outside the allowed window.' },
};

function refuse(c: Context, code: number): Response {
  const { status, message } = ERRORS[code] ?? { status: 400, message: 'Bad request' };
  return c.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, status);
}

/** Mount at `/_local/twilio`; `OPS_TWILIO_API_URL` points there. */
export function twilioSimulator(options: TwilioOptions): { carrier: Twilio; api: Hono } {
  const carrier = new Twilio(options);
  const { accountSid, authToken } = options;
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const account = '/2010-04-01/Accounts/:account';
  const api = new Hono();

  api.use(`${account}/*`, async (c, next) =>
    c.req.header('authorization') === credentials && c.req.param('account') === accountSid ? next() : refuse(c, 20003),
  );

  api.post(`${account}/Messages.json`, async (c) => {
    const form = (await c.req.parseBody()) as Params;
    const { To: to = '', From: from = OUR_NUMBER, Body: body = '', ContentSid: template } = form;
    if (!/^(whatsapp:)?(\+\d{6,15}|[A-Z]{2}\.\w+)$/.test(to)) return refuse(c, 21211);
    if (body === '' && !template) return refuse(c, 21602);
    if (body.length > 1600) return refuse(c, 21617);
    if (!template && !carrier.mayHear(to)) return refuse(c, 63016);
    const words = template ? `${template} ${form.ContentVariables ?? ''}` : body;
    const message: Resource = {
      sid: newSid('SM'),
      direction: 'outbound-api',
      from,
      to,
      body: words,
      status: 'queued',
      at: options.now(),
    };
    carrier.messages.push(message);
    setImmediate(() => carrier.receive(message, form.StatusCallback));
    return c.json(shown(message, accountSid), 201);
  });

  /** What came and went, newest first; `DateSent>` and `To` narrow it as Twilio's list does. */
  api.get(`${account}/Messages.json`, (c) => {
    const since = Date.parse(c.req.query('DateSent>') ?? '') || 0;
    const to = c.req.query('To');
    const found = carrier.messages.filter((one) => one.at >= since && (!to || one.to === to)).reverse();
    return c.json({
      messages: found.map((one) => shown(one, accountSid)),
      next_page_uri: null,
      page: 0,
      page_size: 50,
    });
  });

  for (const path of [`${account}/Messages/:message/Media/:media`, `${account}/Recordings/:media`]) {
    api.get(path, (c) => {
      const medium = carrier.media.get((c.req.param('media') ?? '').replace(/\.\w+$/, ''));
      if (!medium) return refuse(c, 20404);
      return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': medium.mime });
    });
  }
  return { carrier, api };
}

function shown({ at, ...message }: Resource, account: string) {
  const date = new Date(at).toUTCString();
  return {
    ...message,
    account_sid: account,
    api_version: '2010-04-01',
    date_created: date,
    date_sent: message.status === 'queued' ? null : date,
    date_updated: date,
    error_code: null,
    error_message: null,
    num_media: '0',
    num_segments: '1',
    uri: `/2010-04-01/Accounts/${account}/Messages/${message.sid}.json`,
  };
}
