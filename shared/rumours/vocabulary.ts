import type { StreamName } from '../ledger/stream.ts';

/** How far a claim has been checked (domain.md c.2, G14). */
export const RUMOUR_STATUSES = ['open', 'checking', 'true', 'false', 'misleading', 'unverifiable'] as const;
export type RumourStatus = (typeof RUMOUR_STATUSES)[number];

/** What a check can find. */
export const VERDICTS = ['true', 'false', 'misleading', 'unverifiable'] as const satisfies readonly RumourStatus[];
export type Verdict = (typeof VERDICTS)[number];

export const rumourStream = (id: string): StreamName => `rumour#${id}`;
