import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** What is judged: the room's raw tables, and what everybody outside it says he did, sent and got. */
export interface Records {
  /** Items of the ledger and of the cases table as they lie there. */
  ledger: Item[];
  cases: Item[];
  said: Said[];
  told: Told[];
  performed: Performed[];
  published: Published[];
  commands: Command[];
  queues: { name: string; depth: number }[];
  /** All objects in all buckets, by their keys, with what they hold, byte for byte as one letter each. */
  objects: { key: string; text: string }[];
  /** Calls that a role did not allow. */
  denied: string[];
  /** The room's instants when the last sweep began, and at the end. */
  sweptAt: string;
  now: string;
}

export type Item = Record<string, unknown> & { pk: string; sk: string };

/** A citizen's message, as his provider recorded it. */
export interface Said {
  channel: string;
  /** The provider's id of the message; a form's is its submission. */
  id: string;
  /** The provider's id of whoever wrote. */
  sender: string;
  /** Stands in the message's words and in no other; a pin has none. */
  token?: string;
  /** The room answered a delivery of it with 2xx. */
  taken: boolean;
  /** Deliveries of it that reached the room, as far as the provider knows. */
  deliveries: number;
}

/** A delivery update that a provider posted. */
export interface Told {
  channel: string;
  /** The provider's id of the outgoing message. */
  id: string;
  status: string;
  taken: boolean;
}

/** A message that a provider accepted from the room. */
export interface Performed {
  channel: string;
  id: string;
  to: string;
  text: string;
  /** What the room gave it to carry back: case, message, attempt. */
  callback?: string;
  /** The room was not let hear of it. */
  unheard: boolean;
}

/** What SNS handed to one subscriber. */
export interface Published {
  messageId: string;
  topic: string;
  protocol: string;
  subject?: string;
  attributes: Record<string, string>;
  /** Milliseconds on the room's clock. */
  at: number;
}

/** Something an officer or an agency asked the room to do. */
export interface Command {
  key: string;
  /** The case, or the shift. */
  case: string;
  verb: string;
  /** Stands in what the command says, where it says anything. */
  token?: string;
  /** Words that nothing holds any more once the command was carried out. */
  forgets?: string[];
  /** Status of the answer; absent where none came. */
  status?: number;
}

/** Everything in a table, read past the room's own door. */
export async function everything(endpoint: string, table: string): Promise<Item[]> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'checker', secretAccessKey: 'checker' },
  });
  const items: Item[] = [];
  try {
    let ExclusiveStartKey: Record<string, never> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        }),
      );
      items.push(...(page.Items ?? []).map((item) => unmarshall(item) as Item));
      ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
    } while (ExclusiveStartKey);
  } finally {
    client.destroy();
  }
  return items;
}
