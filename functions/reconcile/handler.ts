import { askDaily, type QueueRecord, workOff } from './batch.ts';
import { realDeps } from './deps.ts';

const deps = realDeps();

/** From its queue, or once a day from its schedule. */
export const handler = async (event: { Records?: QueueRecord[] }, context: { getRemainingTimeInMillis(): number }) =>
  event.Records ? workOff(event.Records, deps, () => context.getRemainingTimeInMillis()) : askDaily(deps);
