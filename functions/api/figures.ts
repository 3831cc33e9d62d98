import { boardPk, SHARDS } from '../../shared/board/keys.ts';
import type { Ask, Figures } from '../../shared/figures/figures.ts';
import { rebuild } from '../../shared/figures/follow.ts';
import type { FIGURE_ROUTES } from '../../shared/http/figure-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { type Problem, problem } from '../../shared/http/problem.ts';
import { fieldError } from '../../shared/http/validate.ts';
import { inLanes } from '../../shared/lanes.ts';
import { dutyAt } from '../../shared/shifts/duty.ts';
import { type Caller, markerOf, nowOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type FigureRoutes = Pick<typeof FIGURE_ROUTES, 'getMetrics' | 'rebuildFigures'>;

const DAY = 86_400_000;

/** The longest period of one answer, days: a leap year. */
const LONGEST = 366;

/** Cases counted anew in one request, about, and partitions looked into: it must end before the gateway loses patience. */
const REBUILT_AT_ONCE = 50;
const PARTITIONS_AT_ONCE = 100;
const LANES = 8;

/** Days that ended cases are looked for, back from today. */
const HISTORY_DAYS = 1_100;

/** Figures of the room: what they are counted from is kept by the rollup. */
export function measureHandlers(deps: ApiDeps): Handlers<Caller, FigureRoutes> {
  return {
    getMetrics: async ({ query }) => {
      const now = nowOf(deps);
      const { asOf = now, ...rest } = query;
      const fault = periodFault({ from: rest.from, to: rest.to }, '/query');
      if (fault) return fault;
      if (asOf > now || asOf < rest.from) {
        return problem('validation', { errors: [fieldError('/query/asOf', 'range')] });
      }
      return { status: 200, body: await measured(deps, { ...rest, asOf }) };
    },
    rebuildFigures: async ({ body, repeat }) => {
      const { marker } = markerOf(repeat, 200);
      const before = marker && (await deps.room.store.remember(marker, {}));
      if (before && before.request !== marker.request) return problem('idempotency-mismatch');
      const start = body.cursor === undefined ? { at: 0, after: '' } : placeIn(body.cursor);
      if (!start) return problem('validation', { errors: [fieldError('/cursor', 'format')] });
      return { status: 200, body: await rebuildSome(deps, start) };
    },
  };
}

/** Every figure of a period, counted now. The sums are loaded when somebody asks for them. */
export async function measured(deps: ApiDeps, ask: Ask): Promise<Figures> {
  const { figures } = await import('../../shared/figures/figures.ts');
  const { store } = deps.room;
  const [rows, policies, duty] = await Promise.all([
    deps.facts.since(ask.from, nowOf(deps)),
    deps.room.policies(),
    dutyAt(store, ask.asOf),
  ]);
  const officers = new Set(duty.flatMap(({ staff, role }) => (role === 'surge' ? [] : [staff])));
  return figures(rows, { ...ask, ...(officers.size > 0 ? { onDuty: officers.size } : {}) }, policies);
}

/** @param pointer where the two instants stand. */
export function periodFault({ from, to }: { from: string; to: string }, pointer: string): Problem | undefined {
  const length = Date.parse(to) - Date.parse(from);
  if (length > 0 && length <= LONGEST * DAY) return undefined;
  return problem('validation', { errors: [fieldError(`${pointer}/to`, 'range')] });
}

/** A place in the walk over all cases: which partition of the board, and after which row. */
interface Place {
  at: number;
  after: string;
}

function placeIn(cursor: string): Place | undefined {
  const [at = '', after] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  return /^\d{1,5}$/.test(at) && after !== undefined ? { at: Number(at), after } : undefined;
}

/**
 * The next part of all cases, counted anew from their ledgers: first the open ones, then the resolved, then those that ended, day by day back
 * from today. It may be repeated, and it never sets a case back that the stream has brought further.
 */
async function rebuildSome(deps: ApiDeps, { at, after }: Place): Promise<{ cases: number; next: string | null }> {
  const { store } = deps.room;
  const partitions = allPartitions(deps.now());
  const stop = Math.min(partitions.length, at + PARTITIONS_AT_ONCE);
  let cases = 0;
  let from = after;
  for (let index = at; index < stop; ) {
    // Most days are empty: some are looked at beside each other, the first as far as it was read before.
    const some = partitions.slice(index, Math.min(stop, index + LANES));
    const read = await inLanes(LANES, some, (pk) =>
      store.rows('board', pk, { from: pk === some[0] ? `${from}!` : '!', to: '~~' }, REBUILT_AT_ONCE),
    );
    for (const page of read) {
      await inLanes(LANES, page.rows, ({ id }) => rebuild({ store, facts: deps.facts }, id));
      cases += page.rows.length;
      from = page.more ? page.rows.at(-1)!.sk : '';
      if (!page.more) index++;
      if (cases >= REBUILT_AT_ONCE) return { cases, next: cursorOf({ at: index, after: from }) };
      if (page.more) break;
    }
  }
  return { cases, next: stop < partitions.length ? cursorOf({ at: stop, after: '' }) : null };
}

const cursorOf = ({ at, after }: Place) => Buffer.from(`${at}|${after}`).toString('base64url');

/** Every partition of the board's index in which the head of a case may stand. */
function allPartitions(now: number): string[] {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const days = Array.from({ length: HISTORY_DAYS }, (_, day) => new Date(now - day * DAY).toISOString().slice(0, 10));
  return [...shards.map(boardPk.open), ...shards.map(boardPk.resolved), ...days.map(boardPk.closed)];
}
