import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { redactConfig } from '../../shared/config.ts';
import { s3Files } from '../../shared/files/s3.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import type { RedactDeps } from './redact.ts';
import { redactionTable } from './table.ts';

export function realDeps(): RedactDeps {
  const config = redactConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const store = dynamoStore({ client, tables: config.tables, now, random });
  return {
    room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
    table: redactionTable(client, config.tables, now),
    media: s3Files(config.media, () => client.config.credentials()),
    now,
  };
}
