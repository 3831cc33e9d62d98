import { later, plusSeconds } from '../../clocks/time.ts';
import { type Command, type Context, currentPolicy, event, partId, type Rejection } from '../decide.ts';
import type { Both, EventData, NewEvent } from '../events.ts';
import type { CaseState } from '../state.ts';
import { type Channel, OPEN_STATUSES, type Status } from '../vocabulary.ts';
import { full, notFound, RECORDABLE, reject } from './guards.ts';

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
  decide(state, input, context) {
    const wrong = only(state, input.messageId, ['queued', 'sending', 'unknown']);
    if (wrong) return wrong;
    const failed = event(state, context, 'message.failed', input);
    return input.retryable ? [failed] : [failed, ...anotherWay(state, context, input, 1)];
  },
};

export const recordUnknown: Command<EventData['message.unknown']> = {
  name: 'message-unknown',
  from: RECORDABLE,
  decide(state, input, context) {
    const wrong = only(state, input.messageId, ['sending']);
    if (wrong) return wrong;
    const unknown = event(state, context, 'message.unknown', input);
    const channel = state.outbox.find(({ messageId }) => messageId === input.messageId)?.channel;
    // Elsewhere a status will tell; here nobody ever will, so a person asks (decisions.md 2).
    return channel && NOT_CARRIED_BACK.includes(channel)
      ? [unknown, ...anotherWay(state, context, { messageId: input.messageId }, 1, UNSURE)]
      : [unknown];
  },
};

/** Channels that tell nothing of a message whose id at the provider we do not know. */
const NOT_CARRIED_BACK: readonly Channel[] = ['telegram', 'messenger'];

/**
 * A delivery update. It also settles a message whose sending had an unknown outcome.
 * `contactId`: whom the message was for, where the caller knows.
 */
export const recordStatus: Command<EventData['message.status'] & { contactId?: string }> = {
  name: 'message-status',
  from: RECORDABLE,
  decide(state, { contactId, ...input }, context) {
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
    const events = [...settles, event(state, context, 'message.status', input)];
    return input.status === 'failed'
      ? [...events, ...anotherWay(state, context, { ...input, ...(contactId ? { contactId } : {}) }, events.length)]
      : events;
  },
};

const UNSURE: Both = {
  ar: 'لا نعرف إن كانت رسالتنا وصلت',
  en: 'We do not know whether our message arrived',
};
const UNDELIVERED: Both = { ar: 'لم تصل رسالتنا', en: 'Our message was not delivered' };
const ANOTHER_WAY: Both = { ar: 'تواصلوا بطريقة أخرى', en: 'reach this person another way' };

/** What to do where it was not the provider who refused: the contact's own rules did (domain.md G9). */
const WHAT_NOW: Readonly<Record<string, Both>> = {
  never: {
    ar: 'لا يجوز التواصل مع هذا الشخص: قرروا مع المشرف ما العمل',
    en: 'this person must not be contacted: decide with the supervisor what to do',
  },
  seen_by_others: {
    ar: 'قد يرى غيره الرسائل: اكتبوا بأنفسكم ما لا يضره، أو تواصلوا بطريقة آمنة',
    en: 'others may read what arrives: write yourselves what does no harm, or reach him a safe way',
  },
};

/**
 * A message that reaches nobody is work for somebody (G17). What is owed to the person stands on the case like any promise: with an instant by which,
 * on the board and with a breach when nobody does it. One for each person at a time.
 * @param offset events of the same decision before this one
 * @param what what became of the message
 */
function anotherWay(
  state: CaseState,
  context: Context,
  { messageId, contactId: named, code = '' }: { messageId?: string; contactId?: string; code?: string },
  offset: number,
  what: Both = UNDELIVERED,
): NewEvent[] {
  // Whoever the message was for is known while it is open; else whoever read its event says it.
  const contactId =
    state.outbox.find((open) => open.messageId === messageId)?.contactId ?? named ?? state.reporters[0]?.contactId;
  const told = state.promises.some(
    (promise) => promise.status === 'pending' && promise.contactId === contactId && promise.text.startsWith(what.ar),
  );
  const open = (OPEN_STATUSES as readonly Status[]).includes(state.status);
  if (!contactId || told || !open || full(state.promises, '')) return [];
  const policy = currentPolicy(context, state);
  const text = [what, WHAT_NOW[code] ?? ANOTHER_WAY].map(({ ar, en }) => `${ar} · ${en}`).join(' — ');
  return [
    event(state, context, 'promise.made', {
      promiseId: partId(state, offset),
      contactId,
      text: code ? `${text} (${code})` : text,
      dueAt: plusSeconds(later(context.now, state.lastAt), policy.clocks.first_human_response[state.priority] ?? 3600),
    }),
  ];
}

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
