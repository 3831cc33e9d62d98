import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ProviderRequest } from '../../shared/channels/outbound.ts';
import { replyConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';
import type { Called, SendDeps } from './send.ts';
import { writers } from './writers.ts';

/** Providers answer within a second or two; with two writes around it this fits `MESSAGE_MS`. */
const PROVIDER_MS = 5000;

/** Errors of a connection that never came about: the provider cannot have taken anything. */
const REFUSED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

export interface ReplyDeps {
  send: SendDeps;
  hide: (queueArn: string, receiptHandle: string, seconds: number) => Promise<void>;
}

export function realDeps(): ReplyDeps {
  const config = replyConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const store = dynamoStore({ client: dynamoClient(), tables: config.tables, now, random });
  const secret = secretReader(config.secrets, now);
  // The queue's name comes from the event; its URL says nothing about where SQS is.
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    send: {
      room: { store, policies: policyReader(store, now), random, pause: async (ms) => void (await delay(ms)) },
      writers,
      settings: async () => {
        const values = { ...config.settings, ...(await secret()) };
        return (name) => values[name] || undefined;
      },
      call,
      held: new Map(),
      now,
    },
    hide: async (queueArn, receiptHandle, seconds) => {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl(queueArn),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
  };
}

function queueUrl(arn: string): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

async function call({ url, headers, body }: ProviderRequest): Promise<Called> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PROVIDER_MS) });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text) };
  } catch (error) {
    const code = ((error as Error).cause as { code?: string } | undefined)?.code;
    return code !== undefined && REFUSED.has(code) ? 'refused' : 'broken';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
