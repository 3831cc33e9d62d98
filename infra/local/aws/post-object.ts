import type { IncomingHttpHeaders } from 'node:http';
import type { AwsRequest } from './request.ts';

interface Policy {
  expiration?: string;
  conditions?: (Record<string, string> | [string, ...unknown[]])[];
}

/**
 * A form that a browser posts to a bucket (S3's POST Object), as the put that it is. The policy in it is held; its signature is not checked,
 * as everywhere at this door.
 *
 * @returns undefined where it is none; why it is refused, as S3 says it.
 */
export async function postedObject(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<AwsRequest | { refused: string } | undefined> {
  const type = headers['content-type'] ?? '';
  if (method !== 'POST' || headers.authorization || !/^multipart\/form-data/i.test(type)) return undefined;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  const text = (name: string) => String(form?.get(name) ?? '');
  const file = form?.get('file');
  const caller = text('x-amz-credential').split('/')[0];
  if (!caller || !(file instanceof File)) return undefined;
  const policy = JSON.parse(Buffer.from(text('policy'), 'base64').toString() || '{}') as Policy;
  const bucket = path.split('?')[0]!.split('/')[1] ?? '';
  for (const condition of policy.conditions ?? []) {
    if (Array.isArray(condition)) {
      const [rule, least, most] = condition as [string, number, number];
      if (rule === 'content-length-range' && (file.size < least || file.size > most))
        return { refused: 'EntityTooLarge' };
      continue;
    }
    for (const [name, value] of Object.entries(condition)) {
      if ((name === 'bucket' ? bucket : text(name)) !== value) return { refused: 'AccessDenied' };
    }
  }
  const content = Buffer.from(await file.arrayBuffer());
  return {
    caller,
    service: 's3',
    operation: 'PutObject',
    params: { Bucket: bucket, Key: text('key'), Prefix: '' },
    method: 'PUT',
    path: `/${bucket}/${text('key')}`,
    headers: {
      host: headers.host,
      'content-type': file.type || 'application/octet-stream',
      'content-length': String(content.length),
    },
    body: content,
    expiresAt: Date.parse(policy.expiration ?? '') || 0,
  };
}
