import { redact, requestRedaction } from '../../shared/case/commands/index.ts';
import type { Rejection } from '../../shared/case/decide.ts';
import { residueOf } from '../../shared/case/redaction.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { type Problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { decideToForget, eventsOf, wholeEvents } from '../../shared/ledger/forget.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { act, answerOf, byOf, type Caller, type CaseCall, NOT_FOUND, optionsOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type RedactionRoutes = Pick<typeof STAFF_ROUTES, 'requestRedaction' | 'approveRedaction'>;

const TRIES = 5;

/** The right to be forgotten in a record that only grows (G20, decisions.md 16): two people, or the director. */
export function redactionHandlers(deps: ApiDeps): Handlers<Caller, RedactionRoutes> {
  return {
    requestRedaction: async (call) => {
      const { seqs, reason } = call.body;
      const events = await eventsOf(deps.room.store, caseStream(call.params.id));
      const fault = faultIn(events, seqs);
      const stored = await deps.room.store.load(call.params.id);
      // Whoever may not know of the case is told nothing of its events.
      if (fault && stored && mayRead(stored.state, call.who)) return problemOf(fault);
      if (call.who.role === 'director') return forget(deps, call, () => ({ seqs, reason }));
      return act(deps, call, requestRedaction, { seqs, reason });
    },
    approveRedaction: (call) =>
      forget(deps, call, (pending) => {
        const request = pending.find(({ redactionId }) => redactionId === call.params.part);
        return request ?? { redactionId: call.params.part, seqs: [], reason: '' };
      }),
  };
}

interface Asked {
  redactionId?: string;
  seqs: number[];
  reason: string;
}

/** The decision, on the version that was read: what somebody added meanwhile is not to be lost. */
async function forget(
  deps: ApiDeps,
  call: CaseCall,
  ask: (pending: readonly Asked[]) => Asked,
): Promise<Answer | Problem> {
  const { id } = call.params;
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await deps.room.store.load(id);
    if (!stored || !mayRead(stored.state, call.who)) return problemOf(NOT_FOUND);
    const events = await eventsOf(deps.room.store, caseStream(id));
    const { seqs, reason, redactionId } = ask(stored.state.redactions ?? []);
    const input = { seqs, reason, ...(redactionId ? { redactionId } : {}) };
    const done = await decideToForget(deps.room, stored, events, redact, input, byOf(deps, call.who), optionsOf(call));
    if (done.outcome !== 'stale') return answerOf(deps, call.who, done);
  }
  return unavailable();
}

function faultIn(events: readonly StoredEvent[], seqs: readonly number[]): Rejection | undefined {
  const whole = wholeEvents(events);
  const holds = (seq: number) => {
    const event = whole.find((each) => each.seq === seq);
    return event && residueOf(event) !== undefined;
  };
  const index = seqs.findIndex((seq) => !holds(seq));
  if (index < 0) return undefined;
  return {
    rejected: 'validation',
    pointer: `/seqs/${index}`,
    detail: {
      ar: 'لا يوجد حدث بهذا الرقم، أو ليس فيه ما يُحذف',
      en: 'there is no event of this number, or nothing in it to forget',
    },
  };
}
