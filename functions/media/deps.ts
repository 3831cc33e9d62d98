import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Fetcher } from '../../shared/channels/download.ts';
import { genericMedia } from '../../shared/channels/generic/media.ts';
import { messengerMedia } from '../../shared/channels/messenger/media.ts';
import { telegramMedia } from '../../shared/channels/telegram/media.ts';
import { twilioMedia } from '../../shared/channels/twilio/media.ts';
import { whatsappMedia } from '../../shared/channels/whatsapp/media.ts';
import { mediaConfig } from '../../shared/config.ts';
import { type Files, s3Files } from '../../shared/files/s3.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { QUARANTINE } from '../../shared/media/quarantine.ts';
import { secretReader } from '../../shared/secrets.ts';
import type { MediaDeps } from './fetch-attachment.ts';

export interface MediaFunctionDeps {
  media: MediaDeps;
  hide: (receiptHandle: string, seconds: number) => Promise<void>;
}

export function realDeps(): MediaFunctionDeps {
  const config = mediaConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const store = dynamoStore({ client, tables: config.tables, now, random });
  const files = s3Files(config.media, () => client.config.credentials());
  const secret = secretReader(config.secrets, now);
  const sqs = new SQSClient({});
  return {
    media: {
      room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
      fetchers: {
        whatsapp: whatsappMedia,
        messenger: messengerMedia,
        telegram: telegramMedia,
        sms: twilioMedia,
        twilio_whatsapp: twilioMedia,
        voice: twilioMedia,
        generic: genericMedia,
        web: uploaded(files),
        monitoring: uploaded(files),
        email: uploaded(files),
      },
      settings: async () => {
        const values = { ...config.settings, ...(await secret()) };
        return (name) => values[name] || undefined;
      },
      files,
      fetch,
      now,
    },
    hide: async (ReceiptHandle, VisibilityTimeout) => {
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: config.mediaQueueUrl, ReceiptHandle, VisibilityTimeout }),
      );
    },
  };
}

/** What the public form and mails brought waits in quarantine until its kind is known. */
function uploaded(files: Pick<Files, 'get'>): Fetcher {
  return async ({ ref }, { limit }) => {
    if (!ref.startsWith(QUARANTINE)) return { failed: 'no_source' };
    const bytes = await files.get(ref);
    if (!bytes) return { failed: 'gone' };
    return bytes.length > limit ? { failed: 'too_large' } : { bytes };
  };
}
