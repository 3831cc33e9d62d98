import { type Context, Hono } from 'hono';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { askSns } from '../../shared/channels/email/verify.ts';
import type { Remark, WebhookRequest } from '../../shared/channels/types.ts';
import { challengeOf } from '../../shared/channels/whatsapp/verify.ts';
import { type Problem, problem, problemResponse, unavailable } from '../../shared/http/problem.ts';
import { type LogLine, log } from '../../shared/log.ts';
import type { WebhooksDeps } from './deps.ts';
import {
  email,
  generic,
  messenger,
  type Provider,
  type Surroundings,
  TWILIO,
  telegram,
  whatsapp,
} from './providers.ts';

/** Meta's largest delivery (channels.md 2.1); the only thing refused for its size (decisions.md 10). */
const BODY_BYTES = 3 * 1024 * 1024;

type Env = { Bindings: { event?: LambdaEvent; lambdaContext?: LambdaContext } };

/**
 * The providers' doors. Each request: size, signature on the raw bytes, read, queue, answer. 2xx means that the queue has
 * it; 4xx that nothing happened; 503 that the provider must come again.
 */
export function webhooksApp(deps: WebhooksDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/webhooks/whatsapp', (c) => handshake(c, deps, 'OPS_WHATSAPP_VERIFY_TOKEN'));
  app.post('/webhooks/whatsapp', (c) => receive(c, deps, whatsapp));
  app.get('/webhooks/messenger', (c) => handshake(c, deps, 'OPS_MESSENGER_VERIFY_TOKEN'));
  app.post('/webhooks/messenger', (c) => receive(c, deps, messenger));
  app.post('/webhooks/telegram', (c) => receive(c, deps, telegram));
  app.post('/webhooks/generic/:source', (c) => receive(c, deps, generic(c.req.param('source'))));
  const mail = email();
  app.post('/webhooks/email/sns', (c) => receive(c, deps, mail));
  for (const [path, provider] of Object.entries(TWILIO)) {
    app.on(['GET', 'POST'], path, (c) => receive(c, deps, provider));
  }

  app.notFound((c) => refuse(c, problem('not-found')));
  app.onError((error, c) => {
    log('webhook.failed', { error: error.name, trace: traceOf(c) });
    return refuse(c, unavailable());
  });
  return app;
}

async function handshake(c: Context<Env>, deps: WebhooksDeps, tokenName: string): Promise<Response> {
  const settings = await deps.settings();
  const challenge = challengeOf(requestOf(c, new Uint8Array()).query, settings(tokenName));
  return challenge === undefined ? refuse(c, problem('forbidden')) : c.text(challenge);
}

async function receive(c: Context<Env>, deps: WebhooksDeps, provider: Provider): Promise<Response> {
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (body.length > BODY_BYTES) return refuse(c, problem('payload-too-large'));

  const request = requestOf(c, body);
  const now = deps.now();
  const settings = await deps.settings();
  const around: Surroundings = {
    settings,
    fetch: deps.fetch,
    mails: deps.mails,
    publicBaseUrl: deps.publicBaseUrl,
    now,
    receivedAt: new Date(now).toISOString(),
  };
  const about = { provider: provider.name, bytes: body.length, trace: traceOf(c) };
  const verdict = await provider.verify(request, around);
  if (verdict !== 'genuine') {
    log(verdict === 'forged' ? 'webhook.refused' : 'webhook.unconfigured', about);
    return refuse(c, verdict === 'forged' ? problem('unauthenticated', { detail: FORGED }) : unavailable());
  }

  const found = await provider.read(request, around);
  if ('unreadable' in found) {
    log('webhook.unreadable', { ...about, reason: found.unreadable });
    return refuse(c, problem('validation', { detail: { ar: 'تعذرت قراءة المحتوى', en: found.unreadable } }));
  }
  for (const { name, detail } of found.remarks ?? []) log(REMARKS[name], { provider: provider.name, detail });
  try {
    await deps.enqueue(found.items);
  } catch (error) {
    log('webhook.not-queued', { ...about, items: found.items.length, error: (error as Error).name });
    return refuse(c, unavailable());
  }
  if (found.confirm) await askSns(found.confirm, settings('OPS_EMAIL_SNS_URL'), deps.fetch);
  const { status, contentType, body: answer } = found.response ?? EMPTY;
  return c.body(answer, status as 200, { 'content-type': contentType });
}

const FORGED = { ar: 'التوقيع غائب أو غير صحيح', en: 'The signature is missing or wrong' };

const EMPTY = { status: 200, contentType: 'text/plain; charset=UTF-8', body: '' };

const REMARKS: Record<Remark['name'], LogLine> = {
  unknown_account: 'webhook.unknown-account',
  ignored: 'webhook.ignored',
  account_error: 'webhook.account-error',
};

/** The request as it stood on the wire. Hono's URL is normalised; Twilio signs what was sent (channels.md 1.3). */
function requestOf(c: Context<Env>, body: Uint8Array): WebhookRequest {
  const event = c.env?.event;
  const url = new URL(c.req.url);
  return {
    method: c.req.method,
    path: event && 'rawPath' in event ? event.rawPath : url.pathname,
    query: event && 'rawQueryString' in event ? event.rawQueryString : url.search.slice(1),
    header: (name) => c.req.header(name),
    body,
  };
}

function refuse(c: Context<Env>, failure: Problem): Response {
  return problemResponse(failure, traceOf(c), c.req.path, c.req.header('accept-language'));
}

function traceOf(c: Context<Env>): string {
  return c.env?.lambdaContext?.awsRequestId ?? 'none';
}
