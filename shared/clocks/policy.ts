import type { ClockName, Priority } from '../case/vocabulary.ts';

const MIN = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds to the target, by priority; null: reported, but no hard target (domain.md c.5). */
type Targets = Readonly<Record<Priority, number | null>>;

const same = (seconds: number): Targets => ({ P1: seconds, P2: seconds, P3: seconds, P4: seconds });

/** One immutable version of the room's policy. Each clock and each escalation keeps the version it started under. */
export interface Policy {
  version: number;
  /** A crisis with targets of its own: the version counts for its cases and for no others. Numbers run through all of them. */
  crisis?: string;
  clocks: Readonly<Record<Exclude<ClockName, 'promise'>, Targets>>;
  /** Warnings before the WhatsApp window shuts, in seconds after the last inbound (c.5 `wa_window`). */
  waWindowWarnings: readonly number[];
  /**
   * Seconds after an escalation was raised at which the next rung is told while nobody acknowledged (d.3 rule 1).
   * A rung is an agency tier ('a2') or a tier of the room ('t1').
   */
  ladder: Readonly<Record<Priority, readonly { rung: Rung; after: number }[]>>;
  /** How long an acknowledgement holds without an accepted ETA; null: for ever (d.3 rule 3). */
  ackExpiry: Targets;
  /** One step of re-asking after an acknowledgement expired (d.3 rule 3). */
  ackStep: Targets;
  /** Resolved cases close after this many seconds without a new inbound (c.3 rule 4). */
  autoClose: number;
  /** A trapped P2 or P3 rises one level after this many seconds without contact with the subject (c.4 R17). */
  rising: number;
  /** A recorded intent without outcome is carried out again after this many seconds (decisions.md 1). */
  intentOutcome: number;
  /** c.3 rule 3: attempts, channels and span before `no_contact_after_attempts`. */
  noContact: { attempts: number; channels: number; span: number };
}

export type Rung = 'a1' | 'a2' | 'a3' | 'a4' | 't1' | 't2' | 't3' | 't4';

/** The defaults of domain.md c.5, d.3; a deployment may set later versions through `/v1/policies`. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  clocks: {
    call_answer: same(15),
    auto_receipt: same(MIN),
    triage: { P1: 5 * MIN, P2: 10 * MIN, P3: 30 * MIN, P4: 2 * HOUR },
    first_human_response: { P1: 5 * MIN, P2: 15 * MIN, P3: HOUR, P4: 4 * HOUR },
    escalate: { P1: 10 * MIN, P2: 30 * MIN, P3: 4 * HOUR, P4: DAY },
    agency_ack: { P1: 5 * MIN, P2: 15 * MIN, P3: HOUR, P4: 8 * HOUR },
    agency_response: { P1: HOUR, P2: 3 * HOUR, P3: DAY, P4: 3 * DAY },
    keep_in_loop: { P1: HOUR, P2: 3 * HOUR, P3: 12 * HOUR, P4: DAY },
    recheck: { P1: HOUR, P2: 6 * HOUR, P3: DAY, P4: null },
    wa_window: same(DAY),
    next_milestone: { P1: DAY, P2: 3 * DAY, P3: 7 * DAY, P4: 14 * DAY },
    resolution: { P1: null, P2: null, P3: 7 * DAY, P4: 14 * DAY },
  },
  waWindowWarnings: [20 * HOUR, 23 * HOUR],
  ladder: {
    P1: [
      { rung: 'a2', after: 5 * MIN },
      { rung: 'a3', after: 10 * MIN },
      { rung: 't1', after: 10 * MIN },
      { rung: 'a4', after: 20 * MIN },
      { rung: 't2', after: 20 * MIN },
      { rung: 't3', after: 40 * MIN },
      { rung: 't4', after: HOUR },
    ],
    P2: [
      { rung: 'a2', after: 15 * MIN },
      { rung: 'a3', after: 30 * MIN },
      { rung: 't1', after: 30 * MIN },
      { rung: 'a4', after: HOUR },
      { rung: 't2', after: HOUR },
      { rung: 't3', after: 3 * HOUR },
      { rung: 't4', after: 6 * HOUR },
    ],
    P3: [
      { rung: 'a2', after: HOUR },
      { rung: 'a3', after: 2 * HOUR },
      { rung: 't1', after: 2 * HOUR },
      { rung: 'a4', after: 6 * HOUR },
      { rung: 't2', after: 6 * HOUR },
      { rung: 't3', after: DAY },
    ],
    P4: [
      { rung: 'a2', after: 8 * HOUR },
      { rung: 'a3', after: DAY },
      { rung: 't1', after: DAY },
      { rung: 'a4', after: 2 * DAY },
      { rung: 't2', after: 2 * DAY },
    ],
  },
  ackExpiry: { P1: HOUR, P2: 3 * HOUR, P3: DAY, P4: null },
  ackStep: { P1: 5 * MIN, P2: 15 * MIN, P3: HOUR, P4: 8 * HOUR },
  autoClose: 3 * DAY,
  rising: 12 * HOUR,
  intentOutcome: MIN,
  noContact: { attempts: 3, channels: 2, span: DAY },
};

/** The version in force for what begins now: the newest of the crisis, where it has any of its own; else the room's newest. */
export function inForce(policies: readonly Policy[], crisis?: string): Policy | undefined {
  const own = crisis && policies.findLast((policy) => policy.crisis === crisis);
  return own || policies.findLast((policy) => policy.crisis === undefined);
}

/** The policy of that version, from those known; the newest known where a version is missing (never nothing). */
export function policyOf(policies: readonly Policy[], version: number): Policy {
  return policies.find((p) => p.version === version) ?? policies.at(-1) ?? DEFAULT_POLICY;
}
