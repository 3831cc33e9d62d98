import type { Rung } from '../../clocks/policy.ts';
import { type Command, event } from '../decide.ts';
import type { EventData, NewEvent } from '../events.ts';
import type { CaseState } from '../state.ts';
import { escalationOf } from './answer.ts';
import { RECORDABLE, reject } from './guards.ts';

/** SNS accepted what the event of seq `revision` wanted told. */
export const alertSent: Command<EventData['escalation.sent']> = {
  name: 'alert-sent',
  from: RECORDABLE,
  decide: (state, input, context) =>
    isOpen(state, input) ? [event(state, context, 'escalation.sent', input)] : settled(),
};

/** It cannot be told that way: the shift supervisor hears of it at once (d.3, delivery failed). */
export const alertFailed: Command<EventData['escalation.failed']> = {
  name: 'alert-failed',
  from: RECORDABLE,
  decide(state, input, context) {
    if (!isOpen(state, input)) return settled();
    const events: NewEvent[] = [event(state, context, 'escalation.failed', input)];
    const escalation = escalationOf(state, input.alertId);
    if (escalation && !escalation.closedAt && !escalation.told.includes('t1')) {
      events.push(
        event(state, context, 'escalation.climbed', {
          alertId: input.alertId,
          rung: 't1',
          dueAt: context.now,
          lateBySeconds: 0,
          told: true,
          reason: 'delivery-failed',
        }),
      );
    }
    return events;
  },
};

function isOpen(state: CaseState, { revision, rungs }: { revision: number; rungs: readonly Rung[] }): boolean {
  return state.alerts.some((alert) => alert.seq === revision && alert.rungs.some((rung) => rungs.includes(rung)));
}

function settled() {
  return reject('gone', {
    ar: 'سُجّلت نتيجة هذا التنبيه',
    en: 'the outcome of this alert is recorded already',
  });
}
