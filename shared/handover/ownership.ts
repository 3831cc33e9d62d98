import { followsHandover } from '../case/commands/hand-over.ts';
import { isOpen } from '../case/obligations.ts';
import type { CaseState } from '../case/state.ts';
import type { Store } from '../ledger/store.ts';
import { recentHandovers } from '../shifts/duty.ts';
import type { Move } from './handover.ts';
import { handoverStream } from './vocabulary.ts';

/** Cases whose owner follows from a handover that was accepted and is not carried out yet, by case (decisions.md 21). */
export type Moves = ReadonlyMap<string, Move>;

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

/** All moves that are not carried out yet. Mostly none: acceptances are carried out within seconds. */
export async function pendingMoves(store: Pick<Store, 'list' | 'timeline'>, now: string): Promise<Moves> {
  const pending = (await recentHandovers(store, now, ASKED_SECONDS)).filter(
    ({ state }) => state.accepted && !state.settled,
  );
  const moves = await Promise.all(pending.map(({ id, state }) => movesOf(store, id, state.accepted!)));
  return new Map(moves.flat().map((move) => [move.case, move]));
}

/** The case with the owner that it has: the ledger's, or the one that an accepted handover gives it. */
export function asOwned(state: CaseState, moves: Moves): CaseState {
  const move = moves.get(state.id);
  return move && isOpen(state.status) && followsHandover(state, move) ? { ...state, owner: move.to } : state;
}
