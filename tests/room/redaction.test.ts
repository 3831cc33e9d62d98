import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Somebody asks to be forgotten: two people agree, and nothing of it lies anywhere any more, while the chain still verifies. */
let room: TestRoom;
const SECRET = 'نادية الشريف';
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF')]);

beforeAll(async () => {
  room = await startTestRoom();
});
afterAll(() => room.stop());

async function report(): Promise<string> {
  const form = new FormData();
  form.set('submission_id', '00000000-0000-4000-8000-000000000001');
  form.set('message', `${SECRET} محبوسة والمية خلصت`);
  form.set('name', SECRET);
  form.set('photo', new File([new Uint8Array(JPEG)], 'x.jpg'));
  const page = await (await fetch(`${room.url}/report`, { method: 'POST', body: form })).text();
  return /class="key"><bdi>([^<]+)</.exec(page)![1]!;
}

/** Everything that lies in the room's tables, as text. */
async function everything(): Promise<string> {
  const tables = ['cases', 'ledger'].map((name) => `ops-room-local-${name}`);
  const pages = await Promise.all(
    tables.map((TableName) => room.aws.dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }))),
  );
  return JSON.stringify(pages.map(({ Items }) => Items));
}

test('what was said, the photo and the name go for good; the case, its clocks and its chain stay', async () => {
  const [officer, supervisor, director] = await Promise.all(['officer', 'supervisor', 'director'].map(room.token));
  const id = await report();
  await room.settle();
  const note = { text: `${SECRET} called from a neighbour's phone` };
  await call(room, officer!, 'POST', `/v1/cases/${id}/notes`, note);
  expect(await everything()).toContain(SECRET);

  interface Event {
    seq: number;
    type: string;
    data: Record<string, unknown>;
    redactedBy?: string;
  }
  const timeline = async () =>
    (await call<{ items: Event[] }>(room, officer!, 'GET', `/v1/cases/${id}/timeline?limit=200`)).items;
  const before = await timeline();
  const seqOf = (type: string) => before.find((event) => event.type === type)!.seq;
  const stored = before.find(({ type }) => type === 'attachment.stored')!;
  const photo = `/v1/cases/${id}/attachments/${stored.data.messageId}/0`;
  const { url } = await call<{ url: string }>(room, officer!, 'GET', photo);

  const ask = { seqs: [seqOf('message.received'), seqOf('note.added')], reason: 'asked by the person, law 151' };
  await expect(call(room, officer!, 'POST', `/v1/cases/${id}/redactions`, ask)).rejects.toThrow('403');
  await expect(call(room, supervisor!, 'POST', `/v1/cases/${id}/redactions`, { ...ask, seqs: [9999] })).rejects.toThrow(
    '/seqs/0',
  );
  const asked = await call<{ redactions: { redactionId: string }[] }>(
    room,
    supervisor!,
    'POST',
    `/v1/cases/${id}/redactions`,
    ask,
  );
  const { redactionId } = asked.redactions[0]!;
  const approve = `/v1/cases/${id}/redactions/${redactionId}/approve`;
  await expect(call(room, supervisor!, 'POST', approve, {})).rejects.toThrow('second-person');
  await call(room, director!, 'POST', approve, {});
  await room.advance('PT1M');

  expect(await everything()).not.toContain(SECRET);
  expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
  expect(await call(room, officer!, 'GET', photo)).toMatchObject({ state: 'failed' });
  const after = await timeline();
  expect(after.filter(({ redactedBy }) => redactedBy).map(({ type }) => type)).toEqual(
    expect.arrayContaining(['case.opened', 'message.received', 'attachment.stored', 'note.added']),
  );
  expect(after.at(-1)).toMatchObject({ type: 'redaction.done', data: { objects: 1 } });
  const verified = await call(room, officer!, 'GET', `/v1/cases/${id}/timeline/verification`);
  expect(verified).toMatchObject({ valid: true });
  expect(await call(room, officer!, 'GET', `/v1/cases/${id}`)).toMatchObject({
    status: 'new',
    counts: { messagesIn: 1 },
  });
  // The relay sees that the ledger was changed, and that it was a recorded redaction: no alarm.
  const tampered = room.logs().filter((line) => JSON.stringify(line).includes('relay.tampered'));
  expect(tampered).toEqual([]);
  expect(room.denied()).toEqual([]);
});
