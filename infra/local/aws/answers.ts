import { randomUUID } from 'node:crypto';
import type { Service } from './types.ts';

/** An answer as it goes over the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

export function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}

export function xml(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

const SNS_NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

export function snsAnswer(action: string, result: string): Answer {
  return xml(
    200,
    `<${action}Response xmlns="${SNS_NAMESPACE}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** An AWS error in the shape each service's protocol gives it, so that the SDK raises it under `code`. */
export function awsError(service: Service, status: number, code: string, message: string): Answer {
  if (service === 'sns') {
    return xml(
      status,
      `<ErrorResponse xmlns="${SNS_NAMESPACE}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    );
  }
  if (service === 's3') {
    return xml(
      status,
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>${randomUUID()}</RequestId></Error>`,
    );
  }
  const namespace = service === 'dynamodb' ? 'com.amazonaws.dynamodb.v20120810' : 'com.amazonaws';
  return json(status, { __type: `${namespace}#${code}`, message });
}

/** The names under which services refuse for want of a grant. */
const DENIED: Partial<Record<Service, { status: number; code: string }>> = {
  sns: { status: 403, code: 'AuthorizationError' },
  s3: { status: 403, code: 'AccessDenied' },
};

export function accessDenied(service: Service, message: string): Answer {
  const { status, code } = DENIED[service] ?? { status: 400, code: 'AccessDeniedException' };
  return awsError(service, status, code, message);
}

/** What a service answers when it is asked too often; the SDK backs off and retries on each of these. */
const THROTTLED: Record<Service, { status: number; code: string }> = {
  dynamodb: { status: 400, code: 'ProvisionedThroughputExceededException' },
  sqs: { status: 400, code: 'RequestThrottled' },
  sns: { status: 400, code: 'Throttling' },
  s3: { status: 503, code: 'SlowDown' },
  'execute-api': { status: 429, code: 'LimitExceededException' },
  'cognito-idp': { status: 400, code: 'TooManyRequestsException' },
  secretsmanager: { status: 400, code: 'ThrottlingException' },
};

export function throttled(service: Service): Answer {
  const { status, code } = THROTTLED[service];
  return awsError(service, status, code, 'Rate exceeded');
}

const BROKEN: Partial<Record<Service, string>> = {
  dynamodb: 'InternalServerError',
  sns: 'InternalFailure',
  'cognito-idp': 'InternalErrorException',
};

export function broken(service: Service): Answer {
  return awsError(service, 500, BROKEN[service] ?? 'InternalError', 'The service could not complete the request');
}

export function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
