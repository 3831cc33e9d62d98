import { log } from '../../shared/log.ts';
import type { MediaJob } from '../../shared/outbox/carry-out.ts';
import type { Fetched } from './fetch-attachment.ts';

/** A record of the queue, as Lambda hands it over. */
export interface QueueRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount?: string };
}

export interface BatchDeps {
  fetch: (job: MediaJob, attempt: number) => Promise<Fetched>;
  /** Hides a job for so many seconds. */
  hide: (receiptHandle: string, seconds: number) => Promise<void>;
}

/** Attachments beside each other: none waits for another's provider. @returns the records that are not done, in Lambda's words */
export async function fetchBatch(
  records: readonly QueueRecord[],
  deps: BatchDeps,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const done = await Promise.all(records.map((record) => fetched(record, deps)));
  const left = records.filter((_, index) => !done[index]);
  return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function fetched(record: QueueRecord, deps: BatchDeps): Promise<boolean> {
  try {
    const attempt = Number(record.attributes.ApproximateReceiveCount ?? 1);
    const outcome = await deps.fetch(JSON.parse(record.body) as MediaJob, attempt);
    if (outcome.state === 'done') return true;
    await deps.hide(record.receiptHandle, outcome.seconds);
  } catch (error) {
    log('media.failed', { message: record.messageId, error: (error as Error).name });
  }
  return false;
}
