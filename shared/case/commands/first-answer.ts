import { type Command, event, partId } from '../decide.ts';
import type { AutomaticAnswer } from '../events.ts';
import { reporter, WORKING } from './guards.ts';

export interface AutomaticAnswerInput {
  answer: AutomaticAnswer;
  contactId: string;
  text: string;
  /** Language of the text. */
  lang: string;
}

/**
 * Queues what the room owes a reporter by itself: only after what he wrote is stored, and once. Nothing is yielded where it was queued
 * before.
 */
export const queueAutomaticAnswer: Command<AutomaticAnswerInput> = {
  name: 'automatic-answer',
  from: [...WORKING, 'resolved'],
  decide(state, input, context) {
    const { answer, contactId, text, lang } = input;
    const owed = state.owed.some((open) => open.answer === answer && open.contactId === contactId);
    const to = reporter(state, contactId);
    if (!owed || !to?.address) return [];
    return [
      event(state, context, 'message.queued', {
        messageId: partId(state, 0),
        contactId,
        channel: to.channel,
        address: to.address,
        text,
        lang,
        automatic: true,
        answer,
      }),
    ];
  },
};
