import { type Command, event } from '../decide.ts';
import type { Escalation } from '../state.ts';
import { closedEscalation, escalationNotFound, escalationOf } from './answer.ts';
import { isSupervisor, reject, WORKING } from './guards.ts';

export interface ResumeInput {
  alertId: string;
  reason: string;
}

/**
 * A supervisor looked at a request that was held because its step came a day late (d.3 rule 7): it is still needed. The agency's tier that
 * was asked last is asked once more, then climbing goes on above the highest one reached.
 */
export const resumeEscalation: Command<ResumeInput> = {
  name: 'resume',
  from: WORKING,
  decide(state, input, context) {
    const escalation = escalationOf(state, input.alertId);
    if (!escalation) return escalationNotFound();
    if (escalation.closedAt) return closedEscalation();
    if (!isSupervisor(context.actor)) {
      return reject('forbidden', {
        ar: 'استئناف تصعيد قديم يحتاج مشرفاً',
        en: 'only a supervisor resumes an old escalation',
      });
    }
    if (!escalation.heldAt) {
      return reject('gone', { ar: 'هذا التصعيد لم يتوقف', en: 'this escalation is not held' });
    }
    return [event(state, context, 'escalation.resumed', { ...input, rung: lastAsked(escalation) })];
  },
};

function lastAsked({ told }: Escalation) {
  return (
    told
      .filter((rung) => rung.startsWith('a'))
      .sort()
      .at(-1) ?? 'a1'
  );
}
