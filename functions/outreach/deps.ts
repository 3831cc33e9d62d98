import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { outreachConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { metric } from '../../shared/metric.ts';
import { alertPublisher, tableLeases } from '../../shared/outbox/aws.ts';
import type { OutreachDeps } from './outreach.ts';

export function realDeps(): OutreachDeps {
  const config = outreachConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const dynamodb = dynamoClient();
  const store = dynamoStore({ client: dynamodb, tables: config.tables, now, random });
  return {
    room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
    leases: tableLeases(dynamodb, config.tables.cases, now),
    publish: alertPublisher({ maxAttempts: 2 }, config.topicArnPrefix),
    count: (name) => metric(config.stage, now(), { [name]: 1 }),
    baseUrl: config.baseUrl,
    now,
  };
}
