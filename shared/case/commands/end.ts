import { type Command, event } from '../decide.ts';
import type { NewEvent } from '../events.ts';
import type { InvalidReason, ResolutionCode, VerifiedHow } from '../vocabulary.ts';
import { invalidField, isSupervisor, mayGiveUpContact, openObligations, reject } from './guards.ts';

export interface ResolveInput {
  code: ResolutionCode;
  text: string;
  verifiedBy: string;
  verifiedHow: VerifiedHow;
}

/** Resolved, with a code and with who verified it and how (c.3 rules 2, 3, 5). */
export const resolve: Command<ResolveInput> = {
  name: 'resolve',
  from: ['triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement', 'transferred'],
  to: [
    {
      from: ['triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement', 'transferred'],
      to: 'resolved',
    },
  ],
  decide(state, input, context) {
    const open = openObligations(state);
    if (open) return open;
    if (input.code === 'no_contact_after_attempts') {
      const refused = mayGiveUpContact(state, context);
      if (refused) return refused;
    }
    if (input.code === 'deceased' && !state.persons.some((person) => person.safety?.status === 'deceased_confirmed')) {
      return invalidField('/code', {
        ar: 'أكّد الوفاة أولاً بمستند وموظف ثانٍ',
        en: 'confirm the death first, by document and by a second person',
      });
    }
    const events: NewEvent[] = [];
    if (!state.owner) events.push(event(state, context, 'case.assigned', { owner: context.actor.id }));
    events.push(event(state, context, 'case.resolved', input));
    return events;
  },
};

/** Closed by a person before the 72 hours are over (c.3 rule 4). */
export const close: Command<Record<string, never>> = {
  name: 'close',
  from: ['resolved'],
  to: [{ from: ['resolved'], to: 'closed' }],
  decide: (state, _input, context) => [event(state, context, 'case.closed', { automatic: false })],
};

export const reopen: Command<{ reason: string }> = {
  name: 'reopen',
  from: ['resolved', 'closed'],
  to: [{ from: ['resolved', 'closed'], to: 'in_progress' }],
  decide: (state, input, context) => [event(state, context, 'case.reopened', input)],
};

/** Not a case. P1 and P2 are called invalid by a supervisor, and never by whoever took them (c.3 rule 6). */
export const invalidate: Command<{ reason: InvalidReason }> = {
  name: 'invalidate',
  from: ['new', 'triaged', 'in_progress', 'awaiting_reporter'],
  to: [
    {
      from: ['new', 'triaged', 'in_progress', 'awaiting_reporter'],
      to: 'invalid',
    },
  ],
  decide(state, input, context) {
    if (state.priority === 'P1' || state.priority === 'P2') {
      if (!isSupervisor(context.actor)) {
        return reject('forbidden', {
          ar: 'استبعاد بلاغ أ1 أو أ2 يحتاج مشرفاً',
          en: 'only a supervisor calls a P1 or P2 invalid',
        });
      }
      if (context.actor.id === state.takenBy || context.actor.id === state.owner) {
        return reject('second-person-required', {
          ar: 'من تسلّم البلاغ لا يستبعده بنفسه',
          en: 'whoever took the case does not call it invalid',
        });
      }
    }
    // Nobody is called back about what is no case.
    const promises = state.promises.filter(({ callBack }) => !callBack);
    return openObligations(state, promises) ?? [event(state, context, 'case.invalidated', input)];
  },
};

/** Handed over to another body, with its name (c.3). */
export const transfer: Command<{ to: string; reason: string }> = {
  name: 'transfer',
  from: ['triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'],
  to: [
    {
      from: ['triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'],
      to: 'transferred',
    },
  ],
  decide: (state, input, context) => openObligations(state) ?? [event(state, context, 'case.transferred', input)],
};

/** Takes back what was called invalid, or what the receiver returned. */
export const restore: Command<{ reason: string }> = {
  name: 'restore',
  from: ['invalid', 'transferred'],
  to: [{ from: ['invalid', 'transferred'], to: 'in_progress' }],
  decide(state, input, context) {
    const events: NewEvent[] = [];
    if (!state.owner) events.push(event(state, context, 'case.assigned', { owner: context.actor.id }));
    events.push(event(state, context, 'case.restored', input));
    return events;
  },
};
