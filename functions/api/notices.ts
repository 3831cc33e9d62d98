import type { Handlers } from '../../shared/http/mount.ts';
import { OUTREACH_ROUTES } from '../../shared/http/outreach-routes.ts';
import { type Problem, problem, problemOf } from '../../shared/http/problem.ts';
import type { Head } from '../../shared/ledger/store.ts';
import { audienceOf } from '../../shared/notices/audience.ts';
import {
  approveBroadcast,
  approveNotice,
  cancelNotice,
  draftNotice,
  isExpired,
  type Notice,
  publishNotice,
  redraft,
  requestBroadcast,
  resumeBroadcast,
  statusOf,
  stopBroadcast,
} from '../../shared/notices/notice.ts';
import { noticeVersion } from '../../shared/notices/versions.ts';
import { noticeStream } from '../../shared/notices/vocabulary.ts';
import { byOf, type Caller, nowOf } from './act.ts';
import { allowedOf } from './allowed.ts';
import type { ApiDeps } from './deps.ts';
import { begin, change, type Kind, shown } from './streams.ts';

type NoticeRoutes = Pick<
  typeof OUTREACH_ROUTES,
  | 'listNotices'
  | 'draftNotice'
  | 'getNotice'
  | 'getNoticeVersion'
  | 'redraftNotice'
  | 'approveNotice'
  | 'publishNotice'
  | 'cancelNotice'
  | 'requestBroadcast'
  | 'approveBroadcast'
  | 'stopBroadcast'
  | 'resumeBroadcast'
  | 'getReach'
>;

const LIST_LIMIT = 100;

/** Public notices: two people let something out, and nothing that is out changes in silence. */
export function noticeHandlers(deps: ApiDeps): Handlers<Caller, NoticeRoutes> {
  const { store } = deps.room;
  const of = (who: Caller): Kind<Notice> => ({
    stream: noticeStream,
    path: '/v1/notices/',
    view: (head) => view(deps, who, head),
    missing: MISSING,
  });
  return {
    listNotices: async ({ query, who }) => {
      const { status, crisis, limit = LIST_LIMIT } = query;
      const items = (await store.list<Notice>('notice'))
        .filter(
          ({ state }) =>
            (!status || statusOf(state) === status) &&
            (!crisis || state.crisis === crisis) &&
            (!query.kind || state.kind === query.kind),
        )
        .sort((a, b) => (a.state.createdAt < b.state.createdAt ? 1 : -1))
        .slice(0, limit)
        .map((head) => view(deps, who, head));
      return { status: 200, body: { items, next: null } };
    },
    draftNotice: (call) => {
      const { kind: what, crisis, ...content } = call.body;
      const made = draftNotice({ kind: what, ...(crisis ? { crisis } : {}), content }, byOf(deps, call.who));
      return begin(deps, of(call.who), call, made);
    },
    getNotice: async ({ params, who }) => {
      const head = await store.head<Notice>(noticeStream(params.id));
      return head ? shown(of(who), head) : problemOf(MISSING);
    },
    getNoticeVersion: async ({ params: { id, n } }) => {
      const head = await store.head<Notice>(noticeStream(id));
      const found = head && (await noticeVersion(store, head, n));
      return found ? { status: 200, body: found } : problemOf(MISSING);
    },
    redraftNotice: (call) => {
      const { reason, ...content } = call.body;
      const input = { content, ...(reason ? { reason } : {}) };
      return change(deps, of(call.who), call, ({ state }) => redraft(state, input, byOf(deps, call.who)));
    },
    approveNotice: (call) =>
      change(deps, of(call.who), call, ({ state }) => approveNotice(state, call.body, byOf(deps, call.who))),
    publishNotice: (call) =>
      change(deps, of(call.who), call, ({ state, version }) => publishNotice(state, version, byOf(deps, call.who))),
    cancelNotice: (call) =>
      change(deps, of(call.who), call, ({ state, version }) =>
        cancelNotice(state, version, call.body, byOf(deps, call.who)),
      ),
    requestBroadcast: async (call) => {
      const { crisis, countries = [], perMinute } = call.body;
      const asked = await area(deps, crisis, countries);
      if ('problem' in asked) return asked;
      const estimate = (await audienceOf(store, asked)).length;
      const input = { audience: asked, perMinute, estimate };
      return change(deps, of(call.who), call, ({ state }) => requestBroadcast(state, input, byOf(deps, call.who)), 202);
    },
    approveBroadcast: (call) =>
      change(deps, of(call.who), call, ({ state }) => approveBroadcast(state, byOf(deps, call.who)), 202),
    stopBroadcast: (call) =>
      change(deps, of(call.who), call, ({ state }) => stopBroadcast(state, byOf(deps, call.who))),
    resumeBroadcast: (call) =>
      change(deps, of(call.who), call, ({ state }) => resumeBroadcast(state, byOf(deps, call.who)), 202),
    getReach: async ({ params }) => {
      const head = await store.head<Notice>(noticeStream(params.id));
      const broadcast = head?.state.broadcast;
      if (!broadcast) return problemOf(MISSING);
      const { version, skipped } = broadcast;
      const messages = await store.reach(`${params.id}.${version}`);
      return { status: 200, body: { version, messages, skipped } };
    },
  };
}

const MISSING = {
  rejected: 'not-found' as const,
  detail: { ar: 'لا يوجد تنويه بهذا الرقم', en: 'there is no notice of this number' },
};

function view(deps: ApiDeps, who: Caller, { id, version, state }: Pick<Head<Notice>, 'id' | 'version' | 'state'>) {
  const { drafts: _count, history, broadcast, ...rest } = state;
  const { parts: _where, ...sending } = broadcast ?? {};
  return {
    ...rest,
    id,
    version,
    status: statusOf(state),
    expired: state.current ? isExpired(state.current, nowOf(deps)) : false,
    history: history.map(({ seq: _seq, ...each }) => each),
    ...(broadcast ? { broadcast: sending } : {}),
    allowed: allowed(deps, who, version, state),
  };
}

function allowed(deps: ApiDeps, who: Caller, version: number, notice: Notice): string[] {
  const said = { ar: '-', en: '-' };
  const { expires: _over, onset: _from, ...content } = (notice.draft ?? notice.current)!.content;
  const asked = { audience: { countries: [] }, perMinute: 1, estimate: 0 };
  return allowedOf(deps, OUTREACH_ROUTES, who, {
    redraftNotice: (by) => redraft(notice, { content: { ...content, expires: '~' }, reason: said }, by),
    approveNotice: (by) => approveNotice(notice, { number: notice.draft?.number ?? 0 }, by),
    publishNotice: (by) => publishNotice(notice, version, by),
    cancelNotice: (by) => cancelNotice(notice, version, { reason: said }, by),
    requestBroadcast: (by) => requestBroadcast(notice, asked, by),
    approveBroadcast: (by) => approveBroadcast(notice, by),
    stopBroadcast: (by) => stopBroadcast(notice, by),
    resumeBroadcast: (by) => resumeBroadcast(notice, by),
  });
}

/** Where the people are: the countries named, or those of the crisis. */
async function area(
  deps: ApiDeps,
  crisis: string | undefined,
  countries: readonly string[],
): Promise<{ crisis?: string; countries: string[] } | Problem> {
  if (!crisis) {
    return countries.length > 0 ? { countries: [...countries] } : faulty('/countries', NOBODY);
  }
  const known = await deps.room.store.head<{ countries: string[] }>(`crisis#${crisis}`);
  if (!known) return faulty('/crisis', UNKNOWN_CRISIS);
  return { crisis, countries: countries.length > 0 ? [...countries] : known.state.countries };
}

const NOBODY = { ar: 'اذكر أزمة أو دولة', en: 'name a crisis or a country' };
const UNKNOWN_CRISIS = { ar: 'لا توجد أزمة بهذا الاسم', en: 'there is no crisis of this name' };

function faulty(pointer: string, message: { ar: string; en: string }): Problem {
  return problem('validation', { detail: message, errors: [{ pointer, code: 'unknown', message }] });
}
