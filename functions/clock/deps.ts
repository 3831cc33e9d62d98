import { clockConfig } from '../../shared/config.ts';
import { metric } from '../../shared/metric.ts';
import { awsOutbox } from '../../shared/outbox/wire.ts';
import { once } from '../../shared/triage/once.ts';
import type { ClockDeps } from './clock.ts';

export function realDeps(): ClockDeps {
  const config = clockConfig();
  const { outbox } = awsOutbox(config);
  // Looked at once an hour and for dead letters: its client is loaded then.
  const topics = once(async () => (await import('./topics.ts')).topicsAt(config.topicArnPrefix));
  return {
    outbox,
    topics: {
      inspect: async (...asked) => (await topics()).inspect(...asked),
      channelOf: async (...asked) => (await topics()).channelOf(...asked),
    },
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
