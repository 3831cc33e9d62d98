import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { RoomKey } from './room-key.ts';
import { ServiceTopic } from './service-topic.ts';

export interface AlarmTopicProps {
  stage: string;
  key: RoomKey;
  /** Who hears of alarms by mail, besides whoever subscribes later. */
  email: string | undefined;
}

/** Where alarms of one region are announced to the people on call. */
export class AlarmTopic extends ServiceTopic {
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id, { topicName: `ops-room-${props.stage}-alarms`, key: props.key, publisher: 'cloudwatch' });
    if (props.email) this.addSubscription(new EmailSubscription(props.email));
  }
}
