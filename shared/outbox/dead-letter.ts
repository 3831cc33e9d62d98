import { type Agency, subscriptionsOf } from '../agency/agency.ts';
import { agencyHead, type TopicInspector } from '../agency/directory.ts';
import { alertUndelivered } from '../case/commands/index.ts';
import type { Escalation } from '../case/state.ts';
import type { Rung } from '../clocks/policy.ts';
import { appendStream, execute } from '../ledger/execute.ts';
import { log } from '../log.ts';
import type { Outbox } from './carry-out.ts';

/** What SNS gave up on, as far as it can be read. */
export interface DeadLetter {
  /** Of the published message. */
  messageId: string;
  /** Last part of the topic's name. */
  topic: string;
  subscriptionArn: string;
  attributes: Readonly<Record<string, string>>;
}

/** Longer than a dead letter is kept. */
const MARKER_SECONDS = 21 * 86_400;

/**
 * An alert that a subscriber did not take: its case says so, the supervisor hears of it, and the next tier where nobody else of this one
 * can have heard (d.3, delivery failed). Anything else that did not arrive (a drill, a list, a notice) stands in the stream of the day.
 * May be done twice.
 */
export async function tellUndelivered(outbox: Outbox, topics: TopicInspector, letter: DeadLetter): Promise<void> {
  const { topic, subscriptionArn, attributes } = letter;
  const channel = (await topics.channelOf(topic, subscriptionArn)) ?? 'unknown';
  outbox.count('AlertRefused');
  const { alert: alertId, event, rung, agency } = attributes;
  log('alert.undelivered', { topic, channel, kind: attributes.kind, alert: alertId });
  if (!alertId || !event || !rung || !agency) return keepForTheDay(outbox, letter, channel);
  const dot = event.lastIndexOf('.');
  const [caseId, revision] = [event.slice(0, dot), Number(event.slice(dot + 1))];
  const subscription = subscriptionArn.slice(subscriptionArn.lastIndexOf(':') + 1);
  const stored = await outbox.room.store.load(caseId);
  const escalation = stored?.state.escalations.find((known) => known.alertId === alertId);
  if (!stored || !escalation) return keepForTheDay(outbox, letter, channel);
  const left = await othersOf(outbox, escalation, rung as Rung, `${rung} ${channel} ${subscription}`);
  const input = { alertId, revision, rung: rung as Rung, subscription, channel, left };
  const done = await execute(outbox.room, caseId, alertUndelivered, input, by(outbox), { known: stored });
  if (done.outcome !== 'done' && done.outcome !== 'rejected')
    throw new Error(`undelivered ${alertId} not recorded: ${done.outcome}`);
}

/** Addresses by which people of the tier are reached and of which no failure is known; a machine tells nobody at night. */
async function othersOf(
  outbox: Outbox,
  { agency, undelivered = [] }: Pick<Escalation, 'agency' | 'undelivered'>,
  rung: Rung,
  failing: string,
): Promise<number> {
  const id = rung.startsWith('t') ? `rung-${rung}` : agency;
  const known = (await agencyHead(outbox.room.store, id))?.state;
  const addresses = known ? ofTier(known, rung.slice(1)) : [];
  const people = addresses.filter(({ protocol }) => protocol !== 'sqs');
  const failed = [...new Set([...undelivered, failing])].filter((one) => one.startsWith(`${rung} `));
  if (people.length === 0) return Math.max(0, addresses.length - failed.length);
  return Math.max(0, people.length - failed.filter((one) => !one.startsWith(`${rung} sqs `)).length);
}

const ofTier = (agency: Pick<Agency, 'id' | 'tiers'>, tier: string) =>
  subscriptionsOf(agency).filter(({ tiers }) => tiers.includes(tier));

const by = (outbox: Outbox) => ({
  actor: { kind: 'system' as const, id: 'clock' },
  now: new Date(outbox.now()).toISOString(),
});

async function keepForTheDay(outbox: Outbox, letter: DeadLetter, channel: string): Promise<void> {
  const { messageId, topic, subscriptionArn, attributes } = letter;
  const { now } = by(outbox);
  const done = await appendStream<object>(
    outbox.room,
    `room#${now.slice(0, 10)}`,
    (head) => ({
      events: [{ type: 'alert.undelivered', data: { topic, channel, kind: attributes.kind, messageId } }],
      state: head?.state ?? {},
    }),
    by(outbox),
    { marker: { key: `seen#dead#${messageId}#${subscriptionArn}`, seconds: MARKER_SECONDS } },
  );
  if (done.outcome !== 'done' && done.outcome !== 'repeated') throw new Error(`dead letter: ${done.outcome}`);
}
