import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SHARDS, shardOf } from '../board/keys.ts';
import { isOpen } from '../case/obligations.ts';
import { inLanes } from '../lanes.ts';
import { fromItem, type Item, toItem } from '../ledger/item.ts';
import type { Store } from '../ledger/store.ts';
import type { CaseFacts, Ms } from './facts.ts';

/** Where the facts of cases are kept: one row each in the cases table. */
export interface FactsStore {
  load(id: string): Promise<CaseFacts | undefined>;
  /**
   * Puts facts in place of those that end with event `before` (undefined: of none). False where others are there by now: somebody was faster.
   */
  save(facts: CaseFacts, before: number | undefined): Promise<boolean>;
  /** The same whatever is there, unless it knows more events. */
  replace(facts: CaseFacts): Promise<void>;
  /** All that figures of a period from then on are counted from: cases open now, and those of which something was recorded since. */
  since(from: string, now: string): Promise<CaseFacts[]>;
}

/** DynamoDB gives at most a hundred items at once. */
const BATCH = 100;

/** Batches and partitions read beside each other. */
const LANES = 8;

/** Rows of an index partition read at once. */
const ROWS = 1000;

const key = (id: string) => ({ pk: `figures#${id}`, sk: '-' });

/** Facts that may still grow are kept apart from the months in which a case was last heard of. */
const shelf = {
  open: (shard: number) => `figures#open#${shard}`,
  ended: (month: string, shard: number) => `figures#${month}#${shard}`,
};

const monthOf = (at: Ms) => new Date(at).toISOString().slice(0, 7);

function rowOf(facts: CaseFacts): Item {
  const shard = shardOf(facts.id);
  const open = isOpen(facts.status.at(-1)![1]);
  return toItem({
    ...key(facts.id),
    seq: facts.seq,
    // Of the board's index it carries nothing but its place: it costs a write only when the case ends or comes back.
    boardPk: open ? shelf.open(shard) : shelf.ended(monthOf(facts.last), shard),
    boardSk: facts.id,
    facts: JSON.stringify(facts),
  });
}

function factsIn(item: Item): CaseFacts {
  return JSON.parse(fromItem<{ facts: string }>(item).facts) as CaseFacts;
}

export function tableFacts(client: DynamoDBClient, table: string, rows: Store['rows']): FactsStore {
  const put = async (facts: CaseFacts, condition: string, values: Record<string, number>): Promise<boolean> => {
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: rowOf(facts),
          ConditionExpression: condition,
          ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toItem(values) } : {}),
        }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  const idsIn = async (pk: string): Promise<string[]> => {
    const ids: string[] = [];
    let from = ' ';
    for (;;) {
      const page = await rows('board', pk, { from, to: '~' }, ROWS);
      ids.push(...page.rows.map(({ id }) => id));
      if (!page.more) return ids;
      from = `${page.rows.at(-1)!.sk}!`;
    }
  };

  const batch = async (ids: readonly string[]): Promise<CaseFacts[]> => {
    const found: CaseFacts[] = [];
    let left: Item[] = ids.map((id) => toItem(key(id)));
    while (left.length > 0) {
      const answer = await client.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left } } }));
      for (const item of answer.Responses?.[table] ?? []) found.push(factsIn(item));
      left = (answer.UnprocessedKeys?.[table]?.Keys as Item[] | undefined) ?? [];
    }
    return found;
  };

  return {
    async load(id) {
      const answer = await client.send(
        new GetItemCommand({ TableName: table, Key: toItem(key(id)), ConsistentRead: true }),
      );
      return answer.Item && factsIn(answer.Item);
    },
    save: (facts, before) =>
      before === undefined
        ? put(facts, 'attribute_not_exists(pk)', {})
        : put(facts, 'seq = :before', { ':before': before }),
    async replace(facts) {
      await put(facts, 'attribute_not_exists(pk) OR seq <= :seq', { ':seq': facts.seq });
    },
    async since(from, now) {
      const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
      const months = monthsBetween(from, now);
      const shelves = shards.flatMap((shard) => [
        shelf.open(shard),
        ...months.map((month) => shelf.ended(month, shard)),
      ]);
      // A case may be on its way from one shelf to another while they are read.
      const ids = [...new Set((await inLanes(LANES, shelves, idsIn)).flat())];
      const batches: string[][] = [];
      for (let start = 0; start < ids.length; start += BATCH) batches.push(ids.slice(start, start + BATCH));
      return (await inLanes(LANES, batches, batch)).flat();
    },
  };
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = new Date(`${from.slice(0, 7)}-01T00:00:00Z`); month.toISOString() <= to; ) {
    months.push(month.toISOString().slice(0, 7));
    month = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
  }
  return months;
}
