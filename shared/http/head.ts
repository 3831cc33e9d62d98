import type { Obligations } from '../case/obligations.ts';
import type { CaseState, Escalation } from '../case/state.ts';
import type { ContactRules } from '../people/safety.ts';

/** An escalation with what a screen counts down to: the running clock of it. */
function escalationView(escalation: Escalation, clocks: Obligations['clocks']) {
  const running = clocks.find((clock) => clock.key.endsWith(`:${escalation.alertId}`) && !clock.stoppedAt);
  const { ack, firstAck: _first, repricedAt: _repriced, undelivered, reasked, ...rest } = withoutPolicy(escalation);
  return {
    ...rest,
    ...(reasked ? { reaskedAt: reasked.at } : {}),
    ...(undelivered ? { undelivered: undelivered.map((one) => one.split(' ').slice(0, 2).join(' ')) } : {}),
    ...(ack ? { ack: withoutPolicy(ack) } : {}),
    ...(running?.dueAt ? { dueAt: running.dueAt } : {}),
  };
}

/**
 * The head of a case as the contract shows it: a pure view of the state and its clocks. What is unknown is `null` where the
 * contract names the field, so that a reader need not guess whether it was left out.
 */
export function headView(
  state: CaseState,
  { clocks, urgentAt }: Pick<Obligations, 'clocks' | 'urgentAt'>,
  contacts: ReadonlyMap<string, ContactRules> = new Map(),
) {
  return {
    id: state.id,
    version: state.version,
    status: state.status,
    priority: state.priority,
    priorityReasons: state.reasons.map(({ rule, words, text, by }) => ({
      rule,
      ...(words ? { words } : {}),
      text,
      by,
    })),
    category: state.category,
    sensitivity: state.sensitivity,
    crisis: state.crisis ?? null,
    country: state.country ?? null,
    place: state.place ?? null,
    language: state.language ?? null,
    summary: state.summary,
    owner: state.owner ?? null,
    takenBy: state.takenBy ?? null,
    openedAt: state.opened.at,
    updatedAt: state.lastAt,
    lastInboundAt: state.lastInboundAt ?? null,
    lastOutboundAt: state.lastOutboundAt ?? null,
    firstHumanActionAt: state.firstHumanActionAt ?? null,
    expectedAt: state.expectedAt ?? null,
    reporters: state.reporters.map(({ contactId, name, channel, relationship, phone, address }) => ({
      contactId,
      name: name ?? null,
      channel,
      relationship,
      ...(phone ? { phone } : {}),
      writable: address !== undefined,
      ...reachView(contacts.get(contactId)),
    })),
    persons: state.persons,
    needs: state.needs,
    locations: state.locations,
    escalations: state.escalations.map((escalation) => escalationView(escalation, clocks)),
    promises: state.promises.map(withoutPolicy),
    clocks: clocks.map(({ key, ...clock }) => ({
      name: clock.name,
      of: key.includes(':') ? key.slice(key.indexOf(':') + 1) : null,
      startedAt: clock.startedAt,
      dueAt: clock.dueAt ?? null,
      ...(clock.stoppedAt ? { stoppedAt: clock.stoppedAt } : {}),
      ...(clock.breachedAt ? { breachedAt: clock.breachedAt } : {}),
      policyVersion: clock.policyVersion,
    })),
    nextDueAt: urgentAt ?? null,
    links: state.links,
    unsent: state.outbox.map(({ messageId, contactId, channel, phase }) => ({ messageId, contactId, channel, phase })),
    merged: state.merges.map(({ other }) => other),
    mergedInto: state.mergedInto ?? null,
    similar: state.similar ?? null,
    transferredTo: state.transferredTo ?? null,
    invalidReason: state.invalidReason ?? null,
    ...(state.resolution ? { resolution: withoutPolicy(state.resolution) } : {}),
    ...(state.redactions ? { redactions: state.redactions } : {}),
    closedAt: state.closedAt ?? null,
    reopenCount: state.reopenCount,
    counts: { ...state.counts },
  };
}

export type HeadView = ReturnType<typeof headView>;

/** How a reporter may be reached, where anything is known of it. */
export function reachView({ safety, optOuts = [] }: ContactRules = {}) {
  return {
    ...(safety ? { safety } : {}),
    ...(optOuts.length > 0 ? { optedOut: optOuts.map(({ channel }) => channel) } : {}),
  };
}

function withoutPolicy<T extends { policy: number }>({ policy: _policy, ...rest }: T): Omit<T, 'policy'> {
  return rest;
}
