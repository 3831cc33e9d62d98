import { createPublicKey, verify } from 'node:crypto';
import { type Json, parseJson, record, text } from '../json.ts';
import type { Verdict, WebhookRequest } from '../types.ts';

/** Certificates change rarely and are looked for on every message. */
const KEPT = 8;

/** How long SNS's own address may take; it gives a delivery 15 s. */
const FETCH_MS = 4000;

/** SNS and nobody else: `sns.<region>.amazonaws.com` over TLS, without port or credentials in the address. */
export function isSnsAddress(address: string): boolean {
  try {
    const { protocol, hostname, port, username, password } = new URL(address);
    const plain = port === '' && username === '' && password === '';
    return protocol === 'https:' && plain && /^sns\.[a-z0-9-]{3,32}\.amazonaws\.com(\.cn)?$/.test(hostname);
  } catch {
    return false;
  }
}

/**
 * GET at SNS. The address is SNS's by its name; on a laptop what it leads to stands elsewhere.
 * @param base `OPS_EMAIL_SNS_URL`; unset in a deployed room
 * @returns undefined where SNS says no
 * @throws when SNS does not answer
 */
export async function askSns(
  address: string,
  base: string | undefined,
  get: typeof fetch,
): Promise<string | undefined> {
  const { pathname, search } = new URL(address);
  const url = base ? `${base.replace(/\/$/, '')}${pathname}${search}` : address;
  const answer = await get(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_MS) });
  const body = await answer.text();
  if (answer.status >= 500) throw new Error(`SNS answered ${answer.status}`);
  return answer.ok ? body : undefined;
}

/** A certificate by its address; undefined where there is none. */
export type FetchCertificate = (address: string) => Promise<string | undefined>;

/**
 * The signature of an SNS message (channels.md 2.6): topic as expected, certificate from SNS itself, RSA over the named
 * members; version 1 with SHA-1, version 2 with SHA-256. The verifier remembers certificates that have proved good.
 * @throws when the certificate cannot be fetched now: the message may be genuine and must come again
 */
export function snsVerifier() {
  const certificates = new Map<string, string>();
  return async (
    request: WebhookRequest,
    topicArn: string | undefined,
    fetchCertificate: FetchCertificate,
  ): Promise<Verdict> => {
    if (!topicArn) return 'unconfigured';
    const message = record(parseJson(request.body));
    const [address, signature] = [text(message?.SigningCertURL), text(message?.Signature)];
    const algorithm = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' }[text(message?.SignatureVersion) ?? ''];
    if (!message || message.TopicArn !== topicArn || !address || !signature || !algorithm) return 'forged';
    if (!isSnsAddress(address) || !new URL(address).pathname.endsWith('.pem')) return 'forged';

    const certificate = certificates.get(address) ?? (await fetchCertificate(address));
    if (certificate === undefined || !isSigned(message, algorithm, signature, certificate)) return 'forged';
    if (certificates.size < KEPT) certificates.set(address, certificate);
    return 'genuine';
  };
}

function isSigned(message: Json, algorithm: string, signature: string, certificate: string): boolean {
  try {
    const key = createPublicKey(certificate);
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
