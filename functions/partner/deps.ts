import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { partnerConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Room } from '../../shared/ledger/execute.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { type Links, tableLinks } from '../../shared/outbox/links.ts';

/** What the agencies' doors need of the world. */
export interface PartnerDeps {
  room: Room;
  links: Pick<Links, 'find'>;
  now: () => number;
}

export function realDeps(): PartnerDeps {
  const { tables } = partnerConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const store = dynamoStore({ client, tables, now, random });
  return {
    room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
    links: tableLinks(client, tables.cases),
    now,
  };
}
