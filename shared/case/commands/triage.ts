import { type Command, event, partId } from '../decide.ts';
import type { NewEvent } from '../events.ts';
import { type Category, moreSevere, type NeedKind, type Priority, type Sensitivity } from '../vocabulary.ts';
import { full, invalidField, isSupervisor, reject, WORKING } from './guards.ts';

export interface TriageInput {
  priority: Priority;
  category: Category;
  needs?: NeedKind[];
  country?: string;
  city?: string;
  sensitivity?: Sensitivity;
  reason: string;
}

/** Sets priority and category by a person. Only staff may lower, with a reason; a priority set by staff, only a supervisor (c.4). */
export const triage: Command<TriageInput> = {
  name: 'triage',
  from: WORKING,
  to: [{ from: ['new'], to: 'triaged' }],
  decide(state, input, context) {
    const lowers = moreSevere(state.priority, input.priority);
    if (lowers && state.priorityByStaff && !isSupervisor(context.actor)) {
      return reject('forbidden', {
        ar: 'خفض أولوية حددها موظف يحتاج مشرفاً',
        en: 'lowering a priority that staff set needs a supervisor',
      });
    }
    if (!input.reason.trim())
      return invalidField('/reason', {
        ar: 'السبب مطلوب',
        en: 'a reason is required',
      });
    const events: NewEvent[] = [
      event(state, context, 'case.triaged', {
        priority: input.priority,
        category: input.category,
        reason: input.reason,
        ...(input.country ? { country: input.country } : {}),
        ...(input.city ? { place: input.city } : {}),
        ...(input.sensitivity ? { sensitivity: input.sensitivity } : {}),
      }),
    ];
    if (state.status === 'new') events.push(event(state, context, 'status.changed', { from: 'new', to: 'triaged' }));
    for (const kind of new Set(input.needs)) {
      if (state.needs.some((need) => need.kind === kind && need.status === 'open')) continue;
      const limit = full(state.needs, '/needs');
      if (limit) return limit;
      events.push(
        event(state, context, 'need.added', {
          needId: partId(state, events.length),
          kind,
        }),
      );
    }
    return events;
  },
};
