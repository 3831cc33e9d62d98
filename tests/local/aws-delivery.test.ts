import { createVerify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsSide, Delivery } from '../../infra/local/aws/index.ts';
import { ACCOUNT, clientsOf, REGION, startSide } from './aws-fixture.ts';

interface Post {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let aws: AwsSide;
let admin: ReturnType<typeof clientsOf>;
let subscriber: Server;
let subscriberUrl: string;
let answerStatus: (path: string, attempt: number) => number = () => 200;
const posts: Post[] = [];
const deliveries: Delivery[] = [];
let wake: () => void = () => {};
let topics = 0;
let TopicArn: string;

const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** Resolves when something arrived that makes `ready` true; every arrival asks again. */
async function until(ready: () => boolean): Promise<void> {
  while (!ready()) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

beforeAll(async () => {
  subscriber = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      const path = req.url ?? '';
      posts.push({ path, headers: req.headers, body });
      res.writeHead(answerStatus(path, posts.filter((post) => post.path === path).length)).end();
      wake();
    });
  });
  await new Promise<void>((resolve) => subscriber.listen(0, '127.0.0.1', resolve));
  subscriberUrl = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}`;
  aws = await startSide({
    deliveryPauses: [0, 5, 5],
    onDelivery: (delivery) => {
      deliveries.push(delivery);
      wake();
    },
  });
  admin = clientsOf(aws, 'admin');
});
afterAll(async () => {
  await aws.close();
  subscriber.closeAllConnections();
  await new Promise((resolve) => subscriber.close(resolve));
});
beforeEach(async () => {
  posts.length = 0;
  deliveries.length = 0;
  answerStatus = () => 200;
  topics += 1;
  TopicArn = (await admin.sns.send(new CreateTopicCommand({ Name: `agency-${topics}` }))).TopicArn!;
});

function subscribe(Protocol: string, Endpoint: string, Attributes: Record<string, string> = {}) {
  return admin.sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol,
      Endpoint,
      Attributes,
      ReturnSubscriptionArn: true,
    }),
  );
}

function publish(tier: string, bodies: Record<string, string>) {
  return admin.sns.send(
    new PublishCommand({
      TopicArn,
      Subject: 'Alert',
      Message: JSON.stringify(bodies),
      MessageStructure: 'json',
      MessageAttributes: { tier: { DataType: 'String', StringValue: tier } },
    }),
  );
}

async function receive(queue: string): Promise<string[]> {
  const QueueUrl = aws.queueUrl(queue);
  const { Messages = [] } = await admin.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { ReceiptHandle } of Messages) await admin.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map((message) => message.Body ?? '');
}

describe('SNS', () => {
  it('gives every protocol its own body, and the default where it has none', async () => {
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    await subscribe('sqs', queueArn('dead'));
    await subscribe('sms', '+971500000001');
    const { SubscriptionArn } = await subscribe('email', 'duty@agency.example');
    const token = aws.deliveries().find((one) => one.subscriptionArn === SubscriptionArn)?.token;
    expect(await aws.confirmSubscription(token ?? '')).toBe(true);
    expect(await aws.confirmSubscription(token ?? '')).toBe(false);

    await publish('1', { default: 'd', sqs: 'for a queue', sms: 'short' });
    expect(await receive('inbox')).toEqual(['for a queue']);
    const [envelope] = await receive('dead');
    expect(JSON.parse(envelope ?? '')).toMatchObject({
      Type: 'Notification',
      TopicArn,
      Subject: 'Alert',
      Message: 'for a queue',
      MessageAttributes: { tier: { Type: 'String', Value: '1' } },
    });
    const texts = deliveries
      .filter((one) => one.kind === 'notification')
      .map(({ protocol, endpoint, body }) => [protocol, endpoint, body]);
    expect(texts).toContainEqual(['sms', '+971500000001', 'short']);
    expect(texts).toContainEqual(['email', 'duty@agency.example', 'd']);
  });

  it('refuses bodies without a default', async () => {
    await expect(publish('1', { sqs: 'x' })).rejects.toThrow('No default entry');
    await expect(
      admin.sns.send(
        new PublishCommand({
          TopicArn,
          Message: 'not json',
          MessageStructure: 'json',
        }),
      ),
    ).rejects.toThrow('failed to parse');
  });

  it('keeps tier 2 silent until its minute', async () => {
    const tier = (...names: string[]) => ({
      FilterPolicy: JSON.stringify({ tier: names }),
    });
    await subscribe('sqs', queueArn('inbox'), {
      RawMessageDelivery: 'true',
      ...tier('1'),
    });
    await subscribe('sms', '+971500000002', tier('2'));
    await publish('1', { default: 'first' });
    expect(await receive('inbox')).toEqual(['first']);
    expect(deliveries.map((one) => one.protocol)).toEqual(['sqs']);
    await publish('2', { default: 'second' });
    expect(await receive('inbox')).toEqual([]);
    expect(deliveries.at(-1)).toMatchObject({
      protocol: 'sms',
      body: 'second',
      attributes: { tier: '2' },
    });
  });

  it('asks an HTTPS subscriber to confirm, then posts as SNS does', async () => {
    const { SubscriptionArn } = await subscribe('http', `${subscriberUrl}/hook`);
    await until(() => posts.length === 1 && deliveries.length === 1);
    const question = JSON.parse(posts[0]!.body);
    expect(question).toMatchObject({
      Type: 'SubscriptionConfirmation',
      TopicArn,
    });
    expect(posts[0]!.headers['x-amz-sns-message-type']).toBe('SubscriptionConfirmation');

    await publish('1', { default: 'too early' });
    const list = async () =>
      (await admin.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.[0]?.SubscriptionArn;
    expect(await list()).toBe('PendingConfirmation');
    await expect(admin.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'wrong' }))).rejects.toThrow(
      'Invalid token',
    );
    await admin.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: question.Token }));
    expect(await list()).toBe(SubscriptionArn);

    await publish('1', { default: 'd', http: 'for http' });
    await until(() => posts.length === 2);
    expect(posts[1]!.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-topic-arn': TopicArn,
      'x-amz-sns-subscription-arn': SubscriptionArn,
      'content-type': 'text/plain; charset=UTF-8',
    });
    const envelope = JSON.parse(posts[1]!.body) as Record<string, string>;
    expect(envelope.Message).toBe('for http');
    const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
    const key = await (await fetch(envelope.SigningCertURL ?? '')).text();
    const text = signed.map((name) => `${name}\n${envelope[name]}\n`).join('');
    expect(
      createVerify('RSA-SHA256')
        .update(text)
        .verify(key, envelope.Signature ?? '', 'base64'),
    ).toBe(true);
  });

  it('confirms by the link in the question too', async () => {
    await subscribe('http', `${subscriberUrl}/link`);
    await until(() => posts.length === 1);
    expect((await fetch(JSON.parse(posts[0]!.body).SubscribeURL)).status).toBe(200);
    expect(aws.subscriptions().find((one) => one.topicArn === TopicArn)?.pending).toBe(false);
  });

  it('tries again, and puts what cannot be delivered into the dead-letter queue', async () => {
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: queueArn('dead'),
    });
    for (const path of ['flaky', 'down', 'gone']) {
      await subscribe('http', `${subscriberUrl}/${path}`, {
        RawMessageDelivery: 'true',
        RedrivePolicy,
      });
    }
    await until(() => posts.length === 3);
    for (const { body } of [...posts]) {
      await admin.sns.send(
        new ConfirmSubscriptionCommand({
          TopicArn,
          Token: JSON.parse(body).Token,
        }),
      );
    }
    await until(() => aws.pendingDeliveries() === 0 || deliveries.length === 3);
    posts.length = 0;
    deliveries.length = 0;
    answerStatus = (path, attempt) => {
      if (path === '/gone') return 410;
      return path === '/flaky' && attempt === 2 ? 204 : 503;
    };
    await publish('1', { default: 'urgent' });
    await until(() => deliveries.length === 3);
    const attempts = (path: string) => posts.filter((post) => post.path === path).length;
    expect([attempts('/flaky'), attempts('/down'), attempts('/gone')]).toEqual([2, 3, 1]);
    const outcome = (path: string) => deliveries.find((one) => one.endpoint.endsWith(path))?.outcome;
    expect([outcome('/flaky'), outcome('/down'), outcome('/gone')]).toEqual([
      'delivered',
      'dead-letter',
      'dead-letter',
    ]);
    expect(await receive('dead')).toEqual(['urgent', 'urgent']);
  });

  it('puts a message for a queue that is gone into the dead-letter queue', async () => {
    await subscribe('sqs', queueArn('no-such-queue'), {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }),
    });
    await publish('1', { default: 'x' });
    expect(await receive('dead')).toHaveLength(1);
  });

  it('knows a subscription again and keeps its attributes', async () => {
    const filter = { FilterPolicy: '{"tier":["1"]}' };
    const first = await subscribe('sms', '+971500000003', filter);
    expect((await subscribe('sms', '+971500000003', filter)).SubscriptionArn).toBe(first.SubscriptionArn);
    await expect(subscribe('sms', '+971500000003', { FilterPolicy: '{"tier":["2"]}' })).rejects.toThrow(
      'already exists with different attributes',
    );
    await admin.sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn: first.SubscriptionArn,
        AttributeName: 'FilterPolicy',
        AttributeValue: '{"tier":["3"]}',
      }),
    );
    const { Attributes } = await admin.sns.send(
      new GetSubscriptionAttributesCommand({
        SubscriptionArn: first.SubscriptionArn,
      }),
    );
    expect(Attributes).toMatchObject({
      FilterPolicy: '{"tier":["3"]}',
      PendingConfirmation: 'false',
    });
  });

  it('publishes in batches and says which entries failed', async () => {
    await subscribe('sqs', queueArn('inbox'), { RawMessageDelivery: 'true' });
    const { Successful, Failed } = await admin.sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: 'a', Message: 'one' },
          { Id: 'b', Message: 'no json', MessageStructure: 'json' },
        ],
      }),
    );
    expect([Successful?.map((one) => one.Id), Failed?.map((one) => one.Id)]).toEqual([['a'], ['b']]);
    expect(await receive('inbox')).toEqual(['one']);
  });
});

describe('queues', () => {
  const jobs = () => aws.queueUrl('jobs.fifo');
  const send = (MessageBody: string, MessageDeduplicationId = MessageBody) =>
    admin.sqs.send(
      new SendMessageCommand({
        QueueUrl: jobs(),
        MessageBody,
        MessageGroupId: 'g',
        MessageDeduplicationId,
      }),
    );
  const take = async () =>
    (
      await admin.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: jobs(),
          MaxNumberOfMessages: 10,
        }),
      )
    ).Messages ?? [];

  const back = (ReceiptHandle: string | undefined) =>
    admin.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: jobs(), ReceiptHandle, VisibilityTimeout: 0 }));
  const names = (messages: { Body?: string | undefined }[]) => messages.map((message) => message.Body);

  it('fills a batch from a group, locks the group, and keeps its order when part of it comes back', async () => {
    for (const body of ['1', '2', '3', '4']) await send(body);
    const batch = await take();
    expect(names(batch)).toEqual(['1', '2', '3', '4']);
    expect(await take()).toEqual([]);
    await admin.sqs.send(new DeleteMessageCommand({ QueueUrl: jobs(), ReceiptHandle: batch[0]?.ReceiptHandle }));
    for (const { ReceiptHandle } of batch.slice(1, 3)) await back(ReceiptHandle);
    expect(await take()).toEqual([]);
    aws.elapse(60_000);
    const again = await take();
    expect(names(again)).toEqual(['2', '3', '4']);
    for (const { ReceiptHandle } of again) {
      await admin.sqs.send(new DeleteMessageCommand({ QueueUrl: jobs(), ReceiptHandle }));
    }
  });

  it('moves poison to the dead-letter queue and redrives it', async () => {
    await send('poison');
    for (let receives = 0; receives < 2; receives += 1) {
      expect(names(await take())).toEqual(['poison']);
      aws.redeliverNow();
    }
    expect(await take()).toEqual([]);
    expect([await aws.queueDepth('jobs.fifo'), await aws.queueDepth('jobs-dead.fifo')]).toEqual([0, 1]);
    await admin.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queueArn('jobs-dead.fifo') }));
    expect([await aws.queueDepth('jobs.fifo'), await aws.queueDepth('jobs-dead.fifo')]).toEqual([1, 0]);
    expect(names(await take())).toEqual(['poison']);
  });

  it('gives back what it was about to hand to a receiver that hung up', async () => {
    const abort = new AbortController();
    const receiving = admin.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: aws.queueUrl('dead'),
        WaitTimeSeconds: 20,
      }),
      {
        abortSignal: abort.signal,
      },
    );
    const arrived = new Promise<void>((resolve) => {
      const forget = aws.onCall(({ operation }) => {
        if (operation !== 'ReceiveMessage') return;
        forget();
        resolve();
      });
    });
    await arrived;
    abort.abort();
    await expect(receiving).rejects.toThrow();
    await admin.sqs.send(
      new SendMessageCommand({
        QueueUrl: aws.queueUrl('dead'),
        MessageBody: 'still here',
      }),
    );
    expect(await receive('dead')).toEqual(['still here']);
  });
});
