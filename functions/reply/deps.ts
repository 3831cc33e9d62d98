import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { replyConfig } from '../../shared/config.ts';
import { dynamoClient, dynamoStore } from '../../shared/ledger/dynamo.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { secretReader } from '../../shared/secrets.ts';
import { call } from './call.ts';
import type { SendDeps } from './send.ts';
import { signedHeaders } from './sign.ts';
import { writers } from './writers.ts';

export interface ReplyDeps {
  send: SendDeps;
  hide: (queueArn: string, receiptHandle: string, seconds: number) => Promise<void>;
}

export function realDeps(): ReplyDeps {
  const config = replyConfig();
  const now = () => Date.now();
  const random = (bytes: number) => randomBytes(bytes);
  const client = dynamoClient();
  const credentials = () => client.config.credentials();
  const store = dynamoStore({ client, tables: config.tables, now, random });
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
      // SES is asked in the name of the function's own role.
      call: async (request) =>
        call(request.sign ? { ...request, headers: await signedHeaders(request, request.sign, credentials) } : request),
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
