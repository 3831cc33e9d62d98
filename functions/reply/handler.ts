import { type QueueRecord, sendBatch } from './batch.ts';
import { realDeps } from './deps.ts';
import { send } from './send.ts';

const deps = realDeps();

interface QueueEvent {
  Records: (QueueRecord & { eventSourceARN: string })[];
}

export const handler = (event: QueueEvent, context: { getRemainingTimeInMillis(): number }) => {
  const queueArn = event.Records[0]?.eventSourceARN ?? '';
  return sendBatch(event.Records, {
    send: (job) => send(job, deps.send),
    hide: (receiptHandle, seconds) => deps.hide(queueArn, receiptHandle, seconds),
    remaining: () => context.getRemainingTimeInMillis(),
  });
};
