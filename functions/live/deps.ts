import { randomBytes } from 'node:crypto';
import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { liveConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { tableTickets } from '../../shared/live/tickets.ts';
import { trustedReader } from '../../shared/shifts/duty.ts';
import { tableConnections } from './connections.ts';
import type { PokeDeps } from './pokes.ts';
import type { SocketDeps } from './socket.ts';

/** A console that does not take a frame within a second is not worth the others' time. */
const CALLS = { maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1000 } };

export function realDeps(): SocketDeps & Omit<PokeDeps, 'remaining'> {
  const { tables, socketsUrl } = liveConfig();
  const now = () => Date.now();
  const dynamodb = dynamoClient();
  const store = dynamoStore({ client: dynamodb, tables, now, random: (bytes) => randomBytes(bytes) });
  const sockets = new ApiGatewayManagementApiClient({ endpoint: socketsUrl, ...CALLS });
  return {
    tickets: tableTickets(dynamodb, tables.cases, now),
    connections: tableConnections(dynamodb, tables.cases, now),
    heads: (ids) => store.loadMany(ids),
    post: async (ConnectionId, frame) => {
      try {
        await sockets.send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from(frame) }));
        return 'sent';
      } catch (error) {
        if (error instanceof GoneException) return 'gone';
        throw error;
      }
    },
    trusted: trustedReader(store, now),
    now,
  };
}
