import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** What `THREATS.md` says of the running room: pages, links, tokens, and what is nowhere to be read. */

const PLANTED = [
  'Zanqalawy',
  'الزنقلاوي',
  '249912345678',
  '0912345678',
  'Qasr Street 4',
  'شارع القصر عمارة',
  'ransom-of-4000',
  'pin-of-nobody',
];
const WORDS =
  'أنا الزنقلاوي Zanqalawy من شارع القصر عمارة ٤ Qasr Street 4، رقمي 0912345678، ransom-of-4000، بنتي مصابة';

let room: TestRoom;
let officer = '';
let director = '';
const said: string[] = [];

beforeAll(async () => {
  room = await startTestRoom();
  [officer, director] = await Promise.all([room.token('officer'), room.token('director')]);
}, 240_000);
afterAll(() => room?.stop());

const act = (id: string, command: string, body: object, head?: Head) =>
  call<Head>(room, officer, 'POST', `/v1/cases/${id}/${command}`, body, head);

test('every page and answer carries its policy', async () => {
  const asked = [
    '/',
    '/report',
    '/status',
    '/alerts',
    '/figures',
    `/a/${'0'.repeat(26)}`,
    '/alerts.json',
    '/health',
    '/openapi.json',
    '/docs',
    '/v1/me',
    '/v1/cases/ZZZZ-ZZZZ',
    '/report/nothing',
  ];
  for (const path of asked) {
    const answer = await fetch(room.url + path, { headers: { authorization: `Bearer ${officer}` } });
    const body = await answer.text();
    // What the gateway itself answers shows nothing.
    if (/^\{"message":"[\w ]+"\}$/.test(body)) continue;
    const header = (name: string) => answer.headers.get(name) ?? '';
    const policy = header('content-security-policy');
    expect([path, header('x-content-type-options')]).toEqual([path, 'nosniff']);
    expect([path, policy]).toEqual([path, expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/)]);
    expect([path, header('referrer-policy')]).toEqual([path, 'no-referrer']);
    expect([path, /script-src[^;]*(?:unsafe|\*|http)/.test(policy)]).toEqual([path, false]);
    // No script in the page, nor in an attribute.
    expect([
      path,
      /<script(?![^>]*\bsrc=)|<[^>]+\son\w+=|javascript:/i.test(body) && header('content-type').includes('html'),
    ]).toEqual([path, false]);
  }
});

test('nothing that was planted stands in a log line, a metric, an alert, an error or a URL', async () => {
  await deliver(room, whatsapp(room, [{ from: '249912345678', id: 'planted-1', text: WORDS }]));
  await deliver(room, `{"not": "${WORDS}"`);
  await fetch(`${room.url}/report`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      submission_id: 'planted',
      message: WORDS,
      name: 'Zanqalawy',
      phone: '0912345678',
      place: 'Qasr Street 4',
    }),
  });
  await room.settle();
  const { items } = await call<{ items: { id: string }[] }>(room, officer, 'GET', '/v1/cases');
  const { id } = items[0]!;
  const head = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  await act(id, 'triage', { priority: 'P1', category: 'injury', city: 'Qasr Street 4', reason: WORDS }, head);
  await act(id, 'persons', {
    name: 'Zanqalawy',
    phone: '0912345678',
    medical: 'ransom-of-4000',
    place: 'Qasr Street 4',
  });
  await act(id, 'notes', { text: WORDS });
  await act(id, 'escalations', { agency: 'erc', ask: 'Ambulance', place: 'Qasr Street 4' });
  await act(id, 'locations', {
    lat: 15.60421,
    lon: 32.50123,
    text: 'شارع القصر عمارة ٤',
    source: 'caller',
    observedAt: new Date().toISOString(),
  });

  // Refusals, each with the planted in its body or its path.
  const refused: [method: string, path: string, body?: object][] = [
    ['POST', `/v1/cases/${id}/notes`, { words: WORDS, Zanqalawy: '0912345678' }],
    ['POST', '/v1/cases', { channel: WORDS, reporter: { phone: 'Zanqalawy' }, text: 7 }],
    ['POST', `/v1/cases/${id}/calls`, { contactId: 'Zanqalawy', direction: 'in', answered: true, text: WORDS }],
    ['POST', '/v1/contacts/search', { phone: '0912345678', name: 'Zanqalawy' }],
    ['PUT', '/v1/agencies/erc', { name: WORDS }],
    ['POST', '/status', { reference: id, pin: 'pin-of-nobody' }],
    ['POST', '/partner/v1/alerts/ZZZZ-ZZZZ.1/ask', { text: WORDS }],
    ['GET', `/v1/cases?owner=${encodeURIComponent('Zanqalawy 0912345678')}`],
  ];
  for (const [method, path, body] of refused) {
    const answer = await fetch(room.url + path, {
      method,
      headers: { authorization: `Bearer ${director}`, 'content-type': 'application/json', accept: 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status >= 400 && status < 500)]);
    const { errors = [], ...problem } = (await answer.json()) as { errors?: { message: unknown; code: string }[] };
    // A pointer names the field as the caller wrote it; the caller knows what he wrote.
    said.push(JSON.stringify([problem, errors.map(({ message, code }) => [message, code])]));
  }
  await room.settle();

  const lines = room.logs().map(({ line }) => line);
  const alerts = room.room.aws.deliveries().filter(({ attributes }) => attributes.kind === 'raised');
  expect(lines.some((line) => line.includes('"_aws"'))).toBe(true);
  expect(alerts.length).toBeGreaterThan(0);
  const shown = [...lines, ...alerts.map((one) => JSON.stringify(one)), ...said, ...room.errors()];
  for (const secret of PLANTED) expect(shown.filter((text) => text.includes(secret))).toEqual([]);
  expect(shown.filter((text) => text.includes('15.60421'))).toEqual([]);
});

test('no bundle holds a secret or somebody’s address', () => {
  const secrets = Object.entries(room.settings).flatMap(([name, value]) =>
    /SECRET|TOKEN|PIN/.test(name) && value.length > 7 ? [value] : [],
  );
  expect(secrets.length).toBeGreaterThan(3);
  for (const { name, code } of room.room.template.functions.values()) {
    for (const file of readdirSync(code, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || !/\.(?:m?js|css|html|json|map)$/.test(file.name)) continue;
      const text = readFileSync(join(file.parentPath, file.name), 'utf8');
      for (const secret of [...secrets, 'ops@erc.example', 'AKIA'])
        expect([name, file.name, secret, text.includes(secret)]).toEqual([name, file.name, secret, false]);
    }
  }
});

test('no bundle writes into a trace: it holds which function ran and for how long, and nothing that anybody said', () => {
  const tracers = ['AWS_XRAY_DAEMON_ADDRESS', 'aws-xray-sdk', 'addAnnotation', 'addMetadata', '@opentelemetry'];
  let looked = 0;
  for (const { name, code } of room.room.template.functions.values()) {
    for (const file of readdirSync(code).filter((each) => each.endsWith('.mjs'))) {
      const text = readFileSync(join(code, file), 'utf8');
      looked += 1;
      expect([name, file, tracers.filter((tracer) => text.includes(tracer))]).toEqual([name, file, []]);
    }
  }
  expect(looked).toBeGreaterThan(10);
});

test('a link to a file ends, and opens no other file', async () => {
  const { items } = await call<{ items: { id: string }[] }>(room, officer, 'GET', '/v1/cases');
  const { url, expiresAt } = await call<{ url: string; expiresAt: string }>(
    room,
    officer,
    'POST',
    `/v1/cases/${items[0]!.id}/export`,
    {},
  );
  const status = async (link: string) => {
    const answer = await fetch(link);
    await answer.arrayBuffer();
    return answer.status;
  };
  expect(await status(url)).toBe(200);
  expect(await status(url.split('?')[0]!)).toBe(403);
  expect(Date.parse(expiresAt) - room.now()).toBeLessThanOrEqual(3_600_000);
  await room.advance('PT2H');
  expect(await status(url)).toBe(403);
});

test('a staff token ends', async () => {
  const status = async () =>
    (await fetch(`${room.url}/v1/me`, { headers: { authorization: `Bearer ${officer}` } })).status;
  expect(await status()).toBe(200);
  await room.advance('PT13H');
  expect(await status()).toBe(401);
});
