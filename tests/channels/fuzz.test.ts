/**
 * Deliveries that are genuine and spoilt: the public cases with parts replaced by anything, signed again. No provider gets a 5xx for them, and
 * what the webhooks queue ends with intake: on a case, in the day's stream, or with the messages that statuses wait for. A fixed
 * seed: a failure here is the same failure everywhere.
 */
import { createHash, generateKeyPairSync, sign as rsaSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sign as hubSign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type QueueRecord, takeIn } from '../../functions/intake/batch.ts';
import type { IntakeDeps } from '../../functions/intake/deps.ts';
import { publicApp } from '../../functions/public/app.ts';
import { tableAttempts } from '../../functions/public/attempts.ts';
import { markerOf } from '../../shared/channels/marker.ts';
import type { Inbound } from '../../shared/channels/types.ts';
import { storable } from '../../shared/ledger/storable.ts';
import { countryAt } from '../../shared/people/country.ts';
import { e164Of } from '../../shared/people/phone.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { type Emulator, startEmulator, TABLES } from '../storage/emulator.ts';
import type { Case } from './sign.ts';
import { SETTINGS, Webhooks } from './webhooks.ts';

const cases = JSON.parse(readFileSync(new URL('./data/cases.json', import.meta.url), 'utf8')) as Case[];
const RUNS = { seed: 20_230_415, numRuns: 80, endOnFailure: true };
const setting = (name: string) => SETTINGS[name] ?? '';

let at: Emulator;
let lines: string[];
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    'constructor',
    '__proto__',
    '\u0000',
    '\uFFFF',
    '\uD800',
    '٠١٠',
    'x'.repeat(3000),
  ),
  fc.double(),
  fc.constantFrom(null, true, -1, 0, Number.MAX_SAFE_INTEGER, 1e300),
);
const anything = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 1, arbitrary: fc.anything({ values: [word], maxDepth: 3 }) },
);

interface Spoil {
  where: number;
  what: unknown;
  gone: boolean;
}
const spoils = fc.array(fc.record({ where: fc.nat(), what: anything, gone: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});

type Place = { holder: Record<string, unknown>; name: string };

/** Every member of an object, however deep. */
function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...places(holder[name])]);
}

/** The same JSON with some members replaced, or gone. */
function spoilt(text: string, changes: readonly Spoil[]): string {
  const value = JSON.parse(text) as unknown;
  for (const { where, what, gone } of changes) {
    const all = places(value);
    const place = all[where % Math.max(all.length, 1)];
    if (!place) continue;
    if (gone) delete place.holder[place.name];
    else place.holder[place.name] = what;
  }
  return JSON.stringify(value);
}

function spoiltForm(text: string, changes: readonly Spoil[]): URLSearchParams {
  const params = new URLSearchParams(text);
  for (const { where, what, gone } of changes) {
    const names = [...new Set(params.keys()), '__proto__', 'Latitude', 'NumMedia'];
    const name = names[where % names.length] ?? '';
    if (gone) params.delete(name);
    else params.set(name, String(typeof what === 'object' ? JSON.stringify(what) : what));
  }
  return params;
}

const genuine = (...providers: string[]) =>
  cases.filter(
    (c) => providers.includes(c.provider) && c.method === 'POST' && !c.sign.mutate && c.body.length < 20_000,
  );
const isJson = ({ body }: Case) => {
  try {
    return typeof JSON.parse(body) === 'object';
  } catch {
    return false;
  }
};

const deps = (): IntakeDeps => ({
  room: at.room,
  suggest,
  countryAt: async (place) => countryAt(place),
  agencies: async () => [],
  // A recording waits half a minute for its call; by now it is late.
  now: () => Date.now() + 60_000,
});

/** Everything queued is taken in, and nothing of it is lost or left to come again. */
async function takenIn(room: Webhooks): Promise<void> {
  const records = room.queued.map(({ item, group }, index): QueueRecord => {
    return { messageId: `q${index}`, body: JSON.stringify(item), attributes: { MessageGroupId: group } };
  });
  expect(await takeIn(records, deps(), () => 10_000)).toEqual({ batchItemFailures: [] });
  for (const { item } of room.queued) expect(await isKept(item), markerOf(item)).toBe(true);
}

/** As what it is, or, where it cannot be stored as that, word for word in the day's stream. */
async function isKept(item: Inbound): Promise<boolean> {
  const unread = `seen#unread#${createHash('sha256').update(JSON.stringify(item)).digest('hex')}`;
  const found = await at.store.present([markerOf(storable(item) as Inbound), unread]);
  if (found.size > 0) return true;
  if (item.type !== 'status') return false;
  return (await at.store.parked(item.channel, item.account, item.providerMessageId)).length > 0;
}

/** Delivers it and follows it to its end. */
async function follow(request: Parameters<Webhooks['deliver']>[0], room = new Webhooks()): Promise<void> {
  const { status } = await room.deliver(request, 'base64');
  expect([200, 400]).toContain(status);
  await takenIn(room);
}

/** Runs of one provider. */
const each = (given: readonly Case[], run: (c: Case, changes: Spoil[]) => Promise<void>, runs = RUNS) =>
  fc.assert(fc.asyncProperty(fc.constantFrom(...given), spoils, run), runs);

test.each([
  ['whatsapp', 'OPS_WHATSAPP_APP_SECRET'],
  ['messenger', 'OPS_MESSENGER_APP_SECRET'],
])(
  '%s',
  async (name, secret) => {
    await each(genuine(name).filter(isJson), async (c, changes) => {
      const body = spoilt(c.body, changes);
      const headers = { 'X-Hub-Signature-256': await hubSign(setting(secret), body) };
      await follow({ method: 'POST', path: `/webhooks/${name}`, headers, body });
    });
  },
  60_000,
);

test('telegram', async () => {
  const headers = { 'X-Telegram-Bot-Api-Secret-Token': setting('OPS_TELEGRAM_SECRET_TOKEN') };
  await each(genuine('telegram').filter(isJson), (c, changes) =>
    follow({ method: 'POST', path: '/webhooks/telegram', headers, body: spoilt(c.body, changes) }),
  );
}, 60_000);

test('twilio', async () => {
  const token = setting('OPS_TWILIO_AUTH_TOKEN');
  const deliver = (path: string, body: string, params: Record<string, string[]>, type: string) => {
    const url = `https://ops.example.test${path}`;
    const signature = twilioWebhooks.getExpectedTwilioSignature(token, url, params);
    return follow({ method: 'POST', path, headers: { 'X-Twilio-Signature': signature, 'Content-Type': type }, body });
  };
  await each(genuine('twilio-sms', 'twilio-whatsapp', 'twilio-voice'), (c, changes) => {
    if (isJson(c)) {
      const body = spoilt(c.body, changes);
      const path = `/webhooks/twilio/events?bodySHA256=${twilioWebhooks.getExpectedBodyHash(body)}`;
      return deliver(path, body, {}, 'application/json');
    }
    const params = spoiltForm(c.body, changes);
    const given = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
    return deliver(c.path_hint, params.toString(), given, 'application/x-www-form-urlencoded');
  });
}, 60_000);

test('standard webhooks', async () => {
  const [secret = ''] = (JSON.parse(setting('OPS_GENERIC_WEBHOOK_SECRETS')) as { 'partner-a': string[] })['partner-a'];
  let n = 0;
  await each(genuine('generic').filter(isJson), async (c, changes) => {
    const room = new Webhooks();
    const [id, body] = [`msg_${n++}`, spoilt(c.body, changes)];
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(room.now / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(room.now), body),
    };
    await follow({ method: 'POST', path: '/webhooks/generic/partner-a', headers, body }, room);
  });
}, 60_000);

test('mail', async () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const notices = genuine('email').filter((c) => isJson(c) && JSON.parse(c.body).Type === 'Notification');
  await each(notices, async (c, changes) => {
    const envelope = JSON.parse(c.body) as Record<string, string>;
    const Message = spoilt(envelope.Message ?? '{}', changes);
    const signed: Record<string, string> = { ...envelope, Message, TopicArn: setting('OPS_EMAIL_TOPIC_ARN') };
    const names = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
    const text = names.map((name) => (signed[name] === undefined ? '' : `${name}\n${signed[name]}\n`)).join('');
    const Signature = rsaSign('RSA-SHA256', Buffer.from(text), keys.privateKey).toString('base64');
    const SigningCertURL = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem';
    const body = JSON.stringify({ ...signed, SignatureVersion: '2', Signature, SigningCertURL });
    const room = new Webhooks();
    room.world = () => new Response(pem);
    await follow(
      { method: 'POST', path: '/webhooks/email/sns', headers: { 'content-type': 'text/plain' }, body },
      room,
    );
  });
}, 60_000);

test('the public form', async () => {
  let ids = 0;
  const app = publicApp({
    room: at.room,
    attempts: tableAttempts(at.client, TABLES.cases, () => at.clock.ms),
    published: async () => undefined,
    files: { put: async () => {}, has: async () => false },
    leave: async () => ({ url: '', fields: {} }),
    uploadOrigin: 'https://media.example.test',
    pinKey: async () => 'pin-key',
    suggest: async (text, about) => suggest(text, about),
    countryAt: async (place) => countryAt(place),
    phoneNumber: async (typed, country) => e164Of(typed, country),
    baseUrl: 'https://ops.example.test',
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    now: () => at.clock.ms,
  });
  await each(genuine('webform'), async (c, changes) => {
    const answer = await app.request('/report', {
      method: 'POST',
      headers: c.headers,
      body: spoiltForm(c.body, changes).toString(),
    });
    expect(answer.status).toBeLessThan(500);
    const honeypot = spoiltForm(c.body, changes).get('website');
    if (!answer.ok || honeypot) return;
    const { reference } = (await answer.json()) as { reference: string };
    expect(await at.store.load(reference)).toBeDefined();
  });
}, 60_000);

test('a queued body that is none of ours, or was cut, is kept for the day and never comes again', async () => {
  const item: Inbound = {
    type: 'message',
    channel: 'sms',
    account: '+442079460789',
    providerMessageId: 'SMfuzz',
    sender: { channel: 'sms', scope: '+442079460789', id: '+447700900101' },
    kind: 'text',
    text: 'x',
    receivedAt: new Date(at.clock.ms).toISOString(),
  };
  const whole = JSON.stringify(item);
  const bodies = fc.oneof(
    spoils.map((changes) => spoilt(whole, changes)),
    fc.nat(whole.length).map((cut) => whole.slice(0, cut)),
    fc.json(),
    fc.string({ unit: 'binary' }),
  );
  let n = 0;
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const record = { messageId: `m${n++}`, body, attributes: { MessageGroupId: 'g' } };
      expect(await takeIn([record], deps(), () => 10_000)).toEqual({ batchItemFailures: [] });
    }),
    RUNS,
  );
}, 60_000);
