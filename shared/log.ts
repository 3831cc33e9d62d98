/**
 * Every line the room logs, by name. Fields are ids, codes and counts, never what a person said or who a person is
 * (design.md 10.7). `error` lines feed alarms.
 */
const LINES = {
  'alert.refused': 'error',
  'alert.undelivered': 'error',
  'clock.agency-failed': 'error',
  'clock.case-failed': 'error',
  'clock.dead-letter-failed': 'error',
  'clock.digest-failed': 'error',
  'clock.handover-failed': 'error',
  'digest.refused': 'error',
  'clock.parked-failed': 'warn',
  'clock.unfinished': 'warn',
  'http.failed': 'error',
  'http.unavailable': 'warn',
  'intake.no-secret': 'error',
  'intake.failed': 'warn',
  'intake.not-grouped': 'warn',
  'intake.unreadable': 'error',
  'intake.unsupported': 'error',
  'live.nobody-told': 'error',
  'live.not-closed': 'warn',
  'live.not-told': 'warn',
  'live.refused': 'info',
  'live.unreadable': 'error',
  'media.failed': 'error',
  'media.later': 'warn',
  'outreach.failed': 'error',
  'outreach.unfinished': 'warn',
  'partner.refused': 'info',
  // Messages were lost on the way, or a provider posts elsewhere.
  'reconcile.gaps': 'error',
  'reconcile.failed': 'error',
  'reconcile.unanswered': 'warn',
  'redact.failed': 'error',
  'relay.failed': 'error',
  'relay.parked': 'error',
  'relay.poke-lost': 'warn',
  'relay.tampered': 'error',
  'rollup.failed': 'error',
  'rollup.parked': 'error',
  'reply.failed': 'warn',
  'reply.held': 'error',
  'reply.not-recorded': 'warn',
  'reply.unknown': 'warn',
  'reply.withheld': 'info',
  'webhook.refused': 'warn',
  'webhook.unreadable': 'warn',
  'webhook.ignored': 'info',
  'webhook.unknown-account': 'warn',
  'webhook.account-error': 'error',
  'webhook.unconfigured': 'error',
  'webhook.not-queued': 'error',
  'webhook.failed': 'error',
} as const;

export type LogLine = keyof typeof LINES;

/** Writes one JSON line to standard output, which is where Lambda collects them. */
export function log(line: LogLine, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}): void {
  console.log(JSON.stringify({ level: LINES[line], line, ...fields }));
}
