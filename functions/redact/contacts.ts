import type { EventData, Reporter } from '../../shared/case/events.ts';
import { type Kept, toldIn } from '../../shared/case/redaction.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { appendStream } from '../../shared/ledger/execute.ts';
import { eventsOf } from '../../shared/ledger/forget.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import { senderKey } from '../../shared/ledger/senders.ts';
import type { Pointer, SenderKey } from '../../shared/ledger/store.ts';
import type { StoredEvent } from '../../shared/ledger/stream.ts';
import { type Contact, contactStream, loadContact } from '../../shared/people/contacts.ts';
import { forgottenKeys } from '../../shared/people/forgotten.ts';
import { matchKey } from '../../shared/people/phone-key.ts';
import { byRedact, type Decision, type RedactDeps } from './deps.ts';

/**
 * What the room knows beside the case of people whom a decision makes nobody: the pointer by which their next message is led here goes on
 * under a keyed hash, the row of their number and their other ids go, how they may be reached safely stays without its note. Somebody whom
 * another case knows, or who has said anew who he is, stays known.
 *
 * @param events those that the decision names, while they still tell.
 */
export async function forgetContacts(
  deps: RedactDeps,
  decision: Decision,
  events: readonly StoredEvent[],
): Promise<void> {
  const told = new Map<string, Reporter[]>();
  for (const reporter of events.map(caseEventOf).flatMap(toldIn)) {
    told.set(reporter.contactId, [...(told.get(reporter.contactId) ?? []), reporter]);
  }
  for (const [contactId, said] of told) await forgetContact(deps, decision, contactId, said);
}

async function forgetContact(
  deps: RedactDeps,
  decision: Decision,
  contactId: string,
  said: readonly Reporter[],
): Promise<void> {
  const { room, table } = deps;
  const identities = (await loadContact(room.store, contactId))?.state.identities ?? [];
  const senders: SenderKey[] = [
    ...said.flatMap(({ channel, address }) => (address ? [{ channel, ...address }] : [])),
    ...identities.map(({ channel, scope, id }) => ({ channel, scope, id })),
  ];
  const here = (await room.store.load(decision.id))?.state;
  const rows: { key: { pk: string; sk: string }; sender?: SenderKey; to: Pointer }[] = [];
  for (const sender of senders) {
    const to = await room.store.pointer(sender);
    if (to?.contactId === contactId) rows.push({ key: { pk: senderKey(sender), sk: '-' }, sender, to });
  }
  for (const phone of await phonesOf(deps, [...said, ...identities], here?.country)) {
    const to = (await room.store.matches(phone)).find((match) => match.contactId === contactId);
    if (to) rows.push({ key: { pk: `match#${phone}`, sk: contactId }, to });
  }
  for (const id of new Set([decision.id, ...rows.map(({ to }) => to.case)])) {
    if (await isKnown(deps, id, contactId)) return;
  }
  for (const { key, sender, to } of rows) {
    const [hashed] = sender ? forgottenKeys(await deps.hashKey(), sender) : [];
    // First: between the two he is found by either.
    if (hashed) await table.keep(hashed, to);
    await table.empty(key, to);
  }
  await forgetStream(deps, decision, contactId);
}

/** Merges followed one after another before something is wrong. */
const MERGES = 10;

/** Whether the case that he is led to by this one tells who he is: he has another, or has said it anew. */
async function isKnown({ room }: RedactDeps, id: string, contactId: string): Promise<boolean> {
  let state = (await room.store.load(id))?.state;
  for (let merges = 0; state?.mergedInto && merges < MERGES; merges++) {
    state = (await room.store.load(state.mergedInto))?.state;
  }
  const known = state?.reporters.find((reporter) => reporter.contactId === contactId);
  return (known?.address ?? known?.phone ?? known?.name) !== undefined;
}

/** Numbers as they may have been looked for: as they were typed, in the room's country or in that of the case. */
async function phonesOf(
  { phoneNumber }: RedactDeps,
  known: readonly { phone?: string }[],
  country: string | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { phone } of known) {
    if (!phone) continue;
    for (const one of [await phoneNumber(phone), country ? await phoneNumber(phone, country) : undefined]) {
      if (one) found.add(matchKey(one));
    }
  }
  return found;
}

/** The contact's own stream: his ids and the note on his safety. The decision stands in it, as a chain demands. */
async function forgetStream(deps: RedactDeps, { id, seq }: Decision, contactId: string): Promise<void> {
  const stream = contactStream(contactId);
  const { room } = deps;
  const events = await eventsOf(room.store, stream);
  const kept = events.flatMap((event) => residueOf(event) ?? []);
  if (kept.length > 0) {
    const seqs = kept.map((left) => left.seq);
    const done = await appendStream<Contact>(
      room,
      stream,
      (head) => {
        const { identities: _his, safety, optOuts = [] } = head?.state ?? {};
        const state = { optOuts, identities: [], ...(safety ? { safety: withoutNote(safety) } : {}) };
        return { events: [{ type: 'data.redacted', data: { seqs, kept } }], state };
      },
      byRedact(deps),
      { ifMatch: events.at(-1)!.seq, marker: seenMarker(`seen#redaction#${id}.${seq}#${contactId}`) },
    );
    if (done.outcome !== 'done' && done.outcome !== 'repeated') throw new Error(`contact: ${done.outcome}`);
  }
  for (const decided of await eventsOf(room.store, stream)) {
    if (decided.type !== 'data.redacted') continue;
    for (const left of (decided.data as EventData['data.redacted']).kept) {
      if (events.some((event) => event.seq === left.seq && event.redactedBy === undefined)) {
        await deps.table.forget(stream, left.seq, decided.seq, left.data);
      }
    }
  }
}

const withoutNote = <T extends { note?: string }>({ note: _said, ...safety }: T): Omit<T, 'note'> => safety;

/** What is left of an event of a contact; undefined where nothing of it is to be forgotten, or is forgotten already. */
function residueOf({ seq, type, data, redactedBy }: StoredEvent): Kept | undefined {
  if (redactedBy !== undefined) return undefined;
  if (type === 'contact.identity-added') return { seq, data: { identities: [] } };
  const { note, ...rest } = data as { note?: string };
  return type === 'contact.safety-set' && note ? { seq, data: rest } : undefined;
}
