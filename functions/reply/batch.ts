import { log } from '../../shared/log.ts';
import type { ReplyJob } from '../../shared/outbox/carry-out.ts';
import type { Handled } from './send.ts';

/** A record of the FIFO queue, as Lambda hands it over. */
export interface QueueRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { MessageGroupId?: string };
}

export interface BatchDeps {
  send: (job: ReplyJob) => Promise<Handled>;
  /** Hides a message for so many seconds; until then its recipient's later messages wait behind it. */
  hide: (receiptHandle: string, seconds: number) => Promise<void>;
  /** Milliseconds that this invocation still has. */
  remaining: () => number;
}

/** The longest one message takes: the provider's answer and two writes. Less time left means: leave it for the next run. */
export const MESSAGE_MS = 8000;

/**
 * A batch: each recipient's messages in order, recipients beside each other. The first of a recipient's that must come again
 * brings all his later ones with it.
 * @returns the records that are not done, in Lambda's words
 */
export async function sendBatch(
  records: readonly QueueRecord[],
  deps: BatchDeps,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const groups = new Map<string, QueueRecord[]>();
  for (const record of records) {
    const group = record.attributes.MessageGroupId ?? record.messageId;
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  const left = await Promise.all([...groups.values()].map((group) => sendInOrder(group, deps)));
  return { batchItemFailures: left.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function sendInOrder(group: readonly QueueRecord[], deps: BatchDeps): Promise<readonly QueueRecord[]> {
  for (const [index, record] of group.entries()) {
    if (deps.remaining() < MESSAGE_MS || !(await done(record, deps))) return group.slice(index);
  }
  return [];
}

async function done(record: QueueRecord, deps: BatchDeps): Promise<boolean> {
  try {
    const handled = await deps.send(JSON.parse(record.body) as ReplyJob);
    if (handled.state === 'done') return true;
    await deps.hide(record.receiptHandle, handled.seconds);
  } catch (error) {
    log('reply.not-recorded', { message: record.messageId, error: (error as Error).name });
  }
  return false;
}
