import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * Every function that writes loses the answer of its first writes, asks the ledger whether they stood, and goes on: the one reason for which each
 * may get an item of it. Beside it, calls that only rare days make.
 */
const WRITERS = [
  'api',
  'clock',
  'intake',
  'media',
  'outreach',
  'partner',
  'public',
  'reconcile',
  'redact',
  'relay',
  'reply',
];
/** A client asks three times before it gives up. */
const LOST_ANSWERS = 3;
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF')]);

/** A page of a comparison may take so long; so much more than that is what `reconcile` is given here: one page, and it must hand on. */
const PAGE_MS = 30_000;
const MORE_MS = 800;

let room: TestRoom;
/** Meta says once that too much was sent; Twilio has nothing, slowly. */
let provider: Server;
let refusals = 0;
const used = new Set<string>();
const lost = new Map<string, number>();

beforeAll(async () => {
  provider = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.method === 'POST' && /messages$/.test(request.url!)) {
      refusals += 1;
      if (refusals === 1) response.statusCode = 429;
      const answer =
        refusals === 1 ? { error: { code: 130429, message: 'rate' } } : { messages: [{ id: `wamid.${refusals}` }] };
      response.end(JSON.stringify(answer));
    } else {
      setTimeout(() => response.end('{"messages":[],"calls":[],"recordings":[],"next_page_uri":null}'), MORE_MS / 2);
    }
  });
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done));
  const api = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  room = await startTestRoom({
    env: { OPS_GRAPH_API_URL: api, OPS_TWILIO_API_URL: api },
    adapt(template) {
      template.functions.get('reconcile')!.timeoutMs = PAGE_MS + MORE_MS;
    },
    onGrant: ({ caller, action, resource }) => void used.add(`${caller} ${action} ${resource}`),
  });
  room.onCall(({ caller, operation, phase }) => {
    if (phase !== 'after' || operation !== 'TransactWriteItems' || !WRITERS.includes(caller)) return;
    const count = lost.get(caller) ?? 0;
    lost.set(caller, count + 1);
    // In pairs of rounds, so that one of them falls together whatever runs beside it.
    if (count < 2 * LOST_ANSWERS) throw new Error('the line is cut');
  });
}, 240_000);
afterAll(async () => {
  await room?.stop();
  provider.closeAllConnections();
  provider.close();
});

const granted = (caller: string, action: string, resource: string) =>
  [...used].some((one) => one.startsWith(`${caller} ${action} `) && one.includes(resource));

test('a write whose answer was lost is looked for in the ledger, by every function that writes, and done once', async () => {
  const [officer, supervisor, director] = (await Promise.all(
    ['officer', 'supervisor', 'director'].map(room.token),
  )) as [string, string, string];
  const post = <T>(token: string, path: string, body: object, head?: Head) =>
    call<T>(room, token, 'POST', path, body, head);

  await deliver(room, whatsapp(room, [{ id: 'lost-1', text: 'بنتي مصابة في الخرطوم' }]));
  const form = new FormData();
  form.set('submission_id', '00000000-0000-4000-8000-00000000d00d');
  form.set('message', 'مفيش مية ولا أكل من يومين');
  form.set('photo', new File([new Uint8Array(JPEG)], 'x.jpg'));
  expect((await fetch(`${room.url}/report`, { method: 'POST', body: form })).status).toBe(201);
  await room.settle();

  const { items } = await call<{ items: { id: string }[] }>(room, officer, 'GET', '/v1/cases');
  expect(items).toHaveLength(2);
  const written = await Promise.all(items.map(({ id }) => call<Head>(room, officer, 'GET', `/v1/cases/${id}`)));
  const one = written.find(({ counts }) => counts.messagesOut > 0)!;
  const { id } = one;
  await post<Head>(officer, `/v1/cases/${id}/triage`, { priority: 'P1', category: 'injury', reason: 'gunshot' }, one);
  await post(officer, `/v1/cases/${id}/notes`, { text: 'called from a neighbour' });
  const asked = await post<Head>(officer, `/v1/cases/${id}/escalations`, { agency: 'erc', ask: 'Ambulance' });
  await room.settle();
  const { alertId } = asked.escalations[0]!;
  const erc = await room.agencyToken('erc');
  await post(erc, `/partner/v1/alerts/${alertId}/acknowledge`, { by: 'Mona', role: 'duty' });

  const { items: events } = await call<{ items: { seq: number; type: string }[] }>(
    room,
    officer,
    'GET',
    `/v1/cases/${id}/timeline?limit=200`,
  );
  const note = events.find(({ type }) => type === 'note.added')!;
  expect(events.filter(({ type }) => type === 'note.added')).toHaveLength(1);
  await post(director, `/v1/cases/${id}/redactions`, { seqs: [note.seq], reason: 'asked by the person' });
  const rumour = await post<{ id: string }>(officer, '/v1/rumours', {
    claim: { ar: 'المعبر مفتوح', en: 'The crossing is open' },
  });
  await post(officer, `/v1/rumours/${rumour.id}/check`, { authority: 'the consulate' });
  const reviewAt = new Date(room.now() + 3_600_000).toISOString();
  await post(officer, `/v1/rumours/${rumour.id}/verdict`, { status: 'false', sources: ['the consulate'], reviewAt });
  await post(supervisor, '/v1/reconciliations', {});
  await room.settle();
  await room.advance('PT2H');

  expect([...lost.keys()].sort()).toEqual(WRITERS);
  const looked = [...used].flatMap((one) =>
    (/^(\S+) dynamodb:GetItem \S+table\/ops-room-local-ledger$/.exec(one) ?? []).slice(1),
  );
  expect(looked.sort()).toEqual(WRITERS);
  for (const { id: each } of items)
    expect(await call(room, officer, 'GET', `/v1/cases/${each}/timeline/verification`)).toMatchObject({ valid: true });
}, 180_000);

test('a tier of the room’s own gets other contacts; a mail is fetched from the bucket and its files are left for media', async () => {
  const admin = await room.token('admin');
  const { version, ...rung } = await call<Record<string, unknown> & { version: number }>(
    room,
    admin,
    'GET',
    '/v1/agencies/rung-t4',
  );
  const {
    id: _,
    clientId: _c,
    state: _s,
    red: _r,
    faults: _f,
    proved: _p,
    lastDrillAt: _d,
    lastDrillResult: _l,
    client: _k,
    ...body
  } = rung;
  const tier = (...addresses: string[]) => ({
    role: { ar: 'الوزير', en: 'Minister' },
    contacts: addresses.map((address) => ({ channel: 'email', address })),
  });
  const put = (tiers: object[], at: number) =>
    call<{ version: number }>(room, admin, 'PUT', '/v1/agencies/rung-t4', { ...body, tiers }, { version: at });
  const first = await put([tier('a@room.example', 'b@room.example')], version);
  for (const { token } of room.room.aws.deliveries()) if (token) await room.room.aws.confirmSubscription(token);
  const second = await put([tier('a@room.example'), tier('b@room.example')], first.version);
  await put([tier('a@room.example')], second.version);
  expect([...used]).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^api sns:Unsubscribe \S+-rung-\*$/),
      expect.stringMatching(/^api sns:SetSubscriptionAttributes \S+-rung-\*$/),
    ]),
  );

  const bucket = room.room.template.functions.get('webhooks')!.environment.OPS_MAIL_BUCKET!;
  await room.aws.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const mime = [
    'From: Huda <huda@example.org>',
    'To: help@ops.example.test',
    'Subject: photo',
    'Message-ID: <lost-mail@example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The house is gone.',
    '--b',
    'Content-Type: image/jpeg; name=x.jpg',
    'Content-Disposition: attachment; filename=x.jpg',
    'Content-Transfer-Encoding: base64',
    '',
    JPEG.toString('base64'),
    '--b--',
    '',
  ].join('\r\n');
  await room.aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'received/lost-mail', Body: mime }));
  const ses = {
    mail: {
      messageId: 'lost-mail',
      source: 'huda@example.org',
      destination: ['help@ops.example.test'],
      commonHeaders: { from: ['huda@example.org'], subject: 'photo' },
    },
    receipt: {
      recipients: ['help@ops.example.test'],
      virusVerdict: { status: 'PASS' },
      action: { type: 'S3', bucketName: bucket, objectKey: 'received/lost-mail' },
    },
  };
  await room.invoke('webhooks', { Records: [{ eventSource: 'aws:ses', ses }] });
  await room.settle();
  expect([...used]).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^webhooks s3:GetObject \S+\/received\/\*$/),
      expect.stringMatching(/^webhooks s3:PutObject \S+quarantine\/mail\/\*$/),
    ]),
  );
}, 180_000);

test('what relay could not hand on, the clock does; what a provider puts off waits; what time ends, the next run goes on with', async () => {
  const officer = await room.token('officer');
  const leave = await call<{ key: string; url: string; fields: Record<string, string> }>(
    room,
    officer,
    'POST',
    '/v1/uploads',
    {},
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(leave.fields)) form.set(name, value);
  form.set('file', new File([new Uint8Array(JPEG)], 'x.jpg'));
  expect((await fetch(leave.url, { method: 'POST', body: form })).status).toBeLessThan(300);
  expect(granted('api', 's3:PutObject', 'quarantine/staff/')).toBe(true);

  const stop = room.onCall(({ caller, operation, phase }) => {
    if (caller === 'relay' && operation.startsWith('SendMessage') && phase === 'before')
      throw new Error('the line is cut');
  });
  const opened = await call<Head>(room, officer, 'POST', '/v1/cases', {
    channel: 'monitoring',
    reporter: {},
    text: 'صورة من أم درمان: بيت محترق',
    country: 'SD',
    screenshot: leave.key,
  });
  const before = (await board(room, officer)).length;
  await deliver(room, whatsapp(room, [{ id: 'late-1', from: '249910000666', text: 'مفيش مية في الحي' }]));
  await expect.poll(async () => (await board(room, officer)).length, { timeout: 20_000 }).toBe(before + 1);
  // The first time the answer is composed, the second time it is overdue, too.
  for (const _ of ['composed', 'handed on']) await room.room.advance('PT3M');
  stop();
  await room.settle();
  expect(granted('clock', 'sqs:SendMessage', '-replies')).toBe(true);
  expect(granted('clock', 'sqs:SendMessage', '-media')).toBe(true);
  const { items } = await call<{ items: { type: string }[] }>(
    room,
    officer,
    'GET',
    `/v1/cases/${opened.id}/timeline?limit=200`,
  );
  expect(items.filter(({ type }) => type === 'attachment.stored')).toHaveLength(1);

  refusals = 0;
  await deliver(room, whatsapp(room, [{ id: 'later-1', from: '249910000888', text: 'محتاج اعرف مواعيد الباص' }]));
  await room.settle();
  expect(granted('reply', 'sqs:ChangeMessageVisibility', 'replies')).toBe(true);
  await room.advance('PT10M');
  expect(refusals).toBeGreaterThan(1);

  await call(room, await room.token('supervisor'), 'POST', '/v1/reconciliations', {});
  await room.settle();
  expect(granted('reconcile', 'sqs:SendMessage', '-reconcile')).toBe(true);
}, 180_000);

test('a duty officer answers by his telephone without a code', async () => {
  const officer = await room.token('officer');
  const { id } = await call<Head>(room, officer, 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { name: 'Hala', phone: '+249910000999' },
    text: 'مفقود في بحري',
    country: 'SD',
  });
  const head = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  await call(
    room,
    officer,
    'POST',
    `/v1/cases/${id}/triage`,
    { priority: 'P2', category: 'missing_person', reason: 'no word' },
    head,
  );
  await call(room, officer, 'POST', `/v1/cases/${id}/escalations`, { agency: 'mfa', ask: 'Look for him' });
  await room.settle();
  await deliver(room, whatsapp(room, [{ id: 'reply-1', from: '201000018001', text: 'تم' }]));
  await room.settle();
  expect(granted('intake', 'dynamodb:Query', 'index/agency')).toBe(true);
  const { escalations } = await call<Head>(room, officer, 'GET', `/v1/cases/${id}`);
  expect(escalations.map(({ state }) => state)).toEqual(['acknowledged']);
}, 90_000);
