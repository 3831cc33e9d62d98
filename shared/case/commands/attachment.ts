import { type Command, event } from '../decide.ts';
import type { EventData } from '../events.ts';
import type { CaseState } from '../state.ts';
import { RECORDABLE } from './guards.ts';

/** What became of fetching an attachment (decisions.md 1). A second outcome of the same one changes nothing and is not recorded. */

export const storeAttachment: Command<EventData['attachment.stored']> = {
  name: 'attachment-stored',
  from: RECORDABLE,
  decide: (state, input, context) => (isOpen(state, input) ? [event(state, context, 'attachment.stored', input)] : []),
};

export const failAttachment: Command<EventData['attachment.failed']> = {
  name: 'attachment-failed',
  from: RECORDABLE,
  decide: (state, input, context) => (isOpen(state, input) ? [event(state, context, 'attachment.failed', input)] : []),
};

function isOpen(state: CaseState, { messageId, n }: { messageId: string; n: number }): boolean {
  return state.attachments.some((open) => open.messageId === messageId && open.n === n);
}
