import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** Objects that people fetch by a link. */
export interface Files {
  put(key: string, body: string, contentType: string): Promise<void>;
  /** @param seconds how long the link works. */
  link(key: string, seconds: number): Promise<string>;
}

type HttpRequest = Parameters<SignatureV4['presign']>[0];
type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

export interface FilesConfig {
  bucket: string;
  region: string;
  /** Instead of S3 itself: an endpoint that takes the bucket as the first part of the path. */
  endpoint?: string;
}

/**
 * One bucket: put an object, hand out a link to it. Two signed requests; S3's own client would be 156 KB of the bundle, its signer is
 * part of every client that is in it already.
 */
export function s3Files(
  { bucket, region, endpoint }: FilesConfig,
  credentials: Credentials,
  fetcher: typeof fetch = fetch,
): Files {
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
  const base = new URL(endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com`);
  const request = (method: string, key: string, body?: string, headers: Record<string, string> = {}): HttpRequest => ({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port ? { port: Number(base.port) } : {}),
    path: endpoint ? `/${bucket}/${key}` : `/${key}`,
    query: {},
    headers: { host: base.host, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return {
    async put(key, body, contentType) {
      const signed = await signer.sign(request('PUT', key, body, { 'content-type': contentType }));
      const { host: _host, ...headers } = signed.headers;
      const answer = await fetcher(new URL(signed.path, base), {
        method: 'PUT',
        headers,
        body,
        signal: AbortSignal.timeout(8_000),
      });
      if (!answer.ok)
        throw Object.assign(new Error(`S3 answered ${answer.status}`), {
          $metadata: { httpStatusCode: answer.status },
        });
    },
    async link(key, seconds) {
      // Whoever follows a link sends no hash of a body: S3 wants to see that the signature does not speak of one.
      const bare = request('GET', key, undefined, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
      const { path, query = {} } = await signer.presign(bare, { expiresIn: seconds });
      const url = new URL(path, base);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      return url.href;
    },
  };
}

/** Node's hash in the shape that the signer wants. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret ? createHmac('sha256', secret as Uint8Array) : createHash('sha256');
  }

  update(chunk: string | Uint8Array): void {
    this.hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}
