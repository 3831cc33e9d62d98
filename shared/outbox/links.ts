import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Rung } from '../clocks/policy.ts';
import { fromItem, toItem } from '../ledger/item.ts';

/** What a signed link opens: one escalation, or one drill, for one tier (decisions.md 12). */
export type Link = AlertLink | DrillLink;

interface Printed {
  rung: Rung;
  /** Epoch seconds. */
  expiresAt: number;
}

export interface AlertLink extends Printed {
  case: string;
  alertId: string;
}

export interface DrillLink extends Printed {
  agency: string;
  drillId: string;
}

/** Records outlive their links, so that an old link is told that it is old (410) and not that it never was (404). */
const KEPT_SECONDS = 60 * 86_400;

/** Links by the hash of their token; the token itself is nowhere stored. */
export interface Links {
  /** Stores a link, or gives it a new life. */
  keep(hash: string, link: Link): Promise<void>;
  find(hash: string): Promise<Link | undefined>;
}

/** Links in the cases table: `link#<sha256 of the token>`. */
export function tableLinks(dynamodb: DynamoDBClient, table: string): Links {
  const key = (hash: string) => ({ pk: `link#${hash}`, sk: '-' });
  return {
    async keep(hash, link) {
      const Item = toItem({ ...key(hash), ...link, ttl: link.expiresAt + KEPT_SECONDS });
      await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
    },
    async find(hash) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: toItem(key(hash)), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, ttl: _ttl, ...link } = fromItem<Link & { pk: string; sk: string; ttl: number }>(Item);
      return link as Link;
    },
  };
}
