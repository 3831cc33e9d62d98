import type { Context } from 'hono';
import type { Agency } from '../../shared/agency/agency.ts';
import { agencyHead } from '../../shared/agency/directory.ts';
import { answerDrill, type Drill, type Standing, standingStream } from '../../shared/agency/standing.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import { LINK_SECONDS } from '../../shared/escalation/link.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import type { DrillLink } from '../../shared/outbox/links.ts';
import { BUSY, type Closed, closed, EXPIRED, UNKNOWN } from './closed.ts';
import type { PartnerDeps } from './deps.ts';
import { drillPage, PAGE_HEADERS, type Typed } from './page.ts';

/** What the link of a drill opens. */
export interface OpenedDrill {
  drill: { link: DrillLink; kind: Drill['kind']; agency: Agency };
}

type DrillOf = OpenedDrill['drill'];

export async function openDrill(deps: PartnerDeps, link: DrillLink): Promise<OpenedDrill | Closed> {
  const { store } = deps.room;
  const [standing, agency] = await Promise.all([
    store.head<Standing>(standingStream(link.agency)),
    agencyHead(store, link.agency),
  ]);
  if (!standing || !agency) return UNKNOWN;
  if (!agency.state.active) return EXPIRED;
  const { drill } = standing.state;
  return {
    drill: { link, agency: agency.state, kind: drill?.drillId === link.drillId ? drill.kind : 'exercise' },
  };
}

export async function showDrill(c: Context, { kind, agency }: DrillOf): Promise<Response> {
  return c.body(await drillPage({ kind, agency: agency.name, name: '', role: '', errors: [] }), 200, PAGE_HEADERS);
}

const GONE: Rejection = { rejected: 'gone', detail: { ar: 'لا توجد جهة', en: 'no such agency' } };

/** A named person confirms that the alert's way to this tier works. Pressing twice counts once. */
export async function answerDrillLink(
  c: Context,
  deps: PartnerDeps,
  { link, kind, agency }: DrillOf,
  { name, role }: Typed,
): Promise<Response> {
  const errors = [...(name ? [] : (['name'] as const)), ...(role ? [] : (['role'] as const))];
  const shown = { kind, agency: agency.name, name, role };
  if (errors.length > 0) return c.body(await drillPage({ ...shown, errors }), 400, PAGE_HEADERS);
  const now = new Date(deps.now()).toISOString();
  const { drillId } = link;
  const tier = Number(link.rung.slice(1));
  const by = { actor: { kind: 'agency' as const, id: agency.id, name, role }, now };
  const done = await appendStream<Standing>(
    deps.room,
    standingStream(agency.id),
    (head) => (head ? answerDrill(head, { drillId, tier, by: { name, role } }, now) : GONE),
    by,
    { marker: { key: `idem#drill#${drillId}#${tier}`, seconds: 2 * LINK_SECONDS } },
  );
  if (done.outcome === 'rejected') return closed(c, UNKNOWN);
  if (done.outcome !== 'done' && done.outcome !== 'repeated') return closed(c, BUSY);
  const recorded = done.outcome === 'done' ? 'now' : 'before';
  return c.body(await drillPage({ ...shown, errors: [], recorded }), 200, PAGE_HEADERS);
}
