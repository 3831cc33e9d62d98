import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription as Subscribed,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Subscription } from './agency.ts';
import type { TopicInspector, Topics } from './directory.ts';
import type { SubscriptionFault } from './standing.ts';

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

/** Whether subscriptions stand as they should; reads only. */
export function snsInspector(sns: SNSClient, arnPrefix: string): TopicInspector {
  return {
    async inspect(topic, wanted) {
      const standing = await subscribed(sns, arnPrefix + topic).catch((error: Error) => {
        if (!error.name.startsWith('NotFound')) throw error;
        return [];
      });
      const faults: SubscriptionFault[] = [];
      for (const subscription of wanted) {
        const fault = await faultOf(sns, subscription, standing);
        if (fault) faults.push({ channel: subscription.protocol, address: subscription.endpoint, fault });
      }
      return faults;
    },
    async channelOf(topic, subscriptionArn) {
      const standing = await subscribed(sns, arnPrefix + topic);
      return standing.find(({ SubscriptionArn }) => SubscriptionArn === subscriptionArn)?.Protocol;
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

async function faultOf(
  sns: SNSClient,
  subscription: Subscription,
  standing: readonly Subscribed[],
): Promise<SubscriptionFault['fault'] | undefined> {
  const { protocol, endpoint, tiers } = subscription;
  const known = standing.find((one) => one.Protocol === protocol && one.Endpoint === endpoint);
  if (!known) return 'gone';
  const arn = arnOf(subscription, standing);
  if (!arn) return 'pending';
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  if (Attributes?.PendingConfirmation === 'true') return 'pending';
  return sameTiers(Attributes?.FilterPolicy, tiers) ? undefined : 'filter';
}

function sameTiers(filter: string | undefined, tiers: readonly string[]): boolean {
  try {
    const { tier, ...rest } = JSON.parse(filter ?? '{}') as { tier?: unknown };
    const found = Array.isArray(tier) ? tier.map(String).sort() : [];
    return Object.keys(rest).length === 0 && found.join() === [...tiers].sort().join();
  } catch {
    return false;
  }
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
