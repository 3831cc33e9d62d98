import { keysOf } from '../../keys.ts';

/**
 * The `Authorization` of our account at Twilio.
 * @param tokens the auth token; of several, while one replaces another, the first
 */
export function basicAuthorization(account: string, tokens: string): string {
  return `Basic ${Buffer.from(`${account}:${keysOf(tokens)[0] ?? ''}`).toString('base64')}`;
}
