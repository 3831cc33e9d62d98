import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Services that write to locked queues, topics and buckets on the room's behalf (decisions.md 14). */
const services = ['sns', 'ses', 'cloudwatch', 'events'];

export interface RoomKeyProps {
  alias: string;
  description: string;
}

/** A customer key with rotation, which the platform's own senders may use for this account and no other. */
export class RoomKey extends Key {
  constructor(scope: Construct, id: string, props: RoomKeyProps) {
    super(scope, id, {
      ...props,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ServicesOfThisAccount',
        principals: services.map((name) => new ServicePrincipal(`${name}.amazonaws.com`)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
        },
      }),
    );
  }
}
