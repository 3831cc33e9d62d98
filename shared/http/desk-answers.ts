import * as v from 'valibot';
import { POSSIBLE } from '../case/possible.ts';
import { PRIORITIES, STATUSES } from '../case/vocabulary.ts';

const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());
const both = v.strictObject({ ar: text, en: text });

/** What the routes of `desk-routes.ts` answer. */
export const DESK_ANSWERS = {
  Desk: v.strictObject({
    version: v.pipe(v.number(), v.integer()),
    allowed: v.array(v.picklist(POSSIBLE)),
    blocked: v.array(v.strictObject({ command: v.picklist(POSSIBLE), why: both, open: v.array(text) })),
    awaits: v.array(v.picklist(['reporter', 'agency', 'movement'])),
    ways: v.array(
      v.strictObject({
        contactId: text,
        way: v.picklist(['text', 'template', 'no']),
        why: v.optional(
          v.picklist([
            'no_address',
            'window',
            'never',
            'only_text',
            'seen_by_others',
            'opted_out',
            'quiet_hours',
            'outside_window',
          ]),
        ),
        closesAt: v.optional(instant),
        waitsUntil: v.optional(instant),
        letters: v.number(),
      }),
    ),
    ladders: v.array(
      v.strictObject({
        alertId: text,
        next: v.array(v.strictObject({ rung: text, dueAt: instant })),
        expiresAt: v.optional(instant),
      }),
    ),
    texts: v.array(v.strictObject({ id: text, text: both })),
    templates: v.array(
      v.strictObject({
        name: text,
        title: both,
        body: both,
        params: v.array(v.strictObject({ label: both, reference: v.optional(v.literal(true)) })),
      }),
    ),
  }),
  Duplicate: v.strictObject({
    id: text,
    why: v.array(v.picklist(['telephone', 'contact', 'copy'])),
    status: v.picklist(STATUSES),
    priority: v.picklist(PRIORITIES),
    summary: text,
    place: v.nullable(text),
    openedAt: instant,
  }),
} as const;
