import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsSide, type Subscription, startAwsSide } from '../../infra/local/aws/index.ts';
import { Journal } from '../../infra/local/aws/journal.ts';
import { clientsOf, RESOURCES, startSide, temporaryFolder } from './aws-fixture.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  temporary = await temporaryFolder();
});
afterEach(() => temporary.remove());

async function bodies(aws: AwsSide, queue: string): Promise<(string | undefined)[]> {
  const { sqs } = clientsOf(aws, 'admin');
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: aws.queueUrl(queue), MaxNumberOfMessages: 10 }),
  );
  return Messages.map((message) => message.Body);
}

describe('a room killed with kill -9', () => {
  it('finds everything again that was answered', async () => {
    // Takes a connection and never answers: the question to confirm is still under way when the room dies.
    const posts: string[] = [];
    let heard: () => void = () => {};
    let answering = false;
    const subscriber = createServer((req, res) => {
      let text = '';
      req.on('data', (chunk) => {
        text += chunk;
      });
      req.on('end', () => {
        posts.push(text);
        if (answering) res.end();
        heard();
      });
    });
    subscriber.listen(0, '127.0.0.1');
    await once(subscriber, 'listening');
    const unreachable = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/hook`;

    const child = spawn(
      process.execPath,
      [
        '--no-warnings',
        '--import',
        'tsx',
        new URL('./aws-child.ts', import.meta.url).pathname,
        temporary.folder,
        unreachable,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const before = JSON.parse(line) as { dynamodbUrl: string; subscriptions: Subscription[] };
    child.kill('SIGKILL');
    await once(child, 'exit');
    answering = true;
    const asked = new Promise<void>((resolve) => {
      const already = posts.length;
      heard = () => {
        if (posts.length > already) resolve();
      };
    });

    const aws = await startSide({ dataDir: temporary.folder });
    try {
      expect(aws.subscriptions()).toEqual(before.subscriptions);
      await asked;
      expect(JSON.parse(posts.at(-1) ?? '')).toMatchObject({ Type: 'SubscriptionConfirmation' });

      expect(await aws.queueDepth('jobs.fifo')).toBe(2);
      expect(await bodies(aws, 'jobs.fifo')).toEqual(['first', 'second']);
      expect(await bodies(aws, 'inbox')).toEqual(['alert']);
      expect(await bodies(aws, 'dead')).toEqual([]);

      // Deduplication outlives the kill, for consumed messages too.
      const { sqs, s3, dynamodb } = clientsOf(aws, 'admin');
      const again = { QueueUrl: aws.queueUrl('jobs.fifo'), MessageGroupId: 'g' };
      for (const id of ['done', 'second']) {
        await sqs.send(new SendMessageCommand({ ...again, MessageBody: id, MessageDeduplicationId: id }));
      }
      expect(await aws.queueDepth('jobs.fifo')).toBe(2);

      aws.elapse(600_000);
      expect(await bodies(aws, 'dead')).toEqual(['later']);

      const token = aws.deliveries().find((one) => one.protocol === 'email')?.token;
      expect(await aws.confirmSubscription(token ?? '')).toBe(true);

      const photo = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'media/صورة.jpg' }));
      expect(await photo.Body?.transformToString()).toBe('photo');
      expect(photo).toMatchObject({ ContentType: 'image/jpeg', Metadata: { case: 'k' } });
      const large = await s3.send(new HeadObjectCommand({ Bucket: 'files', Key: 'large' }));
      expect(large.ContentLength).toBe(12 * 1024 * 1024);
      await expect(
        s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'large', Body: 'x', IfNoneMatch: '*' })),
      ).rejects.toMatchObject({ name: 'PreconditionFailed' });

      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: 'things', Key: { pk: { S: 'kept' }, sk: { S: '-' } } }),
      );
      expect(Item).toBeDefined();
      await expect(fetch(before.dynamodbUrl)).rejects.toThrow(); // The emulator died with its room.
    } finally {
      await aws.close();
      subscriber.closeAllConnections();
      subscriber.close();
    }
  });

  it('says in one sentence what is wrong with a damaged folder', async () => {
    await writeFile(join(temporary.folder, 'journal.ndjson'), 'garbage\n{"drop":"x"}\n');
    await expect(
      startAwsSide({
        dataDir: temporary.folder,
        policies: new Map(),
        now: () => Date.now(),
        region: 'me-central-1',
        account: '000000000000',
      }),
    ).rejects.toThrow(/^The data folder is damaged: line 1 of .*journal\.ndjson/);
  });
});

describe('resources', () => {
  it('are made once, and a newer template adds its index to the items that are there', async () => {
    const first = await startSide({ dataDir: temporary.folder });
    const item = { pk: { S: 'old' }, sk: { S: '-' }, ownerPk: { S: 'owner#1' } };
    await clientsOf(first, 'admin').dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item }));
    await first.close();

    const aws = await startSide({ dataDir: temporary.folder });
    try {
      const table = RESOURCES.find((one) => one.type === 'table')!.table;
      const index = {
        IndexName: 'owner',
        KeySchema: [{ AttributeName: 'ownerPk', KeyType: 'HASH' as const }],
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      };
      await aws.ensure([
        {
          type: 'table',
          table: {
            ...table,
            AttributeDefinitions: [
              ...(table.AttributeDefinitions ?? []),
              { AttributeName: 'ownerPk', AttributeType: 'S' },
            ],
            GlobalSecondaryIndexes: [...(table.GlobalSecondaryIndexes ?? []), index],
          },
        },
      ]);
      const { Items } = await clientsOf(aws, 'admin').dynamodb.send(
        new QueryCommand({
          TableName: 'things',
          IndexName: 'owner',
          KeyConditionExpression: 'ownerPk = :o',
          ExpressionAttributeValues: { ':o': { S: 'owner#1' } },
        }),
      );
      expect(Items).toEqual([item]);
    } finally {
      await aws.close();
    }
  });

  it('say in one sentence that no DynamoDB answers', async () => {
    await expect(startSide({ dynamodbEndpoint: 'http://127.0.0.1:1' })).rejects.toThrow(
      'No DynamoDB answers at http://127.0.0.1:1.',
    );
  });
});

describe('the journal', () => {
  it('drops a torn last line and forgets what was dropped', async () => {
    const file = join(temporary.folder, 'journal.ndjson');
    const { journal } = await Journal.open(file);
    journal.put('a', '1', 'one');
    journal.put('a', '2', 'two');
    journal.put('b', '1', 'moved');
    journal.drop('2');
    await journal.close();
    await appendFile(file, '{"put":"3","list":"a","val');
    const reopened = await Journal.open(file);
    expect(reopened.entries).toEqual([{ id: '1', list: 'b', value: 'moved', dropped: false }]);
    await reopened.journal.close();
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('remembers a dropped value as long as it was asked to', async () => {
    const file = join(temporary.folder, 'journal.ndjson');
    const { journal } = await Journal.open(file, 0);
    journal.put('queue', '1', 'value', 1000);
    journal.drop('1');
    await journal.close();
    for (const now of [500, 999]) {
      const { journal: again, entries } = await Journal.open(file, now);
      expect(entries).toEqual([{ id: '1', list: 'queue', value: 'value', dropped: true }]);
      await again.close();
    }
    expect((await Journal.open(file, 1000)).entries).toEqual([]);
  });

  it('has on the disk what was put before synced() resolved', async () => {
    const file = join(temporary.folder, 'journal.ndjson');
    const { journal } = await Journal.open(file);
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        journal.put('list', String(index), index);
        await journal.synced();
        expect(await readFile(file, 'utf8')).toContain(`"put":"${index}"`);
      }),
    );
    await journal.close();
  });
});
