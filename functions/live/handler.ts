import { realDeps } from './deps.ts';
import { sendPokes } from './pokes.ts';
import { type SocketEvent, socket } from './socket.ts';

const deps = realDeps();

interface QueueEvent {
  Records: { body: string }[];
}

export const handler = async (event: SocketEvent | QueueEvent, context: { getRemainingTimeInMillis(): number }) => {
  if ('requestContext' in event) return socket(event, deps);
  const bodies = event.Records.map(({ body }) => body);
  return sendPokes(bodies, { ...deps, remaining: () => context.getRemainingTimeInMillis() });
};
