/** Counts that alarms and dashboards look at, written as embedded metrics: one log line, no call. */
export type MetricName =
  | 'RelayParked'
  | 'RollupParked'
  | 'LedgerTampered'
  | 'AlertRefused'
  | 'SweepHeartbeat'
  | 'SweepLagSeconds'
  | 'SweepFailedCases'
  | 'SweepCases'
  | 'OpenP1'
  | 'RungsClimbed'
  | 'AnswersLate';

const UNITS: Partial<Record<MetricName, string>> = { SweepLagSeconds: 'Seconds' };

/** Namespace and dimension under which CloudWatch finds them. */
export const METRIC_NAMESPACE = 'ops-room';

/**
 * Writes metrics of one stage.
 * @param at milliseconds since the epoch.
 */
export function metric(stage: string, at: number, values: Readonly<Partial<Record<MetricName, number>>>): void {
  const names = Object.keys(values) as MetricName[];
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          {
            Namespace: METRIC_NAMESPACE,
            Dimensions: [['stage']],
            Metrics: names.map((Name) => ({ Name, Unit: UNITS[Name] ?? 'Count' })),
          },
        ],
      },
      stage,
      ...values,
    }),
  );
}
