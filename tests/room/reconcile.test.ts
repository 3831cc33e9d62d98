/** Webhooks that Twilio sent and the room never got: a comparison finds them, takes them in, and doubles nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveHono } from '../../infra/local/hono.ts';
import type { Said } from '../../infra/local/simulators/carrier.ts';
import { twilioSimulator } from '../../infra/local/simulators/twilio.ts';
import { call } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

let room: TestRoom;
let server: Server;
let sim: ReturnType<typeof twilioSimulator>;
/** Posts that the network swallows, by what they say; and those swallowed, to be delivered late. */
let lost: (path: string, body: string) => boolean = () => false;
const swallowed: { url: string; init: RequestInit }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => serveHono(sim.api)(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  room = await startTestRoom({ env: { OPS_TWILIO_API_URL: api } });
  sim = twilioSimulator({
    roomUrl: () => room.url,
    now: room.now,
    authToken: room.settings.OPS_TWILIO_AUTH_TOKEN!,
    accountSid: room.settings.OPS_TWILIO_ACCOUNT_SID!,
    publicBaseUrl: room.settings.OPS_PUBLIC_BASE_URL!,
    retryAfter: [],
    fetch: async (input, init = {}) => {
      const url = String(input);
      if (!lost(new URL(url).pathname, String(init.body))) return fetch(url, init);
      swallowed.push({ url, init });
      throw new TypeError('fetch failed');
    },
  });
}, 60_000);
afterAll(async () => {
  sim?.carrier.sender.stop();
  await room?.stop();
  server.closeAllConnections();
  server.close();
});

interface Head {
  id: string;
  reporters: { contactId: string; channel: string }[];
}

interface Step {
  name: string;
  state: string;
  compared: number;
  gaps: number;
  fed: number;
}
interface Reconciliation {
  id: string;
  state: string;
  askedBy: string;
  steps: Step[];
  found: { kind: string; id?: string; channel?: string; detail?: string }[];
  limits: { ar: string; en: string }[];
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==',
  'base64',
);

async function say(key: string, said: Said): Promise<string> {
  const person = sim.carrier.people.get(key)!;
  const id = sim.carrier.say(person, said);
  await sim.carrier.sender.idle();
  await room.settle();
  await sim.carrier.sender.idle();
  return id;
}

const step = ({ steps }: Reconciliation, name: string) => {
  const { compared, gaps, fed, state } = steps.find((each) => each.name === name)!;
  return { compared, gaps, fed, state };
};

/** Every message in the room by the provider's id. */
async function taken(token: string): Promise<string[]> {
  const { items } = await call<{ items: { id: string }[] }>(room, token, 'GET', '/v1/cases?limit=200');
  const all = await Promise.all(
    items.map(({ id }) =>
      call<{ items: { type: string; data: { providerMessageId?: string; kind?: string; media?: unknown[] } }[] }>(
        room,
        token,
        'GET',
        `/v1/cases/${id}/timeline?limit=200`,
      ),
    ),
  );
  return all.flatMap(({ items: events }) =>
    events.flatMap(({ type, data }) => (type === 'message.received' ? [`${data.kind} ${data.providerMessageId}`] : [])),
  );
}

async function compare(token: string, body = {}): Promise<Reconciliation> {
  const { id, state } = await call<Reconciliation>(room, token, 'POST', '/v1/reconciliations', body);
  expect(state).toBe('running');
  await room.settle();
  return call<Reconciliation>(room, token, 'GET', `/v1/reconciliations/${id}`);
}

test('what was lost on the way is found, taken in once, and told', async () => {
  const supervisor = await room.token('supervisor');
  const heard = await say('sms:+447700900101', { type: 'text', text: 'احنا في أم درمان ومفيش مياه' });
  // The room's answer went out, and Twilio's word that it arrived is lost; so is all that is said now.
  lost = (path, body) => !path.endsWith('/twilio/status') || body.includes('delivered');
  const words = await say('sms:+447700900101', { type: 'text', text: 'بنتي تنزف' });
  const photo = await say('sms:whatsapp:+249900000077', {
    type: 'image',
    bytes: PNG,
    mime: 'image/png',
    text: 'المبنى',
  });
  const voice = await say('sms:+447700900101', { type: 'call', bytes: PNG, mime: 'audio/mpeg' });
  lost = () => false;
  expect(await taken(supervisor)).toEqual([`text ${heard}`]);
  expect(swallowed.length).toBeGreaterThanOrEqual(5);

  await room.advance('PT15M');
  const first = await compare(supervisor);
  expect(first).toMatchObject({ state: 'finished', askedBy: 'supervisor' });
  const kinds = first.found.map(({ kind, channel, id }) => `${kind} ${channel} ${id}`);
  const [recording] = sim.carrier.calls.flatMap(({ recordings }) => recordings);
  expect(kinds).toEqual([
    `message twilio_whatsapp ${photo}`,
    `message sms ${words}`,
    `call voice ${voice}`,
    `recording voice ${recording?.sid}`,
  ]);
  expect(step(first, 'telegram')).toEqual({ compared: 1, gaps: 0, fed: 0, state: 'done' });
  expect(first.limits.length).toBeGreaterThan(2);
  expect(JSON.stringify(first)).not.toMatch(/7700900101|249900000077|تنزف/);

  const now = await taken(supervisor);
  expect(now.sort()).toEqual(
    [
      `text ${heard}`,
      `text ${words}`,
      `image ${photo}`,
      `call ${voice}`,
      `system ${voice}/completed`,
      `system ${recording?.sid}`,
    ].sort(),
  );

  // What the network had held back comes after all, and the button is pressed again: nothing is there twice.
  for (const { url, init } of swallowed) expect((await fetch(url, init)).status).toBe(200);
  await room.settle();
  expect(await taken(supervisor)).toHaveLength(now.length);
  const second = await compare(supervisor);
  expect(second.found.filter(({ kind }) => kind !== 'status')).toEqual([]);
  expect(await taken(supervisor)).toHaveLength(now.length);
  expect(room.denied()).toEqual([]);
  expect(room.errors()).toEqual([]);
}, 120_000);

test('a delivery that was never told is learnt from the list', async () => {
  const [supervisor, officer] = [await room.token('supervisor'), await room.token('officer')];
  const { items } = await call<{ items: { id: string }[] }>(room, officer, 'GET', '/v1/cases');
  const heads = items.map(({ id }) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`));
  const bySms = (await Promise.all(heads)).find(({ reporters }) => reporters.some(({ channel }) => channel === 'sms'))!;
  const { contactId } = bySms.reporters.find(({ channel }) => channel === 'sms')!;
  lost = (path, body) => path.endsWith('/twilio/status') && body.includes('delivered');
  await call(room, officer, 'POST', `/v1/cases/${bySms.id}/messages`, { contactId, text: 'كم عددكم؟' });
  await room.settle();
  await sim.carrier.sender.idle();
  await room.settle();
  lost = () => false;
  await room.advance('PT15M');
  const found = await compare(supervisor);
  expect(found.found.some(({ kind }) => kind === 'status')).toBe(true);
  expect((await compare(supervisor)).found.filter(({ kind }) => kind === 'status')).toEqual([]);
}, 60_000);

test('each day by itself; a bot that somebody else took is noticed', async () => {
  const bot = `${room.url}/_local/telegram/bot${room.settings.OPS_TELEGRAM_BOT_TOKEN}`;
  await fetch(`${bot}/setWebhook?url=${encodeURIComponent('https://thief.example/hook')}`);
  await room.advance('P1D');
  const admin = await room.token('admin');
  const { items } = await call<{ items: Reconciliation[] }>(room, admin, 'GET', '/v1/reconciliations?limit=1');
  const [last] = items;
  expect(last).toMatchObject({ id: expect.stringMatching(/-daily$/), state: 'finished', askedBy: 'reconcile' });
  const whole = await call<Reconciliation>(room, admin, 'GET', `/v1/reconciliations/${last?.id}`);
  expect(whole.found).toContainEqual({ kind: 'elsewhere', detail: 'thief.example' });
  const said = room.logs().find(({ line }) => line.includes('reconcile.gaps') && line.includes('telegram'));
  expect(said?.line).toContain('"level":"error"');
}, 60_000);

test('a time that cannot be compared is refused', async () => {
  const supervisor = await room.token('supervisor');
  const ask = (from: string, to: string) => call(room, supervisor, 'POST', '/v1/reconciliations', { from, to });
  await expect(ask('2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z')).rejects.toThrow('45');
  const [later, soon] = [60, 30].map((minutes) => new Date(room.now() - minutes * 60_000).toISOString());
  await expect(ask(soon!, later!)).rejects.toThrow('400');
});
