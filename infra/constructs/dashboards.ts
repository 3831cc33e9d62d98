import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  PeriodOverride,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmPeriod } from './alarms.ts';
import { counted, iteratorAge } from './room-metrics.ts';
import type { WatchProps } from './watch.ts';
import type { WorkQueue } from './work-queue.ts';

const minute = { period: alarmPeriod };
const hour = Duration.hours(1);

/** The room at two heights (engineering.md §5): what a duty officer must see, and every resource for whoever repairs it. */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.duty(props);
    this.engineers(props);
  }

  /** `ops-room-<stage>-duty`: what waits, for how long, what climbs, who has not been answered. */
  private duty({ stage, alarms, messages, answers, queues, relay }: WatchProps): void {
    const oldest = ({ queue }: WorkQueue, label: string) =>
      queue.metricApproximateAgeOfOldestMessage({ ...minute, statistic: 'Maximum', label });
    const waiting = ({ queue }: WorkQueue, label: string) =>
      queue.metricApproximateNumberOfMessagesVisible({ ...minute, statistic: 'Maximum', label });
    const now = (title: string, metric: Metric) =>
      new SingleValueWidget({ title, metrics: [metric], width: 4, height: 4, sparkline: true });
    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: 12, height: 6 });
    const [said, answered] = ['رسائل المواطنين · messages in', 'ردودنا · our answers'] as const;
    new Dashboard(this, 'Duty', {
      dashboardName: `ops-room-${stage}-duty`,
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [
          now('بلاغات أ1 المفتوحة · P1 open', counted(stage, 'OpenP1', 'Maximum')),
          now('رسائل تنتظر · Messages waiting', waiting(messages, said)),
          now('أقدم رسالة (ثانية) · Oldest message (s)', oldest(messages, said)),
          now('أقدم رد (ثانية) · Oldest answer (s)', oldest(answers, answered)),
          now('تصعيدات صعدت هذه الساعة · Rungs climbed, hour', counted(stage, 'RungsClimbed', 'Sum', hour)),
          now('ردود أولى تأخرت هذه الساعة · First answers late, hour', counted(stage, 'AnswersLate', 'Sum', hour)),
        ],
        [
          graph(
            'ما ينتظر · What waits',
            [waiting(messages, said), waiting(answers, answered)],
            [counted(stage, 'OpenP1', 'Maximum')],
          ),
          graph('الأقدم (ثانية) · The oldest (s)', [oldest(messages, said), oldest(answers, answered)]),
        ],
        [
          graph('يصعد ويتأخر · Climbing and late', [counted(stage, 'RungsClimbed'), counted(stage, 'AnswersLate')]),
          graph(
            'لم يصل ولن يصل وحده · Stuck until somebody repairs it',
            queues.map(({ dead }) =>
              dead.metricApproximateNumberOfMessagesVisible({ ...minute, statistic: 'Maximum' }),
            ),
          ),
        ],
        [
          graph('تأخر التنبيهات (ملي ثانية) · Alerts behind (ms)', [iteratorAge(relay)]),
          graph('تأخر الساعات (ثانية) · Clocks behind (s)', [counted(stage, 'SweepLagSeconds', 'Maximum')]),
        ],
        [new AlarmStatusWidget({ title: 'الإنذارات · Alarms', alarms: alarms.all, width: 24, height: 8 })],
      ],
    });
  }

  /** `ops-room-<stage>`: gateway, stream, queues, functions, tables. */
  private engineers({ stage, alarms, http, tables, functions, queues, relay, rollup }: WatchProps): void {
    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: 8, height: 6 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: `ops-room-${stage}`,
      periodOverride: PeriodOverride.AUTO,
      widgets: [
        [
          new AlarmStatusWidget({
            title: 'Alarms',
            alarms: alarms.all,
            width: 24,
            height: 6,
          }),
        ],
        [
          graph('Requests and refusals', [
            http.defaultStage.metricCount(minute),
            http.defaultStage.metricClientError({
              ...minute,
              statistic: 'Sum',
            }),
            http.defaultStage.metricServerError({
              ...minute,
              statistic: 'Sum',
            }),
          ]),
          graph('Answer time, p95', [http.defaultStage.metricLatency({ ...minute, statistic: 'p95' })]),
          graph('Alerts and figures waiting in the stream', [iteratorAge(relay), iteratorAge(rollup)]),
        ],
        [
          graph(
            'Waiting in queues',
            queues.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible(minute)),
          ),
          graph(
            'Age of the oldest',
            queues.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage(minute)),
          ),
          graph(
            'Dead letters',
            queues.map(({ dead }) => dead.metricApproximateNumberOfMessagesVisible(minute)),
          ),
        ],
        [
          graph(
            'Functions: errors',
            functions.map((fn) => fn.metricErrors(minute)),
          ),
          graph(
            'Functions: p95',
            functions.map((fn) => fn.metricDuration({ ...minute, statistic: 'p95' })),
          ),
          graph(
            'Tables: write and read units',
            tables.map((table) => table.metricConsumedWriteCapacityUnits(minute)),
            tables.map((table) => table.metricConsumedReadCapacityUnits(minute)),
          ),
        ],
        [
          graph(
            'Functions: throttles',
            functions.map((fn) => fn.metricThrottles(minute)),
          ),
          graph(
            'Functions: running at once',
            functions.map((fn) => fn.metric('ConcurrentExecutions', { ...minute, statistic: 'Maximum' })),
          ),
          graph(
            'Tables: lost races',
            tables.map((table) => table.metric('TransactionConflict', { ...minute, statistic: 'Sum' })),
          ),
        ],
      ],
    });
  }
}
