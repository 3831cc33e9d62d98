import { type Command, event, partId } from '../decide.ts';
import type { AlertFacts, NewEvent } from '../events.ts';
import { OPEN_ESCALATION_STATES } from '../state.ts';
import { full, reject } from './guards.ts';

export interface EscalateInput extends AlertFacts {
  /** Snapshot of the directory at this moment: a running escalation keeps it (d.3 rule 6). */
  agency: { id: string; tiers: number; red?: boolean };
}

/** Asks an agency. What stands in the alert is counted here, once, from the case: never names, phones or streets (d.3 rule 11). */
export const raiseEscalation: Command<EscalateInput> = {
  name: 'escalations',
  from: ['triaged', 'in_progress', 'awaiting_reporter', 'awaiting_agency', 'awaiting_movement'],
  decide(state, { agency, ...facts }, context) {
    const limit = full(state.escalations, '');
    if (limit) return limit;
    const open = state.escalations.find(
      (known) => known.agency === agency.id && OPEN_ESCALATION_STATES.includes(known.state) && known.ask === facts.ask,
    );
    if (open) {
      return reject(
        'open-obligations',
        {
          ar: 'طُلب هذا من الجهة نفسها وما زال مفتوحاً',
          en: 'the same agency has this request open already',
        },
        { open: [open.alertId] },
      );
    }
    const alertId = partId(state, 0);
    const events: NewEvent[] = [
      event(state, context, 'escalation.raised', {
        alertId,
        agency: agency.id,
        tiers: agency.tiers,
        ...facts,
        priority: state.priority,
        category: state.category,
        ...(state.country ? { country: state.country } : {}),
        ...(state.place ? { city: state.place } : {}),
        personsCount: state.persons.length,
        childrenCount: state.persons.filter((person) => person.age !== undefined && person.age < 18).length,
        restricted: state.sensitivity !== 'normal',
      }),
    ];
    // It may well not answer: the shift supervisor telephones now and not in ten minutes (decisions.md 14).
    if (agency.red) {
      events.push(
        event(state, context, 'escalation.climbed', {
          alertId,
          rung: 't1',
          dueAt: context.now,
          lateBySeconds: 0,
          told: true,
          reason: 'agency-red',
        }),
      );
    }
    const need = state.needs.find((known) => known.kind === facts.need && known.status === 'open');
    if (need) {
      events.push(
        event(state, context, 'need.changed', {
          needId: need.needId,
          status: 'assigned',
          agency: agency.id,
        }),
      );
    }
    return events;
  },
};
