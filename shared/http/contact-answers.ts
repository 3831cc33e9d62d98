import * as v from 'valibot';
import { DELIVERY_STATES } from '../case/delivery.ts';
import { CHANNELS, PRIORITIES, RELATIONSHIPS, STATUSES } from '../case/vocabulary.ts';
import { CALL_BACK } from '../people/safety.ts';

const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());
const safety = v.strictObject({
  callBack: v.picklist(CALL_BACK),
  window: v.optional(v.strictObject({ from: text, to: text, zone: text })),
  sharedDevice: v.boolean(),
  captorMaySee: v.boolean(),
  quietHoursLocal: v.optional(v.strictObject({ from: text, to: text, zone: text })),
  note: v.optional(text),
});

/** How a reporter may be reached, as every head of a case shows it. */
export const REACH_ANSWER = {
  safety: v.optional(safety),
  optedOut: v.optional(v.array(v.picklist(CHANNELS))),
};

export const CONTACT_ANSWERS = {
  Contact: v.strictObject({
    id: text,
    version: v.pipe(v.number(), v.integer(), v.minValue(0)),
    name: v.nullable(text),
    channel: v.picklist(CHANNELS),
    relationship: v.picklist(RELATIONSHIPS),
    language: v.nullable(text),
    phone: v.optional(text),
    identities: v.array(v.strictObject({ channel: v.picklist(CHANNELS), id: text, phone: v.optional(text) })),
    safety: v.nullable(safety),
    optOuts: v.array(v.strictObject({ channel: v.picklist(CHANNELS), at: instant, via: text })),
  }),
  Delivery: v.strictObject({
    messageId: text,
    contactId: text,
    channel: v.picklist(CHANNELS),
    queuedAt: instant,
    status: v.picklist(DELIVERY_STATES),
    history: v.array(v.strictObject({ status: text, at: instant, code: v.optional(text) })),
  }),
  Upload: v.strictObject({ key: text, url: text, fields: v.record(text, text) }),
  ContactMatch: v.strictObject({
    contactId: text,
    name: v.nullable(text),
    channel: v.picklist(CHANNELS),
    case: text,
    status: v.picklist(STATUSES),
    priority: v.picklist(PRIORITIES),
    summary: text,
    safety: v.optional(safety),
    optedOut: v.optional(v.array(v.picklist(CHANNELS))),
  }),
} as const;
