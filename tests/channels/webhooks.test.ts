import { sign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { groupOf } from '../../shared/channels/marker.ts';
import { SETTINGS, Webhooks } from './webhooks.ts';

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

async function post(room: Webhooks, body: string, transport: 'plain' | 'base64' = 'plain') {
  const headers = { 'X-Hub-Signature-256': await sign(SETTINGS.OPS_WHATSAPP_APP_SECRET ?? '', body) };
  return room.deliver({ method: 'POST', path: '/webhooks/whatsapp', headers, body }, transport);
}

function envelope(...values: object[]): string {
  const changes = values.map((value) => ({ field: 'messages', value }));
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] });
}

const metadata = { display_phone_number: '442079460123', phone_number_id: '106540000000001' };

function textFrom(from: string, id: string, body: string): object {
  return { metadata, messages: [{ from, id, timestamp: '1794992401', type: 'text', text: { body } }] };
}

test('a 3 MB delivery of 1,000 updates is queued whole, in full batches, each sender in order', async () => {
  const room = new Webhooks();
  const values = Array.from({ length: 1000 }, (_, n) =>
    textFrom(`20100000${String(n % 40).padStart(4, '0')}`, `wamid.${n}`, 'ن'.repeat(1400)),
  );
  const body = envelope(...values);
  expect(Buffer.byteLength(body)).toBeGreaterThan(2_900_000);
  expect(Buffer.byteLength(body)).toBeLessThan(3 * 1024 * 1024);

  expect((await post(room, body, 'base64')).status).toBe(200);
  expect(room.queued).toHaveLength(1000);
  expect(room.batches.length).toBeLessThan(120);
  for (const sender of new Set(room.queued.map(({ group }) => group))) {
    const order = room.queued
      .filter(({ group }) => group === sender)
      .map(({ item }) => Number(item.providerMessageId.slice(6)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }
});

test('above 3 MiB: 413 and nothing queued', async () => {
  const room = new Webhooks();
  const answer = await post(room, envelope(textFrom('201000000012', 'wamid.1', 'x'.repeat(3 * 1024 * 1024))));
  expect(answer.status).toBe(413);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(room.queued).toEqual([]);
});

test.each(['calls', 'one'] as const)('while SQS refuses %s: 503, and the next delivery brings all', async (refuse) => {
  const room = new Webhooks();
  const body = envelope(textFrom('201000000012', 'wamid.1', 'a'), textFrom('201000000012', 'wamid.2', 'b'));
  room.refuse = refuse;
  expect((await post(room, body)).status).toBe(503);
  room.refuse = 'nothing';
  expect((await post(room, body)).status).toBe(200);
  expect(room.queued.map(({ item }) => item.providerMessageId)).toEqual(['wamid.1', 'wamid.2']);
});

test('without a configured secret nothing is believed, not even an empty signature', async () => {
  const room = new Webhooks();
  room.settings = {};
  expect((await post(room, envelope(textFrom('201000000012', 'wamid.1', 'a')))).status).toBe(503);
  const unsigned = { method: 'POST', path: '/webhooks/whatsapp', headers: {}, body: '{}' };
  expect((await room.deliver(unsigned)).status).toBe(503);
  const handshake = {
    ...unsigned,
    method: 'GET',
    path: '/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=&hub.challenge=1',
    body: '',
  };
  expect((await room.deliver(handshake)).status).toBe(403);
  expect(room.queued).toEqual([]);
});

test('when the secret cannot be read: 503, so that the provider comes again', async () => {
  const room = new Webhooks({ settings: () => Promise.reject(new Error('no extension')) });
  expect((await post(room, envelope(textFrom('201000000012', 'wamid.1', 'a')))).status).toBe(503);
  expect(room.queued).toEqual([]);
});

test('while a secret is rotated, both are believed', async () => {
  const room = new Webhooks();
  room.settings.OPS_WHATSAPP_APP_SECRET = `a-newer-secret,${SETTINGS.OPS_WHATSAPP_APP_SECRET}`;
  expect((await post(room, envelope(textFrom('201000000012', 'wamid.1', 'a')))).status).toBe(200);
});

test('a byte-order mark is part of the signed bytes', async () => {
  const room = new Webhooks();
  const body = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from(envelope(textFrom('201000000012', 'wamid.1', 'a'))),
  ]);
  const headers = { 'X-Hub-Signature-256': await sign(SETTINGS.OPS_WHATSAPP_APP_SECRET ?? '', body.toString()) };
  expect((await room.deliver({ method: 'POST', path: '/webhooks/whatsapp', headers, body })).status).toBe(200);
  expect(room.queued).toHaveLength(1);
});

test('the three shapes of a person without a phone are one person, and different people stay apart', async () => {
  const room = new Webhooks();
  const message = { timestamp: '1794992401', type: 'text', text: { body: 'x' } };
  const value = (contact: object, from: object, id: string) => ({
    metadata,
    contacts: [contact],
    messages: [{ ...message, ...from, id }],
  });
  const shapes = [
    value({ user_id: 'SD.1' }, { from_user_id: 'SD.1' }, 'wamid.1'),
    value({ wa_id: '', user_id: 'SD.1' }, { from: '', from_user_id: 'SD.1' }, 'wamid.2'),
    value({ wa_id: 'SD.1' }, { from: 'SD.1' }, 'wamid.3'),
    value({ user_id: 'SD.1', wa_id: '249900000012' }, {}, 'wamid.4'),
  ];
  await post(
    room,
    envelope(...shapes, value({ wa_id: '', user_id: 'SD.2' }, { from: '', from_user_id: 'SD.2' }, 'wamid.5')),
  );
  expect(room.messages().map(({ sender }) => sender.id)).toEqual(expect.arrayContaining(['SD.1', 'SD.2']));
  expect(new Set(room.messages().map(groupOf)).size).toBe(2);
  expect(room.messages().find(({ providerMessageId }) => providerMessageId === 'wamid.4')?.sender.phone).toBe(
    '+249900000012',
  );
});

test('what is not understood is kept verbatim, unknown fields of a known kind too', async () => {
  const room = new Webhooks();
  const odd = { from: '201000000012', id: 'wamid.1', timestamp: '1', type: 'image', image: { caption: 'no id' } };
  const extra = {
    from: '201000000012',
    id: 'wamid.2',
    timestamp: '1',
    type: 'text',
    text: { body: 'a' },
    referral: { source_id: '7' },
  };
  await post(room, envelope({ metadata, messages: [odd, extra] }));
  expect(room.messages()).toMatchObject([
    { kind: 'unsupported', raw: odd },
    { kind: 'text', text: 'a', raw: { referral: { source_id: '7' } } },
  ]);
});

test('a letter that SQS refuses does not refuse its batch', async () => {
  const room = new Webhooks();
  expect((await post(room, envelope(textFrom('201000000012', 'wamid.1', 'a\uFFFFb\uFFFE\u0000c')))).status).toBe(200);
  expect(room.messages()[0]?.text).toBe('a\uFFFFb\uFFFE\u0000c');
});

test('a message larger than any queue carries keeps its text up to a visible cut', async () => {
  const room = new Webhooks();
  expect((await post(room, envelope(textFrom('201000000012', 'wamid.1', 'ن'.repeat(400_000))))).status).toBe(200);
  expect(room.messages()[0]?.text).toMatch(/^ن{40000} \[…\]$/);
  expect(room.messages()[0]?.raw).toMatchObject({ oversized: true });
});

test('an unknown webhook: 404', async () => {
  const room = new Webhooks();
  const answer = await room.deliver({ method: 'POST', path: '/webhooks/pigeon', headers: {}, body: 'coo' });
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.body)).toMatchObject({ type: '/problems/not-found', traceId: 'trace-1' });
});

test('no log line carries what was said, who said it, or a signature', async () => {
  const room = new Webhooks();
  const body = envelope(
    { ...textFrom('249900000099', 'wamid.1', 'marked words'), errors: [{ code: 131047 }] },
    { metadata: {}, x: 'marked words' },
  );
  await post(room, body);
  await room.deliver({
    method: 'POST',
    path: '/webhooks/whatsapp',
    headers: { 'X-Hub-Signature-256': `sha256=${'a'.repeat(64)}` },
    body,
  });
  room.refuse = 'calls';
  await post(room, body);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('\n')).not.toMatch(/marked|249900000099|sha256=/);
});

const word = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constant(''),
  fc.constant(null),
  fc.integer(),
  fc.double(),
  fc.boolean(),
);
const anything = fc.anything({ values: [word], maxDepth: 3 });
const message = fc.record(
  {
    id: word,
    from: word,
    from_user_id: word,
    timestamp: word,
    type: fc.constantFrom(
      'text',
      'image',
      'location',
      'contacts',
      'interactive',
      'reaction',
      'edit',
      'system',
      'order',
      '__proto__',
      'constructor',
    ),
    text: anything,
    image: anything,
    location: anything,
    contacts: anything,
    interactive: anything,
    reaction: anything,
    edit: anything,
    context: anything,
    system: anything,
  },
  { requiredKeys: [] },
);
const value = fc.record(
  {
    metadata: fc.oneof(fc.constant(metadata), anything),
    contacts: anything,
    messages: fc.oneof(fc.array(message), anything),
    statuses: anything,
    calls: anything,
    message_echoes: fc.oneof(fc.array(message), anything),
    user_id_update: anything,
    errors: anything,
  },
  { requiredKeys: [] },
);

test('fuzzed bodies under a valid signature are taken: odd content never makes the provider come again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(value, anything), { maxLength: 3 }), async (values) => {
      const body = JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ changes: values.map((v) => ({ field: 'messages', value: v })) }],
      });
      const room = new Webhooks();
      expect((await post(room, body)).status).toBe(200);
    }),
    { seed: 20_230_415, numRuns: 300 },
  );
});

test('fuzzed JSON under a valid signature: 200 or 400', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary', minLength: 1 })), async (body) => {
      expect([200, 400]).toContain((await post(new Webhooks(), body)).status);
    }),
    { seed: 20_230_415, numRuns: 200 },
  );
});
