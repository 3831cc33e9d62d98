import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { relayConfig } from '../../shared/config.ts';
import { awsOutbox } from '../../shared/outbox/wire.ts';
import type { RelayDeps } from './relay.ts';

/** SQS takes ten messages at once. */
const POKES_AT_ONCE = 10;

export function realDeps(): RelayDeps {
  const config = relayConfig();
  const { outbox, sqs } = awsOutbox(config);
  return {
    outbox,
    park: async (record, reason) => {
      const body = JSON.stringify({ reason, record });
      await sqs.send(new SendMessageCommand({ QueueUrl: config.parkedQueueUrl, MessageBody: body }));
    },
    reconcile: async (id) => {
      const MessageBody = JSON.stringify({ id });
      await sqs.send(new SendMessageCommand({ QueueUrl: config.reconcileQueueUrl, MessageBody }));
    },
    poke: async (pokes) => {
      for (let start = 0; start < pokes.length; start += POKES_AT_ONCE) {
        const some = pokes.slice(start, start + POKES_AT_ONCE);
        const Entries = some.map((poke, index) => ({ Id: String(index), MessageBody: JSON.stringify(poke) }));
        const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: config.pokesQueueUrl, Entries }));
        if (Failed?.length) throw new Error('SQS refused a poke');
      }
    },
  };
}
