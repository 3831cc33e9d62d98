import { followsHandover } from '../case/commands/hand-over.ts';
import { isOpen } from '../case/obligations.ts';
import type { CaseState } from '../case/state.ts';
import type { Store } from '../ledger/store.ts';
import { recentHandovers } from '../shifts/duty.ts';
import type { HandoverHead, Move } from './handover.ts';
import type { Owned } from './pack.ts';
import { handoverStream } from './vocabulary.ts';

/** A move of an accepted handover that is not carried out yet. */
export interface PendingMove extends Move {
  handover: string;
}

/** Cases whose owner follows from handovers that were accepted and are not carried out yet, by case, as accepted (decisions.md 21). */
export type Moves = ReadonlyMap<string, readonly PendingMove[]>;

/** The moves of an accepted handover, from its one event. */
export async function movesOf(
  store: Pick<Store, 'timeline'>,
  shift: string,
  { seq }: { seq: number },
): Promise<readonly Move[]> {
  const { events } = await store.timeline(handoverStream(shift), seq - 1, 1);
  if (events[0]?.type !== 'handover.accepted') throw new Error(`event ${shift}.${seq} is no acceptance`);
  return (events[0].data as { moves: Move[] }).moves;
}

/** Every reader of a case asks: only the shifts of so many seconds, so that it stays one small read. */
const ASKED_SECONDS = 30 * 3600;

/** Handovers that were accepted and are not carried out yet, in the order in which they were: each counts on those before it. */
export async function pendingHandovers(store: Pick<Store, 'list'>, now: string): Promise<HandoverHead[]> {
  const turn = ({ id, state }: HandoverHead) => `${state.accepted?.at} ${id}`;
  return (await recentHandovers(store, now, ASKED_SECONDS))
    .filter(({ state }) => state.accepted && !state.settled)
    .sort((a, b) => (turn(a) < turn(b) ? -1 : 1));
}

/** All moves that are not carried out yet. Mostly none: acceptances are carried out within seconds. */
export async function pendingMoves(store: Pick<Store, 'list' | 'timeline'>, now: string): Promise<Moves> {
  const pending = await pendingHandovers(store, now);
  const read = await Promise.all(pending.map(({ id, state }) => movesOf(store, id, state.accepted!)));
  const moves = new Map<string, PendingMove[]>();
  for (const [n, { id }] of pending.entries()) {
    for (const move of read[n]!) moves.set(move.case, [...(moves.get(move.case) ?? []), { ...move, handover: id }]);
  }
  return moves;
}

/** The case with the owner that it has: the ledger's, or the one that accepted handovers give it, one after the other. */
export function asOwned(state: CaseState, moves: Moves): Owned {
  if (!isOpen(state.status)) return state;
  let owned: Owned = state;
  for (const move of moves.get(state.id) ?? []) {
    const { handover, to } = move;
    if (followsHandover(owned, move))
      owned = { ...state, owner: to, ownerSeq: state.version + 1, handover, after: handover };
  }
  return owned;
}
