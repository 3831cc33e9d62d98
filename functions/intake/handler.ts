import { type QueueRecord, takeIn } from './batch.ts';
import { realDeps } from './deps.ts';

const deps = realDeps();

export const handler = (event: { Records: QueueRecord[] }, context: { getRemainingTimeInMillis(): number }) =>
  takeIn(event.Records, deps, () => context.getRemainingTimeInMillis());
