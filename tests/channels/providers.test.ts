import { sign as hubSign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { groupOf, markerOf } from '../../shared/channels/marker.ts';
import { SETTINGS, Webhooks } from './webhooks.ts';

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

const setting = (name: string) => SETTINGS[name] ?? '';
const ORIGIN = 'https://ops.example.test';
const SOURCE_SECRET = 'whsec_Y3Jpc2lzLXJvb20tZ2VuZXJpYy1zb3VyY2Uta2V5LTE=';

async function messenger(room: Webhooks, body: string) {
  const headers = { 'X-Hub-Signature-256': await hubSign(setting('OPS_MESSENGER_APP_SECRET'), body) };
  return room.deliver({ method: 'POST', path: '/webhooks/messenger', headers, body }, 'base64');
}

function telegram(room: Webhooks, body: string) {
  const headers = { 'X-Telegram-Bot-Api-Secret-Token': setting('OPS_TELEGRAM_SECRET_TOKEN') };
  return room.deliver({ method: 'POST', path: '/webhooks/telegram', headers, body }, 'base64');
}

function twilio(
  room: Webhooks,
  path: string,
  params: Record<string, string>,
  signedUrl = `${ORIGIN}/webhooks/twilio/${path}`,
) {
  const signature = twilioWebhooks.getExpectedTwilioSignature(setting('OPS_TWILIO_AUTH_TOKEN'), signedUrl, params);
  const headers = { 'X-Twilio-Signature': signature, 'Content-Type': 'application/x-www-form-urlencoded' };
  return room.deliver({
    method: 'POST',
    path: `/webhooks/twilio/${path}`,
    headers,
    body: new URLSearchParams(params).toString(),
  });
}

function generic(
  room: Webhooks,
  body: string,
  change: { secret?: string; id?: string; source?: string; timestamp?: string } = {},
) {
  const { secret = SOURCE_SECRET, id = 'msg_1', source = 'partner-a' } = change;
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': change.timestamp ?? String(Math.floor(room.now / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(room.now), body),
  };
  return room.deliver({ method: 'POST', path: `/webhooks/generic/${source}`, headers, body });
}

const SMS = {
  MessageSid: 'SM1',
  From: '+447700900101',
  To: '+442079460789',
  Body: 'help',
  NumMedia: '0',
  FromCity: '',
};
const CALL = { CallSid: 'CA1', AccountSid: 'AC1', From: '+447700900101', To: '+442079460654', Direction: 'inbound' };
const said = (id: string, from?: object) =>
  JSON.stringify({ type: 'message.received', data: { id, from: from ?? { id: 'ext-1' }, text: 'x' } });

describe('twilio', () => {
  test('the port may stand in the signed address or not', async () => {
    const room = new Webhooks();
    expect((await twilio(room, 'sms', SMS, 'https://ops.example.test:443/webhooks/twilio/sms')).status).toBe(200);
    expect((await twilio(room, 'sms', SMS, 'https://evil.example.test/webhooks/twilio/sms')).status).toBe(401);
  });

  test('JSON under a good address signature but with another body is forged, and JSON without a digest too', async () => {
    const room = new Webhooks();
    const deliver = (path: string) => {
      const signature = twilioWebhooks.getExpectedTwilioSignature(
        setting('OPS_TWILIO_AUTH_TOKEN'),
        `${ORIGIN}${path}`,
        {},
      );
      const headers = { 'X-Twilio-Signature': signature, 'Content-Type': 'application/json' };
      return room.deliver({ method: 'POST', path, headers, body: '[]' });
    };
    expect((await deliver(`/webhooks/twilio/events?bodySHA256=${'0'.repeat(64)}`)).status).toBe(401);
    expect((await deliver('/webhooks/twilio/events')).status).toBe(401);
  });

  test('webhook, fallback and event stream of one message have one marker', async () => {
    const room = new Webhooks();
    await twilio(room, 'sms', SMS);
    await twilio(room, 'sms/fallback', { ...SMS, ErrorCode: '11200', ErrorUrl: 'https://ops.example.test' });
    await twilio(room, 'status', { ...SMS, SmsStatus: 'received' });
    expect(room.messages().map(markerOf)).toEqual(['seen#sms#+442079460789#message#SM1']);
  });

  test('a status tells which attempt it speaks of', async () => {
    const room = new Webhooks();
    const path = 'status?ref=K7M2-9QXF%2FK7M2-9QXF.5%2F1';
    await twilio(room, path, {
      MessageSid: 'SM1',
      MessageStatus: 'undelivered',
      From: SMS.To,
      To: SMS.From,
      ErrorCode: '30003',
    });
    expect(room.queued[0]?.item).toMatchObject({
      status: 'failed',
      code: '30003',
      callbackData: 'K7M2-9QXF/K7M2-9QXF.5/1',
    });
  });

  test('a call of which only the end is told is still a call, in the order of its caller', async () => {
    const room = new Webhooks();
    await twilio(room, 'voice/status', { ...CALL, CallStatus: 'no-answer' });
    expect(room.messages().map(({ kind, notice }) => notice ?? kind)).toEqual(['call', 'call_ended']);
    await twilio(room, 'voice', { ...CALL, CallStatus: 'ringing' });
    expect(room.messages()).toHaveLength(2);
    expect(new Set(room.messages().map(groupOf)).size).toBe(1);
  });

  test('callers who hide their number are different strangers', async () => {
    const room = new Webhooks();
    await twilio(room, 'voice', { ...CALL, From: '+266696687' });
    await twilio(room, 'voice', { ...CALL, CallSid: 'CA2', From: '+266696687' });
    await twilio(room, 'voice', { ...CALL, CallSid: 'CA3', From: 'anonymous' });
    expect(new Set(room.messages().map(groupOf)).size).toBe(3);
    expect(room.messages().every(({ sender }) => sender.phone === undefined)).toBe(true);
  });

  test('the caller hears both languages, may speak, and what he presses is kept', async () => {
    const room = new Webhooks();
    const greeting = await twilio(room, 'voice', CALL);
    expect(greeting.body).toMatch(
      /<Say language="arb".*غرفة العمليات.*<Say language="en-GB".*<Record .*voice\/recording"/s,
    );
    const thanks = await twilio(room, 'voice/gather', { ...CALL, Digits: '1' });
    expect(thanks.body).toContain('<Hangup/>');
    expect(room.messages().at(-1)).toMatchObject({ notice: 'call_keys', about: 'CA1', text: '1', quiet: true });
  });
});

describe('telegram', () => {
  const chat = { id: 5, type: 'private' };
  const from = { id: 5, first_name: 'Salma' };

  test('a moved live location is an edit, a forwarded pin is marked, an own contact gives the phone', async () => {
    const room = new Webhooks();
    const location = { latitude: 1, longitude: 2, live_period: 60 };
    await telegram(room, JSON.stringify({ update_id: 1, edited_message: { message_id: 1, chat, from, location } }));
    const forward_origin = { type: 'hidden_user' };
    await telegram(
      room,
      JSON.stringify({
        update_id: 2,
        message: { message_id: 2, chat, from, location: { latitude: 1, longitude: 2 }, forward_origin },
      }),
    );
    const contact = { phone_number: '249900000044', user_id: 5 };
    await telegram(room, JSON.stringify({ update_id: 3, message: { message_id: 3, chat, from, contact } }));
    const other = { phone_number: '249900000099', user_id: 6 };
    await telegram(room, JSON.stringify({ update_id: 4, message: { message_id: 4, chat, from, contact: other } }));
    expect(room.messages()).toMatchObject([
      { kind: 'edit', quiet: true, about: '5:1', location: { live: true } },
      { kind: 'location', location: { forwarded: true } },
      { kind: 'contacts', sender: { phone: '+249900000044' } },
      { kind: 'contacts' },
    ]);
    expect(room.messages()[3]?.sender.phone).toBeUndefined();
  });

  test('the answer is empty: Telegram would carry out anything else', async () => {
    const room = new Webhooks();
    const answer = await telegram(
      room,
      JSON.stringify({ update_id: 1, message: { message_id: 1, chat, from, text: 'x' } }),
    );
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  test('a pressed button is answered in the same breath, so that it stops waiting', async () => {
    const person = { id: 5100000001, is_bot: false, first_name: 'Salma' };
    const chat = { id: 5100000001, type: 'private' };
    const pressed = { id: '77', from: person, data: 'water', message: { message_id: 3, chat, date: 1 } };
    const room = new Webhooks();
    const answer = await telegram(room, JSON.stringify({ update_id: 5, callback_query: pressed }));
    expect(JSON.parse(answer.body)).toEqual({ method: 'answerCallbackQuery', callback_query_id: '77' });
    expect(answer.headers['content-type']).toContain('application/json');
    expect(room.messages()).toMatchObject([{ kind: 'interactive', sender: { id: '5100000001' } }]);
  });

  test('what is said in a group is another conversation than the private one', async () => {
    const room = new Webhooks();
    await telegram(room, JSON.stringify({ update_id: 1, message: { message_id: 1, chat, from, text: 'x' } }));
    await telegram(
      room,
      JSON.stringify({ update_id: 2, message: { message_id: 1, chat: { id: -1, type: 'group' }, from, text: 'x' } }),
    );
    expect(new Set(room.messages().map(groupOf)).size).toBe(2);
    expect(room.messages()[1]?.noAnswer).toBe('group');
  });
});

describe('messenger', () => {
  test('seconds and milliseconds are both understood', async () => {
    const room = new Webhooks();
    const event = (mid: string, timestamp: number) => ({
      sender: { id: '1' },
      recipient: { id: '2' },
      timestamp,
      message: { mid, text: 'x' },
    });
    const messaging = [event('a', 1_794_992_401), event('b', 1_794_992_401_000)];
    await messenger(
      room,
      JSON.stringify({ object: 'page', entry: [{ id: setting('OPS_MESSENGER_PAGE_ID'), messaging }] }),
    );
    expect(room.messages().map(({ sentAt }) => sentAt)).toEqual(Array(2).fill('2026-11-18T09:00:01.000Z'));
  });
});

describe('standard webhooks', () => {
  test('a source is believed only under its own key', async () => {
    const room = new Webhooks();
    expect((await generic(room, said('1'))).status).toBe(200);
    expect((await generic(room, said('1'), { source: 'partner-b' })).status).toBe(401);
    expect((await generic(room, said('1'), { source: '__proto__' })).status).toBe(401);
    room.settings.OPS_GENERIC_WEBHOOK_SECRETS = '';
    expect((await generic(room, said('1'))).status).toBe(503);
  });

  test.each(['1700000000abc', '1700000000.9', '', '-1'])('timestamp "%s" is refused', async (timestamp) => {
    expect((await generic(new Webhooks(), said('1'), { timestamp })).status).toBe(401);
  });

  test('five minutes are allowed, not a second more', async () => {
    const room = new Webhooks();
    const sent = room.now;
    const signature = new Webhook(SOURCE_SECRET).sign('msg_1', new Date(sent), said('1'));
    const deliver = (now: number) => {
      room.now = now;
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(sent / 1000)),
        'webhook-signature': signature,
      };
      return room.deliver({ method: 'POST', path: '/webhooks/generic/partner-a', headers, body: said('1') });
    };
    const second = Math.floor(sent / 1000) * 1000;
    expect((await deliver(second + 300_000)).status).toBe(200);
    expect((await deliver(second + 301_000)).status).toBe(401);
    expect((await deliver(second - 301_000)).status).toBe(401);
  });

  test('unknown fields are kept, and a link that is not https is no attachment', async () => {
    const room = new Webhooks();
    const data = {
      id: '1',
      from: { id: 'e' },
      text: 'x',
      urgency: 'high',
      attachments: [{ url: 'http://169.254.169.254/' }],
    };
    await generic(room, JSON.stringify({ type: 'message.received', data }));
    expect(room.messages()).toMatchObject([{ kind: 'text', raw: { urgency: 'high' } }]);
    expect(room.messages()[0]?.media).toBeUndefined();
  });
});

describe('fuzzed content under a valid signature never gives 5xx', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '1', 'constructor', '__proto__'),
    fc.double(),
    fc.constant(null),
  );
  const anything = fc.anything({ values: [word], maxDepth: 3 });
  const some = (...names: string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, anything])) as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: [],
    });
  const runs = { seed: 20_230_415, numRuns: 150 };

  test('messenger', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            message: some('mid', 'text', 'attachments', 'quick_reply', 'reply_to', 'is_echo'),
            postback: anything,
            message_edit: anything,
            reaction: anything,
            referral: anything,
            optin: anything,
            delivery: some('mids', 'watermark'),
            read: some('watermark'),
            timestamp: word,
            sender: some('id'),
            recipient: some('id'),
          },
          { requiredKeys: [] },
        ),
        async (event) => {
          const entry = [{ id: setting('OPS_MESSENGER_PAGE_ID'), messaging: [event, null, 1] }];
          expect((await messenger(new Webhooks(), JSON.stringify({ object: 'page', entry }))).status).toBe(200);
        },
      ),
      runs,
    ));

  const message = some(
    'message_id',
    'from',
    'chat',
    'date',
    'text',
    'photo',
    'voice',
    'location',
    'venue',
    'contact',
    'sticker',
    'reply_to_message',
    'migrate_to_chat_id',
  );
  test('telegram', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            message,
            edited_message: message,
            callback_query: some('id', 'from', 'message', 'data'),
            message_reaction: some('chat', 'user', 'message_id', 'new_reaction'),
            my_chat_member: some('chat', 'from', 'new_chat_member'),
            deleted_business_messages: some('chat', 'message_ids'),
          },
          { requiredKeys: [] },
        ),
        async (update) => {
          expect((await telegram(new Webhooks(), JSON.stringify({ update_id: 1, ...update }))).status).toBe(200);
        },
      ),
      runs,
    ));

  const paths = [
    'sms',
    'whatsapp',
    'status',
    'voice',
    'voice/status',
    'voice/recording',
    'voice/gather',
    'sms/fallback',
  ];
  const names = fc.constantFrom(
    'MessageSid',
    'From',
    'To',
    'Body',
    'NumMedia',
    'MediaUrl0',
    'Latitude',
    'Longitude',
    'MessageStatus',
    'SmsStatus',
    'CallSid',
    'CallStatus',
    'Digits',
    'RecordingSid',
    'RecordingUrl',
    '__proto__',
  );
  test('twilio', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.dictionary(names, fc.string({ unit: 'grapheme' })),
        async (path, params) => {
          expect([200, 400]).toContain((await twilio(new Webhooks(), path, params)).status);
        },
      ),
      runs,
    ));

  test('standard webhooks', () =>
    fc.assert(
      fc.asyncProperty(some('id', 'from', 'text', 'attachments', 'location', 'language'), async (data) => {
        const body = JSON.stringify({ type: 'message.received', timestamp: 'x', data });
        expect([200, 400]).toContain((await generic(new Webhooks(), body)).status);
      }),
      runs,
    ));
});
