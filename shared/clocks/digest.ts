import type { Rung } from './policy.ts';

/** Seconds in which the highest tiers of the room get at most one message each (d.3 rule 1). */
const SLOT_SECONDS = 15 * 60;

/** The tiers that get one list of all cases and not a message for each. */
const DIGEST_ONLY: readonly Rung[] = ['t3', 't4'];

/** Tiers that lists are made for; the shift supervisor's are of requests that wait for a person (d.3 rule 7). */
export const DIGEST_RUNGS = ['t1', 't3', 't4'] as const satisfies readonly Rung[];
export type DigestRung = (typeof DIGEST_RUNGS)[number];

interface Told {
  rungs: readonly Rung[];
  listed?: boolean;
}

/** Rungs that are told of this case alone, at once. */
export function directRungs({ rungs, listed }: Told): Rung[] {
  return listed ? [] : rungs.filter((rung) => !DIGEST_ONLY.includes(rung));
}

/** Whether this tier is to hear of it in its next list. */
export function waitsFor(intent: Told, rung: Rung): boolean {
  return intent.rungs.includes(rung) && !directRungs(intent).includes(rung);
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
