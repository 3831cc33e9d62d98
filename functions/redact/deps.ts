import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { redactConfig } from '../../shared/config.ts';
import { s3List } from '../../shared/files/list.ts';
import { type Files, s3Files } from '../../shared/files/s3.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Room } from '../../shared/ledger/execute.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';
import { type RedactionTable, redactionTable } from './table.ts';

/** The world as forgetting needs it. */
export interface RedactDeps {
  room: Room;
  table: RedactionTable;
  media: Pick<Files, 'remove'>;
  /** What was exported of cases, and the keys of it under a prefix. */
  exported: Pick<Files, 'remove'> & { list(prefix: string): Promise<string[]> };
  /** The stage's secret, under which the pointers of those who were forgotten stand. */
  hashKey(): Promise<string>;
  /** What somebody typed, as E.164: the form under which numbers are looked for. */
  phoneNumber(typed: string, country?: string): Promise<string | undefined>;
  now(): number;
}

/** A decision by its case and the seq of its event. */
export interface Decision {
  id: string;
  seq: number;
}

/** What is done is done by the room; two people decided it. */
export const byRedact = ({ now }: Pick<RedactDeps, 'now'>) => ({
  actor: { kind: 'system' as const, id: 'redact' },
  now: new Date(now()).toISOString(),
});

export function realDeps(): RedactDeps {
  const config = redactConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const store = dynamoStore({ client, tables: config.tables, now, random });
  const secret = secretReader(config.secrets, now);
  return {
    room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
    table: redactionTable(client, config.tables, now),
    hashKey: async () => {
      const { key } = await secret();
      if (!key) throw new Error('the links secret has no key');
      return key;
    },
    phoneNumber: async (typed, country) => (await import('../../shared/people/phone.ts')).e164Of(typed, country),
    media: s3Files(config.media, () => client.config.credentials()),
    exported: {
      ...s3Files(config.files, () => client.config.credentials()),
      list: s3List(config.files, () => client.config.credentials()),
    },
    now,
  };
}
