/** The real webhooks function in front of a queue in memory that is as strict as SQS. */
import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LambdaEvent } from 'hono/aws-lambda';
import { handle } from 'hono/aws-lambda';
import { webhooksApp } from '../../functions/webhooks/app.ts';
import type { WebhooksDeps } from '../../functions/webhooks/deps.ts';
import { takeMails } from '../../functions/webhooks/mail.ts';
import { intakeQueue } from '../../shared/channels/queue.ts';
import type { Inbound } from '../../shared/channels/types.ts';
import type { SignedRequest } from './sign.ts';

export const SETTINGS: Record<string, string> = {
  OPS_WHATSAPP_APP_SECRET: 'wa-app-secret-for-tests-only',
  OPS_WHATSAPP_VERIFY_TOKEN: 'wa-verify-token-for-tests',
  OPS_WHATSAPP_PHONE_NUMBER_ID: '106540000000001',
  OPS_MESSENGER_APP_SECRET: 'fb-app-secret-for-tests-only',
  OPS_MESSENGER_VERIFY_TOKEN: 'fb-verify-token-for-tests',
  OPS_MESSENGER_PAGE_ID: '180000000000001',
  OPS_TELEGRAM_SECRET_TOKEN: 'tg_secret_token-for-tests_01',
  OPS_TWILIO_AUTH_TOKEN: 'twilio-auth-token-for-tests-only',
  OPS_GENERIC_WEBHOOK_SECRETS: '{"partner-a":["whsec_Y3Jpc2lzLXJvb20tZ2VuZXJpYy1zb3VyY2Uta2V5LTE="]}',
  OPS_EMAIL_TOPIC_ARN: 'arn:aws:sns:eu-central-1:000000000000:inbound-mail',
};

export interface Queued {
  item: Inbound;
  group: string;
  dedup: string;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What SQS would not take: the room must never hand it such a thing. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

export class Webhooks {
  readonly queued: Queued[] = [];
  /** Sizes of the batches that were sent, in messages. */
  readonly batches: number[] = [];
  /** Set to make the queue refuse: whole calls, or single messages of a batch. */
  refuse: 'nothing' | 'calls' | 'one' = 'nothing';
  now = Date.now();
  readonly fetched: string[] = [];
  /** Objects of the bucket of mails, and what was put into that of media. */
  readonly mails = new Map<string, Uint8Array>();
  readonly kept = new Map<string, Uint8Array>();
  settings: Record<string, string> = { ...SETTINGS };
  /** What the world answers to the function's own requests. */
  world: (url: string) => Response = () => new Response('', { status: 404 });
  /** SES calls the function itself. */
  readonly takeMails: (event: unknown) => Promise<undefined>;
  private readonly seen = new Set<string>();
  private readonly invoke: (event: LambdaEvent) => Promise<Answer>;

  constructor(overrides: Partial<WebhooksDeps> = {}) {
    const deps: WebhooksDeps = {
      enqueue: intakeQueue(
        { send: (command: SendMessageBatchCommand) => this.take(command) } as unknown as SQSClient,
        'queue',
      ),
      settings: async () => (name) => this.settings[name],
      publicBaseUrl: 'https://ops.example.test',
      now: () => this.now,
      fetch: async (url) => {
        this.fetched.push(String(url));
        return this.world(String(url));
      },
      mails: {
        read: async (key) => this.mails.get(key),
        keep: async (key, bytes) => void this.kept.set(key, bytes),
      },
      ...overrides,
    };
    const lambda = handle(webhooksApp(deps));
    this.takeMails = (event) => takeMails(event, deps);
    this.invoke = async (event) => {
      const result = (await lambda(event, { awsRequestId: 'trace-1' } as never)) as {
        statusCode: number;
        headers: Record<string, string>;
        body: string;
        isBase64Encoded: boolean;
      };
      const body = result.isBase64Encoded ? Buffer.from(result.body, 'base64').toString() : result.body;
      return { status: result.statusCode, headers: result.headers, body };
    };
  }

  /** Sends one request as API Gateway hands it to Lambda, plain or base64. */
  deliver(
    request: Omit<SignedRequest, 'body'> & { body: string | Uint8Array },
    transport: 'plain' | 'base64' = 'plain',
  ): Promise<Answer> {
    return this.invoke(eventOf(request, transport));
  }

  messages(): Extract<Inbound, { type: 'message' }>[] {
    return this.queued.flatMap(({ item }) => (item.type === 'message' ? [item] : []));
  }

  private async take(command: SendMessageBatchCommand): Promise<unknown> {
    const entries = command.input.Entries ?? [];
    if (this.refuse === 'calls') throw new Error('ServiceUnavailable');
    const bytes = entries.reduce((sum, entry) => sum + Buffer.byteLength(entry.MessageBody ?? ''), 0);
    if (entries.length === 0 || entries.length > 10 || bytes > 262_144) throw new Error('BatchRequestTooLong');
    if (entries.some((entry) => FORBIDDEN.test(entry.MessageBody ?? ''))) throw new Error('InvalidMessageContents');
    if (entries.some((entry) => (entry.MessageDeduplicationId ?? '').length > 128))
      throw new Error('InvalidParameterValue');
    this.batches.push(entries.length);
    const failed = this.refuse === 'one' ? entries.slice(-1) : [];
    for (const entry of entries.filter((e) => !failed.includes(e))) {
      const dedup = entry.MessageDeduplicationId ?? '';
      if (this.seen.has(dedup)) continue;
      this.seen.add(dedup);
      this.queued.push({
        item: JSON.parse(entry.MessageBody ?? '') as Inbound,
        group: entry.MessageGroupId ?? '',
        dedup,
      });
    }
    return { Failed: failed.map((entry) => ({ Id: entry.Id, Code: 'InternalError', SenderFault: false })) };
  }
}

function eventOf(
  request: Omit<SignedRequest, 'body'> & { body: string | Uint8Array },
  transport: 'plain' | 'base64',
): LambdaEvent {
  const [rawPath = '', rawQueryString = ''] = request.path.split(/\?(.*)/s);
  const body = typeof request.body === 'string' ? request.body : Buffer.from(request.body);
  const encoded = transport === 'base64' || typeof body !== 'string';
  return {
    version: '2.0',
    routeKey: 'ANY /webhooks/{proxy+}',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...(body.length > 0 ? { body: encoded ? Buffer.from(body).toString('base64') : body.toString() } : {}),
    isBase64Encoded: encoded && body.length > 0,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'abc123.execute-api.eu-central-1.amazonaws.com',
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      stage: '$default',
    },
  } as unknown as LambdaEvent;
}
