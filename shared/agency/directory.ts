import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../case/events.ts';
import type { Head, Store } from '../ledger/store.ts';
import type { StreamEvent, StreamName } from '../ledger/stream.ts';
import { type Agency, type AgencyBody, isRoomRung, type Subscription, subscriptionsOf, topicOf } from './agency.ts';
import { afterChange, type Standing, type SubscriptionFault, standingStream, tierNumbers } from './standing.ts';

/** Topics of agencies and rungs, made at run time (design.md §5). */
export interface Topics {
  /** Makes the topic unless it is there, and sees to it that exactly these of the room's subscriptions stand; `gone` are ended. */
  sync(topic: string, wanted: readonly Subscription[], gone: readonly Subscription[]): Promise<void>;
}

/** Looks at a topic's subscriptions. */
export interface TopicInspector {
  /** What is wrong with those that should stand. */
  inspect(topic: string, wanted: readonly Subscription[]): Promise<SubscriptionFault[]>;
  /** By which way a subscription reaches somebody; undefined when it is gone. */
  channelOf(topic: string, subscriptionArn: string): Promise<string | undefined>;
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
export async function putAgency(ports: AgencyPorts, put: PutAgency, tries = 3): Promise<AgencyPut> {
  const stream = streamOf(put.id);
  const before = await ports.store.head<Agency>(stream);
  if ((before?.version ?? 0) !== put.version) return { outcome: 'stale', version: before?.version ?? 0 };

  const wanted = subscriptionsOf({ ...put.body, id: put.id });
  const gone = (before ? subscriptionsOf(before.state) : []).filter(
    (old) => !wanted.some((now) => now.protocol === old.protocol && now.endpoint === old.endpoint),
  );
  await ports.topics.sync(topicOf(put.id), wanted, gone);
  const standing = await ports.store.head<Standing>(standingStream(put.id));
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
  const changed = changedTiers(before?.state, after);
  const step =
    changed.length > 0
      ? afterChange({ version: standing?.version ?? 0, state: standing?.state }, after, changed, put.now)
      : undefined;
  const { type: _type, data: _data, seq: _seq, ...by } = event;
  const written = await ports.store.commit([
    {
      kind: 'stream',
      stream,
      ...(before ? { before: { version: before.version, hash: before.hash } } : {}),
      after,
      events: [event],
    },
    ...(step
      ? [
          {
            kind: 'stream' as const,
            stream: standingStream(put.id),
            ...(standing ? { before: { version: standing.version, hash: standing.hash } } : {}),
            after: step.state,
            events: step.events.map((one, index) => ({
              ...by,
              ...one,
              seq: (standing?.version ?? 0) + 1 + index,
            })),
          },
        ]
      : []),
  ]);
  if (written.outcome === 'conflict') {
    // Only its standing moved (an answer to a drill): nobody changed the agency.
    const now = (await ports.store.head<Agency>(stream))?.version ?? 0;
    if (now !== put.version) return { outcome: 'stale', version: now };
    return tries > 1 ? putAgency(ports, put, tries - 1) : { outcome: 'busy' };
  }
  if (written.outcome !== 'committed') return { outcome: 'busy' };
  const hash = written.hashes[0]!;
  return {
    outcome: 'done',
    head: { id: put.id, version: event.seq, hash, state: after },
    created: !before,
    ...(client ? { client } : {}),
  };
}

/** Tiers whose people are others than before: what they proved was proved by somebody else. */
function changedTiers(before: Agency | undefined, after: Agency): number[] {
  const numbers = tierNumbers(after);
  return numbers.filter((_, index) => {
    const contacts = (agency: Agency | undefined) =>
      agency?.tiers[index]?.contacts.map(({ channel, address }) => `${channel} ${address}`).sort();
    return !isDeepStrictEqual(contacts(before), contacts(after));
  });
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
