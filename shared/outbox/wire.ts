import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { OutboxConfig } from '../config.ts';
import { dynamoClient, dynamoStore } from '../ledger/dynamo.ts';
import { policyReader } from '../ledger/policies.ts';
import { metric } from '../metric.ts';
import { secretReader } from '../secrets.ts';
import { alertPublisher, mediaQueue, replyQueue, tableLeases } from './aws.ts';
import type { Outbox } from './carry-out.ts';
import { tableLinks } from './links.ts';

/** A refusal is retried by the stream or the next minute; hanging on to one call would hold up the others. */
const CALLS = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } };

/** The outbox on AWS, as relay and clock use it. */
export function awsOutbox(config: OutboxConfig): { outbox: Outbox; sqs: SQSClient } {
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const dynamodb = dynamoClient();
  const store = dynamoStore({ client: dynamodb, tables: config.tables, now, random });
  const secret = secretReader(config.secrets, now);
  const sqs = new SQSClient(CALLS);
  const outbox: Outbox = {
    room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
    leases: tableLeases(dynamodb, config.tables.cases, now),
    links: tableLinks(dynamodb, config.tables.cases),
    linkKey: async () => {
      const { key } = await secret();
      if (!key) throw new Error('the links secret has no key');
      return key;
    },
    publish: alertPublisher(CALLS, config.topicArnPrefix),
    queueReply: replyQueue(sqs, config.repliesQueueUrl),
    queueMedia: mediaQueue(sqs, config.mediaQueueUrl),
    count: (name) => metric(config.stage, now(), { [name]: 1 }),
    baseUrl: config.baseUrl,
    linkBaseUrl: config.linkBaseUrl,
    now,
  };
  return { outbox, sqs };
}
