import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';

/** Work queues with a dead-letter queue, as the stack names them; those in order end in `.fifo`. */
const ORDERED = { intake: true, replies: true, media: false, reconcile: false, pokes: false } as const;

export type QueueName = keyof typeof ORDERED;
export const QUEUES = Object.keys(ORDERED) as QueueName[];

/** What lies in a dead-letter queue: never what anybody said, never who anybody is. */
export interface DeadLetters {
  /** Names of the two queues. */
  dead: string;
  source: string;
  deadArn: string;
  /** As SQS counts them: about. */
  count: number;
  /** How many of them were looked at. */
  looked: number;
  /** How many by kind: `message whatsapp text`. */
  kinds: Record<string, number>;
  /** Distinct senders, recipients. */
  groups: number;
  /** Since the oldest of those looked at came, seconds. */
  oldestSeconds: number;
}

/** Looked at in one go at most; hidden meanwhile, seconds. */
const MOST = 500;
const HIDDEN = 60;
const BATCH = 10;

/** Pause between looks at a move that is under way, milliseconds. */
const LOOK_MS = 1_000;

/** Queue names of a stage. */
export function namesOf(stage: string, name: QueueName): { dead: string; source: string } {
  const end = ORDERED[name] ? '.fifo' : '';
  return { dead: `ops-room-${stage}-${name}-dead${end}`, source: `ops-room-${stage}-${name}${end}` };
}

/**
 * Counts what lies there and looks at some of it; whatever was looked at is visible again at once, in its order. In a FIFO queue at most ten
 * messages of one sender can be seen.
 *
 * @throws when there is no such queue or SQS refuses.
 */
export async function deadLetters(sqs: SQSClient, stage: string, name: QueueName): Promise<DeadLetters> {
  const names = namesOf(stage, name);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: names.dead }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'] }),
  );
  const seen = await look(sqs, QueueUrl!);
  const kinds: Record<string, number> = {};
  for (const { Body } of seen) kinds[kindOf(Body ?? '')] = (kinds[kindOf(Body ?? '')] ?? 0) + 1;
  const sent = seen.map(({ Attributes: its }) => Number(its?.SentTimestamp));
  return {
    ...names,
    deadArn: Attributes.QueueArn!,
    count: Math.max(Number(Attributes.ApproximateNumberOfMessages), seen.length),
    looked: seen.length,
    kinds,
    groups: new Set(seen.map(({ Attributes: its, MessageId }) => its?.MessageGroupId ?? MessageId)).size,
    oldestSeconds: sent.length > 0 ? Math.max(0, Math.round((Date.now() - Math.min(...sent)) / 1000)) : 0,
  };
}

async function look(sqs: SQSClient, QueueUrl: string): Promise<Message[]> {
  const seen: Message[] = [];
  try {
    while (seen.length < MOST) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: BATCH,
          VisibilityTimeout: HIDDEN,
          MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
        }),
      );
      if (Messages.length === 0) break;
      seen.push(...Messages);
    }
  } finally {
    for (let from = 0; from < seen.length; from += BATCH) {
      const Entries = seen.slice(from, from + BATCH).map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  }
  return seen;
}

/** Words of ours only: anything that is not one of our short codes is left out. */
function kindOf(body: string): string {
  try {
    const { type, channel, kind, status } = JSON.parse(body) as Record<string, unknown>;
    const words = [type, channel, kind, status].filter(
      (word) => typeof word === 'string' && /^[a-z_]{1,20}$/.test(word),
    );
    return words.join(' ') || 'job';
  } catch {
    return 'unreadable';
  }
}

/**
 * Moves everything back, oldest first, so that each sender's order is kept
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html). The move goes on by
 * itself if this process dies.
 *
 * @returns how many were moved. @throws when SQS refuses, or the move failed half-way: start it again.
 */
export async function redrive(sqs: SQSClient, { deadArn }: Pick<DeadLetters, 'deadArn'>): Promise<number> {
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }));
  for (;;) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: deadArn, MaxResults: 1 }));
    const { Status, ApproximateNumberOfMessagesMoved: moved = 0, FailureReason } = Results[0] ?? {};
    if (Status === 'COMPLETED') return moved;
    if (Status !== 'RUNNING')
      throw new Error(`the move is ${Status} after ${moved}: ${FailureReason ?? 'no reason given'}`);
    await delay(LOOK_MS);
  }
}

/** What was found, as a person reads it. */
export function sentencesOf({ dead, count, looked, kinds, groups, oldestSeconds }: DeadLetters): string[] {
  if (count === 0) return [`Nothing lies in ${dead}.`];
  return [
    `${count} in ${dead}; the oldest of ${looked} looked at came ${age(oldestSeconds)} ago, from ${groups} ${groups === 1 ? 'group' : 'groups'}:`,
    ...Object.entries(kinds).map(([kind, n]) => `  ${String(n).padStart(6)}  ${kind}`),
  ];
}

function age(seconds: number): string {
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
