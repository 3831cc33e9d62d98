import { SNSClient } from '@aws-sdk/client-sns';
import { snsInspector } from '../../shared/agency/topics.ts';
import { clockConfig } from '../../shared/config.ts';
import { metric } from '../../shared/metric.ts';
import { awsOutbox } from '../../shared/outbox/wire.ts';
import type { ClockDeps } from './clock.ts';

export function realDeps(): ClockDeps {
  const config = clockConfig();
  const { outbox } = awsOutbox(config);
  return {
    outbox,
    topics: snsInspector(new SNSClient({ maxAttempts: 2 }), config.topicArnPrefix),
    report: ({ cases, failed, lagSeconds, climbed, answersLate, p1Open }) =>
      metric(config.stage, outbox.now(), {
        SweepHeartbeat: 1,
        SweepCases: cases,
        SweepFailedCases: failed,
        SweepLagSeconds: lagSeconds,
        RungsClimbed: climbed,
        AnswersLate: answersLate,
        ...(p1Open === undefined ? {} : { OpenP1: p1Open }),
      }),
  };
}
