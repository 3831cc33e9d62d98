import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

/** A handover waits no longer than this for a count; it goes on without. */
const CALLS = { maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1000 } };

/**
 * Messages that lie in dead-letter queues, by the last part of each queue's URL.
 */
export async function deadLettersIn(urls: readonly string[]): Promise<{ queue: string; count: number }[]> {
  const sqs = new SQSClient(CALLS);
  const counts = await Promise.all(
    urls.map(async (QueueUrl) => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
      const { Attributes } = await sqs.send(asked);
      return { queue: QueueUrl.split('/').at(-1)!, count: Number(Attributes?.ApproximateNumberOfMessages ?? 0) };
    }),
  );
  sqs.destroy();
  return counts;
}
