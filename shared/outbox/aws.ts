import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SNSClientConfig } from '@aws-sdk/client-sns';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { toItem } from '../ledger/item.ts';
import { once } from '../triage/once.ts';
import type { Leases, Outbox } from './carry-out.ts';

/** A lease is worth nothing after a minute; TTL takes it away. */
const LEASE_KEPT = 86_400;

/** Leases in the cases table: `lease#<name>`. */
export function tableLeases(dynamodb: DynamoDBClient, table: string, now: () => number): Leases {
  const key = (name: string) => toItem({ pk: `lease#${name}`, sk: '-' });
  return {
    async take(name, holder, seconds) {
      const at = Math.floor(now() / 1000);
      return unlessHeld(
        dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key: key(name),
            UpdateExpression: 'SET #holder = :holder, #until = :until, #ttl = :ttl',
            ConditionExpression: 'attribute_not_exists(pk) OR #holder = :holder OR #until <= :now',
            ExpressionAttributeNames: { '#holder': 'holder', '#until': 'until', '#ttl': 'ttl' },
            ExpressionAttributeValues: toItem({
              ':holder': holder,
              ':until': at + seconds,
              ':ttl': at + LEASE_KEPT,
              ':now': at,
            }),
          }),
        ),
      );
    },
    async release(name, holder) {
      await unlessHeld(
        dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key: key(name),
            UpdateExpression: 'SET #until = :free',
            ConditionExpression: '#holder = :holder',
            ExpressionAttributeNames: { '#holder': 'holder', '#until': 'until' },
            ExpressionAttributeValues: toItem({ ':holder': holder, ':free': 0 }),
          }),
        ),
      );
    },
  };
}

async function unlessHeld(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Alerts through SNS, whose client is loaded with the first one: most functions that start send none.
 *
 * @param arnPrefix `arn:aws:sns:<region>:<account>:ops-room-<stage>-`.
 */
export function alertPublisher(calls: SNSClientConfig, arnPrefix: string): Outbox['publish'] {
  const publisher = once(async () => (await import('./sns.ts')).snsPublisher(calls, arnPrefix));
  return async (...alert) => (await publisher())(...alert);
}

/** The FIFO queue of outgoing messages; a message queued twice within five minutes is there once. */
export function replyQueue(sqs: SQSClient, queueUrl: string): Outbox['queueReply'] {
  return async (job, { channel, scope, id }) => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: createHash('sha256').update(`${channel}|${scope}|${id}`).digest('hex'),
        MessageDeduplicationId: job.messageId,
      }),
    );
  };
}

/** The queue of attachments to fetch; a job that comes twice finds the attachment fetched. */
export function mediaQueue(sqs: SQSClient, queueUrl: string): Outbox['queueMedia'] {
  return async (job) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(job) }));
  };
}
