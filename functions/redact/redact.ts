import { forgetCopies, recordErased } from '../../shared/case/commands/index.ts';
import type { EventData } from '../../shared/case/events.ts';
import { type CopiesElsewhere, copiesElsewhere, type Kept, seqsOfCopies } from '../../shared/case/redaction.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { decideToForget, eventsOf, wholeEvents } from '../../shared/ledger/forget.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import { mediaKey } from '../../shared/media/kind.ts';
import { QUARANTINE } from '../../shared/media/quarantine.ts';
import { forgetContacts } from './contacts.ts';
import { byRedact, type Decision, type RedactDeps } from './deps.ts';

/** What one decision may take at its worst: twenty events and their files. */
const RESERVE_MS = 20_000;

/**
 * Carries out what was decided to be forgotten (decisions.md 16): what is known of the people beside the case and the copies in other cases
 * while the events still tell of them; then the file, the event's data and salt, and last the outcome. Every step may be done again; whoever
 * died is followed by the next minute.
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
  const { kept, seqs } = decision.data as EventData['data.redacted'];
  const events = await eventsOf(deps.room.store, caseStream(id));
  await forgetContacts(
    deps,
    { id, seq },
    events.filter((event) => seqs.includes(event.seq)),
  );
  for (const copies of copiesElsewhere(events.map(caseEventOf), seqs)) await forgetElsewhere(deps, { id, seq }, copies);
  // An export says all that the case said; whoever needs it makes another.
  for (const key of await deps.exported.list(`exports/${id}/`)) await deps.exported.remove(key);
  let objects = 0;
  for (const left of kept) objects += await forget(deps, id, seq, left);
  const done = await execute(
    deps.room,
    id,
    recordErased,
    { redacted: seq, events: kept.length, objects },
    byRedact(deps),
    { marker: seenMarker(`seen#redaction#${id}.${seq}`) },
  );
  if (done.outcome !== 'done' && done.outcome !== 'repeated')
    throw new Error(`outcome of ${id}.${seq}: ${done.outcome}`);
  await deps.table.settle(id, seq);
}

/** Times a decision on another case is tried that is being worked on. */
const TRIES = 5;

const COPIED = 'نُسخ من بلاغ حُذف منه · copied from a case that it was redacted in';

/** The decision on another case that holds a copy; carried out as any other. It does not say where the original stood. */
async function forgetElsewhere(deps: RedactDeps, { id, seq }: Decision, copies: CopiesElsewhere): Promise<void> {
  const { room } = deps;
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await room.store.load(copies.case);
    if (!stored) return;
    const events = await eventsOf(room.store, caseStream(copies.case));
    const seqs = seqsOfCopies(wholeEvents(events), copies);
    if (seqs.length === 0) return;
    const done = await decideToForget(room, stored, events, forgetCopies, { seqs, reason: COPIED }, byRedact(deps), {
      marker: seenMarker(`seen#redaction#${id}.${seq}#${copies.case}`),
    });
    if (done.outcome === 'done' || done.outcome === 'repeated') return;
  }
  throw new Error(`the copies of ${id}.${seq} are contended`);
}

/** @returns how many objects went with the event. */
async function forget(deps: RedactDeps, id: string, by: number, left: Kept): Promise<number> {
  const event = await eventOf(deps, id, left.seq);
  if (!event || event.redactedBy !== undefined) return 0;
  const { key } = (event.type === 'attachment.stored' ? event.data : {}) as { key?: string };
  // While the ledger still names it: afterwards nobody knows where it lies.
  for (const file of key ? [key] : placesOf(event)) await deps.media.remove(file);
  await deps.table.forget(caseStream(id), left.seq, by, left.data);
  return key ? 1 : 0;
}

/**
 * Where files of a message may lie that no event names: in quarantine, and where `media` puts them, if it was about to when the decision fell.
 */
function placesOf({ type, data }: StoredEvent): string[] {
  if (type !== 'message.received') return [];
  const { messageId, media = [] } = data as EventData['message.received'];
  return media.flatMap(({ ref }, n) => [mediaKey(messageId, n), ...(ref.startsWith(QUARANTINE) ? [ref] : [])]);
}

async function eventOf({ room }: RedactDeps, id: string, seq: number): Promise<StoredEvent | undefined> {
  const { events } = await room.store.timeline(caseStream(id), seq - 1, 1);
  return events[0]?.seq === seq ? events[0] : undefined;
}
