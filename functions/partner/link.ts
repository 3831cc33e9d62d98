import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { type Agency, permits } from '../../shared/agency/agency.ts';
import { ACTIONS, type Action, answerAlert, etaAt } from '../../shared/agency/answer.ts';
import { agencyHead } from '../../shared/agency/directory.ts';
import { eta } from '../../shared/agency/partner-routes.ts';
import type { CaseState, Escalation } from '../../shared/case/state.ts';
import { LINK_SECONDS, linkHash, looksLikeToken } from '../../shared/escalation/link.ts';
import type { Executed } from '../../shared/ledger/execute.ts';
import type { Marker } from '../../shared/ledger/store.ts';
import { log } from '../../shared/log.ts';
import type { AlertLink } from '../../shared/outbox/links.ts';
import { BUSY, type Closed, closed, EXPIRED, OVER, UNKNOWN, UNREADABLE } from './closed.ts';
import type { PartnerDeps } from './deps.ts';
import { answerDrillLink, type OpenedDrill, openDrill, showDrill } from './drill.ts';
import { alertPage, type FIELD_ERRORS, PAGE_HEADERS, type PageInput, type Typed } from './page.ts';

/** A form is a few lines; nobody sends more. */
const FORM_BYTES = 64 * 1024;

interface Opened {
  link: AlertLink;
  hash: string;
  state: CaseState;
  escalation: Escalation;
  agency: Agency | undefined;
}

/** The signed link's page (decisions.md 12): GET shows and never acts, because mail scanners follow links; POST acts. */
export function linkApp(deps: PartnerDeps): Hono {
  const app = new Hono();
  app.get('/a/:token', async (c) => {
    const opened = await open(deps, c.req.param('token'));
    if ('drill' in opened) return showDrill(c, opened.drill);
    if (!('state' in opened)) return closed(c, opened);
    if (isOver(opened.escalation)) return closed(c, OVER);
    return show(c, opened, { typed: NOTHING_TYPED, errors: [] });
  });
  app.post('/a/:token', async (c) => {
    const opened = await open(deps, c.req.param('token'));
    if (!('state' in opened) && !('drill' in opened)) return closed(c, opened);
    const typed = await formOf(c);
    if (!typed) return closed(c, UNREADABLE);
    if ('drill' in opened) return answerDrillLink(c, deps, opened.drill, typed);
    const errors = missing(typed);
    if (errors.length > 0) return isOver(opened.escalation) ? closed(c, OVER) : show(c, opened, { typed, errors }, 400);
    return act(c, deps, opened, typed);
  });
  app.notFound((c) => closed(c, UNKNOWN));
  app.onError((error, c) => {
    log('http.failed', { route: `${c.req.method} /a/{token}`, error: error.name });
    return closed(c, BUSY);
  });
  return app;
}

const NOTHING_TYPED: Typed = { name: '', role: '', eta: '', text: '' };

async function open(deps: PartnerDeps, token: string): Promise<Opened | OpenedDrill | Closed> {
  const spelled = token.toLowerCase();
  if (!looksLikeToken(spelled)) return UNKNOWN;
  const hash = linkHash(spelled);
  const link = await deps.links.find(hash);
  if (!link) return UNKNOWN;
  if (link.expiresAt <= deps.now() / 1000) return EXPIRED;
  if ('drillId' in link) return openDrill(deps, link);
  const state = (await deps.room.store.load(link.case))?.state;
  const escalation = state?.escalations.find(({ alertId }) => alertId === link.alertId);
  if (!state || !escalation) return UNKNOWN;
  const agency = (await agencyHead(deps.room.store, escalation.agency))?.state;
  // An agency that was switched off has no open doors.
  if (agency && !agency.active) return EXPIRED;
  return { link, hash, state, escalation, agency };
}

function isOver(escalation: Escalation): boolean {
  return escalation.state === 'stood_down';
}

/** The form's fields, trimmed; undefined for what is no form or too long to be one. */
async function formOf(c: Context): Promise<Typed | undefined> {
  const bytes = await c.req.arrayBuffer();
  const type = c.req.header('content-type') ?? '';
  if (bytes.byteLength > FORM_BYTES) return undefined;
  let fields: Record<string, unknown>;
  try {
    if (/^application\/json\b/i.test(type)) {
      fields = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    } else {
      fields = Object.fromEntries(await new Response(bytes, { headers: { 'content-type': type } }).formData());
    }
  } catch {
    return undefined;
  }
  const field = (name: string, limit: number) => {
    const value = fields?.[name];
    return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, limit) : '';
  };
  const action = ACTIONS.find((known) => known === fields?.action);
  return {
    ...(action ? { action } : {}),
    name: field('name', 200),
    role: field('role', 200),
    eta: field('eta', 40),
    text: field('text', 2000),
  };
}

const WORDY: readonly Action[] = ['decline', 'ask', 'report', 'complete'];

function missing(typed: Typed): (keyof typeof FIELD_ERRORS)[] {
  const { action, name, role, text } = typed;
  return [
    ...(action ? [] : (['action'] as const)),
    ...(name ? [] : (['name'] as const)),
    ...(role ? [] : (['role'] as const)),
    ...(action === 'accept' && !v.is(eta, typed.eta) ? (['eta'] as const) : []),
    ...(action && WORDY.includes(action) && !text ? (['text'] as const) : []),
  ];
}

async function act(c: Context, deps: PartnerDeps, opened: Opened, typed: Typed): Promise<Response> {
  const { link, state, escalation } = opened;
  const action = typed.action!;
  // After the end only an acknowledgement is of use: it is recorded as late (d.3 rule 5).
  if (escalation.closedAt && action !== 'acknowledge') return closed(c, OVER);
  const now = new Date(deps.now()).toISOString();
  const done = await answerAlert(
    deps.room,
    {
      action,
      caseId: state.id,
      alertId: link.alertId,
      agency: escalation.agency,
      by: { name: typed.name, role: typed.role },
      via: 'link',
      rung: link.rung,
      ...(action === 'accept' ? { eta: etaAt(v.parse(eta, typed.eta), now) } : {}),
      ...(typed.text ? { text: typed.text } : {}),
    },
    now,
    { marker: markerOf(opened, action, typed) },
  );
  return answered(c, deps, opened, done);
}

/**
 * Each action counts once per token (decisions.md 12). An acknowledgement that expired may be given anew, and another question, plan or
 * report is another one.
 */
function markerOf({ hash, escalation }: Opened, action: Action, { eta: when, text }: Typed): Marker {
  const once = action === 'acknowledge' || action === 'decline' || action === 'complete';
  const what = once ? '' : createHash('sha256').update(`${when}|${text}`).digest('hex');
  return { key: `idem#link#${hash}#${action}#${what}#${escalation.reasked?.at ?? ''}`, seconds: 2 * LINK_SECONDS };
}

async function answered(c: Context, deps: PartnerDeps, opened: Opened, done: Executed): Promise<Response> {
  const rejection =
    done.outcome === 'rejected' ? done.rejection : done.outcome === 'repeated' ? done.memory.rejection : undefined;
  if (rejection) {
    if (rejection.rejected === 'gone') return closed(c, OVER);
    return closed(c, {
      status: 409,
      title: { ar: 'لا يمكن تسجيل هذا الرد', en: 'This answer cannot be recorded' },
      more: rejection.detail,
    });
  }
  if (done.outcome !== 'done' && done.outcome !== 'repeated') return closed(c, BUSY);
  const state = done.outcome === 'done' ? done.stored.state : (await deps.room.store.load(opened.state.id))?.state;
  const escalation = state?.escalations.find(({ alertId }) => alertId === opened.link.alertId);
  if (!state || !escalation || isOver(escalation)) return closed(c, OVER);
  const late = opened.escalation.closedAt !== undefined;
  return show(
    c,
    { ...opened, state, escalation },
    { typed: NOTHING_TYPED, errors: [], recorded: done.outcome === 'repeated' ? 'before' : late ? 'late' : 'now' },
  );
}

async function show(
  c: Context,
  { state, escalation, agency }: Opened,
  rest: Pick<PageInput, 'typed' | 'errors' | 'recorded'>,
  status: 200 | 400 = 200,
): Promise<Response> {
  const place = agency && permits(agency, 'location') ? escalation.place : undefined;
  const body = await alertPage({
    caseId: state.id,
    escalation,
    agency: agency?.name ?? { ar: escalation.agency, en: escalation.agency },
    ...(place ? { place } : {}),
    ...rest,
  });
  return c.body(body, status, PAGE_HEADERS);
}
