import { logCall } from '../../shared/case/commands/index.ts';
import type { Both, Reporter } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { etag } from '../../shared/http/conditional.ts';
import type { CONTACT_ROUTES } from '../../shared/http/contact-routes.ts';
import { reachView } from '../../shared/http/head.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem, type Problem, problem, problemOf, stale, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { fieldError } from '../../shared/http/validate.ts';
import type { Head, Pointer } from '../../shared/ledger/store.ts';
import { type Contact, changeContact, contactStream, loadContact, setSafety } from '../../shared/people/contacts.ts';
import { matchKey, spellingsOf } from '../../shared/people/phone-key.ts';
import { type MayReach, maySend } from '../../shared/people/safety.ts';
import { act, byOf, type Caller, type CaseCall, nowOf } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

type ContactRoutes = Omit<typeof CONTACT_ROUTES, 'listDeliveries' | 'leaveForUpload'> &
  Pick<typeof STAFF_ROUTES, 'logCall'>;

/** How people are reached, and calls, which go by the same rules. */
export function contactHandlers(deps: ApiDeps): Handlers<Caller, ContactRoutes> {
  const { store } = deps.room;
  return {
    getContact: async (call) => {
      const found = await reporterOf(deps, call, call.params.contact);
      if (isProblem(found)) return found;
      return contactAnswer(found, await loadContact(store, call.params.contact));
    },

    setContactSafety: async (call) => {
      const found = await reporterOf(deps, call, call.params.contact);
      if (isProblem(found)) return found;
      const { body, version, who } = call;
      if ((body.callBack === 'only_between') !== (body.window !== undefined)) {
        return problem('validation', { errors: [fieldError('/window', 'required')] });
      }
      const done = await changeContact(deps.room, call.params.contact, setSafety(body), byOf(deps, who), {
        ifMatch: version,
      });
      if (done?.outcome === 'done') return contactAnswer(found, done.head);
      if (done?.outcome === 'stale') return stale(done.current?.version ?? 0);
      return unavailable();
    },

    searchContacts: async ({ body: { phone, country }, who }) => {
      const e164 = await deps.phoneNumber(phone, country);
      if (!e164) return problem('validation', { errors: [fieldError('/phone', 'format')] });
      const found = new Map<string, Pointer>();
      const whatsapp = deps.whatsappAccounts.flatMap((scope) =>
        spellingsOf(e164).map((id) => ({ channel: 'whatsapp' as const, scope, id: id.slice(1) })),
      );
      const senders = whatsapp.length > 0 ? await store.pointers(whatsapp) : [];
      for (const pointer of [...(await store.matches(matchKey(e164))), ...senders]) {
        if (pointer) found.set(`${pointer.contactId}\n${pointer.case}`, pointer);
      }
      const matches = await Promise.all([...found.values()].map((pointer) => matchOf(deps, who, pointer)));
      return { status: 200, body: { items: matches.flat(), next: null } };
    },

    logCall: async (call) => {
      const { despite, ...said } = call.body;
      if (said.direction === 'out' && !despite) {
        const contact = await loadContact(store, said.contactId);
        const reach = maySend(contact?.state, 'call', nowOf(deps));
        if (reach.may !== 'yes') return notToBeCalled(reach);
      }
      return act(deps, call, logCall, { ...said, ...(despite ? { despite } : {}) });
    },
  };
}

interface Found {
  state: CaseState;
  reporter: Reporter;
}

/** A reporter of a case that the caller may read: who may not know of the case, may not know of those who told us. */
async function reporterOf(deps: ApiDeps, call: CaseCall, contactId: string): Promise<Found | Problem> {
  const stored = await readable(deps, call);
  if (isProblem(stored)) return stored;
  const { state } = stored;
  const reporter = state.reporters.find((known) => known.contactId === contactId);
  if (reporter) return { state, reporter };
  return problemOf({
    rejected: 'not-found',
    detail: { ar: 'جهة الاتصال هذه ليست من مبلّغي البلاغ', en: 'this contact is not a reporter of the case' },
  });
}

function contactAnswer({ state, reporter }: Found, head: Head<Contact> | undefined): Answer {
  const { name, channel, relationship, phone, address } = reporter;
  const { identities = [], safety, optOuts = [] } = head?.state ?? {};
  const own = address && identities.length === 0 ? [{ channel, ...address }] : identities;
  const version = head?.version ?? 0;
  return {
    status: 200,
    body: {
      id: reporter.contactId,
      version,
      name: name ?? null,
      channel,
      relationship,
      language: state.language ?? null,
      ...(phone ? { phone } : {}),
      identities: own.map(({ scope: _account, ...identity }) => identity),
      safety: safety ?? null,
      optOuts,
    },
    headers: { ETag: etag(version) },
  };
}

/** Merges followed one after another before something is wrong. */
const MERGES = 10;

async function matchOf(deps: ApiDeps, who: Caller, { case: id, contactId }: Pointer) {
  const { store } = deps.room;
  let state = (await store.load(id))?.state;
  for (let merges = 0; state?.mergedInto && merges < MERGES; merges++)
    state = (await store.load(state.mergedInto))?.state;
  const reporter = state?.reporters.find((known) => known.contactId === contactId);
  if (!state || !reporter || !mayRead(state, who)) return [];
  const [head] = await store.heads<Contact>([contactStream(contactId)]);
  const { name, channel } = reporter;
  const { status, priority, summary } = state;
  return [
    { contactId, name: name ?? null, channel, case: state.id, status, priority, summary, ...reachView(head?.state) },
  ];
}

const WHY_NOT: Record<Exclude<MayReach, { may: 'yes' }>['why'], Both> = {
  never: { ar: 'لا يجوز الاتصال بهذا الشخص: قد يعرضه ذلك للخطر', en: 'do not call this person: it may endanger him' },
  only_text: { ar: 'هذا الشخص يُراسَل كتابة فقط: لا تتصل به', en: 'this person is to be written to only: do not call' },
  seen_by_others: { ar: 'قد يرى غيره ما يصله', en: 'others may see what reaches him' },
  opted_out: { ar: 'طلب هذا الشخص ألا نراسله', en: 'this person asked not to be written to' },
  quiet_hours: { ar: 'هذه ساعات هدوء عند هذا الشخص', en: 'these are this person’s quiet hours' },
  outside_window: { ar: 'لا يُتصل بهذا الشخص إلا في ساعات محددة', en: 'this person is called in certain hours only' },
};

/** A call that should not have been made is still recorded, with the reason why it was. */
function notToBeCalled(reach: Exclude<MayReach, { may: 'yes' }>): Problem {
  const why = WHY_NOT[reach.why];
  return problem('contact-safety', {
    detail: {
      ar: `${why.ar}. إن كانت المكالمة قد جرت فسجلها مع السبب (despite)`,
      en: `${why.en}. If the call was made, log it with the reason (despite)`,
    },
    errors: [{ pointer: '/despite', code: reach.why, message: why }],
    extra: { why: reach.why, ...(reach.may === 'later' ? { notBefore: reach.at } : {}) },
  });
}
