import { createHmac, timingSafeEqual } from 'node:crypto';
import { keysOf } from '../../keys.ts';
import type { Verdict, WebhookRequest } from '../types.ts';

/** `sha256=` and 64 hexadecimal digits; anything else is refused before it reaches a comparison that throws. */
const HEADER = /^sha256=([0-9a-f]{64})$/i;

/**
 * Meta's signature (WhatsApp and Messenger): HMAC-SHA256 of the bytes as received, never of a decoded text (channels.md 1.2).
 * @param secrets the app secret; several, separated by commas, while one is being rotated
 */
export function signedByMeta(request: WebhookRequest, secrets: string | undefined): Verdict {
  const keys = keysOf(secrets);
  if (keys.length === 0) return 'unconfigured';
  const digest = HEADER.exec(request.header('x-hub-signature-256') ?? '')?.[1];
  if (!digest) return 'forged';
  const given = Buffer.from(digest, 'hex');
  const genuine = keys.some((key) => timingSafeEqual(given, createHmac('sha256', key).update(request.body).digest()));
  return genuine ? 'genuine' : 'forged';
}

/**
 * Meta's handshake when the webhook is registered: the challenge to echo, as plain text; undefined when the token is not ours.
 * It carries no signature.
 * @param token the verify token; several, separated by commas, while one is being replaced
 */
export function challengeOf(query: string, token: string | undefined): string | undefined {
  const params = new URLSearchParams(query);
  const given = params.get('hub.verify_token');
  if (given === null || params.get('hub.mode') !== 'subscribe') return undefined;
  if (!keysOf(token).some((key) => sameText(given, key))) return undefined;
  return params.get('hub.challenge') ?? undefined;
}

/** Equal texts, compared in constant time after the length check. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
