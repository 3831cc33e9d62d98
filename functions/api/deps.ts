import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isRoomRung } from '../../shared/agency/agency.ts';
import { cognitoAppClients } from '../../shared/agency/app-clients.ts';
import { type AgencyPorts, agencyHead } from '../../shared/agency/directory.ts';
import { redReasons, type Standing, standingStream } from '../../shared/agency/standing.ts';
import type { Suggestion } from '../../shared/case/events.ts';
import { apiConfig } from '../../shared/config.ts';
import { type FactsStore, tableFacts } from '../../shared/figures/table.ts';
import { type Files, s3Files } from '../../shared/files/s3.ts';
import { type Leave, s3Leave } from '../../shared/files/upload.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Room } from '../../shared/ledger/execute.ts';
import { crisisReader, policyReader } from '../../shared/ledger/policies.ts';
import { type Tickets, tableTickets } from '../../shared/live/tickets.ts';
import { type Trusted, trustedReader } from '../../shared/shifts/duty.ts';
import { type Presence, tablePresence } from '../../shared/shifts/presence.ts';

/** What the staff API needs of the world. */
export interface ApiDeps {
  room: Room;
  now: () => number;
  agencies: AgencyPorts;
  /** The snapshot of an active agency that an escalation keeps (d.3 rule 6). */
  agency(id: string): Promise<{ id: string; tiers: number; red?: boolean } | undefined>;
  /** Triage's words are a quarter of a bundle and most requests need none of them: they are loaded when first asked for. */
  suggest(text: string, about: { channel?: string; country?: string }): Promise<Suggestion>;
  /** The country of a position; the borders are loaded when first asked for. */
  countryAt(at: { lat: number; lon: number }): Promise<string | undefined>;
  /** What somebody typed, as E.164; the metadata of the world's numbers are loaded when first asked for. */
  phoneNumber(typed: string, country?: string): Promise<string | undefined>;
  /** Our own accounts at WhatsApp: under each of them a person's number is his id. */
  whatsappAccounts: readonly string[];
  files: Pick<Files, 'put' | 'link'>;
  /** Host name under which person records are published, where this deployment does so at all (domain.md f.3: off by default). */
  pfif?: string;
  /** What citizens sent. */
  media: Pick<Files, 'link'>;
  /** Leave to put one object into the bucket of what citizens sent. */
  leave: Leave;
  /** What the figures are counted from. */
  facts: FactsStore;
  tickets: Tickets;
  presence: Presence;
  /** Supervisors to whom restricted and sealed cases are open now. */
  trusted(): Promise<Trusted>;
  /** Messages that lie in dead-letter queues, by queue. */
  deadLetters(): Promise<{ queue: string; count: number }[]>;
  /** Where consoles connect, `wss://…/live`. */
  liveUrl: string;
  /** A text that was built beside this function: the OpenAPI document, the readable page. */
  document(name: 'openapi.json' | 'docs.html'): Promise<string>;
}

export function realDeps(): ApiDeps {
  const config = apiConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const store = dynamoStore({ client, tables: config.tables, now, random });
  const credentials = () => client.config.credentials();
  return {
    room: {
      store,
      policies: policyReader(store, now),
      crises: crisisReader(store, now),
      random,
      pause: async (ms) => void (await delay(ms)),
    },
    now,
    agencies: {
      store,
      topics: {
        sync: async (...change) =>
          (await import('./topics.ts')).topicsAt(config.topicArnPrefix, config.agencyDeadQueueArn).sync(...change),
      },
      clients: cognitoAppClients(config.userPool, credentials, now),
    },
    agency: async (id) => {
      const [found, standing] = await Promise.all([agencyHead(store, id), store.head<Standing>(standingStream(id))]);
      if (!found?.state.active || isRoomRung(id)) return undefined;
      const red = standing !== undefined && redReasons(standing.state).length > 0;
      return { id, tiers: found.state.tiers.length, ...(red ? { red } : {}) };
    },
    suggest: async (text, about) => (await import('../../shared/triage/suggest.ts')).suggest(text, about),
    countryAt: async (at) => (await import('../../shared/people/country.ts')).countryAt(at),
    phoneNumber: async (typed, country) => (await import('../../shared/people/phone.ts')).e164Of(typed, country),
    whatsappAccounts: config.whatsappAccounts,
    files: s3Files(config.files, credentials),
    ...(config.pfif ? { pfif: config.pfif } : {}),
    media: s3Files(config.media, credentials),
    leave: s3Leave(config.media, credentials),
    facts: tableFacts(client, config.tables.cases, store.rows),
    tickets: tableTickets(client, config.tables.cases, now),
    presence: tablePresence(client, config.tables.cases, now),
    trusted: trustedReader(store, now),
    // Asked for when a shift changes: its client is loaded then.
    deadLetters: async () => (await import('./dead-letters.ts')).deadLettersIn(config.deadQueueUrls),
    liveUrl: config.liveUrl,
    document: (name) => readFile(new URL(`./${name}`, import.meta.url), 'utf8'),
  };
}
