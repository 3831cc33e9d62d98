import { directRungs, nextSlot } from '../clocks/digest.ts';
import { DEFAULT_POLICY, type Policy, policyOf, type Rung } from '../clocks/policy.ts';
import { earliest, later, plusSeconds, secondsBetween } from '../clocks/time.ts';
import type { Anchor, CaseState, Escalation, Ring } from './state.ts';
import { type Category, type ClockName, OPEN_STATUSES, type Status } from './vocabulary.ts';

/** One clock of a case, derived: nothing of it is stored but breaches and warnings (decisions.md 6). */
export interface Clock {
  name: ClockName;
  /** Unique in the case: the name, with the part it belongs to (`agency_ack:<alertId>`). */
  key: string;
  startedAt: string;
  /** Absent where the policy sets no hard target. */
  dueAt?: string;
  stoppedAt?: string;
  breachedAt?: string;
  policyVersion: number;
}

export interface Obligations {
  clocks: Clock[];
  /** The earliest instant not yet recorded: when the sweep must look (index `due`). */
  wakeAt?: string;
  /** The earliest target of any running clock, breached ones included (board order, `nextDueAt`). */
  urgentAt?: string;
}

/** Categories that need an agency: `escalate` runs for them from triage (d.2). */
const NEEDS_AGENCY: readonly Category[] = [
  'trapped_basic_needs',
  'medical',
  'injury',
  'unaccompanied_child',
  'evacuation_request',
  'missing_person',
  'detention_arrest',
  'abduction_ransom',
  'death_remains',
  'documents',
  'stranded_at_border',
  'stranded_in_transit',
  'student_affairs',
  // Referred to the ministry concerned, with the same ladder (domain.md, "daily work too").
  'complaint',
  'enquiry',
  'suggestion',
];

/** Seconds after which a call is over even if nobody told us so: longer than a greeting and a recording. */
const CALL_SECONDS = 600;

/** A step overdue for longer than this is not taken without a person: the scheduler must have been out (d.3 rule 7). */
export const STALE_SECONDS = 86_400;

/** The clock of one call. */
export const ringKey = ({ messageId }: Pick<Ring, 'messageId'>) => `call_answer:${messageId}`;

/** Somebody of the room spoke with the caller, or it is too late for that. */
export const isOver = (ring: Ring) => ring.answeredAt !== undefined || ring.missedAt !== undefined;

/** When a call that still rings is given up. */
export const givenUpAt = (ring: Ring) => plusSeconds(ring.at, CALL_SECONDS);

export function isOpen(status: Status): boolean {
  return (OPEN_STATUSES as readonly Status[]).includes(status);
}

/**
 * The clocks of a case and its two instants (domain.md c.5, decisions.md 5). Each clock counts by the policy version of
 * its starting event and by the case's present priority, always from its original start.
 */
export function obligations(state: CaseState, policies: readonly Policy[] = [DEFAULT_POLICY]): Obligations {
  const clocks = clocksOf(state, policies);
  const running = isOpen(state.status) ? clocks.filter((clock) => !clock.stoppedAt) : [];
  const wakeAt = earliest([
    ...running.filter((clock) => !clock.breachedAt).map((clock) => clock.dueAt),
    ...warningsDue(state, policies).map((warning) => warning.dueAt),
    ...escalationInstants(state, policies),
    ...state.alerts.map((alert) =>
      directRungs(alert).length > 0
        ? plusSeconds(alert.at, policyOf(policies, alert.policy).intentOutcome)
        : nextSlot(alert.at),
    ),
    ...state.outbox
      .filter((message) => message.phase === 'queued')
      .map(({ at, policy, notBefore }) => notBefore ?? plusSeconds(at, policyOf(policies, policy).intentOutcome)),
    ...[...(isOpen(state.status) ? state.owed : []), ...state.attachments].map(({ at, policy }) =>
      plusSeconds(at, policyOf(policies, policy).intentOutcome),
    ),
    ...(isOpen(state.status) ? state.rings.filter((ring) => !isOver(ring)).map(givenUpAt) : []),
    autoCloseAt(state, policies),
    risesAt(state, policies),
  ]);
  const urgentAt = isOpen(state.status)
    ? earliest([...running.map((clock) => clock.dueAt), state.expectedAt])
    : undefined;
  return {
    clocks,
    ...(wakeAt ? { wakeAt } : {}),
    ...(urgentAt ? { urgentAt } : {}),
  };
}

function clocksOf(state: CaseState, policies: readonly Policy[]): Clock[] {
  const clocks: Clock[] = [];
  // Heads written before this was kept know only when they last changed.
  const end = isOpen(state.status) ? undefined : (state.endedAt ?? state.lastAt);

  const add = (
    name: Exclude<ClockName, 'promise'>,
    anchor: Anchor | undefined,
    stoppedAt: string | undefined,
    options: { key?: string; pauses?: boolean; resumes?: boolean } = {},
  ) => {
    if (!anchor) return;
    const key = options.key ?? name;
    // A clock does not run while the case was closed; merged cases come back with true elapsed time.
    const startedAt = options.resumes === false || stoppedAt ? anchor.at : later(anchor.at, state.resumedAt);
    const target = policyOf(policies, anchor.policy).clocks[name][state.priority];
    const paused = options.pauses && target !== null && !hurried(state) ? pausedSeconds(state, startedAt, target) : 0;
    clocks.push({
      name,
      key,
      startedAt,
      ...(target === null ? {} : { dueAt: plusSeconds(startedAt, target + paused) }),
      ...stopped(stoppedAt ?? end),
      ...breached(state, key, options.resumes === false ? undefined : startedAt),
      policyVersion: anchor.policy,
    });
  };

  for (const ring of state.rings) {
    add('call_answer', ring, ring.answeredAt ?? ring.missedAt, { key: ringKey(ring), resumes: false });
  }
  // Whoever is answered by a person first is no longer owed the room's own words.
  add('auto_receipt', state.receipt, earliest([state.automaticReceiptAt, state.firstHumanResponseAt]), {
    resumes: false,
  });
  add('triage', state.opened, state.triaged?.at);
  add('first_human_response', state.opened, state.firstHumanResponseAt);
  if (NEEDS_AGENCY.includes(state.category)) add('escalate', state.triaged, state.firstEscalationSentAt);
  add('keep_in_loop', state.keepInLoop, undefined, { pauses: true });
  add('recheck', state.subjectContact, undefined);
  add('wa_window', state.waInbound, undefined, { resumes: false });
  add('next_milestone', state.triaged, state.milestone, { pauses: true });
  add('resolution', state.opened, state.resolution?.at, { pauses: true });
  for (const escalation of state.escalations) {
    const { alertId, policy } = escalation;
    const sent = escalation.sentAt ? { at: escalation.sentAt, policy } : undefined;
    // Acknowledged again after it expired, both clocks keep to the first time.
    const ack = escalation.firstAck ?? (escalation.ack && { at: escalation.ack.at, policy: escalation.ack.policy });
    add('agency_ack', sent, ack?.at ?? escalation.closedAt, {
      key: `agency_ack:${alertId}`,
    });
    add('agency_response', ack, escalation.response?.at ?? escalation.closedAt, { key: `agency_response:${alertId}` });
  }
  for (const promise of state.promises) {
    clocks.push({
      name: 'promise',
      key: `promise:${promise.promiseId}`,
      startedAt: promise.madeAt,
      dueAt: promise.dueAt,
      ...stopped(promise.keptAt ?? end),
      ...breached(state, `promise:${promise.promiseId}`),
      policyVersion: promise.policy,
    });
  }
  return clocks;
}

/** P1 and P2 never pause: pausing is the classic way in which statistics lie (c.5). */
function hurried(state: CaseState): boolean {
  return state.priority === 'P1' || state.priority === 'P2';
}

/**
 * Seconds of `awaiting_reporter` after `from`. A pause counts for at most the clock's own target, an open one for all of it: a
 * reporter who falls silent must not put the case to sleep for ever.
 */
function pausedSeconds(state: CaseState, from: string, target: number): number {
  let seconds = 0;
  for (const pause of state.pauses) {
    if (!pause.to) return target;
    if (pause.to > from) seconds += secondsBetween(later(pause.from, from), pause.to);
  }
  return Math.min(seconds, target);
}

function stopped(at: string | undefined): { stoppedAt?: string } {
  return at ? { stoppedAt: at } : {};
}

/** A target that passed before the clock began anew (the case was reopened) is history, in the ledger. */
function breached(state: CaseState, key: string, startedAt?: string): { breachedAt?: string } {
  const at = state.breaches[key];
  return at && (!startedAt || at > startedAt) ? { breachedAt: at } : {};
}

/** Warnings before the WhatsApp window shuts that are not yet recorded (c.5 `wa_window`). */
export function warningsDue(
  state: CaseState,
  policies: readonly Policy[],
): { clock: ClockName; key: string; level: number; dueAt: string }[] {
  const anchor = state.waInbound;
  if (!anchor || !isOpen(state.status)) return [];
  return policyOf(policies, anchor.policy)
    .waWindowWarnings.map((after, index) => ({
      clock: 'wa_window' as const,
      key: 'wa_window',
      level: index + 1,
      dueAt: plusSeconds(anchor.at, after),
    }))
    .filter((warning) => warning.level > (state.warnings.wa_window ?? 0));
}

function escalationInstants(state: CaseState, policies: readonly Policy[]): (string | undefined)[] {
  if (!isOpen(state.status)) return [];
  return state.escalations.flatMap((escalation) => [
    nextRungs(escalation, policies)[0]?.dueAt,
    ackExpiresAt(escalation, policies),
  ]);
}

/**
 * Rungs still to climb while nobody has acknowledged, soonest first (d.3 rule 1): the agency's tiers as far as it has them, and
 * the room's. After an expired acknowledgement the ladder goes on above the highest rung reached (d.3 rule 3).
 */
export function nextRungs(escalation: Escalation, policies: readonly Policy[]): { rung: Rung; dueAt: string }[] {
  const { reached, reasked, raisedAt, priority, repricedAt, tiers } = escalation;
  if (escalation.heldAt || !['raised', 'sent', 'failed'].includes(escalation.state)) return [];
  const policy = policyOf(policies, escalation.policy);
  const ladder = policy.ladder[priority].filter(({ rung }) => rung.startsWith('t') || Number(rung.slice(1)) <= tiers);
  if (!reasked) {
    return ladder
      .filter(({ rung }) => !reached.includes(rung))
      .map(({ rung, after }) => ({ rung, dueAt: later(plusSeconds(raisedAt, after), repricedAt) }));
  }
  const behind = reached.slice(0, reasked.reached);
  const highest = Math.max(0, ...ladder.filter(({ rung }) => behind.includes(rung)).map(({ after }) => after));
  const ahead = ladder.filter(({ after }) => after > highest);
  const first = ahead[0]?.after ?? 0;
  const step = policy.ackStep[priority] ?? 0;
  return ahead
    .filter(({ rung }) => !reached.includes(rung))
    .map(({ rung, after }) => ({
      rung,
      dueAt: later(plusSeconds(reasked.at, step + after - first), repricedAt),
    }));
}

/** When an acknowledgement lapses; never once the agency accepted with an ETA (d.3 rule 3). */
export function ackExpiresAt(escalation: Escalation, policies: readonly Policy[]): string | undefined {
  const { ack, response, state, heldAt, repricedAt } = escalation;
  const holds = state === 'acknowledged' || (state === 'accepted' && !response?.eta);
  if (!ack || ack.expired || !holds || heldAt) return undefined;
  const seconds = policyOf(policies, ack.policy).ackExpiry[escalation.priority];
  return seconds === null ? undefined : later(plusSeconds(ack.at, seconds), repricedAt);
}

/** When a resolved case closes by itself (c.3 rule 4). */
export function autoCloseAt(state: CaseState, policies: readonly Policy[]): string | undefined {
  if (state.status !== 'resolved' || !state.resolution) return undefined;
  return plusSeconds(state.resolution.at, policyOf(policies, state.resolution.policy).autoClose);
}

/** When a trapped case rises for want of contact with the subject: once, P2 and P3 only (c.4 R17, G18). */
export function risesAt(state: CaseState, policies: readonly Policy[]): string | undefined {
  const trapped = state.category === 'trapped_basic_needs' && (state.priority === 'P2' || state.priority === 'P3');
  if (!trapped || !isOpen(state.status) || state.reasons.some((reason) => reason.rule === 'R17')) return undefined;
  const since = later(state.subjectContact.at, state.resumedAt);
  return plusSeconds(since, policyOf(policies, state.subjectContact.policy).rising);
}
