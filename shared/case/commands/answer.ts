import type { Rung } from '../../clocks/policy.ts';
import { type Command, event, type Rejection } from '../decide.ts';
import type { AnswerVia, NamedPerson, NewEvent } from '../events.ts';
import type { CaseState, Escalation } from '../state.ts';
import { invalidField, notFound, RECORDABLE, reject, WORKING } from './guards.ts';

/** What an agency does with an alert (d.3). A named person answers; how it came (link, API, phone, keyed reply) is recorded. */
export interface AgencyInput {
  alertId: string;
  by: NamedPerson;
  via: AnswerVia;
  rung?: Rung;
}

/**
 * Acknowledged by a named person. A second one is recorded as second, one after the end as late: both change nothing (d.3 rules 4, 5).
 * It counts even before `escalation.sent` is recorded (decisions.md 1).
 */
export const acknowledge: Command<AgencyInput> = {
  name: 'acknowledge',
  from: RECORDABLE,
  decide(state, input, context) {
    const escalation = escalationOf(state, input.alertId);
    if (!escalation) return escalationNotFound();
    const late = escalation.closedAt !== undefined;
    const second = !late && !escalation.heldAt && !['raised', 'sent', 'failed'].includes(escalation.state);
    return [
      event(state, context, 'escalation.acknowledged', {
        alertId: input.alertId,
        by: input.by,
        via: input.via,
        ...(input.rung ? { rung: input.rung } : {}),
        ...(late ? { late } : {}),
        ...(second ? { second } : {}),
        tell: late || second ? [] : above(escalation, input.rung ?? 'a1'),
      }),
    ];
  },
};

/** Accepted, with a plan: with an ETA the acknowledgement no longer expires. Accepting acknowledges, too. */
export const accept: Command<AgencyInput & { eta?: string; text?: string }> = {
  name: 'accept',
  from: WORKING,
  decide(state, input, context) {
    const { alertId, by, via, eta, text } = input;
    return answering(state, input, (escalation) => [
      ...implied(state, escalation, input, context),
      event(state, context, 'escalation.accepted', {
        alertId,
        by,
        via,
        ...(eta ? { eta } : {}),
        ...(text ? { text } : {}),
      }),
    ]);
  },
};

/** Refused: the case comes back to its owner at once (c.3, automatic on decline). */
export const decline: Command<AgencyInput & { reason: string }> = {
  name: 'decline',
  from: WORKING,
  to: [{ from: ['awaiting_agency'], to: 'in_progress' }],
  decide(state, input, context) {
    const { alertId, by, via, reason } = input;
    return answering(state, input, (escalation) => [
      event(state, context, 'escalation.declined', {
        alertId,
        by,
        via,
        reason,
        tell: others(escalation, input.rung),
      }),
      ...backToOwner(state, context),
    ]);
  },
};

/** Asks for information: our turn, so the case comes back to its owner (c.3, automatic on info request). */
export const ask: Command<AgencyInput & { text: string }> = {
  name: 'ask',
  from: WORKING,
  to: [{ from: ['awaiting_agency'], to: 'in_progress' }],
  decide(state, input, context) {
    const { alertId, by, via, text } = input;
    return answering(state, input, (escalation) => [
      ...implied(state, escalation, input, context),
      event(state, context, 'escalation.asked', { alertId, by, via, text }),
      ...backToOwner(state, context),
    ]);
  },
};

export const report: Command<AgencyInput & { text: string }> = {
  name: 'report',
  from: WORKING,
  decide(state, input, context) {
    const { alertId, by, via, text } = input;
    return answering(state, input, (escalation) => [
      ...implied(state, escalation, input, context),
      event(state, context, 'escalation.reported', { alertId, by, via, text }),
    ]);
  },
};

/** Done, says the agency. The case is resolved by the room, after somebody verified it (c.3 rule 2). */
export const complete: Command<AgencyInput & { text: string }> = {
  name: 'complete',
  from: WORKING,
  to: [{ from: ['awaiting_agency'], to: 'in_progress' }],
  decide(state, input, context) {
    const { alertId, by, via, text } = input;
    return answering(state, input, (escalation) => [
      ...implied(state, escalation, input, context),
      event(state, context, 'escalation.completed', {
        alertId,
        by,
        via,
        text,
        tell: others(escalation, input.rung),
      }),
      ...backToOwner(state, context),
    ]);
  },
};

/** The room's answer to what the agency asked. */
export const answerAgency: Command<{ alertId: string; text: string }> = {
  name: 'answer',
  from: WORKING,
  decide(state, input, context) {
    const escalation = escalationOf(state, input.alertId);
    if (!escalation) return escalationNotFound();
    if (escalation.state !== 'asked') {
      return invalidField('', {
        ar: 'لم تسأل الجهة شيئاً',
        en: 'the agency has no open question',
      });
    }
    return [event(state, context, 'escalation.answered', input)];
  },
};

export function escalationOf(state: CaseState, alertId: string): Escalation | undefined {
  return state.escalations.find((known) => known.alertId === alertId);
}

export function escalationNotFound(): Rejection {
  return notFound({ ar: 'التصعيد', en: 'escalation' });
}

export function closedEscalation(): Rejection {
  return reject('gone', { ar: 'انتهى هذا الطلب', en: 'this request is over' });
}

function answering(state: CaseState, input: AgencyInput, events: (escalation: Escalation) => NewEvent[]) {
  const escalation = escalationOf(state, input.alertId);
  if (!escalation) return escalationNotFound();
  if (escalation.closedAt) return closedEscalation();
  return events(escalation);
}

/** Whoever acts on an alert without acknowledging it first has thereby acknowledged it. */
function implied(
  state: CaseState,
  escalation: Escalation,
  input: AgencyInput,
  context: Parameters<typeof event>[1],
): NewEvent[] {
  if (!['raised', 'sent', 'failed'].includes(escalation.state)) return [];
  const { alertId, by, via, rung } = input;
  return [
    event(state, context, 'escalation.acknowledged', {
      alertId,
      by,
      via,
      ...(rung ? { rung } : {}),
      tell: above(escalation, rung ?? 'a1'),
    }),
  ];
}

function backToOwner(state: CaseState, context: Parameters<typeof event>[1]): NewEvent[] {
  if (state.status !== 'awaiting_agency') return [];
  return [
    event(state, context, 'status.changed', {
      from: 'awaiting_agency',
      to: 'in_progress',
    }),
  ];
}

/** Rungs told beyond the one that answered: higher tiers of the agency, and every tier of the room. */
function above(escalation: Escalation, rung: Rung): Rung[] {
  return escalation.told.filter((told) => told !== rung && (told.startsWith('t') || told > rung));
}

function others(escalation: Escalation, rung: Rung | undefined): Rung[] {
  return escalation.told.filter((told) => told !== (rung ?? escalation.ack?.rung ?? 'a1'));
}
