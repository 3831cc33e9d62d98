import type { IncomingHttpHeaders } from 'node:http';
import type { Service } from './types.ts';

/** One AWS call as it came in. `params` is the JSON body, the form fields, or what the path of a REST call says. */
export interface AwsRequest {
  caller: string;
  service: Service;
  operation: string;
  params: Record<string, unknown>;
  method: string;
  /** Path and query as sent. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Signed in the query instead of the header: when it stops being valid, epoch milliseconds. */
  expiresAt?: number;
}

const SERVICES: readonly string[] = [
  'dynamodb',
  'sqs',
  'sns',
  's3',
  'execute-api',
  'cognito-idp',
  'secretsmanager',
] satisfies Service[];

/** Who calls what. `undefined` when the request carries no AWS signature or is for a service the door does not know. */
export function parseRequest(
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): AwsRequest | undefined {
  const signed = identify(path, headers.authorization);
  if (!signed || !SERVICES.includes(signed.service)) return undefined;
  const { expiresAt, ...who } = signed;
  const base = {
    caller: who.caller,
    service: who.service as Service,
    method,
    path,
    headers,
    body,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  if (base.service === 's3') return { ...base, ...s3Operation(method, path, headers) };
  if (base.service === 'execute-api') return { ...base, ...connectionOperation(method, path, body) };
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return { ...base, operation: target.slice(target.lastIndexOf('.') + 1), params: parseJson(body) };
  }
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  return { ...base, operation: form.Action ?? 'Unknown', params: form };
}

function parseJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const value: unknown = JSON.parse(body.toString());
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function identify(path: string, authorization: string | undefined) {
  const header = authorization && /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization);
  if (header) return { caller: header[1]!, service: header[2]! };
  if (!path.includes('X-Amz-Credential')) return undefined;
  const query = new URL(path, 'http://door').searchParams;
  const scope = query.get('X-Amz-Credential')?.split('/');
  if (!scope?.[0] || !scope[3]) return undefined;
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const signedAt =
    day && time ? Date.parse(`${day.replace(/(..)(..)$/, '-$1-$2')}T${time.replace(/(..)(..)$/, ':$1:$2')}Z`) : 0;
  return { caller: scope[0], service: scope[3], expiresAt: signedAt + Number(query.get('X-Amz-Expires') ?? 0) * 1000 };
}

function s3Operation(method: string, path: string, headers: IncomingHttpHeaders) {
  const url = new URL(path, 'http://door');
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const query = url.searchParams;
  const params = {
    Bucket: bucket,
    Key: key,
    Prefix: query.get('prefix') ?? '',
    CopySource: headers['x-amz-copy-source'],
  };
  const operation = key === '' ? bucketOperation(method, bucket, query) : objectOperation(method, query, headers);
  return { operation, params };
}

function bucketOperation(method: string, bucket: string, query: URLSearchParams): string {
  if (method === 'GET') return bucket === '' ? 'ListBuckets' : 'ListObjectsV2';
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : 'PostObject';
  return { PUT: 'CreateBucket', HEAD: 'HeadBucket', DELETE: 'DeleteBucket' }[method] ?? method;
}

function objectOperation(method: string, query: URLSearchParams, headers: IncomingHttpHeaders): string {
  if (method === 'PUT') {
    if (query.has('uploadId')) return 'UploadPart';
    return headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject';
  }
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  if (method === 'DELETE') return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
  return { GET: 'GetObject', HEAD: 'HeadObject' }[method] ?? method;
}

function connectionOperation(method: string, path: string, body: Buffer) {
  const [before = '', id = ''] = decodeURIComponent(path.split('?')[0]!).split('/@connections/');
  const parts = before.split('/').filter((part) => part !== '');
  const operation =
    { POST: 'PostToConnection', GET: 'GetConnection', DELETE: 'DeleteConnection' }[method] ?? `${method} @connections`;
  return {
    operation,
    params: { connectionId: id, data: body, stage: parts.at(-1) ?? '$default', api: parts.at(-2) ?? 'local' },
  };
}
