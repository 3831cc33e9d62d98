import * as v from 'valibot';
import { partnerAlert } from '../agency/alert-view.ts';
import { AGENCY_STATES } from '../agency/standing.ts';
import {
  CATEGORIES,
  CHANNELS,
  CLOCKS,
  LINK_KINDS,
  NEED_KINDS,
  NEED_STATUSES,
  PRIORITIES,
  RELATIONSHIPS,
  RESOLUTION_CODES,
  RULE_IDS,
  SENSITIVITIES,
  STATUSES,
  VERIFIED_HOW,
} from '../case/vocabulary.ts';
import { GAP_KINDS, STEPS } from '../reconcile/reconciliation.ts';
import { CONTACT_ANSWERS, REACH_ANSWER } from './contact-answers.ts';
import { DESK_ANSWERS } from './desk-answers.ts';
import { FIGURE_ANSWERS } from './figure-answers.ts';
import { OUTREACH_ANSWERS } from './outreach-answers.ts';
import { ROLES } from './roles.ts';
import { onDuty, SHIFT_ANSWERS } from './shift-answers.ts';
import { SIMILAR_ANSWERS } from './similar-answers.ts';

/**
 * What the room answers, for the OpenAPI document and for the tests that hold every answer against it. Only types of it reach
 * a bundle. Strict: a field that is not written here is not answered.
 */
const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const nullable = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const both = v.strictObject({ ar: text, en: text });
const named = v.strictObject({ name: text, role: text });

const person = v.strictObject({
  personId: text,
  name: v.optional(text),
  role: v.optional(text),
  sex: v.optional(text),
  age: v.optional(v.number()),
  birthDate: v.optional(text),
  nationalities: v.optional(v.array(text)),
  phone: v.optional(text),
  vulnerabilities: v.optional(v.array(text)),
  medical: v.optional(text),
  place: v.optional(text),
  note: v.optional(text),
  disclosureConsent: v.optional(
    v.strictObject({
      toFamily: text,
      toAgencies: v.optional(v.array(text)),
      toMedia: v.optional(text),
      basis: text,
      by: text,
      at: instant,
    }),
  ),
  safety: v.optional(
    v.strictObject({ status: text, grade: text, asOf: instant, setBy: text, secondBy: v.optional(text) }),
  ),
});

const escalation = v.strictObject({
  alertId: text,
  agency: text,
  state: v.picklist([
    'raised',
    'sent',
    'failed',
    'acknowledged',
    'asked',
    'accepted',
    'declined',
    'completed',
    'stood_down',
  ]),
  priority: v.picklist(PRIORITIES),
  category: v.picklist(CATEGORIES),
  ask: text,
  need: v.optional(v.picklist(NEED_KINDS)),
  quantity: v.optional(v.number()),
  place: v.optional(text),
  by: v.optional(instant),
  tiers: whole,
  raisedAt: instant,
  raisedBy: text,
  country: v.optional(text),
  city: v.optional(text),
  personsCount: whole,
  childrenCount: whole,
  restricted: v.boolean(),
  sentAt: v.optional(instant),
  told: v.array(text),
  reached: v.array(text),
  reaskedAt: v.optional(instant),
  heldAt: v.optional(instant),
  undelivered: v.optional(v.array(text)),
  ack: v.optional(
    v.strictObject({ by: named, via: text, at: instant, rung: v.optional(text), expired: v.optional(v.boolean()) }),
  ),
  response: v.optional(
    v.strictObject({ accepted: v.boolean(), at: instant, eta: v.optional(text), text: v.optional(text) }),
  ),
  question: v.optional(text),
  answer: v.optional(text),
  report: v.optional(v.strictObject({ at: instant, text })),
  closedAt: v.optional(instant),
  revision: whole,
  dueAt: v.optional(instant),
});

const caseHead = v.strictObject({
  id: text,
  version: whole,
  status: v.picklist(STATUSES),
  priority: v.picklist(PRIORITIES),
  priorityReasons: v.array(
    v.strictObject({
      rule: v.picklist([...RULE_IDS, 'staff', 'merge']),
      words: v.optional(v.array(text)),
      text: both,
      by: text,
    }),
  ),
  category: v.picklist(CATEGORIES),
  sensitivity: v.picklist(SENSITIVITIES),
  crisis: nullable(text),
  country: nullable(text),
  place: nullable(text),
  language: nullable(text),
  summary: text,
  owner: nullable(text),
  takenBy: nullable(text),
  openedAt: instant,
  updatedAt: instant,
  lastInboundAt: nullable(instant),
  lastOutboundAt: nullable(instant),
  firstHumanActionAt: nullable(instant),
  expectedAt: nullable(instant),
  reporters: v.array(
    v.strictObject({
      contactId: text,
      name: nullable(text),
      channel: v.picklist(CHANNELS),
      relationship: v.picklist(RELATIONSHIPS),
      phone: v.optional(text),
      writable: v.boolean(),
      ...REACH_ANSWER,
    }),
  ),
  persons: v.array(person),
  needs: v.array(
    v.strictObject({
      needId: text,
      kind: v.picklist(NEED_KINDS),
      status: v.picklist(NEED_STATUSES),
      quantity: v.optional(v.number()),
      neededBy: v.optional(instant),
      agency: v.optional(text),
      reason: v.optional(text),
    }),
  ),
  locations: v.array(
    v.strictObject({
      locationId: text,
      lat: v.optional(v.number()),
      lon: v.optional(v.number()),
      accuracyM: v.optional(v.number()),
      country: v.optional(text),
      text: v.optional(text),
      source: text,
      observedAt: instant,
      current: v.boolean(),
    }),
  ),
  escalations: v.array(escalation),
  promises: v.array(
    v.strictObject({
      promiseId: text,
      contactId: text,
      text,
      madeAt: instant,
      dueAt: instant,
      status: v.picklist(['pending', 'kept']),
      keptAt: v.optional(instant),
      callBack: v.optional(v.boolean()),
    }),
  ),
  clocks: v.array(
    v.strictObject({
      name: v.picklist(CLOCKS),
      of: nullable(text),
      startedAt: instant,
      dueAt: nullable(instant),
      stoppedAt: v.optional(instant),
      breachedAt: v.optional(instant),
      policyVersion: whole,
    }),
  ),
  nextDueAt: nullable(instant),
  links: v.array(
    v.strictObject({
      linkId: text,
      other: text,
      kind: v.picklist(LINK_KINDS),
      state: v.picklist(['suggested', 'confirmed', 'rejected', 'withdrawn']),
      reason: text,
      score: v.optional(v.number()),
    }),
  ),
  unsent: v.array(
    v.strictObject({
      messageId: text,
      contactId: text,
      channel: v.picklist(CHANNELS),
      phase: v.picklist(['queued', 'sending', 'unknown']),
    }),
  ),
  merged: v.array(text),
  mergedInto: nullable(text),
  similar: nullable(text),
  transferredTo: nullable(text),
  invalidReason: nullable(text),
  resolution: v.optional(
    v.strictObject({
      code: v.picklist(RESOLUTION_CODES),
      text,
      verifiedBy: text,
      verifiedHow: v.picklist(VERIFIED_HOW),
      at: instant,
    }),
  ),
  redactions: v.optional(
    v.array(v.strictObject({ redactionId: text, seqs: v.array(whole), reason: text, by: text, at: instant })),
  ),
  closedAt: nullable(instant),
  reopenCount: whole,
  counts: v.strictObject({ messagesIn: whole, messagesOut: whole }),
});

const boardRow = v.strictObject({
  id: text,
  priority: v.picklist(PRIORITIES),
  nextDueAt: nullable(instant),
  version: v.optional(whole),
  status: v.optional(v.picklist(STATUSES)),
  category: v.optional(v.picklist(CATEGORIES)),
  country: v.optional(text),
  place: v.optional(text),
  owner: v.optional(text),
  crisis: v.optional(text),
  agencies: v.optional(v.array(text)),
  summary: v.optional(text),
  openedAt: v.optional(instant),
  /** Where it stands on the map: the last place with coordinates, and when they were seen there. */
  point: v.optional(v.strictObject({ lat: v.number(), lon: v.number(), at: instant })),
  // One row for all near-identical ones, and how many there are:
  similar: v.optional(v.strictObject({ group: text, count: whole })),
  // Of cases asked for by their ids:
  nextDue: v.optional(v.picklist(CLOCKS)),
  persons: v.optional(whole),
  children: v.optional(whole),
  lastInboundAt: v.optional(nullable(instant)),
  lastOutboundAt: v.optional(nullable(instant)),
});

const timelineEvent = v.strictObject({
  case: text,
  seq: whole,
  type: text,
  at: instant,
  actor: v.strictObject({
    kind: v.picklist(['staff', 'citizen', 'agency', 'system']),
    id: text,
    name: v.optional(text),
    role: v.optional(text),
  }),
  policy: whole,
  data: v.optional(v.record(text, v.unknown())),
  salt: v.optional(text),
  dataHash: text,
  prevHash: text,
  hash: text,
  schema: whole,
  redactedBy: v.optional(text),
});

const crisis = v.strictObject({
  id: text,
  version: whole,
  name: both,
  countries: v.array(text),
  phase: text,
  startedAt: instant,
  endedAt: v.optional(instant),
  hotlines: v.optional(v.array(text)),
  assemblyPoints: v.optional(
    v.array(
      v.strictObject({
        id: text,
        name: both,
        point: v.strictObject({ lat: v.number(), lon: v.number() }),
        what: v.optional(both),
      }),
    ),
  ),
});

const agency = v.strictObject({
  id: text,
  version: whole,
  name: both,
  kind: text,
  country: v.optional(text),
  scope: v.strictObject({ countries: v.array(text), categories: v.array(text), needs: v.array(text) }),
  parentId: v.optional(text),
  tiers: v.array(
    v.strictObject({
      role: both,
      contacts: v.array(v.strictObject({ name: v.optional(text), channel: text, address: text })),
    }),
  ),
  hours: text,
  languages: v.array(text),
  dataAgreement: v.optional(
    v.strictObject({ allowedFields: v.array(text), legalBasis: v.optional(text), signedAt: v.optional(instant) }),
  ),
  standard: v.optional(v.picklist(['cloudevents', 'cap'])),
  active: v.boolean(),
  clientId: v.optional(text),
  state: v.picklist(AGENCY_STATES),
  red: v.optional(v.array(text)),
  faults: v.optional(v.array(v.strictObject({ channel: text, address: text, fault: text }))),
  proved: v.array(whole),
  lastDrillAt: v.optional(instant),
  lastDrillResult: v.optional(text),
  client: v.optional(v.strictObject({ id: text, secret: text })),
});

const reconciliation = {
  id: text,
  state: v.picklist(['running', 'finished']),
  from: instant,
  to: instant,
  askedAt: instant,
  askedBy: text,
  finishedAt: v.optional(instant),
  at: nullable(v.picklist(STEPS)),
  steps: v.array(
    v.strictObject({
      name: v.picklist(STEPS),
      state: v.picklist(['waiting', 'done', 'failed']),
      compared: whole,
      gaps: whole,
      fed: whole,
      code: v.optional(text),
    }),
  ),
};

/** Every named answer of the room's routes. */
export const ANSWERS = {
  ...FIGURE_ANSWERS,
  CaseHead: caseHead,
  BoardRow: boardRow,
  TimelineEvent: timelineEvent,
  Verification: v.union([
    v.strictObject({ valid: v.literal(true), events: whole, head: text }),
    v.strictObject({ valid: v.literal(false), brokenAt: whole, why: text }),
  ]),
  Suggestion: v.strictObject({
    priority: v.picklist(PRIORITIES),
    category: v.picklist(CATEGORIES),
    needs: v.array(v.picklist(NEED_KINDS)),
    rules: v.array(v.picklist(RULE_IDS)),
    reasons: v.array(v.strictObject({ rule: v.picklist(RULE_IDS), words: v.array(text), text: both })),
    people: v.strictObject({ count: v.optional(whole), minors: v.optional(whole) }),
    place: v.optional(v.strictObject({ country: v.optional(text), city: v.optional(text) })),
    lang: text,
    provisional: v.optional(v.boolean()),
  }),
  Export: v.strictObject({ url: text, expiresAt: instant, events: whole }),
  Routes: v.strictObject({
    routes: v.array(
      v.strictObject({
        agency: text,
        name: both,
        role: v.picklist(['primary', 'copy']),
        state: v.picklist(AGENCY_STATES),
      }),
    ),
    toSupervisor: v.boolean(),
  }),
  Attachment: v.variant('state', [
    v.strictObject({ state: v.literal('pending') }),
    v.strictObject({
      state: v.literal('stored'),
      mime: text,
      bytes: whole,
      sha256: text,
      url: text,
      expiresAt: instant,
    }),
    v.strictObject({ state: v.literal('failed'), reason: text }),
  ]),
  LiveTicket: v.strictObject({ ticket: text, url: text, expiresAt: instant }),
  Reconciliation: v.strictObject(reconciliation),
  ReconciliationGaps: v.strictObject({
    ...reconciliation,
    found: v.array(
      v.strictObject({
        kind: v.picklist(GAP_KINDS),
        id: v.optional(text),
        channel: v.optional(v.picklist(CHANNELS)),
        at: v.optional(instant),
        detail: v.optional(text),
      }),
    ),
    limits: v.array(both),
  }),
  Me: v.strictObject({
    id: text,
    roles: v.array(v.picklist(ROLES)),
    duty: v.array(onDuty),
    supervisors: v.array(text),
  }),
  Agency: agency,
  PartnerAlert: partnerAlert,
  Crisis: crisis,
  Policies: v.strictObject({ current: whole, versions: v.array(v.looseObject({ version: whole })) }),
  Ladder: v.strictObject({
    case: text,
    /** Of the case; the request keeps the one it was raised with until it is repriced. */
    priority: v.picklist(PRIORITIES),
    status: v.picklist(STATUSES),
    owner: nullable(text),
    country: nullable(text),
    place: nullable(text),
    escalation,
    /** Rungs that will be told while nobody acknowledges, soonest first; none once somebody has, or while it is held. */
    ahead: v.array(v.strictObject({ rung: text, dueAt: instant })),
    ackExpiresAt: v.optional(instant),
  }),
  DeadLetters: v.strictObject({ queue: text, count: whole }),
  Health: v.strictObject({ status: v.literal('ok') }),
  ...OUTREACH_ANSWERS,
  ...SHIFT_ANSWERS,
  ...CONTACT_ANSWERS,
  ...SIMILAR_ANSWERS,
  ...DESK_ANSWERS,
} as const;

export type AnswerName = keyof typeof ANSWERS;
