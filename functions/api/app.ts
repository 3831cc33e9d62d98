import type { Context, Hono } from 'hono';
import { type Staff, staffOf } from '../../shared/http/claims.ts';
import { DESK_ROUTES } from '../../shared/http/desk-routes.ts';
import { LADDER_ROUTES } from '../../shared/http/ladder-routes.ts';
import { type Handlers, type LambdaBindings, mount } from '../../shared/http/mount.ts';
import { isProblem, type Problem, problem } from '../../shared/http/problem.ts';
import { asOnDuty } from '../../shared/http/readers.ts';
import { RECONCILIATION_ROUTES } from '../../shared/http/reconciliation-routes.ts';
import type { Answer, Call, Route, Routes } from '../../shared/http/route.ts';
import { SERVICE_ROUTES } from '../../shared/http/service-routes.ts';
import { SIMILAR_ROUTES } from '../../shared/http/similar-routes.ts';
import { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { type Caller, markerOf } from './act.ts';
import { caseHandlers } from './cases.ts';
import type { ApiDeps } from './deps.ts';
import { handoverHandlers } from './handovers.ts';
import { figureHandlers, lazily, outreachHandlers, peopleHandlers } from './lazily.ts';
import { liveHandler } from './live.ts';

type ApiRoutes = typeof STAFF_ROUTES & typeof SERVICE_ROUTES;

/** The staff API, and what the room says of itself. */
export function api(deps: ApiDeps): Hono<LambdaBindings> {
  return mount<Caller, ApiRoutes>(
    { ...STAFF_ROUTES, ...SERVICE_ROUTES },
    discreetly<ApiRoutes>(deps, {
      ...caseHandlers(deps),
      ...lazily(OPEN_ROUTES, async () => (await import('./open-case.ts')).openHandler(deps)),
      ...lazily(COMMAND_ROUTES, async () => (await import('./commands.ts')).commandHandlers(deps)),
      ...peopleHandlers(deps),
      ...lazily(DESK_ROUTES, async () => (await import('./desk.ts')).deskHandlers(deps)),
      ...lazily(SIMILAR_ROUTES, async () => (await import('./similar.ts')).similarHandler(deps)),
      ...lazily(PAIR_ROUTES, async () => (await import('./pairs.ts')).pairHandlers(deps)),
      ...lazily(EXPORT_ROUTES, async () => (await import('./export.ts')).exportHandler(deps)),
      ...lazily(ATTACHMENT_ROUTES, async () => (await import('./attachments.ts')).attachmentHandler(deps)),
      ...lazily(LADDER_ROUTES, async () => (await import('./ladders.ts')).ladderHandlers(deps)),
      ...lazily(ROUTING_ROUTES, async () => (await import('./routing.ts')).routingHandler(deps)),
      ...lazily(KEEPER_ROUTES, async () => (await import('./keep.ts')).keeperHandlers(deps)),
      ...lazily(ROSTER_ROUTES, async () => (await import('./shifts.ts')).shiftHandlers(deps)),
      ...handoverHandlers(deps),
      ...outreachHandlers(deps),
      ...lazily(REDACTION_ROUTES, async () => (await import('./redactions.ts')).redactionHandlers(deps)),
      ...figureHandlers(deps),
      ...liveHandler(deps),
      ...lazily(RECONCILIATION_ROUTES, async () => (await import('./reconciliations.ts')).reconciliationHandlers(deps)),
      ...serviceHandlers(deps),
      previewTriage: async ({ body: { text, ...about }, repeat }) => {
        const { marker } = markerOf(repeat, 200);
        const before = marker && (await deps.room.store.remember(marker, {}));
        if (before && before.request !== marker.request) return problem('idempotency-mismatch');
        return { status: 200, body: await deps.suggest(text, about) };
      },
    }),
    (route, c) => admit(deps, route, c),
  );
}

/** Lists whose handlers ask of every case that has a row whether the caller may know of it. */
const ASKED: readonly string[] = [
  ...['listCases', 'listDuplicates', 'listLadders', 'listHandoverLines', 'listHandoverChanges', 'listPresence'],
];

/** Answers name a restricted or sealed case to its readers only (decisions.md 17), whichever handler made them. */
function discreetly<R extends Routes>(deps: ApiDeps, handlers: Handlers<Caller, R>): Handlers<Caller, R> {
  const asked = Object.entries(handlers) as [string, (call: Call<Caller>) => Promise<Answer | Problem>][];
  const discreet = asked.map(([name, handler]) => [
    name,
    async (call: Call<Caller>) => {
      const answer = await handler(call);
      if (isProblem(answer) || answer.body === undefined || !call.who.role) return answer;
      const { id } = (call.params ?? {}) as { id?: string };
      const { id: own, items = [] } = answer.body as { id?: string; items?: { id?: string; case?: string }[] };
      const rows = ASKED.includes(name) ? items.flatMap((row) => [row.id, row.case]) : [];
      return (await import('./discretion.ts')).discreet(deps, call.who, answer, [id, own, ...rows]);
    },
  ]);
  return Object.fromEntries(discreet) as Handlers<Caller, R>;
}

/** Some rows of the table. */
function pick<R extends object, N extends keyof R>(routes: R, ...names: N[]): Pick<R, N> {
  return Object.fromEntries(names.map((name) => [name, routes[name]])) as Pick<R, N>;
}

const OPEN_ROUTES = pick(STAFF_ROUTES, 'openCase');
const COMMAND_ROUTES = pick(
  STAFF_ROUTES,
  ...(['triage', 'assign', 'addNote', 'sendMessage', 'addPerson', 'changePerson', 'addNeed', 'changeNeed'] as const),
  ...(['addLocation', 'makePromise', 'keepPromise', 'movePromise', 'setCrisis', 'awaitNext', 'transfer'] as const),
  ...(['raiseEscalation', 'standDown', 'resumeEscalation', 'answerAgency', 'acknowledgeByPhone'] as const),
  ...(['restore', 'resolve', 'close', 'reopen', 'invalidate'] as const),
);
const ROSTER_ROUTES = pick(
  STAFF_ROUTES,
  ...(['listShifts', 'currentShift', 'planShift', 'getShift', 'putShift', 'recordInstruction'] as const),
  ...(['recordBriefing', 'getPresence', 'listPresence', 'reportPresence'] as const),
);
const ROUTING_ROUTES = pick(STAFF_ROUTES, 'getRoutes');
const ATTACHMENT_ROUTES = pick(STAFF_ROUTES, 'getAttachment');
const EXPORT_ROUTES = pick(STAFF_ROUTES, 'exportCase');
const PAIR_ROUTES = pick(STAFF_ROUTES, 'merge', 'unmerge', 'link', 'withdrawLink', 'moveMessage');
const REDACTION_ROUTES = pick(STAFF_ROUTES, 'requestRedaction', 'approveRedaction');
const KEEPER_ROUTES = pick(
  STAFF_ROUTES,
  ...(['listAgencies', 'getAgency', 'putAgency', 'drillAgency', 'listCrises', 'getCrisis', 'putCrisis'] as const),
  ...(['getPolicies', 'putPolicy', 'getMe'] as const),
);

const ANYBODY: Caller = { id: 'anybody', roles: [] };

/**
 * The gateway has verified the token; this says who it is and whether one of their roles opens the row. No claims is no caller, even
 * though the gateway lets none through.
 */
async function admit(
  deps: ApiDeps,
  route: Route,
  c: Context<LambdaBindings>,
): Promise<{ who: Caller; id: string } | Problem> {
  if (typeof route.access === 'string') return { who: ANYBODY, id: ANYBODY.id };
  const context = c.env?.requestContext as { authorizer?: { jwt?: { claims?: unknown } } } | undefined;
  const staff = staffOf(context?.authorizer?.jwt?.claims);
  if (!staff) return problem('unauthenticated');
  const { access } = route;
  const role = staff.roles.find((each) => access.includes(each));
  if (!role) return problem('forbidden');
  const who = isAsked(staff) ? asOnDuty(staff, await deps.trusted()) : staff;
  return { who: { ...who, role }, id: `staff#${staff.id}` };
}

/** Only of a supervisor it matters whether he is on duty (decisions.md 17). */
const isAsked = ({ roles }: Staff) => roles.includes('supervisor') && !roles.includes('director');

/** Parts that must answer for the room to work, by the name that `/health` gives them. */
function probes({ room }: ApiDeps): Record<string, () => Promise<unknown>> {
  const nobody = '0000-0000';
  return {
    cases: () => room.store.load(nobody),
    ledger: () => room.store.timeline(caseStream(nobody), 0, 1),
  };
}

const PROBE_MS = 2_000;

function serviceHandlers(deps: ApiDeps): Handlers<Caller, typeof SERVICE_ROUTES> {
  return {
    getHealth: async () => {
      const parts = Object.entries(probes(deps));
      const answers = await Promise.allSettled(parts.map(([, probe]) => within(PROBE_MS, probe())));
      const failing = parts.flatMap(([name], index) => (answers[index]!.status === 'rejected' ? [name] : []));
      return failing.length === 0
        ? { status: 200, body: { status: 'ok' } }
        : problem('unavailable', { extra: { failing } });
    },
    getOpenApi: async () => ({
      status: 200,
      type: 'application/openapi+json',
      body: await deps.document('openapi.json'),
    }),
    getDocs: async () => ({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: await deps.document('docs.html'),
      headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" },
    }),
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
