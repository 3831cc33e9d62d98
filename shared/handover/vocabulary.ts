import type { StreamName } from '../ledger/stream.ts';

/** A handover is known by the shift it ends. */
export const handoverStream = (shift: string): StreamName => `handover#${shift}`;

/** How far a handover is (domain.md e.2). */
export const HANDOVER_STATES = ['draft', 'offered', 'accepted', 'returned', 'closed'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

/**
 * What is done with a line. `take`: somebody of the incoming shift, who owns the case from acceptance on; `keep`: whoever has it stays on;
 * `noted`: read, nothing to do; `query`: the incoming shift asks, and the line stays open until it is answered.
 */
export const DISPOSITIONS = ['take', 'keep', 'noted', 'query'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** The fourteen parts of a pack, in the order of domain.md e.2. */
export const PARTS = [
  'urgent',
  'unacknowledged',
  'clocks',
  'promises',
  'movements',
  'windows',
  'children',
  'sealed',
  'rumours',
  'untriaged',
  'failures',
  'instructions',
  'staff',
  'notes',
] as const;
export type Part = (typeof PARTS)[number];
