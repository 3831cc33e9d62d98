import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from '../ledger/item.ts';
import type { PublicFigures } from './public.ts';

/** Where the published figures lie in the cases table: one row, which whoever has no account may read and nothing else. */
const KEY = toItem({ pk: 'figures#public', sk: '-' });

export async function putPublished(client: DynamoDBClient, table: string, published: PublicFigures): Promise<void> {
  const Item = { ...KEY, ...toItem({ figures: JSON.stringify(published) }) };
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/** Undefined where nothing was published yet. */
export async function readPublished(client: DynamoDBClient, table: string): Promise<PublicFigures | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: KEY }));
  return Item && (JSON.parse(fromItem<{ figures: string }>(Item).figures) as PublicFigures);
}
