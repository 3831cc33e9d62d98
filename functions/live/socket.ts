import type { Tickets } from '../../shared/live/tickets.ts';
import { log } from '../../shared/log.ts';
import type { Connections } from './connections.ts';

/** What a WebSocket API tells of a connection. */
export interface SocketEvent {
  requestContext: {
    eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
    connectionId: string;
    /** Epoch milliseconds. */
    connectedAt: number;
  };
  queryStringParameters?: { ticket?: string } | null;
}

export interface SocketDeps {
  tickets: Tickets;
  connections: Connections;
}

const OK = { statusCode: 200 };

/**
 * A console connects with its ticket, goes, or says something. What it says means nothing: it is the sign of life without which the
 * gateway hangs up after ten minutes.
 * @throws when the table cannot be reached at `$connect`: the gateway then refuses, and the console tries again with a new ticket.
 */
export async function socket(
  event: SocketEvent,
  { tickets, connections }: SocketDeps,
): Promise<{ statusCode: number }> {
  const { eventType, connectionId, connectedAt } = event.requestContext;
  const key = { id: connectionId, connectedAt: new Date(connectedAt).toISOString() };
  if (eventType === 'CONNECT') {
    const ticket = event.queryStringParameters?.ticket;
    const staff = ticket ? await tickets.take(ticket) : undefined;
    if (!staff) {
      log('live.refused', { connection: connectionId });
      return { statusCode: 401 };
    }
    await connections.open({ ...key, staff });
  }
  if (eventType === 'DISCONNECT') {
    // Told at best effort anyway: what stays unmarked here is marked when a poke finds nobody.
    await connections.close(key).catch((error: Error) => log('live.not-closed', { error: error.name }));
  }
  return OK;
}
