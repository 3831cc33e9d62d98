import * as v from 'valibot';
import * as f from './fields.ts';
import { type Role, WORKERS } from './roles.ts';
import type { Routes } from './route.ts';

const LADDER_READERS = [...WORKERS, 'auditor'] as const satisfies readonly Role[];
/** No word of any case is in a count, so administrators may read it too. */
const QUEUE_READERS = [...LADDER_READERS, 'admin'] as const satisfies readonly Role[];

/** What waits for whom: requests to agencies on their ladders, and messages that lie dead in queues. */
export const LADDER_ROUTES = {
  listLadders: {
    method: 'GET',
    path: '/v1/ladders',
    access: LADDER_READERS,
    tag: 'agency',
    summary: {
      ar: 'التصعيدات المفتوحة: من ينتظر ممن، ومنذ متى، والدرجة التالية وموعدها، ومتى ينتهي التأكيد',
      en: 'Open escalations: who is waited for, since when, the rungs ahead with their times, when an acknowledgement lapses',
    },
    query: v.strictObject({
      agency: v.exactOptional(f.slug),
      cursor: v.exactOptional(f.cursor),
      limit: v.exactOptional(f.count(200)),
    }),
    answer: { status: 200, body: 'Ladder', list: true },
  },
  listDeadLetters: {
    method: 'GET',
    path: '/v1/dead-letters',
    access: QUEUE_READERS,
    tag: 'room',
    summary: {
      ar: 'رسائل لم تستطع الغرفة معالجتها: عددها في كل طابور، دون محتواها',
      en: 'Messages that the room could not carry out: how many lie in each queue, nothing of their content',
    },
    answer: { status: 200, body: 'DeadLetters', list: true },
    fails: ['unavailable'],
  },
} as const satisfies Routes;
