import { createHmac, timingSafeEqual } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

/** What the room is measured against: verify the signature, put one item, answer. No queue, no history, no rules. */
const client = new DynamoDBClient({ maxAttempts: 3 });
const secret = process.env.OPS_BARE_SECRET ?? '';
const table = process.env.OPS_CASES_TABLE ?? '';
const app = new Hono();

app.post('/bare', async (c) => {
  const bytes = Buffer.from(await c.req.arrayBuffer());
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`);
  const given = Buffer.from(c.req.header('x-hub-signature-256') ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return c.body(null, 401);
  const { entry } = JSON.parse(bytes.toString()) as {
    entry: { changes: { value: { messages: { id: string }[] } }[] }[];
  };
  const { id } = entry[0]!.changes[0]!.value.messages[0]!;
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: { pk: { S: `bare#${id}` }, sk: { S: '-' }, body: { S: bytes.toString() } },
    }),
  );
  return c.body(null, 200);
});

export const handler = handle(app);
