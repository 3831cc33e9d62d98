import { inForce, type Policy } from '../clocks/policy.ts';
import { later } from '../clocks/time.ts';
import type { Actor, Both, EventData, EventType, NewEvent } from './events.ts';
import type { CaseState } from './state.ts';
import type { Status } from './vocabulary.ts';

/** Everything `decide` may know beside the state: who, when, under which policy. No clock, no randomness. */
export interface Context {
  /** RFC 3339 UTC with milliseconds. */
  now: string;
  actor: Actor;
  /** Known policies, oldest first. */
  policies: readonly Policy[];
  /** The crises of the room, so that a case finds its own. */
  crises?: readonly CrisisFacts[];
}

/** What finding the crisis of a case takes (domain.md c.2). */
export interface CrisisFacts {
  id: string;
  countries: readonly string[];
  phase: string;
  startedAt: string;
  endedAt?: string;
}

/** A failure that people can cause; mapped once to problem+json (domain.md f.5). */
export interface Rejection {
  rejected:
    | 'illegal-transition'
    | 'open-obligations'
    | 'second-person-required'
    | 'forbidden'
    | 'consent-required'
    | 'not-found'
    | 'validation'
    | 'limit-reached'
    | 'gone';
  detail: Both;
  /** Statuses that the command may start from. */
  allowed?: readonly Status[];
  /** JSON pointer to the field at fault. */
  pointer?: string;
  /** What is still open: alert and promise ids. */
  open?: string[];
}

export type Decision = NewEvent[] | Rejection;

export function isRejection(decision: Decision): decision is Rejection {
  return !Array.isArray(decision);
}

/** A command of the room: one file each. `from` is the one list behind the 409, the disabled button and the diagram. */
export interface Command<Input> {
  name: string;
  from: readonly Status[];
  /** Where it leads, for the diagram; absent where the status stays. */
  to?: readonly { from: readonly Status[]; to: Status }[];
  decide(state: CaseState, input: Input, context: Context): Decision;
}

/** Builds one event; `at` never runs backwards (decisions.md 6). */
export function event<T extends EventType>(
  state: Pick<CaseState, 'lastAt' | 'crisis'>,
  context: Context,
  type: T,
  data: EventData[T],
): NewEvent {
  return {
    type,
    at: later(context.now, state.lastAt),
    actor: context.actor,
    policy: currentPolicy(context, state).version,
    data,
  } as NewEvent;
}

/** The policy under which something of this case begins now: its crisis' own, or the room's. */
export function currentPolicy(context: Context, { crisis }: Pick<CaseState, 'crisis'>): Policy {
  const policy = inForce(context.policies, crisis);
  if (!policy) throw new Error('no policy in force');
  return policy;
}

/** Id of a part that the nth event (0-based) of this decision brings into being: unique in the case, known without a lookup. */
export function partId(state: CaseState, index: number): string {
  return `${state.id}.${state.version + 1 + index}`;
}
