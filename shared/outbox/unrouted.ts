import type { Agency } from '../agency/agency.ts';
import type { CaseEvent } from '../case/events.ts';
import { routesOf } from '../escalation/routing.ts';
import { unroutedMessage } from '../escalation/unrouted.ts';
import { appendStream } from '../ledger/execute.ts';
import { log } from '../log.ts';
import { type Outbox, Unfit } from './carry-out.ts';

/** Longer than a stream keeps its records. */
const MARKER_SECONDS = 7 * 86_400;

/**
 * A case was triaged: when it is urgent and the directory has nobody for it, the shift supervisor hears so, once per triage (domain.md
 * d.2). What became of it stands in the stream of the day.
 */
export async function tellUnrouted(outbox: Outbox, event: CaseEvent & { type: 'case.triaged' }): Promise<void> {
  if (event.data.priority !== 'P1' && event.data.priority !== 'P2') return;
  const { store } = outbox.room;
  const now = new Date(outbox.now()).toISOString();
  const key = `unrouted#${event.case}.${event.seq}`;
  if (await store.recall(key)) return;
  const [stored, agencies] = await Promise.all([store.load(event.case), store.list<Agency>('agency')]);
  if (!stored) throw new Unfit(`case ${event.case} has no head`);
  const about = { ...stored.state, category: event.data.category };
  const directory = agencies.map(({ state }) => state);
  if (!routesOf(about, directory, now).toSupervisor) return;

  const published = await outbox.publish(
    'rung-t1',
    unroutedMessage(stored.state, event, `${outbox.baseUrl}/cases/${event.case}`),
  );
  if ('refused' in published) {
    outbox.count('AlertRefused');
    log('alert.refused', { case: event.case, seq: event.seq, reason: published.refused });
  }
  const done = await appendStream<object>(
    outbox.room,
    `room#${now.slice(0, 10)}`,
    (head) => ({
      events: [{ type: 'agency.none-found', data: { case: event.case, seq: event.seq, ...published } }],
      state: head?.state ?? {},
    }),
    { actor: { kind: 'system', id: 'relay' }, now },
    { marker: { key, seconds: MARKER_SECONDS } },
  );
  if (done.outcome !== 'done' && done.outcome !== 'repeated')
    throw new Error(`unrouted ${event.case}: ${done.outcome}`);
}
