import { type Command, event } from '../decide.ts';
import type { NewEvent } from '../events.ts';
import { WORKING } from './guards.ts';

export interface AssignInput {
  owner: string;
}

/** Gives the case an owner; taking it means working on it, also from waiting (c.3). A new case is triaged by that in one call. */
export const assign: Command<AssignInput> = {
  name: 'assign',
  from: WORKING,
  to: [
    {
      from: ['new', 'triaged', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'],
      to: 'in_progress',
    },
  ],
  decide(state, input, context) {
    const events: NewEvent[] = [];
    if (state.status === 'new') {
      events.push(
        event(state, context, 'case.triaged', {
          priority: state.priority,
          category: state.category,
          reason: 'أُخذ كما اقتُرح · taken as suggested',
          implied: true,
        }),
      );
    }
    events.push(
      event(state, context, 'case.assigned', {
        owner: input.owner,
        ...(state.owner ? { previous: state.owner } : {}),
      }),
    );
    if (state.status !== 'in_progress') {
      events.push(
        event(state, context, 'status.changed', {
          from: state.status,
          to: 'in_progress',
        }),
      );
    }
    return events;
  },
};
