import type { CaseState } from '../case/state.ts';
import { keyPart } from '../channels/marker.ts';
import type { PointerMove, SenderKey, Store } from './store.ts';

/** Partition key of a sender's pointer: (channel, scope, id), never a phone number of its own (channels.md 1.1). */
export const senderKey = ({ channel, scope, id }: SenderKey) => `sender#${channel}#${keyPart(scope)}#${keyPart(id)}`;

/**
 * Pointers that follow when a case merges into `other`, or comes back from it: what its reporters write from now on belongs there. A
 * sender who has yet another current case keeps that one.
 */
export async function pointersFollowing(
  store: Pick<Store, 'pointers'>,
  before: CaseState,
  after: CaseState,
  other: string,
): Promise<PointerMove[]> {
  const [merged, was] = [after.mergedInto === other, before.mergedInto === other];
  if (merged === was) return [];
  const [from, to] = merged ? [before.id, other] : [other, before.id];
  const senders: SenderKey[] = before.reporters.flatMap(({ channel, address }) =>
    address ? [{ channel, ...address }] : [],
  );
  if (senders.length === 0) return [];
  const pointers = await store.pointers(senders);
  return senders.flatMap((sender, index) => {
    const pointer = pointers[index];
    return pointer?.case === from ? [{ sender, was: pointer, to: { ...pointer, case: to } }] : [];
  });
}
