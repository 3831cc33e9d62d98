import { recordErased } from '../../shared/case/commands/index.ts';
import type { EventData } from '../../shared/case/events.ts';
import type { Kept } from '../../shared/case/redaction.ts';
import type { Files } from '../../shared/files/s3.ts';
import { execute, type Room } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import type { RedactionTable } from './table.ts';

/** The world as forgetting needs it. */
export interface RedactDeps {
  room: Room;
  table: RedactionTable;
  media: Pick<Files, 'remove'>;
  now(): number;
}

/** What one decision may take at its worst: twenty events and their files. */
const RESERVE_MS = 20_000;

/**
 * Carries out what was decided to be forgotten (decisions.md 16): the file first, then the event's data and salt, then the outcome. Every step
 * may be done again; whoever died is followed by the next minute.
 */
export async function runRedactions(deps: RedactDeps, run: { remainingMs(): number }): Promise<void> {
  for (const { id, seq } of await deps.table.waiting()) {
    if (run.remainingMs() < RESERVE_MS) return;
    try {
      await carryOut(deps, id, seq);
    } catch (error) {
      // One that fails must not keep the others.
      log('redact.failed', { case: id, seq, error: (error as Error).name });
    }
  }
}

async function carryOut(deps: RedactDeps, id: string, seq: number): Promise<void> {
  const decision = await eventOf(deps, id, seq);
  if (decision?.type !== 'data.redacted') throw new Error(`${id}.${seq} is no redaction`);
  const { kept } = decision.data as EventData['data.redacted'];
  let objects = 0;
  for (const left of kept) objects += await forget(deps, id, seq, left);
  const now = new Date(deps.now()).toISOString();
  const done = await execute(
    deps.room,
    id,
    recordErased,
    { redacted: seq, events: kept.length, objects },
    { actor: { kind: 'system', id: 'redact' }, now },
    { marker: seenMarker(`seen#redaction#${id}.${seq}`) },
  );
  if (done.outcome !== 'done' && done.outcome !== 'repeated')
    throw new Error(`outcome of ${id}.${seq}: ${done.outcome}`);
  await deps.table.settle(id, seq);
}

/** @returns how many objects went with the event. */
async function forget(deps: RedactDeps, id: string, by: number, left: Kept): Promise<number> {
  const event = await eventOf(deps, id, left.seq);
  if (!event || event.redactedBy !== undefined) return 0;
  const { key } = (event.type === 'attachment.stored' ? event.data : {}) as { key?: string };
  // While the ledger still names it: afterwards nobody knows where it lies.
  if (key) await deps.media.remove(key);
  await deps.table.forget(caseStream(id), left.seq, by, left.data);
  return key ? 1 : 0;
}

async function eventOf({ room }: RedactDeps, id: string, seq: number): Promise<StoredEvent | undefined> {
  const { events } = await room.store.timeline(caseStream(id), seq - 1, 1);
  return events[0]?.seq === seq ? events[0] : undefined;
}
