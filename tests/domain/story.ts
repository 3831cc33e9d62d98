import fc from 'fast-check';
import * as commands from '../../shared/case/commands/index.ts';
import type { Command, Context, Rejection } from '../../shared/case/decide.ts';
import type { Actor, CaseEvent, EventData, Message } from '../../shared/case/events.ts';
import { type Outcome, openCase, perform, performAnyway, sweep } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { PRIORITIES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';

export const T0 = '2023-04-22T09:00:00.000Z';
export const OFFICER: Actor = {
  kind: 'staff',
  id: 'huda',
  name: 'Huda',
  role: 'officer',
};
export const SUPERVISOR: Actor = {
  kind: 'staff',
  id: 'samir',
  name: 'Samir',
  role: 'supervisor',
};
export const CITIZEN: Actor = { kind: 'citizen', id: 'c-1' };
export const AGENCY: Actor = {
  kind: 'agency',
  id: 'erc',
  name: 'Mona',
  role: 'duty officer',
};
export const SYSTEM: Actor = { kind: 'system', id: 'clock' };

export function context(actor: Actor, now: string): Context {
  return { actor, now, policies: [DEFAULT_POLICY] };
}

export function at(minutes: number, from = T0): string {
  return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

export const OPENING: EventData['case.opened'] = {
  channel: 'whatsapp',
  reporter: {
    contactId: 'c-1',
    channel: 'whatsapp',
    relationship: 'unknown',
    address: { scope: '106540352242922', id: '249910000101' },
  },
  priority: 'P1',
  reasons: [
    {
      rule: 'R01',
      words: ['مصابة'],
      text: { ar: 'إصابة', en: 'injury' },
      by: 'triage',
    },
  ],
  category: 'injury',
  country: 'SD',
  summary: 'بنتي مصابة',
};

export function opened(now = T0, more: Partial<EventData['case.opened']> = {}): Outcome {
  return openCase('K7M2-9QXF', { ...OPENING, ...more }, context(CITIZEN, now));
}

/** Applies a command that must succeed. */
export function apply<I>(
  state: CaseState,
  command: Command<I>,
  input: NoInfer<I>,
  actor: Actor,
  now: string,
): CaseState {
  const outcome = perform(state, command, input, context(actor, now));
  if ('rejected' in outcome) throw new Error(`${command.name}: ${outcome.rejected} ${outcome.detail.en}`);
  return outcome.state;
}

/** Applies a command that must be rejected. */
export function refusal<I>(
  state: CaseState,
  command: Command<I>,
  input: NoInfer<I>,
  actor: Actor,
  now: string,
): Rejection {
  const outcome = perform(state, command, input, context(actor, now));
  if ('rejected' in outcome) return outcome;
  throw new Error(`${command.name} was not rejected`);
}

/** A case at work: triaged, owned, with one escalation raised and sent one minute later. */
export function atWork(priority: CaseState['priority'] = 'P1', tiers = 3): { state: CaseState; alertId: string } {
  let { state } = opened();
  state = apply(state, commands.triage, { priority, category: 'injury', reason: 'call' }, SUPERVISOR, at(1));
  state = apply(state, commands.assign, { owner: 'huda' }, OFFICER, at(1));
  state = apply(state, commands.raiseEscalation, { agency: { id: 'erc', tiers }, ask: 'ambulance' }, OFFICER, at(2));
  const alert = state.alerts[0]!;
  state = apply(
    state,
    commands.alertSent,
    {
      alertId: alert.alertId,
      revision: alert.seq,
      rungs: ['a1'],
      messageIds: ['m1'],
    },
    SYSTEM,
    at(2),
  );
  return { state, alertId: alert.alertId };
}

/** One step of a random story: what somebody tries, and how many minutes later. */
export interface Step {
  minutes: number;
  pick: number;
  choice: number;
}

export const steps = fc.array(
  fc.record({
    minutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 6000 })),
    pick: fc.nat(1000),
    choice: fc.nat(1000),
  }),
  { minLength: 1, maxLength: 60 },
);

type Try = (state: CaseState, choice: number, now: string) => Outcome | Rejection;

/** Curried, so that the input's type comes from the command alone. */
function trying<I>(command: Command<I>, actor: Actor) {
  return (input: (state: CaseState, choice: number, now: string) => I): Try =>
    (state, choice, now) =>
      perform(state, command, input(state, choice, now), context(actor, now));
}

const pick = <T>(list: readonly T[], choice: number): T | undefined => list[choice % Math.max(1, list.length)];
const priority = (choice: number) => pick(PRIORITIES, choice)!;
const alertId = (state: CaseState, choice: number) => pick(state.escalations, choice)?.alertId ?? 'none';
const by = { name: 'Mona', role: 'duty officer' };

/** Everything that anybody may try, with inputs that are often possible and sometimes not. */
const TRIES: readonly Try[] = [
  trying(
    commands.triage,
    OFFICER,
  )((_s, c) => ({
    priority: priority(c),
    category: c % 3 ? 'medical' : 'trapped_basic_needs',
    reason: 'r',
    needs: ['water'],
  })),
  trying(commands.triage, SUPERVISOR)((_s, c) => ({ priority: priority(c), category: 'documents', reason: 'r' })),
  trying(commands.assign, OFFICER)((_s, c) => ({ owner: `officer-${c % 3}` })),
  trying(commands.addNote, OFFICER)(() => ({ text: 'note' })),
  trying(
    commands.sendMessage,
    OFFICER,
  )((s, c) => ({
    contactId: pick(s.reporters, c)?.contactId ?? '',
    text: 'hello',
  })),
  trying(
    commands.recordSending,
    SYSTEM,
  )((s, c) => {
    const open = pick(s.outbox, c);
    return {
      messageId: open?.messageId ?? '',
      attempt: (open?.attempt ?? 0) + 1,
      callbackId: 'x',
    };
  }),
  trying(
    commands.recordSent,
    SYSTEM,
  )((s, c) => ({
    messageId: pick(s.outbox, c)?.messageId ?? '',
    attempt: 1,
    providerMessageId: `wamid.${c}`,
  })),
  trying(
    commands.recordFailed,
    SYSTEM,
  )((s, c) => ({
    messageId: pick(s.outbox, c)?.messageId ?? '',
    attempt: 1,
    code: '131026',
    retryable: c % 2 === 0,
  })),
  trying(
    commands.recordUnknown,
    SYSTEM,
  )((s, c) => ({
    messageId: pick(s.outbox, c)?.messageId ?? '',
    attempt: 1,
    why: 'time-out',
  })),
  trying(
    commands.recordStatus,
    SYSTEM,
  )((s, c) => ({
    providerMessageId: `wamid.${c}`,
    messageId: pick(s.outbox, c)?.messageId ?? 'gone',
    status: c % 2 ? 'delivered' : 'failed',
    at: s.lastAt,
  })),
  trying(
    commands.logCall,
    OFFICER,
  )((s, c) => ({
    contactId: pick(s.reporters, c)?.contactId ?? '',
    direction: c % 2 ? 'in' : 'out',
    answered: c % 3 > 0,
    text: 'spoke',
  })),
  trying(commands.addPerson, OFFICER)((_s, c) => ({ name: 'ملك', age: c % 80 })),
  trying(
    commands.changePerson,
    OFFICER,
  )((s, c) => ({
    personId: pick(s.persons, c)?.personId ?? '',
    safety: {
      status: c % 2 ? 'deceased_reported' : 'arrived',
      grade: 'single_source',
    },
  })),
  trying(commands.addNeed, OFFICER)((_s, c) => ({ kind: c % 2 ? 'water' : 'medicine' })),
  trying(
    commands.changeNeed,
    OFFICER,
  )((s, c) => ({
    needId: pick(s.needs, c)?.needId ?? '',
    status: c % 2 ? 'met' : 'open',
  })),
  trying(
    commands.addLocation,
    OFFICER,
  )((_s, c, now) => ({
    lat: 15.6,
    lon: 32.5 + c / 1000,
    source: 'caller',
    observedAt: now,
  })),
  trying(
    commands.makePromise,
    OFFICER,
  )((s, c, now) => ({
    contactId: pick(s.reporters, c)?.contactId ?? '',
    text: 'we call back',
    dueAt: at(1 + (c % 300), now),
  })),
  trying(commands.keepPromise, OFFICER)((s, c) => ({ promiseId: pick(s.promises, c)?.promiseId ?? '' })),
  trying(
    commands.movePromise,
    OFFICER,
  )((s, c, now) => ({
    promiseId: pick(s.promises, c)?.promiseId ?? '',
    dueAt: at(30, now),
  })),
  trying(
    commands.raiseEscalation,
    OFFICER,
  )((_s, c) => ({
    agency: { id: pick(['erc', 'moh', 'mfa'], c)!, tiers: 1 + (c % 4) },
    ask: `a${c % 5}`,
  })),
  trying(commands.standDown, OFFICER)((s, c) => ({ alertId: alertId(s, c), reason: 'met' })),
  trying(
    commands.alertSent,
    SYSTEM,
  )((s, c) => ({
    alertId: pick(s.alerts, c)?.alertId ?? '',
    revision: pick(s.alerts, c)?.seq ?? 0,
    rungs: ['a1'],
    messageIds: ['m'],
  })),
  trying(
    commands.alertFailed,
    SYSTEM,
  )((s, c) => ({
    alertId: pick(s.alerts, c)?.alertId ?? '',
    revision: pick(s.alerts, c)?.seq ?? 0,
    rungs: ['a1'],
    reason: 'no topic',
  })),
  trying(
    commands.acknowledge,
    AGENCY,
  )((s, c) => ({
    alertId: alertId(s, c),
    by,
    via: 'link',
    rung: c % 2 ? 'a1' : 'a2',
  })),
  trying(
    commands.accept,
    AGENCY,
  )((s, c, now) => ({
    alertId: alertId(s, c),
    by,
    via: 'api',
    ...(c % 2 ? { eta: at(60, now) } : {}),
  })),
  trying(commands.decline, AGENCY)((s, c) => ({ alertId: alertId(s, c), by, via: 'api', reason: 'no fuel' })),
  trying(commands.ask, AGENCY)((s, c) => ({ alertId: alertId(s, c), by, via: 'api', text: 'how many?' })),
  trying(commands.answerAgency, OFFICER)((s, c) => ({ alertId: alertId(s, c), text: 'four' })),
  trying(commands.report, AGENCY)((s, c) => ({ alertId: alertId(s, c), by, via: 'api', text: 'on the way' })),
  trying(commands.complete, AGENCY)((s, c) => ({ alertId: alertId(s, c), by, via: 'api', text: 'done' })),
  trying(
    commands.awaitNext,
    OFFICER,
  )((_s, c, now) => ({
    on: pick(['reporter', 'agency', 'movement'] as const, c)!,
    text: 'how many are you?',
    expectedAt: at(120, now),
  })),
  trying(
    commands.receiveMessage,
    CITIZEN,
  )((s, c, now) => ({
    message: {
      channel: 'whatsapp',
      providerMessageId: `wamid.in.${s.version}`,
      contactId: `c-${1 + (c % 2)}`,
      kind: 'text',
      text: 'الحقونا',
      receivedAt: now,
    },
    reporter: {
      contactId: `c-${1 + (c % 2)}`,
      channel: 'whatsapp',
      relationship: c % 2 ? 'self' : 'sibling',
      address: { scope: 's', id: String(c) },
    },
  })),
  trying(
    commands.resolve,
    OFFICER,
  )((_s, c) => ({
    code: c % 5 ? 'medical_care_received' : 'no_contact_after_attempts',
    text: 'in hospital',
    verifiedBy: 'huda',
    verifiedHow: 'reporter_contact',
  })),
  trying(commands.close, OFFICER)(() => ({})),
  trying(commands.reopen, OFFICER)(() => ({ reason: 'again' })),
  trying(commands.invalidate, SUPERVISOR)(() => ({ reason: 'spam' })),
  trying(commands.transfer, OFFICER)(() => ({ to: 'ICRC', reason: 'tracing' })),
  trying(commands.restore, OFFICER)(() => ({ reason: 'returned' })),
  trying(
    commands.link,
    OFFICER,
  )((_s, c) => ({
    other: `AAAA-000${c % 4}`,
    kind: 'related',
    reason: 'same street',
  })),
  trying(commands.withdrawLink, OFFICER)((s, c) => ({ linkId: pick(s.links, c)?.linkId ?? '', reason: 'wrong' })),
  trying(commands.mergeSource, OFFICER)((_s, c) => ({ reason: 'same girl', other: another(c) })),
  trying(commands.unmergeSource, OFFICER)((s) => ({ reason: 'another girl', other: s.mergedInto ?? '' })),
  trying(commands.mergeTarget, OFFICER)((_s, c) => ({ reason: 'same girl', other: another(c) })),
  trying(commands.unmergeTarget, OFFICER)((s, c) => ({ reason: 'another', other: pick(s.merges, c)?.other ?? '' })),
  trying(commands.resumeEscalation, SUPERVISOR)((s, c) => ({ alertId: alertId(s, c), reason: 'still needed' })),
  trying(
    commands.receiveMessage,
    CITIZEN,
  )((s, c, now) => phoned(s, now, { kind: 'call', providerMessageId: `CA${c % 3}` })),
  (state, c, now) => {
    const end = { kind: 'system', quiet: true, notice: 'call_ended', about: `CA${c % 3}` } as const;
    return performAnyway(state, commands.receiveMessage, phoned(state, now, end), context(CITIZEN, now));
  },
  (state, _choice, now) => sweep(state, context(SYSTEM, now)),
];

/** Another case of the same crisis, of some priority. */
const another = (choice: number) => ({
  ...opened(T0, { priority: priority(choice) }).state,
  id: `BBBB-000${choice % 4}`,
});

function phoned(state: CaseState, now: string, more: Partial<Message>) {
  const reporter = { contactId: 'c-3', channel: 'voice', relationship: 'unknown', phone: '+201000000103' } as const;
  const message = { channel: 'voice', contactId: 'c-3', kind: 'call', receivedAt: now } as const;
  return { message: { ...message, providerMessageId: `CA.${state.version}`, ...more }, reporter };
}

/** Plays a story; `seen` hears of every event with the states around its decision. */
export function play(story: readonly Step[], seen?: (before: CaseState, outcome: Outcome, now: string) => void) {
  let { state, events } = opened();
  let now = T0;
  const all: CaseEvent[] = [...events];
  for (const step of story) {
    now = at(step.minutes, now);
    const outcome = TRIES[step.pick % TRIES.length]!(state, step.choice, now);
    if ('rejected' in outcome) continue;
    seen?.(state, outcome, now);
    state = outcome.state;
    all.push(...outcome.events);
  }
  return { state, events: all, now };
}
