import { describe, expect, test } from 'vitest';
import type { Rejection } from '../../shared/case/decide.ts';
import { PROBLEMS, problem, problemOf, problemResponse } from '../../shared/http/problem.ts';

const detail = { ar: 'لا', en: 'no' };

async function said(rejection: Rejection, language?: string) {
  const response = problemResponse(problemOf(rejection), 'trace-1', '/v1/cases/X', language);
  return { response, body: (await response.json()) as Record<string, unknown> };
}

describe('what a rule refuses, as HTTP says it', () => {
  test.each<[Rejection['rejected'], number, string]>([
    ['illegal-transition', 409, '/problems/illegal-transition'],
    ['open-obligations', 409, '/problems/open-obligations'],
    ['second-person-required', 409, '/problems/second-person-required'],
    ['limit-reached', 409, '/problems/limit-reached'],
    ['forbidden', 403, '/problems/forbidden'],
    ['not-found', 404, '/problems/not-found'],
    ['validation', 400, '/problems/validation'],
    ['gone', 410, '/problems/token-expired'],
  ])('%s is %i', async (rejected, status, type) => {
    const { response, body } = await said({ rejected, detail });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect([response.status, body]).toMatchObject([
      status,
      { type, status, traceId: 'trace-1', instance: '/v1/cases/X' },
    ]);
  });

  test('what helps is handed on: allowed statuses, what is open, the field', async () => {
    const { body } = await said({
      rejected: 'illegal-transition',
      detail,
      allowed: ['resolved'],
      open: ['X.1'],
      pointer: '/into',
    });
    expect(body).toMatchObject({
      allowed: ['resolved'],
      open: ['X.1'],
      errors: [{ pointer: '/into', message: detail }],
    });
  });

  test('title and detail follow the reader’s language, both stand in the body', async () => {
    const arabic = await said({ rejected: 'not-found', detail }, 'ar-EG,ar;q=0.9');
    expect(arabic.body).toMatchObject({ title: PROBLEMS['not-found'].title.ar, detail: 'لا', text: detail });
    const other = await said({ rejected: 'not-found', detail }, 'fr');
    expect(other.body).toMatchObject({ title: PROBLEMS['not-found'].title.en, detail: 'no', text: detail });
  });

  test.each(Object.entries(PROBLEMS))('the title of %s holds for whatever was asked for', (_type, { title }) => {
    expect(title.ar).not.toMatch(/بلاغ|مناوبة|تنويه|جهة|تقرير/);
    expect(title.en).not.toMatch(/\b(case|roster|notice|agency|report)\b/i);
  });

  test('headers of a problem reach the caller', () => {
    const response = problemResponse(problem('unavailable', { headers: { 'Retry-After': '1' } }), 't', '/', undefined);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});
