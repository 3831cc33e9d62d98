import type { Command, Context, Rejection } from '../../shared/case/decide.ts';
import type { Actor } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { type Outcome, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { asOwned, pendingMoves } from '../../shared/handover/ownership.ts';
import type { Staff } from '../../shared/http/claims.ts';
import { etag } from '../../shared/http/conditional.ts';
import { headView } from '../../shared/http/head.ts';
import { type Problem, problem, problemOf, stale, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Role } from '../../shared/http/roles.ts';
import type { Answer, Call, RepeatKey, Route } from '../../shared/http/route.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import { append, type By, type Executed, type Options } from '../../shared/ledger/execute.ts';
import { keyMarker } from '../../shared/ledger/idempotency.ts';
import type { Marker } from '../../shared/ledger/store.ts';
import { type Contact, contactStream } from '../../shared/people/contacts.ts';
import type { ApiDeps } from './deps.ts';

/** Whoever calls: a member of staff with the role that opened this route, or anybody on a public one. */
export interface Caller extends Staff {
  role?: Role;
}

/** A call about one case. */
export type CaseCall = Call<Caller> & { params: { id: string } };

export const NOT_FOUND: Rejection = {
  rejected: 'not-found',
  detail: { ar: 'لا يوجد بلاغ بهذا الرقم', en: 'there is no case of this number' },
};

export function nowOf(deps: Pick<ApiDeps, 'now'>): string {
  return new Date(deps.now()).toISOString();
}

export function byOf(deps: Pick<ApiDeps, 'now'>, who: Caller): By {
  const actor: Actor = { kind: 'staff', id: who.id, ...(who.role ? { role: who.role } : {}) };
  return { actor, now: nowOf(deps) };
}

export function markerOf(repeat: RepeatKey | undefined, status: number): { marker?: Marker } {
  return repeat ? { marker: keyMarker(repeat.actor, repeat.route, repeat.key, repeat.body, status) } : {};
}

export function optionsOf(call: Call<Caller, Route>, status = 200): Pick<Options, 'ifMatch' | 'marker'> {
  return { ...(call.version !== undefined ? { ifMatch: call.version } : {}), ...markerOf(call.repeat, status) };
}

/** One command on one case, for a caller who may know of it; the answer is the new head. */
export async function act<Input>(
  deps: ApiDeps,
  call: CaseCall,
  command: Command<Input>,
  input: Input,
): Promise<Answer | Problem> {
  const { store } = deps.room;
  // Whoever an accepted handover gives a restricted case works it at once (decisions.md 21).
  const moves = await pendingMoves(store, nowOf(deps));
  const step = (state: CaseState, context: Context): Outcome | Rejection =>
    mayRead(asOwned(state, moves), call.who) ? perform(state, command, input, context) : NOT_FOUND;
  const done = await append(deps.room, call.params.id, step, byOf(deps, call.who), optionsOf(call));
  return answerOf(deps, call.who, done);
}

/** What came of a command, as HTTP says it. A repeated key gets the head as of then (decisions.md 18). */
export async function answerOf(
  deps: ApiDeps,
  who: Staff,
  done: Executed | { outcome: 'moved' },
  status = 200,
): Promise<Answer | Problem> {
  switch (done.outcome) {
    case 'done':
      return headAnswer(deps, done.stored.state, status);
    case 'stale':
      return mayRead(done.current, who) ? stale(done.current.version) : problemOf(NOT_FOUND);
    case 'rejected':
      return problemOf(done.rejection);
    case 'missing':
      return problemOf(NOT_FOUND);
    case 'mismatch':
      return problem('idempotency-mismatch');
    case 'busy':
    case 'moved':
      return unavailable();
    case 'repeated': {
      const { rejection, stream, seq, status: first } = done.memory;
      if (rejection) return problemOf(rejection);
      const state = stream && seq ? await stateAt(deps.room.store, stream.slice('case#'.length), { seq }) : undefined;
      return state ? headAnswer(deps, state, first) : problemOf(NOT_FOUND);
    }
  }
}

/** How the reporters of a case may be reached stands beside their names, wherever the case is shown. */
async function contactsOf(deps: ApiDeps, { reporters }: CaseState): Promise<Map<string, Contact>> {
  const heads = await deps.room.store.heads<Contact>(reporters.map(({ contactId }) => contactStream(contactId)));
  return new Map(heads.flatMap((head) => (head ? [[head.id, head.state]] : [])));
}

export async function headAnswer(deps: ApiDeps, state: CaseState, status = 200): Promise<Answer> {
  const body = headView(state, obligations(state, await deps.room.policies()), await contactsOf(deps, state));
  return {
    status,
    body,
    headers: { ETag: etag(state.version), ...(status === 201 ? { Location: `/v1/cases/${state.id}` } : {}) },
  };
}
