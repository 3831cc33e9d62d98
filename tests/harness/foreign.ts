/** Another DynamoDB (`OPS_DYNAMODB_ENDPOINT`), shared by all tests: each has tables of its own there, under the names it knows. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dynamoCaller } from '../../infra/local/aws/resources.ts';

export interface ForeignTables {
  /** Where the test's DynamoDB stands: the other one, behind new names. */
  url: string;
  /** Deletes the tables that were made. */
  close(): Promise<void>;
}

/** Members whose keys are names of tables. */
const BY_TABLE = ['RequestItems', 'Responses', 'UnprocessedItems', 'UnprocessedKeys', 'ItemCollectionMetrics'];

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** @param endpoint DynamoDB Local, or whatever speaks its protocol without checking signatures */
export async function foreignTables(endpoint: string): Promise<ForeignTables> {
  const prefix = `t${randomBytes(4).toString('hex')}-`;
  const made = new Set<string>();
  const theirs = (name: string) => (name.startsWith(prefix) ? name : prefix + name);
  const ours = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);

  const server = createServer(async (request, response) => {
    try {
      const sent = renamed(JSON.parse(await read(request)) as Json, theirs);
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: JSON.stringify(sent),
      });
      const text = await answer.text();
      if (answer.ok && String(headers['x-amz-target']).endsWith('.CreateTable'))
        made.add((sent as { TableName: string }).TableName);
      const body = JSON.stringify(renamed(JSON.parse(text) as Json, ours));
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
    } catch {
      // As when the other one is gone: nobody answers.
      response.socket?.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      const call = dynamoCaller(endpoint, 'us-east-1');
      for (const TableName of made) await call('DeleteTable', { TableName });
    },
  };
}

/** The same with every name of a table changed. Items of the room have no such members. */
function renamed(value: Json, change: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((each) => renamed(each, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, Json] => {
      if (name === 'TableName' && typeof inner === 'string') return [name, change(inner)];
      if (BY_TABLE.includes(name) && inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
        return [name, Object.fromEntries(Object.entries(inner).map(([table, its]) => [change(table), its]))];
      }
      // What people said is nobody's to rename.
      if (name === 'Item' || name === 'Items') return [name, inner];
      return [name, renamed(inner, change)];
    }),
  );
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
