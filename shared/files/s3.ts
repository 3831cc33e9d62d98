import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './sha256.ts';

/** What a link makes the browser of whoever follows it believe. */
export interface Shown {
  type: string;
  disposition: string;
}

/** Objects of one bucket; people fetch them by a link. */
export interface Files {
  put(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /** Undefined where there is no such object. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Gone for readers at once, and for good when the bucket drops what is no longer current. */
  remove(key: string): Promise<void>;
  /** @param seconds how long the link works. */
  link(key: string, seconds: number, shown?: Shown): Promise<string>;
  /** Whether there is such an object. */
  has(key: string): Promise<boolean>;
}

type HttpRequest = Parameters<SignatureV4['presign']>[0];
export type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

export interface FilesConfig {
  bucket: string;
  region: string;
  /** Instead of S3 itself: an endpoint that takes the bucket as the first part of the path. */
  endpoint?: string;
}

/** Where a browser meets the bucket. */
export function originOf({ bucket, region, endpoint }: FilesConfig): string {
  return new URL(endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com`).origin;
}

/** The largest object (16 MiB) in a bad minute. */
const TRANSFER_MS = 8_000;

/**
 * One bucket: put an object, get it, hand out a link to it. Three signed requests; S3's own client would be 156 KB of the bundle, its signer is
 * part of every client that is in it already.
 */
export function s3Files(
  { bucket, region, endpoint }: FilesConfig,
  credentials: Credentials,
  fetcher: typeof fetch = fetch,
): Files {
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
  const base = new URL(originOf({ bucket, region, ...(endpoint ? { endpoint } : {}) }));
  const request = (
    method: string,
    key: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): HttpRequest => ({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port ? { port: Number(base.port) } : {}),
    path: endpoint ? `/${bucket}/${key}` : `/${key}`,
    query: {},
    headers: { host: base.host, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const call = async (unsigned: HttpRequest): Promise<Response> => {
    const { method, path, body, headers } = await signer.sign(unsigned);
    const { host: _host, ...rest } = headers;
    return fetcher(new URL(path, base), {
      method,
      headers: rest,
      ...(body === undefined ? {} : { body: body as BodyInit }),
      signal: AbortSignal.timeout(TRANSFER_MS),
    });
  };
  return {
    async put(key, body, contentType) {
      const answer = await call(request('PUT', key, body, { 'content-type': contentType }));
      if (!answer.ok) throw refusal(answer);
    },
    async get(key) {
      const answer = await call(request('GET', key));
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      // Who may not list a bucket is not told whether an object is there: then a missing one is "forbidden".
      if (answer.status === 404 || answer.status === 403) return undefined;
      throw refusal(answer);
    },
    async has(key) {
      const answer = await call(request('HEAD', key));
      if (answer.ok) return true;
      if (answer.status === 404 || answer.status === 403) return false;
      throw refusal(answer);
    },
    async remove(key) {
      const answer = await call(request('DELETE', key));
      if (!answer.ok && answer.status !== 404) throw refusal(answer);
    },
    async link(key, seconds, shown) {
      // Whoever follows a link sends no hash of a body: S3 wants to see that the signature does not speak of one.
      const bare = request('GET', key, undefined, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
      if (shown) {
        bare.query = { 'response-content-type': shown.type, 'response-content-disposition': shown.disposition };
      }
      const { path, query = {} } = await signer.presign(bare, { expiresIn: seconds });
      const url = new URL(path, base);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      return url.href;
    },
  };
}

function refusal({ status }: Response): Error {
  return Object.assign(new Error(`S3 answered ${status}`), { $metadata: { httpStatusCode: status } });
}
