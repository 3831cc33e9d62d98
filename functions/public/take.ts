import { countryOf, messageOf, openByMessage, wordsOf } from '../../shared/case/by-message.ts';
import { receiveMessage } from '../../shared/case/commands/index.ts';
import type { Reporter } from '../../shared/case/events.ts';
import { perform } from '../../shared/case/perform.ts';
import { asChosen, type PublicKind } from '../../shared/case/public-kind.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { markerOf } from '../../shared/channels/marker.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { append, type By, open } from '../../shared/ledger/execute.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { storable } from '../../shared/ledger/storable.ts';
import type { Memory, Pointer } from '../../shared/ledger/store.ts';
import { idOf } from '../../shared/ledger/stream.ts';
import { newContactId } from '../../shared/people/contact.ts';
import { destination } from '../../shared/people/destination.ts';
import { matchKey } from '../../shared/people/phone-key.ts';
import type { PublicDeps } from './deps.ts';

/** Times the way is looked for anew when a pointer or a case moves underfoot. */
const TRIES = 4;
const MERGES = 10;

/**
 * A submission onto the case it belongs to (decisions.md 9): of the page that was filled in, or the one that reference and PIN opened.
 * When this returns, it is written.
 *
 * @param known the case that reference and PIN opened, and whose words these are.
 * @param country ISO 3166-1 alpha-2, where the form names it.
 * @param kind what the citizen says it is.
 * @returns the case it stands on, or undefined where it could not be written now.
 */
export async function takeSubmission(
  received: InboundMessage,
  deps: PublicDeps,
  { known, country, kind }: { known?: Pointer; country?: string; kind?: PublicKind } = {},
): Promise<string | undefined> {
  const item = await placed(storable(received) as InboundMessage, deps);
  const { channel, scope, id } = item.sender;
  const key = { channel, scope, id };
  for (let tries = 0; tries < TRIES; tries++) {
    const pointer = known ?? (await deps.room.store.pointer(key));
    const target = pointer && (await follow(pointer.case, deps));
    const onto = target && destination(target, false, item.receivedAt) === 'append' ? target : undefined;
    const done = onto
      ? await goOn(item, onto, pointer!.contactId, deps)
      : await begin(item, { key, pointer, known: known !== undefined, before: target, country, kind }, deps);
    if (done !== 'moved') return done;
  }
  return undefined;
}

async function placed(item: InboundMessage, deps: PublicDeps): Promise<InboundMessage> {
  const country = item.location && (await deps.countryAt(item.location));
  return item.location && country ? { ...item, location: { ...item.location, country } } : item;
}

/** The case that a merged one went into. */
async function follow(id: string, { room }: PublicDeps): Promise<CaseState | undefined> {
  let state = (await room.store.load(id))?.state;
  for (let merges = 0; state?.status === 'merged' && state.mergedInto && merges < MERGES; merges++) {
    state = (await room.store.load(state.mergedInto))?.state;
  }
  return state;
}

async function goOn(item: InboundMessage, onto: CaseState, contactId: string, deps: PublicDeps) {
  const reporter = reporterOf(item, contactId);
  const suggestion = await deps.suggest(wordsOf(item), { channel: 'web', kind: item.kind, ...countryOf(onto) });
  const input = { message: messageOf(item, contactId), reporter, suggestion };
  const done = await append(
    deps.room,
    onto.id,
    (state, context) => perform(state, receiveMessage, input, context),
    by(contactId, item),
    { marker: seenMarker(markerOf(item)) },
  );
  if (done.outcome === 'done') return onto.id;
  if (done.outcome === 'repeated' || done.outcome === 'mismatch') return caseOf(done.memory) ?? onto.id;
  // Ended or merged between reading and writing: the way has changed.
  if (done.outcome === 'rejected' && done.rejection.rejected === 'illegal-transition') return 'moved';
  return undefined;
}

interface Beginning {
  key: InboundMessage['sender'];
  pointer: Pointer | undefined;
  known: boolean;
  before: CaseState | undefined;
  country: string | undefined;
  kind: PublicKind | undefined;
}

async function begin(
  item: InboundMessage,
  { key, pointer, known, before, country, kind }: Beginning,
  deps: PublicDeps,
) {
  const contactId = pointer?.contactId ?? newContactId(deps.room.random);
  const place = country ? { country } : before ? countryOf(before) : {};
  const words = await deps.suggest(wordsOf(item), { channel: 'web', kind: item.kind, ...place });
  const read = asChosen(words, kind);
  const suggestion = country ? { ...read, place: { ...read.place, country } } : read;
  const reporter = reporterOf(item, contactId);
  const e164 = reporter.phone && (await deps.phoneNumber(reporter.phone, country));
  const done = await open(
    deps.room,
    (id, context) => openByMessage(id, item, reporter, suggestion, before, context),
    by(contactId, item),
    {
      marker: seenMarker(markerOf(item)),
      riders: ([opened]) =>
        e164 && opened ? { matches: [{ phone: matchKey(e164), contactId, case: opened.case }] } : {},
      // Whoever came with reference and PIN comes with them again; a page finds its case by itself.
      ...(known ? {} : { sender: { key, contactId, ...(pointer ? { was: pointer } : {}) } }),
    },
  );
  if (done.outcome === 'done') return done.stored.state.id;
  if (done.outcome === 'moved') return 'moved';
  return done.outcome === 'repeated' || done.outcome === 'mismatch' ? caseOf(done.memory) : undefined;
}

/** Nobody can be written to over the web: the page is the answer, the phone is for an officer to call. */
function reporterOf({ sender: { name, phone } }: InboundMessage, contactId: string): Reporter {
  return {
    contactId,
    channel: 'web',
    relationship: 'unknown',
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
  };
}

function by(contactId: string, { receivedAt }: InboundMessage): By {
  return { actor: { kind: 'citizen', id: contactId }, now: receivedAt };
}

function caseOf({ stream }: Memory): string | undefined {
  return stream && idOf(stream);
}
