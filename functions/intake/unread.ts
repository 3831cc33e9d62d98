import { createHash } from 'node:crypto';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import type { StreamName } from '../../shared/ledger/stream.ts';
import type { IntakeDeps } from './deps.ts';
import { Busy } from './known.ts';

/** An event holds 400 KB; a queued body is 256 KB at most, but JSON inside JSON grows. */
const RAW_LETTERS = 100_000;

/**
 * The same message as something nobody could read: kind `unsupported`, its words if they are words, everything as it came in `raw`.
 */
export function withoutMeaning(item: InboundMessage): InboundMessage {
  const { channel, account, providerMessageId, sender, receivedAt, text } = item;
  return {
    type: 'message',
    channel,
    account,
    providerMessageId,
    sender: { channel: sender.channel, scope: sender.scope, id: sender.id },
    kind: 'unsupported',
    ...(typeof text === 'string' ? { text } : {}),
    raw: JSON.stringify(item).slice(0, RAW_LETTERS),
    receivedAt,
  };
}

/** Something that is no item of ours: nobody's case can be told, so it stands in the room's own day. */
export async function keepUnread(body: string, deps: IntakeDeps): Promise<void> {
  const digest = createHash('sha256').update(body).digest('hex');
  const receivedAt = new Date(deps.now()).toISOString();
  const data = { kind: 'unsupported', raw: body.slice(0, RAW_LETTERS), receivedAt };
  await keepForTheDay(data, `seen#unread#${digest}`, deps);
}

/**
 * What belongs to no case (a reaction of somebody who never wrote, an answer from another client) stands in the stream of the day.
 * @throws Busy when it has to come again
 */
export async function keepForTheDay(data: object, marker: string, deps: IntakeDeps): Promise<void> {
  const now = new Date(deps.now()).toISOString();
  const stream: StreamName = `room#${now.slice(0, 10)}`;
  const by = { actor: { kind: 'system' as const, id: 'intake' }, now };
  const done = await appendStream<object>(
    deps.room,
    stream,
    (head) => ({ events: [{ type: 'message.received', data }], state: head?.state ?? {} }),
    by,
    { marker: seenMarker(marker) },
  );
  if (done.outcome === 'busy') throw new Busy(stream);
}
