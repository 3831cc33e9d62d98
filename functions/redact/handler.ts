import { realDeps } from './deps.ts';
import { runRedactions } from './redact.ts';

const deps = realDeps();

export const handler = (_event: unknown, context: { getRemainingTimeInMillis(): number }) =>
  runRedactions(deps, { remainingMs: () => context.getRemainingTimeInMillis() });
