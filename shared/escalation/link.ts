import { createHash, createHmac } from 'node:crypto';
import type { Rung } from '../clocks/policy.ts';
import { keysOf } from '../keys.ts';

/** A published link lives this long, counted from its latest publication (decisions.md 12). */
export const LINK_SECONDS = 48 * 3600;

/** Crockford's alphabet in lower case: nothing in it is cut off by a phone that marks links in a text, or misread aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TOKEN = /^[0-9a-hjkmnp-tv-z]{26}$/;

/**
 * The link's secret: 128 bits that nobody without the key can tell from chance, 26 letters. Derived and not drawn, so that
 * an alert published twice carries the same link and no crash between two steps leaves a link that opens nothing.
 *
 * @param keys secret of the stage; the first of several. A link made with an earlier one opens by its hash until it expires.
 * @param alertId the escalation it is bound to.
 * @param rung the tier it is bound to.
 */
export function linkToken(keys: string, alertId: string, rung: Rung): string {
  const bits = createHmac('sha256', keysOf(keys)[0] ?? '')
    .update(`${alertId}|${rung}`)
    .digest()
    .subarray(0, 16);
  let value = BigInt(`0x${bits.toString('hex')}`);
  let token = '';
  for (let i = 0; i < 26; i++) {
    token = ALPHABET[Number(value & 31n)] + token;
    value >>= 5n;
  }
  return token;
}

/** Spares a lookup for what cannot be a token. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What is stored of a token: whoever reads the table cannot act with it. */
export function linkHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** @param baseUrl the reachable origin, without a trailing slash (d.3 rule 9). */
export function linkUrl(baseUrl: string, token: string): string {
  return `${baseUrl}/a/${token}`;
}
