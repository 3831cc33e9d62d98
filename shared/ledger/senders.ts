import type { CaseState } from '../case/state.ts';
import { keyPart } from '../channels/marker.ts';
import type { PointerMove, SenderKey, Store } from './store.ts';

/** Partition key of a sender's pointer: (channel, scope, id), never a phone number of its own (channels.md 1.1). */
export const senderKey = ({ channel, scope, id }: SenderKey) => `sender#${channel}#${keyPart(scope)}#${keyPart(id)}`;

/**
 * Pointers that follow when a case merges into `other`, or comes back from it: what its reporters write from now on belongs there. A
 * sender who has yet another current case keeps that one. Of somebody whom this case has forgotten since, the other may still know the address.
 */
export async function pointersFollowing(
  store: Pick<Store, 'pointers'>,
  before: CaseState,
  after: CaseState,
  other: CaseState,
): Promise<PointerMove[]> {
  const [merged, was] = [after.mergedInto === other.id, before.mergedInto === other.id];
  if (merged === was) return [];
  const [from, to] = merged ? [before.id, other.id] : [other.id, before.id];
  const known = (contactId: string) => before.reporters.some((reporter) => reporter.contactId === contactId);
  const reporters = [...before.reporters, ...other.reporters.filter(({ contactId }) => known(contactId))];
  const told = reporters.flatMap(({ channel, address }) => (address ? [{ channel, ...address }] : []));
  const senders: SenderKey[] = [...new Map(told.map((sender) => [senderKey(sender), sender])).values()];
  if (senders.length === 0) return [];
  const pointers = await store.pointers(senders);
  return senders.flatMap((sender, index) => {
    const pointer = pointers[index];
    return pointer?.case === from ? [{ sender, was: pointer, to: { ...pointer, case: to } }] : [];
  });
}
