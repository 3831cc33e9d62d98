import { realDeps } from './deps.ts';
import { runOutreach } from './outreach.ts';

const deps = realDeps();

export const handler = (_event: unknown, context: { awsRequestId: string; getRemainingTimeInMillis(): number }) =>
  runOutreach(deps, { id: context.awsRequestId, remainingMs: () => context.getRemainingTimeInMillis() });
