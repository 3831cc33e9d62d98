import { realDeps } from './deps.ts';
import { relay, type StreamRecord } from './relay.ts';

const deps = realDeps();

export const handler = (event: { Records: StreamRecord[] }) => relay(event.Records, deps);
