import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { toItem } from '../../shared/ledger/item.ts';
import type { Pointer } from '../../shared/ledger/store.ts';
import { eventKey, type StreamName } from '../../shared/ledger/stream.ts';
import { REDACTIONS, type Tables } from '../../shared/ledger/transaction.ts';

/** The one place that changes the ledger: data and salt of an event go, what is left and who decided it stay. */
export interface RedactionTable {
  /** Decisions not yet carried out. */
  waiting(): Promise<{ id: string; seq: number }[]>;
  /** @param by seq of the decision. */
  forget(stream: StreamName, seq: number, by: number, left: object): Promise<void>;
  settle(id: string, seq: number): Promise<void>;
  /**
   * A row whose key names somebody and that leads to this case leads nowhere any more, and DynamoDB removes it within days. One that leads
   * elsewhere by now stays.
   */
  empty(key: { pk: string; sk: string }, to: Pointer): Promise<void>;
  /** The pointer of somebody who was forgotten, under its hash. */
  keep(pk: string, to: Pointer): Promise<void>;
}

/** A decision that was carried out is kept for a day, to be looked at; then TTL takes it. */
const KEPT_SECONDS = 86_400;

const MOST = 25;

export function redactionTable(dynamodb: DynamoDBClient, tables: Tables, now: () => number): RedactionTable {
  return {
    async waiting() {
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: tables.cases,
          KeyConditionExpression: 'pk = :waiting',
          FilterExpression: 'attribute_not_exists(#ttl)',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: toItem({ ':waiting': REDACTIONS }),
          ConsistentRead: true,
        }),
      );
      return Items.slice(0, MOST).map(({ sk }) => {
        const [id = '', seq = ''] = String(sk?.S).split('.');
        return { id, seq: Number(seq) };
      });
    },
    async forget(stream, seq, by, left) {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: tables.ledger,
          Key: toItem({ pk: stream, sk: eventKey(seq) }),
          UpdateExpression: 'SET #data = :left, #by = :by REMOVE #salt',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#data': 'data', '#by': 'redactedBy', '#salt': 'salt' },
          ExpressionAttributeValues: toItem({ ':left': left, ':by': String(by) }),
        }),
      );
    },
    async empty(key, { case: id, contactId }) {
      try {
        await dynamodb.send(
          new UpdateItemCommand({
            TableName: tables.cases,
            Key: toItem(key),
            UpdateExpression: 'SET #ttl = :now REMOVE #case, contactId',
            ConditionExpression: '#case = :case AND contactId = :contact',
            ExpressionAttributeNames: { '#ttl': 'ttl', '#case': 'case' },
            ExpressionAttributeValues: toItem({
              ':now': Math.floor(now() / 1000),
              ':case': id,
              ':contact': contactId,
            }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    async keep(pk, { case: id, contactId }) {
      const Item = toItem({ pk, sk: '-', case: id, contactId });
      await dynamodb.send(new PutItemCommand({ TableName: tables.cases, Item }));
    },
    async settle(id, seq) {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: tables.cases,
          Key: toItem({ pk: REDACTIONS, sk: `${id}.${seq}` }),
          UpdateExpression: 'SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: toItem({ ':ttl': Math.floor(now() / 1000) + KEPT_SECONDS }),
        }),
      );
    },
  };
}
