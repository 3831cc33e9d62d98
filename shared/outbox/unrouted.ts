import type { Agency } from '../agency/agency.ts';
import type { CaseEvent } from '../case/events.ts';
import { isOpen } from '../case/obligations.ts';
import type { CaseState } from '../case/state.ts';
import { routesOf } from '../escalation/routing.ts';
import { unroutedMessage } from '../escalation/unrouted.ts';
import { caseEventOf } from '../ledger/as-of.ts';
import { caseStream } from '../ledger/stream.ts';
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

/** Events of a case that are looked through for its last triage; of more, the relay alone has told. */
const EVENTS = 500;

/**
 * The way back for a triage whose stream record was lost: when a clock of an urgent case runs out and nobody was asked for it yet, it is
 * looked at once more whether there is anybody.
 */
export async function repairUnrouted(outbox: Outbox, state: CaseState): Promise<void> {
  const urgent = state.priority === 'P1' || state.priority === 'P2';
  if (!urgent || !isOpen(state.status) || !state.triaged || state.escalations.length > 0) return;
  const { events } = await outbox.room.store.timeline(caseStream(state.id), 0, EVENTS);
  const event = events.map(caseEventOf).findLast(({ type }) => type === 'case.triaged');
  if (event?.type === 'case.triaged') await tellUnrouted(outbox, event);
}
