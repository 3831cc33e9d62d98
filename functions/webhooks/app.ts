import { type Context, Hono } from 'hono';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import type { Received, Settings, Unreadable, Verdict, WebhookRequest } from '../../shared/channels/types.ts';
import { readWhatsApp } from '../../shared/channels/whatsapp/read.ts';
import { challengeOf, signedByMeta } from '../../shared/channels/whatsapp/verify.ts';
import { type LogLine, log } from '../../shared/log.ts';
import type { WebhooksDeps } from './deps.ts';

/** Meta's largest delivery (channels.md 2.1); the only thing refused for its size (decisions.md 10). */
const BODY_BYTES = 3 * 1024 * 1024;

type Env = { Bindings: { event?: LambdaEvent; lambdaContext?: LambdaContext } };

/** A provider's route: is it genuine, and what does it say? */
interface Provider {
  name: string;
  verify(request: WebhookRequest, settings: Settings): Verdict | Promise<Verdict>;
  read(request: WebhookRequest, settings: Settings, receivedAt: string): Received | Unreadable;
}

const whatsapp: Provider = {
  name: 'whatsapp',
  verify: (request, settings) => signedByMeta(request, settings('OPS_WHATSAPP_APP_SECRET')),
  read: (request, settings, receivedAt) =>
    readWhatsApp(request.body, { accounts: listOf(settings('OPS_WHATSAPP_PHONE_NUMBER_ID')), receivedAt }),
};

/**
 * The providers' doors. Each request: size, signature on the raw bytes, read, queue, answer. 2xx means that the queue has
 * it; 4xx that nothing happened; 503 that the provider must come again.
 */
export function webhooksApp(deps: WebhooksDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/webhooks/whatsapp', (c) => handshake(c, deps, 'OPS_WHATSAPP_VERIFY_TOKEN'));
  app.post('/webhooks/whatsapp', (c) => receive(c, deps, whatsapp));

  app.notFound((c) => problem(c, 404, 'not-found', 'No such webhook'));
  app.onError((error, c) => {
    log('webhook.failed', { route: c.req.path, error: error.name, trace: traceOf(c) });
    return problem(c, 503, 'unavailable', 'Not taken; deliver again');
  });
  return app;
}

async function handshake(c: Context<Env>, deps: WebhooksDeps, tokenName: string): Promise<Response> {
  const settings = await deps.settings();
  const challenge = challengeOf(requestOf(c, new Uint8Array()).query, settings(tokenName));
  if (challenge === undefined) return problem(c, 403, 'forbidden', 'Unknown verify token');
  return c.text(challenge);
}

async function receive(c: Context<Env>, deps: WebhooksDeps, provider: Provider): Promise<Response> {
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (body.length > BODY_BYTES) return problem(c, 413, 'too-large', 'Larger than 3 MiB');

  const request = requestOf(c, body);
  const settings = await deps.settings();
  const verdict = await provider.verify(request, settings);
  const about = { provider: provider.name, bytes: body.length, trace: traceOf(c) };
  if (verdict === 'unconfigured') {
    log('webhook.unconfigured', about);
    return problem(c, 503, 'unavailable', 'Not taken; deliver again');
  }
  if (verdict === 'forged') {
    log('webhook.refused', about);
    return problem(c, 401, 'unauthenticated', 'Signature missing or wrong');
  }

  const found = provider.read(request, settings, new Date(deps.now()).toISOString());
  if ('unreadable' in found) {
    log('webhook.unreadable', { ...about, reason: found.unreadable });
    return problem(c, 400, 'validation', found.unreadable);
  }
  for (const { name, detail } of found.remarks ?? []) log(REMARKS[name], { provider: provider.name, detail });
  try {
    await deps.enqueue(found.items);
  } catch (error) {
    log('webhook.not-queued', { ...about, items: found.items.length, error: (error as Error).name });
    return problem(c, 503, 'unavailable', 'Not taken; deliver again');
  }
  const { status, contentType, body: answer } = found.response ?? EMPTY;
  return c.body(answer, status as 200, { 'content-type': contentType });
}

const EMPTY = { status: 200, contentType: 'text/plain; charset=UTF-8', body: '' };

const REMARKS: Record<NonNullable<Received['remarks']>[number]['name'], LogLine> = {
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

function problem(c: Context<Env>, status: 400 | 401 | 403 | 404 | 413 | 503, type: string, title: string): Response {
  const body = JSON.stringify({ type: `/problems/${type}`, title, status, traceId: traceOf(c) });
  return c.body(body, status, { 'content-type': 'application/problem+json' });
}

function traceOf(c: Context<Env>): string {
  return c.env?.lambdaContext?.awsRequestId ?? 'none';
}

function listOf(setting: string | undefined): string[] {
  return (setting ?? '').split(',').flatMap((part) => part.trim() || []);
}
