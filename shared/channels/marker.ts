import { createHash } from 'node:crypto';
import type { Inbound } from './types.ts';

/**
 * The name under which an item counts once (decisions.md 8): the same by webhook, fallback and reconciliation, whatever the
 * delivery. `seen#<channel>#<account>#<kind>#<provider id>[#<status>]`.
 */
export function markerOf(item: Inbound): string {
  const status = statusOf(item);
  const parts = [item.account, kindOf(item), item.providerMessageId, ...(status ? [status] : [])];
  return `seen#${item.channel}#${parts.map(keyPart).join('#')}`;
}

/** FIFO group of an item: all of one sender in order, different senders beside each other (decisions.md 7). */
export function groupOf(item: Inbound): string {
  if (item.type === 'message') return sha256(`${item.channel}|${item.sender.scope}|${item.sender.id}`);
  const to = item.recipient;
  return sha256(
    to ? `${item.channel}|${to.scope}|${to.id}` : `${item.channel}|${item.account}|${item.providerMessageId}`,
  );
}

/** FIFO deduplication id (decisions.md 7); hashed because provider ids may exceed SQS's 128 characters. */
export function dedupOf(item: Inbound): string {
  return sha256(`${item.channel}|${item.account}|${kindOf(item)}|${item.providerMessageId}|${statusOf(item)}`);
}

/**
 * Coarser than the message's kind: whether a photo is told by the webhook or by a message list later, it is one message. What
 * speaks *about* a message under the same id (an edit, a receipt) is another thing.
 */
function kindOf(item: Inbound): string {
  if (item.type === 'status') return 'status';
  if (item.echo) return 'echo';
  // A recording whose call was lost is a message of its own (intake), and still the same recording when it comes again.
  if (item.channel === 'voice' && item.about !== undefined) return 'system';
  return item.quiet ? item.kind : 'message';
}

function statusOf(item: Inbound): string {
  if (item.type === 'message') return '';
  return [item.status, item.participant, item.upTo].filter(Boolean).join('/');
}

/**
 * What somebody else named, as part of a key. A key of DynamoDB holds 2,048 bytes, a sort key half of that; no provider's id comes
 * near a quarter of it, a fuzzer's does, and what no key can hold would come again for ever.
 */
export function keyPart(id: string): string {
  return Buffer.byteLength(id) <= 400 ? id : `sha256:${sha256(id)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
