import type { Agency } from '../agency/agency.ts';
import type { CaseEvent } from '../case/events.ts';
import { routesOf } from '../escalation/routing.ts';
import { unroutedMessage } from '../escalation/unrouted.ts';
import { type Outbox, Unfit } from './carry-out.ts';
import { tellOnce } from './tell-once.ts';

/**
 * A case was triaged: when it is urgent and the directory has nobody for it, the shift supervisor hears so, once per triage (domain.md
 * d.2). What became of it stands in the stream of the day.
 */
export async function tellUnrouted(outbox: Outbox, event: CaseEvent & { type: 'case.triaged' }): Promise<void> {
  if (event.data.priority !== 'P1' && event.data.priority !== 'P2') return;
  const { store } = outbox.room;
  const key = `unrouted#${event.case}.${event.seq}`;
  if (await store.recall(key)) return;
  const [stored, agencies] = await Promise.all([store.load(event.case), store.list<Agency>('agency')]);
  if (!stored) throw new Unfit(`case ${event.case} has no head`);
  const about = { ...stored.state, category: event.data.category };
  const directory = agencies.map(({ state }) => state);
  if (!routesOf(about, directory, new Date(outbox.now()).toISOString()).toSupervisor) return;
  const message = unroutedMessage(stored.state, event, `${outbox.baseUrl}/cases/${event.case}`);
  await tellOnce(outbox, { key, case: event.case, seq: event.seq, type: 'agency.none-found', message });
}
