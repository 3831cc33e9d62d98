import { aboutOf, countryOf, messageOf, openByMessage, wordsOf } from '../../shared/case/by-message.ts';
import { receiveMessage } from '../../shared/case/commands/index.ts';
import type { Context } from '../../shared/case/decide.ts';
import type { Reporter } from '../../shared/case/events.ts';
import { append as appendEvents, perform } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { markerOf } from '../../shared/channels/marker.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { append, type By, open, type Step } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { storable } from '../../shared/ledger/storable.ts';
import type { Pointer, Stored } from '../../shared/ledger/store.ts';
import { newContactId } from '../../shared/people/contact.ts';
import { destination } from '../../shared/people/destination.ts';
import type { IntakeDeps } from './deps.ts';
import { Busy, type Known, keyOf } from './known.ts';
import { keepForTheDay } from './unread.ts';

/** Times the way is looked for anew when a pointer or a case moves underfoot. */
const TRIES = 4;

/** Merges followed one after another before something is wrong. */
const MERGES = 10;

/**
 * One message onto the case it belongs to (decisions.md 9), in one transaction with the marker that makes it count once and the
 * pointer by which the next one finds its way.
 * @throws Busy when it has to come again
 */
export async function takeMessage(received: InboundMessage, deps: IntakeDeps, known: Known): Promise<void> {
  const item = storable(received) as InboundMessage;
  const sender = keyOf(item.sender);
  for (let tries = 0; tries < TRIES; tries++) {
    const pointer = await known.pointer(sender);
    if (!pointer && item.quiet) return keepForTheDay(item, markerOf(item), deps);
    const done = pointer
      ? await carryOn(item, pointer, deps, known)
      : await begin(item, undefined, undefined, deps, known);
    if (done) return;
    known.forget(sender, pointer?.case);
  }
  throw new Busy('the way of the message keeps changing');
}

/** True when the message is written; false when the sender's pointer or his case moved meanwhile. */
type Written = boolean;

async function carryOn(item: InboundMessage, pointer: Pointer, deps: IntakeDeps, known: Known): Promise<Written> {
  const now = nowOf(deps);
  let head = await headOf(pointer.case, deps, known);
  let way = destination(head.state, item.quiet === true, now);
  for (let merges = 0; way === 'into' && head.state.mergedInto && merges < MERGES; merges++) {
    head = await headOf(head.state.mergedInto, deps, known);
    way = destination(head.state, item.quiet === true, now);
  }
  if (way === 'into') throw new Error('merges without end');
  if (way === 'new') return begin(item, pointer, head.state, deps, known);

  const { contactId } = pointer;
  const { id } = head.state;
  const to: Pointer = { case: id, contactId };
  const result = await append(deps.room, id, stepOf(item, contactId, deps), by(item, contactId, now), {
    known: head,
    marker: seenMarker(markerOf(item)),
    ...(id === pointer.case ? {} : { pointers: [{ sender: keyOf(item.sender), was: pointer, to }] }),
  });
  switch (result.outcome) {
    case 'done':
      known.learn(keyOf(item.sender), to, result.stored);
      return true;
    case 'repeated':
    case 'mismatch':
      return true;
    case 'rejected':
      // The case was merged or ended between reading and writing: the way has changed.
      if (result.rejection.rejected === 'illegal-transition') return false;
      throw new Error(`refused: ${result.rejection.rejected}`);
    default:
      throw new Busy(result.outcome);
  }
}

/** A message that is no message for the officer is added whatever the status; all others go by the command's own list. */
function stepOf(item: InboundMessage, contactId: string, deps: IntakeDeps): Step {
  const reporter = reporterOf(item, contactId);
  const message = messageOf(item, contactId);
  return (state, context) => {
    if (!item.quiet) {
      const suggestion = deps.suggest(wordsOf(item), { ...aboutOf(item), ...countryOf(state) });
      // A photo or a "?" from somebody we do not know is taken seriously (R19); from somebody we talk with it says nothing new.
      const says = suggestion.rules.some((rule) => rule !== 'R19');
      return perform(state, receiveMessage, { message, reporter, ...(says ? { suggestion } : {}) }, context);
    }
    const decision = receiveMessage.decide(state, { message, reporter }, context);
    return Array.isArray(decision) ? appendEvents({ state, events: [] }, () => decision) : decision;
  };
}

/** Opens a case; `before` is the sender's earlier one, which the new one follows. */
async function begin(
  item: InboundMessage,
  pointer: Pointer | undefined,
  before: CaseState | undefined,
  deps: IntakeDeps,
  known: Known,
): Promise<Written> {
  const key = keyOf(item.sender);
  const contactId = pointer?.contactId ?? newContactId(deps.room.random);
  const suggestion = deps.suggest(wordsOf(item), { ...aboutOf(item), ...(before ? countryOf(before) : {}) });
  const make = (id: string, context: Context) =>
    openByMessage(id, item, reporterOf(item, contactId), suggestion, before, context);
  const result = await open(deps.room, make, by(item, contactId, nowOf(deps)), {
    marker: seenMarker(markerOf(item)),
    sender: { key, contactId, ...(pointer ? { was: pointer } : {}) },
  });
  switch (result.outcome) {
    case 'done':
      known.learn(key, { case: result.stored.state.id, contactId }, result.stored);
      return true;
    case 'repeated':
    case 'mismatch':
      return true;
    case 'moved':
      return false;
    case 'rejected':
      throw new Error(`refused: ${result.rejection.rejected}`);
    case 'busy':
      throw new Busy('opening');
  }
}

async function headOf(id: string, { room }: IntakeDeps, known: Known): Promise<Stored> {
  const head = known.head(id) ?? (await room.store.load(id));
  if (!head) throw new Error('a pointer to a case that is not there');
  return head;
}

function reporterOf({ channel, sender }: InboundMessage, contactId: string): Reporter {
  return {
    contactId,
    channel,
    relationship: 'unknown',
    address: { scope: sender.scope, id: sender.id },
    ...(sender.name ? { name: sender.name } : {}),
    ...(sender.phone ? { phone: sender.phone } : {}),
  };
}

/** What we wrote ourselves from another client of the provider is nothing the citizen did. */
function by({ echo }: InboundMessage, contactId: string, now: string): By {
  return { actor: echo ? { kind: 'system', id: 'intake' } : { kind: 'citizen', id: contactId }, now };
}

const nowOf = (deps: IntakeDeps) => new Date(deps.now()).toISOString();
