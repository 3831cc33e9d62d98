import { type Command, event } from '../decide.ts';
import type { CaseState } from '../state.ts';
import { WORKING } from './guards.ts';

export interface HandOverInput {
  /** Id of the handover by whose acceptance the case changes hands. */
  handover: string;
  /** Version of the case in the handover's pack. */
  version: number;
  from?: string;
  /** The handover that gave it to `from` and was not carried out yet when the pack was made. */
  after?: string;
  to: string;
}

/**
 * The owner follows from an accepted handover (decisions.md 21): nothing else of the case changes, it goes on as it stood. A case whose owner
 * changed after the pack was made keeps the newer one; nothing is yielded then, nor the second time.
 */
export const handOver: Command<HandOverInput> = {
  name: 'hand-over',
  from: WORKING,
  decide(state, { handover, to, ...pack }, context) {
    if (!followsHandover(state, pack)) return [];
    const { from } = pack;
    return [event(state, context, 'case.assigned', { owner: to, ...(from ? { previous: from } : {}), handover })];
  },
};

/** Whether the owner is still the one of the pack; he may have become it by the handover that the pack counted on. */
export function followsHandover(
  { owner, ownerSeq = 0, handover }: Pick<CaseState, 'owner' | 'ownerSeq' | 'handover'>,
  { version, from, after }: Pick<HandOverInput, 'version' | 'from' | 'after'>,
): boolean {
  return owner === from && (ownerSeq <= version || (after !== undefined && handover === after));
}
