import type { Command, Context, Rejection } from '../case/decide.ts';
import type { Actor, CaseEvent } from '../case/events.ts';
import type { OpenInput } from '../case/perform.ts';
import type { CaseState } from '../case/state.ts';
import type { Policy } from '../clocks/policy.ts';
import type { Extras, Memory, Store } from './store.ts';

/** What every command needs beside its input. `random` gives that many random bytes; `pause` waits that many milliseconds. */
export interface Room {
  store: Store;
  policies(): Promise<readonly Policy[]>;
  random(bytes: number): Uint8Array;
  pause(milliseconds: number): Promise<void>;
}

export interface By {
  actor: Actor;
  /** RFC 3339 UTC with milliseconds. */
  now: string;
}

export interface Options extends Extras {
  /** Overwriting commands only (decisions.md 18): a lost race is `stale`, never tried again. */
  ifMatch?: number;
}

/** Nothing to write is done as well: `events` is empty then. */
export interface Done {
  outcome: 'done';
  state: CaseState;
  events: CaseEvent[];
}

/** `If-Match` names another version than the current one. */
export interface Stale {
  outcome: 'stale';
  current: CaseState;
}

/** The same key was answered before: answer the same (status, head as of `memory.seq`). `mismatch`: with another request. */
export interface Repeated {
  outcome: 'repeated' | 'mismatch';
  memory: Memory;
}

/** Five races lost, or DynamoDB refuses: 503 with Retry-After of so many seconds. */
export interface Busy {
  outcome: 'busy';
  retryAfter: number;
}

export interface Rejected {
  outcome: 'rejected';
  rejection: Rejection;
}

export interface Missing {
  outcome: 'missing';
}

export type Executed = Done | Stale | Repeated | Busy | Rejected | Missing;

/** What a pure step makes of a case: its new events and the state they lead to. */
export type Step = (state: CaseState, context: Context) => { events: CaseEvent[]; state: CaseState } | Rejection;

/** Runs one command on one case: load, perform, commit; appending commands are tried up to five times. */
export declare function execute<Input>(
  room: Room,
  caseId: string,
  command: Command<Input>,
  input: Input,
  by: By,
  options?: Options,
): Promise<Executed>;

/** The same for any pure step (a sweep, an outcome). `riders` may depend on what was decided (link tokens, outgoing ids). */
export declare function append(
  room: Room,
  caseId: string,
  step: Step,
  by: By,
  options?: Options,
  riders?: (events: readonly CaseEvent[]) => Extras,
): Promise<Executed>;

/** Opens a case under a fresh reference. */
export declare function open(room: Room, input: OpenInput, by: By, options?: Options): Promise<Executed>;
