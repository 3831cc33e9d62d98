import type { CaseEvent } from './events.ts';
import type { Channel } from './vocabulary.ts';

/** What is known of an outgoing message, least first; `failed` stands above all and ends only with another attempt. */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** An outgoing message with everything that providers said of it, in the order in which it came. */
export interface Delivery {
  messageId: string;
  contactId: string;
  channel: Channel;
  queuedAt: string;
  status: DeliveryState;
  history: { status: string; at: string; code?: string }[];
}

/**
 * Each outgoing message of a case and how far it got. Providers tell in any order: a late `sent` takes nothing back from a `read`, and
 * nothing but a new attempt ends a `failed` (channels.md 5.5).
 *
 * @param events of one case, in order; those from the message's own on are enough.
 */
export function deliveriesOf(events: readonly CaseEvent[]): Delivery[] {
  const all = new Map<string, Delivery & { providerMessageId?: string }>();
  for (const event of events) {
    const { at } = event;
    switch (event.type) {
      case 'message.queued': {
        const { messageId, contactId, channel } = event.data;
        all.set(messageId, { messageId, contactId, channel, queuedAt: at, status: 'queued', history: [] });
        break;
      }
      case 'message.sending':
        note(all.get(event.data.messageId), 'sending', at, undefined, true);
        break;
      case 'message.unknown':
        note(all.get(event.data.messageId), 'unknown', at, event.data.why);
        break;
      case 'message.sent': {
        const known = all.get(event.data.messageId);
        note(known, 'sent', at);
        if (known) known.providerMessageId = event.data.providerMessageId;
        break;
      }
      case 'message.failed': {
        const { messageId, code, retryable } = event.data;
        note(all.get(messageId), retryable ? 'queued' : 'failed', at, code, retryable);
        break;
      }
      case 'message.status': {
        const { messageId, providerMessageId, status, at: when, code } = event.data;
        for (const known of spokenOf(all, messageId, providerMessageId, when)) note(known, status, when, code);
        break;
      }
    }
  }
  return [...all.values()].map(({ providerMessageId: _theirs, ...delivery }) => delivery);
}

/** Read receipts of some providers name no message but everything up to an instant (`read:`). */
function spokenOf<D extends Delivery & { providerMessageId?: string }>(
  all: ReadonlyMap<string, D>,
  messageId: string | undefined,
  providerMessageId: string,
  at: string,
): D[] {
  const named = messageId ? all.get(messageId) : undefined;
  if (named) return [named];
  const upTo = /^(read|delivered):/.test(providerMessageId);
  return [...all.values()].filter((known) =>
    upTo
      ? known.providerMessageId !== undefined && known.queuedAt <= at
      : known.providerMessageId === providerMessageId,
  );
}

/** @param anew an attempt begins or is given back: what was before it is over. */
function note(known: Delivery | undefined, status: string, at: string, code?: string, anew = false): void {
  if (!known) return;
  known.history.push({ status, at, ...(code ? { code } : {}) });
  const rank = DELIVERY_STATES.indexOf(status as DeliveryState);
  if (rank >= 0 && (anew || rank > DELIVERY_STATES.indexOf(known.status))) known.status = status as DeliveryState;
}
