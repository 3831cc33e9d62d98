import * as v from 'valibot';
import * as f from './fields.ts';
import type { Role } from './roles.ts';
import type { Routes } from './route.ts';

/** Who answers for the channels. No words and no numbers are in a reconciliation, so administrators may read it too. */
const CHANNEL_KEEPERS = ['supervisor', 'director', 'admin'] as const satisfies readonly Role[];
const READERS = [...CHANNEL_KEEPERS, 'auditor'] as const satisfies readonly Role[];

const ofReconciliation = v.strictObject({ id: f.slug });

/** What providers say they delivered, compared with the ledger. */
export const RECONCILIATION_ROUTES = {
  startReconciliation: {
    method: 'POST',
    path: '/v1/reconciliations',
    access: CHANNEL_KEEPERS,
    tag: 'room',
    summary: {
      ar: 'مقارنة ما سلمه مزودو القنوات بما في السجل (آخر ٢٤ ساعة ما لم يحدد غير ذلك)؛ ما ضاع في الطريق يدخل الغرفة من جديد. تستغرق دقائق: اقرأ النتيجة من العنوان المذكور.',
      en: 'Compare what the channel providers delivered with the ledger (the last 24 hours unless told); what was lost on the way is taken in anew. It takes minutes: read the result at the address given.',
    },
    body: v.strictObject({ from: v.exactOptional(f.instant), to: v.exactOptional(f.instant) }),
    answer: { status: 202, body: 'Reconciliation' },
    fails: ['idempotency-mismatch', 'unavailable'],
  },
  listReconciliations: {
    method: 'GET',
    path: '/v1/reconciliations',
    access: READERS,
    tag: 'room',
    summary: {
      ar: 'المقارنات مع المزودين، أحدثها أولا؛ واحدة كل يوم وما طلب غيرها',
      en: 'Comparisons with the providers, newest first: one of each day, and those that were asked for',
    },
    query: v.strictObject({ limit: v.optional(f.count(200), '30') }),
    answer: { status: 200, body: 'Reconciliation', list: true },
  },
  getReconciliation: {
    method: 'GET',
    path: '/v1/reconciliations/{id}',
    access: READERS,
    tag: 'room',
    summary: {
      ar: 'مقارنة وما وجدته من فجوات، وما لا يمكن مقارنته',
      en: 'A comparison, the gaps it found, and what cannot be compared',
    },
    params: ofReconciliation,
    answer: { status: 200, body: 'ReconciliationGaps' },
  },
} as const satisfies Routes;
