import { type Command, event } from '../decide.ts';
import { invalidField, RECORDABLE } from './guards.ts';

export interface SetCrisisInput {
  /** `null`: daily work. */
  crisis: string | null;
  reason: string;
}

/** A person says which crisis the case belongs to, or that it is daily work; from then on its country no longer decides. */
export const setCrisis: Command<SetCrisisInput> = {
  name: 'set-crisis',
  from: RECORDABLE,
  decide(state, { crisis, reason }, context) {
    if (crisis !== null && !context.crises?.some(({ id }) => id === crisis)) {
      return invalidField('/crisis', { ar: 'لا توجد أزمة بهذا الاسم', en: 'there is no crisis of this name' });
    }
    return [
      event(state, context, 'case.crisis-changed', {
        crisis,
        ...(state.crisis ? { previous: state.crisis } : {}),
        reason,
      }),
    ];
  },
};
