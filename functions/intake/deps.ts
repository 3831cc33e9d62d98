import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agency } from '../../shared/agency/agency.ts';
import { directoryReader } from '../../shared/agency/reader.ts';
import type { Suggestion } from '../../shared/case/events.ts';
import type { Channel, MessageKind } from '../../shared/case/vocabulary.ts';
import { intakeConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Room } from '../../shared/ledger/execute.ts';
import { crisisReader, policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { knowingForgotten } from './forgotten.ts';
import { Storms, tableShelf } from './storms.ts';

/** What intake needs of the world. */
export interface IntakeDeps {
  room: Room;
  suggest: (text: string, about: { channel: Channel; kind: MessageKind; country?: string }) => Suggestion;
  /** The country of a position; the borders are loaded when first asked for. */
  countryAt(at: { lat: number; lon: number }): Promise<string | undefined>;
  /** The directory: whose numbers alerts go to. */
  agencies(): Promise<readonly Agency[]>;
  /** What came within the hour, by which copies are known; without it nothing is grouped. */
  storms?: Storms;
  /** Milliseconds since the epoch. */
  now: () => number;
}

export function realDeps(): IntakeDeps {
  const { tables, secrets } = intakeConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const secret = secretReader(secrets, now);
  const store = knowingForgotten(dynamoStore({ client, tables, now, random }), client, tables.cases, async () => {
    const { key } = await secret();
    if (!key) throw new Error('the links secret has no key');
    return key;
  });
  return {
    room: {
      store,
      policies: policyReader(store, now),
      crises: crisisReader(store, now),
      random,
      pause: async (ms) => void (await delay(ms)),
    },
    suggest,
    countryAt: async (at) => (await import('../../shared/people/country.ts')).countryAt(at),
    agencies: directoryReader(store, now),
    storms: new Storms(tableShelf(client, tables.cases)),
    now,
  };
}
