/** Twilio on a laptop: SMS, WhatsApp and calls, the Messages API, signed callbacks (channels.md 2.4). */
import { createHmac, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type Bubble, Carrier, type CarrierOptions, DAY, type Person, type Said } from './carrier.ts';
import type { Told } from './webhook-sender.ts';

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
  /** Ids of its files. */
  media: string[];
}

/** A call as the Calls API shows it, with what was recorded of it. */
interface Call {
  sid: string;
  from: string;
  to: string;
  at: number;
  recordings: { sid: string; mediaId: string }[];
}

/** Words by which a number opts out of SMS, and back in; Twilio keeps the list. */
const STOP = /^(stop|stopall|unsubscribe|cancel|end|quit)$/i;
const START = /^(start|yes|unstop)$/i;

export class Twilio extends Carrier<TwilioOptions> {
  readonly name = 'twilio';
  readonly messages: Resource[] = [];
  readonly calls: Call[] = [];
  readonly stopped = new Set<string>();

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
    const media = bubble.mediaId ? [bubble.mediaId] : [];
    this.messages.push({ sid, direction: 'inbound', from, to, body, status: 'received', at: bubble.at, media });
    const params = {
      MessageSid: sid,
      SmsMessageSid: sid,
      SmsSid: sid,
      SmsStatus: 'received',
      From: from,
      To: to,
      Body: body,
      NumSegments: '1',
      ...this.optOut(from, body),
      ...this.contentOf(person, said, sid, bubble.mediaId),
    };
    const whatsapp = from.startsWith('whatsapp:');
    const path = `/webhooks/twilio/${whatsapp ? 'whatsapp' : 'sms'}`;
    const told = async () => {
      const state: Told = (now) => {
        bubble.state = now;
      };
      if (await this.post(path, params, state)) return;
      // The second address that a number has, told which one failed and how.
      const ErrorUrl = `${this.options.publicBaseUrl.replace(/\/$/, '')}${path}`;
      await this.post('/webhooks/twilio/sms/fallback', { ...params, ErrorCode: '11200', ErrorUrl }, state);
    };
    void this.sender.track(told());
    return sid;
  }

  /** By SMS only, and once for each word. */
  private optOut(from: string, body: string): Params {
    if (from.startsWith('whatsapp:')) return {};
    if (STOP.test(body.trim())) {
      this.stopped.add(from);
      return { OptOutType: 'STOP' };
    }
    return START.test(body.trim()) && this.stopped.delete(from) ? { OptOutType: 'START' } : {};
  }

  /** A call rings, and ends; what was said to the machine is told a moment later. */
  private call(person: Person, said: Said): string {
    const sid = newSid('CA');
    const bubble = this.written(person, sid, said);
    const from = person.phone ? `+${person.phone}` : '';
    const call = { CallSid: sid, From: from, To: OUR_NUMBER, Direction: 'inbound' };
    const recording = bubble.mediaId ? { sid: newSid('RE'), mediaId: bubble.mediaId } : undefined;
    const recordings = recording ? [recording] : [];
    this.calls.push({ sid, from, to: OUR_NUMBER, at: bubble.at, recordings });
    const told = async () => {
      await this.post('/webhooks/twilio/voice', { ...call, CallStatus: 'ringing' }, (state) => {
        bubble.state = state;
      });
      await this.post('/webhooks/twilio/voice/status', { ...call, CallStatus: 'completed', CallDuration: '8' });
      if (!recording) return;
      await this.post('/webhooks/twilio/voice/recording', {
        CallSid: sid,
        RecordingSid: recording.sid,
        RecordingUrl: `${this.api()}/Recordings/${recording.sid}`,
        RecordingStatus: 'completed',
        RecordingDuration: '5',
      });
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

  private post(path: string, params: Params, told?: Told): Promise<boolean> {
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
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
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
    if (carrier.stopped.has(to)) return refuse(c, 21610);
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
      media: [],
    };
    carrier.messages.push(message);
    setImmediate(() => carrier.receive(message, form.StatusCallback));
    return c.json(shown(message, accountSid), 201);
  });

  api.get(`${account}/Messages.json`, (c) => {
    const { To: to, From: from } = c.req.query();
    const found = carrier.messages.filter((one) => (!to || one.to === to) && (!from || one.from === from));
    return page(c, 'messages', found, 'DateSent', (one) => shown(one, accountSid));
  });
  api.get(`${account}/Messages/:message{SM\\w+\\.json|MM\\w+\\.json}`, (c) => {
    const message = carrier.messages.find(({ sid }) => `${sid}.json` === c.req.param('message'));
    return message ? c.json(shown(message, accountSid)) : refuse(c, 20404);
  });
  api.get(`${account}/Messages/:message/Media.json`, (c) => {
    const sid = c.req.param('message');
    const { media = [], at = 0 } = carrier.messages.find((one) => one.sid === sid) ?? {};
    const files = media.map((id) => ({ id, at }));
    return page(c, 'media_list', files, 'DateCreated', ({ id }) => ({
      sid: id,
      account_sid: accountSid,
      parent_sid: sid,
      content_type: carrier.media.get(id)?.mime,
      ...dates(at),
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${id}.json`,
    }));
  });
  api.get(`${account}/Calls.json`, (c) =>
    page(c, 'calls', carrier.calls, 'StartTime', ({ sid, from, to, at }) => ({
      sid,
      account_sid: accountSid,
      from,
      to,
      direction: 'inbound',
      status: 'completed',
      duration: '8',
      ...dates(at),
      start_time: rfc2822(at),
      end_time: rfc2822(at + 8000),
      uri: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`,
    })),
  );
  api.get(`${account}/Recordings.json`, (c) => {
    const recorded = carrier.calls.flatMap(({ recordings, at, sid: call }) =>
      recordings.map(({ sid }) => ({ sid, call, at })),
    );
    return page(c, 'recordings', recorded, 'DateCreated', ({ sid, call, at }) => ({
      sid,
      account_sid: accountSid,
      call_sid: call,
      status: 'completed',
      source: 'RecordVerb',
      channels: 1,
      duration: '5',
      ...dates(at),
      start_time: rfc2822(at),
      uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.json`,
    }));
  });

  const bytesOf = (c: Context, id: string | undefined) => {
    const medium = carrier.media.get(id ?? '');
    if (!medium) return refuse(c, 20404);
    return c.body(new Uint8Array(medium.bytes), 200, { 'content-type': medium.mime });
  };
  api.get(`${account}/Messages/:message/Media/:media`, (c) => bytesOf(c, c.req.param('media')));
  api.get(`${account}/Recordings/:recording`, (c) => {
    const sid = c.req.param('recording').replace(/\.\w+$/, '');
    const recording = carrier.calls.flatMap(({ recordings }) => recordings).find((one) => one.sid === sid);
    return bytesOf(c, recording?.mediaId);
  });
  return { carrier, api };
}

const rfc2822 = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000');
const dates = (at: number) => ({ date_created: rfc2822(at), date_updated: rfc2822(at) });

function shown({ at, media, ...message }: Resource, account: string) {
  const uri = `/2010-04-01/Accounts/${account}/Messages/${message.sid}`;
  return {
    ...message,
    account_sid: account,
    api_version: '2010-04-01',
    ...dates(at),
    date_sent: message.status === 'queued' ? null : rfc2822(at),
    error_code: null,
    error_message: null,
    messaging_service_sid: null,
    num_media: String(media.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** A page of a list as Twilio cuts it: newest first, narrowed by `<name>>` and `<name><`, with the path of the next one. */
function page<T extends { at: number }>(
  c: Context,
  list: string,
  all: readonly T[],
  by: string,
  show: (one: T) => object,
) {
  const { PageSize, Page, ...rest } = c.req.query();
  const between = (name: string, otherwise: number) => Date.parse(rest[`${by}${name}`] ?? '') || otherwise;
  const [from, to] = [between('>', 0), between('<', Number.POSITIVE_INFINITY)];
  const found = all.filter(({ at }) => at >= from && at <= to).reverse();
  const size = Math.min(Math.max(Number(PageSize) || 50, 1), 1000);
  const number = Number(Page) || 0;
  const path = c.req.path.slice(c.req.path.indexOf('/2010-04-01/'));
  const uri = (n: number) => `${path}?${new URLSearchParams({ ...rest, PageSize: String(size), Page: String(n) })}`;
  const items = found.slice(number * size, (number + 1) * size).map(show);
  return c.json({
    [list]: items,
    first_page_uri: uri(0),
    next_page_uri: (number + 1) * size < found.length ? uri(number + 1) : null,
    previous_page_uri: number > 0 ? uri(number - 1) : null,
    page: number,
    page_size: size,
    start: number * size,
    end: number * size + items.length - 1,
    uri: uri(number),
  });
}
