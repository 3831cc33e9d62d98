import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verdict, WebhookRequest } from '../types.ts';

/** `sha256=` and 64 hexadecimal digits; anything else is refused before it reaches a comparison that throws. */
const HEADER = /^sha256=([0-9a-f]{64})$/i;

/**
 * Meta's signature (WhatsApp and Messenger): HMAC-SHA256 of the bytes as received, never of a decoded text (channels.md 1.2).
 * @param secrets the app secret; several, separated by commas, while one is being rotated
 */
export function signedByMeta(request: WebhookRequest, secrets: string | undefined): Verdict {
  if (!secrets) return 'unconfigured';
  const digest = HEADER.exec(request.header('x-hub-signature-256') ?? '')?.[1];
  if (!digest) return 'forged';
  const given = Buffer.from(digest, 'hex');
  const genuine = secrets
    .split(',')
    .some((secret) => timingSafeEqual(given, createHmac('sha256', secret.trim()).update(request.body).digest()));
  return genuine ? 'genuine' : 'forged';
}

/**
 * Meta's handshake when the webhook is registered: the challenge to echo, as plain text; undefined when the token is not ours.
 * It carries no signature.
 */
export function challengeOf(query: string, token: string | undefined): string | undefined {
  const params = new URLSearchParams(query);
  const given = params.get('hub.verify_token');
  if (!token || given === null || params.get('hub.mode') !== 'subscribe' || !sameText(given, token)) return undefined;
  return params.get('hub.challenge') ?? undefined;
}

/** Equal texts, compared in constant time after the length check. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
