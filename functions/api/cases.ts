import { NO_INSTANT } from '../../shared/board/keys.ts';
import { type BoardRow, boardPage, matches, type RowFilter, rowOfState } from '../../shared/board/pages.ts';
import { type Obligations, obligations } from '../../shared/case/obligations.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { asOwned, type Moves, pendingMoves } from '../../shared/handover/ownership.ts';
import { headView } from '../../shared/http/head.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, type Problem, problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Call } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { fieldError } from '../../shared/http/validate.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import { verify } from '../../shared/ledger/chain.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import type { Stored } from '../../shared/ledger/store.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { byOf, type Caller, type CaseCall, headAnswer, NOT_FOUND, nowOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type CaseRoutes = Pick<typeof STAFF_ROUTES, 'listCases' | 'getCase' | 'getTimeline' | 'verifyTimeline' | 'getCaseAsOf'>;

const LIST_LIMIT = 50;
const TIMELINE_LIMIT = 100;

/** Reading cases. */
export function caseHandlers(deps: ApiDeps): Handlers<Caller, CaseRoutes> {
  return {
    listCases: async (call) => {
      const { ids, limit = LIST_LIMIT, overdue, ...filters } = call.query;
      if (ids) return listByIds(deps, call, ids);
      // Surge staff have a list of what they own; anything else they reach by its number.
      const owner = worksOrAudits(call.who) ? filters.owner : call.who.id;
      const query = {
        ...filters,
        ...(owner ? { owner } : {}),
        overdue: overdue === 'true',
        limit,
        now: nowOf(deps),
      };
      const moves = await movesNow(deps);
      const readable = (state: CaseState) => mayRead(asOwned(state, moves), call.who);
      const page = await boardPage(deps.room.store, { ...query, mayRead: readable });
      if (!page) return problem('validation', { errors: [fieldError('/query/cursor', 'format')] });
      const items = moves.size > 0 ? await movedRows(deps, page.items, moves, query, readable) : page.items;
      return { status: 200, body: { items: await rowViews(deps, items), next: page.next ?? null } };
    },

    getCase: async (call) => {
      const stored = await readable(deps, call);
      return isProblem(stored) ? stored : headAnswer(deps, stored.state);
    },

    getTimeline: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { after = 0, limit = TIMELINE_LIMIT } = call.query;
      const { events, next } = await deps.room.store.timeline(caseStream(call.params.id), after, limit);
      if (!/\bapplication\/x-ndjson\b/.test(call.request.headers.get('accept') ?? '')) {
        return { status: 200, body: { items: events.map(eventView), next: next === undefined ? null : String(next) } };
      }
      return {
        status: 200,
        type: 'application/x-ndjson',
        body: events.map((each) => `${JSON.stringify(eventView(each))}\n`).join(''),
        headers:
          next === undefined
            ? {}
            : { Link: `</v1/cases/${call.params.id}/timeline?after=${next}&limit=${limit}>; rel="next"` },
      };
    },

    verifyTimeline: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const head = { version: stored.state.version, hash: stored.hash };
      return {
        status: 200,
        body: await verify(upTo(deps.room.store.chain(caseStream(call.params.id)), head.version), head),
      };
    },

    getCaseAsOf: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const state = await stateAt(deps.room.store, call.params.id, { instant: call.params.instant });
      if (!state) {
        return problem('not-found', {
          detail: { ar: 'لم يكن البلاغ موجودا في تلك اللحظة', en: 'the case did not exist at that instant' },
        });
      }
      return { status: 200, body: headView(state, obligations(state, await deps.room.policies())) };
    },
  };
}

/**
 * The case of this path, for those who may know of it. Whoever looks at a restricted or sealed one is written down first, on a stream of
 * its own, once in fifteen minutes (decisions.md 17).
 */
export async function readable(deps: ApiDeps, call: CaseCall): Promise<Stored | Problem> {
  const [stored, moves] = await Promise.all([deps.room.store.load(call.params.id), movesNow(deps)]);
  if (!stored) return problemOf(NOT_FOUND);
  const state = asOwned(stored.state, moves);
  if (!mayRead(state, call.who)) return problemOf(NOT_FOUND);
  return (await recordView(deps, call.who, state)) ? { ...stored, state } : unavailable();
}

const VIEW_SECONDS = 15 * 60;

async function recordView(deps: ApiDeps, who: Caller, state: CaseState): Promise<boolean> {
  if (state.sensitivity === 'normal') return true;
  const viewed = () => ({ events: [{ type: 'record.viewed', data: {} }], state: {} });
  const marker = { key: `seen#access#${state.id}#${who.id}`, seconds: VIEW_SECONDS };
  const done = await appendStream<object>(deps.room, `access#${state.id}`, viewed, byOf(deps, who), { marker });
  return done.outcome === 'done' || done.outcome === 'repeated' || done.outcome === 'mismatch';
}

async function listByIds(deps: ApiDeps, call: Call<Caller>, ids: readonly string[]) {
  const [policies, found, moves] = await Promise.all([
    deps.room.policies(),
    deps.room.store.loadMany([...new Set(ids)]),
    movesNow(deps),
  ]);
  const seen = found
    .map(({ state }) => ({ state: asOwned(state, moves) }))
    .filter(({ state }) => mayRead(state, call.who));
  for (const { state } of seen) if (!(await recordView(deps, call.who, state))) return unavailable();
  const items = seen.map(({ state }) => {
    const due = obligations(state, policies);
    return { ...rowOfState(state, due.urgentAt), version: state.version, ...glance(state, due) };
  });
  return { status: 200, body: { items: await rowViews(deps, items), next: null } };
}

/** What a row shows besides, from the head alone: it changes with every message, and each change would be paid again in every index. */
function glance(state: CaseState, { clocks, urgentAt }: Pick<Obligations, 'clocks' | 'urgentAt'>) {
  const due = clocks.find((clock) => !clock.stoppedAt && clock.dueAt !== undefined && clock.dueAt === urgentAt);
  return {
    ...(due ? { nextDue: due.name } : {}),
    persons: state.persons.length,
    children: state.persons.filter(({ age }) => age !== undefined && age < 18).length,
    lastInboundAt: state.lastInboundAt ?? null,
    lastOutboundAt: state.lastOutboundAt ?? null,
  };
}

/** Moves of accepted handovers that the cases themselves do not show yet (decisions.md 21). */
const movesNow = (deps: ApiDeps) => pendingMoves(deps.room.store, nowOf(deps));

/**
 * A page of the board with the owners that an accepted handover gives: rows say the new one; a list of one owner's cases loses those that
 * left and begins with those that came.
 */
async function movedRows(
  deps: ApiDeps,
  rows: readonly BoardRow[],
  moves: Moves,
  query: { owner?: string; cursor?: string; limit: number } & RowFilter,
  readable: (state: CaseState) => boolean,
): Promise<BoardRow[]> {
  const { owner } = query;
  const here = rows.map((row) => withOwner(row, moves)).filter((row) => !owner || row.owner === owner);
  if (!owner || query.cursor) return here;
  const coming = [...moves].flatMap(([id, one]) => (one.some(({ to }) => to === owner) ? [id] : []));
  const policies = await deps.room.policies();
  const heads = await deps.room.store.loadMany(coming.slice(0, query.limit));
  const arrived = heads
    .filter(
      ({ state }) =>
        readable(state) && asOwned(state, moves).owner === owner && !here.some(({ id }) => id === state.id),
    )
    .map(({ state }) => rowOfState(asOwned(state, moves), obligations(state, policies).urgentAt))
    .filter((row) => matches(row, query));
  const rank = ({ priority, urgentAt, id }: BoardRow) => `${priority}#${urgentAt ?? NO_INSTANT}#${id}`;
  return [...here, ...arrived].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function withOwner(row: BoardRow, moves: Moves): BoardRow {
  let owned = row;
  for (const { from, to } of moves.get(row.id) ?? []) if (owned.owner === from) owned = { ...row, owner: to };
  return owned;
}

/** Rows as the contract has them; one that stands for a group says how many there are. */
async function rowViews(deps: ApiDeps, rows: readonly BoardRow[]) {
  const groups = [...new Set(rows.flatMap(({ similar }) => similar ?? []))];
  const counted = await Promise.all(
    groups.map(async (group) => [group, (await deps.room.store.members(group, MOST_COUNTED)).items.length] as const),
  );
  const counts = new Map(counted);
  return rows.map(({ urgentAt, similar, ...row }) => ({
    ...row,
    nextDueAt: urgentAt ?? null,
    ...(similar ? { similar: { group: similar, count: counts.get(similar) ?? 0 } } : {}),
  }));
}

/** Members of a storm that are counted one by one: what one query reads. */
const MOST_COUNTED = 5000;

function worksOrAudits(who: Caller): boolean {
  return who.role !== 'surge';
}

/** The stored event as it is hashed, so that anybody can check the chain with the page in hand. */
function eventView(event: StoredEvent): StoredEvent {
  return event;
}

/** A chain as far as the head that was read: what was written meanwhile is no forgery. */
async function* upTo(pages: AsyncIterable<StoredEvent[]>, version: number): AsyncGenerator<StoredEvent[]> {
  for await (const page of pages) yield page.filter((event) => event.seq <= version);
}
