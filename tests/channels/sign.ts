/**
 * Turns a case of cases.json into a request. Every digest comes from a third party's client, so that our own idea of a
 * scheme cannot confirm itself.
 */
import { createHmac } from 'node:crypto';
import { sign as hubSign } from '@octokit/webhooks-methods';
import { Webhook } from 'standardwebhooks';
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';

export interface Sign {
  scheme: string;
  secret: string;
  mutate?: string;
  url?: string;
  id?: string;
  timestamp?: string;
  extra_secret?: string;
  cert?: string;
  cert_url?: string;
  topic_arn?: string;
}

export interface Case {
  id: string;
  provider: string;
  name: string;
  method: string;
  path_hint: string;
  headers: Record<string, string>;
  body: string;
  sign: Sign;
  expect: {
    status_class: string;
    messages: number;
    statuses: number;
    note: string;
    attachments?: number;
    location?: [number, number];
    events?: Record<string, number>;
    final_status?: Record<string, string>;
    same_conversation_as?: string;
    response?: {
      body_equals?: string;
      body_not_contains?: string;
      body_contains?: string;
      content_type?: string;
      content_type_not?: string;
      or_empty?: boolean;
    };
  };
  after?: string[];
  repeat?: { times: number; mode: string };
  transport?: string;
  fixtures?: { s3: { key: string; body: string } };
}

export interface SignedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export async function signCase(c: Case, now: number): Promise<SignedRequest> {
  return { method: c.method, path: c.path_hint, headers: { ...c.headers, ...(await signature(c, now)) }, body: c.body };
}

async function signature(c: Case, now: number): Promise<Record<string, string>> {
  if (c.sign.mutate === 'omit') return {};
  switch (c.sign.scheme) {
    case 'meta-sha256':
      return meta(c);
    case 'telegram-secret-token': {
      const token =
        c.sign.mutate === 'wrong'
          ? 'wrong-token'
          : c.sign.mutate === 'prefix-only'
            ? c.sign.secret.slice(0, 10)
            : c.sign.secret;
      return { 'X-Telegram-Bot-Api-Secret-Token': token };
    }
    case 'twilio-form':
    case 'twilio-get':
    case 'twilio-json':
      return twilio(c);
    case 'standard-webhooks':
      return standard(c, now);
    default:
      return {};
  }
}

async function meta({ body, sign }: Case): Promise<Record<string, string>> {
  switch (sign.mutate) {
    case 'sha1-header-only':
      return { 'X-Hub-Signature': `sha1=${createHmac('sha1', sign.secret).update(body).digest('hex')}` };
    case 'non-hex':
      return { 'X-Hub-Signature-256': `sha256=${'z'.repeat(64)}` };
    case 'empty-digest':
      return { 'X-Hub-Signature-256': 'sha256=' };
    default: {
      const secret = sign.mutate === 'wrong-secret' ? 'some-other-secret' : sign.secret;
      const signed = sign.mutate === 'reserialise' ? JSON.stringify(JSON.parse(body)) : body;
      return { 'X-Hub-Signature-256': await hubSign(secret, signed) };
    }
  }
}

function twilio({ body, sign }: Case): Record<string, string> {
  const params: Record<string, string | string[]> = {};
  if (sign.scheme === 'twilio-form') {
    for (const [name, value] of new URLSearchParams(body)) {
      if (sign.mutate === 'drop-empty-params' && value === '') continue;
      const before = params[name];
      params[name] = before === undefined ? value : [before, value].flat();
    }
  }
  const token = sign.mutate === 'wrong-secret' ? 'another-token' : sign.secret;
  return { 'X-Twilio-Signature': twilioWebhooks.getExpectedTwilioSignature(token, sign.url ?? '', params) };
}

function standard({ body, sign }: Case, now: number): Record<string, string> {
  const id = sign.id ?? '';
  const at = new Date(now + 1000 * Number(/^now([+-]\d+)?$/.exec(sign.timestamp ?? 'now')?.[1] ?? 0));
  const wrong = `whsec_${Buffer.from('not-the-partner-secret-000000000').toString('base64')}`;
  const webhook = new Webhook(sign.mutate === 'wrong-secret' ? wrong : sign.secret);
  let value = webhook.sign(id, at, sign.mutate === 'tamper-body' ? `${body} ` : body);
  if (sign.mutate === 'rotation-list') value = `${new Webhook(sign.extra_secret ?? '').sign(id, at, body)} ${value}`;
  if (sign.mutate === 'replay-with-fresh-timestamp') value = webhook.sign(id, new Date(now - 86_400_000), body);
  if (sign.mutate === 'version-v9') value = value.replace(/^v1,/, 'v9,');
  return {
    ...(sign.mutate === 'omit-id' ? {} : { 'webhook-id': id }),
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': value,
  };
}
