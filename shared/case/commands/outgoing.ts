import { type Command, event, type Rejection } from '../decide.ts';
import type { EventData } from '../events.ts';
import type { CaseState } from '../state.ts';
import { notFound, RECORDABLE, reject } from './guards.ts';

/** What `reply` records around each call to a provider (decisions.md 2). An attempt is open from `sending` to its outcome. */

export const recordSending: Command<EventData['message.sending']> = {
  name: 'message-sending',
  from: RECORDABLE,
  decide: (state, input, context) =>
    only(state, input.messageId, ['queued']) ?? [event(state, context, 'message.sending', input)],
};

export const recordSent: Command<EventData['message.sent']> = {
  name: 'message-sent',
  from: RECORDABLE,
  decide: (state, input, context) =>
    only(state, input.messageId, ['sending', 'unknown']) ?? [event(state, context, 'message.sent', input)],
};

export const recordFailed: Command<EventData['message.failed']> = {
  name: 'message-failed',
  from: RECORDABLE,
  decide: (state, input, context) =>
    only(state, input.messageId, ['queued', 'sending', 'unknown']) ?? [event(state, context, 'message.failed', input)],
};

export const recordUnknown: Command<EventData['message.unknown']> = {
  name: 'message-unknown',
  from: RECORDABLE,
  decide: (state, input, context) =>
    only(state, input.messageId, ['sending']) ?? [event(state, context, 'message.unknown', input)],
};

/** A delivery update. It also settles a message whose sending had an unknown outcome. */
export const recordStatus: Command<EventData['message.status']> = {
  name: 'message-status',
  from: RECORDABLE,
  decide(state, input, context) {
    const open = state.outbox.find((message) => message.messageId === input.messageId && message.phase !== 'queued');
    const { attempt = 0, messageId = '' } = open ?? {};
    const settles =
      open && input.status === 'failed'
        ? [
            event(state, context, 'message.failed', {
              messageId,
              attempt,
              code: input.code ?? 'provider',
              retryable: false,
            }),
          ]
        : open
          ? [
              event(state, context, 'message.sent', {
                messageId,
                attempt,
                providerMessageId: input.providerMessageId,
              }),
            ]
          : [];
    return [...settles, event(state, context, 'message.status', input)];
  },
};

function only(
  state: CaseState,
  messageId: string,
  phases: readonly CaseState['outbox'][number]['phase'][],
): Rejection | undefined {
  const message = state.outbox.find((open) => open.messageId === messageId);
  if (!message) return notFound({ ar: 'رسالة بانتظار الإرسال', en: 'outgoing message' });
  if (phases.includes(message.phase)) return undefined;
  return reject('gone', {
    ar: 'حالة إرسال الرسالة تغيرت',
    en: `the message is already ${message.phase}`,
  });
}
