import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from '../ledger/item.ts';

/** How long a sign of presence holds, milliseconds. Consoles repeat it twice in that time. */
const HOLDS_MS = 60_000;

/** Nobody counts more people at one case. */
const MOST = 50;

export type Doing = 'reading' | 'writing';

/** Somebody who is looking at a case now. Keeps nobody out: it is told, and then each decides. */
export interface Present {
  staff: string;
  doing: Doing;
  since: string;
  until: string;
}

export interface Presence {
  /** Says that somebody looks at a case, or has left it. `since` is when this visit began, as he was told the last time. */
  report(caseId: string, staff: string, doing: Doing | 'left'): Promise<void>;
  /** Who looks at it now, by name. */
  at(caseId: string): Promise<Present[]>;
}

/** Presence in the cases table: `presence#<case>` / `<staff>`, gone by TTL. `now` in milliseconds. */
export function tablePresence(dynamodb: DynamoDBClient, table: string, now: () => number): Presence {
  const pk = (caseId: string) => `presence#${caseId}`;
  const present = async (caseId: string): Promise<Present[]> => {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        // TTL takes rows away within two days, not at their second.
        FilterExpression: '#until > :now',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: toItem({ ':pk': pk(caseId), ':now': new Date(now()).toISOString() }),
        ConsistentRead: true,
      }),
    );
    return Items.slice(0, MOST).map((item) => {
      const { sk, doing, since, until } = fromItem<Present & { sk: string }>(item);
      return { staff: sk, doing, since, until };
    });
  };
  return {
    at: present,
    async report(caseId, staff, doing) {
      const at = now();
      const before = (await present(caseId)).find((one) => one.staff === staff);
      const until = doing === 'left' ? at : at + HOLDS_MS;
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem({
            pk: pk(caseId),
            sk: staff,
            doing: doing === 'left' ? 'reading' : doing,
            since: before?.since ?? new Date(at).toISOString(),
            until: new Date(until).toISOString(),
            ttl: Math.ceil(until / 1000),
          }),
        }),
      );
    },
  };
}
