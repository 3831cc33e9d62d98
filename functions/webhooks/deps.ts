import { SQSClient } from '@aws-sdk/client-sqs';
import type { Mails } from '../../shared/channels/email/read.ts';
import { type Enqueue, intakeQueue } from '../../shared/channels/queue.ts';
import type { Settings } from '../../shared/channels/types.ts';
import { webhooksConfig } from '../../shared/config.ts';
import { s3Files } from '../../shared/files/s3.ts';
import { secretReader } from '../../shared/secrets.ts';

/** What the webhooks need of the world. */
export interface WebhooksDeps {
  enqueue: Enqueue;
  /** Channel settings, secrets included, as they are now: a rotated secret is believed without a restart. */
  settings: () => Promise<Settings>;
  /** The address that providers were given, without a trailing slash. */
  publicBaseUrl: string;
  now: () => number;
  fetch: typeof fetch;
  mails: Mails;
}

export function realDeps(): WebhooksDeps {
  const config = webhooksConfig();
  const now = () => Date.now();
  const secret = secretReader(config.secrets, now);
  // The provider with the least patience waits 5 s (channels.md 2.2): two attempts of 2 s, then 503 and it comes again.
  const sqs = new SQSClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 } });
  const credentials = () => sqs.config.credentials();
  const [received, media] = [s3Files(config.mail, credentials), s3Files(config.media, credentials)];
  return {
    enqueue: intakeQueue(sqs, config.intakeQueueUrl),
    settings: async () => {
      const values = { ...config.settings, ...(await secret()) };
      return (name) => values[name] || undefined;
    },
    publicBaseUrl: config.publicBaseUrl,
    now,
    fetch,
    mails: { read: (key) => received.get(key), keep: (key, bytes, mime) => media.put(key, bytes, mime) },
  };
}
