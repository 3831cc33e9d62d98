/** Every public case against the whole local room: once in order, and twice, shuffled, sixteen at a time. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { InboundStatus } from '../../shared/channels/types.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { type Case, signCase } from './sign.ts';
import { SETTINGS, Webhooks } from './webhooks.ts';

/** All but the one that SES brings without HTTP. */
const cases = (JSON.parse(readFileSync(new URL('./data/cases.json', import.meta.url), 'utf8')) as Case[]).filter(
  (c) => c.method !== 'EVENT',
);
/** The form is another function's, which takes in what it is given at once. */
const byWebhook = cases.filter((c) => c.provider !== 'webform');

/** SNS's certificate, which stands where the cases' mails say and is fetched here. */
const certificate = cases.find((c) => c.sign.cert)?.sign.cert ?? '';
const sns = createServer((_request, response) => response.end(certificate));
beforeAll(() => new Promise<void>((done) => sns.listen(0, 'localhost', done)));
afterAll(() => new Promise((done) => sns.close(done)));

interface Recorded {
  type: string;
  data: { channel?: string; providerMessageId?: string; kind?: string; quiet?: boolean; status?: string };
}

async function withRoom<T>(work: (room: TestRoom) => Promise<T>): Promise<T> {
  // Twilio signs the public address, which the cases name.
  const room = await startTestRoom({
    env: {
      ...SETTINGS,
      OPS_PUBLIC_BASE_URL: 'https://ops.example.test',
      OPS_EMAIL_SNS_URL: `http://localhost:${(sns.address() as AddressInfo).port}`,
    },
  });
  try {
    return await work(room);
  } finally {
    await room.stop();
  }
}

async function deliver(room: TestRoom, c: Case): Promise<string> {
  const { method, path, headers, body } = await signCase(c, room.now());
  const answer = await fetch(`${room.url}${path}`, { method, headers, ...(method === 'GET' ? {} : { body }) });
  await answer.arrayBuffer();
  return `${c.id} ${String(answer.status)[0]}xx`;
}

interface Taken {
  messages: Recorded['data'][];
  /** Delivery updates: on a case, or waiting for a message that this room never sent. */
  statuses: string[];
}

/** Everything that was received, each once, whichever case it went to. */
async function received(room: TestRoom): Promise<Taken> {
  // Simulated providers answer every message, and tell of each answer three times.
  await room.settle(120_000);
  const ledger = await scan<Recorded>(room, 'ledger');
  const waiting = await scan<{ pk: string; status: InboundStatus }>(room, 'cases');
  const waited = waiting.flatMap(({ pk, status }) => (pk.startsWith('parked#') ? [statusName(status)] : []));
  const told = ledger.flatMap(({ type, data }) => (type === 'message.status' ? [statusName(data)] : []));
  return {
    messages: ledger.flatMap(({ type, data }) => (type === 'message.received' ? [data] : [])),
    statuses: [...waited, ...told],
  };
}

async function scan<Item>(room: TestRoom, table: string): Promise<Item[]> {
  const found: Item[] = [];
  let start: Record<string, never> | undefined;
  do {
    const page = await room.aws.dynamodb.send(
      new ScanCommand({ TableName: `ops-room-local-${table}`, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    found.push(...(page.Items ?? []).map((item) => unmarshall(item) as Item));
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return found;
}

/** What the cases say that each brings, by the webhooks alone (contract.test.ts holds them to the cases' own counts). */
async function brought(): Promise<{ messages: string[]; statuses: string[] }> {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  const alone = new Webhooks();
  alone.world = () => new Response(certificate);
  for (const c of byWebhook) await alone.deliver(await signCase(c, alone.now));
  const statuses = alone.queued.flatMap(({ item }) => (item.type === 'status' ? [statusName(item)] : []));
  return { messages: alone.messages().map(nameOf), statuses };
}

/** A receipt up to an instant names no message; whom it names does not stay in the ledger. */
const statusName = ({ providerMessageId, status }: { providerMessageId?: string; status?: string }) =>
  `${providerMessageId?.replace(/^read:.*/, 'read:')} ${status}`;

const once = (names: readonly string[]) => [...new Set(names)].sort();

const nameOf = ({ channel, providerMessageId, kind }: Recorded['data']) => `${channel} ${kind} ${providerMessageId}`;

/** A fixed order that has nothing to do with the file's. */
function shuffled<T>(items: readonly T[]): T[] {
  let seed = 7;
  const keyed = items.map((item) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { item, seed };
  });
  return keyed.sort((a, b) => a.seed - b.seed).map(({ item }) => item);
}

test('twice, shuffled and sixteen at a time is the same as once in order', async () => {
  const inOrder = await withRoom(async (room) => {
    const answers: string[] = [];
    for (const c of cases) answers.push(await deliver(room, c));
    expect(answers).toEqual(cases.map((c) => `${c.id} ${c.expect.status_class}`));
    return received(room);
  });
  const expected = await brought();
  const ofForm = ({ channel }: Recorded['data']) => channel === 'web';
  expect(
    inOrder.messages
      .filter((data) => !ofForm(data))
      .map(nameOf)
      .sort(),
  ).toEqual(once(expected.messages));
  const forms = cases.filter((c) => c.provider === 'webform').reduce((sum, c) => sum + c.expect.messages, 0);
  expect(inOrder.messages.filter(ofForm)).toHaveLength(forms);
  // The room's own answers have statuses too: they are not of the cases.
  const ofCases = ({ statuses }: Taken) => once(statuses.filter((name) => expected.statuses.includes(name)));
  expect(ofCases(inOrder)).toEqual(once(expected.statuses));
  const spoken = inOrder.messages.filter(({ quiet }) => !quiet);
  expect(spoken).toHaveLength(cases.reduce((sum, c) => sum + c.expect.messages, 0));

  const stormy = await withRoom(async (room) => {
    const waiting = shuffled([...cases, ...cases]);
    const lane = async () => {
      for (let c = waiting.pop(); c; c = waiting.pop()) await deliver(room, c);
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    return received(room);
  });
  expect(stormy.messages.map(nameOf).sort()).toEqual(inOrder.messages.map(nameOf).sort());
  expect(ofCases(stormy)).toEqual(ofCases(inOrder));
}, 240_000);
