import { type Problem, problem } from './problem.ts';

/** `ETag` of a resource at this version. */
export function etag(version: number): string {
  return `"${version}"`;
}

/**
 * The version in `If-Match`. One version, quoted or bare; `*` would let a lost update through, so it is no answer to
 * "which version did you read?".
 * @returns the version, or 428 without the header, or 400 where it holds anything else.
 */
export function versionIn(ifMatch: string | null | undefined): number | Problem {
  if (ifMatch === null || ifMatch === undefined || ifMatch.trim() === '') return problem('precondition-required');
  const version = /^\s*(?:"(\d{1,15})"|(\d{1,15}))\s*$/.exec(ifMatch);
  if (version) return Number(version[1] ?? version[2]);
  return problem('validation', {
    errors: [
      {
        pointer: '/headers/if-match',
        code: 'version',
        message: { ar: 'رقم نسخة واحد كما في ETag، مثل "5"', en: 'One version as in the ETag, such as "5"' },
      },
    ],
  });
}

/**
 * The caller's `Idempotency-Key`, if any.
 * @returns 400 for a key that is no key: longer than 200 characters, or not visible ASCII.
 */
export function keyIn(header: string | null | undefined): string | undefined | Problem {
  if (header === null || header === undefined) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return header;
  return problem('validation', {
    errors: [
      {
        pointer: '/headers/idempotency-key',
        code: 'key',
        message: { ar: 'من 1 إلى 200 حرف لاتيني ظاهر', en: '1 to 200 visible ASCII characters' },
      },
    ],
  });
}
