import type { Rung } from './policy.ts';

/** Seconds in which the highest tiers of the room get at most one message each (d.3 rule 1). */
const SLOT_SECONDS = 15 * 60;

/** The tiers that get one list of all cases and not a message for each. */
export const DIGEST_RUNGS = ['t3', 't4'] as const satisfies readonly Rung[];
export type DigestRung = (typeof DIGEST_RUNGS)[number];

/** Rungs that are told of this case alone, at once. */
export function directRungs({ rungs }: { rungs: readonly Rung[] }): Rung[] {
  return rungs.filter((rung) => !(DIGEST_RUNGS as readonly Rung[]).includes(rung));
}

/** The beginning of the slot that an instant lies in; slots begin on the quarters of the hour. */
export function slotOf(at: string): string {
  const slot = SLOT_SECONDS * 1000;
  return new Date(Math.floor(Date.parse(at) / slot) * slot).toISOString();
}

/** When the next slot begins. */
export function nextSlot(at: string): string {
  return new Date(Date.parse(slotOf(at)) + SLOT_SECONDS * 1000).toISOString();
}
