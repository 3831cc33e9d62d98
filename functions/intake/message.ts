import { aboutOf, countryOf, messageOf, openByMessage, wordsOf } from '../../shared/case/by-message.ts';
import { joinGroup, receiveMessage } from '../../shared/case/commands/index.ts';
import type { Context } from '../../shared/case/decide.ts';
import type { Reporter, Suggestion } from '../../shared/case/events.ts';
import { perform, performAnyway } from '../../shared/case/perform.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { markerOf } from '../../shared/channels/marker.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { append, type By, execute, type KnownAs, open, type Step } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { storable } from '../../shared/ledger/storable.ts';
import type { Pointer, PointerMove, SenderKey, Stored } from '../../shared/ledger/store.ts';
import { idOf } from '../../shared/ledger/stream.ts';
import { log } from '../../shared/log.ts';
import { newContactId } from '../../shared/people/contact.ts';
import { destination } from '../../shared/people/destination.ts';
import { fingerprintOf, isGroupable } from '../../shared/triage/similar.ts';
import { keepIdentities, keepWish, matchesOf, withoutAnswer } from './contact.ts';
import type { IntakeDeps } from './deps.ts';
import { Busy, type Known, keysOf } from './known.ts';
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
  const item = await placed(withoutAnswer(storable(received) as InboundMessage), deps);
  for (let tries = 0; tries < TRIES; tries++) {
    const writer = await writerOf(item, deps, known);
    if (!writer.pointer && item.quiet) return keepAlone(item, deps, known);
    const done = writer.pointer
      ? await carryOn(item, writer, writer.pointer, deps, known)
      : await begin(item, writer, undefined, deps, known);
    if (done) return keepWish(item, deps, known);
    for (const { key } of writer.ids) known.forget(key, writer.pointer?.case);
  }
  throw new Busy('the way of the message keeps changing');
}

/** A pin with its country. One that no border knows is kept as it is. */
async function placed(item: InboundMessage, deps: IntakeDeps): Promise<InboundMessage> {
  const country = item.location && (await deps.countryAt(item.location));
  return item.location && country ? { ...item, location: { ...item.location, country } } : item;
}

/** Whoever wrote, by all his ids and where each points to. */
interface Writer {
  ids: KnownAs[];
  /** His current case: by his own id, else by the first of his others that has one. */
  pointer?: Pointer;
}

async function writerOf(item: InboundMessage, deps: IntakeDeps, known: Known): Promise<Writer> {
  const ids = await Promise.all(
    keysOf(item.sender).map(async (key): Promise<KnownAs> => {
      const was = await known.pointer(key);
      return was ? { key, was } : { key };
    }),
  );
  const pointer = ids.find(({ was }) => was)?.was ?? (await callerOf(item, deps));
  return pointer ? { ids, pointer } : { ids };
}

/** A recording and the keys that were pressed name the call and not the caller: what was written of the call leads to him. */
async function callerOf(item: InboundMessage, deps: IntakeDeps): Promise<Pointer | undefined> {
  if (!isAboutCall(item)) return undefined;
  const { quiet: _quiet, about, ...rest } = item;
  const { stream } = (await deps.room.store.recall(markerOf({ ...rest, providerMessageId: about }))) ?? {};
  const head = stream?.startsWith('case#') ? await deps.room.store.load(idOf(stream)) : undefined;
  const caller = head?.state.reporters.findLast(({ channel }) => channel === 'voice');
  return head && caller && { case: head.state.id, contactId: caller.contactId };
}

const isAboutCall = (item: InboundMessage): item is InboundMessage & { about: string } =>
  item.channel === 'voice' && item.about !== undefined && item.sender.id.startsWith('call:');

/** A call's own webhook is minutes older than that of its recording; what is late by so much was lost. */
const CALL_MS = 30_000;

/** Something that is no message of its own, from somebody who has no case. A voice on a tape is a call for help all the same. */
async function keepAlone(item: InboundMessage, deps: IntakeDeps, known: Known): Promise<void> {
  if (isAboutCall(item)) {
    if (deps.now() - Date.parse(item.receivedAt) < CALL_MS) throw new Busy('its call is not written yet');
    const { quiet: _quiet, notice: _notice, ...recording } = item;
    if (item.media) return takeMessage({ ...recording, kind: 'audio' }, deps, known);
  }
  return keepForTheDay(item, markerOf(item), deps);
}

/** Ids that do not lead to the case yet: new ones, and those that led to the one before. */
function following({ ids, pointer }: Writer, to: Pointer): PointerMove[] {
  return ids.flatMap(({ key, was }) => {
    if (!was) return isOfCall(key) ? [] : [{ sender: key, to }];
    return was.case === pointer?.case && was.case !== to.case ? [{ sender: key, was, to }] : [];
  });
}

/** The id of one call, under which nobody ever comes again once its case is known. */
const isOfCall = ({ channel, id }: SenderKey) => channel === 'voice' && id.startsWith('call:');

/** True when the message is written; false when the sender's pointer or his case moved meanwhile. */
type Written = boolean;

async function carryOn(
  item: InboundMessage,
  writer: Writer,
  pointer: Pointer,
  deps: IntakeDeps,
  known: Known,
): Promise<Written> {
  const now = nowOf(deps);
  let head = await headOf(pointer.case, deps, known);
  let way = destination(head.state, item.quiet === true, now);
  for (let merges = 0; way === 'into' && head.state.mergedInto && merges < MERGES; merges++) {
    head = await headOf(head.state.mergedInto, deps, known);
    way = destination(head.state, item.quiet === true, now);
  }
  if (way === 'into') throw new Error('merges without end');
  if (way === 'new') return begin(item, writer, head.state, deps, known);

  const { contactId } = pointer;
  const { id } = head.state;
  const to: Pointer = { case: id, contactId };
  const pointers = following(writer, to);
  await keepIdentities(item, contactId, head.state, pointers, deps);
  const result = await append(deps.room, id, stepOf(item, contactId, deps), by(item, contactId, now), {
    known: head,
    marker: seenMarker(markerOf(item)),
    ...(pointers.length > 0 ? { pointers } : {}),
    ...(head.state.reporters.some(({ phone }) => phone === item.sender.phone) ? {} : matchesOf(item, to)),
  });
  switch (result.outcome) {
    case 'done':
      known.learn([...pointers.map(({ sender }) => sender), keysOf(item.sender)[0]], to, result.stored);
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
    return performAnyway(state, receiveMessage, { message, reporter }, context);
  };
}

/** Opens a case; `before` is the sender's earlier one, which the new one follows. */
async function begin(
  item: InboundMessage,
  { ids, pointer }: Writer,
  before: CaseState | undefined,
  deps: IntakeDeps,
  known: Known,
): Promise<Written> {
  // An id with a case of its own keeps it.
  const [first, ...aliases] = ids.filter(({ was }) => !was || was.case === pointer?.case);
  const contactId = pointer?.contactId ?? newContactId(deps.room.random);
  const suggestion = deps.suggest(wordsOf(item), { ...aboutOf(item), ...(before ? countryOf(before) : {}) });
  const make = (id: string, context: Context) =>
    openByMessage(id, item, reporterOf(item, contactId), suggestion, before, context);
  const result = await open(deps.room, make, by(item, contactId, nowOf(deps)), {
    marker: seenMarker(markerOf(item)),
    riders: ([opened]) => (opened ? matchesOf(item, { case: opened.case, contactId }) : {}),
    ...(first ? { sender: { ...first, contactId, aliases } } : {}),
  });
  switch (result.outcome) {
    case 'done':
      known.learn(
        ids.map(({ key }) => key),
        { case: result.stored.state.id, contactId },
        result.stored,
      );
      await joinStorm(item, suggestion, { case: result.stored.state.id, contactId }, deps);
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

/**
 * One of many near-identical messages (domain.md G16) joins the others on the board. The message is written by now: whatever goes wrong
 * here leaves a row of its own, and nothing is lost.
 */
async function joinStorm(
  item: InboundMessage,
  suggestion: Suggestion,
  opened: { case: string; contactId: string },
  deps: IntakeDeps,
): Promise<void> {
  const wordsOnly = item.kind === 'text' && !item.media && !item.location;
  const print = deps.storms && wordsOnly && isGroupable(suggestion) ? fingerprintOf(wordsOf(item)) : undefined;
  if (!print) return;
  try {
    const joining = await deps.storms?.take({ ...opened, print }, deps.now());
    const by = { actor: { kind: 'system' as const, id: 'intake' }, now: nowOf(deps) };
    for (const id of joining?.cases ?? []) await execute(deps.room, id, joinGroup, { group: joining!.group }, by);
  } catch (error) {
    log('intake.not-grouped', { case: opened.case, error: (error as Error).name });
  }
}

async function headOf(id: string, { room }: IntakeDeps, known: Known): Promise<Stored> {
  const head = known.head(id) ?? (await room.store.load(id));
  if (!head) throw new Error('a pointer to a case that is not there');
  return head;
}

/** A tape has no address, and what we wrote ourselves says nothing about where he is reached. */
function reporterOf(item: InboundMessage, contactId: string): Reporter {
  const { channel, sender } = item;
  return {
    contactId,
    channel,
    relationship: 'unknown',
    ...(isAboutCall(item) || item.echo ? {} : { address: { scope: sender.scope, id: sender.id } }),
    ...(sender.name ? { name: sender.name } : {}),
    ...(sender.phone ? { phone: sender.phone } : {}),
  };
}

/** What we wrote ourselves from another client of the provider is nothing the citizen did. */
function by({ echo }: InboundMessage, contactId: string, now: string): By {
  return { actor: echo ? { kind: 'system', id: 'intake' } : { kind: 'citizen', id: contactId }, now };
}

const nowOf = (deps: IntakeDeps) => new Date(deps.now()).toISOString();
