import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CnameRecord, HostedZone, MxRecord } from 'aws-cdk-lib/aws-route53';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  ReceiptRuleSet,
  TlsPolicy,
} from 'aws-cdk-lib/aws-ses';
import { S3 } from 'aws-cdk-lib/aws-ses-actions';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { Alarms, alarmPeriod } from '../constructs/alarms.ts';
import { RoomKey } from '../constructs/room-key.ts';
import { ServiceTopic } from '../constructs/service-topic.ts';
import { deadLetterRetention } from '../constructs/work-queue.ts';
import type { RoomParameters } from '../parameters.ts';

export interface MailStackProps extends StackProps {
  parameters: RoomParameters;
}

/** The bucket of received mail: named, because the room reads it from another region. */
export function mailBucketName(stack: Stack, stage: string): string {
  return `ops-room-${stage}-mail-${stack.account}`;
}

/** Alias of the key that locks it. */
export const mailKeyAlias = (stage: string) => `ops-room-${stage}-mail`;

/**
 * Receives mail for `<anything>@<domain>` where SES can. The whole mail lies in a bucket (a topic carries 150 KB, a
 * photo more), and a notice of it goes to the room's webhook like any other provider's.
 */
export class MailStack extends Stack {
  constructor(scope: Construct, id: string, props: MailStackProps) {
    super(scope, id, props);
    const { stage, region, domain, hostedZone, alarmEmail } = props.parameters;
    const key = new RoomKey(this, 'Key', {
      alias: mailKeyAlias(stage),
      description: 'Locks received mail',
    });
    const alarms = new Alarms(this, 'Alarms', {
      topic: new AlarmTopic(this, 'AlarmTopic', { stage, key, email: alarmEmail }),
      stage,
      region,
      baseUrl: `https://${domain}`,
    });

    const common = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...common,
      bucketName: `ops-room-${stage}-mail-logs-${this.account}`,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(400) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const mails = new Bucket(this, 'Mails', {
      ...common,
      bucketName: mailBucketName(this, stage),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs as IBucket,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const dead = new Queue(this, 'MailDead', {
      queueName: `ops-room-${stage}-mail-dead`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: deadLetterRetention,
    });
    acknowledge(dead, 'SQS3', 'It is the dead-letter queue of a subscription, which the rule does not know.');
    alarms.add('MailDead', {
      metric: dead.metricApproximateNumberOfMessagesVisible({
        period: alarmPeriod,
        statistic: 'Maximum',
      }),
      impact: 'Mail of citizens was received and is not in any case.',
      action: 'Check that /webhooks/email/sns answers 2xx, then send the dead letters to the topic again.',
      runbook: 'mail-dead',
    });

    const topic = new ServiceTopic(this, 'Received', { topicName: `ops-room-${stage}-mail`, key, publisher: 'ses' });
    topic.addSubscription(
      new UrlSubscription(`https://${domain}/webhooks/email/sns`, {
        deadLetterQueue: dead,
      }),
    );

    const zone = hostedZone
      ? HostedZone.fromHostedZoneAttributes(this, 'Zone', {
          hostedZoneId: hostedZone.id,
          zoneName: hostedZone.name,
        })
      : undefined;
    // What became of each mail of ours comes back by the same topic, and stands on its case.
    const sent = new ConfigurationSet(this, 'Sent', {
      configurationSetName: `ops-room-${stage}`,
      reputationMetrics: true,
    });
    sent.addEventDestination('Told', {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet: sent,
    });
    if (zone) {
      identity.dkimRecords.forEach(({ name, value }, n) => {
        new CnameRecord(this, `Dkim${n}`, {
          zone,
          recordName: `${name}.`,
          domainName: value,
        });
      });
      new MxRecord(this, 'Mx', {
        zone,
        recordName: domain,
        values: [
          {
            priority: 10,
            hostName: `inbound-smtp.${this.region}.amazonaws.com`,
          },
        ],
      });
    }
    new ReceiptRuleSet(this, 'Rules', {
      receiptRuleSetName: `ops-room-${stage}`,
      rules: [
        {
          receiptRuleName: 'to-the-room',
          recipients: [domain],
          tlsPolicy: TlsPolicy.OPTIONAL,
          // Marked, not dropped: a distress call may look like spam.
          scanEnabled: true,
          actions: [
            new S3({
              bucket: mails as IBucket,
              objectKeyPrefix: 'received/',
              topic,
            }),
          ],
        },
      ],
    });
  }
}
