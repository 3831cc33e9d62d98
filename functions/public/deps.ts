import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Suggestion } from '../../shared/case/events.ts';
import { publicConfig } from '../../shared/config.ts';
import type { PublicFigures } from '../../shared/figures/public.ts';
import { readPublished } from '../../shared/figures/publish.ts';
import { type Files, originOf, s3Files } from '../../shared/files/s3.ts';
import { type Leave, s3Leave } from '../../shared/files/upload.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Room } from '../../shared/ledger/execute.ts';
import { crisisReader, policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';
import { type Attempts, tableAttempts } from './attempts.ts';

/** What the public pages need of the world. */
export interface PublicDeps {
  room: Room;
  attempts: Attempts;
  files: Pick<Files, 'put' | 'has'>;
  leave: Leave;
  /** Where photos go straight from the browser: the one other origin that the form's script may send to. */
  uploadOrigin: string;
  /** The stage's secret behind the PINs. */
  pinKey(): Promise<string>;
  /** What the words say; triage is loaded with the first report, most who come here read. */
  suggest(text: string, about: { channel: string; kind: string; country?: string }): Promise<Suggestion>;
  /** The country of a position; the borders are loaded when first asked for. */
  countryAt(at: { lat: number; lon: number }): Promise<string | undefined>;
  /** What somebody typed, as E.164: for finding him by it, never to refuse what he wrote. */
  phoneNumber(typed: string, country?: string): Promise<string | undefined>;
  /** What the room publishes of its service, if anything yet. */
  published(): Promise<PublicFigures | undefined>;
  newId(): string;
  now(): number;
  /** Origin of the room, without a trailing slash. */
  baseUrl: string;
}

export function realDeps(): PublicDeps {
  const config = publicConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const store = dynamoStore({ client, tables: config.tables, now, random });
  const secret = secretReader(config.secrets, now);
  return {
    room: {
      store,
      policies: policyReader(store, now),
      crises: crisisReader(store, now),
      random,
      pause: async (ms) => void (await delay(ms)),
    },
    attempts: tableAttempts(client, config.tables.cases, now),
    files: s3Files(config.media, () => client.config.credentials()),
    leave: s3Leave(config.media, () => client.config.credentials()),
    uploadOrigin: originOf(config.media),
    pinKey: async () => {
      const { key } = await secret();
      if (!key) throw new Error('the links secret has no key');
      return key;
    },
    suggest: async (text, about) => (await import('../../shared/triage/suggest.ts')).suggest(text, about),
    countryAt: async (at) => (await import('../../shared/people/country.ts')).countryAt(at),
    phoneNumber: async (typed, country) => (await import('../../shared/people/phone.ts')).e164Of(typed, country),
    published: () => readPublished(client, config.tables.cases),
    newId: randomUUID,
    now,
    baseUrl: config.baseUrl,
  };
}
