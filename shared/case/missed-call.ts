import { later, plusSeconds, secondsBetween } from '../clocks/time.ts';
import { type Context, currentPolicy, event, partId } from './decide.ts';
import type { NewEvent } from './events.ts';
import { isOpen, ringKey } from './obligations.ts';
import { type CaseState, LIST_LIMIT, type Ring } from './state.ts';

/** What the caller is owed, as the officer reads it. */
const CALL_BACK = 'مكالمة لم يُرد عليها: نعاود الاتصال · Missed call: we call back';

/**
 * Calls that are over and that nobody of the room answered: `call_answer` is breached, whatever its target (c.5), and whoever called is
 * called back within the time of a first human answer. One promise for a caller, however often he tried.
 *
 * @param before events of the same decision that stand before these.
 */
export function missed(state: CaseState, rings: readonly Ring[], context: Context, before = 0): NewEvent[] {
  const open = isOpen(state.status);
  const promised = new Set(
    state.promises.filter(({ callBack, status }) => callBack && status === 'pending').map(({ contactId }) => contactId),
  );
  const events: NewEvent[] = [];
  for (const ring of rings) {
    const { messageId, contactId } = ring;
    const over = later(context.now, ring.at);
    // A target already passed was recorded before this, at the target itself.
    if (open && !state.breaches[ringKey(ring)]) {
      events.push(
        event(state, context, 'clock.breached', {
          clock: 'call_answer',
          key: ringKey(ring),
          startedAt: ring.at,
          breachedAt: over,
          recordedAt: context.now,
          lateBySeconds: secondsBetween(over, context.now),
          reason: 'missed',
        }),
      );
    }
    events.push(event(state, context, 'call.missed', { messageId, contactId }));
    if (!open || promised.has(contactId) || !canBeCalled(state, contactId) || state.promises.length >= LIST_LIMIT)
      continue;
    promised.add(contactId);
    const seconds = currentPolicy(context, state).clocks.first_human_response[state.priority] ?? 0;
    events.push(
      event(state, context, 'promise.made', {
        promiseId: partId(state, before + events.length),
        contactId,
        text: CALL_BACK,
        dueAt: plusSeconds(context.now, seconds),
        callBack: true,
      }),
    );
  }
  return events;
}

/** Who hides his number cannot be called, nor who was known by the call alone. */
function canBeCalled(state: CaseState, contactId: string): boolean {
  const known = state.reporters.find((reporter) => reporter.contactId === contactId);
  return known?.phone !== undefined || /^\+\d+$/.test(known?.address?.id ?? '');
}
