import type { TopicInspector } from '../../shared/agency/directory.ts';
import { log } from '../../shared/log.ts';
import type { Outbox } from '../../shared/outbox/carry-out.ts';
import { type DeadLetter, tellUndelivered } from '../../shared/outbox/dead-letter.ts';

/** A record of the agencies' dead-letter queue, as Lambda hands it over. */
export interface DeadLetterRecord {
  messageId: string;
  body: string;
  messageAttributes?: Record<string, { stringValue?: string }>;
}

/**
 * Alerts that SNS gave up on, one after another: two of one case would only race. What cannot be read or recorded stays in the queue, where
 * its alarm stands.
 * @returns the records that are not done, in Lambda's words
 */
export async function takeDeadLetters(
  records: readonly DeadLetterRecord[],
  outbox: Outbox,
  topics: TopicInspector,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const left: string[] = [];
  for (const record of records) {
    try {
      const letter = letterOf(record);
      if (!letter) throw new Error('unreadable');
      await tellUndelivered(outbox, topics, letter);
    } catch (error) {
      log('clock.dead-letter-failed', { message: record.messageId, error: (error as Error).message.slice(0, 80) });
      left.push(record.messageId);
    }
  }
  return { batchItemFailures: left.map((itemIdentifier) => ({ itemIdentifier })) };
}

interface Envelope {
  MessageId?: string;
  TopicArn?: string;
  UnsubscribeURL?: string;
  MessageAttributes?: Record<string, { Value?: string }>;
}

/** SNS's envelope names topic and subscription; a message delivered raw has its attributes beside it and names neither. */
function letterOf({ messageId, body, messageAttributes = {} }: DeadLetterRecord): DeadLetter | undefined {
  const envelope = envelopeOf(body);
  const attributes = envelope.MessageAttributes
    ? entriesOf(envelope.MessageAttributes, ({ Value }) => Value)
    : entriesOf(messageAttributes, ({ stringValue }) => stringValue);
  const { agency, rung = '', kind } = attributes;
  if (!kind) return undefined;
  const url = envelope.UnsubscribeURL;
  return {
    messageId: envelope.MessageId ?? messageId,
    topic: topicOf(envelope.TopicArn) ?? (rung.startsWith('t') ? `rung-${rung}` : `agency-${agency}`),
    subscriptionArn: (url && new URL(url).searchParams.get('SubscriptionArn')) || `raw:${messageId}`,
    attributes,
  };
}

function envelopeOf(body: string): Envelope {
  try {
    const read = JSON.parse(body) as Envelope & { Type?: string };
    return read.Type === 'Notification' ? read : {};
  } catch {
    // Text of an e-mail or a text message.
    return {};
  }
}

/** `arn:aws:sns:…:ops-room-<stage>-agency-erc`. */
const topicOf = (arn: string | undefined) => /-((?:agency|rung)-[\w-]+)$/.exec(arn ?? '')?.[1];

function entriesOf<T>(attributes: Record<string, T>, textOf: (attribute: T) => string | undefined) {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]) => {
      const value = textOf(attribute);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
