import { randomBytes } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../shared/ledger/chain.ts';
import { dynamoStore } from '../../shared/ledger/dynamo.ts';
import { fromItem, type Item } from '../../shared/ledger/item.ts';
import { contactStream } from '../../shared/people/contacts.ts';
import { call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/**
 * Somebody who writes to the room asks to be forgotten: his name, his number and what he said stand in no row of any table and in no object, also
 * beside his case, while the room goes on knowing him by his next message.
 */
let room: TestRoom;
const NAME = 'نادية الشريف';
const NUMBER = '249910000456';
const CALLER = '+249912345678';
const PLANTED = [NAME, NUMBER, CALLER, 'Zanqalawy'];
const TABLES = ['cases', 'ledger'].map((name) => `ops-room-local-${name}`);

interface Event {
  seq: number;
  type: string;
  data: { contactId?: string; message?: unknown };
}

beforeAll(async () => {
  room = await startTestRoom();
});
afterAll(() => room.stop());

/** Every row that counts, of every table and index; a row whose time is over is DynamoDB's to remove. */
async function rows(): Promise<string[]> {
  const now = room.now() / 1000;
  const all: Item[] = [];
  for (const TableName of TABLES) {
    for (const IndexName of TableName.endsWith('cases')
      ? [undefined, 'board', 'owner', 'due', 'agency']
      : [undefined]) {
      let start: Item | undefined;
      do {
        const where = IndexName ? { IndexName } : { ConsistentRead: true };
        const page = await room.aws.dynamodb.send(
          new ScanCommand({ TableName, ...where, ...(start ? { ExclusiveStartKey: start } : {}) }),
        );
        all.push(...(page.Items ?? []));
        start = page.LastEvaluatedKey;
      } while (start);
    }
  }
  return all
    .map((item) => fromItem<{ ttl?: number }>(item))
    .filter(({ ttl }) => ttl === undefined || ttl > now)
    .map((row) => JSON.stringify(row));
}

async function objects(): Promise<string[]> {
  const { s3 } = room.aws;
  const all: string[] = [];
  for (const { Name: Bucket } of (await s3.send(new ListBucketsCommand({}))).Buckets ?? []) {
    for (const { Key } of (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      all.push(`${Key} ${await Body!.transformToString()}`);
    }
  }
  return all;
}

/** Where what was planted still stands. */
async function found(): Promise<string[]> {
  return [...(await rows()), ...(await objects())].filter((text) => PLANTED.some((word) => text.includes(word)));
}

const says = (id: string, text: string) => whatsapp(room, [{ from: NUMBER, name: NAME, id, text }], room.now());

test('no row and no object tells of him any more, whoever died meanwhile and whatever comes again; his next message finds his case', async () => {
  const [officer, director, admin] = await Promise.all(['officer', 'director', 'admin'].map(room.token));
  const post = <T = Head>(path: string, body: unknown) => call<T>(room, officer!, 'POST', path, body);
  const first = says('forget-1', `أنا ${NAME} محبوسة في البيت والمية خلصت Zanqalawy`);
  await deliver(room, first);
  await room.settle();
  const [{ id }] = (await call<{ items: { id: string }[] }>(room, officer!, 'GET', '/v1/cases')).items as [
    { id: string },
  ];
  await deliver(room, says('forget-2', `جارتي Zanqalawy كمان محتاجة أكل، رقمها ${CALLER}`));
  await room.settle();
  const path = `/v1/cases/${id}`;
  const timeline = async (place = path) =>
    (await call<{ items: Event[] }>(room, officer!, 'GET', `${place}/timeline?limit=200`)).items;
  const { contactId } = (await timeline()).find(({ type }) => type === 'message.received')!.data;

  // Whatever staff may write down of her.
  await call(
    room,
    officer!,
    'PUT',
    `${path}/contacts/${contactId}`,
    {
      callBack: 'only_text',
      sharedDevice: true,
      captorMaySee: false,
      note: `the brother of Zanqalawy reads along on ${NUMBER}`,
    },
    { version: 0 },
  );
  await post(`${path}/notes`, { text: `${NAME} is the sister of Zanqalawy` });
  await post(`${path}/persons`, { name: NAME, phone: CALLER, note: 'Zanqalawy' });
  await post(`${path}/locations`, {
    text: 'Zanqalawy street 4',
    source: 'caller',
    observedAt: new Date(room.now()).toISOString(),
  });
  const { version } = await call<Head>(room, officer!, 'GET', path);
  const triage = {
    priority: 'P2',
    category: 'trapped_basic_needs',
    city: 'Zanqalawy city',
    reason: 'Zanqalawy said so',
  };
  await call(room, officer!, 'POST', `${path}/triage`, triage, { version });
  await post(`${path}/escalations`, { agency: 'erc', ask: 'water for Zanqalawy', place: 'house of Zanqalawy' });
  await post(`${path}/messages`, { contactId, text: `يا ${NAME} وصلت رسالتك` });
  await post(`${path}/await`, { on: 'reporter', text: `asked Zanqalawy for her pin` });
  const [, second] = (await timeline()).filter(({ type }) => type === 'message.received') as {
    data: { messageId: string };
  }[] &
    Event[];
  await post(`${path}/messages/${second!.data.messageId}/move`, { to: 'new' });
  // And somebody who called.
  const called = await call<Head>(room, officer!, 'POST', '/v1/cases', {
    channel: 'phone',
    reporter: { name: 'Zanqalawy', phone: CALLER, relationship: 'parent' },
    text: 'Zanqalawy asks about the bus',
    country: 'SD',
  });
  await room.settle();
  const ids = (await call<{ items: { id: string }[] }>(room, officer!, 'GET', '/v1/cases')).items.map((row) => row.id);
  const moved = ids.find((other) => other !== id && other !== called.id)!;
  for (const form of ['ndjson', 'page']) await post(`${path}/export`, { form });
  expect((await objects()).filter((text) => text.startsWith(`exports/${id}/`))).toHaveLength(2);
  expect((await found()).length).toBeGreaterThan(17);

  // The decisions; then three minutes in which half of the calls are cut after they were done, one kind after the other.
  const holding = (events: Event[]) =>
    events.filter((event) => PLANTED.some((word) => JSON.stringify(event).includes(word)));
  for (const each of [id, called.id]) {
    const seqs = holding(await timeline(`/v1/cases/${each}`))
      .filter(({ type }) => type !== 'message.queued' && type !== 'message.moved')
      .map(({ seq }) => seq);
    await call(room, director!, 'POST', `/v1/cases/${each}/redactions`, { seqs, reason: 'asked by the person' });
  }
  for (const operation of ['PutItem', 'UpdateItem', 'Query'] as const) {
    room.fault({ service: 'dynamodb', operation, kind: 'crash-after-commit', rate: 0.5 });
    await room.advance('PT1M');
    room.clearFaults();
  }
  // The second minute carries out what the first decided on the case that the message was moved to.
  await room.advance('PT1M');
  await room.advance('PT1M');
  expect(await found()).toEqual([]);

  // Nothing brings it back: the provider's second delivery, figures counted anew.
  await deliver(room, first);
  await call(room, admin!, 'POST', '/v1/metrics/rebuild', {});
  await room.advance('PT1M');
  expect(await found()).toEqual([]);
  for (const each of [id, moved, called.id]) {
    const verified = await call(room, officer!, 'GET', `/v1/cases/${each}/timeline/verification`);
    expect(verified, each).toMatchObject({ valid: true });
  }
  const store = dynamoStore({
    client: room.aws.dynamodb,
    tables: { cases: TABLES[0]!, ledger: TABLES[1]! },
    now: room.now,
    random: (bytes) => randomBytes(bytes),
  });
  const stream = contactStream(contactId!);
  const contactHead = (await store.head(stream))!;
  expect(await verify(store.chain(stream), contactHead)).toMatchObject({ valid: true });
  expect((await timeline(`/v1/cases/${moved}`)).map(({ type }) => type)).toContain('redaction.done');
  const rules = await call(room, officer!, 'GET', `${path}/contacts/${contactId}`);
  expect(rules).toMatchObject({ name: null, identities: [], safety: { callBack: 'only_text', sharedDevice: true } });
  expect(JSON.stringify(rules)).not.toContain('"note"');
  const search = await call<{ items: unknown[] }>(room, officer!, 'POST', '/v1/contacts/search', { phone: CALLER });
  expect(search.items).toEqual([]);

  // Her next message is led to her case, and says anew who she is.
  await deliver(room, says('forget-3', 'وصل المية شكرا'));
  await room.settle();
  const head = await call<Head & { reporters: { contactId: string; name: string | null; writable: boolean }[] }>(
    room,
    officer!,
    'GET',
    path,
  );
  expect(head.reporters).toMatchObject([{ contactId, writable: true }]);
  const last = (await timeline()).findLast(({ type }) => type === 'message.received');
  expect(last?.data).toMatchObject({ contactId, text: 'وصل المية شكرا' });
  expect((await call<{ items: unknown[] }>(room, officer!, 'GET', '/v1/cases')).items).toHaveLength(ids.length);

  expect(room.logs().filter((line) => JSON.stringify(line).includes('relay.tampered'))).toEqual([]);
  expect(room.denied()).toEqual([]);
}, 150_000);
