import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription as Subscribed,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Subscription } from './agency.ts';
import type { Topics } from './directory.ts';

/**
 * Topics on SNS. Everything is idempotent: `CreateTopic` answers with the topic that is there, `Subscribe` with the subscription.
 *
 * @param arnPrefix `arn:aws:sns:<region>:<account>:ops-room-<stage>-`.
 * @param deadQueueArn takes what a subscriber did not take (decisions.md 14).
 */
export function snsTopics(sns: SNSClient, arnPrefix: string, deadQueueArn: string): Topics {
  const namePrefix = arnPrefix.slice(arnPrefix.lastIndexOf(':') + 1);
  return {
    async sync(topic, wanted, gone) {
      const made = await sns.send(
        new CreateTopicCommand({ Name: namePrefix + topic, Attributes: { SignatureVersion: '2' } }),
      );
      const topicArn = made.TopicArn ?? arnPrefix + topic;
      const standing = await subscribed(sns, topicArn);
      for (const subscription of wanted) await subscribe(sns, topicArn, subscription, deadQueueArn, standing);
      for (const subscription of gone) {
        const arn = arnOf(subscription, standing);
        if (arn) await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
      }
    },
  };
}

async function subscribe(
  sns: SNSClient,
  topicArn: string,
  { protocol, endpoint, tiers }: Subscription,
  deadQueueArn: string,
  standing: readonly Subscribed[],
): Promise<void> {
  const filter = JSON.stringify({ tier: tiers });
  const arn = arnOf({ protocol, endpoint, tiers }, standing);
  if (arn) {
    // Subscribing again with other attributes is refused by SNS.
    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn: arn,
        AttributeName: 'FilterPolicy',
        AttributeValue: filter,
      }),
    );
    return;
  }
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      ReturnSubscriptionArn: true,
      Attributes: {
        FilterPolicy: filter,
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadQueueArn }),
        // A queue gets the CloudEvent itself; an HTTPS subscriber needs SNS's envelope to verify the signature.
        ...(protocol === 'sqs' ? { RawMessageDelivery: 'true' } : {}),
      },
    }),
  );
}

async function subscribed(sns: SNSClient, topicArn: string): Promise<Subscribed[]> {
  const all: Subscribed[] = [];
  let token: string | undefined;
  do {
    const page = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(token ? { NextToken: token } : {}) }),
    );
    all.push(...(page.Subscriptions ?? []));
    token = page.NextToken;
  } while (token);
  return all;
}

/** ARN of a standing subscription; none while it is pending: then it has no ARN yet. */
function arnOf({ protocol, endpoint }: Subscription, standing: readonly Subscribed[]): string | undefined {
  const arn = standing.find((known) => known.Protocol === protocol && known.Endpoint === endpoint)?.SubscriptionArn;
  return arn?.startsWith('arn:') ? arn : undefined;
}
