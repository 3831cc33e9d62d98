import { runClock } from './clock.ts';
import { type DeadLetterRecord, takeDeadLetters } from './dead-letters.ts';
import { realDeps } from './deps.ts';

const deps = realDeps();

/** The minute, or what SNS could not deliver. */
export const handler = (
  event: { Records?: DeadLetterRecord[] },
  context: { awsRequestId: string; getRemainingTimeInMillis(): number },
) =>
  event.Records
    ? takeDeadLetters(event.Records, deps.outbox, deps.topics)
    : runClock(deps, { id: context.awsRequestId, remainingMs: () => context.getRemainingTimeInMillis() });
