import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { board, call, deliver, type Head, whatsapp } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';

/** Messages through the whole room while its intake dies. */
let room: TestRoom;
let officer: string;

beforeAll(async () => {
  room = await startTestRoom();
  officer = await room.token('officer');
});
afterAll(() => room.stop());

/** Texts of the messages of every case, by case, in the order of its timeline. */
async function heard(): Promise<Record<string, string[]>> {
  const cases: Record<string, string[]> = {};
  for (const id of await board(room, officer)) {
    const { Items = [] } = await room.aws.dynamodb.send(
      new QueryCommand({
        TableName: 'ops-room-local-ledger',
        KeyConditionExpression: 'pk = :case',
        ExpressionAttributeValues: { ':case': { S: `case#${id}` } },
      }),
    );
    cases[id] = Items.filter((item) => item.type?.S === 'message.received').map((item) => item.data?.M?.text?.S ?? '');
  }
  return cases;
}

test('killed at each AWS call in turn, then fed again by the queue: every message once, in order, in one case', async () => {
  for (let call = 1, dead = true; dead; call++) {
    for (const phase of ['before', 'after'] as const) {
      dead = false;
      let seen = 0;
      const unhook = room.onCall(async (made) => {
        if (made.caller !== 'intake' || made.service !== 'dynamodb' || made.phase !== phase || dead) return;
        if (++seen < call) return;
        dead = true;
        await room.killWorker('intake');
        throw new Error('nobody is left to hear it');
      });
      const from = `2499200${call}${phase === 'before' ? 0 : 1}`;
      const said = ['one', 'two', 'three'].map((text) => ({ from, id: `${from}-${text}`, text: `${from} ${text}` }));
      expect((await deliver(room, whatsapp(room, said))).status).toBe(200);
      await room.settle();
      unhook();
      const mine = Object.values(await heard()).filter((texts) => texts.some((text) => text.startsWith(from)));
      expect(mine, `killed ${phase} call ${call}`).toEqual([[`${from} one`, `${from} two`, `${from} three`]]);
    }
    if (!dead) expect(call).toBeGreaterThan(4);
  }
}, 240_000);

test('one delivery three times at once is one message', async () => {
  const body = whatsapp(room, [{ from: '249930000001', id: 'thrice', text: 'thrice' }]);
  const answers = await Promise.all([1, 2, 3].map(() => deliver(room, body)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  await room.settle();
  const [id, texts] = Object.entries(await heard()).find(([, all]) => all.includes('thrice')) ?? [];
  expect(texts).toEqual(['thrice']);
  expect((await call<Head>(room, officer, 'GET', `/v1/cases/${id}`)).counts.messagesIn).toBe(1);
});
