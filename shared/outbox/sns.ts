import { PublishCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import type { SnsAlert } from '../escalation/alert.ts';
import type { Outbox, Published } from './carry-out.ts';

/** SNS errors that no repetition mends: the topic is not there, or the message is not one. */
const FINAL = ['NotFoundException', 'NotFound', 'InvalidParameterException', 'InvalidParameterValueException'];

/** Alerts to agencies' topics. @param arnPrefix `arn:aws:sns:<region>:<account>:ops-room-<stage>-`. */
export function snsPublisher(calls: SNSClientConfig, arnPrefix: string): Outbox['publish'] {
  const sns = new SNSClient(calls);
  return async (topic: string, alert: SnsAlert): Promise<Published> => {
    try {
      const { MessageId } = await sns.send(
        new PublishCommand({
          TopicArn: arnPrefix + topic,
          MessageStructure: 'json',
          Subject: alert.subject,
          Message: alert.message,
          MessageAttributes: Object.fromEntries(
            Object.entries(alert.attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
          ),
        }),
      );
      if (!MessageId) throw new Error('SNS answered without a message id');
      return { messageId: MessageId };
    } catch (error) {
      const { name } = error as Error;
      if (FINAL.includes(name)) return { refused: name };
      throw error;
    }
  };
}
