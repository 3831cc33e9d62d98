import { SignatureV4 } from '@smithy/signature-v4';
import type { ProviderRequest } from '../../shared/channels/outbound.ts';
import type { Credentials } from '../../shared/files/s3.ts';
import { Sha256 } from '../../shared/files/sha256.ts';

/** A provider's request signed as one of an AWS service's own; its client would be as large as the function. */
export async function signedHeaders(
  { url, headers, body }: ProviderRequest,
  { service, region }: NonNullable<ProviderRequest['sign']>,
  credentials: Credentials,
): Promise<Record<string, string>> {
  const { protocol, hostname, port, host, pathname } = new URL(url);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port ? { port: Number(port) } : {}),
    path: pathname,
    query: {},
    headers: { ...headers, host },
    body,
  });
  const { host: _host, ...rest } = signed.headers;
  return rest;
}
