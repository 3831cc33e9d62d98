import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Alarms, alarmPeriod } from './alarms.ts';
import { Dashboards } from './dashboards.ts';
import type { HouseFunction } from './house-function.ts';
import type { HttpDoor } from './http-door.ts';
import { counted, iteratorAge } from './room-metrics.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WatchProps {
  stage: string;
  alarms: Alarms;
  http: HttpDoor;
  tables: Table[];
  functions: HouseFunction[];
  queues: WorkQueue[];
  /** Of the queues: what citizens said, and what they are answered. */
  messages: WorkQueue;
  answers: WorkQueue;
  relay: HouseFunction;
  rollup: HouseFunction;
}

/** Alarms that concern the room as a whole, and the dashboards. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.watchRelay(props);
    this.watchRollup(props);
    this.watchClock(props);
    this.watchHttp(props);
    this.watchLimits(props);
    new Dashboards(this, 'Dashboards', props);
  }

  private watchRelay({ alarms, relay, stage }: WatchProps): void {
    alarms.add('RelayAge', {
      metric: iteratorAge(relay),
      above: 60_000,
      periods: 2,
      impact: 'Alerts to agencies and answers to citizens leave the room more than a minute late.',
      action: 'Read the errors of relay: one record that fails again and again holds up its case and its shard.',
      runbook: 'relay-age',
    });
    alarms.add('AlertRefused', {
      metric: counted(stage, 'AlertRefused'),
      impact: 'SNS refused an alert for good, or a subscriber did not take it: somebody has not been told.',
      action: 'Telephone the agency; the case shows the failed alert. Then repair its topic and send a test.',
      runbook: 'alert-refused',
    });
    alarms.add('LedgerTampered', {
      metric: counted(stage, 'LedgerTampered'),
      impact: 'Somebody changed or removed an event of the ledger: the timeline of that case is no longer the truth.',
      action: 'Verify the chain of the case, name the principal in CloudTrail, restore the event from the backup.',
      runbook: 'ledger-tampered',
    });
  }

  private watchRollup({ alarms, rollup, stage }: WatchProps): void {
    alarms.add('RollupAge', {
      metric: iteratorAge(rollup),
      above: 120_000,
      periods: 3,
      impact: 'Figures are minutes behind: a situation report drafted now would be short of the last cases.',
      action: 'Read the errors of rollup; wait with the report until the stream has been read.',
      runbook: 'rollup-age',
    });
    alarms.add('RollupParked', {
      metric: counted(stage, 'RollupParked'),
      impact: 'The events of a case make no sense to the figures: that case is counted as it stood before.',
      action: 'The log of rollup names the case: verify its chain, repair, then build the figures anew.',
      runbook: 'rollup-parked',
    });
  }

  private watchClock({ alarms, stage }: WatchProps): void {
    alarms.add('SweepMissing', {
      metric: counted(stage, 'SweepHeartbeat'),
      below: 1,
      periods: 3,
      silenceIsBad: true,
      impact: 'No sweep has finished for three minutes: breaches are not recorded and ladders do not climb.',
      action: 'Invoke clock by hand; see that its schedule is enabled. A late sweep records each breach once.',
      runbook: 'sweep-missing',
    });
    alarms.add('SweepLate', {
      metric: counted(stage, 'SweepLagSeconds', 'Maximum'),
      above: 180,
      periods: 3,
      impact: 'The sweep does not keep up: what was due minutes ago is only now noticed.',
      action: 'Look for throttles on the due index and for one case that fails in every sweep.',
      runbook: 'sweep-late',
    });
    alarms.add('SweepFailedCases', {
      metric: counted(stage, 'SweepFailedCases'),
      periods: 3,
      impact: 'The same cases fail in every sweep: their breaches are not recorded and their ladders stand still.',
      action: 'The log of clock names the cases; work them by eye and repair what fails.',
      runbook: 'sweep-failed-cases',
    });
  }

  private watchHttp({ alarms, http, stage }: WatchProps): void {
    alarms.add('Http5xx', {
      metric: http.defaultStage.metricServerError({
        period: alarmPeriod,
        statistic: 'Sum',
      }),
      periods: 2,
      impact: 'Officers, agencies or providers are being answered with errors.',
      action: 'The access log names the route; read the errors of the function behind it.',
      runbook: 'http-5xx',
    });
    const throttled = new MetricFilter(this, 'ThrottledWebhooksLines', {
      logGroup: http.accessLogs,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.routeKey', '=', 'ANY /webhooks/{proxy+}'),
        FilterPattern.stringValue('$.status', '=', '429'),
      ),
      metricNamespace: `ops-room/${stage}`,
      metricName: 'ThrottledWebhooks',
    });
    alarms.add('ThrottledWebhooks', {
      metric: throttled.metric({ period: alarmPeriod, statistic: 'Sum' }),
      impact: 'Providers post faster than the gateway takes; those that do not retry lose messages.',
      action: 'Raise the throttle of the webhooks route and the quota of the account.',
      runbook: 'webhooks-throttled',
    });
  }

  private watchLimits({ alarms, tables }: WatchProps): void {
    alarms.add('LambdaThrottles', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: 'Sum',
        period: alarmPeriod,
        label: 'all functions of this account and region',
      }),
      periods: 2,
      impact: 'Functions wait for a free place: everything in the room is slower, webhooks may time out.',
      action: 'Raise the concurrency quota of the account; see which function takes the places.',
      runbook: 'lambda-throttles',
    });
    for (const table of tables) {
      alarms.add(`${table.node.id}Throttles`, {
        metric: table.metricThrottledRequestsForOperations({
          operations: [Operation.GET_ITEM, Operation.QUERY, Operation.TRANSACT_WRITE_ITEMS, Operation.PUT_ITEM],
          period: alarmPeriod,
          statistic: 'Sum',
        }),
        above: 10,
        periods: 2,
        impact: 'The database refuses requests: commands of officers are retried or answered with 503.',
        action: 'Look for one hot partition, then for an index that throttles its table.',
        runbook: 'table-throttles',
      });
      alarms.add(`${table.node.id}Conflicts`, {
        metric: table.metric('TransactionConflict', { period: alarmPeriod, statistic: 'Sum' }),
        above: 200,
        periods: 3,
        impact: 'Writers lose races for the same items all the time: commands are repeated and end in 503.',
        action:
          'Find the case that everybody writes to, in the lines of api and intake; Contributor Insights names it.',
        runbook: 'transaction-conflicts',
      });
    }
  }
}
