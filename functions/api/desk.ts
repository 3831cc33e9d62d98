import { ackExpiresAt, isOpen, nextRungs } from '../../shared/case/obligations.ts';
import { possible } from '../../shared/case/possible.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { DESK_ROUTES } from '../../shared/http/desk-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { isProblem } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Role } from '../../shared/http/roles.ts';
import { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import type { Pointer } from '../../shared/ledger/store.ts';
import { answerWay } from '../../shared/people/answer-way.ts';
import { type Contact, contactStream } from '../../shared/people/contacts.ts';
import { matchKey, spellingsOf } from '../../shared/people/phone-key.ts';
import { houseTexts, TEMPLATES } from '../../shared/texts/replies.ts';
import { byOf, type Caller } from './act.ts';
import { readable } from './cases.ts';
import type { ApiDeps } from './deps.ts';

/** Telephones of one case that are looked for, and cases that are shown for them. */
const PHONES = 8;
const SHOWN = 20;

/** What whoever works a case needs beside its head: rules that a console must not hold itself. */
export function deskHandlers(deps: ApiDeps): Handlers<Caller, typeof DESK_ROUTES> {
  const { store } = deps.room;
  return {
    getDesk: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { state } = stored;
      const { who } = call;
      const [policies, heads] = await Promise.all([
        deps.room.policies(),
        store.heads<Contact>(state.reporters.map(({ contactId }) => contactStream(contactId))),
      ]);
      const by = byOf(deps, who);
      const opens = (name: keyof typeof STAFF_ROUTES) => {
        const access: readonly Role[] = STAFF_ROUTES[name].access;
        return who.roles.some((role) => access.includes(role));
      };
      return {
        status: 200,
        body: {
          version: state.version,
          ...possible(state, { ...by, policies }, opens),
          ways: state.reporters.map((reporter, index) => answerWay(state, reporter, heads[index]?.state, by.now)),
          ladders: state.escalations
            .filter(({ closedAt }) => !closedAt && isOpen(state.status))
            .map((escalation) => {
              const expiresAt = ackExpiresAt(escalation, policies);
              return {
                alertId: escalation.alertId,
                next: nextRungs(escalation, policies),
                ...(expiresAt ? { expiresAt } : {}),
              };
            }),
          texts: houseTexts(state),
          templates: TEMPLATES,
        },
      };
    },

    listDuplicates: async (call) => {
      const stored = await readable(deps, call);
      if (isProblem(stored)) return stored;
      const { state } = stored;
      const whys = await lookalikes(deps, state);
      const found = await store.loadMany([...whys.keys()].slice(0, SHOWN));
      const items = found
        .filter(({ state: other }) => mayRead(other, call.who))
        .map(({ state: other }) => ({
          id: other.id,
          why: [...whys.get(other.id)!],
          status: other.status,
          priority: other.priority,
          summary: other.summary,
          place: other.place ?? null,
          openedAt: other.opened.at,
        }));
      return { status: 200, body: { items, next: null } };
    },
  };
}

type Why = 'telephone' | 'contact' | 'copy';

/** Other cases by what they share with this one, those already tied to it or set apart from it left out (c.2: rejected is kept). */
async function lookalikes({ room: { store }, ...deps }: ApiDeps, state: CaseState): Promise<Map<string, Set<Why>>> {
  const judged = new Set([
    state.id,
    ...state.merges.map(({ other }) => other),
    ...state.links.filter((link) => link.state !== 'withdrawn').map(({ other }) => other),
  ]);
  const found = new Map<string, Set<Why>>();
  const note = (id: string, why: Why) => {
    if (!judged.has(id)) found.set(id, (found.get(id) ?? new Set()).add(why));
  };
  const contacts = new Set(state.reporters.map(({ contactId }) => contactId));
  const typed = [...state.reporters, ...state.persons].flatMap(({ phone }) => phone ?? []);
  const scoped = state.reporters.flatMap(({ channel, address }) =>
    channel === 'whatsapp' && address && /^\d+$/.test(address.id) ? `+${address.id}` : [],
  );
  const numbers = await Promise.all(typed.map((phone) => deps.phoneNumber(phone, state.country)));
  const phones = new Set([...numbers.flatMap((phone) => phone ?? []), ...scoped]);
  const pointers = await Promise.all([...phones].slice(0, PHONES).map((phone) => behind(phone)));
  for (const { case: id, contactId } of pointers.flat()) note(id, contacts.has(contactId) ? 'contact' : 'telephone');
  if (state.similar) for (const id of (await store.members(state.similar, SHOWN)).items) note(id, 'copy');
  return found;

  async function behind(phone: string): Promise<Pointer[]> {
    const senders = deps.whatsappAccounts.flatMap((scope) =>
      spellingsOf(phone).map((id) => ({ channel: 'whatsapp' as const, scope, id: id.slice(1) })),
    );
    const [matches, known] = await Promise.all([
      store.matches(matchKey(phone)),
      senders.length > 0 ? store.pointers(senders) : [],
    ]);
    return [...matches, ...known.flatMap((pointer) => pointer ?? [])];
  }
}
