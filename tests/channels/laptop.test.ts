/** A person at each simulated provider and the whole local room: taken in, answered where the channel can, nothing denied or stuck. */
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom();
}, 60_000);
afterAll(() => room?.stop());

const person = (key: string, path: string) => `${room.url}/_local/phone/people/${encodeURIComponent(key)}${path}`;

async function say(key: string, said: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(person(key, '/messages'), { method: 'POST', headers, body: JSON.stringify(said) });
  expect(answer.status).toBe(202);
}

async function show(key: string, type: string): Promise<void> {
  const form = new FormData();
  form.set('type', type);
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==',
    'base64',
  );
  form.set('file', new File([png], 'a.png', { type: 'image/png' }));
  expect((await fetch(person(key, '/messages'), { method: 'POST', body: form })).status).toBe(202);
}

interface Recorded {
  pk: string;
  type: string;
  data: Record<string, unknown>;
}

async function ledger(): Promise<Recorded[]> {
  const { Items = [] } = await room.aws.dynamodb.send(new ScanCommand({ TableName: 'ops-room-local-ledger' }));
  return Items.map((item) => unmarshall(item) as Recorded);
}

const ANSWERED = {
  messenger: 'fb:5600000000000001',
  telegram: 'tg:5100000001',
  sms: 'sms:+447700900101',
  twilio_whatsapp: 'sms:whatsapp:+249900000077',
};

test('every channel', async () => {
  for (const key of Object.values(ANSWERED))
    await say(key, { type: 'text', text: 'احنا في أم درمان ومفيش مياه من امبارح' });
  await say('mail:huda@example.org', { type: 'text', text: 'طلب مساعدة\nوالدي في نيالا ويحتاج غسيل كلى' });
  await say('sms:+447700900101', { type: 'call' });
  await room.settle();

  for (const [channel, key] of Object.entries({ ...ANSWERED, email: 'mail:huda@example.org' })) {
    const { chat } = (await (await fetch(person(key, ''))).json()) as { chat: { from: string; text: string }[] };
    expect(
      chat.filter(({ from }) => from === 'room'),
      channel,
    ).toHaveLength(1);
  }
  const events = await ledger();
  const opened = events.flatMap(({ type, data }) => (type === 'case.opened' ? [data.channel] : []));
  expect(opened.sort()).toEqual(['email', 'messenger', 'sms', 'telegram', 'twilio_whatsapp', 'voice']);
  const sent = events.filter(({ type }) => type === 'message.sent');
  expect(sent).toHaveLength(Object.keys(ANSWERED).length + 1);
  const mail = events.find(({ type, data }) => type === 'message.received' && data.channel === 'email');
  expect(mail?.data).toMatchObject({ subject: 'طلب مساعدة', text: 'والدي في نيالا ويحتاج غسيل كلى' });
  expect(room.denied()).toEqual([]);
  expect(room.errors()).toEqual([]);
}, 90_000);

test('a photo by each of them is fetched and kept', async () => {
  const keys = [...Object.values(ANSWERED), 'mail:huda@example.org'];
  for (const key of keys) await show(key, 'image');
  await show('sms:+447700900101', 'call');
  await room.settle();
  const events = await ledger();
  const kept = events.filter(({ type }) => type === 'attachment.stored');
  const failed = events.filter(({ type }) => type === 'attachment.failed').map(({ data }) => data);
  expect(failed).toEqual([]);
  expect(kept).toHaveLength(keys.length + 1);
  expect(room.denied()).toEqual([]);
}, 90_000);
