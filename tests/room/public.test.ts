import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** A person with a browser and no messenger, through the room's real gateway and roles. */
let room: TestRoom;
let officer: string;

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF')]);

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});
afterAll(() => room.stop());

function post(path: string, fields: Record<string, string>, file?: Buffer): Promise<Response> {
  const form = file ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (form instanceof FormData) form.set('photo', new File([new Uint8Array(file!)], 'x.jpg'));
  return fetch(room.url + path, { method: 'POST', body: form });
}

/** Reference and PIN as the page shows them. */
function keysIn(page: string): { reference: string; pin: string } {
  const [reference, pin] = [...page.matchAll(/class="key"><bdi>([^<]+)</g)].map(([, shown]) => shown!);
  return { reference: reference!, pin: pin! };
}

const submissionIn = (page: string) => /name="submission_id" value="([^"]+)"/.exec(page)![1]!;

test('a report without any script: form, reference and PIN, a photo, the status, and an officer who sees it all', async () => {
  const form = await (await fetch(`${room.url}/report`)).text();
  const sent = await post('/report', {
    submission_id: submissionIn(form),
    message: 'احنا محبوسين والمية خلصت',
    phone: '+249900000001',
  });
  expect(sent.status).toBe(201);
  const page = await sent.text();
  const keys = keysIn(page);

  const added = await post('/report', { ...keys, submission_id: submissionIn(page) }, JPEG);
  expect(added.status).toBe(201);
  await room.settle();

  const { items } = await call<{ items: { type: string; data: { key?: string } }[] }>(
    room,
    officer,
    'GET',
    `/v1/cases/${keys.reference}/timeline?limit=100`,
  );
  const types = items.map(({ type }) => type);
  expect(types.filter((type) => type === 'message.received')).toHaveLength(2);
  const stored = items.find(({ type }) => type === 'attachment.stored')!;
  const link = await call<{ url: string }>(
    room,
    officer,
    'GET',
    `/v1/cases/${keys.reference}/attachments/${stored.data.key}`,
  );
  expect(Buffer.from(await (await fetch(link.url)).arrayBuffer())).toEqual(JPEG);
  // The page was the answer: nobody is written to over the web.
  expect(types).not.toContain('message.queued');

  const status = await post('/status', keys);
  expect(status.status).toBe(200);
  expect(await status.text()).toContain('لم يراجعه موظف بعد');
  expect(room.denied()).toEqual([]);
});

test('a photo larger than the gateway carries costs nothing that was said before it', async () => {
  const form = await (await fetch(`${room.url}/report`)).text();
  const sent = await post('/report', { submission_id: submissionIn(form), message: 'محبوسين' });
  const page = await sent.text();
  const large = Buffer.concat([JPEG, Buffer.alloc(7 * 1024 * 1024)]);
  const refused = await post('/report', { ...keysIn(page), submission_id: submissionIn(page) }, large);
  expect(refused.status).toBe(413);
  expect((await post('/status', keysIn(page))).status).toBe(200);
});

test('a complaint is a case on a board of its own, with the ministry to ask; danger in its words stands above the choice', async () => {
  const form = async () => submissionIn(await (await fetch(`${room.url}/report?kind=complaint`)).text());
  const complain = async (message: string) =>
    keysIn(await (await post('/report', { submission_id: await form(), kind: 'complaint', message })).text()).reference;
  const calm = await complain('الموظف في السفارة لم يرد على طلب تجديد الجواز');
  const shot = await complain('بنتي مصابة بطلق ناري وبتنزف');
  await room.settle();
  const board = async (desk: string) =>
    (await call<{ items: { id: string }[] }>(room, officer, 'GET', `/v1/cases?desk=${desk}`)).items.map(({ id }) => id);
  expect(await board('requests')).toEqual([calm]);
  expect(await board('distress')).toContain(shot);
  expect(await call(room, officer, 'GET', `/v1/cases/${calm}`)).toMatchObject({
    category: 'complaint',
    priority: 'P4',
  });
  const { routes } = await call<{ routes: { agency: string }[] }>(room, officer, 'GET', `/v1/cases/${calm}/routes`);
  expect(routes.map(({ agency }) => agency)).toContain('mfa');
});

test('what goes wrong is logged without words, names or PIN, and told to the person', async () => {
  const form = await (await fetch(`${room.url}/report`)).text();
  const report = { submission_id: submissionIn(form), message: 'كلمة لا تقال لأحد', name: 'نادية الشريف' };
  const keys = keysIn(await (await post('/report', report)).text());
  room.fault({ service: 'dynamodb', operation: 'GetItem', kind: 'error', rate: 1, ms: 0 });
  const answers = await Promise.all([post('/report', { ...report, message: 'كلمة أخرى' }), post('/status', keys)]);
  room.clearFaults();
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('لم يُسجل بعد');
  }
  await room.settle();
  const logs = JSON.stringify(room.logs());
  expect(logs).toContain('http.failed');
  for (const secret of ['كلمة', 'نادية', keys.pin]) expect(logs).not.toContain(secret);
});
