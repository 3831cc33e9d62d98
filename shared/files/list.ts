import { SignatureV4 } from '@smithy/signature-v4';
import { type Credentials, type FilesConfig, originOf } from './s3.ts';
import { Sha256 } from './sha256.ts';

/** A page of a bucket's list is short. */
const LIST_MS = 4_000;

/**
 * Keys that begin so, the first thousand of them. Keys are the room's own: letters, digits and `-./`, which XML writes as they are.
 */
export function s3List({ bucket, region, endpoint }: FilesConfig, credentials: Credentials) {
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
  const base = new URL(originOf({ bucket, region, ...(endpoint ? { endpoint } : {}) }));
  return async (prefix: string): Promise<string[]> => {
    const query = { 'list-type': '2', prefix };
    const { path, headers } = await signer.sign({
      method: 'GET',
      protocol: base.protocol,
      hostname: base.hostname,
      ...(base.port ? { port: Number(base.port) } : {}),
      path: endpoint ? `/${bucket}` : '/',
      query,
      headers: { host: base.host },
    });
    const url = new URL(path, base);
    url.search = new URLSearchParams(query).toString();
    const { host: _host, ...rest } = headers;
    const answer = await fetch(url, { headers: rest, signal: AbortSignal.timeout(LIST_MS) });
    if (!answer.ok) {
      const { status } = answer;
      throw Object.assign(new Error(`S3 answered ${status}`), { $metadata: { httpStatusCode: status } });
    }
    return [...(await answer.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
  };
}
