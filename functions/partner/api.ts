import type { Context, Hono } from 'hono';
import type { Agency } from '../../shared/agency/agency.ts';
import { alertView, detailedView, type PartnerAlert } from '../../shared/agency/alert-view.ts';
import { type AgencyAnswer, answerAlert, etaAt } from '../../shared/agency/answer.ts';
import { agencyHead } from '../../shared/agency/directory.ts';
import { PARTNER_ROUTES } from '../../shared/agency/partner-routes.ts';
import type { NamedPerson } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { type LambdaBindings, mount } from '../../shared/http/mount.ts';
import { type Problem, problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import type { Answer, RepeatKey, Route } from '../../shared/http/route.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import type { Executed } from '../../shared/ledger/execute.ts';
import { keyMarker } from '../../shared/ledger/idempotency.ts';
import type { AlertRow } from '../../shared/ledger/store.ts';
import type { PartnerDeps } from './deps.ts';

/** The agency that the authorizer found behind the token. */
type Caller = string;

/** What the six answers have in common. */
interface AnswerCall {
  who: Caller;
  params: { alertId: string };
  body: { by?: string | undefined; role?: string | undefined };
  repeat: RepeatKey | undefined;
}

/** Rows read for one page where a state is asked for that only some rows have. */
const PAGES_READ = 5;

/** The agencies' API: each of the contract's routes, and nothing of any other agency's (404). */
export function partnerApi(deps: PartnerDeps): Hono<LambdaBindings> {
  const answer = (action: AgencyAnswer['action'], call: AnswerCall, said: Pick<AgencyAnswer, 'eta' | 'text'> = {}) =>
    act(deps, action, call, said);

  return mount<Caller, typeof PARTNER_ROUTES>(
    PARTNER_ROUTES,
    {
      listAlerts: async ({ who, query }) => {
        const { state = 'open', cursor, limit = 50 } = query;
        const page = await alertsIn(deps, who, state, limit, cursor);
        return { status: 200, body: page };
      },
      getAlert: async ({ who, params }) => {
        const row = await own(deps, who, params.alertId);
        return row ? shown(deps, who, row.case, params.alertId) : notFound();
      },
      acknowledgeAlert: (call) => answer('acknowledge', call),
      acceptAlert: (call) =>
        answer('accept', call, {
          eta: etaAt(call.body.eta, nowOf(deps)),
          ...(call.body.text ? { text: call.body.text } : {}),
        }),
      declineAlert: (call) => answer('decline', call, { text: call.body.reason }),
      askAboutAlert: (call) => answer('ask', call, { text: call.body.text }),
      reportOnAlert: (call) => answer('report', call, { text: call.body.text }),
      completeAlert: (call) => answer('complete', call, { text: call.body.text }),
    },
    admit,
  );
}

/** Only what the authorizer said counts: a request that came without it came by no door of ours. */
function admit(_route: Route, c: Context<LambdaBindings>): { who: Caller; id: string } | Problem {
  const context = c.env?.requestContext as { authorizer?: { lambda?: { agency?: unknown } } } | undefined;
  const agency = context?.authorizer?.lambda?.agency;
  if (typeof agency !== 'string' || agency === '') return problem('unauthenticated');
  return { who: agency, id: `agency#${agency}` };
}

async function alertsIn(
  deps: PartnerDeps,
  agency: string,
  state: PartnerAlert['state'] | 'open' | 'ended',
  limit: number,
  cursor: string | undefined,
): Promise<{ items: PartnerAlert[]; next: string | null }> {
  const ended = ['ended', 'declined', 'completed', 'stood_down'].includes(state);
  const items: PartnerAlert[] = [];
  let next = cursor;
  for (let page = 0; page < PAGES_READ && items.length < limit; page++) {
    const found = await deps.room.store.alerts(agency, ended ? 'ended' : 'open', limit - items.length, next);
    const wanted = found.items.filter(({ alert }) => state === 'open' || state === 'ended' || alert.state === state);
    items.push(...wanted.map((row) => alertView(row.case, row.alert)));
    next = found.next;
    if (!next) break;
  }
  return { items, next: next ?? null };
}

/** The alert, if it is this agency's. */
async function own(deps: PartnerDeps, agency: string, alertId: string): Promise<AlertRow | undefined> {
  const row = await deps.room.store.alert(alertId);
  return row?.alert.agency === agency ? row : undefined;
}

async function act(
  deps: PartnerDeps,
  action: AgencyAnswer['action'],
  call: AnswerCall,
  said: Pick<AgencyAnswer, 'eta' | 'text'>,
): Promise<Answer | Problem> {
  const { alertId } = call.params;
  const row = await own(deps, call.who, alertId);
  if (!row) return notFound();
  const agency = (await agencyHead(deps.room.store, call.who))?.state;
  if (!agency) return notFound();
  const by = speakerOf(call.body, row, agency);
  const { repeat } = call;
  const done = await answerAlert(
    deps.room,
    { action, caseId: row.case, alertId, agency: agency.id, by, via: 'api', ...said },
    nowOf(deps),
    repeat ? { marker: keyMarker(repeat.actor, repeat.route, repeat.key, repeat.body, 200) } : {},
  );
  const state = await stateOf(deps, done);
  if ('problem' in state) return state;
  return { status: 200, body: viewOf(state, alertId, agency) };
}

/** Who speaks: the person named, or whoever acknowledged before, or the agency itself. */
function speakerOf(
  body: { by?: string | undefined; role?: string | undefined },
  { alert }: AlertRow,
  agency: Agency,
): NamedPerson {
  const before = alert.ack?.by;
  return {
    name: body.by ?? before?.name ?? agency.name.en,
    role: body.role ?? (body.by ? undefined : before?.role) ?? agency.id,
  };
}

/** The case after the answer; as of the first time, where it was given before. */
async function stateOf(deps: PartnerDeps, done: Executed): Promise<CaseState | Problem> {
  switch (done.outcome) {
    case 'done':
      return done.stored.state;
    case 'rejected':
      return problemOf(done.rejection);
    case 'mismatch':
      return problem('idempotency-mismatch');
    case 'repeated': {
      const { rejection, stream, seq } = done.memory;
      if (rejection) return problemOf(rejection);
      const state = stream && seq ? await stateAt(deps.room.store, stream.slice('case#'.length), { seq }) : undefined;
      return state ?? notFound();
    }
    case 'missing':
      return notFound();
    default:
      return unavailable();
  }
}

async function shown(deps: PartnerDeps, who: Caller, caseId: string, alertId: string): Promise<Answer | Problem> {
  const [stored, agency] = await Promise.all([deps.room.store.load(caseId), agencyHead(deps.room.store, who)]);
  if (!stored || !agency) return notFound();
  return { status: 200, body: viewOf(stored.state, alertId, agency.state) };
}

function viewOf(state: CaseState, alertId: string, agency: Agency): PartnerAlert {
  const escalation = state.escalations.find((known) => known.alertId === alertId);
  if (!escalation) throw new Error(`alert ${alertId} has a row and no escalation`);
  return detailedView(state, escalation, agency);
}

function notFound(): Problem {
  return problem('not-found', {
    detail: { ar: 'لا يوجد تنبيه بهذا الرقم لجهتكم', en: 'Your agency has no alert of this number' },
  });
}

function nowOf(deps: PartnerDeps): string {
  return new Date(deps.now()).toISOString();
}
