import { verify, X509Certificate } from 'node:crypto';
import { type Json, parseJson, record, text } from '../json.ts';
import type { Verdict, WebhookRequest } from '../types.ts';

/** Fetches one small text from the world; injected. */
export type FetchText = (url: string) => Promise<string>;

/** Certificates change rarely and are looked for on every message. */
const KEPT = 8;

/** SNS and nobody else: `sns.<region>.amazonaws.com` over TLS, without port or credentials in the address. */
export function isSnsAddress(address: string | undefined): boolean {
  try {
    const url = new URL(address ?? '');
    const host = /^sns\.[a-z0-9-]{3,32}\.amazonaws\.com(\.cn)?$/.test(url.hostname);
    return url.protocol === 'https:' && host && url.port === '' && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/**
 * The signature of an SNS message (channels.md 2.6): topic as expected, certificate from SNS itself, RSA over the named
 * members; version 1 with SHA-1, version 2 with SHA-256.
 * @throws when the certificate cannot be fetched: the message may be genuine and must come again
 */
export function snsVerifier(fetchText: FetchText) {
  const certificates = new Map<string, string>();
  return async (request: WebhookRequest, topicArn: string | undefined): Promise<Verdict> => {
    if (!topicArn) return 'unconfigured';
    const message = record(parseJson(request.body));
    const [address, signature] = [text(message?.SigningCertURL), text(message?.Signature)];
    const algorithm = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' }[text(message?.SignatureVersion) ?? ''];
    const trusted = isSnsAddress(address) && new URL(address ?? '').pathname.endsWith('.pem');
    if (!message || message.TopicArn !== topicArn || !trusted || !address || !signature || !algorithm) return 'forged';

    const pem = certificates.get(address) ?? (await fetchText(address));
    const genuine = isSigned(message, algorithm, signature, pem);
    if (genuine && certificates.size < KEPT) certificates.set(address, pem);
    return genuine ? 'genuine' : 'forged';
  };
}

function isSigned(message: Json, algorithm: string, signature: string, pem: string): boolean {
  try {
    const key = new X509Certificate(pem).publicKey;
    return verify(algorithm, Buffer.from(signedText(message)), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

const NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** Name and value of each member that is there, a line each, in the order that SNS signs. */
function signedText(message: Json): string {
  const names = message.Type === 'Notification' ? NOTIFICATION : CONFIRMATION;
  return names.flatMap((name) => (typeof message[name] === 'string' ? [`${name}\n${message[name]}\n`] : [])).join('');
}
