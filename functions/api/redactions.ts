import { redact, requestRedaction } from '../../shared/case/commands/index.ts';
import type { Context, Rejection } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { fold } from '../../shared/case/evolve.ts';
import { perform } from '../../shared/case/perform.ts';
import { redacted, residueOf, withCopies } from '../../shared/case/redaction.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { type Problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { append } from '../../shared/ledger/execute.ts';
import { caseStream, type StoredEvent } from '../../shared/ledger/stream.ts';
import { act, answerOf, byOf, type Caller, type CaseCall, NOT_FOUND, optionsOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type RedactionRoutes = Pick<typeof STAFF_ROUTES, 'requestRedaction' | 'approveRedaction'>;

const TRIES = 5;
const PAGE = 500;

/** The right to be forgotten in a record that only grows (G20, decisions.md 16): two people, or the director. */
export function redactionHandlers(deps: ApiDeps): Handlers<Caller, RedactionRoutes> {
  return {
    requestRedaction: async (call) => {
      const { seqs, reason } = call.body;
      const events = await eventsOf(deps, call.params.id);
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

/** The decision. The head becomes the fold of what is left, so that nothing that was copied into it stays there. */
async function forget(
  deps: ApiDeps,
  call: CaseCall,
  ask: (pending: readonly Asked[]) => Asked,
): Promise<Answer | Problem> {
  const { id } = call.params;
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await deps.room.store.load(id);
    if (!stored || !mayRead(stored.state, call.who)) return problemOf(NOT_FOUND);
    const events = (await eventsOf(deps, id)).filter(({ seq }) => seq <= stored.state.version);
    const { seqs: named, reason, redactionId } = ask(stored.state.redactions ?? []);
    const seqs = withCopies(events.filter(isWhole).map(caseEventOf), named);
    const kept = events.flatMap((event) => {
      const data = seqs.includes(event.seq) && isWhole(event) ? residueOf(caseEventOf(event)) : undefined;
      return data ? [{ seq: event.seq, data }] : [];
    });
    const left = fold(redacted(events.map(caseEventOf), kept));
    const input = { seqs: kept.map(({ seq }) => seq), reason, kept, ...(redactionId ? { redactionId } : {}) };
    const step = (_state: unknown, context: Context) => perform(left!, redact, input, context);
    // On the version that was folded: what somebody added meanwhile is not to be lost.
    const options = { ...optionsOf(call), ifMatch: stored.state.version, known: stored };
    const done = await append(deps.room, id, step, byOf(deps, call.who), options);
    if (done.outcome !== 'stale') return answerOf(deps, call.who, done);
  }
  return unavailable();
}

/** Not yet forgotten. */
const isWhole = ({ redactedBy }: StoredEvent) => redactedBy === undefined;

async function eventsOf(deps: ApiDeps, id: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof deps.room.store.timeline>> = await deps.room.store.timeline(
      caseStream(id),
      after,
      PAGE,
    );
    events.push(...page.events);
    after = page.next;
  }
  return events;
}

function faultIn(events: readonly StoredEvent[], seqs: readonly number[]): Rejection | undefined {
  const holds = (seq: number) => {
    const event: StoredEvent | undefined = events.find((each) => each.seq === seq);
    return event && isWhole(event) && residueOf(caseEventOf(event) as CaseEvent) !== undefined;
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
