import { Later } from '../../shared/channels/download.ts';
import { appendStream, type By, type StreamStep } from '../../shared/ledger/execute.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { log } from '../../shared/log.ts';
import {
  compared,
  failed,
  found,
  nextStep,
  type Reconciliation,
  reconciliationStream,
  type StepName,
} from '../../shared/reconcile/reconciliation.ts';
import { comparePage } from './compare.ts';
import type { ReconcileDeps } from './deps.ts';
import { lookAtTelegram } from './telegram.ts';

/** One run: how much time it has, and whether the provider will be asked again should it fail. */
export interface Run {
  remainingMs(): number;
  last: boolean;
}

/** Longer than one page takes on a bad day: a look at a provider, its files, two batches of reads, the queue. */
const PAGE_MS = 30_000;

/** `more`: time ran out and it goes on from where it is; `later`: the provider does not answer now. */
export type Ran = 'done' | 'more' | 'later';

/**
 * Works a reconciliation page by page. Each page is recorded on the reconciliation's own stream when it is compared, so that
 * a run that dies goes on where it was: gaps are recorded first, then handed to intake, then the page is done (decisions.md 1).
 */
export async function reconcile(id: string, deps: ReconcileDeps, run: Run): Promise<Ran> {
  for (;;) {
    const head = await deps.room.store.head<Reconciliation>(reconciliationStream(id));
    const name = head && nextStep(head.state);
    if (!head || !name) return 'done';
    if (run.remainingMs() < PAGE_MS) return 'more';
    try {
      await page(head, name, deps);
    } catch (error) {
      if (!(error instanceof Later)) throw error;
      // What is not set up, or refused, is so the next time too.
      const final = /^unset_|^http_4/.test(error.why) && error.why !== 'http_429';
      log('reconcile.unanswered', { step: name, code: error.why });
      if (!final && !run.last) return 'later';
      await write(deps, head, failed(head.state, name, error.why, nowOf(deps)));
    }
  }
}

async function page(before: Head<Reconciliation>, name: StepName, deps: ReconcileDeps): Promise<void> {
  const seen =
    name === 'telegram' ? await lookAtTelegram(before.state, deps) : await comparePage(before.state, name, deps);
  const told = found(before.state, name, seen.gaps);
  const head = told ? await write(deps, before, told) : before;
  if (told) log('reconcile.gaps', { step: name, gaps: seen.gaps.length });
  await deps.enqueue(seen.items);
  await write(deps, head, compared(head.state, name, seen, nowOf(deps)));
}

/** @throws when another run of the same reconciliation has written meanwhile: this one starts over from what is there. */
async function write(
  deps: ReconcileDeps,
  { id, version }: Head<Reconciliation>,
  step: StreamStep<Reconciliation>,
): Promise<Head<Reconciliation>> {
  const by: By = { actor: { kind: 'system', id: 'reconcile' }, now: nowOf(deps) };
  const done = await appendStream<Reconciliation>(deps.room, reconciliationStream(id), () => step, by, {
    ifMatch: version,
  });
  if (done.outcome !== 'done') throw new Error(`reconciliation: ${done.outcome}`);
  return done.head;
}

const nowOf = ({ now }: Pick<ReconcileDeps, 'now'>) => new Date(now()).toISOString();
