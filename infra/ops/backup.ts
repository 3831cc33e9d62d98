/** The room's two tables as files and back: one item a line, as DynamoDB's own export to S3 writes them. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BatchWriteItemCommand, type DynamoDBClient, ScanCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../shared/ledger/item.ts';
import { headKey, type StreamName } from '../../shared/ledger/stream.ts';
import type { Tables } from '../../shared/ledger/transaction.ts';

/** DynamoDB: at most 25 items in a batch of writes; kept small, so that 16 MB are never reached. */
const BATCH = 25;

export function tablesOf(stage: string): Tables {
  return { cases: `ops-room-${stage}-cases`, ledger: `ops-room-${stage}-ledger` };
}

/** Every item of a table, page by page; only `attributes` of them where named. */
export async function* itemsOf(
  client: DynamoDBClient,
  TableName: string,
  attributes: readonly string[] = [],
): AsyncGenerator<Item[]> {
  const names = Object.fromEntries(attributes.map((name) => [`#${name}`, name]));
  const only = { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names };
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...(attributes.length > 0 ? only : {}),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** Writes a table to `<folder>/data/items.json.gz`. @returns how many items */
export async function exportTable(client: DynamoDBClient, table: string, folder: string): Promise<number> {
  const file = join(folder, 'data', 'items.json.gz');
  await mkdir(dirname(file), { recursive: true });
  let count = 0;
  async function* lines() {
    for await (const page of itemsOf(client, table)) {
      count += page.length;
      yield page.map((item) => `${JSON.stringify({ Item: item })}\n`).join('');
    }
  }
  await pipeline(lines, createGzip(), createWriteStream(file, { mode: 0o600 }));
  return count;
}

/** Every item of an export, wherever under the folder its data files lie. */
async function* exported(folder: string): AsyncGenerator<Item> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.json(\.gz)?$/.test(name)).sort();
  for (const name of files) {
    if (/(^|\/)manifest-/.test(name)) continue;
    const file = createReadStream(join(folder, name));
    const input = name.endsWith('.gz') ? file.pipe(createGunzip()) : file;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line === '') continue;
      const { Item: item } = JSON.parse(line) as { Item?: Item };
      if (!item) throw new Error(`${name} is no export of DynamoDB: a line without Item`);
      yield item;
    }
  }
}

export interface Imported {
  cases: number;
  ledger: number;
  /** Events later than the head of their stream: they are not part of the room at this instant. */
  cut: number;
  /** What was there and is not in the export. */
  removed: number;
}

export interface ImportOptions {
  /** Goes on with an import that was cut short: the same items are put once more. */
  again?: boolean;
  /** The tables are made equal to the export: what is not in it is deleted. Nothing else may write meanwhile. */
  replace?: boolean;
}

/**
 * Fills an empty room, or makes a damaged one what it was. The cases come first, so that whoever reads the ledger's stream meanwhile finds in the
 * heads what was carried out already. What the ledger's export has beyond the heads is left out: export the ledger a little later than the
 * cases, and the two fit together whatever was written between.
 *
 * @throws when a table is not empty, unless told otherwise.
 */
export async function importRoom(
  client: DynamoDBClient,
  tables: Tables,
  folder: string,
  { again = false, replace = false }: ImportOptions = {},
): Promise<Imported> {
  for (const table of again || replace ? [] : [tables.cases, tables.ledger]) {
    const { Count } = await client.send(new ScanCommand({ TableName: table, Limit: 1 }));
    if (Count) throw new Error(`${table} is not empty: --replace makes it equal to the export`);
  }
  const heads = new Map<string, number>();
  const wanted = { cases: new Set<string>(), ledger: new Set<string>() };
  async function* cases() {
    for await (const item of exported(join(folder, 'cases'))) {
      if (item.hash && item.version) heads.set(keyOf(item), Number(item.version.N));
      wanted.cases.add(keyOf(item));
      yield { PutRequest: { Item: item } };
    }
  }
  let cut = 0;
  async function* ledger() {
    for await (const item of exported(join(folder, 'ledger'))) {
      if (Number(item.seq?.N) > (heads.get(keyOfHead(item.pk?.S as StreamName)) ?? 0)) {
        cut++;
        continue;
      }
      wanted.ledger.add(keyOf(item));
      yield { PutRequest: { Item: item } };
    }
  }
  async function* others(table: keyof Tables) {
    for await (const page of itemsOf(client, tables[table], ['pk', 'sk'])) {
      for (const Key of page) if (!wanted[table].has(keyOf(Key))) yield { DeleteRequest: { Key } };
    }
  }
  const put = { cases: await writeAll(client, tables.cases, cases()) };
  const all = { ...put, ledger: await writeAll(client, tables.ledger, ledger()), cut, removed: 0 };
  for (const table of replace ? (['cases', 'ledger'] as const) : [])
    all.removed += await writeAll(client, tables[table], others(table));
  return all;
}

const keyOf = ({ pk, sk }: Item) => `${pk?.S}\n${sk?.S}`;

function keyOfHead(stream: StreamName): string {
  const { pk, sk } = headKey(stream);
  return `${pk}\n${sk}`;
}

/** @returns how many were written */
async function writeAll(client: DynamoDBClient, table: string, writes: AsyncIterable<WriteRequest>): Promise<number> {
  let batch: WriteRequest[] = [];
  let count = 0;
  const flush = async () => {
    count += batch.length;
    for (let left = batch, pause = 50; left.length > 0; pause = Math.min(5_000, pause * 2)) {
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
      left = UnprocessedItems?.[table] ?? [];
      if (left.length > 0) await delay(pause);
    }
    batch = [];
  };
  for await (const write of writes) {
    batch.push(write);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return count;
}
