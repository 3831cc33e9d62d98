import type { Handlers } from '../../shared/http/mount.ts';
import { OUTREACH_ROUTES } from '../../shared/http/outreach-routes.ts';
import { problemOf } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import {
  approveAnswer,
  judge,
  linkCase,
  openRumour,
  proposeAnswer,
  type Rumour,
  seeAgain,
  sendAnswer,
  startCheck,
  unlinkCase,
} from '../../shared/rumours/rumour.ts';
import { rumourStream } from '../../shared/rumours/vocabulary.ts';
import { byOf, type Caller, NOT_FOUND } from './act.ts';
import { allowedOf } from './allowed.ts';
import type { ApiDeps } from './deps.ts';
import { begin, change, type Kind, shown } from './streams.ts';

type RumourRoutes = Pick<
  typeof OUTREACH_ROUTES,
  | 'listRumours'
  | 'openRumour'
  | 'getRumour'
  | 'seeRumour'
  | 'linkRumour'
  | 'unlinkRumour'
  | 'checkRumour'
  | 'judgeRumour'
  | 'proposeRumourAnswer'
  | 'approveRumourAnswer'
  | 'sendRumourAnswer'
>;

const LIST_LIMIT = 100;

const MISSING = {
  rejected: 'not-found' as const,
  detail: { ar: 'لا توجد شائعة بهذا الرقم', en: 'there is no rumour of this number' },
};

/** A rumour as the caller sees it: with what he may do with it. */
function rumourKind(deps: ApiDeps, who: Caller): Kind<Rumour> {
  return {
    stream: rumourStream,
    path: '/v1/rumours/',
    view: ({ id, version, state }) => {
      const { sightings, cases } = state;
      return { ...row({ id, version, state }), sightings, cases, allowed: allowed(deps, who, state) };
    },
    missing: MISSING,
  };
}

function allowed(deps: ApiDeps, who: Caller, rumour: Rumour): string[] {
  const said = { ar: '-', en: '-' };
  return allowedOf(deps, OUTREACH_ROUTES, who, {
    seeRumour: (by) => seeAgain(rumour, { where: '-' }, by),
    linkRumour: (by) => linkCase(rumour, { case: '' }, by),
    checkRumour: (by) => startCheck(rumour, { authority: '-' }, by),
    judgeRumour: (by) => judge(rumour, { status: 'false', sources: ['-'], reviewAt: '~' }, by),
    proposeRumourAnswer: (by) => proposeAnswer(rumour, { text: said }, by),
    approveRumourAnswer: (by) => approveAnswer(rumour, { version: rumour.draft?.version ?? 0 }, by),
    sendRumourAnswer: (by) => sendAnswer(rumour, { version: rumour.answer?.version ?? 0 }, by),
  });
}

function row({ id, version, state }: Pick<Head<Rumour>, 'id' | 'version' | 'state'>) {
  const { sightings: _seen, cases, answers: _made, ...rest } = state;
  const told = cases.filter((each) => each.told !== undefined && each.told === state.sending?.answer).length;
  return { ...rest, id, version, asked: cases.length, told };
}

/** The rumour desk: what people say, who checks it, and one answer for everybody who asks (domain.md G14). */
export function rumourHandlers(deps: ApiDeps): Handlers<Caller, RumourRoutes> {
  const { store } = deps.room;
  const of = (who: Caller) => rumourKind(deps, who);
  return {
    listRumours: async ({ query }) => {
      const { status, crisis, country, answered, due, limit = LIST_LIMIT } = query;
      const items = (await store.list<Rumour>('rumour'))
        .filter(
          ({ state }) =>
            (!status || state.status === status) &&
            (!crisis || state.crisis === crisis) &&
            (!country || state.countries.length === 0 || state.countries.includes(country)) &&
            (!answered || (state.answer !== undefined) === (answered === 'true')) &&
            (!due || (state.review !== undefined) === (due === 'true')),
        )
        .sort((a, b) => (a.state.openedAt < b.state.openedAt ? 1 : -1))
        .slice(0, limit)
        .map(row);
      return { status: 200, body: { items, next: null } };
    },
    openRumour: (call) => begin(deps, of(call.who), call, openRumour(call.body, byOf(deps, call.who))),
    getRumour: async ({ params, who }) => {
      const head = await store.head<Rumour>(rumourStream(params.id));
      return head ? shown(of(who), head) : problemOf(MISSING);
    },
    seeRumour: (call) =>
      change(deps, of(call.who), call, ({ state }) => seeAgain(state, call.body, byOf(deps, call.who))),
    linkRumour: async (call) => {
      const { case: id, message } = call.body;
      const stored = await store.load(id);
      // What few may know of is answered by those few, and named in no list.
      if (!stored || !mayRead(stored.state, call.who) || stored.state.sensitivity !== 'normal') {
        return problemOf({ ...NOT_FOUND, rejected: 'validation', pointer: '/case' });
      }
      const contactId = message && (await senderOf(deps, id, message));
      if (message && !contactId) return problemOf(NO_MESSAGE);
      const asked = { case: id, ...(message && contactId ? { message, contactId } : {}) };
      return change(deps, of(call.who), call, ({ state }) => linkCase(state, asked, byOf(deps, call.who)));
    },
    unlinkRumour: (call) => change(deps, of(call.who), call, ({ state }) => unlinkCase(state, call.params.case)),
    checkRumour: (call) =>
      change(deps, of(call.who), call, ({ state }) => startCheck(state, call.body, byOf(deps, call.who))),
    judgeRumour: (call) =>
      change(deps, of(call.who), call, ({ state }) => judge(state, call.body, byOf(deps, call.who))),
    proposeRumourAnswer: (call) =>
      change(deps, of(call.who), call, ({ state }) => proposeAnswer(state, call.body, byOf(deps, call.who))),
    approveRumourAnswer: (call) =>
      change(deps, of(call.who), call, ({ state }) => approveAnswer(state, call.body, byOf(deps, call.who))),
    sendRumourAnswer: (call) =>
      change(deps, of(call.who), call, ({ state }) => sendAnswer(state, call.body, byOf(deps, call.who)), 202),
  };
}

const NO_MESSAGE = {
  rejected: 'validation' as const,
  pointer: '/message',
  detail: { ar: 'لا توجد هذه الرسالة في هذا البلاغ', en: 'there is no such message in this case' },
};

/** Who wrote a message of this case; what was moved here is looked for where it came in. */
async function senderOf(deps: ApiDeps, id: string, message: string): Promise<string | undefined> {
  const [home = '', seq = ''] = message.split('.');
  const { events } = await deps.room.store.timeline(caseStream(home), Number(seq) - 1, 1);
  const found = events[0]?.type === 'message.received' ? (events[0].data as { contactId?: string } | undefined) : {};
  if (!found?.contactId) return undefined;
  const stored = await deps.room.store.load(id);
  return stored?.state.reporters.some(({ contactId }) => contactId === found.contactId) ? found.contactId : undefined;
}
