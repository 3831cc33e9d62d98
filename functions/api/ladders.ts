import type { Agency } from '../../shared/agency/agency.ts';
import { ackExpiresAt, isOpen, nextRungs, obligations } from '../../shared/case/obligations.ts';
import { type CaseState, OPEN_ESCALATION_STATES } from '../../shared/case/state.ts';
import type { Policy } from '../../shared/clocks/policy.ts';
import { asOwned, pendingMoves } from '../../shared/handover/ownership.ts';
import { headView } from '../../shared/http/head.ts';
import type { LADDER_ROUTES } from '../../shared/http/ladder-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { problem, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import { fieldError } from '../../shared/http/validate.ts';
import type { AlertRow } from '../../shared/ledger/store.ts';
import { type Caller, nowOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

const LIMIT = 100;
/** Heads read at once. */
const BATCH = 50;

/** Who is waited for, and what could not be carried out. */
export function ladderHandlers(deps: ApiDeps): Handlers<Caller, typeof LADDER_ROUTES> {
  return {
    listLadders: async ({ who, query }) => {
      const place = placeIn(query.cursor);
      if (!place) return problem('validation', { errors: [fieldError('/query/cursor', 'format')] });
      const { rows, next } = await openAlerts(deps, query.agency, place, query.limit ?? LIMIT);
      const [policies, moves] = await Promise.all([deps.room.policies(), pendingMoves(deps.room.store, nowOf(deps))]);
      const ids = [...new Set(rows.map((row) => row.case))];
      const states = new Map<string, CaseState>();
      for (let start = 0; start < ids.length; start += BATCH) {
        // The index says which cases; what they say now, and who may know of them, the heads do.
        for (const { state } of await deps.room.store.loadMany(ids.slice(start, start + BATCH))) {
          const owned = asOwned(state, moves);
          if (mayRead(owned, who)) states.set(state.id, owned);
        }
      }
      const items = rows.flatMap((row) => {
        const state = states.get(row.case);
        return state ? ladderOf(state, row.alert.alertId, policies) : [];
      });
      return { status: 200, body: { items, next: next ? cursorOf(next) : null } };
    },

    listDeadLetters: async () => {
      try {
        const counts = await deps.deadLetters();
        return { status: 200, body: { items: counts.map(({ queue, count }) => ({ queue, count })), next: null } };
      } catch {
        // No count is no zero.
        return unavailable();
      }
    },
  };
}

/** One request as it stands on its ladder. Nothing where it ended since the index was read. */
function ladderOf(state: CaseState, alertId: string, policies: readonly Policy[]) {
  const escalation = state.escalations.find((each) => each.alertId === alertId);
  if (!escalation || !OPEN_ESCALATION_STATES.includes(escalation.state)) return [];
  const { escalations, ...head } = headView(state, obligations(state, policies));
  const lapses = ackExpiresAt(escalation, policies);
  return [
    {
      case: state.id,
      priority: head.priority,
      status: head.status,
      owner: head.owner,
      country: head.country,
      place: head.place,
      escalation: escalations.find((each) => each.alertId === alertId)!,
      ahead: isOpen(state.status) ? nextRungs(escalation, policies) : [],
      ...(lapses ? { ackExpiresAt: lapses } : {}),
    },
  ];
}

/** A place in the walk over the agencies' open alerts. */
interface Place {
  agency: string;
  after: string;
}

async function openAlerts(
  { room: { store } }: ApiDeps,
  only: string | undefined,
  from: Place,
  limit: number,
): Promise<{ rows: AlertRow[]; next?: Place }> {
  const all = only ? [only] : (await store.list<Agency>('agency')).map(({ id }) => id);
  const rows: AlertRow[] = [];
  for (const agency of all.filter((id) => id >= from.agency)) {
    if (rows.length === limit) return { rows, next: { agency, after: '' } };
    const after = agency === from.agency ? from.after : '';
    const page = await store.alerts(agency, 'open', limit - rows.length, after);
    rows.push(...page.items);
    if (page.next) return { rows, next: { agency, after: page.next } };
  }
  return { rows };
}

const cursorOf = ({ agency, after }: Place) => Buffer.from(`${agency}|${after}`).toString('base64url');

function placeIn(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return { agency: '', after: '' };
  const [agency = '', after] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  return after === undefined ? undefined : { agency, after };
}
