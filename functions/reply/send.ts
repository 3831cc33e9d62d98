import { recordFailed, recordSending, recordSent, recordUnknown } from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Channel } from '../../shared/case/vocabulary.ts';
import { callbackIdOf } from '../../shared/channels/callback.ts';
import {
  isOutcome,
  type OutboundMessage,
  type ProviderAnswer,
  type ProviderRequest,
  type SendOutcome,
  type Writer,
} from '../../shared/channels/outbound.ts';
import type { Settings } from '../../shared/channels/types.ts';
import { execute, type Options, type Room } from '../../shared/ledger/execute.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import type { ReplyJob } from '../../shared/outbox/carry-out.ts';
import { changeContact, loadContact, optOut } from '../../shared/people/contacts.ts';
import { maySend, type OptOut } from '../../shared/people/safety.ts';

/** The world as sending needs it. */
export interface SendDeps {
  room: Room;
  writers: Partial<Record<Channel, Writer>>;
  settings: () => Promise<Settings>;
  /** One HTTP request to a provider. */
  call: (request: ProviderRequest) => Promise<Called>;
  /** Channels whose account is at fault, and until when (milliseconds) nothing is tried on them. */
  held: Map<Channel, number>;
  now: () => number;
}

/** `refused`: no connection came about, so nothing was taken; `broken`: nobody knows. */
export type Called = ProviderAnswer | 'refused' | 'broken';

/** `done`: nothing is left to do with this job. `later`: the job must come again after so many seconds. */
export type Handled = { state: 'done' } | { state: 'later'; seconds: number };

/** Attempts that providers' "try again" is believed for; with doubled pauses about an hour. */
const ATTEMPTS = 10;
/** A dead token is tried once in so many seconds; every message on the channel waits (channels.md 5.8). */
const HELD_SECONDS = 300;

const DONE: Handled = { state: 'done' };

type OpenMessage = CaseState['outbox'][number];

/**
 * Says one recorded message through its provider (decisions.md 2): `message.sending` before the call, what became of it after.
 * A job that comes again while an attempt is open never leads to a second call: its outcome is `unknown` until a status
 * tells.
 * @throws when the outcome could not be recorded; the job then comes again and finds the attempt open.
 */
export async function send(job: ReplyJob, deps: SendDeps): Promise<Handled> {
  const state = (await deps.room.store.load(job.case))?.state;
  const open = state?.outbox.find(({ messageId }) => messageId === job.messageId);
  if (!state || !open || open.phase === 'unknown') return DONE;
  const attempt = { messageId: open.messageId, attempt: open.attempt };
  if (open.phase === 'sending') {
    await record(deps, job.case, recordUnknown, { ...attempt, why: 'interrupted' });
    return DONE;
  }

  const wait = (deps.held.get(open.channel) ?? 0) - deps.now();
  if (wait > 0) return { state: 'later', seconds: Math.ceil(wait / 1000) };

  const said = await queuedEvent(deps, job.case, open);
  if (said && (await isHeldBack(deps, state, open, said))) return DONE;
  const writer = deps.writers[open.channel];
  if (!said || !writer) {
    await record(deps, job.case, recordFailed, { ...attempt, code: 'no_writer', retryable: false });
    return DONE;
  }
  return attemptToSend({ deps, state, open, said, writer });
}

/**
 * The contact's own rules stand before every message (domain.md G9). What may not leave now stands on the case with the instant at which it
 * may, and the clock queues it again then; what may not leave at all is work for an officer.
 */
async function isHeldBack(
  deps: SendDeps,
  state: CaseState,
  open: OpenMessage,
  said: EventData['message.queued'],
): Promise<boolean> {
  const contact = await loadContact(deps.room.store, open.contactId);
  const purpose = said.automatic ? 'automatic' : said.urgent ? 'urgent' : 'staff';
  const rules = contact && {
    ...contact.state,
    optOuts: standing(contact.state.optOuts, heardAt(state, open.contactId)),
  };
  const reach = maySend(rules, purpose, nowOf(deps), open.channel);
  if (reach.may === 'yes') return false;
  const attempt = { messageId: open.messageId, attempt: open.attempt, code: reach.why };
  if (reach.may === 'no') {
    await record(deps, state.id, recordFailed, { ...attempt, retryable: false, detail: 'contact_safety' });
    log('reply.withheld', { case: state.id, messageId: open.messageId, why: reach.why });
  } else if (open.notBefore !== reach.at) {
    await record(deps, state.id, recordFailed, { ...attempt, retryable: true, notBefore: reach.at });
  }
  return true;
}

/** Whoever writes again has lifted the provider's block himself; a word of his stands until he takes it back. */
function standing(optOuts: readonly OptOut[], heard: string | undefined): OptOut[] {
  return optOuts.filter(({ via, at }) => via !== 'provider' || !heard || at > heard);
}

interface Attempt {
  deps: SendDeps;
  state: CaseState;
  open: OpenMessage;
  said: EventData['message.queued'];
  writer: Writer;
}

async function attemptToSend({ deps, state, open, said, writer }: Attempt): Promise<Handled> {
  const number = open.attempt + 1;
  const callbackId = callbackIdOf({ case: state.id, messageId: open.messageId, attempt: number });
  const message = outboundMessage(state, said, callbackId, deps.now());
  const made = writer.request(message, await deps.settings());
  const attempt = { messageId: open.messageId, attempt: number };
  if (isOutcome(made)) return settle(deps, state.id, open, attempt, made);

  await record(deps, state.id, recordSending, { ...attempt, callbackId });
  const answer = await deps.call(made);
  const outcome = outcomeOf(answer, writer, number);
  const account = writer.account(message);
  return settle(deps, state.id, open, attempt, outcome, account);
}

function outcomeOf(answer: Called, writer: Writer, attempt: number): SendOutcome {
  if (answer === 'broken') return { outcome: 'unknown', code: 'no_answer' };
  if (answer === 'refused') return { outcome: 'retry', code: 'no_connection', afterSeconds: 10 };
  const outcome = writer.outcome(answer, attempt);
  if (outcome.outcome !== 'retry' || attempt < ATTEMPTS) return outcome;
  return { outcome: 'failed', code: outcome.code, reason: 'undeliverable' };
}

async function settle(
  deps: SendDeps,
  caseId: string,
  open: OpenMessage,
  attempt: { messageId: string; attempt: number },
  outcome: SendOutcome,
  account = '',
): Promise<Handled> {
  const { messageId } = attempt;
  const { channel } = open;
  switch (outcome.outcome) {
    case 'sent': {
      const { providerMessageId } = outcome;
      const outgoing = [{ channel, account, providerMessageId, case: caseId, messageId }];
      await recordOutcome(deps, caseId, recordSent, { ...attempt, providerMessageId }, { outgoing });
      return DONE;
    }
    case 'unknown':
      await recordOutcome(deps, caseId, recordUnknown, { ...attempt, why: outcome.code });
      log('reply.unknown', { case: caseId, messageId, channel, code: outcome.code });
      return DONE;
    case 'failed': {
      const { code, reason } = outcome;
      if (reason === 'opted_out') await blocked(deps, open);
      await recordOutcome(deps, caseId, recordFailed, { ...attempt, code, retryable: false, detail: reason });
      log('reply.failed', { case: caseId, messageId, channel, code, reason });
      return DONE;
    }
    case 'retry':
      await recordOutcome(deps, caseId, recordFailed, { ...attempt, code: outcome.code, retryable: true });
      return { state: 'later', seconds: outcome.afterSeconds };
    case 'held':
      deps.held.set(channel, deps.now() + HELD_SECONDS * 1000);
      await recordOutcome(deps, caseId, recordFailed, { ...attempt, code: outcome.code, retryable: true });
      log('reply.held', { channel, code: outcome.code });
      return { state: 'later', seconds: HELD_SECONDS };
  }
}

/** The provider says that the person wants nothing from us there. Before the outcome: that is recorded once, this may be said twice. */
async function blocked(deps: SendDeps, { contactId, channel }: OpenMessage): Promise<void> {
  const now = nowOf(deps);
  const done = await changeContact(deps.room, contactId, optOut(channel, 'provider', now), { actor: ACTOR, now });
  if (done?.outcome === 'busy') throw new Error('opt-out not recorded');
}

const ACTOR = { kind: 'system' as const, id: 'reply' };
const nowOf = ({ now }: Pick<SendDeps, 'now'>) => new Date(now()).toISOString();

/** Appends one step; what cannot be appended now must come again. */
async function record<Input>(
  deps: SendDeps,
  caseId: string,
  command: Command<Input>,
  input: Input,
  options: Options = {},
): Promise<void> {
  const { outcome } = await append(deps, caseId, command, input, options);
  if (outcome !== 'done') throw new Error(`${command.name} on ${caseId}: ${outcome}`);
}

/**
 * Appends what became of an attempt. A status may have told it first: providers often post it before we have written down their answer. Then
 * nothing is left to record, and the recipient's next message need not wait for this one to come again.
 */
async function recordOutcome<Input>(
  deps: SendDeps,
  caseId: string,
  command: Command<Input>,
  input: Input,
  options: Options = {},
): Promise<void> {
  const done = await append(deps, caseId, command, input, options);
  if (done.outcome === 'rejected' && SETTLED.includes(done.rejection.rejected)) return;
  if (done.outcome !== 'done') throw new Error(`${command.name} on ${caseId}: ${done.outcome}`);
}

/** Answers of the case to an outcome of a message that is over. */
const SETTLED: readonly string[] = ['gone', 'not-found'];

function append<Input>(deps: SendDeps, caseId: string, command: Command<Input>, input: Input, options: Options) {
  return execute(deps.room, caseId, command, input, { actor: ACTOR, now: nowOf(deps) }, options);
}

async function queuedEvent(
  deps: SendDeps,
  caseId: string,
  open: OpenMessage,
): Promise<EventData['message.queued'] | undefined> {
  const { events } = await deps.room.store.timeline(caseStream(caseId), open.seq - 1, 1);
  const event = events[0] as CaseEvent | undefined;
  return event?.type === 'message.queued' && event.data?.messageId === open.messageId ? event.data : undefined;
}

const MINUTE = 60_000;

function outboundMessage(
  state: CaseState,
  said: EventData['message.queued'],
  callbackId: string,
  now: number,
): OutboundMessage {
  const { address, contactId, text, template, lang, automatic, replyTo } = said;
  const heard = heardAt(state, contactId);
  const params = said.params ?? (text ? [text] : []);
  const thread = state.reporters.find((known) => known.contactId === contactId)?.thread;
  return {
    address,
    callbackId,
    ...(template ? { template: { name: template, language: lang ?? 'ar', params } } : {}),
    ...(text && !template ? { text } : {}),
    ...(replyTo ? { replyTo } : {}),
    ...(heard === undefined ? {} : { minutesSinceInbound: (now - Date.parse(heard)) / MINUTE }),
    ...(automatic ? { automatic } : {}),
    ...(thread ? { thread } : {}),
    ...(lang ? { lang } : {}),
  };
}

/** A provider's window is one person's own: that another reporter of the case wrote opens nothing. */
function heardAt(state: CaseState, contactId: string): string | undefined {
  const reporter = state.reporters.find((known) => known.contactId === contactId);
  return reporter?.heardAt ?? (state.reporters.length === 1 ? state.lastInboundAt : undefined);
}
