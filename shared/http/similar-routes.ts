import * as v from 'valibot';
import { CATEGORIES, INVALID_REASONS, PRIORITIES, RESOLUTION_CODES, VERIFIED_HOW } from '../case/vocabulary.ts';
import * as f from './fields.ts';
import { WORKERS } from './roles.ts';
import type { Routes } from './route.ts';

const command = <N extends string, S extends v.GenericSchema>(name: N, input: S) =>
  v.strictObject({ command: v.literal(name), input, cursor: v.exactOptional(f.caseId) });

/** What may be done to every case of a storm at once. Each stays a case: what cannot be done to one is said of that one. */
export const similarBody = v.variant('command', [
  command(
    'triage',
    v.strictObject({ priority: v.picklist(PRIORITIES), category: v.picklist(CATEGORIES), reason: f.reason }),
  ),
  command('assign', v.strictObject({ owner: f.staffId })),
  command('notes', v.strictObject({ text: f.reason })),
  command('messages', v.strictObject({ text: f.messageText, lang: v.exactOptional(f.language) })),
  command(
    'resolve',
    v.strictObject({
      code: v.picklist(RESOLUTION_CODES),
      text: f.reason,
      verifiedBy: f.name,
      verifiedHow: v.picklist(VERIFIED_HOW),
    }),
  ),
  command('invalidate', v.strictObject({ reason: v.picklist(INVALID_REASONS) })),
]);

/** Near-identical cases of a storm (domain.md G16). */
export const SIMILAR_ROUTES = {
  actOnSimilar: {
    method: 'POST',
    path: '/v1/similar/{id}',
    access: WORKERS,
    tag: 'board',
    summary: {
      ar: 'إجراء واحد على كل البلاغات المتشابهة في مجموعة، خمسين في كل مرة؛ لكل بلاغ نتيجته',
      en: 'One command on every near-identical case of a group, fifty at a time; each case has its own outcome',
    },
    params: v.strictObject({ id: f.caseId }),
    body: similarBody,
    answer: { status: 200, body: 'ActedOn', list: true },
    fails: ['idempotency-mismatch', 'unavailable'],
  },
} as const satisfies Routes;
