/** Messenger, Telegram, Twilio and mail as they stand on a laptop: what they post is believed, what is sent through them arrives. */
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Carrier, CarrierOptions, Person } from '../../infra/local/simulators/carrier.ts';
import { emailSimulator } from '../../infra/local/simulators/email.ts';
import { messengerSimulator } from '../../infra/local/simulators/messenger.ts';
import { phonePage } from '../../infra/local/simulators/phone.ts';
import { telegramSimulator } from '../../infra/local/simulators/telegram.ts';
import { twilioSimulator } from '../../infra/local/simulators/twilio.ts';
import { messengerWriter } from '../../shared/channels/messenger/write.ts';
import { isOutcome, type OutboundMessage, type SendOutcome, type Writer } from '../../shared/channels/outbound.ts';
import { telegramWriter } from '../../shared/channels/telegram/write.ts';
import { smsWriter } from '../../shared/channels/twilio/write.ts';
import { SETTINGS, Webhooks } from './webhooks.ts';

const ROOM = 'http://room.local';
const SID = 'AC00000000000000000000000000000001';
const BOT = '1000000001:token';

let room: Webhooks;
let waits: number[];
let world: Hono;
let carriers: Record<'messenger' | 'telegram' | 'twilio' | 'email', Carrier>;

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  room = new Webhooks();
  waits = [];
  const around: CarrierOptions = {
    roomUrl: () => ROOM,
    now: () => room.now,
    retryAfter: [10, 20, 40],
    wait: async (ms) => waits.push(ms),
    fetch: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers).entries());
      const path = String(url).slice(ROOM.length);
      const answer = await room.deliver({ method: 'POST', path, headers, body: String(init?.body) });
      return new Response(answer.body, { status: answer.status });
    },
  };
  const messenger = messengerSimulator({
    ...around,
    appSecret: SETTINGS.OPS_MESSENGER_APP_SECRET ?? '',
    pageToken: 'page-token',
    pageId: SETTINGS.OPS_MESSENGER_PAGE_ID ?? '',
  });
  const telegram = telegramSimulator({
    ...around,
    botToken: BOT,
    secretToken: SETTINGS.OPS_TELEGRAM_SECRET_TOKEN ?? '',
    publicBaseUrl: ROOM,
  });
  const twilio = twilioSimulator({
    ...around,
    authToken: SETTINGS.OPS_TWILIO_AUTH_TOKEN ?? '',
    accountSid: SID,
    publicBaseUrl: 'https://ops.example.test',
  });
  const email = emailSimulator({ ...around, topicArn: SETTINGS.OPS_EMAIL_TOPIC_ARN ?? '' });
  carriers = {
    messenger: messenger.carrier,
    telegram: telegram.carrier,
    twilio: twilio.carrier,
    email: email.carrier,
  };
  world = new Hono()
    .route('/_local/graph', messenger.graph)
    .route('/_local/telegram', telegram.bot)
    .route('/_local/twilio', twilio.api)
    .route('/_local/sns', email.sns)
    .route('/_local/phone', phonePage(Object.values(carriers)));
  room.settings.OPS_EMAIL_SNS_URL = `${ROOM}/_local/sns`;
  room.world = (url) => world.request(url) as unknown as Response;
});
afterEach(() => {
  for (const { sender } of Object.values(carriers)) sender.stop();
  vi.restoreAllMocks();
});

async function idle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  for (const { sender } of Object.values(carriers)) await sender.idle();
}

const first = (carrier: Carrier): Person => [...carrier.people.values()][0] as Person;

async function say(person: Person, said: object): Promise<void> {
  const answer = await world.request(`/_local/phone/people/${encodeURIComponent(person.key)}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
  expect(answer.status).toBe(202);
  await idle();
}

/** Says it through our own writer and the simulated provider. */
async function send(writer: Writer, message: Partial<OutboundMessage>): Promise<SendOutcome> {
  const settings: Record<string, string> = {
    ...room.settings,
    OPS_GRAPH_API_URL: `${ROOM}/_local/graph`,
    OPS_MESSENGER_PAGE_TOKEN: 'page-token',
    OPS_TELEGRAM_API_URL: `${ROOM}/_local/telegram`,
    OPS_TELEGRAM_BOT_TOKEN: BOT,
    OPS_TWILIO_API_URL: `${ROOM}/_local/twilio`,
    OPS_TWILIO_ACCOUNT_SID: SID,
    OPS_PUBLIC_BASE_URL: 'https://ops.example.test',
  };
  const whole = {
    address: { scope: 'x', id: '1' },
    callbackId: 'K7M2-9QXF/K7M2-9QXF.4/1',
    text: 'كم عددكم؟',
    ...message,
  };
  const request = writer.request({ minutesSinceInbound: 1, ...whole }, (name) => settings[name]);
  if (isOutcome(request)) return request;
  const answer = await world.request(request.url, { method: 'POST', headers: request.headers, body: request.body });
  const outcome = writer.outcome({ status: answer.status, body: await answer.json() }, 1);
  await idle();
  return outcome;
}

const statuses = () =>
  room.queued.flatMap(({ item }) => (item.type === 'status' ? [[item.status, item.callbackData]] : []));

describe('what a person writes arrives, believed', () => {
  test.each(['messenger', 'telegram', 'twilio', 'email'] as const)('by %s', async (name) => {
    await say(first(carriers[name]), { type: 'text', text: 'احنا في أم درمان ومفيش مياه' });
    expect(room.messages()).toMatchObject([{ kind: 'text', text: 'احنا في أم درمان ومفيش مياه' }]);
    expect(first(carriers[name]).chat).toMatchObject([{ state: 'taken' }]);
  });

  test.each(['messenger', 'telegram', 'twilio', 'email'] as const)('a photo by %s', async (name) => {
    const form = new FormData();
    form.set('type', 'image');
    form.set('file', new File([new Uint8Array([255, 216, 255])], 'a.jpg', { type: 'image/jpeg' }));
    const key = encodeURIComponent(first(carriers[name]).key);
    await world.request(`/_local/phone/people/${key}/messages`, { method: 'POST', body: form });
    await idle();
    expect(room.messages()).toMatchObject([{ kind: 'image', media: [{ ref: expect.any(String) }] }]);
  });

  test.each(['messenger', 'telegram', 'twilio'] as const)('a pin by %s', async (name) => {
    await say(first(carriers[name]), { type: 'location', lat: 15.6, lon: 32.5, label: 'بحري' });
    expect(room.messages()).toMatchObject([{ kind: 'location', location: { lat: 15.6, lon: 32.5 } }]);
  });

  test.each(['messenger', 'telegram', 'twilio'] as const)('a pressed button by %s', async (name) => {
    await say(first(carriers[name]), { type: 'reply', buttonId: 'water', text: 'ماء' });
    expect(room.messages()).toMatchObject([{ kind: 'interactive' }]);
  });

  test('a call that is missed', async () => {
    await say(first(carriers.twilio), { type: 'call' });
    expect(room.messages().map(({ kind, notice }) => notice ?? kind)).toEqual(['call', 'call_ended']);
  });

  test('once, although the room refuses it twice', async () => {
    room.refuse = 'calls';
    let attempts = 0;
    const deliver = room.deliver.bind(room);
    vi.spyOn(room, 'deliver').mockImplementation((...args) => {
      if (++attempts === 3) room.refuse = 'nothing';
      return deliver(...args);
    });
    await say(first(carriers.telegram), { type: 'text', text: 'مرة واحدة' });
    expect(waits).toEqual([10, 20]);
    expect(room.messages()).toHaveLength(1);
  });

  test('in the order of its chat, at Telegram: the next waits for the one before', async () => {
    const person = first(carriers.telegram);
    room.refuse = 'calls';
    const deliver = room.deliver.bind(room);
    let attempts = 0;
    vi.spyOn(room, 'deliver').mockImplementation((...args) => {
      if (++attempts === 2) room.refuse = 'nothing';
      return deliver(...args);
    });
    carriers.telegram.say(person, { type: 'text', text: 'one' });
    carriers.telegram.say(person, { type: 'text', text: 'two' });
    await idle();
    expect(room.messages().map(({ text }) => text)).toEqual(['one', 'two']);
  });
});

describe('what the room says arrives', () => {
  test('by Telegram, until the bot is blocked', async () => {
    const person = first(carriers.telegram);
    const address = { scope: 'bot', id: person.address ?? '' };
    expect(await send(telegramWriter, { address })).toMatchObject({ outcome: 'sent' });
    expect(person.chat).toMatchObject([{ from: 'room', text: 'كم عددكم؟' }]);
    await world.request(`/_local/phone/people/${person.key}/off`, { method: 'POST', body: '{"off":true}' });
    await idle();
    expect(room.messages()).toMatchObject([{ notice: 'opted_out' }]);
    expect(await send(telegramWriter, { address })).toMatchObject({ outcome: 'failed', reason: 'opted_out' });
  });

  test('by Messenger, told as delivered and read; after a day only with the tag of a person', async () => {
    const person = first(carriers.messenger);
    await say(person, { type: 'text', text: 'hi' });
    const address = { scope: SETTINGS.OPS_MESSENGER_PAGE_ID ?? '', id: person.address ?? '' };
    expect(await send(messengerWriter, { address })).toMatchObject({ outcome: 'sent' });
    await world.request(`/_local/phone/people/${person.key}`);
    await idle();
    expect(statuses().map(([status]) => status)).toEqual(['delivered', 'read']);
    room.now += 25 * 3_600_000;
    expect(await send(messengerWriter, { address })).toMatchObject({ outcome: 'failed', reason: 'window_closed' });
    const late = { address, minutesSinceInbound: 25 * 60 };
    expect(await send(messengerWriter, late)).toMatchObject({ outcome: 'sent' });
  });

  test('by SMS, with each step called back, signed', async () => {
    const address = { scope: '+18005550100', id: '+447700900101' };
    expect(await send(smsWriter, { address })).toMatchObject({ outcome: 'sent' });
    expect(statuses()).toEqual([
      ['sent', 'K7M2-9QXF/K7M2-9QXF.4/1'],
      ['delivered', 'K7M2-9QXF/K7M2-9QXF.4/1'],
    ]);
    expect(first(carriers.twilio).chat).toMatchObject([{ from: 'room', state: 'delivered' }]);
  });
});
