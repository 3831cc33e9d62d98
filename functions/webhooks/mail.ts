import { readSesEvent } from '../../shared/channels/email/read.ts';
import { record, records } from '../../shared/channels/json.ts';
import type { WebhooksDeps } from './deps.ts';

/** Whether SES itself calls: its right to do so is the function's resource policy, there is nothing to verify. */
export function isSesEvent(event: unknown): boolean {
  return records(record(event)?.Records).some(({ eventSource }) => eventSource === 'aws:ses');
}

/**
 * Mails that lie in the bucket, announced by SES without SNS between.
 * @throws when a mail cannot be read or queued now: SES calls again
 */
export async function takeMails(
  event: unknown,
  deps: Pick<WebhooksDeps, 'enqueue' | 'mails' | 'now'>,
): Promise<undefined> {
  const receivedAt = new Date(deps.now()).toISOString();
  await deps.enqueue(await readSesEvent(event, receivedAt, deps.mails));
}
