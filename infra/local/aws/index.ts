import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Door } from './door.ts';
import { startDynoxide } from './dynoxide.ts';
import { Faults } from './faults.ts';
import { DEDUPLICATION_MS, messagesOf, startFauxqs } from './fauxqs.ts';
import { Journal } from './journal.ts';
import { Meter } from './meter.ts';
import { dynamoCaller, ensure } from './resources.ts';
import { Sns } from './sns.ts';
import type { AwsSide, AwsSideOptions } from './types.ts';

export type * from './types.ts';

/** Pauses before each attempt to reach an HTTPS subscriber, milliseconds. */
const DELIVERY_PAUSES = [0, 1000, 2000, 4000];

/**
 * Starts the emulators and the door in front of them. With a data folder everything accepted survives `kill -9`.
 * Rejects with one clear sentence when something is missing or the folder is damaged.
 */
export async function startAwsSide(options: AwsSideOptions): Promise<AwsSide> {
  const { region, account, policies, now, extra } = options;
  const folder = options.dataDir === 'memory' ? undefined : options.dataDir;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const { journal, entries } = await Journal.open(folder && join(folder, 'journal.ndjson'));
  const dynoxide = options.dynamodbEndpoint
    ? undefined
    : await startDynoxide(folder ? join(folder, 'dynamodb.sqlite') : 'memory');
  const dynamodbUrl = options.dynamodbEndpoint ?? dynoxide!.url;
  const partitionKeys = new Map<string, string>();
  const url = () => door.url;

  const fauxqs = await startFauxqs({ region, account, url, journal, entries, folder });
  const sns = new Sns({
    fauxqs,
    journal,
    entries,
    file: folder && join(folder, 'topics.json'),
    region,
    account,
    now,
    url,
    pauses: options.deliveryPauses ?? DELIVERY_PAUSES,
    onDelivery: options.onDelivery,
  });
  const faults = new Faults(options.seed);
  const meter = new Meter();
  const place = {
    region,
    account,
    partitionKey: (table: string) => partitionKeys.get(table),
    topicOf: (arn: string) => sns.topicOf(arn),
  };
  const door = new Door({
    port: options.port ?? 0,
    place,
    policies,
    dynamodbUrl,
    fauxqs,
    sns,
    journal,
    faults,
    meter,
    now,
    extra,
    onGrant: options.onGrant,
  });
  await door.open();
  sns.resume();
  const dynamo = dynamoCaller(dynamodbUrl, region);

  return {
    url: door.url,
    dynamodbUrl,
    async ensure(resources) {
      for (const resource of resources) {
        if (resource.type !== 'table') continue;
        const key = resource.table.KeySchema?.find((one) => one.KeyType === 'HASH')?.AttributeName;
        if (resource.table.TableName && key) partitionKeys.set(resource.table.TableName, key);
      }
      await ensure(resources, dynamo, fauxqs, sns);
    },
    queueUrl: (name) => `${door.url}/${account}/${name}`,
    usage: () => meter.usage(),
    resetUsage: () => meter.reset(),
    denied: () => meter.denied(),
    setFault: (fault) => faults.set(fault),
    clearFaults: () => faults.clear(),
    onCall(hook) {
      door.hooks.add(hook);
      return () => door.hooks.delete(hook);
    },
    async queueDepth(name) {
      const queue = fauxqs.sqs.getQueueByName(name);
      return queue ? messagesOf(queue).length : 0;
    },
    queueNames: () => fauxqs.sqs.listQueues().map((queue) => queue.name),
    redeliverNow(name) {
      for (const queue of fauxqs.sqs.listQueues())
        if (name === undefined || queue.name === name) elapse(queue, Number.POSITIVE_INFINITY);
    },
    elapse(milliseconds) {
      for (const queue of fauxqs.sqs.listQueues()) {
        elapse(queue, milliseconds);
        if (milliseconds >= DEDUPLICATION_MS) queue.deduplicationCache.clear();
      }
    },
    pendingDeliveries: () => sns.pendingDeliveries,
    deliveries: () => sns.deliveries(),
    subscriptions: () => sns.subscriptions(),
    confirmSubscription: async (token) => sns.confirm(token) !== undefined,
    async close() {
      sns.close();
      await door.close();
      await fauxqs.close();
      await journal.close();
      await dynoxide?.close();
    },
  };
}

type Queue = NonNullable<ReturnType<Awaited<ReturnType<typeof startFauxqs>>['sqs']['getQueueByName']>>;

/** Brings forward everything a queue is waiting for. */
function elapse(queue: Queue, milliseconds: number): void {
  for (const entry of queue.inflightMessages.values()) entry.visibilityDeadline -= milliseconds;
  for (const message of [...queue.delayedMessages, ...[...queue.fifoDelayed.values()].flat()]) {
    if (message.delayUntil !== undefined) message.delayUntil -= milliseconds;
  }
  queue.processTimers();
}
