import { SNSClient } from '@aws-sdk/client-sns';
import { snsTopics } from '../../shared/agency/topics.ts';

/** Topics are made when an agency is added or changed: SNS's client is loaded then. */
export const topicsAt = (arnPrefix: string, deadQueueArn: string) =>
  snsTopics(new SNSClient({}), arnPrefix, deadQueueArn);
