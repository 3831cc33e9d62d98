import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { intakeQueue } from '../../shared/channels/queue.ts';
import { reconcileConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';
import type { ReconcileDeps } from './reconcile.ts';

export function realDeps(): ReconcileDeps & { again(id: string): Promise<void> } {
  const config = reconcileConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const store = dynamoStore({ client: dynamoClient(), tables: config.tables, now, random });
  const secret = secretReader(config.secrets, now);
  const sqs = new SQSClient({});
  return {
    room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
    present: store.present,
    enqueue: intakeQueue(sqs, config.intakeQueueUrl),
    settings: async () => {
      const values = { ...config.settings, ...(await secret()) };
      return (name) => values[name] || undefined;
    },
    fetch,
    publicBaseUrl: config.publicBaseUrl,
    now,
    again: async (id) => {
      const MessageBody = JSON.stringify({ id });
      await sqs.send(new SendMessageCommand({ QueueUrl: config.reconcileQueueUrl, MessageBody }));
    },
  };
}
