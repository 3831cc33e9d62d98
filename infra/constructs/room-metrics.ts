import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, type MetricName } from '../../shared/metric.ts';
import { alarmPeriod } from './alarms.ts';
import type { HouseFunction } from './house-function.ts';

/** How far a reader of the ledger's stream is behind, milliseconds. */
export function iteratorAge(fn: HouseFunction): Metric {
  return fn.metric('IteratorAge', {
    period: alarmPeriod,
    statistic: 'Maximum',
  });
}

/** A metric that functions write themselves (shared/metric.ts), per minute unless told. */
export function counted(stage: string, metricName: MetricName, statistic = 'Sum', period = alarmPeriod): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { stage },
    statistic,
    period,
  });
}
