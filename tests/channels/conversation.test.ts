/** A person on the phone page and an officer at the API, through the whole local room. */
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom();
});
afterAll(() => room?.stop());

interface Recorded {
  pk: string;
  type: string;
  data: Record<string, unknown>;
}

async function ledger(): Promise<Recorded[]> {
  const { Items = [] } = await room.aws.dynamodb.send(new ScanCommand({ TableName: 'ops-room-local-ledger' }));
  return Items.map((item) => unmarshall(item) as Recorded);
}

async function say(key: string, said: object): Promise<void> {
  const answer = await fetch(`${room.url}/_local/phone/people/${key}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
  expect(answer.status).toBe(202);
  await room.settle();
}

async function chat(key: string): Promise<{ text: string; state: string; from: string }[]> {
  const answer = await fetch(`${room.url}/_local/phone/people/${key}`);
  return ((await answer.json()) as { chat: { text: string; state: string; from: string }[] }).chat;
}

async function officer(path: string, body: object): Promise<Response> {
  return fetch(`${room.url}/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await room.token('officer')}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

test('what a citizen writes opens a case; what an officer answers reaches the phone and comes back as read', async () => {
  await say('249900000012', { type: 'text', text: 'احنا في أم درمان ومفيش مياه من امبارح' });
  const received = (await ledger()).find(({ type }) => type === 'message.received');
  expect(received?.data).toMatchObject({
    channel: 'whatsapp',
    kind: 'text',
    text: 'احنا في أم درمان ومفيش مياه من امبارح',
  });

  const words = 'استلمنا رسالتك، سنتصل بك خلال ساعة';
  const answer = await officer(`/cases/${received?.pk.replace('case#', '')}/messages`, {
    contactId: received?.data.contactId,
    text: words,
  });
  expect(answer.status, await answer.text()).toBe(200);
  await room.settle();
  expect((await chat('249900000012')).at(-1)).toMatchObject({ from: 'room', text: words });
  await room.settle();

  const events = await ledger();
  const told = events
    .filter(({ type }) => type.startsWith('message.') && type !== 'message.received')
    .map(({ type, data }) => data.status ?? type);
  expect(told).toEqual(
    expect.arrayContaining(['message.queued', 'message.sending', 'message.sent', 'sent', 'delivered', 'read']),
  );
  expect(room.denied()).toEqual([]);
  expect(room.errors()).toEqual([]);
}, 60_000);

/** The case and contact that a text opened or went to. */
async function caseOf(text: string): Promise<{ id: string; contactId: unknown }> {
  const received = (await ledger()).find(({ type, data }) => type === 'message.received' && data.text === text);
  if (!received) throw new Error('nothing was received');
  return { id: received.pk.replace('case#', ''), contactId: received.data.contactId };
}

test('a person without a phone number is answered; a day later free words are held back and the case says so', async () => {
  const key = 'SD.215155203983311693';
  await say(key, { type: 'text', text: 'أنا في كسلا وأحتاج معلومات عن الباصات' });
  const { id, contactId } = await caseOf('أنا في كسلا وأحتاج معلومات عن الباصات');
  expect((await officer(`/cases/${id}/messages`, { contactId, text: 'كم عددكم؟' })).status).toBe(200);
  await room.settle();
  expect((await chat(key)).at(-1)).toMatchObject({ from: 'room', text: 'كم عددكم؟' });

  await room.advance('PT25H');
  expect((await officer(`/cases/${id}/messages`, { contactId, text: 'هل أنتم بخير؟' })).status).toBe(200);
  await room.settle();
  expect((await chat(key)).at(-1)).toMatchObject({ text: 'كم عددكم؟' });
  const failed = (await ledger()).filter(({ pk, type }) => pk === `case#${id}` && type === 'message.failed');
  expect(failed.map(({ data }) => data)).toMatchObject([{ code: 'window', detail: 'window_closed', retryable: false }]);
}, 120_000);

test('a mail is answered by mail, in its own conversation; one that comes back is work for an officer', async () => {
  const key = 'mail:huda@example.org';
  await say(key, { type: 'text', text: 'طلب مساعدة\nنحن ثلاثة في مدني بلا ماء' });
  const { id, contactId } = await caseOf('نحن ثلاثة في مدني بلا ماء');
  const [first] = (await chat(key)).filter(({ from }) => from === 'room');
  expect(first?.text).toContain(`Re: طلب مساعدة [${id}]`);
  const statuses = async () =>
    (await ledger())
      .filter(({ pk, type }) => pk === `case#${id}` && type === 'message.status')
      .map(({ data }) => data.status);
  expect(await statuses()).toEqual(['delivered']);

  await fetch(`${room.url}/_local/phone/people/${key}/off`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ off: true }),
  });
  expect((await officer(`/cases/${id}/messages`, { contactId, text: 'هل وصلكم الماء؟' })).status).toBe(200);
  await room.settle();
  expect(await statuses()).toEqual(['delivered', 'failed']);
  const owed = (await ledger()).find(({ pk, type }) => pk === `case#${id}` && type === 'promise.made');
  expect(owed?.data).toMatchObject({ contactId, text: expect.stringContaining('Permanent/General') });
  expect(room.denied()).toEqual([]);
  expect(room.errors()).toEqual([]);
}, 60_000);
