import {
  link,
  mergeSource,
  mergeTarget,
  moveMessageIn,
  moveMessageOut,
  unmergeSource,
  unmergeTarget,
  withdrawLink,
} from '../../shared/case/commands/index.ts';
import { type Command, type Context, event, type Rejection } from '../../shared/case/decide.ts';
import type { EventData, Message, Reporter, Suggestion } from '../../shared/case/events.ts';
import { obligations } from '../../shared/case/obligations.ts';
import { append, type Outcome, openCase, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { LinkKind } from '../../shared/case/vocabulary.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { type Problem, problemOf, unavailable } from '../../shared/http/problem.ts';
import { mayRead } from '../../shared/http/readers.ts';
import type { Answer } from '../../shared/http/route.ts';
import type { STAFF_ROUTES } from '../../shared/http/staff-routes.ts';
import { appendBoth, type BothDone, type Done, type Executed } from '../../shared/ledger/execute.ts';
import { newReference } from '../../shared/ledger/reference.ts';
import type { Change, Stored } from '../../shared/ledger/store.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { act, answerOf, byOf, type Caller, type CaseCall, headAnswer, NOT_FOUND, optionsOf } from './act.ts';
import type { ApiDeps } from './deps.ts';

type PairRoutes = Pick<typeof STAFF_ROUTES, 'merge' | 'unmerge' | 'link' | 'withdrawLink' | 'moveMessage'>;

/** Commands over two cases: both streams in one transaction (decisions.md 3), and the caller may know of both. */
export function pairHandlers(deps: ApiDeps): Handlers<Caller, PairRoutes> {
  return {
    merge: (call) => {
      const { into, reason } = call.body;
      return both(deps, call, into, '/into', (source, target, context) =>
        pair(
          perform(source, mergeSource, { other: target, reason }, context),
          perform(target, mergeTarget, { other: source, reason }, context),
        ),
      );
    },
    unmerge: async (call) => {
      const { id } = call.params;
      const { reason } = call.body;
      const stored = await deps.room.store.load(id);
      const into = stored?.state.mergedInto;
      // A case that is not merged is told so by the command itself.
      if (!into) return act(deps, call, unmergeSource, { reason, other: '' });
      return both(deps, call, into, '', (source, target, context) =>
        pair(
          perform(source, unmergeSource, { reason, other: into }, context),
          perform(target, unmergeTarget, { reason, other: id }, context),
        ),
      );
    },
    link: (call) => {
      const { other, kind, reason } = call.body;
      if (other === call.params.id) return act(deps, call, link, call.body);
      return both(deps, call, other, '/other', (one, two, context) =>
        pair(
          perform(one, link, call.body, context),
          perform(two, link, { other: one.id, kind: mirrored(kind), reason }, context),
        ),
      );
    },
    withdrawLink: async (call) => {
      const input = { linkId: call.params.part, reason: call.body.reason ?? 'withdrawn' };
      const stored = await deps.room.store.load(call.params.id);
      const known = stored?.state.links.find((each) => each.linkId === input.linkId);
      const other = known && (await deps.room.store.load(known.other));
      const back = other?.state.links.find(
        (each) => each.other === call.params.id && each.kind === mirrored(known!.kind) && each.state === known!.state,
      );
      if (!other || !back) return act(deps, call, withdrawLink, input);
      return both(deps, call, other.state.id, '', (one, two, context) =>
        pair(
          perform(one, withdrawLink, input, context),
          perform(two, withdrawLink, { ...input, linkId: back.linkId }, context),
        ),
      );
    },
    moveMessage: async (call) => {
      const { part } = call.params;
      const { to } = call.body;
      for (let tries = 0; tries < TRIES; tries++) {
        const source = await deps.room.store.load(call.params.id);
        const found = source && (await findMessage(deps, source.state, part));
        if (!found) return act(deps, call, unknownMessage, {});
        const moved =
          to === 'new' ? await moveToNew(deps, call, source, found) : await moveTo(deps, call, source, found, to);
        if (moved) return moved;
      }
      return unavailable();
    },
  };
}

/** "Follows" has a direction, which belongs to the later case; the earlier one is merely related to it. */
function mirrored(kind: LinkKind): LinkKind {
  return kind === 'follows' ? 'related' : kind;
}

function pair(one: Outcome | Rejection, two: Outcome | Rejection): [Outcome, Outcome] | Rejection {
  if ('rejected' in one) return one;
  return 'rejected' in two ? two : [one, two];
}

/** @param pointer the field that names the other case, for when there is none. */
async function both(
  deps: ApiDeps,
  call: CaseCall,
  other: string,
  pointer: string,
  step: (one: CaseState, two: CaseState, context: Context) => [Outcome, Outcome] | Rejection,
): Promise<Answer | Problem> {
  if (other === call.params.id) return problemOf(sameCase(pointer));
  return bothAnswer(deps, call, other, pointer, await onBoth(deps, call, other, pointer, step, optionsOf(call)));
}

function onBoth(
  deps: ApiDeps,
  call: CaseCall,
  other: string,
  pointer: string,
  step: (one: CaseState, two: CaseState, context: Context) => [Outcome, Outcome] | Rejection,
  options: ReturnType<typeof optionsOf>,
): Promise<BothDone | Exclude<Executed, Done>> {
  return appendBoth(
    deps.room,
    [call.params.id, other],
    (one, two, context) => {
      if (!mayRead(one, call.who)) return NOT_FOUND;
      if (!mayRead(two, call.who)) return noOther(pointer);
      return step(one, two, context);
    },
    byOf(deps, call.who),
    options,
  );
}

async function bothAnswer(
  deps: ApiDeps,
  call: CaseCall,
  other: string,
  pointer: string,
  done: BothDone | Exclude<Executed, Done>,
): Promise<Answer | Problem> {
  if (done.outcome === 'missing' && done.id === other) {
    // That the other is missing is told only to whom the first is not.
    const first = await deps.room.store.load(call.params.id);
    return problemOf(first && mayRead(first.state, call.who) ? noOther(pointer) : NOT_FOUND);
  }
  return answerOf(deps, call.who, firstOf(done));
}

function firstOf(done: BothDone | Exclude<Executed, Done>): Executed {
  return done.outcome === 'done' ? { outcome: 'done', stored: done.stored[0], events: done.events[0] } : done;
}

function noOther(pointer: string): Rejection {
  return { ...NOT_FOUND, rejected: 'validation', pointer };
}

function sameCase(pointer: string): Rejection {
  return {
    rejected: 'validation',
    pointer,
    detail: { ar: 'هذا هو البلاغ نفسه', en: 'this is the same case' },
  };
}

const unknownMessage: Command<object> = {
  name: 'move-message',
  from: moveMessageOut.from,
  decide: () => ({
    rejected: 'not-found',
    detail: { ar: 'لا توجد هذه الرسالة في هذا البلاغ', en: 'there is no such message in this case' },
  }),
};

/** A message of the case that has not been moved away since. The ledger holds it; the head only counts. */
async function findMessage(deps: ApiDeps, source: CaseState, messageId: string): Promise<Message | undefined> {
  let found: Message | undefined;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof deps.room.store.timeline>> = await deps.room.store.timeline(
      caseStream(source.id),
      after,
      500,
    );
    for (const { seq, type, data } of page.events) {
      const about = data as Partial<EventData['message.received'] & EventData['message.moved']> | undefined;
      if (about?.messageId !== messageId || seq > source.version) continue;
      if (type === 'message.received') {
        const { reporter: _sender, ...message } = about as EventData['message.received'];
        found = message;
      }
      if (type === 'message.moved') found = about.message;
    }
    after = page.next;
  }
  return found;
}

/** Its sender, who is a reporter of every case that holds a message of theirs. */
function senderOf(message: Message, source: CaseState): Reporter {
  const known = source.reporters.find(({ contactId }) => contactId === message.contactId);
  return known ?? { contactId: message.contactId, channel: message.channel, relationship: 'unknown' };
}

const TRIES = 5;

type MoveCall = CaseCall & { params: { part: string } };

/**
 * The message goes to another case, from the version in which it was found: two officers who move it at once would else leave it in two cases.
 * @returns undefined where the case has moved on since: look again.
 */
async function moveTo(
  deps: ApiDeps,
  call: MoveCall,
  source: Stored,
  message: Message,
  to: string,
): Promise<Answer | Problem | undefined> {
  const { id, version } = source.state;
  if (to === id) return problemOf(sameCase('/to'));
  const { messageId } = message;
  const done = await onBoth(
    deps,
    call,
    to,
    '/to',
    (one, two, context) =>
      pair(
        perform(one, moveMessageOut, { messageId, to }, context),
        perform(two, moveMessageIn, { message, from: id, reporter: senderOf(message, one) }, context),
      ),
    { ...optionsOf(call), ifMatch: version },
  );
  return done.outcome === 'stale' ? undefined : bothAnswer(deps, call, to, '/to', done);
}

/**
 * The message leaves its case and opens another, in one transaction.
 * @returns undefined where the case has moved on since: look again.
 */
async function moveToNew(
  deps: ApiDeps,
  call: MoveCall,
  source: Stored,
  message: Message,
): Promise<Answer | Problem | undefined> {
  if (!mayRead(source.state, call.who)) return problemOf(NOT_FOUND);
  const options = optionsOf(call);
  const suggestion = await deps.suggest(message.text ?? '', { channel: message.channel });
  const context: Context = { ...byOf(deps, call.who), policies: await deps.room.policies() };
  const to = newReference(deps.room.random);
  const outcomes = pair(
    perform(source.state, moveMessageOut, { messageId: message.messageId, to }, context),
    split(source.state, to, message, suggestion, context),
  );
  if ('rejected' in outcomes) return problemOf(outcomes);
  const [out, opened] = outcomes;
  const written = await deps.room.store.commit(
    [change(source, out, context), change(undefined, opened, context)],
    options,
  );
  if (written.outcome === 'committed') return headAnswer(deps, out.state);
  if (written.outcome === 'repeated') {
    return answerOf(deps, call.who, {
      outcome: written.memory.request === options.marker?.request ? 'repeated' : 'mismatch',
      memory: written.memory,
    });
  }
  return written.outcome === 'unknown' ? unavailable() : undefined;
}

function split(source: CaseState, to: string, message: Message, suggestion: Suggestion, context: Context): Outcome {
  const reporter = senderOf(message, source);
  const opened = openCase(
    to,
    {
      channel: message.channel,
      reporter,
      priority: suggestion.priority,
      reasons: suggestion.reasons.map((reason) => ({ ...reason, by: 'triage' })),
      category: suggestion.category,
      ...(source.crisis ? { crisis: source.crisis } : {}),
      ...(source.country ? { country: source.country } : {}),
      ...(source.sensitivity === 'normal' ? {} : { sensitivity: source.sensitivity }),
      language: suggestion.lang,
      summary: (message.text ?? message.kind).slice(0, 200),
    },
    context,
  );
  return append(opened, (state) => [
    event(state, context, 'message.moved', { messageId: message.messageId, from: source.id, message, reporter }),
  ]);
}

function change(before: Stored | undefined, { state, events }: Outcome, { policies }: Context): Change {
  const { wakeAt, urgentAt } = obligations(state, policies);
  return {
    kind: 'case',
    ...(before ? { before } : {}),
    after: state,
    events,
    instants: { ...(wakeAt ? { wakeAt } : {}), ...(urgentAt ? { urgentAt } : {}) },
  };
}
