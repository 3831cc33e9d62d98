import { parseCallbackId } from '../../shared/channels/callback.ts';
import type { InboundStatus } from '../../shared/channels/types.ts';
import { type Room, recordDelivery } from '../../shared/ledger/execute.ts';
import { changeContact, optOut } from '../../shared/people/contacts.ts';
import type { IntakeDeps } from './deps.ts';
import { Busy, type Known } from './known.ts';

/**
 * A delivery update onto the case of the message it speaks of: found by what we gave the provider to carry back, else by the provider's id,
 * else, where it names no message but everything up to an instant, by the recipient. One that comes before its message
 * was recorded as sent waits for that (decisions.md 2).
 * @throws Busy when it has to come again
 */
export async function takeStatus(item: InboundStatus, deps: IntakeDeps, known: Known): Promise<void> {
  const found = await messageOf(item, deps, known);
  if (found) return record(item, found, deps);
  await deps.room.store.park(item);
  // The message may have been recorded between the look and the parking: then nobody else comes for it.
  const since = await messageOf(item, deps, known);
  if (since) await record(item, since, deps);
}

/** Whoever calls a mail of ours spam wants no more of what nobody writes to him alone. */
async function optOutOf({ channel, recipient, receivedAt }: InboundStatus, room: Room, clock: () => number) {
  const pointer = recipient && (await room.store.pointer({ channel, ...recipient }));
  if (!pointer) return;
  const by = { actor: { kind: 'system' as const, id: 'intake' }, now: new Date(clock()).toISOString() };
  const done = await changeContact(room, pointer.contactId, optOut(channel, 'provider', receivedAt), by);
  if (done?.outcome === 'busy') throw new Busy('contact');
}

interface Found {
  case: string;
  messageId?: string;
}

async function messageOf(item: InboundStatus, { room }: IntakeDeps, known: Known): Promise<Found | undefined> {
  const { channel, account, providerMessageId, callbackData, recipient } = item;
  const carried = parseCallbackId(callbackData);
  if (carried) return { case: carried.case, messageId: carried.messageId };
  if (item.upTo && recipient) {
    const pointer = await known.pointer({ channel, ...recipient });
    return pointer ? { case: pointer.case } : undefined;
  }
  return room.store.outgoing(channel, account, providerMessageId);
}

async function record(item: InboundStatus, found: Found, { room, now }: IntakeDeps): Promise<void> {
  if (item.status === 'complained') await optOutOf(item, room, now);
  const result = await recordDelivery(room, item, found, new Date(now()).toISOString());
  if (result.outcome === 'busy') throw new Busy(found.case);
  if (result.outcome === 'missing' || result.outcome === 'rejected') throw new Error(`status: ${result.outcome}`);
}
