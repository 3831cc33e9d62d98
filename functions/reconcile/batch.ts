import { appendStream, type By } from '../../shared/ledger/execute.ts';
import { log } from '../../shared/log.ts';
import { ask, daily, type Reconciliation, reconciliationStream } from '../../shared/reconcile/reconciliation.ts';
import type { ReconcileDeps } from './deps.ts';
import { reconcile } from './reconcile.ts';

/** A record of the queue, as Lambda hands it over. */
export interface QueueRecord {
  messageId: string;
  body: string;
  attributes: { ApproximateReceiveCount?: string };
}

/** Deliveries after which a provider that does not answer is recorded as such; the queue gives one more. */
const ATTEMPTS = 4;

/** Works reconciliations that were asked for. @returns the records that are not done, in Lambda's words */
export async function workOff(
  records: readonly QueueRecord[],
  deps: ReconcileDeps & { again(id: string): Promise<void> },
  remainingMs: () => number,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const left: string[] = [];
  for (const { messageId, body, attributes } of records) {
    try {
      const { id } = JSON.parse(body) as { id: string };
      const last = Number(attributes.ApproximateReceiveCount ?? 1) >= ATTEMPTS;
      const ran = await reconcile(id, deps, { remainingMs, last });
      if (ran === 'more') await deps.again(id);
      if (ran === 'later') left.push(messageId);
    } catch (error) {
      log('reconcile.failed', { message: messageId, error: (error as Error).name });
      left.push(messageId);
    }
  }
  return { batchItemFailures: left.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The job of each day. Asked for twice, it is there once. @throws when it cannot be written now: the scheduler calls again */
export async function askDaily({ room, now }: Pick<ReconcileDeps, 'room' | 'now'>): Promise<void> {
  const { id, ...period } = daily(now());
  const actor = { kind: 'system' as const, id: 'reconcile' };
  const by: By = { actor, now: new Date(now()).toISOString() };
  const step = () => ask(period, actor, by.now);
  const done = await appendStream<Reconciliation>(room, reconciliationStream(id), step, by, { ifMatch: 0 });
  if (done.outcome === 'busy') throw new Error('the room is busy');
}
