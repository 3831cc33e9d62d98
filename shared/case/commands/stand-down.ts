import { type Command, event } from '../decide.ts';
import { closedEscalation, escalationNotFound, escalationOf } from './answer.ts';
import { WORKING } from './guards.ts';

export interface StandDownInput {
  alertId: string;
  reason: string;
}

/** The need is over: every rung that was told hears it (d.3). */
export const standDown: Command<StandDownInput> = {
  name: 'stand-down',
  from: WORKING,
  decide(state, input, context) {
    const escalation = escalationOf(state, input.alertId);
    if (!escalation) return escalationNotFound();
    if (escalation.closedAt) return closedEscalation();
    return [
      event(state, context, 'escalation.stood-down', {
        ...input,
        tell: escalation.told,
      }),
    ];
  },
};
