import { createHash, createHmac } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Staff } from '../http/claims.ts';
import { fromItem, type Item, toItem } from '../ledger/item.ts';

/** How long a ticket opens a live connection (decisions.md 24), milliseconds. */
const TICKET_MS = 30_000;

/** Rows outlive their tickets as long as an `Idempotency-Key` counts, so that a repeated key never makes a used ticket new. */
const KEPT_SECONDS = 48 * 3600;

/** 128 bits. */
export const TICKET_BYTES = 16;

/**
 * The bits of a ticket that was asked for with an `Idempotency-Key`: the same for the same caller and key, so that the answer is, and
 * nothing that anybody but the bearer of the token could work out.
 */
export function ticketBits(bearer: string, key: string): Uint8Array {
  return createHmac('sha256', bearer).update(`live-ticket|${key}`).digest().subarray(0, TICKET_BYTES);
}

export interface Ticket {
  ticket: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** One-time tickets for live connections: a browser cannot send a header with a WebSocket, and a token must not stand in a URL. */
export interface Tickets {
  /** A ticket of these bits for a member of staff; issued before, it keeps the expiry it had. */
  issue(staff: Staff, bits: Uint8Array): Promise<Ticket>;
  /** Uses a ticket up. Whom it was issued to; undefined for an unknown, used or expired one. */
  take(ticket: string): Promise<Staff | undefined>;
}

/** Tickets in the cases table, `ticket#<sha256>`; the ticket itself is nowhere stored. `now` in milliseconds. */
export function tableTickets(dynamodb: DynamoDBClient, table: string, now: () => number): Tickets {
  const keyOf = (ticket: string) => ({ pk: `ticket#${createHash('sha256').update(ticket).digest('hex')}`, sk: '-' });
  return {
    async issue(staff, bits) {
      const ticket = Buffer.from(bits).toString('base64url');
      const expiresAt = now() + TICKET_MS;
      const row = { ...keyOf(ticket), staff: staff.id, roles: staff.roles, expiresAt };
      const made = await ifHolds(
        dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...row, ttl: Math.ceil(expiresAt / 1000) + KEPT_SECONDS }),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
      if (made) return { ticket, expiresAt };
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: toItem(keyOf(ticket)), ConsistentRead: true }),
      );
      return { ticket, expiresAt: fromItem<Ticket>(Item ?? toItem({ expiresAt })).expiresAt };
    },

    async take(ticket) {
      const used = await ifHolds(
        dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key: toItem(keyOf(ticket)),
            UpdateExpression: 'SET usedAt = :now',
            ConditionExpression: 'expiresAt > :now AND attribute_not_exists(usedAt)',
            ExpressionAttributeValues: toItem({ ':now': now() }),
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      if (!used) return undefined;
      const { staff: id, roles } = fromItem<{ staff: string; roles: Staff['roles'] }>(used.Attributes as Item);
      return { id, roles };
    },
  };
}

/** What a conditional write answered; undefined when its condition did not hold. */
async function ifHolds<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
