import {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsSide, Statement } from '../../infra/local/aws/index.ts';
import { ACCOUNT, allow, clientsOf, REGION, startSide, TABLE_ARN } from './aws-fixture.ts';

const policies = new Map<string, Statement[]>();
let aws: AwsSide;
let admin: ReturnType<typeof clientsOf>;
const asked: unknown[] = [];

beforeAll(async () => {
  aws = await startSide({
    policies,
    seed: 7,
    extra: async (service, operation, body, caller) => {
      asked.push({ service, operation, body, caller });
      return operation === 'GetSecretValue' ? { status: 200, body: { SecretString: '{}' } } : undefined;
    },
  });
  admin = clientsOf(aws, 'admin');
});
afterAll(() => aws.close());
beforeEach(() => {
  policies.clear();
  aws.resetUsage();
});
afterEach(() => aws.clearFaults());

const item = (pk: string, more = {}) => ({
  pk: { S: pk },
  sk: { S: '-' },
  ...more,
});
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' } });

describe('authorisation', () => {
  it('names the missing action, the resource and the caller, and does nothing', async () => {
    policies.set('relay', [allow(['dynamodb:GetItem'], [TABLE_ARN])]);
    const relay = clientsOf(aws, 'relay');
    await expect(
      relay.dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item('x') })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/relay/relay is not authorized to perform: dynamodb:PutItem on resource: ${TABLE_ARN} because no identity-based policy allows the dynamodb:PutItem action`,
    });
    const { Item } = await relay.dynamodb.send(new GetItemCommand({ TableName: 'things', Key: key('x') }));
    expect(Item).toBeUndefined();
    expect(aws.denied()).toMatchObject([{ caller: 'relay', action: 'dynamodb:PutItem', resource: TABLE_ARN }]);
    expect(aws.usage().functions.relay?.PutItem?.denied).toBe(1);
  });

  it('asks for every action inside a transaction', async () => {
    policies.set('intake', [allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], [TABLE_ARN])]);
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'things', Item: item('t1') } },
        {
          Update: {
            TableName: 'things',
            Key: key('t2'),
            UpdateExpression: 'SET n = :n',
            ExpressionAttributeValues: { ':n': { N: '1' } },
          },
        },
        {
          ConditionCheck: {
            TableName: 'things',
            Key: key('t3'),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
    });
    const intake = clientsOf(aws, 'intake');
    await expect(intake.dynamodb.send(transaction)).rejects.toThrow('dynamodb:ConditionCheckItem');
    policies.get('intake')?.push(allow(['dynamodb:ConditionCheckItem'], [TABLE_ARN]));
    await intake.dynamodb.send(transaction);
  });

  it('tells a table from its index', async () => {
    policies.set('api', [allow(['dynamodb:Query'], [`${TABLE_ARN}/index/board`])]);
    const api = clientsOf(aws, 'api');
    const query = {
      TableName: 'things',
      ExpressionAttributeValues: { ':v': { S: 'v' } },
    };
    await api.dynamodb.send(
      new QueryCommand({
        ...query,
        IndexName: 'board',
        KeyConditionExpression: 'byPk = :v',
      }),
    );
    await expect(api.dynamodb.send(new QueryCommand({ ...query, KeyConditionExpression: 'pk = :v' }))).rejects.toThrow(
      `dynamodb:Query on resource: ${TABLE_ARN} because`,
    );
    await expect(api.dynamodb.send(new ScanCommand({ TableName: 'things' }))).rejects.toThrow('dynamodb:Scan');
  });

  it('honours conditions on attributes and leading keys', async () => {
    policies.set('redact', [
      allow(['dynamodb:UpdateItem'], [TABLE_ARN], {
        'ForAllValues:StringEquals': {
          'dynamodb:Attributes': ['pk', 'sk', 'data', 'salt'],
        },
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['case#*'] },
      }),
    ]);
    const redact = clientsOf(aws, 'redact');
    const update = (pk: string, expression: string, names: Record<string, string>) =>
      redact.dynamodb.send(
        new UpdateItemCommand({
          TableName: 'things',
          Key: key(pk),
          UpdateExpression: expression,
          ExpressionAttributeNames: names,
        }),
      );
    await update('case#1', 'REMOVE #d.inner, salt', { '#d': 'data' }).catch((error: Error) => {
      expect(error.name).toBe('ValidationException'); // No such document yet: the door let it through.
    });
    await update('case#1', 'REMOVE #s', { '#s': 'salt' });
    await expect(update('case#1', 'REMOVE #h', { '#h': 'hash' })).rejects.toThrow('dynamodb:UpdateItem');
    await expect(update('agency#1', 'REMOVE #s', { '#s': 'salt' })).rejects.toThrow('dynamodb:UpdateItem');
  });

  it('lets an explicit deny win', async () => {
    policies.set('clock', [
      allow(['dynamodb:*'], ['*']),
      {
        effect: 'Deny',
        actions: ['dynamodb:Scan', 'dynamodb:Delete*'],
        resources: ['*'],
      },
    ]);
    await expect(clientsOf(aws, 'clock').dynamodb.send(new ScanCommand({ TableName: 'things' }))).rejects.toThrow(
      'with an explicit deny',
    );
  });

  it('guards queues, topics, objects and secrets alike', async () => {
    policies.set('webhooks', [
      allow(['sqs:SendMessage'], [`arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`]),
      allow(['sns:CreateTopic', 'sns:Publish'], [`arn:aws:sns:${REGION}:${ACCOUNT}:agency-*`]),
      allow(['s3:PutObject', 's3:GetObject'], ['arn:aws:s3:::files/media/*']),
      allow(
        ['secretsmanager:GetSecretValue'],
        [`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:room/inbound-??????`],
      ),
    ]);
    const mine = clientsOf(aws, 'webhooks');
    const Entries = [{ Id: 'a', MessageBody: 'x' }];
    await mine.sqs.send(new SendMessageBatchCommand({ QueueUrl: aws.queueUrl('inbox'), Entries }));
    await expect(
      mine.sqs.send(
        new SendMessageCommand({
          QueueUrl: aws.queueUrl('dead'),
          MessageBody: 'x',
        }),
      ),
    ).rejects.toThrow(`sqs:SendMessage on resource: arn:aws:sqs:${REGION}:${ACCOUNT}:dead`);
    await expect(mine.sqs.send(new ReceiveMessageCommand({ QueueUrl: aws.queueUrl('inbox') }))).rejects.toThrow(
      'sqs:ReceiveMessage',
    );

    const { TopicArn } = await mine.sns.send(new CreateTopicCommand({ Name: 'agency-erc' }));
    await mine.sns.send(new PublishCommand({ TopicArn, Message: 'x' }));
    await expect(mine.sns.send(new CreateTopicCommand({ Name: 'other' }))).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringContaining('sns:CreateTopic'),
    });
    await expect(
      mine.sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sms',
          Endpoint: '+971500000000',
        }),
      ),
    ).rejects.toThrow('sns:Subscribe');

    await mine.s3.send(
      new PutObjectCommand({
        Bucket: 'files',
        Key: 'media/ا b.jpg',
        Body: 'photo',
      }),
    );
    const { Body } = await mine.s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'media/ا b.jpg' }));
    expect(await Body?.transformToString()).toBe('photo');
    await expect(
      mine.s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'exports/x', Body: 'x' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(mine.s3.send(new ListObjectsV2Command({ Bucket: 'files' }))).rejects.toThrow('s3:ListBucket');

    // Without the right to list, a missing object is not even denied by its name.
    await expect(mine.s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'media/none' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(admin.s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'media/none' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });

    const secret = (id: string) =>
      fetch(aws.url, {
        method: 'POST',
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=webhooks/20260101/${REGION}/secretsmanager/aws4_request, SignedHeaders=host, Signature=x`,
          'x-amz-target': 'secretsmanager.GetSecretValue',
        },
        body: JSON.stringify({ SecretId: id }),
      });
    expect(await (await secret('room/inbound')).json()).toEqual({
      SecretString: '{}',
    });
    expect(asked.at(-1)).toMatchObject({
      service: 'secretsmanager',
      caller: 'webhooks',
      body: { SecretId: 'room/inbound' },
    });
    expect(await (await secret('room/outbound')).text()).toContain('secretsmanager:GetSecretValue');
  });

  it('knows the caller of a presigned link, and when the link ends', async () => {
    policies.set('media', [allow(['s3:GetObject'], ['arn:aws:s3:::files/media/*'])]);
    await admin.s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'media/p', Body: 'photo' }));
    const link = (key: string, signedAt: number) => {
      const date = new Date(signedAt).toISOString().replace(/[-:]|\.\d+/g, '');
      return `${aws.url}/files/${key}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=media%2F20260101%2F${REGION}%2Fs3%2Faws4_request&X-Amz-Date=${date}&X-Amz-Expires=60&X-Amz-Signature=x`;
    };
    expect(await (await fetch(link('media/p', Date.now()))).text()).toBe('photo');
    expect((await fetch(link('exports/p', Date.now()))).status).toBe(403);
    expect(await (await fetch(link('media/p', Date.now() - 61_000))).text()).toContain('Request has expired');
  });

  it('refuses a request nobody signed', async () => {
    const answer = await fetch(aws.url, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('MissingAuthenticationToken');
  });
});

describe('metering', () => {
  it('counts what DynamoDB documents for a transaction: twice the writes, indexes included', async () => {
    policies.set('intake', [allow(['dynamodb:*'], ['*'])]);
    const intake = clientsOf(aws, 'intake');
    const answer = await intake.dynamodb.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName: 'things',
              Item: item('m1', { byPk: { S: 'open' }, bySk: { S: '1' } }),
            },
          },
          {
            Put: {
              TableName: 'things',
              Item: item('m2', { text: { S: 'x'.repeat(1500) } }),
            },
          },
          {
            ConditionCheck: {
              TableName: 'things',
              Key: key('m3'),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
      }),
    );
    expect(answer.ConsumedCapacity).toBeUndefined();
    // 2 × 1 KB, 2 × 2 KB, 2 for the check, and one write of the index entry.
    expect(aws.usage().functions.intake).toEqual({
      TransactWriteItems: { calls: 1, readUnits: 0, writeUnits: 9 },
    });
  });

  it('counts reads: half a unit eventually, one unit consistently, index and batch', async () => {
    await admin.dynamodb.send(
      new PutItemCommand({
        TableName: 'things',
        Item: item('r1', { byPk: { S: 'r' }, bySk: { S: '1' } }),
      }),
    );
    policies.set('api', [allow(['dynamodb:*'], ['*'])]);
    const api = clientsOf(aws, 'api');
    await api.dynamodb.send(new GetItemCommand({ TableName: 'things', Key: key('r1') }));
    await api.dynamodb.send(
      new GetItemCommand({
        TableName: 'things',
        Key: key('r1'),
        ConsistentRead: true,
      }),
    );
    await api.dynamodb.send(
      new QueryCommand({
        TableName: 'things',
        IndexName: 'board',
        KeyConditionExpression: 'byPk = :v',
        ExpressionAttributeValues: { ':v': { S: 'r' } },
      }),
    );
    await api.dynamodb.send(
      new BatchGetItemCommand({
        RequestItems: { things: { Keys: [key('r1')], ConsistentRead: true } },
      }),
    );
    expect(aws.usage().functions.api).toEqual({
      GetItem: { calls: 2, readUnits: 1.5, writeUnits: 0 },
      Query: { calls: 1, readUnits: 0.5, writeUnits: 0 },
      BatchGetItem: { calls: 1, readUnits: 1, writeUnits: 0 },
    });
  });

  it('leaves the caller the detail it asked for', async () => {
    const put = (ReturnConsumedCapacity: 'TOTAL' | 'INDEXES') =>
      admin.dynamodb.send(
        new PutItemCommand({
          TableName: 'things',
          Item: item(ReturnConsumedCapacity, {
            byPk: { S: 'c' },
            bySk: { S: '1' },
          }),
          ReturnConsumedCapacity,
        }),
      );
    expect((await put('TOTAL')).ConsumedCapacity).toEqual({
      TableName: 'things',
      CapacityUnits: 2,
    });
    expect((await put('INDEXES')).ConsumedCapacity?.GlobalSecondaryIndexes?.board?.CapacityUnits).toBe(1);
    expect(aws.usage().functions.admin?.PutItem?.writeUnits).toBe(4);
  });

  it('tells watchers of every call, and a watcher that throws breaks it', async () => {
    const seen: string[] = [];
    const forget = aws.onCall(({ caller, operation, phase, units }) => {
      seen.push(`${caller} ${operation} ${phase}${units ? ` ${units.write}` : ''}`);
    });
    await admin.dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item('w1') }));
    forget();
    expect(seen).toEqual(['admin PutItem before', 'admin PutItem after 1']);

    for (const broken of ['before', 'after'] as const) {
      const stop = aws.onCall(({ phase }) => {
        if (phase === broken) throw new Error('cut');
      });
      await expect(
        admin.dynamodb.send(
          new PutItemCommand({
            TableName: 'things',
            Item: item(`cut-${broken}`),
          }),
        ),
      ).rejects.toThrow();
      stop();
      const { Item } = await admin.dynamodb.send(
        new GetItemCommand({ TableName: 'things', Key: key(`cut-${broken}`) }),
      );
      expect(Item !== undefined).toBe(broken === 'after');
    }
  });
});

describe('faults', () => {
  it.each([
    ['dynamodb', 'PutItem', 'ProvisionedThroughputExceededException'],
    ['sqs', 'SendMessage', 'RequestThrottled'],
    ['sns', 'CreateTopic', 'Throttling'],
    ['s3', 'PutObject', 'SlowDown'],
  ] as const)('throttles %s so that the SDK retries by itself', async (service, operation, name) => {
    aws.setFault({ service, operation, kind: 'throttle' });
    const call = (clients: ReturnType<typeof clientsOf>) => {
      if (service === 'dynamodb')
        return clients.dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item('f') }));
      if (service === 'sqs')
        return clients.sqs.send(
          new SendMessageCommand({
            QueueUrl: aws.queueUrl('inbox'),
            MessageBody: 'f',
          }),
        );
      if (service === 'sns') return clients.sns.send(new CreateTopicCommand({ Name: 'f' }));
      return clients.s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'f', Body: 'f' }));
    };
    await expect(call(admin)).rejects.toMatchObject({ name });

    // The fault goes away while the SDK is backing off.
    const stop = aws.onCall(({ phase }) => {
      if (phase === 'after') aws.clearFaults();
    });
    await call(clientsOf(aws, 'admin', 3));
    stop();
  });

  it('answers 500 where an error is asked for, only for the calls that match', async () => {
    aws.setFault({ service: 'dynamodb', operation: 'PutItem', kind: 'error' });
    await expect(
      admin.dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item('e') })),
    ).rejects.toMatchObject({
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500 },
    });
    await admin.dynamodb.send(new GetItemCommand({ TableName: 'things', Key: key('e') }));
  });

  it('commits and then never answers', async () => {
    aws.setFault({
      service: 'dynamodb',
      operation: 'PutItem',
      kind: 'crash-after-commit',
    });
    await expect(
      admin.dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item('crash') })),
    ).rejects.toThrow();
    const { Item } = await admin.dynamodb.send(new GetItemCommand({ TableName: 'things', Key: key('crash') }));
    expect(Item).toBeDefined();
  });

  it('adds latency', async () => {
    aws.setFault({ kind: 'latency', ms: 60 });
    const before = performance.now();
    await admin.dynamodb.send(new GetItemCommand({ TableName: 'things', Key: key('slow') }));
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  });

  it('strikes at its rate', async () => {
    aws.setFault({ service: 'dynamodb', kind: 'error', rate: 0.5 });
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () =>
        admin.dynamodb.send(new GetItemCommand({ TableName: 'things', Key: key('dice') })).then(
          () => 'ok',
          () => 'error',
        ),
      ),
    );
    const errors = outcomes.filter((one) => one === 'error').length;
    expect(errors).toBeGreaterThan(30);
    expect(errors).toBeLessThan(70);
  });

  it('refuses a fault that makes no sense', () => {
    expect(() => aws.setFault({ kind: 'explode' as 'error' })).toThrow('kind must be one of');
    expect(() => aws.setFault({ kind: 'error', rate: 2 })).toThrow('rate must be');
  });
});
