import { boardPk } from '../../shared/board/keys.ts';
import { isOpen } from '../../shared/case/obligations.ts';
import { plusSeconds, secondsBetween } from '../../shared/clocks/time.ts';
import { changeOver, readContent } from '../../shared/handover/change-over.ts';
import {
  AUDIT_SECONDS,
  audit,
  climb,
  draftEmpty,
  type Handover,
  type HandoverHead,
  lateAt,
} from '../../shared/handover/handover.ts';
import { movesOf } from '../../shared/handover/ownership.ts';
import { handoverStream } from '../../shared/handover/vocabulary.ts';
import { inLanes } from '../../shared/lanes.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import type { Outbox } from '../../shared/outbox/carry-out.ts';
import { carryOutHandover, isOwed, onHandover } from '../../shared/outbox/handover.ts';
import { dutyAt, recentHandovers, shiftsBetween } from '../../shared/shifts/duty.ts';
import type { ShiftHead } from '../../shared/shifts/shift.ts';

/** One run of the clock. */
interface Run {
  id: string;
  remainingMs(): number;
}

/** A shift that ended longer ago waits for a person (d.3 rule 7). */
const DAY = 86_400;

/** The relay is given so many seconds before the clock does its work (decisions.md 1). */
const RELAY_SECONDS = 60;

/** What one handover may take at its worst. */
const RESERVE_MS = 8_000;

const LANES = 8;
const EVENTS = 50;
const ROWS = 200;

/**
 * Handovers, each minute (domain.md e.2): a shift that ended and whose handover nobody accepted climbs the room's ladder, also where nobody began
 * one; what the relay left undone is done; two hours after acceptance comes the audit. One that fails keeps the others from nothing.
 */
export async function watchHandovers(outbox: Outbox, run: Run): Promise<void> {
  const { store } = outbox.room;
  const now = new Date(outbox.now()).toISOString();
  const [shifts, handovers] = await Promise.all([
    shiftsBetween(store, plusSeconds(now, -2 * DAY), now),
    recentHandovers(store, now),
  ]);
  const begun = new Set(handovers.map(({ id }) => id));
  for (const shift of shifts) {
    const { end } = shift.state;
    if (begun.has(shift.id) || lateAt(end) > now || secondsBetween(end, now) > DAY) continue;
    await guarded(shift.id, async () => {
      const head = await beginFor(outbox, shift, now);
      if (head) await watchOne(outbox, head, run, now);
    });
  }
  for (const head of handovers) {
    if (run.remainingMs() < RESERVE_MS) return log('clock.unfinished', { handover: head.id });
    await guarded(head.id, () => watchOne(outbox, head, run, now));
  }
}

async function guarded(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log('clock.handover-failed', { handover: id, error: (error as Error).name });
  }
}

/** Nobody began the handover of a shift that is over: the clock does, so that its ladder stands somewhere. */
async function beginFor(outbox: Outbox, shift: ShiftHead, now: string): Promise<HandoverHead | undefined> {
  const shifts = await changeOver(outbox.room.store, shift);
  if (!shifts) return undefined;
  const by = { actor: { kind: 'system' as const, id: 'clock' }, now };
  const done = await appendStream<Handover>(outbox.room, handoverStream(shift.id), () => draftEmpty(shifts, by), by, {
    ifMatch: 0,
  });
  if (done.outcome === 'done') return done.head;
  // A supervisor began it at this very moment.
  if (done.outcome === 'stale') return done.current;
  throw new Error(`handover of ${shift.id} not begun: ${done.outcome}`);
}

async function watchOne(outbox: Outbox, head: HandoverHead, run: Run, now: string): Promise<void> {
  const { id, state } = head;
  const climbs = climb(head, now) !== undefined;
  if (climbs) await onHandover(outbox, id, (fresh) => climb(fresh, now));
  if (climbs || (isOwed(state) && secondsBetween(owedSince(state), now) >= RELAY_SECONDS))
    await carryOutHandover(outbox, id, `clock-${run.id}`, () => run.remainingMs() - RESERVE_MS);
  const { accepted, settled, audited } = state;
  if (accepted && settled && !audited && plusSeconds(accepted.at, AUDIT_SECONDS) <= now)
    await auditOne(outbox, head, now);
}

function owedSince({ notices, accepted, settled }: Handover): string {
  const since = [...notices.map(({ at }) => at), ...(accepted && !settled ? [accepted.at] : [])];
  return since.sort()[0]!;
}

/** What nobody touched of all that changed hands and of what was urgent, and what people who went home still own. */
async function auditOne(outbox: Outbox, head: HandoverHead, now: string): Promise<void> {
  const { store } = outbox.room;
  const [moves, content, duty] = await Promise.all([
    movesOf(store, head.id, head.state.accepted!),
    readContent(store, head),
    dutyAt(store, now),
  ]);
  const since = new Map(
    [...content.cases.filter(({ priority }) => priority === 'P1' || priority === 'P2'), ...moves].map((one) => [
      one.case,
      one.version,
    ]),
  );
  const acceptedAt = head.state.accepted!.at;
  const looked = await inLanes(LANES, [...since], ([id, version]) => untouched(outbox, id, version, acceptedAt));
  const here = new Set(duty.map(({ staff }) => staff));
  const gone = head.state.leaving.filter((staff) => !here.has(staff));
  const owned = await inLanes(LANES, gone, async (staff) => {
    const { rows } = await store.rows('owner', boardPk.owner(staff), { from: '!', to: '~~' }, ROWS);
    // A row without a status is that of a restricted or sealed case (decisions.md 17).
    return rows.map(({ id, attributes }) => ({ id, guarded: attributes.status === undefined }));
  });
  const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
  const found = {
    untouched: ids(looked.flat()),
    left: ids(owned.flat()),
    guarded: ids([...looked.flat(), ...owned.flat()].filter(({ guarded: hidden }) => hidden)),
  };
  const by = { actor: { kind: 'system' as const, id: 'clock' }, now };
  await onHandover(outbox, head.id, (fresh) => audit(fresh, found, by));
  await carryOutHandover(outbox, head.id, 'clock-audit', () => 0);
}

/** The case, where no member of staff did anything about it since the handover was accepted. */
async function untouched(
  outbox: Outbox,
  id: string,
  version: number,
  since: string,
): Promise<{ id: string; guarded: boolean }[]> {
  const { store } = outbox.room;
  const stored = await store.load(id);
  if (!stored || !isOpen(stored.state.status)) return [];
  for (let after: number | undefined = version; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof store.timeline>> = await store.timeline(caseStream(id), after, EVENTS);
    if (page.events.some(({ actor, at }) => actor.kind === 'staff' && at > since)) return [];
    after = page.next;
  }
  return [{ id, guarded: stored.state.sensitivity !== 'normal' }];
}
