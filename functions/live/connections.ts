import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { shardOf } from '../../shared/board/keys.ts';
import type { Staff } from '../../shared/http/claims.ts';
import { fromItem, toItem } from '../../shared/ledger/item.ts';

/** Where a connection's row lies. */
export interface ConnectionKey {
  id: string;
  /** ISO instant of the handshake, as every event of the connection repeats it. */
  connectedAt: string;
}

/** A console that listens. */
export interface Connection extends ConnectionKey {
  staff: Staff;
}

/** API Gateway ends a connection after two hours; ten minutes more for clocks and events that come late. Milliseconds. */
const LIFE_MS = 130 * 60_000;

/** The gateway opens 500 connections a second at most and a partition takes 1,000 writes: this leaves room and reads side by side. */
const SHARDS = 4;

/** Who listens. Rows are never deleted: they are marked as gone and expire (design.md §4). */
export interface Connections {
  open(connection: Connection): Promise<void>;
  /** Marks a connection as gone; nothing happens where there is none. */
  close(key: ConnectionKey): Promise<void>;
  /** Every connection that has not been marked, whatever TTL has not yet removed. */
  all(): Promise<Connection[]>;
}

/**
 * Connections in the cases table: `conn#<shard>` / `<connected at>#<id>`, so that reading who listens never reads what connected longer ago
 * than a connection can last. `now` in milliseconds.
 */
export function tableConnections(dynamodb: DynamoDBClient, table: string, now: () => number): Connections {
  const pkOf = (shard: number) => `conn#${shard}`;
  const keyOf = ({ id, connectedAt }: ConnectionKey) => ({
    pk: pkOf(shardOf(id) % SHARDS),
    sk: `${connectedAt}#${id}`,
  });

  async function inShard(shard: number): Promise<Connection[]> {
    const pages = paginateQuery(
      { client: dynamodb },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk > :since',
        FilterExpression: 'attribute_not_exists(goneAt)',
        ExpressionAttributeValues: toItem({
          ':pk': pkOf(shard),
          ':since': new Date(now() - LIFE_MS).toISOString(),
        }),
        // Whoever has just connected has read the board and relies on hearing of everything after.
        ConsistentRead: true,
      },
    );
    const found: Connection[] = [];
    for await (const { Items = [] } of pages) {
      for (const item of Items) {
        const { sk, staff, roles } = fromItem<{ sk: string; staff: string; roles: Staff['roles'] }>(item);
        const [connectedAt = '', id = ''] = sk.split('#');
        found.push({ id, connectedAt, staff: { id: staff, roles } });
      }
    }
    return found;
  }

  return {
    async open(connection) {
      const { staff, connectedAt } = connection;
      const ttl = Math.ceil((Date.parse(connectedAt) + LIFE_MS) / 1000);
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem({ ...keyOf(connection), staff: staff.id, roles: staff.roles, ttl }),
        }),
      );
    },

    async close(key) {
      const mark = new UpdateItemCommand({
        TableName: table,
        Key: toItem(keyOf(key)),
        UpdateExpression: 'SET goneAt = :now, #ttl = :seconds',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: toItem({ ':now': now(), ':seconds': Math.floor(now() / 1000) }),
      });
      await dynamodb.send(mark).catch((error: Error) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
    },

    async all() {
      return (await Promise.all(Array.from({ length: SHARDS }, (_, shard) => inShard(shard)))).flat();
    },
  };
}
