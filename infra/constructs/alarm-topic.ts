import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmTopicProps {
  stage: string;
  key: IKey;
  /** Who hears of alarms by mail, besides whoever subscribes later. */
  email: string | undefined;
}

/** Where alarms of one region are announced to the people on call. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id, {
      topicName: `ops-room-${props.stage}-alarms`,
      masterKey: props.key,
      enforceSSL: true,
    });
    if (props.email) this.addSubscription(new EmailSubscription(props.email));
  }
}
