import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Enqueue, intakeQueue } from '../../shared/channels/queue.ts';
import type { Settings } from '../../shared/channels/types.ts';
import { reconcileConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Room } from '../../shared/ledger/execute.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';

/** What a reconciliation needs of the world. */
export interface ReconcileDeps {
  room: Room;
  /** Which of these keys of single items (markers, `out#…`) the cases table has. */
  present(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** The queue that the webhooks fill: what was lost goes the way it would have gone. */
  enqueue: Enqueue;
  settings(): Promise<Settings>;
  fetch: typeof fetch;
  publicBaseUrl: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

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
