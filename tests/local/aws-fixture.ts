import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  type AwsResource,
  type AwsSide,
  type AwsSideOptions,
  type Statement,
  startAwsSide,
} from '../../infra/local/aws/index.ts';

export const REGION = 'me-central-1';
export const ACCOUNT = '000000000000';
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/things`;

/** A table with a sparse index, a FIFO queue with its dead-letter queue, a plain queue, a bucket. */
export const RESOURCES: AwsResource[] = [
  {
    type: 'table',
    table: {
      TableName: 'things',
      AttributeDefinitions: ['pk', 'sk', 'byPk', 'bySk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'board',
          KeySchema: [
            { AttributeName: 'byPk', KeyType: 'HASH' },
            { AttributeName: 'bySk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      StreamSpecification: {
        StreamEnabled: true,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    },
    ttlAttribute: 'ttl',
  },
  { type: 'queue', name: 'jobs-dead.fifo' },
  {
    type: 'queue',
    name: 'jobs.fifo',
    attributes: {
      VisibilityTimeout: '60',
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs-dead.fifo`,
        maxReceiveCount: 2,
      }),
    },
  },
  { type: 'queue', name: 'inbox' },
  { type: 'queue', name: 'dead' },
  { type: 'bucket', name: 'files' },
];

export async function startSide(options: Partial<AwsSideOptions> = {}): Promise<AwsSide> {
  const aws = await startAwsSide({
    dataDir: 'memory',
    policies: new Map(),
    now: () => Date.now(),
    region: REGION,
    account: ACCOUNT,
    ...options,
  });
  await aws.ensure(RESOURCES);
  return aws;
}

export function allow(actions: string[], resources: string[], conditions?: Statement['conditions']): Statement {
  return {
    effect: 'Allow',
    actions,
    resources,
    ...(conditions ? { conditions } : {}),
  };
}

/** SDK clients of one function, as it would have them on AWS: the access key id is its name. */
export function clientsOf(aws: AwsSide, caller: string, maxAttempts = 1) {
  const config = {
    endpoint: aws.url,
    region: REGION,
    credentials: { accessKeyId: caller, secretAccessKey: 'local' },
    maxAttempts,
  };
  return {
    dynamodb: new DynamoDBClient(config),
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    s3: new S3Client(config),
  };
}

export async function temporaryFolder(): Promise<{
  folder: string;
  remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'aws-side-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
