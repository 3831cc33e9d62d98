import type { CaseState } from '../../shared/case/state.ts';
import { markerOf } from '../../shared/channels/marker.ts';
import type { InboundMessage } from '../../shared/channels/types.ts';
import { seenMarker } from '../../shared/ledger/idempotency.ts';
import type { PhoneMatch, PointerMove } from '../../shared/ledger/store.ts';
import { addIdentities, changeContact, type Identity, optIn, optOut } from '../../shared/people/contacts.ts';
import { matchKey } from '../../shared/people/phone-key.ts';
import { subscriptionWord } from '../../shared/people/safety.ts';
import type { IntakeDeps } from './deps.ts';
import { Busy, type Known, keysOf } from './known.ts';

/** What a message asks of us beside what it says: no more messages, or messages again. */
type Wish = { wish: 'opted_out' | 'opted_in'; via: 'word' | 'provider' };

function wishOf({ notice, noAnswer, kind, text, quiet }: InboundMessage): Wish | undefined {
  if (notice === 'opted_out' || notice === 'opted_in') return { wish: notice, via: 'provider' };
  const wish = kind === 'text' && !quiet ? subscriptionWord(text) : undefined;
  if (wish) return { wish, via: 'word' };
  return noAnswer === 'opted_out' ? { wish: noAnswer, via: 'provider' } : undefined;
}

/** A word by which somebody asks to be left alone is heard, and not answered by itself. */
export function withoutAnswer(item: InboundMessage): InboundMessage {
  return wishOf(item)?.wish === 'opted_out' && !item.noAnswer ? { ...item, noAnswer: 'opted_out' } : item;
}

/**
 * Keeps what the sender asks for on his contact, once his message is on its case. Doing it again changes nothing.
 * @throws Busy when the message has to come again
 */
export async function keepWish(item: InboundMessage, deps: IntakeDeps, known: Known): Promise<void> {
  const asked = wishOf(item);
  if (!asked) return;
  const contactId = (await known.pointer(keysOf(item.sender)[0]))?.contactId;
  if (!contactId) return;
  const { channel, receivedAt } = item;
  const change = asked.wish === 'opted_out' ? optOut(channel, asked.via, receivedAt) : optIn(channel);
  await write(deps, contactId, change, `${markerOf(item)}#wish`);
}

/**
 * Ids that a known contact turns out to have beside those we knew: a changed number, a username beside a phone, his own card. Kept before the
 * message is, which is what makes them known.
 * @throws Busy when the message has to come again
 */
export async function keepIdentities(
  item: InboundMessage,
  contactId: string,
  state: CaseState,
  pointers: readonly PointerMove[],
  deps: IntakeDeps,
): Promise<void> {
  const { channel, scope, id, phone } = item.sender;
  const reporter = state.reporters.find((known) => known.contactId === contactId);
  const fresh = pointers.filter(({ was }) => !was).map(({ sender }): Identity => sender);
  const proved = phone !== undefined && reporter?.phone !== phone;
  if (fresh.length === 0 && !proved) return;
  const own: Identity = { channel, scope, id, ...(phone ? { phone } : {}) };
  // What he was known by so far stands first.
  const before: Identity[] = reporter?.address ? [{ channel: reporter.channel, ...reporter.address }] : [];
  const identities = [...[...before, ...fresh].filter((one) => one.id !== id), own];
  await write(deps, contactId, addIdentities(identities), `${markerOf(item)}#identity`);
}

async function write(
  { room, now }: IntakeDeps,
  contactId: string,
  change: Parameters<typeof changeContact>[2],
  marker: string,
): Promise<void> {
  const by = { actor: { kind: 'system' as const, id: 'intake' }, now: new Date(now()).toISOString() };
  const done = await changeContact(room, contactId, change, by, { marker: seenMarker(marker) });
  if (done?.outcome === 'busy') throw new Busy('contact');
}

/** A number that is not the sender's id finds him all the same; WhatsApp's own are found by their pointer. */
export function matchesOf({ channel, sender: { phone } }: InboundMessage, to: { case: string; contactId: string }) {
  const matches: PhoneMatch[] = phone && channel !== 'whatsapp' ? [{ phone: matchKey(phone), ...to }] : [];
  return matches.length > 0 ? { matches } : {};
}
