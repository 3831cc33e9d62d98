import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** A person with a phone, and the room behind: every photo is fetched, kept, and seen only by those who may read the case. */
let room: TestRoom;
let officer: string;

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF passport')]);

interface Event {
  seq: number;
  type: string;
  data: Record<string, unknown>;
}

interface Bubble {
  from: 'person' | 'room';
  text: string;
}

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});
afterAll(() => room.stop());

async function person(number: string): Promise<string> {
  const answer = await post('/_local/phone/people', { phone: number, name: 'Karim' });
  return ((await answer.json()) as { key: string }).key;
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(room.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function send(key: string, bytes: Uint8Array, type: string): Promise<void> {
  const form = new FormData();
  form.set('file', new File([Buffer.from(bytes)], 'photo', { type }));
  form.set('text', 'دي صورة جوازي');
  const answer = await fetch(`${room.url}/_local/phone/people/${key}/messages`, { method: 'POST', body: form });
  expect(answer.status).toBe(202);
  await room.settle();
}

async function chat(key: string): Promise<Bubble[]> {
  const answer = await fetch(`${room.url}/_local/phone/people/${key}`);
  return ((await answer.json()) as { chat: Bubble[] }).chat;
}

async function timeline(id: string): Promise<Event[]> {
  const page = await call<{ items: Event[] }>(room, officer, 'GET', `/v1/cases/${id}/timeline?limit=200`);
  return page.items;
}

const known = new Set<string>();

/** The case that was not there before. */
async function newest(): Promise<string> {
  const [id] = (await board(room, officer)).filter((each) => !known.has(each));
  known.add(id!);
  return id!;
}

test('a photo lies in the bucket, and whoever may read the case sees it by a link that does not last', async () => {
  await send(await person('249910000501'), JPEG, 'image/jpeg');
  const id = await newest();
  const events = await timeline(id);
  const message = events.find(({ type }) => type === 'message.received')!;
  const outcome = events.find(({ type }) => type === 'attachment.stored')!;
  const messageId = message.data.messageId as string;
  expect(outcome.data).toMatchObject({
    messageId,
    n: 0,
    key: `${messageId}/0`,
    mime: 'image/jpeg',
    bytes: JPEG.length,
  });
  expect(outcome.data.sha256).toBe(createHash('sha256').update(JPEG).digest('hex'));

  const path = `/v1/cases/${id}/attachments/${messageId}/0`;
  const seen = await call<{ state: string; url: string }>(room, officer, 'GET', path);
  expect(seen.state).toBe('stored');
  const got = await fetch(seen.url);
  expect(got.status).toBe(200);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(JPEG);
  expect((await fetch(seen.url.split('?')[0]!)).status).toBe(403);
  await expect(call(room, officer, 'GET', `/v1/cases/${id}/attachments/${messageId}/1`)).rejects.toThrow('404');
  await expect(call(room, officer, 'GET', path.replace(id, 'K7M2-9QXF'))).rejects.toThrow('404');
  expect(room.denied()).toEqual([]);
});

test('a program that calls itself a photo is refused, and the timeline says why', async () => {
  await send(await person('249910000502'), Buffer.from('MZ\x90\0'), 'image/jpeg');
  const id = await newest();
  const failed = (await timeline(id)).find(({ type }) => type === 'attachment.failed');
  expect(failed?.data).toMatchObject({ reason: 'refused_type' });
  const { messageId } = failed!.data as { messageId: string };
  expect(await call(room, officer, 'GET', `/v1/cases/${id}/attachments/${messageId}/0`)).toEqual({
    state: 'failed',
    reason: 'refused_type',
  });
});

test('whoever writes reads one answer with his reference, and a second message brings no second one', async () => {
  const key = await person('249910000503');
  await post(`/_local/phone/people/${key}/messages`, { type: 'text', text: 'احنا محبوسين في البيت والمية خلصت' });
  await room.settle();
  const id = await newest();
  await post(`/_local/phone/people/${key}/messages`, { type: 'text', text: 'ومعانا ولاد' });
  await room.settle();
  const answers = (await chat(key)).filter(({ from }) => from === 'room');
  expect(answers).toHaveLength(1);
  expect(answers[0]!.text).toContain(id);
  expect(answers[0]!.text).toMatch(/الرقم السري للمتابعة: \d{6}/);
  const types = (await timeline(id)).map(({ type }) => type);
  expect(types.indexOf('message.queued')).toBeGreaterThan(types.indexOf('message.received'));
  const head = await call<{ clocks: { name: string; stoppedAt?: string }[]; firstHumanActionAt: string | null }>(
    room,
    officer,
    'GET',
    `/v1/cases/${id}`,
  );
  expect(head.clocks.find(({ name }) => name === 'auto_receipt')?.stoppedAt).toBeTruthy();
  expect(head.clocks.find(({ name }) => name === 'first_human_response')?.stoppedAt).toBeUndefined();
  expect(head.firstHumanActionAt).toBeNull();
});
