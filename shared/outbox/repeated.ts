import type { CaseEvent, PriorityReason } from '../case/events.ts';
import { repeatedMessage } from '../escalation/unrouted.ts';
import { type Outbox, Unfit } from './carry-out.ts';
import { tellOnce } from './tell-once.ts';

/** Whether an event says that somebody complained a second time (c.4 R18). */
export function saysRepeated(event: CaseEvent): boolean {
  if (event.type !== 'case.opened' && event.type !== 'priority.raised') return false;
  return event.data.reasons.some(({ rule }: PriorityReason) => rule === 'R18');
}

/** The shift supervisor hears of a second written complaint about the same need, once (c.4 R18). */
export async function tellRepeated(outbox: Outbox, event: CaseEvent): Promise<void> {
  const key = `repeated#${event.case}.${event.seq}`;
  if (await outbox.room.store.recall(key)) return;
  const stored = await outbox.room.store.load(event.case);
  if (!stored) throw new Unfit(`case ${event.case} has no head`);
  const message = repeatedMessage(stored.state, event, `${outbox.baseUrl}/cases/${event.case}`);
  await tellOnce(outbox, { key, case: event.case, seq: event.seq, type: 'complaint.repeated', message });
}
