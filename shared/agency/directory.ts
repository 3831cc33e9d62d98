import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../case/events.ts';
import type { Head, Store } from '../ledger/store.ts';
import type { StreamEvent, StreamName } from '../ledger/stream.ts';
import { type Agency, type AgencyBody, isRoomRung, type Subscription, subscriptionsOf, topicOf } from './agency.ts';

/** Topics of agencies and rungs, made at run time (design.md §5). */
export interface Topics {
  /** Makes the topic unless it is there, and sees to it that exactly these of the room's subscriptions stand; `gone` are ended. */
  sync(topic: string, wanted: readonly Subscription[], gone: readonly Subscription[]): Promise<void>;
}

/** App clients of the agencies' machines. */
export interface AppClients {
  create(agency: string): Promise<{ id: string; secret: string }>;
}

export interface AgencyPorts {
  store: Store;
  topics: Topics;
  clients: AppClients;
}

export interface PutAgency {
  id: string;
  body: AgencyBody;
  /** The version that was read; 0 for an agency that is not there yet. */
  version: number;
  actor: Actor;
  /** RFC 3339 UTC with milliseconds. */
  now: string;
  /** Version of the policy in force. */
  policy: number;
}

export type AgencyPut =
  | { outcome: 'done'; head: Head<Agency>; created: boolean; client?: { id: string; secret: string } }
  | { outcome: 'stale'; version: number }
  | { outcome: 'busy' };

const streamOf = (id: string): StreamName => `agency#${id}`;

/**
 * Adds or changes an agency. What SNS and Cognito must know comes before the record, because an agency in the directory is one
 * that alerts may be raised to; each step may be done twice, so a broken put is simply put again.
 *
 * @returns `client` only the first time: its secret is kept nowhere.
 * @throws when SNS, Cognito or the table fail.
 */
export async function putAgency(ports: AgencyPorts, put: PutAgency): Promise<AgencyPut> {
  const stream = streamOf(put.id);
  const before = await ports.store.head<Agency>(stream);
  if ((before?.version ?? 0) !== put.version) return { outcome: 'stale', version: before?.version ?? 0 };

  const wanted = subscriptionsOf({ ...put.body, id: put.id });
  const gone = (before ? subscriptionsOf(before.state) : []).filter(
    (old) => !wanted.some((now) => now.protocol === old.protocol && now.endpoint === old.endpoint),
  );
  await ports.topics.sync(topicOf(put.id), wanted, gone);
  const client = before?.state.clientId || isRoomRung(put.id) ? undefined : await ports.clients.create(put.id);
  const clientId = before?.state.clientId ?? client?.id;
  const after: Agency = { ...put.body, id: put.id, ...(clientId ? { clientId } : {}) };
  if (before && isDeepStrictEqual(before.state, after)) return { outcome: 'done', head: before, created: false };

  const event: StreamEvent = {
    seq: put.version + 1,
    type: before ? 'agency.changed' : 'agency.added',
    at: put.now,
    actor: put.actor,
    policy: put.policy,
    data: after,
  };
  const written = await ports.store.commit([
    {
      kind: 'stream',
      stream,
      ...(before ? { before: { version: before.version, hash: before.hash } } : {}),
      after,
      events: [event],
    },
  ]);
  if (written.outcome === 'conflict') return { outcome: 'stale', version: put.version + 1 };
  if (written.outcome !== 'committed') return { outcome: 'busy' };
  const hash = written.hashes[0]!;
  return {
    outcome: 'done',
    head: { id: put.id, version: event.seq, hash, state: after },
    created: !before,
    ...(client ? { client } : {}),
  };
}

/** An agency by its id, rungs of the room included. */
export function agencyHead(store: Store, id: string): Promise<Head<Agency> | undefined> {
  return store.head<Agency>(streamOf(id));
}

/** The active agency whose machine has this app client. Read anew each time: who is revoked is out at once. */
export async function agencyOfClient(store: Store, clientId: string): Promise<Agency | undefined> {
  const agencies = await store.list<Agency>('agency');
  return agencies.map(({ state }) => state).find((agency) => agency.clientId === clientId && agency.active);
}
