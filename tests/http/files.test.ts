import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { s3Files } from '../../shared/files/s3.ts';
import { s3Leave } from '../../shared/files/upload.ts';

const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Signature Version 4, written from its description: what S3 computes on the other side. */
function signature(
  method: string,
  url: URL,
  headers: Record<string, string>,
  payload: string,
  time: string,
  scope: string,
): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = [method, url.pathname, query.join('&'), lines, names.join(';'), payload].join('\n');
  const [day = '', region = '', service = ''] = scope.split('/');
  const key = hmac(hmac(hmac(hmac(`AWS4${KEYS.secretAccessKey}`, day), region), service), 'aws4_request');
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
}

test('the oracle computes the example of the S3 documentation', () => {
  const url = new URL(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host',
  );
  expect(
    signature(
      'GET',
      url,
      { host: url.host },
      'UNSIGNED-PAYLOAD',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
    ),
  ).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});

test('a link is signed as S3 expects it, and says how long it works', async () => {
  const files = s3Files({ bucket: 'ops-files', region: 'eu-west-1' }, async () => KEYS);
  const url = new URL(await files.link('exports/K7M2-9QXF/ab.ndjson', 900));
  expect(url.host).toBe('ops-files.s3.eu-west-1.amazonaws.com');
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
  const time = url.searchParams.get('X-Amz-Date')!;
  const scope = url.searchParams.get('X-Amz-Credential')!.split('/').slice(1).join('/');
  expect(url.searchParams.get('X-Amz-Signature')).toBe(
    signature('GET', url, { host: url.host }, 'UNSIGNED-PAYLOAD', time, scope),
  );
});

test('an object is put with a signed hash of its content; a refusal is an error worth another try', async () => {
  const sent: { url: URL; init: RequestInit }[] = [];
  const answer = (status: number) => async (url: URL, init: RequestInit) => {
    sent.push({ url, init });
    return new Response(null, { status });
  };
  const config = { bucket: 'ops-files', region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' };
  await s3Files(config, async () => KEYS, answer(200) as typeof fetch).put(
    'exports/a',
    'سطر\n',
    'application/x-ndjson',
  );
  const { url, init } = sent[0]!;
  const headers = init.headers as Record<string, string>;
  expect(url.href).toBe('http://127.0.0.1:4566/ops-files/exports/a');
  expect(headers['x-amz-content-sha256']).toBe(sha256('سطر\n'));
  const [, scope, names, given] = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(
    headers.authorization!,
  )!;
  const signed = Object.fromEntries(
    names!.split(';').map((name) => [name, name === 'host' ? url.host : headers[name]!]),
  );
  expect(given).toBe(signature('PUT', url, signed, sha256('سطر\n'), headers['x-amz-date']!, scope!));

  const refused = s3Files(config, async () => KEYS, answer(503) as typeof fetch).put('exports/a', 'x', 'text/plain');
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
});

test('leave to put one object by a form holds its key, its size and its time', async () => {
  const leave = s3Leave({ bucket: 'ops-media', region: 'eu-west-1' }, async () => ({ ...KEYS, sessionToken: 'token' }));
  const now = Date.parse('2026-11-22T09:00:00Z');
  const { url, fields } = await leave('quarantine/web/1', 900, 16_777_216, now);
  expect(url).toBe('https://ops-media.s3.eu-west-1.amazonaws.com/');
  const policy = JSON.parse(Buffer.from(fields.policy!, 'base64').toString()) as {
    expiration: string;
    conditions: unknown[];
  };
  expect(policy.expiration).toBe('2026-11-22T09:15:00.000Z');
  expect(policy.conditions).toEqual(
    expect.arrayContaining([
      { bucket: 'ops-media' },
      ['content-length-range', 1, 16_777_216],
      { key: 'quarantine/web/1' },
      { 'x-amz-security-token': 'token' },
      { 'x-amz-date': '20261122T090000Z' },
    ]),
  );
  const key = hmac(hmac(hmac(hmac(`AWS4${KEYS.secretAccessKey}`, '20261122'), 'eu-west-1'), 's3'), 'aws4_request');
  expect(fields['x-amz-signature']).toBe(hmac(key, fields.policy!).toString('hex'));
});
