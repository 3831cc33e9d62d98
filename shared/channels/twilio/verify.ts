import { createHash, createHmac } from 'node:crypto';
import { keysOf } from '../../keys.ts';
import type { Verdict, WebhookRequest } from '../types.ts';
import { sameText } from '../whatsapp/verify.ts';

/**
 * Twilio's signature: HMAC-SHA1 over the address as configured at Twilio, its query included, and the form's parameters in
 * order of their names. JSON is signed by its SHA-256 in the query; then both must fit, or any body would pass.
 * @param tokens the auth token; the primary and the secondary, separated by a comma, while one replaces the other
 * @param publicBaseUrl the configured origin: what the request says about its host is not believed (channels.md 1.3)
 */
export function signedByTwilio(request: WebhookRequest, tokens: string | undefined, publicBaseUrl: string): Verdict {
  const keys = keysOf(tokens);
  if (keys.length === 0) return 'unconfigured';
  const given = request.header('x-twilio-signature') ?? '';
  const bodySha256 = new URLSearchParams(request.query).get('bodySHA256');
  if (bodySha256 === null && /json/i.test(request.header('content-type') ?? '')) return 'forged';
  if (bodySha256 !== null) {
    const digest = createHash('sha256').update(request.body).digest('hex');
    if (!sameText(bodySha256.toLowerCase(), digest)) return 'forged';
  }
  const signed = bodySha256 === null && request.method === 'POST' ? parametersOf(request.body) : '';
  const path = `${request.path}${request.query === '' ? '' : `?${request.query}`}`;
  const genuine = origins(publicBaseUrl).some((origin) =>
    keys.some((key) => sameText(given, createHmac('sha1', key).update(`${origin}${path}${signed}`).digest('base64'))),
  );
  return genuine ? 'genuine' : 'forged';
}

/** Twilio signs the address with or without its port, whichever it was given; a default port may be missing on either side. */
function origins(publicBaseUrl: string): string[] {
  const { protocol, hostname, port } = new URL(publicBaseUrl);
  const standard = protocol === 'https:' ? '443' : '80';
  const path = new URL(publicBaseUrl).pathname.replace(/\/$/, '');
  return [...new Set([port === '' ? '' : `:${port}`, `:${port || standard}`, ''])].map(
    (end) => `${protocol}//${hostname}${end}${path}`,
  );
}

/** Names and values, sorted by name; empty values count, repeated ones once. Nothing is trimmed. */
function parametersOf(body: Uint8Array): string {
  const params = new URLSearchParams(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body));
  return [...new Set(params.keys())]
    .sort()
    .flatMap((name) => [...new Set(params.getAll(name))].sort().map((value) => name + value))
    .join('');
}
