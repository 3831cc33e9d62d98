import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { RoomKey } from './room-key.ts';

export interface ServiceTopicProps {
  topicName: string;
  key: RoomKey;
  /** The service of the platform that publishes: `cloudwatch`, `ses`. */
  publisher: string;
}

/**
 * A locked topic that one service of the platform publishes to. The demand for TLS replaces the policy a topic is born
 * with, and with it the service's right to publish: it has to be given back by name.
 */
export class ServiceTopic extends Topic {
  constructor(scope: Construct, id: string, props: ServiceTopicProps) {
    // Version 2 signs with SHA-256, which is the only one our webhook believes.
    super(scope, id, { topicName: props.topicName, masterKey: props.key, enforceSSL: true, signatureVersion: '2' });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublisherOfThisAccount',
        principals: [new ServicePrincipal(`${props.publisher}.amazonaws.com`)],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
