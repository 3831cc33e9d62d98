/** Every public case against the whole local room: once in order, and twice, shuffled, sixteen at a time. */
import { readFileSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { type Case, signCase } from './sign.ts';
import { SETTINGS } from './webhooks.ts';

/** The form is another function's; mail needs a certificate that only SNS serves. */
const ELSEWHERE = new Set(['webform', 'email']);

/** Needs the id of our page, which a local room does not ask for: then every page that Meta signs for us is ours. */
const UNSET = new Set(['fb-other-page']);

const cases = (JSON.parse(readFileSync(new URL('./data/cases.json', import.meta.url), 'utf8')) as Case[]).filter(
  (c) => !ELSEWHERE.has(c.provider) && c.method !== 'EVENT' && !UNSET.has(c.id),
);

interface Recorded {
  type: string;
  data: { channel?: string; providerMessageId?: string; kind?: string; quiet?: boolean };
}

async function withRoom<T>(work: (room: TestRoom) => Promise<T>): Promise<T> {
  // Twilio signs the public address, which the cases name.
  const room = await startTestRoom({ env: { ...SETTINGS, OPS_PUBLIC_BASE_URL: 'https://ops.example.test' } });
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

/** Everything that was received, each once, whichever case it went to. */
async function received(room: TestRoom): Promise<Recorded['data'][]> {
  await room.settle();
  const found: Recorded[] = [];
  let start: Record<string, never> | undefined;
  do {
    const page = await room.aws.dynamodb.send(
      new ScanCommand({ TableName: 'ops-room-local-ledger', ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    found.push(...(page.Items ?? []).map((item) => unmarshall(item) as Recorded));
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return found.flatMap(({ type, data }) => (type === 'message.received' ? [data] : []));
}

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
  const spoken = inOrder.filter(({ quiet }) => !quiet);
  expect(spoken).toHaveLength(cases.reduce((sum, c) => sum + c.expect.messages, 0));

  const stormy = await withRoom(async (room) => {
    const waiting = shuffled([...cases, ...cases]);
    const lane = async () => {
      for (let c = waiting.pop(); c; c = waiting.pop()) await deliver(room, c);
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    return received(room);
  });
  expect(stormy.map(nameOf).sort()).toEqual(inOrder.map(nameOf).sort());
}, 240_000);
