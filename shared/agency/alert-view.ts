import * as v from 'valibot';
import type { CaseState, Escalation, EscalationState } from '../case/state.ts';
import { CATEGORIES, NEED_KINDS, PRIORITIES } from '../case/vocabulary.ts';
import { type Agency, permits } from './agency.ts';

export const ALERT_STATES = [
  'raised',
  'sent',
  'failed',
  'acknowledged',
  'asked',
  'accepted',
  'declined',
  'completed',
  'stood_down',
] as const satisfies readonly EscalationState[];

const text = v.string();
const named = v.strictObject({ name: text, role: text });

/** An alert as its agency sees it; the last four members as far as the data agreement allows. */
export const partnerAlert = v.strictObject({
  alertId: text,
  revision: v.number(),
  case: text,
  agency: text,
  state: v.picklist(ALERT_STATES),
  priority: v.picklist(PRIORITIES),
  category: v.picklist(CATEGORIES),
  country: v.optional(text),
  city: v.optional(text),
  ask: text,
  need: v.optional(v.picklist(NEED_KINDS)),
  quantity: v.optional(v.number()),
  by: v.optional(text),
  personsCount: v.number(),
  childrenCount: v.number(),
  restricted: v.boolean(),
  raisedAt: text,
  acknowledgement: v.optional(v.strictObject({ by: named, at: text, expired: v.boolean() })),
  response: v.optional(
    v.strictObject({ accepted: v.boolean(), at: text, eta: v.optional(text), text: v.optional(text) }),
  ),
  question: v.optional(text),
  answer: v.optional(text),
  report: v.optional(v.strictObject({ at: text, text })),
  closedAt: v.optional(text),
  needs: v.optional(v.array(v.strictObject({ kind: text, status: text, quantity: v.optional(v.number()) }))),
  location: v.optional(
    v.strictObject({
      place: v.optional(text),
      text: v.optional(text),
      lat: v.optional(v.number()),
      lon: v.optional(v.number()),
      observedAt: v.optional(text),
    }),
  ),
  persons: v.optional(
    v.array(
      v.strictObject({
        name: v.optional(text),
        sex: v.optional(text),
        age: v.optional(v.number()),
        vulnerabilities: v.optional(v.array(text)),
        medical: v.optional(text),
      }),
    ),
  ),
  contacts: v.optional(v.array(v.strictObject({ name: v.optional(text), phone: text }))),
});

export type PartnerAlert = v.InferOutput<typeof partnerAlert>;

/** An alert without anything of the case behind it: what lists show. */
export function alertView(caseId: string, escalation: Escalation): PartnerAlert {
  const { alertId, revision, agency, state, priority, category, country, city, ask, need, quantity, by } = escalation;
  const { personsCount, childrenCount, restricted, raisedAt, ack, response, question, answer, report, closedAt } =
    escalation;
  return {
    alertId,
    revision,
    case: caseId,
    agency,
    state,
    priority,
    category,
    ...(country ? { country } : {}),
    ...(city ? { city } : {}),
    ask,
    ...(need ? { need } : {}),
    ...(quantity === undefined ? {} : { quantity }),
    ...(by ? { by } : {}),
    personsCount,
    childrenCount,
    restricted,
    raisedAt,
    ...(ack ? { acknowledgement: { by: ack.by, at: ack.at, expired: ack.expired ?? false } } : {}),
    ...(response ? { response } : {}),
    ...(question ? { question } : {}),
    ...(answer ? { answer } : {}),
    ...(report ? { report } : {}),
    ...(closedAt ? { closedAt } : {}),
  };
}

/**
 * An alert with what the agency's data agreement opens of its case (domain.md d.1). Without an agreement, and of an alert
 * that is over, nothing beyond the alert: whoever no longer helps no longer needs to know.
 */
export function detailedView(state: CaseState, escalation: Escalation, agency: Agency): PartnerAlert {
  const view = alertView(state.id, escalation);
  if (escalation.closedAt) return view;
  return {
    ...view,
    ...(permits(agency, 'needs')
      ? { needs: state.needs.map(({ kind, status, quantity }) => ({ kind, status, ...known({ quantity }) })) }
      : {}),
    ...(permits(agency, 'location') ? { location: locationOf(state, escalation) } : {}),
    ...(permits(agency, 'persons') ? { persons: personsOf(state, permits(agency, 'medical')) } : {}),
    ...(permits(agency, 'contact') ? { contacts: contactsOf(state) } : {}),
  };
}

function locationOf(state: CaseState, escalation: Escalation): NonNullable<PartnerAlert['location']> {
  const current = state.locations.find((location) => location.current) ?? state.locations.at(-1);
  const { text, lat, lon, observedAt } = current ?? {};
  return known({ place: escalation.place, text, lat, lon, observedAt });
}

function personsOf(state: CaseState, withMedical: boolean): NonNullable<PartnerAlert['persons']> {
  return state.persons.map(({ name, sex, age, vulnerabilities, medical }) =>
    known({ name, sex, age, vulnerabilities, medical: withMedical ? medical : undefined }),
  );
}

function contactsOf(state: CaseState): NonNullable<PartnerAlert['contacts']> {
  return [...state.reporters, ...state.persons].flatMap(({ name, phone }) =>
    phone ? [{ ...known({ name }), phone }] : [],
  );
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
function known<T extends object>(members: T): Known<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Known<T>;
}
