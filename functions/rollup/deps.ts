import { randomBytes } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { rollupConfig } from '../../shared/config.ts';
import { publicFigures, publishedSince } from '../../shared/figures/public.ts';
import { putPublished } from '../../shared/figures/publish.ts';
import { tableFacts } from '../../shared/figures/table.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { metric } from '../../shared/metric.ts';
import type { RollupDeps } from './rollup.ts';

export interface RealDeps extends RollupDeps {
  /** Counts anew what the public may read. */
  publish(): Promise<void>;
}

export function realDeps(): RealDeps {
  const config = rollupConfig();
  const now = () => Date.now();
  const client = dynamoClient();
  const store = dynamoStore({ client, tables: config.tables, now, random: (bytes) => randomBytes(bytes) });
  const facts = tableFacts(client, config.tables.cases, store.rows);
  const policies = policyReader(store, now);
  const sqs = new SQSClient({});
  return {
    store,
    facts,
    park: async (record, reason) => {
      const body = JSON.stringify({ reason, record });
      await sqs.send(new SendMessageCommand({ QueueUrl: config.parkedQueueUrl, MessageBody: body }));
    },
    count: (name) => metric(config.stage, now(), { [name]: 1 }),
    publish: async () => {
      const asOf = new Date(now()).toISOString();
      const rows = await facts.since(publishedSince(asOf), asOf);
      await putPublished(client, config.tables.cases, publicFigures(rows, asOf, await policies()));
    },
  };
}
