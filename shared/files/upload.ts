import { SignatureV4 } from '@smithy/signature-v4';
import { type Credentials, type FilesConfig, originOf } from './s3.ts';
import { Sha256 } from './sha256.ts';

/** A form that puts one object: its fields first, the file last, as `file`. */
export interface Upload {
  url: string;
  fields: Record<string, string>;
}

/** Leave to put one object of at most so many bytes by a form, for so many seconds. `now`: milliseconds since the epoch. */
export type Leave = (key: string, seconds: number, maxBytes: number, now: number) => Promise<Upload>;

export function s3Leave(config: FilesConfig, credentials: Credentials): Leave {
  const { bucket, region, endpoint } = config;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256 });
  return async (key, seconds, maxBytes, now) => {
    const keys = typeof credentials === 'function' ? await credentials() : credentials;
    const signingDate = new Date(now);
    const date = signingDate.toISOString().replace(/[-:]|\.\d+/g, '');
    const fields: Record<string, string> = {
      key,
      success_action_status: '201',
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `${keys.accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
      'x-amz-date': date,
      ...(keys.sessionToken ? { 'x-amz-security-token': keys.sessionToken } : {}),
    };
    const policy = {
      expiration: new Date(now + seconds * 1000).toISOString(),
      conditions: [
        { bucket },
        ['content-length-range', 1, maxBytes],
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ],
    };
    fields.policy = Buffer.from(JSON.stringify(policy)).toString('base64');
    fields['x-amz-signature'] = await signer.sign(fields.policy, { signingDate });
    return { url: new URL(endpoint ? `/${bucket}` : '/', originOf(config)).href, fields };
  };
}
