import { type Command, event } from '../decide.ts';
import { RECORDABLE } from './guards.ts';

export interface NoteInput {
  text: string;
}

export const addNote: Command<NoteInput> = {
  name: 'notes',
  from: RECORDABLE,
  decide: (state, input, context) => [event(state, context, 'note.added', { text: input.text })],
};
