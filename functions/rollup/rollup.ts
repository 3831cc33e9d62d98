import { type Following, follow, Uncountable } from '../../shared/figures/follow.ts';
import { inLanes } from '../../shared/lanes.ts';
import { fromItem } from '../../shared/ledger/item.ts';
import { lift } from '../../shared/ledger/lift.ts';
import { type BatchAnswer, byStream, failuresOf, type StreamRecord } from '../../shared/ledger/records.ts';
import { eventKey, type StoredEvent } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';

export interface RollupDeps extends Following {
  /** Puts a record that cannot be counted aside, with its whole image. */
  park(record: StreamRecord, reason: string): Promise<void>;
  count(name: 'RollupParked'): void;
}

/** Cases worked on at once. */
const LANES = 8;

/**
 * One batch of the ledger's stream, of which the mapping passes new events of cases only. A case is brought up to the last event that the batch
 * holds, from its ledger where the batch leaves a gap; so every batch may come twice or be cut anywhere.
 *
 * @returns the lowest failed sequence number, if any.
 */
export async function rollup(records: readonly StreamRecord[], deps: RollupDeps): Promise<BatchAnswer> {
  const streams = [...byStream(records)];
  return failuresOf(await inLanes(LANES, streams, ([stream, some]) => rollUp(stream, some, deps)));
}

/** @returns the sequence number to go on from, when the case could not be brought up to date. */
async function rollUp(stream: string, records: readonly StreamRecord[], deps: RollupDeps): Promise<string | undefined> {
  if (!stream.startsWith('case#')) return undefined;
  const id = stream.slice('case#'.length);
  const seq = Number(records.at(-1)?.dynamodb?.Keys?.sk?.S);
  try {
    await follow(
      deps,
      id,
      records.map((record) => eventOf(record, id)),
    );
    return undefined;
  } catch (error) {
    const { name } = error as Error;
    if (!(error instanceof Uncountable)) {
      log('rollup.failed', { stream, seq, error: name });
      return records[0]?.dynamodb?.SequenceNumber;
    }
    // It would fail for ever, and hold up every case of its shard. The next event of the case tries once more.
    for (const record of records) await deps.park(record, error.message);
    deps.count('RollupParked');
    log('rollup.parked', { stream, seq });
    return undefined;
  }
}

function eventOf({ dynamodb }: StreamRecord, id: string): StoredEvent {
  const event = fromItem<StoredEvent & { sk?: unknown }>(dynamodb?.NewImage ?? {});
  if (typeof event.type !== 'string' || event.sk !== eventKey(event.seq)) throw new Uncountable('not an event');
  return lift({ ...event, case: id });
}
