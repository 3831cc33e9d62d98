import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Meta } from '../../infra/local/simulators/meta.ts';
import { phonePage } from '../../infra/local/simulators/phone.ts';
import { whatsappSimulator } from '../../infra/local/simulators/whatsapp.ts';
import { SETTINGS, Webhooks } from './webhooks.ts';

const NUMBER = SETTINGS.OPS_WHATSAPP_PHONE_NUMBER_ID ?? '';
const ROOM = 'http://room.local';

let room: Webhooks;
let meta: Meta;
let phone: Hono;
let graph: typeof fetch;
let waits: number[];

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  room = new Webhooks();
  waits = [];
  const whatsapp = whatsappSimulator({
    roomUrl: () => ROOM,
    appSecret: SETTINGS.OPS_WHATSAPP_APP_SECRET ?? '',
    accessToken: 'token',
    phoneNumberId: NUMBER,
    now: () => room.now,
    retryAfter: [10, 20, 40],
    wait: async (ms) => waits.push(ms),
    fetch: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers).entries());
      const answer = await room.deliver({
        method: 'POST',
        path: String(url).slice(ROOM.length),
        headers,
        body: String(init?.body),
      });
      return new Response(answer.body, { status: answer.status });
    },
  });
  meta = whatsapp.carrier;
  const app = new Hono().route('/_local/graph', whatsapp.graph).route('/_local/phone', phonePage([meta]));
  phone = app;
  graph = (async (input: string | URL | Request, init?: RequestInit) =>
    app.request(String(input), init)) as typeof fetch;
});
afterEach(() => {
  meta.sender.stop();
  vi.restoreAllMocks();
});

function client(): WhatsAppClient {
  return new WhatsAppClient({
    accessToken: 'token',
    baseUrl: `${ROOM}/_local/graph`,
    graphVersion: 'v24.0',
    fetch: graph,
  });
}

async function say(key: string, said: object): Promise<void> {
  const answer = await phone.request(`/_local/phone/people/${key}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
  expect(answer.status).toBe(202);
  await meta.sender.idle();
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await meta.sender.idle();
}

async function chat(key: string): Promise<{ text: string; state: string; from: string }[]> {
  const answer = await phone.request(`/_local/phone/people/${key}`);
  return ((await answer.json()) as { chat: { text: string; state: string; from: string }[] }).chat;
}

test('a third-party client sends a text; the statuses come back signed, read last', async () => {
  await say('249900000012', { type: 'text', text: 'بنتي مصابة' });
  const sent = await client().messages.sendText({ phoneNumberId: NUMBER, to: '+249900000012', body: 'استلمنا رسالتك' });
  await settled();
  expect((await chat('249900000012')).map(({ text }) => text)).toEqual(['بنتي مصابة', 'استلمنا رسالتك']);
  await meta.sender.idle();

  const id = sent.messages[0]?.id;
  const statuses = room.queued.flatMap(({ item }) => (item.type === 'status' ? [item] : []));
  expect(statuses.map(({ providerMessageId, status }) => [providerMessageId, status])).toEqual([
    [id, 'sent'],
    [id, 'delivered'],
    [id, 'read'],
  ]);
  expect(room.messages().map(({ text, sender }) => [text, sender.phone])).toEqual([['بنتي مصابة', '+249900000012']]);
});

test('a person known only by a BSUID gets what is sent to `recipient`; in `to` it is accepted and lost', async () => {
  const key = 'SD.215155203983311693';
  await say(key, { type: 'text', text: 'أنا وحدي' });
  await client().messages.sendText({ phoneNumberId: NUMBER, recipient: key, body: 'one' });
  const payload = { messaging_product: 'whatsapp', to: key, type: 'text', text: { body: 'two' } };
  await client().messages.sendRaw({ phoneNumberId: NUMBER, payload });
  await settled();
  expect((await chat(key)).map(({ text }) => text)).toEqual(['أنا وحدي', 'one']);
  expect(room.messages()[0]?.sender).toMatchObject({ id: key, name: expect.stringContaining('Amira') });
  expect(room.messages()[0]?.sender.phone).toBeUndefined();
});

test('the callback data comes back; a phone that is off is only sent to, until it is on', async () => {
  await say('201000000012', { type: 'text', text: 'hi' });
  await phone.request('/_local/phone/people/201000000012/off', { method: 'POST', body: '{"off":true}' });
  const payload = {
    messaging_product: 'whatsapp',
    to: '201000000012',
    type: 'text',
    text: { body: 'x' },
    biz_opaque_callback_data: 'm1/1',
  };
  await graph(`${ROOM}/_local/graph/v24.0/${NUMBER}/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  await settled();
  const statuses = () =>
    room.queued.flatMap(({ item }) => (item.type === 'status' ? [`${item.status} ${item.callbackData}`] : []));
  expect(statuses()).toEqual(['sent m1/1']);
  await phone.request('/_local/phone/people/201000000012/off', { method: 'POST', body: '{"off":false}' });
  await meta.sender.idle();
  expect(statuses()).toEqual(['sent m1/1', 'delivered m1/1']);
});

test('free text after 24 hours fails with 131047, a template arrives', async () => {
  await say('201000000012', { type: 'text', text: 'hi' });
  room.now += 24 * 3600 * 1000;
  const to = '+201000000012';
  await client().messages.sendText({ phoneNumberId: NUMBER, to, body: 'late' });
  await client().messages.sendTemplate({
    phoneNumberId: NUMBER,
    to,
    template: { name: 'followup', language: { code: 'ar' } },
  });
  await settled();
  const statuses = room.queued.flatMap(({ item }) => (item.type === 'status' ? [[item.status, item.code]] : []));
  expect(statuses).toEqual([
    ['failed', '131047'],
    ['sent', undefined],
    ['delivered', undefined],
  ]);
});

test('a wrong token, a foreign number, an empty text: refused in Meta’s words', async () => {
  const send = (path: string, token: string, body: object) =>
    graph(`${ROOM}/_local/graph/v24.0/${path}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const text = { messaging_product: 'whatsapp', to: '201000000012', type: 'text', text: { body: 'x' } };
  const wrongToken = await send(NUMBER, 'other', text);
  expect([wrongToken.status, ((await wrongToken.json()) as { error: { code: number } }).error.code]).toEqual([
    401, 190,
  ]);
  expect((await send('1', 'token', text)).status).toBe(400);
  expect((await send(NUMBER, 'token', { ...text, text: { body: '' } })).status).toBe(400);
});

test('while the room refuses, Meta comes again with falling frequency, and the message arrives once', async () => {
  room.refuse = 'calls';
  let attempts = 0;
  const deliver = room.deliver.bind(room);
  vi.spyOn(room, 'deliver').mockImplementation((...args) => {
    if (++attempts === 3) room.refuse = 'nothing';
    return deliver(...args);
  });
  await say('249900000012', { type: 'text', text: 'مرة واحدة' });
  expect(waits).toEqual([10, 20]);
  expect(room.messages()).toHaveLength(1);
  expect((await chat('249900000012'))[0]?.state).toBe('taken');
});

test('a photo reaches the room as a media id that the bearer token, and only it, can fetch', async () => {
  const form = new FormData();
  form.set('type', 'image');
  form.set('text', 'المبنى');
  form.set('file', new File([new Uint8Array([255, 216, 255])], 'a.jpg', { type: 'image/jpeg' }));
  await phone.request('/_local/phone/people/249900000012/messages', { method: 'POST', body: form });
  await meta.sender.idle();
  const [message] = room.messages();
  expect(message).toMatchObject({ kind: 'image', text: 'المبنى', media: [{ mime: 'image/jpeg' }] });

  const link = await client().media.get({ mediaId: message?.media?.[0]?.ref ?? '', phoneNumberId: NUMBER });
  const fetchLink = (headers: Record<string, string>) => graph(link.url, { headers });
  expect((await fetchLink({})).status).toBe(401);
  const bytes = await (await fetchLink({ authorization: 'Bearer token' })).arrayBuffer();
  expect([...new Uint8Array(bytes)]).toEqual([255, 216, 255]);
  room.now += 6 * 60 * 1000;
  expect((await fetchLink({ authorization: 'Bearer token' })).status).toBe(404);
});

test('a voice note, a pin and a pressed button arrive as what they are', async () => {
  const form = new FormData();
  form.set('type', 'audio');
  form.set('file', new File([new Uint8Array(10)], 'voice', { type: 'audio/ogg; codecs=opus' }));
  await phone.request('/_local/phone/people/249900000012/messages', { method: 'POST', body: form });
  await say('249900000012', { type: 'location', lat: 15.6, lon: 32.5, label: 'بحري' });
  await say('249900000012', { type: 'reply', buttonId: 'water', text: 'ماء' });
  expect(room.messages()).toMatchObject([
    { kind: 'audio', media: [{ voice: true }] },
    { kind: 'location', location: { lat: 15.6, lon: 32.5, label: 'بحري' } },
    { kind: 'interactive', text: 'ماء', payload: 'water' },
  ]);
});
