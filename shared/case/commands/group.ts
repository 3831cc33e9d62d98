import { type Command, event } from '../decide.ts';
import { WORKING } from './guards.ts';

/**
 * One of many near-identical cases (domain.md G16): on the board it stands behind the first of them, with clocks and owner of its own. What is
 * urgent, or not for everybody's eyes, never does.
 */
export const joinGroup: Command<{ group: string }> = {
  name: 'group',
  from: WORKING,
  decide: (state, { group }, context) =>
    state.similar === group || state.sensitivity !== 'normal' || state.priority === 'P1' || state.priority === 'P2'
      ? []
      : [event(state, context, 'case.grouped', { group })],
};
