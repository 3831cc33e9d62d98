import type { Rung } from '../clocks/policy.ts';
import { secondsBetween } from '../clocks/time.ts';
import { crisisIn, followCountry } from './crisis.ts';
import { type Command, type Context, event, isRejection, type Rejection } from './decide.ts';
import type { CaseEvent, EventData, NewEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { missed } from './missed-call.ts';
import {
  ackExpiresAt,
  autoCloseAt,
  givenUpAt,
  isOpen,
  isOver,
  nextRungs,
  obligations,
  risesAt,
  STALE_SECONDS,
  warningsDue,
} from './obligations.ts';
import type { CaseState } from './state.ts';

export interface Outcome {
  state: CaseState;
  events: CaseEvent[];
}

/**
 * One command on one case: first the breaches already past, then the decision, then what a new priority made late at
 * once (decisions.md 5). Nothing is yielded where the command is rejected.
 */
export function perform<Input>(
  state: CaseState,
  command: Command<Input>,
  input: Input,
  context: Context,
): Outcome | Rejection {
  if (!command.from.includes(state.status)) return illegalTransition(state, command);
  return performAnyway(state, command, input, context);
}

/** The same whatever the status: what happened in the world is added also to a case that has ended. */
export function performAnyway<Input>(
  state: CaseState,
  command: Command<Input>,
  input: Input,
  context: Context,
): Outcome | Rejection {
  const before = append({ state, events: [] }, (now) => catchUp(now, context));
  const decision = command.decide(before.state, input, context);
  if (isRejection(decision)) return decision;
  const decided = append(before, () => decision);
  const after = append(decided, (now) => followCountry(now, context));
  if (after.state.priority === state.priority) return after;
  return append(after, (now) => catchUp(now, context, 'reprioritised'));
}

/** The first event of a case, and whatever else comes with it. */
export function openCase(
  id: string,
  opening: EventData['case.opened'],
  context: Context,
  then: (state: CaseState) => NewEvent[] = () => [],
): Outcome {
  const crisis = opening.crisis ?? crisisIn(context.crises, opening.country, context.now);
  const placed = { ...opening, ...(crisis ? { crisis } : {}) };
  const first = {
    ...event({ lastAt: '', ...(crisis ? { crisis } : {}) }, context, 'case.opened', placed),
    case: id,
    seq: 1,
  } as CaseEvent;
  const outcome = { state: evolve(undefined, first), events: [first] };
  return append(outcome, then);
}

/**
 * What the minute brings (c.5, d.3): breaches, warnings, calls given up, rising (R17), expired acknowledgements, rungs, automatic closing. After
 * an outage each level is recorded once, late by so many seconds, and only the highest agency tier and the highest room tier are told (S15);
 * what is late by more than a day waits for a person (d.3 rule 7).
 */
export function sweep(state: CaseState, context: Context): Outcome {
  let outcome = append({ state, events: [] }, (now) => catchUp(now, context));
  outcome = append(outcome, (now) => rise(now, context));
  if (outcome.state.priority !== state.priority)
    outcome = append(outcome, (now) => catchUp(now, context, 'reprioritised'));
  outcome = append(outcome, (now) => giveUpCalls(now, context));
  outcome = append(outcome, (now) => hold(now, context));
  outcome = append(outcome, (now) => expireAcknowledgements(now, context));
  outcome = append(outcome, (now) => climb(now, context));
  return append(outcome, (now) => {
    const at = autoCloseAt(now, context.policies);
    return at && at <= context.now ? [event(now, context, 'case.closed', { automatic: true })] : [];
  });
}

/** Applies events to the state one by one. */
export function append(outcome: Outcome, more: (state: CaseState) => readonly NewEvent[]): Outcome {
  let { state } = outcome;
  const events = [...outcome.events];
  for (const next of more(outcome.state)) {
    const numbered = {
      ...next,
      case: state.id,
      seq: state.version + 1,
    } as CaseEvent;
    state = evolve(state, numbered);
    events.push(numbered);
  }
  return { state, events };
}

function catchUp(state: CaseState, context: Context, reason?: 'reprioritised'): NewEvent[] {
  if (!isOpen(state.status)) return [];
  const { clocks } = obligations(state, context.policies);
  const breaches = clocks
    .filter((clock) => !clock.stoppedAt && !clock.breachedAt && clock.dueAt && clock.dueAt <= context.now)
    .map((clock) =>
      event(state, context, 'clock.breached', {
        clock: clock.name,
        key: clock.key,
        startedAt: clock.startedAt,
        breachedAt: clock.dueAt!,
        recordedAt: context.now,
        lateBySeconds: secondsBetween(clock.dueAt!, context.now),
        ...(reason ? { reason } : {}),
      }),
    );
  const warnings = warningsDue(state, context.policies)
    .filter((warning) => warning.dueAt <= context.now)
    .map((warning) => event(state, context, 'clock.warned', warning));
  return [...breaches, ...warnings];
}

function rise(state: CaseState, context: Context): NewEvent[] {
  const at = risesAt(state, context.policies);
  if (!at || at > context.now) return [];
  const to = state.priority === 'P3' ? 'P2' : 'P1';
  const text = { ar: 'محاصر بلا اتصال منذ وقت طويل', en: 'trapped, and not heard from for too long' };
  const reasons = [{ rule: 'R17' as const, text, by: 'clock' }];
  return [event(state, context, 'priority.raised', { from: state.priority, to, reasons })];
}

/** Calls of whose end nobody told us: one to call back for all of them. */
function giveUpCalls(state: CaseState, context: Context): NewEvent[] {
  if (!isOpen(state.status)) return [];
  return missed(
    state,
    state.rings.filter((ring) => !isOver(ring) && givenUpAt(ring) <= context.now),
    context,
  );
}

/** Requests whose next step is overdue for longer than any sweep should ever be late: a person looks first (d.3 rule 7). */
function hold(state: CaseState, context: Context): NewEvent[] {
  if (!isOpen(state.status)) return [];
  return state.escalations.flatMap((escalation) => {
    const { alertId } = escalation;
    const dueAt = nextRungs(escalation, context.policies)[0]?.dueAt ?? ackExpiresAt(escalation, context.policies);
    const lateBySeconds = dueAt ? secondsBetween(dueAt, context.now) : 0;
    if (!dueAt || lateBySeconds <= STALE_SECONDS) return [];
    return [event(state, context, 'escalation.held', { alertId, dueAt, lateBySeconds })];
  });
}

function expireAcknowledgements(state: CaseState, context: Context): NewEvent[] {
  if (!isOpen(state.status)) return [];
  return state.escalations.flatMap((escalation) => {
    const expiredAt = ackExpiresAt(escalation, context.policies);
    if (!expiredAt || expiredAt > context.now) return [];
    // The tier that acknowledged is asked once more (d.3 rule 3).
    const rung = escalation.ack?.rung ?? 'a1';
    return [
      event(state, context, 'escalation.ack-expired', {
        alertId: escalation.alertId,
        expiredAt,
        rung,
      }),
    ];
  });
}

function climb(state: CaseState, context: Context): NewEvent[] {
  if (!isOpen(state.status)) return [];
  return state.escalations.flatMap((escalation) => {
    const due = nextRungs(escalation, context.policies).filter((step) => step.dueAt <= context.now);
    const told = [highest(due, 'a'), highest(due, 't')];
    return due.map(({ rung, dueAt }) =>
      event(state, context, 'escalation.climbed', {
        alertId: escalation.alertId,
        rung,
        dueAt,
        lateBySeconds: secondsBetween(dueAt, context.now),
        told: told.includes(rung),
        reason: escalation.reasked ? 'ack-expired' : 'unanswered',
      }),
    );
  });
}

function highest(steps: readonly { rung: Rung }[], side: 'a' | 't'): Rung | undefined {
  return steps
    .map((step) => step.rung)
    .filter((rung) => rung.startsWith(side))
    .sort()
    .at(-1);
}

function illegalTransition(state: CaseState, command: Command<never>): Rejection {
  return {
    rejected: 'illegal-transition',
    detail: {
      ar: `لا يمكن تنفيذ «${command.name}» وحالة البلاغ «${state.status}»`,
      en: `"${command.name}" cannot be done while the case is ${state.status}`,
    },
    allowed: command.from,
  };
}
