import type { Channel } from '../case/vocabulary.ts';
import { appendStream, type By, type Room } from '../ledger/execute.ts';
import type { Head, Marker, Store } from '../ledger/store.ts';
import type { StreamName } from '../ledger/stream.ts';
import type { ContactRules, ContactSafety, OptOut } from './safety.ts';

/** One id by which a contact is known at a provider. The scoped id is the key, never the phone (G15). */
export interface Identity {
  channel: Channel;
  scope: string;
  id: string;
  /** E.164 where the provider proved it; for matching only. */
  phone?: string;
}

/**
 * What the room knows of somebody who writes or calls, beside his cases: a stream of the ledger of its own, begun with the first thing
 * that is to be known. Most contacts have none.
 */
export interface Contact extends ContactRules {
  optOuts: OptOut[];
  /** All that were proved to be his, newest last. */
  identities: Identity[];
}

export const contactStream = (contactId: string): StreamName => `contact#${contactId}`;

export function loadContact(store: Pick<Store, 'head'>, contactId: string): Promise<Head<Contact> | undefined> {
  return store.head<Contact>(contactStream(contactId));
}

/** One change: the event that says it, and the contact after it. Undefined where nothing changes. */
type Change = (before: Contact) => { type: `contact.${string}`; data: object; after: Contact } | undefined;

const NOBODY: Contact = { optOuts: [], identities: [] };

/** @returns what came of it, as `appendStream` says; undefined where there was nothing to change. */
export async function changeContact(
  room: Room,
  contactId: string,
  change: Change,
  by: By,
  options: { marker?: Marker; ifMatch?: number } = {},
) {
  const known = await loadContact(room.store, contactId);
  if (!known && !change(NOBODY)) return undefined;
  return appendStream<Contact>(
    room,
    contactStream(contactId),
    (head) => {
      const before = head?.state ?? NOBODY;
      const changed = change(before);
      return changed
        ? { events: [{ type: changed.type, data: changed.data }], state: changed.after }
        : { events: [], state: before };
    },
    by,
    options,
  );
}

/** An officer says how the person may be reached (domain.md c.2). */
export const setSafety =
  (safety: ContactSafety): Change =>
  (before) => ({ type: 'contact.safety-set', data: safety, after: { ...before, safety } });

/** No more of what nobody writes to him alone, on this channel. */
export const optOut =
  (channel: Channel, via: OptOut['via'], at: string): Change =>
  (before) => {
    if (before.optOuts.some((out) => out.channel === channel && out.via === via)) return undefined;
    const data = { channel, via, at };
    const optOuts = [...before.optOuts.filter((out) => out.channel !== channel), data];
    return { type: 'contact.opted-out', data, after: { ...before, optOuts } };
  };

export const optIn =
  (channel: Channel): Change =>
  (before) => {
    const optOuts = before.optOuts.filter((out) => out.channel !== channel);
    if (optOuts.length === before.optOuts.length) return undefined;
    return { type: 'contact.opted-in', data: { channel }, after: { ...before, optOuts } };
  };

/** Ids that a provider proved to be one person's: a changed number, a username beside a phone, a card of his own. */
export const addIdentities =
  (identities: readonly Identity[]): Change =>
  (before) => {
    const fresh = identities.filter((one) => !before.identities.some((known) => same(known, one)));
    if (fresh.length === 0) return undefined;
    const others = before.identities.filter((known) => !fresh.some((one) => named(known, one)));
    const after = { ...before, identities: [...others, ...fresh].slice(-MOST_IDENTITIES) };
    return { type: 'contact.identity-added', data: { identities: fresh }, after };
  };

/** Whoever has more is not one person. */
const MOST_IDENTITIES = 50;

const named = (a: Identity, b: Identity) => a.channel === b.channel && a.scope === b.scope && a.id === b.id;
const same = (a: Identity, b: Identity) => named(a, b) && (b.phone === undefined || a.phone === b.phone);
