import * as v from 'valibot';
import { CLOCKS, PRIORITIES } from '../case/vocabulary.ts';
import { DISPOSITIONS, HANDOVER_STATES, PARTS } from '../handover/vocabulary.ts';
import { SHIFT_ROLES, WELLBEING } from '../shifts/shift.ts';

const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const both = v.strictObject({ ar: text, en: text });
const signed = { at: instant, by: text };

/** Somebody who is there now. */
export const onDuty = v.strictObject({
  staff: text,
  role: v.picklist(SHIFT_ROLES),
  shift: text,
  from: instant,
  to: instant,
});

/** Shifts, presence, handovers: answers of `shift-routes.ts`. */
export const SHIFT_ANSWERS = {
  Shift: v.strictObject({
    id: text,
    version: whole,
    team: text,
    start: instant,
    end: instant,
    contact: v.optional(text),
    roster: v.array(
      v.strictObject({
        staff: text,
        role: v.picklist(SHIFT_ROLES),
        from: instant,
        to: instant,
        // How somebody is concerns supervisors.
        state: v.optional(v.picklist(WELLBEING)),
        note: v.optional(text),
        training: v.optional(v.strictObject({ minutes: whole, ...signed })),
      }),
    ),
    instructions: v.array(v.strictObject({ instructionId: text, from: text, text, ...signed })),
  }),
  Duty: v.strictObject({
    at: instant,
    supervisors: v.array(text),
    people: v.array(
      v.strictObject({
        ...onDuty.entries,
        training: v.optional(v.strictObject({ minutes: whole, ...signed })),
        load: v.strictObject({ P1: whole, P2: whole, P3: whole, P4: whole }),
      }),
    ),
    next: v.nullable(v.strictObject({ shift: text, start: instant, supervisor: v.nullable(text) })),
  }),
  Handover: v.strictObject({
    id: text,
    version: whole,
    state: v.picklist(HANDOVER_STATES),
    to: v.nullable(text),
    outgoing: text,
    successor: v.nullable(text),
    shiftEndsAt: instant,
    draftedAt: instant,
    draftedBy: text,
    packedAt: v.nullable(instant),
    /** False where there were more cases than a pack takes. */
    complete: v.boolean(),
    /** `open`: lines of which nothing was said, or about which somebody asks. In the single answer only. */
    parts: v.array(v.strictObject({ part: v.picklist(PARTS), name: both, lines: whole, open: v.optional(whole) })),
    /** Only to the named successor. */
    sealed: v.optional(whole),
    incoming: v.array(text),
    leaving: v.array(text),
    notes: v.optional(text),
    offered: v.optional(v.strictObject(signed)),
    returned: v.optional(v.strictObject({ ...signed, reason: text })),
    accepted: v.optional(v.strictObject({ ...signed, moves: whole })),
    settled: v.optional(v.strictObject({ at: instant, moved: whole, kept: v.array(text), ended: v.array(text) })),
    audited: v.optional(v.strictObject({ at: instant, untouched: v.array(text), left: v.array(text) })),
    closed: v.optional(v.strictObject({ ...signed, reason: v.optional(text) })),
    /** Rungs of the room that were reached because nobody accepted. */
    rungs: v.array(text),
    /** Routes that the caller may use on it now. */
    allowed: v.array(text),
    /** What keeps it from being accepted: P1 cases without an incoming owner, and how many lines stand open. In the single answer only. */
    obligations: v.optional(v.strictObject({ withoutOwner: v.array(text), openLines: whole, unassigned: whole })),
  }),
  HandoverLine: v.strictObject({
    id: text,
    part: v.picklist(PARTS),
    case: v.optional(text),
    about: v.optional(text),
    clock: v.optional(v.picklist(CLOCKS)),
    agency: v.optional(text),
    rung: v.optional(text),
    at: v.optional(instant),
    overdue: v.optional(v.boolean()),
    lastContactAt: v.optional(instant),
    count: v.optional(whole),
    state: v.optional(text),
    priority: v.optional(v.picklist(PRIORITIES)),
    owner: v.optional(text),
    /** Read now from where it belongs: what the case, the promise, the instruction or the note says; who has the child. */
    text: v.optional(text),
    disposition: v.optional(
      v.strictObject({
        disposition: v.picklist(DISPOSITIONS),
        to: v.optional(text),
        note: v.optional(text),
        ...signed,
      }),
    ),
  }),
  HandoverChange: v.strictObject({
    case: text,
    /** Since the pack was made: not there then, has had events, not open any more. */
    what: v.picklist(['opened', 'changed', 'ended']),
    priority: v.picklist(PRIORITIES),
    owner: v.optional(text),
    at: instant,
    text: v.optional(text),
  }),
  Presence: v.strictObject({
    case: text,
    staff: text,
    doing: v.picklist(['reading', 'writing']),
    since: instant,
    until: instant,
  }),
} as const;
