import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AwsSide, startAwsSide } from '../../infra/local/aws/index.ts';
import { QueuePoller } from '../../infra/local/pollers.ts';
import { Secrets } from '../../infra/local/secrets.ts';
import type { QueueSource } from '../../infra/local/template.ts';

let aws: AwsSide;
let sqs: SQSClient;
const pollers: QueuePoller[] = [];

beforeAll(async () => {
  aws = await startAwsSide({
    dataDir: 'memory',
    policies: new Map(),
    now: Date.now,
    region: 'us-east-1',
    account: '000000000000',
  });
  sqs = new SQSClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'admin', secretAccessKey: 'x' },
  });
});

afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
});

afterAll(async () => {
  sqs.destroy();
  await aws.close();
});

interface QueueRecord {
  messageId: string;
  body: string;
  attributes: Record<string, string>;
  messageAttributes: Record<string, { stringValue: string; dataType: string }>;
  eventSourceARN: string;
}

let made = 0;

/** A new queue with its dead-letter queue, and a poller that hands each message to `handle`. */
async function work(
  handle: (records: QueueRecord[]) => unknown,
  { fifo = false, ...source }: Partial<QueueSource> & { fifo?: boolean } = {},
): Promise<string> {
  made += 1;
  const end = fifo ? '.fifo' : '';
  const [queue, dead] = [`work-${made}${end}`, `dead-${made}${end}`];
  const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  await aws.ensure([
    { type: 'queue', name: dead },
    {
      type: 'queue',
      name: queue,
      attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(dead), maxReceiveCount: 3 }) },
    },
  ]);
  pollers.push(
    new QueuePoller({
      source: {
        id: queue,
        kind: 'queue',
        queue,
        arn: arn(queue),
        function: 'worker',
        batchSize: 10,
        windowMs: 0,
        reportsFailures: true,
        filters: [],
        ...source,
      },
      sqs,
      queueUrl: aws.queueUrl(queue),
      invoke: async (_name, event) => handle((event as { Records: QueueRecord[] }).Records),
      concurrency: 2,
      onError: () => {},
    }),
  );
  return queue;
}

const send = (queue: string, body: string, group?: string) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: aws.queueUrl(queue),
      MessageBody: body,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'raised' } },
      ...(group ? { MessageGroupId: group, MessageDeduplicationId: body } : {}),
    }),
  );

test('a message arrives as an event, and is gone when the function returned', async () => {
  const seen: QueueRecord[] = [];
  const queue = await work((records) => void seen.push(...records));
  await send(queue, 'hello');
  await expect.poll(() => seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    body: 'hello',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: { kind: { stringValue: 'raised', dataType: 'String' } },
  });
  await expect.poll(() => aws.queueDepth(queue)).toBe(0);
});

test('only what failed comes back, and after its last try it lies in the dead-letter queue', async () => {
  const seen: string[] = [];
  const queue = await work((records) => {
    seen.push(...records.map((record) => record.body));
    const bad = records.filter((record) => record.body === 'bad');
    return { batchItemFailures: bad.map((record) => ({ itemIdentifier: record.messageId })) };
  });
  await Promise.all([send(queue, 'good'), send(queue, 'bad')]);
  await expect
    .poll(async () => {
      aws.redeliverNow(queue);
      return aws.queueDepth(queue.replace('work', 'dead'));
    })
    .toBe(1);
  expect(seen.filter((body) => body === 'good')).toHaveLength(1);
  expect(seen.filter((body) => body === 'bad')).toHaveLength(3);
  expect(await aws.queueDepth(queue)).toBe(0);
});

test('an ordered queue hands out one message of a group after the other', async () => {
  const seen: string[] = [];
  let refuse = true;
  const queue = await work(
    (records) => {
      if (refuse) {
        refuse = false;
        throw new Error('not now');
      }
      seen.push(...records.map((record) => record.body));
    },
    { fifo: true, batchSize: 1 },
  );
  for (const body of ['1', '2', '3']) await send(queue, body, 'sender');
  await expect
    .poll(async () => {
      if (!refuse && pollers.every((poller) => !poller.working())) aws.redeliverNow(queue);
      return seen.join('');
    })
    .toBe('123');
});

test('what a filter does not admit is removed without waking the function', async () => {
  const seen: string[] = [];
  const queue = await work((records) => void seen.push(...records.map((record) => record.body)), {
    filters: [{ body: { kind: ['wanted'] } }],
  });
  await send(queue, '{"kind":"other"}');
  await send(queue, '{"kind":"wanted"}');
  await expect.poll(() => seen).toEqual(['{"kind":"wanted"}']);
  await expect.poll(() => aws.queueDepth(queue)).toBe(0);
});

test('a window gathers a larger batch than one receive gives, and can be cut short', async () => {
  const batches: number[] = [];
  const queue = await work((records) => void batches.push(records.length), { batchSize: 100, windowMs: 60_000 });
  await Promise.all(Array.from({ length: 15 }, (_, index) => send(queue, String(index))));
  await expect
    .poll(() => {
      pollers[0]!.hurry();
      return batches.reduce((sum, size) => sum + size, 0);
    })
    .toBe(15);
  expect(batches.length).toBeLessThan(15);
  await expect.poll(() => aws.queueDepth(queue)).toBe(0);
});

test('a poller that stops leaves the queue as it is', async () => {
  const queue = await work(() => undefined);
  await pollers.pop()!.stop();
  await send(queue, 'later');
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: aws.queueUrl(queue), AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  expect(Attributes?.ApproximateNumberOfMessages).toBe('1');
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: aws.queueUrl(queue) }));
  expect(Messages?.map((message) => message.Body)).toEqual(['later']);
});

test('a secret is read with the function’s own token and by its own role only', async () => {
  const secrets = new Secrets({
    callerOf: (token) => (token === 'token-of-webhooks' ? 'webhooks' : undefined),
    mayRead: (caller, name) => caller === 'webhooks' && name !== 'ops/outbound',
    valueOf: (name) => (name === 'ops/missing' ? undefined : { key: `of ${name}` }),
  });
  const port = await secrets.listen();
  const read = async (secretId: string, token: string) => {
    const answer = await fetch(`http://localhost:${port}/secretsmanager/get?secretId=${encodeURIComponent(secretId)}`, {
      headers: { 'X-Aws-Parameters-Secrets-Token': token },
    });
    return { status: answer.status, body: await answer.text() };
  };
  const allowed = await read('ops/inbound', 'token-of-webhooks');
  expect(allowed.status).toBe(200);
  expect(JSON.parse((JSON.parse(allowed.body) as { SecretString: string }).SecretString)).toEqual({
    key: 'of ops/inbound',
  });
  expect((await read('ops/inbound', 'guessed')).status).toBe(401);
  const denied = await read('ops/outbound', 'token-of-webhooks');
  expect(denied.status).toBe(400);
  expect(denied.body).toContain('webhooks is not authorized to perform: secretsmanager:GetSecretValue');
  expect((await read('ops/missing', 'token-of-webhooks')).body).toContain('ResourceNotFoundException');
  await secrets.close();
});
