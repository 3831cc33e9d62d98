import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarm, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What an alarm must say before it may exist: whom it hurts, what to do now, and where the runbook says more. */
export interface AlarmText {
  /** What is broken, and for whom. */
  impact: string;
  /** The first thing to do. */
  action: string;
  /** Paragraph of the runbook: `README.md#runbook-<runbook>`. */
  runbook: string;
  /** The log group to read first, where one function is to blame. */
  logs?: string;
}

export interface RoomAlarmProps extends AlarmText {
  metric: IMetric;
  /** Fires above this; 0 unless told. */
  above?: number;
  /** Fires below this instead, for heartbeats. */
  below?: number;
  /** Consecutive periods; 1 unless told. */
  periods?: number;
  /** Silence is an alarm too (heartbeats); otherwise silence is health. */
  silenceIsBad?: boolean;
}

export interface AlarmsProps {
  topic: ITopic;
  stage: string;
  /** Where the room runs, whose dashboards show all of it; this stack's own region unless told. */
  region?: string;
  /** The console of the room. */
  baseUrl?: string;
}

/** The room's alarms: one topic, every alarm with its text, all of them listed for the dashboard. */
export class Alarms extends Construct {
  readonly all: IAlarm[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
  }

  /** Where to look, for somebody whom the alarm woke: figures, logs, and the room itself. */
  private links(logs: string | undefined): string {
    const { stage, baseUrl, region = Stack.of(this).region } = this.props;
    const cloudWatch = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
    return [
      `Dashboard: ${cloudWatch}#dashboards/dashboard/ops-room-${stage}`,
      // The console wants a name in its address encoded twice, with $ for %.
      ...(logs ? [`Logs: ${cloudWatch}#logsV2:log-groups/log-group/${logs.replaceAll('/', '$252F')}`] : []),
      ...(baseUrl ? [`Room: ${baseUrl}/`] : []),
    ].join(' ');
  }

  /** Adds an alarm named `<stack>-<id>`. */
  add(id: string, props: RoomAlarmProps): Alarm {
    const heartbeat = props.below !== undefined;
    const alarm = new Alarm(this, id, {
      alarmDescription: `${props.impact} ${props.action} ${this.links(props.logs)} Runbook: README.md#runbook-${props.runbook}`,
      metric: props.metric,
      threshold: props.below ?? props.above ?? 0,
      comparisonOperator: heartbeat
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.props.topic));
    alarm.addOkAction(new SnsAction(this.props.topic));
    this.all.push(alarm);
    return alarm;
  }
}

/** The period over which the room's alarms look: short enough that an officer hears of it within minutes. */
export const alarmPeriod = Duration.minutes(1);
