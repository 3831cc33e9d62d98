import { type Command, event } from '../decide.ts';
import type { Message, Reporter } from '../events.ts';
import { RECORDABLE, WORKING } from './guards.ts';

/** A message that belongs to another case moves there; moving it back undoes it (decisions.md 9). Both in one transaction. */

export const moveMessageOut: Command<{ messageId: string; to: string }> = {
  name: 'move-message',
  from: RECORDABLE,
  decide: (state, input, context) => [event(state, context, 'message.moved', input)],
};

export const moveMessageIn: Command<{
  message: Message;
  from: string;
  reporter: Reporter;
}> = {
  name: 'move-message-in',
  from: WORKING,
  decide: (state, { message, from, reporter }, context) => [
    event(state, context, 'message.moved', {
      messageId: message.messageId,
      from,
      message,
      reporter,
    }),
  ],
};
