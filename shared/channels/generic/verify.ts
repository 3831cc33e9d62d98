import { createHmac } from 'node:crypto';
import { parseJson, record } from '../json.ts';
import type { Verdict, WebhookRequest } from '../types.ts';
import { sameText } from '../whatsapp/verify.ts';

/** Seconds that a message may be old or early (Standard Webhooks). */
const TOLERANCE = 300;

/** More signatures than anybody rotates at once; each costs a digest. */
const MOST_SIGNATURES = 10;

/**
 * Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` (channels.md 2.5). Several secrets per source and several
 * signatures per message, so that a key can be changed without a gap.
 * @param configured `OPS_GENERIC_WEBHOOK_SECRETS`: `{"partner-a":["whsec_…"]}`
 */
export function signedBySource(
  request: WebhookRequest,
  source: string,
  configured: string | undefined,
  now: number,
): Verdict {
  const secrets = secretsOf(configured);
  if (!secrets) return 'unconfigured';
  const id = request.header('webhook-id') ?? '';
  const timestamp = request.header('webhook-timestamp') ?? '';
  // Stricter than the reference library, whose parseInt reads "1700000000abc" (channels.md 2.5).
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return 'forged';
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE) return 'forged';

  const given = (request.header('webhook-signature') ?? '').split(' ').slice(0, MOST_SIGNATURES);
  const expected = (Object.hasOwn(secrets, source) ? [secrets[source]].flat() : []).flatMap((secret) => {
    const key = typeof secret === 'string' ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64') : Buffer.alloc(0);
    if (key.length === 0) return [];
    return [`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(request.body).digest('base64')}`];
  });
  return given.some((signature) => expected.some((e) => sameText(signature, e))) ? 'genuine' : 'forged';
}

function secretsOf(configured: string | undefined): Record<string, unknown> | undefined {
  return configured ? record(parseJson(new TextEncoder().encode(configured))) : undefined;
}
