import { isOpen } from '../case/obligations.ts';
import { type CaseState, OPEN_ESCALATION_STATES } from '../case/state.ts';

/**
 * Partitions of the board and of the due index. One would be hot: an index partition takes 1,000 write units a second, and a
 * hot index throttles its table (engineering.md §1.5).
 */
export const SHARDS = 8;

/**
 * What the board and owner indexes carry beside their keys: what a row shows, and nothing that every message changes
 * (`version`, `lastInboundAt`): each change would be paid again in each index. Heads of restricted and sealed cases have none
 * of these attributes, so their rows are id, priority and due (decisions.md 17).
 */
export const BOARD_PROJECTION = [
  'priority',
  'status',
  'category',
  'country',
  'place',
  'owner',
  'crisis',
  'agencies',
  'summary',
  'openedAt',
  'similar',
  'point',
];

/** The sweep reads the head anyway; it only wants to know whom to wake first. */
export const DUE_PROJECTION = ['priority'];

/** `alert` is the whole escalation as the case holds it, so that an agency's list is one query. */
export const AGENCY_PROJECTION = ['case', 'alert'];

/** Sorts after every instant: a case none of whose clocks runs. */
export const NO_INSTANT = '~';

/** FNV-1a: spreads ids evenly, whatever they look like. */
export function shardOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % SHARDS;
}

/** Instants derived by `obligations`: when to wake, and how urgent the case is (decisions.md 5). */
export interface Instants {
  wakeAt?: string;
  urgentAt?: string;
}

export const boardPk = {
  open: (shard: number) => `open#${shard}`,
  resolved: (shard: number) => `resolved#${shard}`,
  /** Day as `yyyy-mm-dd`. */
  closed: (day: string) => `closed#${day}`,
  owner: (staff: string) => `owner#${staff}`,
  due: (shard: number) => `due#${shard}`,
};

/**
 * Index keys of a case's head. An open case stands in exactly one shard of the board, an ended one in the day it ended; a case
 * with nothing due is absent from the due index.
 */
export function indexKeys(state: CaseState, { wakeAt, urgentAt }: Instants): Record<string, string> {
  const shard = shardOf(state.id);
  const keys: Record<string, string> = {};
  const rank = `${state.priority}#${urgentAt ?? NO_INSTANT}#${state.id}`;
  if (isOpen(state.status)) {
    keys.boardPk = boardPk.open(shard);
    keys.boardSk = rank;
    if (state.owner) {
      keys.ownerPk = boardPk.owner(state.owner);
      keys.ownerSk = rank;
    }
  } else if (state.status === 'resolved') {
    keys.boardPk = boardPk.resolved(shard);
    keys.boardSk = rank;
  } else {
    const ended = state.closedAt ?? state.lastAt;
    keys.boardPk = boardPk.closed(ended.slice(0, 10));
    keys.boardSk = `${ended}#${state.id}`;
  }
  if (wakeAt) {
    keys.duePk = boardPk.due(shard);
    keys.dueSk = `${wakeAt}#${state.id}`;
  }
  return keys;
}

/** Keys of an escalation's row: an agency's open alerts, oldest first, apart from its finished ones. */
export function agencyKeys(agency: string, alert: { alertId: string; raisedAt: string }, open: boolean) {
  return {
    agencyPk: open ? `agency#${agency}` : `agency#${agency}#ended`,
    agencySk: `${alert.raisedAt}#${alert.alertId}`,
  };
}

/** Where the people of a case were seen last, and when: the current place where it has coordinates, else the last one that has. */
export interface Point {
  lat: number;
  lon: number;
  at: string;
}

export function pointOf({ locations }: Pick<CaseState, 'locations'>): Point | undefined {
  const placed = locations.flatMap(({ lat, lon, observedAt, current }) =>
    lat === undefined || lon === undefined ? [] : [{ current, point: { lat, lon, at: observedAt } }],
  );
  return (placed.find(({ current }) => current) ?? placed.at(-1))?.point;
}

/** Agencies that still owe the case something, each once. */
export function openAgencies(state: CaseState): string[] {
  const open = state.escalations.filter((escalation) => OPEN_ESCALATION_STATES.includes(escalation.state));
  return [...new Set(open.map((escalation) => escalation.agency))].sort();
}
