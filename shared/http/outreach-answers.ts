import * as v from 'valibot';
import { NOTICE_KINDS } from '../notices/vocabulary.ts';
import { RUMOUR_STATUSES } from '../rumours/vocabulary.ts';

const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const both = v.strictObject({ ar: text, en: text });
const counts = v.record(text, whole);

const wording = v.strictObject({
  version: whole,
  text: both,
  by: text,
  at: instant,
  approvedBy: v.optional(text),
  approvedAt: v.optional(instant),
});

const row = {
  id: text,
  version: whole,
  claim: both,
  status: v.picklist(RUMOUR_STATUSES),
  crisis: v.optional(text),
  countries: v.array(text),
  firstSeenAt: instant,
  openedBy: text,
  openedAt: instant,
  seenCount: whole,
  /** Cases that asked, and how many of them have the answer that goes out. */
  asked: whole,
  told: whole,
  checking: v.optional(v.strictObject({ authority: text, by: text, since: instant })),
  verdict: v.optional(
    v.strictObject({ status: text, sources: v.array(text), by: text, at: instant, reviewAt: instant }),
  ),
  review: v.optional(v.strictObject({ since: instant, told: v.boolean() })),
  draft: v.optional(wording),
  answer: v.optional(wording),
  sending: v.optional(v.strictObject({ answer: whole, by: text, at: instant, told: whole, skipped: counts })),
};

const content = v.strictObject({
  title: both,
  body: both,
  instruction: v.optional(both),
  area: v.strictObject({
    countries: v.array(text),
    name: v.optional(both),
    polygon: v.optional(v.array(v.tuple([v.number(), v.number()]))),
    circle: v.optional(v.strictObject({ lat: v.number(), lon: v.number(), radiusKm: v.number() })),
  }),
  severity: text,
  urgency: text,
  certainty: text,
  response: text,
  category: text,
  onset: v.optional(instant),
  expires: v.optional(instant),
});

const noticeVersion = v.strictObject({
  version: whole,
  msgType: v.picklist(['Alert', 'Update', 'Cancel']),
  content,
  publishedAt: instant,
  reason: v.optional(both),
});

const broadcast = v.strictObject({
  version: whole,
  audience: v.strictObject({ crisis: v.optional(text), countries: v.array(text) }),
  perMinute: whole,
  estimate: whole,
  state: v.picklist(['requested', 'approved', 'sending', 'done', 'stopped']),
  requestedBy: text,
  requestedAt: instant,
  approvedBy: v.optional(text),
  approvedAt: v.optional(instant),
  size: v.optional(whole),
  at: whole,
  queued: whole,
  skipped: counts,
  endedAt: v.optional(instant),
});

/** What the routes of `outreach-routes.ts` answer. */
export const OUTREACH_ANSWERS = {
  RumourRow: v.strictObject(row),
  Rumour: v.strictObject({
    ...row,
    /** Routes that the caller may use on it now. */
    allowed: v.array(text),
    sightings: v.array(v.strictObject({ where: text, at: instant, count: whole })),
    cases: v.array(
      v.strictObject({
        case: text,
        message: v.optional(text),
        contactId: v.optional(text),
        at: instant,
        told: v.optional(whole),
      }),
    ),
  }),
  Notice: v.strictObject({
    id: text,
    version: whole,
    status: v.picklist(['draft', 'approved', 'published', 'cancelled']),
    expired: v.boolean(),
    kind: v.picklist(NOTICE_KINDS),
    crisis: v.optional(text),
    createdBy: text,
    createdAt: instant,
    draft: v.optional(
      v.strictObject({
        number: whole,
        content,
        reason: v.optional(both),
        by: text,
        at: instant,
        approvedBy: v.optional(text),
        approvedAt: v.optional(instant),
      }),
    ),
    current: v.optional(noticeVersion),
    history: v.array(
      v.strictObject({ version: whole, msgType: v.picklist(['Alert', 'Update', 'Cancel']), publishedAt: instant }),
    ),
    broadcast: v.optional(broadcast),
    /** Routes that the caller may use on it now. */
    allowed: v.array(text),
  }),
  NoticeVersion: noticeVersion,
  Reach: v.strictObject({
    version: whole,
    /** Messages by how far each has come; one that was read counts there and nowhere else. */
    messages: v.strictObject({ queued: whole, sent: whole, delivered: whole, read: whole, failed: whole }),
    skipped: counts,
  }),
} as const;
