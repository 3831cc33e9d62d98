import type { Inbound } from '../../shared/channels/types.ts';
import { isTransient } from '../../shared/ledger/failures.ts';
import { log } from '../../shared/log.ts';
import type { IntakeDeps } from './deps.ts';
import { takeKeyedReply } from './keyed.ts';
import { Busy, type Known, readAhead } from './known.ts';
import { takeMessage } from './message.ts';
import { takeStatus } from './status.ts';
import { keepUnread, withoutMeaning } from './unread.ts';

/** A record of the FIFO queue, as Lambda hands it over. */
export interface QueueRecord {
  messageId: string;
  body: string;
  attributes: { MessageGroupId?: string };
}

/** One item takes a handful of calls; when less time is left, it is left for the next run. */
const ITEM_MS = 3000;

interface Entry {
  record: QueueRecord;
  /** Undefined where the body is none of ours. */
  item: Inbound | undefined;
}

/**
 * A batch of what the webhooks queued: each sender's items in order, senders beside each other. The first that cannot be written
 * now brings all later ones of its sender with it (decisions.md 7). Doing any of it again changes nothing.
 * @returns the records that are not done, in Lambda's words
 */
export async function takeIn(
  records: readonly QueueRecord[],
  deps: IntakeDeps,
  remaining: () => number,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const groups = new Map<string, Entry[]>();
  for (const record of records) {
    const group = record.attributes.MessageGroupId ?? record.messageId;
    groups.set(group, [...(groups.get(group) ?? []), { record, item: itemOf(record.body) }]);
  }
  const items = [...groups.values()].flat().flatMap(({ item }) => item ?? []);
  const known = await readAhead(deps.room.store, items);
  const left = await Promise.all([...groups.values()].map((group) => takeInOrder(group, deps, known, remaining)));
  return { batchItemFailures: left.flat().map(({ record }) => ({ itemIdentifier: record.messageId })) };
}

async function takeInOrder(
  group: readonly Entry[],
  deps: IntakeDeps,
  known: Known,
  remaining: () => number,
): Promise<readonly Entry[]> {
  for (const [index, entry] of group.entries()) {
    if (remaining() < ITEM_MS || !(await taken(entry, deps, known))) return group.slice(index);
  }
  return [];
}

/** False where it must come again. What fails the same way each time is kept as it came, so that it never stops what follows it. */
async function taken({ record, item }: Entry, deps: IntakeDeps, known: Known): Promise<boolean> {
  const id = record.messageId;
  try {
    if (!item) {
      log('intake.unreadable', { message: id });
      await keepUnread(record.body, deps);
    } else if (item.type === 'status') await takeStatus(item, deps, known);
    else if (!(await takeKeyedReply(item, deps))) await takeMessage(item, deps, known);
    return true;
  } catch (error) {
    const name = (error as Error).name;
    if (isTransient(error) || error instanceof Busy) {
      log('intake.failed', { message: id, error: name });
      return false;
    }
    log('intake.unsupported', { message: id, error: name });
  }
  try {
    if (item?.type === 'message') await takeMessage(withoutMeaning(item), deps, known);
    else await keepUnread(record.body, deps);
    return true;
  } catch (error) {
    log('intake.failed', { message: id, error: (error as Error).name });
    return false;
  }
}

function itemOf(body: string): Inbound | undefined {
  try {
    const item = JSON.parse(body) as Inbound;
    const { type, channel, account, providerMessageId } = item;
    const named = type === 'message' ? [item.sender?.scope, item.sender?.id] : type === 'status' ? [item.status] : [0];
    const readable = [channel, account, providerMessageId, ...named].every((name) => typeof name === 'string');
    return readable ? item : undefined;
  } catch {
    return undefined;
  }
}
