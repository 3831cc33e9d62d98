import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { board, call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** What the outside sees while AWS refuses, and what the room holds afterwards. SNS has its own in `escalation.test.ts`. */
let room: TestRoom;
let officer: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});

afterEach(() => room.clearFaults());
afterAll(() => room.stop());

describe('DynamoDB refuses everything for a minute', () => {
  test('webhooks are answered 200, and the case appears afterwards, once', async () => {
    room.fault({ service: 'dynamodb', kind: 'error', rate: 1 });
    const body = whatsapp(room, [{ from: '249910000801', id: 'outage-1', text: 'المية خلصت ومش عارفين ننزل' }]);
    expect((await deliver(room, body)).status).toBe(200);
    expect((await deliver(room, body)).status).toBe(200);
    await room.room.advance('PT1M');
    room.clearFaults();
    await room.advance('PT2M');
    const ids = await board(room, officer);
    expect(ids).toHaveLength(1);
    expect((await call<Head>(room, officer, 'GET', `/v1/cases/${ids[0]}`)).counts.messagesIn).toBe(1);
  });

  test('the API says 503 and when to come back, never 500', async () => {
    const [id] = await board(room, officer);
    room.fault({ service: 'dynamodb', kind: 'throttle', rate: 1 });
    const response = await fetch(`${room.url}/v1/cases/${id}`, { headers: { authorization: `Bearer ${officer}` } });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

test('SQS refuses: the provider hears 503 and keeps the message for another try', async () => {
  room.fault({ service: 'sqs', operation: 'SendMessageBatch', kind: 'error', rate: 1 });
  const body = whatsapp(room, [{ from: '249910000802', id: 'outage-2', text: 'محتاجين أكل' }]);
  expect((await deliver(room, body)).status).toBe(503);
  room.clearFaults();
  const before = await board(room, officer);
  expect((await deliver(room, body)).status).toBe(200);
  await room.settle();
  expect(await board(room, officer)).toHaveLength(before.length + 1);
});

test('a webhook with a wrong signature leaves nothing behind', async () => {
  const before = await board(room, officer);
  const body = whatsapp(room, [{ from: '249910000803', id: 'forged', text: 'help' }]);
  const response = await fetch(`${room.url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
    body,
  });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  await room.settle();
  expect(await board(room, officer)).toEqual(before);
});
