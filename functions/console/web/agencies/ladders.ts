/** Which request stands in which part of the screen, and in which order: pure. */
import type { Ladder } from '../answers.ts';

export const PARTS = ['held', 'waiting', 'asked', 'acknowledged', 'accepted'] as const;
export type Part = (typeof PARTS)[number];

export function partOf({ escalation: { state, heldAt } }: Ladder): Part {
  if (heldAt) return 'held';
  if (state === 'asked' || state === 'acknowledged' || state === 'accepted') return state;
  return 'waiting';
}

/** What happens to it next by itself, soonest first; what nothing happens to stands last, oldest first. */
export function nextAt({ ahead: [next], ackExpiresAt, escalation: { dueAt } }: Ladder): string | undefined {
  return next?.dueAt ?? ackExpiresAt ?? dueAt;
}

export function inParts(ladders: readonly Ladder[]): Map<Part, Ladder[]> {
  const parts = new Map<Part, Ladder[]>(PARTS.map((part) => [part, []]));
  for (const ladder of ladders) parts.get(partOf(ladder))!.push(ladder);
  for (const some of parts.values()) some.sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
  return parts;
}

function rankOf(ladder: Ladder): string {
  return `${nextAt(ladder) ?? '~'} ${ladder.escalation.raisedAt} ${ladder.escalation.alertId}`;
}
