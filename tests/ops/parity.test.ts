import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Dynoxide, startDynoxide } from '../../infra/local/aws/dynoxide.ts';
import { dynamoCaller } from '../../infra/local/aws/resources.ts';
import { board, deliver, whatsapp } from '../harness/acts.ts';
import { startTestRoom } from '../harness/room.ts';
import { opened, startEmulator } from '../storage/emulator.ts';

/**
 * `OPS_DYNAMODB_ENDPOINT` names another DynamoDB, here a second emulator on a port of its own: storage and room tests use it for every table and its
 * stream, each test under names of its own, and leave nothing there.
 */
let other: Dynoxide;

const names = async () => {
  const { TableNames } = await dynamoCaller(other.url, 'us-east-1')('ListTables', {});
  return TableNames as string[];
};

beforeAll(async () => {
  other = await startDynoxide('memory');
});
afterAll(() => other.close());
afterEach(() => void vi.unstubAllEnvs());

test('two tests of storage beside each other do not meet', async () => {
  vi.stubEnv('OPS_DYNAMODB_ENDPOINT', other.url);
  const [one, two] = await Promise.all([startEmulator(), startEmulator()]);
  expect((await names()).map((name) => name.replace(/^t[0-9a-f]{8}-/, '')).sort()).toEqual([
    'cases',
    'cases',
    'ledger',
    'ledger',
  ]);
  const { state } = await opened(one.room);
  expect((await one.store.load(state.id))?.state).toEqual(state);
  expect(await two.store.load(state.id)).toBeUndefined();
  expect((await one.store.loadMany([state.id])).map((found) => found.state.id)).toEqual([state.id]);
  const { calls } = await one.metered(() => one.store.timeline(`case#${state.id}`, 0, 10));
  expect(calls.map(({ read }) => read)).toEqual([expect.any(Number)]);
  await Promise.all([one.close(), two.close()]);
  expect(await names()).toEqual([]);
});

test('a room reads its streams there: a message becomes a case, and its answer leaves', async () => {
  vi.stubEnv('OPS_DYNAMODB_ENDPOINT', other.url);
  const room = await startTestRoom({ seed: false });
  expect(await names()).toHaveLength(2);
  await deliver(room, whatsapp(room, [{ id: 'parity-1', text: 'المية خلصت' }]));
  await room.settle();
  const [id] = await board(room, await room.token('officer'));
  const answer = await fetch(`${room.url}/v1/cases/${id}/timeline?limit=200`, {
    headers: { authorization: `Bearer ${await room.token('officer')}` },
  });
  const { items } = (await answer.json()) as { items: { type: string }[] };
  expect(items.map(({ type }) => type)).toContain('message.sent');
  await room.stop();
  expect(await names()).toEqual([]);
}, 150_000);
