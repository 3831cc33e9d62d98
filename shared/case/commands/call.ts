import { type Command, event } from '../decide.ts';
import type { NewEvent } from '../events.ts';
import { reporter, unknownContact, WORKING } from './guards.ts';

export interface CallInput {
  contactId: string;
  direction: 'in' | 'out';
  answered: boolean;
  text: string;
  /** Why somebody was called whom the rules of his safety protect from calls (domain.md G9). */
  despite?: string;
}

/** A call with a reporter, taken or made. One that was answered counts as the reporter's answer (c.3, automatic on inbound). */
export const logCall: Command<CallInput> = {
  name: 'calls',
  from: [...WORKING, 'resolved'],
  to: [{ from: ['awaiting_reporter'], to: 'in_progress' }],
  decide(state, input, context) {
    const to = reporter(state, input.contactId);
    if (!to) return unknownContact();
    const events: NewEvent[] = [event(state, context, 'call.logged', { ...input, channel: 'phone' })];
    if (state.status === 'awaiting_reporter' && input.answered) {
      events.push(
        event(state, context, 'status.changed', {
          from: 'awaiting_reporter',
          to: 'in_progress',
        }),
      );
    }
    // Whoever was promised to be called back has been spoken with.
    for (const { promiseId, contactId, callBack, status } of input.answered ? state.promises : []) {
      if (callBack && status === 'pending' && contactId === input.contactId)
        events.push(event(state, context, 'promise.kept', { promiseId }));
    }
    return events;
  },
};
