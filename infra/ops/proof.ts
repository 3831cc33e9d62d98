/** Whether what lies in the two tables is a room: chains whole, heads the fold of their events. */
import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import canonicalize from 'canonicalize';
import { directRungs } from '../../shared/clocks/digest.ts';
import { inLanes } from '../../shared/lanes.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import { verify } from '../../shared/ledger/chain.ts';
import { dynamoStore } from '../../shared/ledger/dynamo.ts';
import type { Store } from '../../shared/ledger/store.ts';
import { headKey, idOf, type StreamName } from '../../shared/ledger/stream.ts';
import type { Tables } from '../../shared/ledger/transaction.ts';
import { itemsOf } from './backup.ts';

/** Streams looked at beside each other. */
const LANES = 8;

export interface Proof {
  streams: number;
  cases: number;
  events: number;
  /** What is wrong, a line each: names of streams and seqs only. */
  faults: string[];
  /** Recorded and not yet carried out as far as this room knows; whatever left after the restored instant will leave once more. */
  open: string[];
}

interface Kept {
  version: number;
  hash: string;
}

/** Reads everything. @throws when a table cannot be read */
export async function proveRoom(client: DynamoDBClient, tables: Tables): Promise<Proof> {
  const store = dynamoStore({ client, tables, now: Date.now, random: (bytes) => randomBytes(bytes) });
  const kept = new Map<string, Kept>();
  for await (const page of itemsOf(client, tables.cases, ['pk', 'sk', 'version', 'hash'])) {
    for (const { pk, sk, version, hash } of page) {
      if (version?.N && hash?.S) kept.set(`${pk?.S}\n${sk?.S}`, { version: Number(version.N), hash: hash.S });
    }
  }
  const streams = new Set<StreamName>();
  for await (const page of itemsOf(client, tables.ledger, ['pk'])) {
    for (const { pk } of page) streams.add(pk?.S as StreamName);
  }
  const proof: Proof = { streams: streams.size, cases: 0, events: 0, faults: [], open: [] };
  await inLanes(LANES, [...streams], async (stream) => {
    const { pk, sk } = headKey(stream);
    const head = kept.get(`${pk}\n${sk}`);
    kept.delete(`${pk}\n${sk}`);
    if (!head) return void proof.faults.push(`${stream} has events and no head`);
    const chain = await verify(store.chain(stream), head);
    if (!chain.valid) return void proof.faults.push(`${stream} is ${chain.why} at ${chain.brokenAt}`);
    proof.events += chain.events;
    if (stream.startsWith('case#')) await proveCase(store, stream, proof);
  });
  for (const key of kept.keys()) proof.faults.push(`${key.replace('\n', ' / ')} is a head without events`);
  proof.faults.sort();
  proof.open.sort();
  return proof;
}

async function proveCase(store: Store, stream: StreamName, proof: Proof): Promise<void> {
  const id = idOf(stream);
  const [head, replayed] = await Promise.all([store.load(id), stateAt(store, id, { seq: Number.MAX_SAFE_INTEGER })]);
  if (!head || !replayed) return;
  proof.cases++;
  // What was forgotten cannot be replayed any more; the chain says that nothing else is missing.
  if (json(head.state) !== json(replayed) && !(await isRedacted(store, stream)))
    proof.faults.push(`${stream}: the head is not the fold of its events`);
  const { alerts, outbox } = head.state;
  proof.open.push(
    ...alerts.filter((alert) => directRungs(alert).length > 0).map(({ seq }) => `${id}.${seq} alert`),
    ...outbox.filter(({ phase }) => phase === 'queued').map(({ seq }) => `${id}.${seq} message`),
  );
}

async function isRedacted(store: Store, stream: StreamName): Promise<boolean> {
  for await (const page of store.chain(stream)) if (page.some(({ redactedBy }) => redactedBy)) return true;
  return false;
}

const json = (value: unknown) => canonicalize(JSON.parse(JSON.stringify(value)));
