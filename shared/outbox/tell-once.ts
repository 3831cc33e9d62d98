import type { SnsAlert } from '../escalation/alert.ts';
import { appendStream } from '../ledger/execute.ts';
import { log } from '../log.ts';
import type { Outbox } from './carry-out.ts';

/** Longer than a stream keeps its records. */
const MARKER_SECONDS = 7 * 86_400;

export interface ToTell {
  /** What it is told of, once: the marker's key. */
  key: string;
  case: string;
  seq: number;
  /** Event of the day's stream that says what became of it. */
  type: string;
  message: SnsAlert;
}

/** The shift supervisor hears of one event of a case. Published before it is recorded: told twice rather than never. */
export async function tellOnce(outbox: Outbox, { key, case: id, seq, type, message }: ToTell): Promise<void> {
  const now = new Date(outbox.now()).toISOString();
  const published = await outbox.publish('rung-t1', message);
  if ('refused' in published) {
    outbox.count('AlertRefused');
    log('alert.refused', { case: id, seq, reason: published.refused });
  }
  const done = await appendStream<object>(
    outbox.room,
    `room#${now.slice(0, 10)}`,
    (head) => ({ events: [{ type, data: { case: id, seq, ...published } }], state: head?.state ?? {} }),
    { actor: { kind: 'system', id: 'relay' }, now },
    { marker: { key, seconds: MARKER_SECONDS } },
  );
  if (done.outcome !== 'done' && done.outcome !== 'repeated') throw new Error(`${key}: ${done.outcome}`);
}
