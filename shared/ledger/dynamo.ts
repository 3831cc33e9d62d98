import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { BOARD_PROJECTION, boardPk } from '../board/keys.ts';
import type { Escalation, ReachStage } from '../case/state.ts';
import { keyPart } from '../channels/marker.ts';
import type { InboundStatus } from '../channels/types.ts';
import { GENESIS, seal } from './chain.ts';
import { isContended, isRefused, isUnanswered } from './failures.ts';
import { storedOf } from './head.ts';
import { fromItem, type Item, toItem } from './item.ts';
import { condense, lift } from './lift.ts';
import { senderKey } from './senders.ts';
import type { Committed, Head, LinkToken, Memory, Outgoing, ParkedStatus, Pointer, Store } from './store.ts';
import {
  caseStream,
  eventKey,
  eventSubject,
  headKey,
  idOf,
  type StoredEvent,
  type StreamName,
  shelfOf,
} from './stream.ts';
import {
  freeMarker,
  groupKey,
  type MarkerItem,
  markerItem,
  outgoingKey,
  type Planned,
  planChange,
  planExtras,
  reachKey,
  streamOf,
  type Tables,
} from './transaction.ts';

/** DynamoDB: at most 100 items in a transaction, or in a batch of reads. */
const TRANSACTION_ITEMS = 100;
const BATCH_ITEMS = 100;

/** More people do not share a telephone; a number that was made up may stand for anybody. */
const MOST_MATCHES = 25;

/** How long a status waits for the message it speaks of, and when it is first looked at again (decisions.md 2). */
const PARKED_SECONDS = 24 * 3600;
const PARKED_PAUSE_MS = 60_000;

/** Events read at once when a chain is walked; a page of DynamoDB ends at 1 MB anyway. */
const CHAIN_PAGE = 500;

/** A query's limit is a 32-bit number. */
const MOST = 2 ** 31 - 1;

export interface StoreDeps {
  client: DynamoDBClient;
  tables: Tables;
  /** Milliseconds since the epoch. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
}

/**
 * The client every function uses. The defaults wait for minutes; a function has ten seconds. The SDK repeats a transaction under
 * one request token, so its own repeats count once.
 */
export function dynamoClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
}

/** The room's memory on DynamoDB: `Store` as its interface tells. */
export function dynamoStore({ client, tables, now, random }: StoreDeps): Store {
  const seconds = () => Math.floor(now() / 1000);

  async function get(pk: string, sk: string, table = tables.cases): Promise<Item | undefined> {
    const key = toItem({ pk, sk });
    return (
      await client.send(
        new GetItemCommand({
          TableName: table,
          Key: key,
          ConsistentRead: true,
        }),
      )
    ).Item;
  }

  /** Items of the cases table in the order of their keys; DynamoDB gives what it can and is asked again for the rest. */
  async function getMany(keys: readonly { pk: string; sk: string }[]): Promise<(Item | undefined)[]> {
    const found = new Map<string, Item>();
    let left: Item[] = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, toItem(key)])).values()];
    while (left.length > 0) {
      const asked = { [tables.cases]: { Keys: left, ConsistentRead: true } };
      const answer = await client.send(new BatchGetItemCommand({ RequestItems: asked }));
      for (const item of answer.Responses?.[tables.cases] ?? []) found.set(`${item.pk?.S}\n${item.sk?.S}`, item);
      left = (answer.UnprocessedKeys?.[tables.cases]?.Keys as Item[] | undefined) ?? [];
    }
    return keys.map(({ pk, sk }) => found.get(`${pk}\n${sk}`));
  }

  /** All items of a query up to `limit`, over as many pages of 1 MB as it takes; `more` when there are others. */
  async function query(input: QueryCommandInput, limit: number): Promise<{ items: Item[]; more: boolean }> {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      // One more than asked for tells whether there is a next page.
      const page: QueryCommandInput = {
        ...input,
        Limit: Math.min(limit + 1 - items.length, MOST),
        ...(start && { ExclusiveStartKey: start }),
      };
      const answer = await client.send(new QueryCommand(page));
      items.push(...(answer.Items ?? []));
      start = answer.LastEvaluatedKey;
    } while (start && items.length <= limit);
    return { items: items.slice(0, limit), more: items.length > limit };
  }

  async function eventsAfter(stream: StreamName, after: number, limit: number) {
    const { items, more } = await query(
      {
        TableName: tables.ledger,
        KeyConditionExpression: 'pk = :stream AND sk > :after',
        ExpressionAttributeValues: toItem({
          ':stream': stream,
          ':after': eventKey(after),
        }),
        ConsistentRead: true,
      },
      limit,
    );
    return { events: items.map((item) => eventOf(stream, item)), more };
  }

  async function indexPage(
    index: 'due' | 'agency',
    pk: string,
    { from, to }: { from: string; to: string },
    limit: number,
    newest = false,
  ): Promise<{ items: Item[]; more: boolean }> {
    return query(
      {
        TableName: tables.cases,
        IndexName: index,
        ScanIndexForward: !newest,
        KeyConditionExpression: `${index}Pk = :pk AND ${index}Sk BETWEEN :from AND :to`,
        ExpressionAttributeValues: toItem({
          ':pk': pk,
          ':from': from,
          ':to': to,
        }),
      },
      limit,
    );
  }

  async function send(planned: readonly Planned[]): Promise<Committed['outcome'] | Memory> {
    try {
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: planned.map(({ write }) => write),
        }),
      );
      return 'committed';
    } catch (error) {
      if ((error as Error).name === 'TransactionCanceledException') {
        return refusal(planned, (error as TransactionCanceledException).CancellationReasons ?? [], error);
      }
      if (isRefused(error)) return 'contended';
      if (isUnanswered(error)) return 'unknown';
      throw error;
    }
  }

  const store: Store = {
    async load(id) {
      const { pk, sk } = headKey(caseStream(id));
      const item = await get(pk, sk);
      return item && storedOf(item);
    },

    async loadMany(ids) {
      const items = await getMany(ids.map((id) => headKey(caseStream(id))));
      return items.flatMap((item) => (item ? [storedOf(item)] : []));
    },

    async head<State>(stream: StreamName) {
      const { pk, sk } = headKey(stream);
      const item = await get(pk, sk);
      return item && headOf<State>(idOf(stream), item);
    },

    async heads<State>(streams: readonly StreamName[]) {
      const items = await getMany(streams.map(headKey));
      return items.map((item, index) => item && headOf<State>(idOf(streams[index]!), item));
    },

    async list<State>(kind: Parameters<Store['list']>[0], newest?: number, between?: { from: string; to: string }) {
      // Nothing lies between a later and an earlier key; DynamoDB calls the question invalid.
      if (between && between.from > between.to) return [];
      const { items } = await query(
        {
          TableName: tables.cases,
          KeyConditionExpression: between ? 'pk = :shelf AND sk BETWEEN :from AND :to' : 'pk = :shelf',
          ExpressionAttributeValues: toItem({
            ':shelf': shelfOf(kind),
            ...(between ? { ':from': between.from, ':to': between.to } : {}),
          }),
          ConsistentRead: true,
          ScanIndexForward: newest === undefined,
        },
        newest ?? Number.MAX_SAFE_INTEGER,
      );
      return items.map((item) => headOf<State>(String(item.sk?.S), item));
    },

    async timeline(stream, after, limit) {
      const { events, more } = await eventsAfter(stream, after, limit);
      const last = events.at(-1);
      return {
        events: events.map(lift),
        ...(more && last ? { next: last.seq } : {}),
      };
    },

    async *chain(stream) {
      let after = 0;
      for (let more = true; more; ) {
        const page = await eventsAfter(stream, after, CHAIN_PAGE);
        yield page.events;
        more = page.more;
        after = page.events.at(-1)?.seq ?? after;
      }
    },

    async commit(changes, extras = {}) {
      const sealed = changes.map((change) => {
        const hash = change.before?.hash ?? GENESIS;
        return seal(streamOf(change), change.events.map(condense), hash, random);
      });
      const [change, events] = [changes[0], sealed[0]];
      const [first, last] = [events?.[0], events?.at(-1)];
      if (!change || !first || !last) throw new Error('nothing to commit');
      const stream = streamOf(change);
      const planned = [
        ...changes.flatMap((one, index) => planChange(tables, one, sealed[index] ?? [])),
        ...planExtras(tables, extras, { stream, seq: last.seq }, seconds()),
      ];
      const outcome = await send(planned);
      if (typeof outcome === 'object') return { outcome: 'repeated', memory: outcome };
      const hashes = sealed.map((one) => one.at(-1)?.hash ?? '');
      if (outcome === 'committed') return { outcome, hashes };
      if (outcome === 'unknown') return { outcome, hashes, probe: { stream, seq: first.seq, hash: first.hash } };
      return { outcome: outcome === 'contended' ? 'contended' : 'conflict' };
    },

    async wrote({ stream, seq, hash }) {
      const item = await get(stream, eventKey(seq), tables.ledger);
      return item?.hash?.S === hash;
    },

    async remember(marker, memory) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tables.cases,
            Item: toItem(markerItem(marker, memory, seconds())),
            ...freeMarker(seconds()),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return undefined;
      } catch (error) {
        const { name, Item: before } = error as { name: string; Item?: Item };
        if (name === 'ConditionalCheckFailedException' && before) return memoryOf(before);
        throw error;
      }
    },

    async recall(key) {
      const item = await get(key, '-');
      return item && Number(item.ttl?.N) >= seconds() ? memoryOf(item) : undefined;
    },

    async present(keys) {
      const found = new Set<string>();
      for (let start = 0; start < keys.length; start += BATCH_ITEMS) {
        const some = keys.slice(start, start + BATCH_ITEMS);
        const items = await getMany(some.map((pk) => ({ pk, sk: '-' })));
        for (const [index, item] of items.entries()) if (item) found.add(some[index]!);
      }
      return found;
    },

    async pointer(sender) {
      const item = await get(senderKey(sender), '-');
      return item && pointerOf(item);
    },

    async pointers(senders) {
      const items = await getMany(senders.map((sender) => ({ pk: senderKey(sender), sk: '-' })));
      return items.map((item) => item && pointerOf(item));
    },

    async matches(phone) {
      const { items } = await query(
        {
          TableName: tables.cases,
          KeyConditionExpression: 'pk = :phone',
          ExpressionAttributeValues: toItem({ ':phone': `match#${phone}` }),
        },
        MOST_MATCHES,
      );
      return items.flatMap((item) => pointerOf(item) ?? []);
    },

    async outgoing(channel, account, providerMessageId) {
      const item = await get(outgoingKey(channel, account, providerMessageId), '-');
      if (!item) return undefined;
      const { case: id, messageId, ttl } = fromItem<Outgoing & { ttl: number }>(item);
      if (ttl <= seconds()) return undefined;
      return { channel, account, providerMessageId, case: id, messageId };
    },

    async reach(broadcast) {
      const { items } = await query(
        {
          TableName: tables.cases,
          KeyConditionExpression: 'pk = :broadcast',
          ProjectionExpression: '#stage',
          ExpressionAttributeNames: { '#stage': 'stage' },
          ExpressionAttributeValues: toItem({ ':broadcast': reachKey(broadcast) }),
        },
        Number.MAX_SAFE_INTEGER,
      );
      const counts: Record<ReachStage, number> = { queued: 0, sent: 0, failed: 0, delivered: 0, read: 0 };
      for (const { stage } of items) counts[stage?.S as ReachStage] += 1;
      return counts;
    },

    async park(status) {
      const wakeAt = new Date(now() + PARKED_PAUSE_MS).toISOString();
      await store.parkAgain({ status, tries: 0, until: seconds() + PARKED_SECONDS }, wakeAt);
    },

    async parkAgain({ status, tries, until }, wakeAt) {
      const { channel, account, providerMessageId, at } = status;
      const pk = parkedKey(channel, account, providerMessageId);
      const sk = `${at}#${keyPart(status.status)}#${keyPart(status.participant ?? '')}`;
      const due = wakeAt && { duePk: 'parked', dueSk: `${wakeAt}#` };
      const item = toItem({ pk, sk, ttl: until, status, tries, ...due });
      await client.send(new PutItemCommand({ TableName: tables.cases, Item: item }));
    },

    async parkedDue(until, limit) {
      const { items } = await indexPage('due', 'parked', { from: '!', to: `${until}$` }, limit);
      const rows = await Promise.all(items.map(({ pk, sk }) => get(String(pk?.S), String(sk?.S))));
      return rows.flatMap((item) => {
        if (!item) return [];
        const { status, tries, ttl } = fromItem<ParkedStatus & { ttl: number }>(item);
        return [{ status, tries, until: ttl }];
      });
    },

    async parked(channel, account, providerMessageId) {
      const { items } = await query(
        {
          TableName: tables.cases,
          KeyConditionExpression: 'pk = :message',
          ExpressionAttributeValues: toItem({
            ':message': parkedKey(channel, account, providerMessageId),
          }),
          ConsistentRead: true,
        },
        TRANSACTION_ITEMS,
      );
      return items.map((item) => fromItem<{ status: InboundStatus }>(item).status);
    },

    async members(group, limit, after = '!') {
      const answer = await client.send(
        new QueryCommand({
          TableName: tables.cases,
          KeyConditionExpression: 'pk = :group AND sk > :after',
          FilterExpression: 'attribute_not_exists(#left)',
          ExpressionAttributeNames: { '#left': 'left' },
          ExpressionAttributeValues: toItem({ ':group': groupKey(group), ':after': after }),
          Limit: limit,
        }),
      );
      const ids = (answer.Items ?? []).map((item) => fromItem<{ sk: string }>(item).sk);
      const last = answer.LastEvaluatedKey?.sk?.S;
      return { items: ids, ...(last ? { next: last } : {}) };
    },

    async link(hash) {
      const item = await get(`link#${hash}`, '-');
      if (!item) return undefined;
      const { case: id, alertId, tier, ttl } = fromItem<LinkToken & { ttl: number }>(item);
      return { hash, case: id, alertId, tier, expiresAt: ttl };
    },

    async alerts(agency, which, limit, cursor = '', newest = false) {
      const pk = which === 'open' ? `agency#${agency}` : `agency#${agency}#ended`;
      const { items, more } = await indexPage('agency', pk, { from: `${cursor}!`, to: '~' }, limit, newest);
      const last = items.at(-1)?.agencySk?.S;
      return {
        items: items.map(alertOf),
        ...(more && last ? { next: last } : {}),
      };
    },

    async alert(alertId) {
      const item = await get(caseStream(alertId.slice(0, alertId.lastIndexOf('.'))), `esc#${alertId}`);
      return item && alertOf(item);
    },

    async due(shard, until, limit, cursor = '') {
      // `$` follows `#`, which ends the instant in the key: everything due at `until` or before.
      const { items, more } = await indexPage(
        'due',
        boardPk.due(shard),
        { from: `${cursor}!`, to: `${until}$` },
        limit,
      );
      const last = items.at(-1)?.dueSk?.S;
      const rows = items.map((item) => {
        const key = String(item.dueSk?.S);
        const cut = key.indexOf('#');
        return { id: key.slice(cut + 1), wakeAt: key.slice(0, cut) };
      });
      return { items: rows, ...(more && last ? { next: last } : {}) };
    },

    async rows(index, pk, { from, to }, limit, backwards = false) {
      if (from > to) return { rows: [], more: false, units: 0 };
      const answer = await client.send(
        new QueryCommand({
          TableName: tables.cases,
          IndexName: index,
          KeyConditionExpression: `${index}Pk = :pk AND ${index}Sk BETWEEN :from AND :to`,
          ExpressionAttributeValues: toItem({ ':pk': pk, ':from': from, ':to': to }),
          Limit: limit,
          ScanIndexForward: !backwards,
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      const rows = (answer.Items ?? []).map((item) => {
        const plain = fromItem<Record<string, string>>(item);
        const attributes = Object.fromEntries(
          BOARD_PROJECTION.flatMap((name) => (name in plain ? [[name, plain[name]]] : [])),
        );
        return { id: idOf(plain.pk as StreamName), sk: plain[`${index}Sk`] ?? '', attributes };
      });
      return { rows, more: answer.LastEvaluatedKey !== undefined, units: answer.ConsumedCapacity?.CapacityUnits ?? 0 };
    },
  };
  return store;
}

/**
 * Why a transaction was cancelled. The marker speaks first: where it is there, everything else was written with it, and the
 * head moved because of that.
 */
function refusal(
  planned: readonly Planned[],
  reasons: readonly { Code?: string | undefined; Item?: Item | undefined }[],
  error: unknown,
): Memory | 'conflict' | 'contended' {
  const failed = reasons.flatMap(({ Code, Item: old }, index) => {
    const purpose = planned[index]?.purpose;
    return Code === 'ConditionalCheckFailed' && purpose ? [{ purpose, old }] : [];
  });
  const marker = failed.find(({ purpose }) => purpose === 'marker');
  if (marker?.old) return memoryOf(marker.old);
  if (failed.length > 0) return 'conflict';
  if (reasons.some(({ Code }) => isContended(Code))) return 'contended';
  throw error;
}

const parkedKey = (channel: string, account: string, id: string) =>
  `parked#${channel}#${keyPart(account)}#${keyPart(id)}`;

function memoryOf(item: Item): Memory {
  const { request, status, stream, seq, rejection } = fromItem<MarkerItem>(item);
  return {
    status,
    ...(request ? { request } : {}),
    ...(stream ? { stream } : {}),
    ...(seq === undefined ? {} : { seq }),
    ...(rejection ? { rejection: JSON.parse(rejection) } : {}),
  };
}

function eventOf(stream: StreamName, item: Item): StoredEvent {
  const { pk: _pk, sk: _sk, ...event } = fromItem<StoredEvent & { pk: string; sk: string }>(item);
  return { ...event, case: eventSubject(stream) };
}

function headOf<State>(id: string, item: Item): Head<State> {
  const { version, hash, state } = fromItem<Head<State>>(item);
  return { id, version, hash, state };
}

/** A row that a redaction emptied leads nowhere, until its time is over. */
function pointerOf(item: Item): Pointer | undefined {
  const { case: id, contactId } = fromItem<Partial<Pointer>>(item);
  return id && contactId ? { case: id, contactId } : undefined;
}

function alertOf(item: Item): { case: string; alert: Escalation } {
  const { case: id, alert } = fromItem<{ case: string; alert: Escalation }>(item);
  return { case: id, alert };
}
