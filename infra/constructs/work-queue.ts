import { Duration, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  RedrivePermission,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, alarmPeriod } from './alarms.ts';

/** The longest SQS keeps anything; dead letters always get it, so that nobody loses a message over a long holiday. */
export const deadLetterRetention = Duration.days(14);

export interface WorkQueueProps {
  stage: string;
  /** `intake` becomes `ops-room-<stage>-intake` (`.fifo` where ordered) and `ops-room-<stage>-intake-dead`. */
  name: string;
  key: IKey;
  /** In order per message group, with explicit deduplication ids, at high throughput. */
  ordered?: boolean;
  /** How long a worker has before the message shows again; six times its time limit. */
  visibility: Duration;
  retention: Duration;
  /** Deliveries before a message is dead. */
  attempts: number;
  alarms: Alarms;
  /** Age of the oldest waiting message that is an alarm; none for queues where waiting hurts nobody. */
  oldest?: Duration;
  /** What a dead letter of this queue means, and for whom. */
  impact: string;
  action: string;
}

/** A queue with its dead-letter queue and the alarm on it. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const name = (suffix: string) => `ops-room-${props.stage}-${props.name}${suffix}${props.ordered ? '.fifo' : ''}`;
    const shared = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
    };
    const order = props.ordered
      ? {
          fifo: true,
          contentBasedDeduplication: false,
          deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
          fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
        }
      : {};

    this.dead = new Queue(this, 'Dead', {
      ...shared,
      ...order,
      queueName: name('-dead'),
      retentionPeriod: deadLetterRetention,
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        sourceQueues: [
          Queue.fromQueueArn(this, 'Source', Stack.of(this).formatArn({ service: 'sqs', resource: name('') })),
        ],
      },
    });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      ...order,
      queueName: name(''),
      visibilityTimeout: props.visibility,
      retentionPeriod: props.retention,
      deadLetterQueue: { queue: this.dead, maxReceiveCount: props.attempts },
    });

    if (props.oldest) {
      props.alarms.add(`${id}Age`, {
        metric: this.queue.metricApproximateAgeOfOldestMessage({
          period: alarmPeriod,
          statistic: 'Maximum',
        }),
        above: props.oldest.toSeconds(),
        impact: `${props.impact} They wait, and none is lost yet.`,
        action: `Read the error in the logs of the function behind ${props.name}, and its throttles.`,
        runbook: `${props.name}-age`,
      });
    }
    props.alarms.add(`${id}Dead`, {
      metric: this.dead.metricApproximateNumberOfMessagesVisible({
        period: alarmPeriod,
        statistic: 'Maximum',
      }),
      impact: props.impact,
      action: props.action,
      runbook: `${props.name}-dead`,
    });
  }
}
