import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { dedupOf, groupOf, markerOf } from './marker.ts';
import type { Inbound } from './types.ts';

/** SQS: at most 10 messages and 262,144 bytes in a batch; kept a little below for the envelope. */
const BATCH_ITEMS = 10;
const BATCH_BYTES = 250_000;

/** Batches in flight. A sender keeps to one lane, so his messages stay in the order in which the provider gave them. */
const LANES = 16;

interface Entry {
  group: string;
  dedup: string;
  body: string;
  bytes: number;
}

/**
 * Puts what a webhook brought on the intake queue; resolves when all of it is there. Repeats within one delivery go once.
 * @throws when SQS refuses any of it: the provider must deliver again, and the markers sort out what was already taken.
 */
export type Enqueue = (items: readonly Inbound[]) => Promise<void>;

export function intakeQueue(sqs: SQSClient, queueUrl: string): Enqueue {
  return async (items) => {
    const once = new Map(items.map((item) => [markerOf(item), item]));
    const lanes: Entry[][] = Array.from({ length: LANES }, () => []);
    for (const item of once.values()) {
      const entry = entryOf(item);
      lanes[Number.parseInt(entry.group.slice(0, 8), 16) % LANES]?.push(entry);
    }
    const sent = await Promise.allSettled(lanes.map((lane) => sendInOrder(sqs, queueUrl, lane)));
    const failure = sent.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
  };
}

async function sendInOrder(sqs: SQSClient, queueUrl: string, lane: Entry[]): Promise<void> {
  for (const batch of batchesOf(lane)) {
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((entry, index) => ({
          Id: String(index),
          MessageBody: entry.body,
          MessageGroupId: entry.group,
          MessageDeduplicationId: entry.dedup,
        })),
      }),
    );
    const failed = answer.Failed ?? [];
    if (failed.length > 0)
      throw new Error(`queue refused ${failed.length} of ${batch.length}: ${failed[0]?.Code ?? 'no code'}`);
  }
}

function* batchesOf(lane: Entry[]): Generator<Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of lane) {
    if (batch.length === BATCH_ITEMS || (batch.length > 0 && bytes + entry.bytes > BATCH_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += entry.bytes;
  }
  if (batch.length > 0) yield batch;
}

function entryOf(item: Inbound): Entry {
  let body = encode(item);
  let bytes = Buffer.byteLength(body);
  if (bytes > BATCH_BYTES) {
    body = encode(abridged(item));
    bytes = Buffer.byteLength(body);
  }
  return { group: groupOf(item), dedup: dedupOf(item), body, bytes };
}

/**
 * SQS refuses U+FFFE and U+FFFF, which JSON allows; left as they are, one such letter would refuse a whole batch. Escaped
 * likewise is what lies beyond the basic plane (emoji): SQS takes it, its local stand-in does not.
 */
function encode(item: Inbound): string {
  return JSON.stringify(item).replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}

/** Letters that always fit, whatever their width in UTF-8. */
const ABRIDGED_TEXT = 40_000;

/** A message that no queue can carry keeps its text up to a visible cut, and the digest of what was left out. */
function abridged(item: Inbound): Inbound {
  if (item.type === 'status') return { ...item, code: 'oversized' };
  const { raw, media, contacts: _contacts, ...rest } = item;
  const digest = createHash('sha256').update(JSON.stringify(item)).digest('hex');
  const text = item.text === undefined ? {} : { text: `${item.text.slice(0, ABRIDGED_TEXT)} […]` };
  const kept = (media ?? [])
    .slice(0, 20)
    .map(({ content: _content, ...ref }) => ({ ...ref, ref: ref.ref.slice(0, 2000) }));
  return {
    ...rest,
    ...text,
    ...(kept.length > 0 ? { media: kept } : {}),
    raw: { oversized: true, sha256: digest, hadRaw: raw !== undefined },
  };
}
