/**
 * The roles of the room's staff (contract.md), which are the groups of the sign-in pool, the one with the most to say
 * first: it is the role an action is recorded under when somebody has several.
 */
export const ROLES = ['director', 'supervisor', 'officer', 'surge', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who may work a case. */
export const WORKERS = ['officer', 'supervisor', 'director'] as const satisfies readonly Role[];
/** Who decides what an officer may not. */
export const SUPERVISORS = ['supervisor', 'director'] as const satisfies readonly Role[];
/** Who may read cases; surge staff only those they logged or own (`mayRead`). */
export const READERS = ['surge', ...WORKERS, 'auditor'] as const satisfies readonly Role[];
/** Who may add to a case without deciding anything about it. */
export const LOGGERS = ['surge', ...WORKERS] as const satisfies readonly Role[];
/** Who keeps agencies, crises and policies. */
export const KEEPERS = ['admin'] as const satisfies readonly Role[];
