import { expect, test } from 'vitest';
import type { CaseState } from '../../shared/case/state.ts';
import { pointersFollowing, senderKey } from '../../shared/ledger/senders.ts';
import type { Pointer, SenderKey } from '../../shared/ledger/store.ts';

const SENDER: SenderKey = { channel: 'whatsapp', scope: 'ministry', id: '249910000015' };
const reporter = (address?: { scope: string; id: string }) => ({
  contactId: 'c1',
  channel: 'whatsapp',
  relationship: 'self',
  ...(address ? { address } : {}),
});
const stateOf = (id: string, mergedInto: string | undefined, ...reporters: ReturnType<typeof reporter>[]) =>
  ({ id, reporters, ...(mergedInto ? { mergedInto } : {}) }) as unknown as CaseState;

test('who was forgotten in a case after it was merged comes back with it: the case it went into still knows where he writes from', async () => {
  const { scope, id } = SENDER;
  const store = {
    pointers: async (senders: readonly SenderKey[]): Promise<(Pointer | undefined)[]> =>
      senders.map((sender) =>
        senderKey(sender) === senderKey(SENDER) ? { case: 'target', contactId: 'c1' } : undefined,
      ),
  };
  const target = stateOf('target', undefined, reporter({ scope, id }));
  const before = stateOf('source', 'target', reporter());
  const after = stateOf('source', undefined, reporter());
  expect(await pointersFollowing(store, before, after, target)).toEqual([
    { sender: SENDER, was: { case: 'target', contactId: 'c1' }, to: { case: 'source', contactId: 'c1' } },
  ]);
  // Whoever was in the other case alone stays there.
  expect(await pointersFollowing(store, stateOf('source', 'target'), stateOf('source', undefined), target)).toEqual([]);
});
