import type { Rung } from '../../clocks/policy.ts';
import { type Command, event } from '../decide.ts';
import type { EventData, NewEvent } from '../events.ts';
import type { CaseState, Escalation } from '../state.ts';
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

/**
 * A subscriber did not take what SNS took (S15: the e-mail bounced). The supervisor hears of it; and where nobody else of that tier can have
 * heard, the next one is told now and not at its minute. Known already: nothing.
 */
export const alertUndelivered: Command<EventData['escalation.undelivered']> = {
  name: 'alert-undelivered',
  from: RECORDABLE,
  decide(state, input, context) {
    const { alertId, rung, channel, subscription, left } = input;
    const escalation = escalationOf(state, alertId);
    if (!escalation || escalation.undelivered?.includes(`${rung} ${channel} ${subscription}`)) return settled();
    const events: NewEvent[] = [event(state, context, 'escalation.undelivered', input)];
    if (!WAITING.includes(escalation.state)) return events;
    const next = left === 0 ? after(escalation, rung) : undefined;
    for (const told of new Set<Rung>([...(next ? [next] : []), 't1'])) {
      if (escalation.told.includes(told)) continue;
      events.push(
        event(state, context, 'escalation.climbed', {
          alertId,
          rung: told,
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

/** Nobody has answered yet. */
const WAITING: readonly Escalation['state'][] = ['raised', 'sent', 'failed'];

/** The tier above: of the agency as far as it has tiers, of the room up to the minister. */
function after({ tiers }: Escalation, rung: Rung): Rung | undefined {
  const [side, tier] = [rung[0], Number(rung.slice(1))];
  return tier < (side === 'a' ? tiers : 4) ? (`${side}${tier + 1}` as Rung) : undefined;
}

function isOpen(state: CaseState, { revision, rungs }: { revision: number; rungs: readonly Rung[] }): boolean {
  return state.alerts.some((alert) => alert.seq === revision && alert.rungs.some((rung) => rungs.includes(rung)));
}

function settled() {
  return reject('gone', {
    ar: 'سُجّلت نتيجة هذا التنبيه',
    en: 'the outcome of this alert is recorded already',
  });
}
