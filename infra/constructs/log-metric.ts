import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { alarmPeriod } from './alarms.ts';

/**
 * Counts the log lines that hold a piece of text, per minute. The piece is matched as it stands: Lambda writes its own
 * words before our JSON, so a JSON pattern would match nothing.
 *
 * @param piece such as `"line":"sweep.done"`; shared/log.ts writes keys and values without spaces.
 */
export function countLines(scope: Construct, id: string, stage: string, logGroup: ILogGroup, piece: string): Metric {
  const filter = new MetricFilter(scope, `${id}Lines`, {
    logGroup,
    filterPattern: FilterPattern.literal(`"${piece.replaceAll('"', '\\"')}"`),
    metricNamespace: `ops-room/${stage}`,
    metricName: id,
  });
  return filter.metric({ period: alarmPeriod, statistic: 'Sum' });
}
