import { isDeepStrictEqual } from 'node:util';
import type { Agency } from '../../shared/agency/agency.ts';
import { agencyHead, putAgency } from '../../shared/agency/directory.ts';
import {
  redReasons,
  type Standing,
  standingStream,
  startDrill,
  stateOf,
  tierNumbers,
} from '../../shared/agency/standing.ts';
import { DAILY } from '../../shared/board/pages.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import { inForce, type Policy } from '../../shared/clocks/policy.ts';
import { etag } from '../../shared/http/conditional.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { type Problem, problem, problemOf, stale, unavailable } from '../../shared/http/problem.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import { POLICY_STREAM, type PolicyHead } from '../../shared/ledger/policies.ts';
import type { Head } from '../../shared/ledger/store.ts';
import type { StreamName } from '../../shared/ledger/stream.ts';
import { byOf, type Caller, markerOf } from './act.ts';
import type { ApiDeps } from './deps.ts';
import { dutyOf } from './shifts.ts';

type KeeperRoutes = Pick<
  typeof STAFF_ROUTES,
  | 'listAgencies'
  | 'getAgency'
  | 'putAgency'
  | 'drillAgency'
  | 'listCrises'
  | 'getCrisis'
  | 'putCrisis'
  | 'getPolicies'
  | 'putPolicy'
  | 'getMe'
>;

type Crisis = Parameters<Handlers<Caller, KeeperRoutes>['putCrisis']>[0]['body'];

const crisisStream = (id: string): StreamName => `crisis#${id}`;

/** What administrators keep: agencies, crises, policies. Each is a stream of the ledger with a small head. */
export function keeperHandlers(deps: ApiDeps): Handlers<Caller, KeeperRoutes> {
  const { room } = deps;
  const standingOf = async (head: Head<Agency>) =>
    withStanding(head, (await room.store.head<Standing>(standingStream(head.id)))?.state);
  return {
    getMe: async ({ who: { id, roles } }) => {
      const now = new Date(deps.now()).toISOString();
      return { status: 200, body: { id, roles, ...(await dutyOf(room.store, id, now)) } };
    },

    listAgencies: async ({ query }) => {
      const [all, standings] = await Promise.all([
        room.store.list<Agency>('agency'),
        room.store.list<Standing>('standing'),
      ]);
      const standing = new Map(standings.map((each) => [each.id, each.state]));
      const items = all.slice(0, query.limit).map((head) => view(withStanding(head, standing.get(head.id))));
      return { status: 200, body: { items, next: null } };
    },
    getAgency: async ({ params }) => {
      const head = await agencyHead(room.store, params.id);
      return head ? single(await standingOf(head)) : problem('not-found');
    },
    drillAgency: async ({ params: { id }, who, repeat }) => {
      const head = await agencyHead(room.store, id);
      if (!head?.state.active) return problem('not-found');
      const by = byOf(deps, who);
      const step = (before: Head<Standing> | undefined) =>
        startDrill(
          { version: before?.version ?? 0, state: before?.state },
          id,
          'exercise',
          tierNumbers(head.state),
          by.now,
        );
      const done = await appendStream<Standing>(room, standingStream(id), step, by, markerOf(repeat, 202));
      if (done.outcome === 'mismatch') return problem('idempotency-mismatch');
      if (done.outcome !== 'done' && done.outcome !== 'repeated') return failureOf(done);
      return single(await standingOf(head), { status: 202 });
    },
    putAgency: async ({ params, body, version, who }) => {
      const { id } = params;
      const before = await agencyHead(room.store, id);
      if (before && version === undefined) return problem('precondition-required');
      const { actor, now } = byOf(deps, who);
      const policy = inForce(await room.policies())!.version;
      const put = await putAgency(deps.agencies, { id, body, version: version ?? 0, actor, now, policy });
      if (put.outcome === 'stale') return stale(put.version);
      if (put.outcome === 'busy') return unavailable();
      return single(await standingOf(put.head), {
        status: put.created ? 201 : 200,
        ...(put.client ? { client: put.client } : {}),
      });
    },

    listCrises: async () => {
      const all = await room.store.list<Crisis>('crisis');
      return { status: 200, body: { items: all.map(view), next: null } };
    },
    getCrisis: async ({ params }) => {
      const head = await room.store.head<Crisis>(crisisStream(params.id));
      return head ? single(head) : problem('not-found');
    },
    putCrisis: async ({ params, body, version, who }) => {
      if (params.id === DAILY) return problemOf(NO_CRISIS);
      const stream = crisisStream(params.id);
      const before = await room.store.head<Crisis>(stream);
      if (before && version === undefined) return problem('precondition-required');
      if (before && before.version === version && isDeepStrictEqual(before.state, body)) return single(before);
      const step = (head: Head<Crisis> | undefined) => {
        const previousPhase = head && head.state.phase !== body.phase ? head.state.phase : undefined;
        const changed = previousPhase ? 'crisis.phase-changed' : 'crisis.changed';
        return {
          events: [
            { type: head ? changed : 'crisis.added', data: { ...body, ...(previousPhase ? { previousPhase } : {}) } },
          ],
          state: body,
        };
      };
      const done = await appendStream(room, stream, step, byOf(deps, who), { ifMatch: version ?? 0 });
      if (done.outcome === 'done') return single(done.head, { status: done.head.version === 1 ? 201 : 200 });
      return failureOf(done);
    },

    getPolicies: async () => policiesAnswer(await room.policies()),
    putPolicy: async ({ body, version, who }) => {
      if (body.crisis && !(await room.store.head(crisisStream(body.crisis)))) return problemOf(UNKNOWN_CRISIS);
      // The built-in policy is version 1 and stands in no stream, so version n is the head after n - 1 events.
      const next: Policy = { version: version + 1, ...body };
      const step = (head: Head<PolicyHead> | undefined) => ({
        events: [{ type: 'policy.set', data: next }],
        state: { versions: [...(head?.state.versions ?? []), next] },
      });
      const done = await appendStream(room, POLICY_STREAM, step, byOf(deps, who), { ifMatch: version - 1 });
      if (done.outcome === 'done') return policiesAnswer([(await room.policies())[0]!, ...done.head.state.versions]);
      if (done.outcome === 'stale') return stale((done.current?.version ?? 0) + 1);
      return failureOf(done);
    },
  };
}

const NO_CRISIS: Rejection = {
  rejected: 'validation',
  pointer: '/id',
  detail: { ar: 'هذا اسم العمل اليومي لا اسم أزمة', en: 'this is the name of daily work, not of a crisis' },
};
const UNKNOWN_CRISIS: Rejection = {
  rejected: 'validation',
  pointer: '/crisis',
  detail: { ar: 'لا توجد أزمة بهذا الاسم', en: 'there is no crisis of this name' },
};

/** An agency with what is known of how it stands. */
function withStanding({ state, ...head }: Head<Agency>, standing: Standing | undefined) {
  const { proved = [], faults = [], lastDrillAt, lastDrillResult } = standing ?? {};
  const red = standing ? redReasons(standing) : [];
  return {
    ...head,
    state: {
      ...state,
      state: stateOf(standing, state),
      proved,
      ...(red.length > 0 ? { red } : {}),
      ...(faults.length > 0 ? { faults } : {}),
      ...(lastDrillAt ? { lastDrillAt } : {}),
      ...(lastDrillResult ? { lastDrillResult } : {}),
    },
  };
}

function view<State extends object>({ id, version, state }: Head<State>) {
  return { ...state, id, version };
}

function single<State extends object>(
  head: Head<State>,
  { status = 200, ...more }: { status?: number; client?: object } = {},
): Answer {
  return { status, body: { ...view(head), ...more }, headers: { ETag: etag(head.version) } };
}

function policiesAnswer(versions: readonly Policy[]): Answer {
  const current = inForce(versions)!.version;
  return { status: 200, body: { current, versions }, headers: { ETag: etag(versions.at(-1)!.version) } };
}

function failureOf(done: Exclude<Awaited<ReturnType<typeof appendStream>>, { outcome: 'done' }>): Problem {
  if (done.outcome === 'stale') return stale(done.current?.version ?? 0);
  if (done.outcome === 'rejected') return problemOf(done.rejection);
  return unavailable();
}
