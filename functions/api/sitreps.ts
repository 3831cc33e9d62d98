import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Rejection } from '../../shared/case/decide.ts';
import { plusSeconds } from '../../shared/clocks/time.ts';
import type { Figure } from '../../shared/figures/figures.ts';
import { etag } from '../../shared/http/conditional.ts';
import { FIGURE_ROUTES } from '../../shared/http/figure-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, type Problem, problem, problemOf, stale, unavailable } from '../../shared/http/problem.ts';
import type { Answer, Call, Route } from '../../shared/http/route.ts';
import { fieldError } from '../../shared/http/validate.ts';
import { appendStream, type StreamStep } from '../../shared/ledger/execute.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { idOf } from '../../shared/ledger/stream.ts';
import {
  approve,
  type Counted,
  counted,
  draft,
  type Edition,
  editionOf,
  type Kind,
  recount,
  type Signature,
  type SitRep,
  sitRepId,
  sitRepStream,
  update,
  withoutAnnex,
  write,
} from '../../shared/sitrep/sitrep.ts';
import { byOf, type Caller, markerOf, nowOf, optionsOf } from './act.ts';
import { allowedOf } from './allowed.ts';
import type { ApiDeps } from './deps.ts';
import { measured, periodFault } from './figures.ts';

type SitRepRoutes = Pick<
  typeof FIGURE_ROUTES,
  | 'listSitReps'
  | 'draftSitRep'
  | 'getSitRep'
  | 'editSitRep'
  | 'approveSitRep'
  | 'updateSitRep'
  | 'printSitRep'
  | 'tabulateSitRep'
  | 'exportSitRep'
>;

/** What was recorded so long ago has been counted; a report speaks of no later instant. */
const SETTLED_SECONDS = 60;

/** How long the link to a file works. */
const LINK_SECONDS = 900;

const LIST_LIMIT = 50;

/** Numbers tried when others draft at the same moment. */
const TRIES = 5;

/** Domain.md e.1: the restricted annex is for these. */
const ANNEX_READERS = ['supervisor', 'director', 'auditor'];

const MISSING: Rejection = {
  rejected: 'not-found',
  detail: { ar: 'لا يوجد تقرير بهذا الرقم', en: 'there is no report of this number' },
};

/** A page that is printed: words and drawings, nothing that runs. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** Situation reports (domain.md e.1): drafted with figures of an instant, written by people, issued by a second one, never overwritten. */
export function sitRepHandlers(deps: ApiDeps): Handlers<Caller, SitRepRoutes> {
  const { store } = deps.room;
  const read = (id: string) => store.head<SitRep>(sitRepStream(id));
  const count = async (
    kind: Kind,
    crisis: string | undefined,
    edition: Pick<Edition, 'forTimePeriod' | 'dataAsOf'>,
  ) => {
    const { forTimePeriod, dataAsOf: asOf } = edition;
    return counted(kind, await measured(deps, { ...forTimePeriod, asOf, ...(crisis ? { crisis } : {}) }));
  };

  return {
    listSitReps: async ({ query }) => {
      const { kind, cursor, limit = LIST_LIMIT } = query;
      const before = cursor === undefined ? '~' : Buffer.from(cursor, 'base64url').toString('utf8');
      const of = (one: Kind) =>
        store.list<SitRep>('sitrep', limit, { from: `${one}-`, to: kind && cursor ? before : `${one}-~` });
      const found = (await Promise.all((kind ? [kind] : (['tactical', 'ministerial'] as const)).map(of))).flat();
      const heads = found
        .filter(({ id }) => !kind || !cursor || id < before)
        .sort((a, b) => (draftedAt(a) < draftedAt(b) ? 1 : -1))
        .slice(0, limit);
      const last = kind && found.length === limit ? heads.at(-1) : undefined;
      const next = last ? Buffer.from(last.id).toString('base64url') : null;
      return { status: 200, body: { items: heads.map(rowView), next } };
    },

    draftSitRep: async (call) => {
      const { kind, name, forTimePeriod, dataAsOf = settled(deps), crisis, ...header } = call.body;
      const fault = periodFault(forTimePeriod, '/forTimePeriod') ?? instantFault(deps, dataAsOf, forTimePeriod.from);
      if (fault) return fault;
      const numbers = await count(kind, crisis, { forTimePeriod, dataAsOf });
      const input = { forTimePeriod, dataAsOf, header, preparedBy: signature(deps, call.who, name) };
      for (let tries = 0; tries < TRIES; tries++) {
        const [latest] = await store.list<SitRep>('sitrep', 1, { from: `${kind}-`, to: `${kind}-~` });
        const number = (latest?.state.number ?? 0) + 1;
        const id = sitRepId(kind, number);
        const step = () => draft({ kind, number, ...(crisis ? { crisis } : {}) }, input, numbers);
        const done = await appendStream<SitRep>(deps.room, sitRepStream(id), step, byOf(deps, call.who), {
          ...optionsOf(call, 201),
          ifMatch: 0,
        });
        // Somebody else drafted one meanwhile: the next number is ours.
        if (done.outcome !== 'stale') return answer(deps, call, id, done, 201);
      }
      return unavailable();
    },

    getSitRep: async (call) => {
      const found = await editionAsked(deps, call.params.id, call.query.edition);
      return isProblem(found) ? found : single(deps, call, found.head, found.edition);
    },

    editSitRep: (call) => {
      const { name, sections = {}, ...header } = call.body;
      return command(deps, call, (head) => write(head, header, sections, signature(deps, call.who, name)));
    },

    approveSitRep: async (call) => {
      const head = await read(call.params.id);
      if (!head) return problemOf(MISSING);
      const edition = head.state.editions.at(-1)!;
      const signed = signature(deps, call.who, call.body.name);
      const decided = approve(head, signed);
      if (!('rejected' in decided) && head.version === call.version) {
        // What was still on its way when the figures were counted has arrived since: whoever approves sees the figures that stand.
        const [before, now] = await Promise.all([
          numbersOf(deps, call.params.id, edition),
          count(head.state.kind, head.state.crisis, edition),
        ]);
        if (!isDeepStrictEqual(bare(before), bare(now))) {
          const done = await command(deps, call, (current) => recount(current, now));
          return isProblem(done) ? done : stale(head.version + 1);
        }
      }
      return command(deps, call, (current) => approve(current, signed));
    },

    updateSitRep: async (call) => {
      const head = await read(call.params.id);
      if (!head) return problemOf(MISSING);
      const { reportVersion, name, dataAsOf = settled(deps) } = call.body;
      const { forTimePeriod = head.state.editions.at(-1)!.forTimePeriod } = call.body;
      const fault = periodFault(forTimePeriod, '/forTimePeriod') ?? instantFault(deps, dataAsOf, forTimePeriod.from);
      if (fault) return fault;
      const numbers = await count(head.state.kind, head.state.crisis, { forTimePeriod, dataAsOf });
      const input = { forTimePeriod, dataAsOf, preparedBy: signature(deps, call.who, name) };
      return command(deps, call, (current) => update(current, reportVersion, input, numbers), 201);
    },

    printSitRep: async (call) => {
      const { edition, lang = 'ar' } = call.query;
      const found = await editionAsked(deps, call.params.id, edition);
      if (isProblem(found)) return found;
      const body = await page(deps, call.who, found, lang);
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body,
        headers: { 'Content-Security-Policy': PAGE_POLICY },
      };
    },

    tabulateSitRep: async (call) => {
      const found = await editionAsked(deps, call.params.id, call.query.edition);
      if (isProblem(found)) return found;
      return { status: 200, type: 'text/csv; charset=utf-8; header=present', body: await table(deps, call.who, found) };
    },

    exportSitRep: async (call) => {
      const { format, lang = 'ar', edition } = call.body;
      const { marker } = markerOf(call.repeat, 202);
      const before = marker && (await store.remember(marker, {}));
      if (before && before.request !== marker.request) return problem('idempotency-mismatch');
      const found = await editionAsked(deps, call.params.id, edition);
      if (isProblem(found)) return found;
      const [text, type, ending] =
        format === 'page'
          ? [await page(deps, call.who, found, lang), 'text/html; charset=utf-8', 'html']
          : format === 'csv'
            ? [await table(deps, call.who, found), 'text/csv; charset=utf-8', 'csv']
            : [JSON.stringify(await view(deps, call.who, found.head, found.edition)), 'application/json', 'json'];
      // The name cannot be guessed; the same request twice is the same file.
      const name = marker
        ? createHash('sha256').update(marker.key).digest('hex')
        : Buffer.from(deps.room.random(16)).toString('hex');
      const key = `exports/sitreps/${found.head.id}/${name}.${ending}`;
      await deps.files.put(key, text, type);
      const expiresAt = new Date(deps.now() + LINK_SECONDS * 1000).toISOString();
      return { status: 202, body: { url: await deps.files.link(key, LINK_SECONDS), expiresAt } };
    },
  };
}

type ReportCall = Call<Caller, Route> & { params: { id: string } };

interface Found {
  head: Head<SitRep>;
  edition: Edition;
}

const draftedAt = ({ state }: Head<SitRep>) => state.editions[0]!.preparedBy.at;

const settled = (deps: ApiDeps) => plusSeconds(nowOf(deps), -SETTLED_SECONDS);

function instantFault(deps: ApiDeps, dataAsOf: string, from: string): Problem | undefined {
  if (dataAsOf >= from && dataAsOf <= settled(deps)) return undefined;
  return problem('validation', { errors: [fieldError('/dataAsOf', 'range')] });
}

function signature(deps: ApiDeps, who: Caller, name: string): Signature {
  return { id: who.id, name, role: who.role ?? 'officer', at: nowOf(deps) };
}

/** Numbers alone: the words of a definition may be bettered without the figure having moved. */
function bare({ figures, arrivals }: Counted) {
  return { arrivals, figures: figures.map(({ name: _name, definition: _definition, ...numbers }) => numbers) };
}

async function editionAsked(deps: ApiDeps, id: string, edition: number | undefined): Promise<Found | Problem> {
  const head = await deps.room.store.head<SitRep>(sitRepStream(id));
  const found = head && editionOf(head.state, edition);
  return head && found ? { head, edition: found } : problemOf(MISSING);
}

/** The figures as they were counted, from the event that holds them. */
async function numbersOf(deps: ApiDeps, id: string, { figuresSeq }: Edition): Promise<Counted> {
  const { events } = await deps.room.store.timeline(sitRepStream(id), figuresSeq - 1, 1);
  const { figures, arrivals } = events[0]!.data as Counted;
  return { figures, arrivals };
}

/** What this reader may see of them. */
async function shownTo(deps: ApiDeps, who: Caller, { head, edition }: Found): Promise<Counted & { annex: boolean }> {
  const numbers = await numbersOf(deps, head.id, edition);
  const annex = who.roles.some((role) => ANNEX_READERS.includes(role));
  const figures: Figure[] = annex ? numbers.figures : withoutAnnex(numbers.figures);
  return { figures, arrivals: numbers.arrivals, annex };
}

async function page(deps: ApiDeps, who: Caller, found: Found, lang: 'ar' | 'en'): Promise<string> {
  const { printedPage } = await import('../../shared/sitrep/page.ts');
  const { figures, arrivals } = await shownTo(deps, who, found);
  const { head, edition } = found;
  return String(await printedPage({ id: head.id, report: head.state, edition, figures, arrivals, lang }));
}

async function table(deps: ApiDeps, who: Caller, found: Found): Promise<string> {
  const { csv } = await import('../../shared/sitrep/csv.ts');
  const { figures } = await shownTo(deps, who, found);
  const { head, edition } = found;
  const { crisis } = head.state;
  const messageID = `${head.id}.${edition.edition}`;
  return csv({ messageID, dataAsOf: edition.dataAsOf, ...(crisis ? { crisis } : {}), figures });
}

/** One command on a report that is there; the answer is the report. */
async function command(
  deps: ApiDeps,
  call: ReportCall,
  step: (head: Head<SitRep>) => StreamStep<SitRep> | Rejection,
  status = 200,
): Promise<Answer | Problem> {
  const { id } = call.params;
  const done = await appendStream<SitRep>(
    deps.room,
    sitRepStream(id),
    (head) => (head ? step(head) : MISSING),
    byOf(deps, call.who),
    optionsOf(call, status),
  );
  return answer(deps, call, id, done, status);
}

async function answer(
  deps: ApiDeps,
  call: Call<Caller, Route>,
  id: string,
  done: Awaited<ReturnType<typeof appendStream<SitRep>>>,
  status: number,
): Promise<Answer | Problem> {
  switch (done.outcome) {
    case 'done':
      return single(deps, call, done.head, done.head.state.editions.at(-1)!, status);
    case 'stale':
      return done.current ? stale(done.current.version) : problemOf(MISSING);
    case 'rejected':
      return problemOf(done.rejection);
    case 'mismatch':
      return problem('idempotency-mismatch');
    case 'busy':
      return unavailable();
    case 'repeated': {
      const { rejection, stream = sitRepStream(id), status: first } = done.memory;
      if (rejection) return problemOf(rejection);
      const found = await editionAsked(deps, idOf(stream), undefined);
      return isProblem(found) ? found : single(deps, call, found.head, found.edition, first);
    }
  }
}

async function single(
  deps: ApiDeps,
  call: Call<Caller, Route>,
  head: Head<SitRep>,
  edition: Edition,
  status = 200,
): Promise<Answer> {
  const headers = { ETag: etag(head.version), ...(status === 201 ? { Location: `/v1/sitreps/${head.id}` } : {}) };
  return { status, body: await view(deps, call.who, head, edition), headers };
}

async function view(deps: ApiDeps, who: Caller, head: Head<SitRep>, edition: Edition) {
  const { figures, arrivals, annex } = await shownTo(deps, who, { head, edition });
  const { state, dataAsOf, sections } = edition;
  return {
    id: head.id,
    version: head.version,
    kind: head.state.kind,
    edition: edition.edition,
    editions: head.state.editions.length,
    state,
    dataAsOf,
    header: headerView(head, edition),
    sections,
    figures,
    arrivals,
    annex,
    allowed: allowedOf(deps, FIGURE_ROUTES, who, {
      editSitRep: () => write(head, {}, {}, signature(deps, who, who.id)),
      approveSitRep: () => approve(head, signature(deps, who, who.id)),
      updateSitRep: () =>
        update(head, 'Update', { ...edition, preparedBy: signature(deps, who, who.id) }, { figures: [], arrivals: [] }),
    }),
  };
}

/** The header under EDXL-SitRep's names (domain.md e.1). */
function headerView({ id, state }: Head<SitRep>, edition: Edition) {
  const { header, reportVersion, forTimePeriod, preparedBy, authorizedBy = null } = edition;
  const { reportingLocation = null, actionPlan = null, nextContact = null, ...rest } = header;
  return {
    messageID: `${id}.${edition.edition}`,
    preparedBy,
    authorizedBy,
    reportNumber: state.number,
    reportVersion,
    forTimePeriod,
    incidentID: state.crisis ?? null,
    originatingMessageID: `${id}.1`,
    precedingMessageID: edition.edition > 1 ? `${id}.${edition.edition - 1}` : null,
    ...rest,
    reportingLocation,
    actionPlan,
    nextContact,
  };
}

function rowView(head: Head<SitRep>) {
  const edition = head.state.editions.at(-1)!;
  const { state, reportVersion, forTimePeriod, dataAsOf, header, authorizedBy = null } = edition;
  return {
    id: head.id,
    kind: head.state.kind,
    reportNumber: head.state.number,
    reportVersion,
    state,
    reportTitle: header.reportTitle,
    incidentID: head.state.crisis ?? null,
    forTimePeriod,
    dataAsOf,
    authorizedBy,
  };
}
