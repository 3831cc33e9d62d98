import { handOver } from '../case/commands/index.ts';
import type { Rejection } from '../case/decide.ts';
import { isOpen } from '../case/obligations.ts';
import { perform } from '../case/perform.ts';
import type { CaseState } from '../case/state.ts';
import { handoverMessage } from '../handover/alert.ts';
import { type Handover, type HandoverHead, type Move, noticed, settle } from '../handover/handover.ts';
import { movesOf, pendingHandovers } from '../handover/ownership.ts';
import { handoverStream } from '../handover/vocabulary.ts';
import { inLanes } from '../lanes.ts';
import { append, appendStream, type StreamStep } from '../ledger/execute.ts';
import { log } from '../log.ts';
import type { CarriedOut, Outbox } from './carry-out.ts';

const LEASE_SECONDS = 60;

/** Cases that change hands at once. */
const LANES = 8;

/** What a handover wants done and nobody has done yet. */
export function isOwed({ accepted, settled, notices }: Handover): boolean {
  return notices.length > 0 || (accepted !== undefined && !settled);
}

/**
 * Tells the rungs what they are to hear, and gives every case of an accepted handover its new owner: one `case.assigned` each, however often
 * this runs (decisions.md 21). What time does not suffice for is left to the next run; until then the owner follows from the handover itself.
 */
export async function carryOutHandover(
  outbox: Outbox,
  id: string,
  holder: string,
  remainingMs: () => number,
): Promise<CarriedOut> {
  const read = () => outbox.room.store.head<Handover>(handoverStream(id));
  const before = await read();
  if (!before || !isOwed(before.state)) return 'settled';
  const lease = `handover#${id}`;
  if (!(await outbox.leases.take(lease, holder, LEASE_SECONDS))) return 'held';
  try {
    const head = await read();
    if (!head) return 'settled';
    await tell(outbox, head);
    if (head.state.accepted && !head.state.settled && (await isInTurn(outbox, id, holder, remainingMs)))
      await move(outbox, head, remainingMs);
    return 'done';
  } finally {
    await outbox.leases.release(lease, holder).catch(() => undefined);
  }
}

/**
 * Whoever accepted later counted on what was accepted before: that is carried out first, or this one waits for the next run. Out of turn a case
 * would stay with whom the earlier one names.
 */
async function isInTurn(outbox: Outbox, id: string, holder: string, remainingMs: () => number): Promise<boolean> {
  const { store } = outbox.room;
  const pending = await pendingHandovers(store, new Date(outbox.now()).toISOString());
  const before = pending[pending.findIndex((one) => one.id === id) - 1];
  if (!before) return true;
  await carryOutHandover(outbox, before.id, holder, remainingMs);
  return (await store.head<Handover>(handoverStream(before.id)))?.state.settled !== undefined;
}

async function tell(outbox: Outbox, head: HandoverHead): Promise<void> {
  for (const notice of head.state.notices) {
    const message = handoverMessage(head, notice, `${outbox.baseUrl}/handovers/${head.id}`);
    const published = await outbox.publish(`rung-${notice.rung}`, message);
    if ('refused' in published) {
      outbox.count('AlertRefused');
      log('alert.refused', { handover: head.id, rung: notice.rung, reason: published.refused });
    }
    await onHandover(outbox, head.id, (now) => noticed(now, notice, published));
  }
}

async function move(outbox: Outbox, { id, state }: HandoverHead, remainingMs: () => number): Promise<void> {
  const moves = await movesOf(outbox.room.store, id, state.accepted!);
  const results = await inLanes(LANES, moves, async (one) =>
    remainingMs() > 0 ? await moveOne(outbox, id, one) : undefined,
  );
  const done = results.flatMap((result) => result ?? []);
  if (done.length < moves.length) return;
  const of = (wanted: Moved) => done.flatMap(({ state, moved }) => (moved === wanted ? [state.id] : []));
  const guarded = done.flatMap(({ state }) => (state.sensitivity === 'normal' ? [] : [state.id]));
  const found = { moved: of('moved').length, kept: of('kept'), ended: of('ended'), guarded };
  const now = new Date(outbox.now()).toISOString();
  await onHandover(outbox, id, (head) => settle(head, found, now));
}

/** `kept`: its owner was changed by hand, and stands; `ended`: there is nothing to own any more. */
type Moved = 'moved' | 'kept' | 'ended';

async function moveOne(
  outbox: Outbox,
  handover: string,
  { case: id, ...rest }: Move,
): Promise<{ state: CaseState; moved: Moved }> {
  const by = { actor: { kind: 'system' as const, id: 'handover' }, now: new Date(outbox.now()).toISOString() };
  const done = await append(
    outbox.room,
    id,
    (state, context) =>
      isOpen(state.status) ? perform(state, handOver, { handover, ...rest }, context) : { state, events: [] },
    by,
  );
  if (done.outcome !== 'done') throw new Error(`${id} not handed over: ${done.outcome}`);
  const { state } = done.stored;
  if (!isOpen(state.status)) return { state, moved: 'ended' };
  return { state, moved: state.owner === rest.to ? 'moved' : 'kept' };
}

const NOTHING: Rejection = { rejected: 'gone', detail: { ar: 'سُجّلت النتيجة', en: 'the outcome is recorded already' } };

/** One step on the handover by the room itself; nothing where there is nothing to say any more. */
export async function onHandover(
  outbox: Outbox,
  id: string,
  step: (head: HandoverHead) => StreamStep<Handover> | Rejection | undefined,
): Promise<void> {
  const by = { actor: { kind: 'system' as const, id: 'clock' }, now: new Date(outbox.now()).toISOString() };
  const done = await appendStream<Handover>(
    outbox.room,
    handoverStream(id),
    (head) => (head && step(head)) ?? NOTHING,
    by,
  );
  if (done.outcome !== 'done' && done.outcome !== 'rejected') throw new Error(`handover ${id}: ${done.outcome}`);
}
