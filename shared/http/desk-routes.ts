import * as v from 'valibot';
import { caseId } from './fields.ts';
import { READERS } from './roles.ts';
import type { Routes } from './route.ts';

const params = v.strictObject({ id: caseId });

/** What whoever works a case needs beside its head. */
export const DESK_ROUTES = {
  getDesk: {
    method: 'GET',
    path: '/v1/cases/{id}/desk',
    access: READERS,
    tag: 'case',
    summary: {
      ar: 'ما يمكن فعله الآن في هذا البلاغ، وكيف يُكتب لكل مبلغ وحتى متى، والدرجات القادمة، والنصوص الجاهزة',
      en: 'What may be done now, how and until when each reporter can be written to, the rungs ahead, and ready texts',
    },
    params,
    answer: { status: 200, body: 'Desk' },
  },
  listDuplicates: {
    method: 'GET',
    path: '/v1/cases/{id}/duplicates',
    access: READERS,
    tag: 'case',
    summary: {
      ar: 'بلاغات قد تكون عن الأمر نفسه: الهاتف نفسه أو المبلغ نفسه أو النص نفسه',
      en: 'Cases that may be about the same: the same telephone, the same reporter, or the same text',
    },
    params,
    answer: { status: 200, body: 'Duplicate', list: true },
  },
} as const satisfies Routes;
