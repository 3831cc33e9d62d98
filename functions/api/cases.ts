import { type BoardRow, boardPage, rowOfState } from '../../shared/board/pages.ts';
import { asTriage } from '../../shared/case/commands/index.ts';
import { type Context, event, partId } from '../../shared/case/decide.ts';
import type { NewEvent, PriorityReason, Reporter, Suggestion } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { append, type Outcome, openCase } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { headView } from '../../shared/http/head.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, type Problem, problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Call } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { fieldError } from '../../shared/http/validate.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import { verify } from '../../shared/ledger/chain.ts';
import { appendStream, open } from '../../shared/ledger/execute.ts';
import type { Stored } from '../../shared/ledger/store.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { newContactId } from '../../shared/people/contact.ts';
import { matchKey } from '../../shared/people/phone-key.ts';
import { answerOf, byOf, type Caller, type CaseCall, headAnswer, markerOf, NOT_FOUND, nowOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type CaseRoutes = Pick<
  typeof STAFF_ROUTES,
  'listCases' | 'openCase' | 'getCase' | 'getTimeline' | 'verifyTimeline' | 'getCaseAsOf'
>;

const LIST_LIMIT = 50;
const TIMELINE_LIMIT = 100;
/** The board shows the beginning of what was said. */
const SUMMARY = 200;

/** Reading cases, and logging a new one. */
export function caseHandlers(deps: ApiDeps): Handlers<Caller, CaseRoutes> {
  return {
    listCases: async (call) => {
      const { ids, limit = LIST_LIMIT, overdue, ...filters } = call.query;
      if (ids) return listByIds(deps, call, ids);
      // Surge staff have a list of what they own; anything else they reach by its number.
      const owner = worksOrAudits(call.who) ? filters.owner : call.who.id;
      const page = await boardPage(deps.room.store, {
        ...filters,
        ...(owner ? { owner } : {}),
        overdue: overdue === 'true',
        limit,
        now: nowOf(deps),
        mayRead: (state) => mayRead(state, call.who),
      });
      if (!page) return problem('validation', { errors: [fieldError('/query/cursor', 'format')] });
      return { status: 200, body: { items: page.items.map(rowView), next: page.next ?? null } };
    },

    openCase: async (call) => {
      const { channel, text, country } = call.body;
      const suggestion = await deps.suggest(text, { channel, ...(country ? { country } : {}) });
      const { phone, contactId = newContactId(deps.room.random) } = call.body.reporter;
      const e164 = phone && (await deps.phoneNumber(phone, country));
      const make = (id: string, context: Context) => opening(call.body, suggestion, contactId, id, context);
      const done = await open(deps.room, make, byOf(deps, call.who), {
        ...markerOf(call.repeat, 201),
        riders: ([opened]) =>
          e164 && opened ? { matches: [{ phone: matchKey(e164), contactId, case: opened.case }] } : {},
      });
      return answerOf(deps, call.who, done, 201);
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
  const stored = await deps.room.store.load(call.params.id);
  if (!stored || !mayRead(stored.state, call.who)) return problemOf(NOT_FOUND);
  return (await recordView(deps, call.who, stored.state)) ? stored : unavailable();
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
  const policies = await deps.room.policies();
  const found = await deps.room.store.loadMany([...new Set(ids)]);
  const seen = found.filter(({ state }) => mayRead(state, call.who));
  for (const { state } of seen) if (!(await recordView(deps, call.who, state))) return unavailable();
  const items = seen.map(({ state }) => ({
    ...rowView(rowOfState(state, obligations(state, policies).urgentAt)),
    version: state.version,
  }));
  return { status: 200, body: { items, next: null } };
}

function rowView({ urgentAt, ...row }: BoardRow) {
  return { ...row, nextDueAt: urgentAt ?? null };
}

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

type OpenBody = Parameters<Handlers<Caller, CaseRoutes>['openCase']>[0]['body'];

/**
 * A case that staff log. What triage reads in the words stands beside what the caller decided: a person's priority and category count.
 */
function opening(body: OpenBody, suggestion: Suggestion, contactId: string, id: string, context: Context): Outcome {
  const { channel, text, country, city, crisis, persons = [], occurredAt } = body;
  const reporter: Reporter = {
    contactId,
    channel,
    relationship: body.reporter.relationship ?? 'unknown',
    ...(body.reporter.name ? { name: body.reporter.name } : {}),
    ...(body.reporter.phone ? { phone: body.reporter.phone } : {}),
  };
  const byStaff: PriorityReason[] = body.priority
    ? [{ rule: 'staff', text: { ar: 'حددها من سجل البلاغ', en: 'set by whoever logged it' }, by: context.actor.id }]
    : [];
  const place = city ?? suggestion.place?.city;
  const where = country ?? suggestion.place?.country;
  const opened = openCase(
    id,
    {
      channel,
      reporter,
      priority: body.priority ?? suggestion.priority,
      reasons: [...byStaff, ...suggestion.reasons.map((reason) => ({ ...reason, by: 'triage' }))],
      category: body.category ?? suggestion.category,
      ...(crisis ? { crisis } : {}),
      ...(where ? { country: where } : {}),
      ...(place ? { place } : {}),
      language: suggestion.lang,
      summary: text.slice(0, SUMMARY),
      ...(suggestion.rules.includes('R03') ? { sensitivity: 'restricted' as const } : {}),
      ...(occurredAt ? { occurredAt } : {}),
    },
    context,
  );
  const said = append(opened, (state) => [words(state, body, reporter, context)]);
  const suggested = append(said, (state) => [event(state, asTriage(context), 'triage.suggested', suggestion)]);
  return append(suggested, (state) =>
    persons.map((person, index) =>
      event(state, context, 'person.added', { personId: partId(state, index), ...person }),
    ),
  );
}

/** What was said is a call where somebody spoke with us, a message where it was written. */
function words(
  state: CaseState,
  { channel, text, occurredAt }: OpenBody,
  { contactId }: Reporter,
  context: Context,
): NewEvent {
  if (channel === 'phone' || channel === 'walk_in') {
    return event(state, context, 'call.logged', { contactId, channel, direction: 'in', answered: true, text });
  }
  const messageId = partId(state, 0);
  return event(state, context, 'message.received', {
    messageId,
    channel,
    providerMessageId: messageId,
    contactId,
    kind: 'text',
    text,
    ...(occurredAt ? { sentAt: occurredAt } : {}),
    receivedAt: context.now,
  });
}
