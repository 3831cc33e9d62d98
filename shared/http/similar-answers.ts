import * as v from 'valibot';

const outcome = v.picklist(['done', 'refused', 'busy']);

/** What it answers for one case. */
export const SIMILAR_ANSWERS = {
  ActedOn: v.strictObject({
    id: v.string(),
    outcome,
    why: v.optional(v.strictObject({ ar: v.string(), en: v.string() })),
  }),
} as const;
