import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { toItem } from '../../shared/ledger/item.ts';

/** Wrong PINs of one reference within an hour. At this pace all PINs take eleven years. */
const LIMIT = 10;
const WINDOW_SECONDS = 3600;

/** Counts attempts at a reference's PIN, whether or not there is such a case. */
export interface Attempts {
  /** Takes one before the PIN is looked at, so that a thousand at once are counted too. False when none is left. */
  take(reference: string): Promise<boolean>;
  /** Gives it back to whoever knew the PIN. */
  giveBack(reference: string): Promise<void>;
}

/** Counters in the cases table: `attempts#<reference>`, swept by TTL. */
export function tableAttempts(dynamodb: DynamoDBClient, table: string, now: () => number): Attempts {
  const update = async (reference: string, expression: string, condition: string, values: Record<string, number>) => {
    const used = `${expression} ${condition}`;
    try {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem({ pk: `attempts#${reference}`, sk: '-' }),
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#ttl': 'ttl', ...(used.includes('#count') ? { '#count': 'count' } : {}) },
          ExpressionAttributeValues: toItem(values),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    async take(reference) {
      const at = Math.floor(now() / 1000);
      const until = { ':until': at + WINDOW_SECONDS };
      const counted = await update(
        reference,
        'SET #ttl = if_not_exists(#ttl, :until) ADD #count :one',
        'attribute_not_exists(#ttl) OR (#ttl > :now AND #count < :limit)',
        { ...until, ':one': 1, ':now': at, ':limit': LIMIT },
      );
      if (counted) return true;
      // TTL is no clock: an old counter may lie there for a day.
      return update(reference, 'SET #ttl = :until, #count = :one', '#ttl <= :now', { ...until, ':one': 1, ':now': at });
    },
    async giveBack(reference) {
      const at = Math.floor(now() / 1000);
      await update(reference, 'ADD #count :less', '#ttl > :now AND #count > :none', {
        ':less': -1,
        ':now': at,
        ':none': 0,
      });
    },
  };
}
