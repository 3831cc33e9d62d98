import type { Agency } from '../agency/agency.ts';
import { topicOf } from '../agency/agency.ts';
import { agencyHead } from '../agency/directory.ts';
import { alertFailed, alertSent, queueAutomaticAnswer } from '../case/commands/index.ts';
import type { CaseEvent } from '../case/events.ts';
import type { CaseState, Escalation, OpenAttachment } from '../case/state.ts';
import { directRungs } from '../clocks/digest.ts';
import { type Policy, policyOf, type Rung } from '../clocks/policy.ts';
import { plusSeconds } from '../clocks/time.ts';
import { type AlertEvent, alertMessage, isAlertEvent, type SnsAlert, toldBefore } from '../escalation/alert.ts';
import { LINK_SECONDS, linkHash, linkToken, linkUrl } from '../escalation/link.ts';
import { caseEventOf } from '../ledger/as-of.ts';
import { type Executed, execute, type Room } from '../ledger/execute.ts';
import { caseStream } from '../ledger/stream.ts';
import { log } from '../log.ts';
import type { MetricName } from '../metric.ts';
import { statusPin } from '../people/pin.ts';
import type { Understood } from '../texts/first-answer.ts';
import type { Links } from './links.ts';

/** SNS took it, or says that it never will (no such topic, not a valid message). Everything else is thrown. */
export type Published = { messageId: string } | { refused: string };

/** Keeps relay and clock from telling the same thing at the same moment. */
export interface Leases {
  /** True when `holder` has it now; taking one's own again is allowed. */
  take(name: string, holder: string, seconds: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

/** What sends an outgoing message on its way to the provider; `reply` finds the words in the ledger. */
export interface ReplyJob {
  case: string;
  messageId: string;
  /** Seq of `message.queued`. */
  seq: number;
}

/** What sends one attachment on its way into the bucket; `media` finds its link in the ledger. */
export interface MediaJob {
  case: string;
  messageId: string;
  /** Its place in the message, from 0. */
  n: number;
}

/** The world as effects need it. */
export interface Outbox {
  room: Room;
  leases: Leases;
  links: Pick<Links, 'keep'>;
  /** The stage's secret behind the links. */
  linkKey(): Promise<string>;
  /** @param topic last part of the topic's name: `agency-erc`, `rung-t1`. */
  publish(topic: string, alert: SnsAlert): Promise<Published>;
  /** @param recipient one FIFO group: all messages to one person stay in order. */
  queueReply(job: ReplyJob, recipient: { channel: string; scope: string; id: string }): Promise<void>;
  queueMedia(job: MediaJob): Promise<void>;
  count(name: MetricName): void;
  /** The reachable origin, without a trailing slash. */
  baseUrl: string;
  /** The same, or the short domain that stands for it, for links in alerts. */
  linkBaseUrl: string;
  now(): number;
}

/** Longer than any function that publishes may run. */
const LEASE_SECONDS = 60;

/** An attachment that is late is asked for again once in so many seconds: its job may be waiting for the provider. */
const MEDIA_SECONDS = 3600;

/** The opening's events stand at the beginning of a case: its first message and what triage read in it. */
const OPENING_EVENTS = 8;

/** A fault of the event itself: trying again would fail again, so it is parked and blocks nothing (engineering.md §2.1). */
export class Unfit extends Error {
  override name = 'Unfit';
}

/** `settled`: somebody did it before; `held`: somebody is doing it now. */
export type CarriedOut = 'done' | 'settled' | 'held';

/**
 * Tells SNS what one recorded event wants told, and records the outcome (decisions.md 1). Safe to be called again at any
 * point: before publishing it looks whether the intent is still open, the message's id and link are the same each time, and what
 * was published but not recorded is published once more under the same id.
 *
 * @param holder who carries it out: `relay`, or one run of the clock.
 * @param known the event, where the caller has it already.
 * @throws Unfit when the event or its case cannot be understood; anything else when an AWS service failed.
 */
export async function carryOutAlert(
  outbox: Outbox,
  caseId: string,
  seq: number,
  holder: string,
  known?: AlertEvent,
): Promise<CarriedOut> {
  const lease = `alert#${caseId}.${seq}`;
  if (!(await outbox.leases.take(lease, holder, LEASE_SECONDS))) return 'held';
  try {
    return await tell(outbox, caseId, seq, holder, known);
  } catch (error) {
    // Whoever comes next need not wait; if this fails too, the lease runs out by itself.
    await outbox.leases.release(lease, holder).catch(() => undefined);
    throw error;
  }
}

async function tell(
  outbox: Outbox,
  caseId: string,
  seq: number,
  holder: string,
  known: AlertEvent | undefined,
): Promise<CarriedOut> {
  const { room } = outbox;
  const stored = await room.store.load(caseId);
  if (!stored) throw new Unfit(`case ${caseId} has no head`);
  const { state } = stored;
  const open = state.alerts.find((alert) => alert.seq === seq);
  // The highest rungs are told by the digest of the clock.
  const rungs = open ? directRungs(open) : [];
  if (rungs.length === 0) return 'settled';
  const event = known ?? (await alertEvent(room, caseId, seq));
  const escalation = state.escalations.find(({ alertId }) => alertId === event.data.alertId);
  if (!escalation) throw new Unfit(`event ${caseId}.${seq} names an escalation that its case does not have`);

  const policies = await room.policies();
  const agency = (await agencyHead(room.store, escalation.agency))?.state;
  const told: Rung[] = [];
  const messageIds: string[] = [];
  const refused: Rung[] = [];
  let reason = '';
  for (const rung of rungs) {
    const alert = await compose(outbox, { state, escalation, event, rung, agency, policies });
    const published = await outbox.publish(topicOf(rung.startsWith('t') ? `rung-${rung}` : escalation.agency), alert);
    if ('messageId' in published) {
      told.push(rung);
      messageIds.push(published.messageId);
    } else {
      refused.push(rung);
      reason = published.refused;
      outbox.count('AlertRefused');
      log('alert.refused', { case: caseId, seq, agency: escalation.agency, rung, reason });
    }
  }

  const { alertId } = escalation;
  const by = {
    actor: { kind: 'system' as const, id: holder.split('-')[0]! },
    now: new Date(outbox.now()).toISOString(),
  };
  let latest = stored;
  if (told.length > 0) {
    const sent = { alertId, revision: seq, rungs: told, messageIds };
    const outcome = await execute(room, caseId, alertSent, sent, by, { known: latest });
    if (outcome.outcome !== 'done' || refused.length === 0) return recorded(outcome, caseId, seq);
    latest = outcome.stored;
  }
  const failed = { alertId, revision: seq, rungs: refused, reason };
  return recorded(await execute(room, caseId, alertFailed, failed, by, { known: latest }), caseId, seq);
}

function recorded(outcome: Executed, caseId: string, seq: number): CarriedOut {
  if (outcome.outcome === 'done') return 'done';
  if (outcome.outcome === 'rejected' && outcome.rejection.rejected === 'gone') return 'settled';
  // The alert is out; only its outcome is not recorded. It is published once more, under the same id.
  throw new Error(`outcome of ${caseId}.${seq} not recorded: ${outcome.outcome}`);
}

interface ToCompose {
  state: CaseState;
  escalation: Escalation;
  event: AlertEvent;
  rung: Rung;
  agency: Agency | undefined;
  policies: readonly Policy[];
}

async function compose(outbox: Outbox, { agency, policies, ...about }: ToCompose): Promise<SnsAlert> {
  const { state, escalation, event, rung } = about;
  const reads =
    agency && rung.startsWith('a')
      ? {
          languages: agency.languages,
          ...(agency.standard === 'cap'
            ? { capSender: new URL(outbox.baseUrl).host, earlier: await earlierOf(outbox.room, event) }
            : {}),
        }
      : {};
  const answered = ['escalation.acknowledged', 'escalation.declined', 'escalation.completed', 'escalation.stood-down'];
  if (answered.includes(event.type)) return alertMessage({ ...about, ...reads });
  const seconds = policyOf(policies, escalation.policy).clocks.agency_ack[escalation.priority];
  const now = new Date(outbox.now()).toISOString();
  return alertMessage({
    ...about,
    ...reads,
    link: rung.startsWith('a')
      ? await linkFor(outbox, state.id, escalation.alertId, rung)
      : `${outbox.baseUrl}/cases/${state.id}`,
    ...(seconds === null ? {} : { ackBy: plusSeconds(now, seconds) }),
  });
}

/** More events than this lie between two messages of hardly any request; then the oldest of them are referred to. */
const EARLIER = 1000;

/** What the agency was told about the request before, for a machine that keeps the chain. */
async function earlierOf(room: Room, { case: caseId, seq, data }: AlertEvent): Promise<CaseEvent[]> {
  const raised = Number(data.alertId.slice(data.alertId.lastIndexOf('.') + 1));
  if (seq <= raised) return [];
  const { events } = await room.store.timeline(caseStream(caseId), raised - 1, Math.min(seq - raised, EARLIER));
  return toldBefore(events.map(caseEventOf), data.alertId, seq);
}

/** The record stands before the message leaves, so there is never a link in the world that opens nothing. */
async function linkFor(outbox: Outbox, caseId: string, alertId: string, rung: Rung): Promise<string> {
  const token = linkToken(await outbox.linkKey(), alertId, rung);
  const expiresAt = Math.floor(outbox.now() / 1000) + LINK_SECONDS;
  await outbox.links.keep(linkHash(token), { case: caseId, alertId, rung, expiresAt });
  return linkUrl(outbox.linkBaseUrl, token);
}

async function alertEvent(room: Room, caseId: string, seq: number): Promise<AlertEvent> {
  const { events } = await room.store.timeline(caseStream(caseId), seq - 1, 1);
  const event = events[0] && caseEventOf(events[0]);
  if (event?.seq !== seq || !isAlertEvent(event)) throw new Unfit(`event ${caseId}.${seq} is no alert`);
  return event;
}

/**
 * What a case recorded and nobody has seen happen for a minute (policy `intentOutcome`): in order, stopping at the first that fails or
 * that the relay is at. The way back for lost stream records and parked ones (decisions.md 1).
 *
 * @param state the case as it is now.
 */
export async function carryOutOverdue(outbox: Outbox, state: CaseState, holder: string): Promise<void> {
  const policies = await outbox.room.policies();
  const now = new Date(outbox.now()).toISOString();
  const overdue = ({ at, policy }: { at: string; policy: number }) =>
    plusSeconds(at, policyOf(policies, policy).intentOutcome) <= now;
  for (const alert of state.alerts.filter((open) => directRungs(open).length > 0 && overdue(open))) {
    if ((await carryOutAlert(outbox, state.id, alert.seq, holder)) === 'held') break;
  }
  const mayLeave = (open: CaseState['outbox'][number]) =>
    open.phase === 'queued' && (open.notBefore ? open.notBefore <= now : overdue(open));
  for (const message of state.outbox.filter(mayLeave)) {
    const { events } = await outbox.room.store.timeline(caseStream(state.id), message.seq - 1, 1);
    const event = events[0] && caseEventOf(events[0]);
    if (event?.type !== 'message.queued') throw new Unfit(`event ${state.id}.${message.seq} is no outgoing message`);
    await carryOutMessage(outbox, event);
  }
  if (state.owed.some(overdue)) await carryOutAnswers(outbox, state.id, holder);
  for (const open of state.attachments.filter(overdue)) {
    const { messageId, n } = open;
    if (await outbox.leases.take(`media#${messageId}.${n}`, holder, MEDIA_SECONDS))
      await carryOutMedia(outbox, state.id, [open]);
  }
}

/**
 * Says what the room itself owes the reporters of a case: composes the words and queues them, where nobody did before. They leave as every
 * other message does.
 */
export async function carryOutAnswers(outbox: Outbox, caseId: string, holder: string): Promise<void> {
  const { room } = outbox;
  let known = await room.store.load(caseId);
  if (!known) throw new Unfit(`case ${caseId} has no head`);
  if (known.state.owed.length === 0) return;
  // Words for every language are a good part of a bundle, and no alert needs them: loaded when first asked for.
  const { AUTOMATIC } = await import('../texts/first-answer.ts');
  for (const { answer, contactId } of known.state.owed) {
    const { state } = known;
    const reporter = state.reporters.find((other) => other.contactId === contactId);
    if (!reporter) continue;
    const understood = answer === 'first' ? await understoodOf(room, caseId) : undefined;
    const words = AUTOMATIC[answer]({
      state,
      contactId,
      channel: reporter.channel,
      ...(state.language ? { language: state.language } : {}),
      ...(understood ? { understood } : {}),
      pin: statusPin(await outbox.linkKey(), caseId),
      statusUrl: `${outbox.baseUrl}/status`,
    });
    const by = {
      actor: { kind: 'system' as const, id: holder.split('-')[0]! },
      now: new Date(outbox.now()).toISOString(),
    };
    const done: Executed = await execute(room, caseId, queueAutomaticAnswer, { answer, contactId, ...words }, by, {
      known,
    });
    // A case that ended meanwhile owes nothing more.
    if (done.outcome === 'rejected') return;
    if (done.outcome !== 'done') throw new Error(`${answer} answer of ${caseId} not queued: ${done.outcome}`);
    known = done.stored;
  }
}

/** What triage read in the message that opened the case. */
async function understoodOf(room: Room, caseId: string): Promise<Understood | undefined> {
  const { events } = await room.store.timeline(caseStream(caseId), 0, OPENING_EVENTS);
  const event = events.map(caseEventOf).find((each) => each.type === 'triage.suggested');
  return event?.type === 'triage.suggested' ? event.data : undefined;
}

/** Hands attachments to `media`, which records what becomes of each. */
export async function carryOutMedia(
  outbox: Outbox,
  caseId: string,
  attachments: readonly Pick<OpenAttachment, 'messageId' | 'n'>[],
): Promise<void> {
  for (const { messageId, n } of attachments) await outbox.queueMedia({ case: caseId, messageId, n });
}

/** Hands an outgoing message to `reply`, which records what becomes of it (decisions.md 2). */
export async function carryOutMessage(outbox: Outbox, event: CaseEvent & { type: 'message.queued' }): Promise<void> {
  const { messageId, channel, address } = event.data;
  await outbox.queueReply({ case: event.case, messageId, seq: event.seq }, { channel, ...address });
}
