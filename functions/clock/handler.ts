import { runClock } from './clock.ts';
import { realDeps } from './deps.ts';

const deps = realDeps();

export const handler = (_event: unknown, context: { awsRequestId: string; getRemainingTimeInMillis(): number }) =>
  runClock(deps, { id: context.awsRequestId, remainingMs: () => context.getRemainingTimeInMillis() });
