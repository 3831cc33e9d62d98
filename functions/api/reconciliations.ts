import type { Handlers } from '../../shared/http/mount.ts';
import { problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import type { RECONCILIATION_ROUTES } from '../../shared/http/reconciliation-routes.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { idOf } from '../../shared/ledger/stream.ts';
import {
  ask,
  type Gap,
  LIMITS,
  nextStep,
  periodOf,
  type Reconciliation,
  reconciliationStream,
  STEPS,
} from '../../shared/reconcile/reconciliation.ts';
import { byOf, type Caller, markerOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** Events of a reconciliation that are read for its gaps, and gaps that are shown. Its counts tell of all. */
const EVENTS = 500;
const GAPS = 500;

/** The button that compares with the providers, and what came of it. `reconcile` does the work. */
export function reconciliationHandlers(deps: ApiDeps): Handlers<Caller, typeof RECONCILIATION_ROUTES> {
  const { store } = deps.room;
  return {
    startReconciliation: async ({ body, who, repeat }) => {
      const now = deps.now();
      const period = periodOf(body, now);
      if ('rejected' in period) return problemOf(period);
      const by = byOf(deps, who);
      const random = Buffer.from(deps.room.random(4)).toString('hex');
      const id = `${by.now.slice(0, 19).replaceAll(':', '')}-${random}`;
      const step = () => ask(period, { kind: by.actor.kind, id: by.actor.id }, by.now);
      const done = await appendStream<Reconciliation>(deps.room, reconciliationStream(id), step, by, {
        ifMatch: 0,
        ...markerOf(repeat, 202),
      });
      if (done.outcome === 'mismatch') return problem('idempotency-mismatch');
      const first = done.outcome === 'repeated' && done.memory.stream ? idOf(done.memory.stream) : id;
      const head = done.outcome === 'done' ? done.head : await store.head<Reconciliation>(reconciliationStream(first));
      if (!head) return unavailable();
      return { status: 202, body: view(head), headers: { Location: `/v1/reconciliations/${head.id}` } };
    },

    listReconciliations: async ({ query }) => {
      const heads = await store.list<Reconciliation>('reconciliation', query.limit);
      return { status: 200, body: { items: heads.map(view), next: null } };
    },

    getReconciliation: async ({ params: { id } }) => {
      const stream = reconciliationStream(id);
      const head = await store.head<Reconciliation>(stream);
      if (!head) return problem('not-found');
      const { events } = await store.timeline(stream, 0, EVENTS);
      const found = events.flatMap(({ type, data }) =>
        type === 'reconciliation.found' ? (data as { gaps: Gap[] }).gaps : [],
      );
      return { status: 200, body: { ...view(head), found: found.slice(0, GAPS), limits: LIMITS } };
    },
  };
}

function view({ id, state }: Head<Reconciliation>) {
  const { from, to, askedAt, askedBy, finishedAt, steps } = state;
  return {
    id,
    state: finishedAt ? 'finished' : 'running',
    from,
    to,
    askedAt,
    askedBy: askedBy.id,
    ...(finishedAt ? { finishedAt } : {}),
    at: nextStep(state) ?? null,
    steps: STEPS.map((name) => {
      const { cursor: _cursor, open: _open, ...step } = steps[name];
      return { name, ...step };
    }),
  };
}
