/**
 * Each secret of a channel is changed while messages come: what was signed before, during and after the change is taken, and what is signed by a
 * secret that was taken away is refused. Steps as the runbook has them: both in the setting, the provider changes, the old one goes.
 */
import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { Webhook } from 'standardwebhooks';
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AuthorizeDeps, authorize } from '../../functions/authorize/authorize.ts';
import { issuerKeys } from '../../functions/authorize/deps.ts';
import { basicAuthorization } from '../../shared/channels/twilio/basic.ts';
import { linkToken } from '../../shared/escalation/link.ts';
import { isPin, statusPin } from '../../shared/people/pin.ts';
import { SETTINGS, Webhooks } from '../channels/webhooks.ts';

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
afterEach(() => void vi.useRealTimers());

const ORIGIN = 'https://ops.example.test';
const account = SETTINGS.OPS_WHATSAPP_PHONE_NUMBER_ID!;

interface Rotated {
  setting: string;
  /** Two secrets, one after the other. */
  old: string;
  fresh: string;
  /** The setting with both, and with one. */
  both?: string;
  one?: (secret: string) => string;
  /** Delivers the message of this id, signed with this secret. @returns the HTTP status */
  deliver: (room: Webhooks, secret: string, id: string) => Promise<{ status: number }>;
}

const hub = (body: string, secret: string) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

const whatsapp = (id: string) => {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '201000000000', phone_number_id: account },
    contacts: [{ profile: { name: 'Mona' }, wa_id: '249910000777' }],
    messages: [{ from: '249910000777', id, timestamp: '1700000000', type: 'text', text: { body: 'x' } }],
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
};

const messenger = (id: string) => {
  const page = SETTINGS.OPS_MESSENGER_PAGE_ID!;
  const messaging = [
    { sender: { id: '7' }, recipient: { id: page }, timestamp: 1_700_000_000_000, message: { mid: id, text: 'x' } },
  ];
  return JSON.stringify({ object: 'page', entry: [{ id: page, time: 1, messaging }] });
};

const telegram = (id: string) => {
  const from = { id: 5, is_bot: false, first_name: 'Mona' };
  const message = { message_id: Number(id), date: 1_700_000_000, chat: { id: 5, type: 'private' }, from, text: 'x' };
  return JSON.stringify({ update_id: Number(id), message });
};

const meta = (name: 'whatsapp' | 'messenger', body: (id: string) => string): Rotated['deliver'] => {
  return (room, secret, id) =>
    room.deliver({ method: 'POST', path: `/webhooks/${name}`, headers: hub(body(id), secret), body: body(id) });
};

const ROTATED: Rotated[] = [
  { setting: 'OPS_WHATSAPP_APP_SECRET', old: 'old', fresh: 'new', deliver: meta('whatsapp', whatsapp) },
  { setting: 'OPS_MESSENGER_APP_SECRET', old: 'old', fresh: 'new', deliver: meta('messenger', messenger) },
  {
    setting: 'OPS_TELEGRAM_SECRET_TOKEN',
    old: 'old_token',
    fresh: 'new-token',
    deliver: (room, secret, id) =>
      room.deliver({
        method: 'POST',
        path: '/webhooks/telegram',
        headers: { 'x-telegram-bot-api-secret-token': secret },
        body: telegram(id),
      }),
  },
  {
    setting: 'OPS_TWILIO_AUTH_TOKEN',
    old: 'primary',
    fresh: 'secondary',
    deliver(room, secret, id) {
      const form = { MessageSid: `SM${id}`, From: '+447700900101', To: '+442079460789', Body: 'x', NumMedia: '0' };
      const path = '/webhooks/twilio/sms';
      const headers = {
        'x-twilio-signature': twilioWebhooks.getExpectedTwilioSignature(secret, ORIGIN + path, form),
        'content-type': 'application/x-www-form-urlencoded',
      };
      return room.deliver({ method: 'POST', path, headers, body: new URLSearchParams(form).toString() });
    },
  },
  {
    setting: 'OPS_GENERIC_WEBHOOK_SECRETS',
    old: 'whsec_b2xkLXNlY3JldC1vZi1wYXJ0bmVyLWE=',
    fresh: 'whsec_bmV3LXNlY3JldC1vZi1wYXJ0bmVyLWE=',
    both: '{"partner-a":["whsec_b2xkLXNlY3JldC1vZi1wYXJ0bmVyLWE=","whsec_bmV3LXNlY3JldC1vZi1wYXJ0bmVyLWE="]}',
    one: (secret) => JSON.stringify({ 'partner-a': [secret] }),
    deliver(room, secret, id) {
      const body = JSON.stringify({
        type: 'message.received',
        timestamp: new Date(room.now).toISOString(),
        data: { id, from: { id: 'ext-1' }, text: 'x' },
      });
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(room.now / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, new Date(room.now), body),
      };
      return room.deliver({ method: 'POST', path: '/webhooks/generic/partner-a', headers, body });
    },
  },
];

describe.each(ROTATED)('$setting', ({ setting, old, fresh, both, one = (secret) => secret, deliver }) => {
  test('no message is lost while it is changed, and the old one is worth nothing afterwards', async () => {
    const room = new Webhooks();
    const taken = async (secret: string, id: string) => (await deliver(room, secret, id)).status;
    room.settings[setting] = one(old);
    expect(await taken(old, '1')).toBe(200);
    room.settings[setting] = both ?? `${fresh}, ${old}`;
    expect(await taken(old, '2')).toBe(200);
    expect(await taken(fresh, '3')).toBe(200);
    // What the provider could not deliver before the change comes again, signed anew.
    expect(await taken(fresh, '2')).toBe(200);
    room.settings[setting] = one(fresh);
    expect(await taken(fresh, '4')).toBe(200);
    expect(await taken(old, '5')).toBe(401);
    expect(room.messages()).toHaveLength(4);
  });

  test('a comma too many opens no door to an empty secret', async () => {
    if (both) return;
    const room = new Webhooks();
    room.settings[setting] = `${fresh},, `;
    expect((await deliver(room, fresh, '1')).status).toBe(200);
    const answer = await deliver(room, '', '2').catch(() => ({ status: 401 }));
    expect(answer.status).toBe(401);
    room.settings[setting] = ' , ';
    expect((await deliver(room, fresh, '3')).status).toBe(503);
  });
});

test('the verify token of a handshake may be one of two', async () => {
  const room = new Webhooks();
  room.settings.OPS_WHATSAPP_VERIFY_TOKEN = 'new,old';
  const ask = (token: string) =>
    room.deliver({
      method: 'GET',
      path: `/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`,
      headers: {},
      body: '',
    });
  expect([await ask('new'), await ask('old')].map(({ body }) => body)).toEqual(['42', '42']);
  expect((await ask('')).status).toBe(403);
  expect((await ask('new,old')).status).toBe(403);
});

test('PINs that were told go on opening their cases while the earlier key stands beside the new one', () => {
  const [old, fresh, both] = ['first-key', 'second-key', 'second-key,first-key'];
  const told = statusPin(old, 'K7M2-9QXF');
  const next = statusPin(both, 'K7M2-9QXF');
  expect(next).toBe(statusPin(fresh, 'K7M2-9QXF'));
  expect(next).not.toBe(told);
  expect([told, next].map((pin) => isPin(both, 'K7M2-9QXF', pin))).toEqual([true, true]);
  expect([told, next].map((pin) => isPin(fresh, 'K7M2-9QXF', pin))).toEqual([false, true]);
  expect(linkToken(both, 'K7M2-9QXF.9', 'a1')).toBe(linkToken(fresh, 'K7M2-9QXF.9', 'a1'));
});

describe('keys of the sign-in pool', () => {
  let server: Server;
  let issuer: string;
  let published: JWK[];
  let fetched: number;

  beforeEach(async () => {
    [published, fetched] = [[], 0];
    server = createServer((request, response) => {
      const discovery = request.url === '/.well-known/openid-configuration';
      if (!discovery) fetched++;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(discovery ? { jwks_uri: `${issuer}/jwks` } : { keys: published }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function key(kid: string) {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
    const claims = { token_use: 'access', scope: 'room/alerts', client_id: 'client' };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setExpirationTime('1h')
      .sign(privateKey);
    return { jwk, token };
  }

  test('a new one is believed a second after it is published, the one before as long as it is, nonsense costs one look a second', async () => {
    const deps: AuthorizeDeps = {
      issuer,
      keys: issuerKeys(issuer),
      agencyOf: async () => ({ id: 'erc' }),
      now: Date.now,
    };
    const passes = async (token: string) =>
      (await authorize({ headers: { authorization: `Bearer ${token}` } }, deps)).isAuthorized;
    const [first, second] = [await key('first'), await key('second')];
    published = [first.jwk];
    expect(await passes(first.token)).toBe(true);
    published = [second.jwk, first.jwk];
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_100 });
    expect([await passes(second.token), await passes(first.token)]).toEqual([true, true]);
    const looks = fetched;
    const nonsense = await key('unheard-of');
    for (let times = 0; times < 5; times++) expect(await passes(nonsense.token)).toBe(false);
    expect(fetched - looks).toBeLessThanOrEqual(1);
  });
});

test('of two auth tokens the room asks Twilio with the first', () => {
  const sent = (tokens: string) =>
    Buffer.from(basicAuthorization('AC1', tokens).slice('Basic '.length), 'base64').toString();
  expect([sent('secondary,primary'), sent('secondary')]).toEqual(['AC1:secondary', 'AC1:secondary']);
});

test('SNS changes its certificate: whichever a message names is fetched once, and the one before is still believed', async () => {
  const room = new Webhooks();
  const certificates = [1, 2].map((n) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const url = `https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-${n}.pem`;
    return { url, privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  });
  room.world = (url) => {
    const pem = certificates.find((one) => one.url === url)?.pem;
    return new Response(pem ?? '', { status: pem ? 200 : 404 });
  };
  const deliver = async ({ url, privateKey }: (typeof certificates)[number], id: string) => {
    const fields: Record<string, string> = {
      Message: JSON.stringify({
        notificationType: 'Received',
        content: 'From: Huda <huda@example.org>\r\nSubject: help\r\n\r\nhelp',
        mail: { messageId: id, source: 'huda@example.org', timestamp: '2026-11-18T09:40:00.000Z' },
        receipt: { recipients: ['help@ops.example.test'], action: { type: 'SNS', encoding: 'UTF8' } },
      }),
      MessageId: id,
      Timestamp: '2026-11-18T09:40:00.000Z',
      TopicArn: SETTINGS.OPS_EMAIL_TOPIC_ARN!,
      Type: 'Notification',
    };
    const text = Object.entries(fields)
      .map(([name, value]) => `${name}\n${value}\n`)
      .join('');
    const Signature = signWith('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
    const body = JSON.stringify({ ...fields, SignatureVersion: '2', SigningCertURL: url, Signature });
    const headers = { 'content-type': 'text/plain; charset=UTF-8' };
    return (await room.deliver({ method: 'POST', path: '/webhooks/email/sns', headers, body })).status;
  };
  const [before, after] = certificates as [(typeof certificates)[number], (typeof certificates)[number]];
  const answers = [await deliver(before, '1'), await deliver(after, '2'), await deliver(before, '3')];
  expect(answers).toEqual([200, 200, 200]);
  expect(room.messages()).toHaveLength(3);
  expect(room.fetched).toEqual([before.url, after.url]);
});
