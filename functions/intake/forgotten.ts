import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from '../../shared/ledger/item.ts';
import type { Pointer, SenderKey, Store } from '../../shared/ledger/store.ts';
import { log } from '../../shared/log.ts';
import { forgottenKeys } from '../../shared/people/forgotten.ts';

/**
 * The store, which finds the pointers of those who asked to be forgotten, too. Only a sender without a pointer of his own is looked for there.
 * @param setting the secret behind the hashes. While it cannot be read nobody is kept waiting: whoever was forgotten opens a case, and an
 * officer sees that it is one with the other.
 */
export function knowingForgotten(
  store: Store,
  dynamodb: DynamoDBClient,
  table: string,
  setting: () => Promise<string>,
): Store {
  async function find(sender: SenderKey): Promise<Pointer | undefined> {
    const keys = await setting().catch((error: Error) => {
      log('intake.no-secret', { error: error.name });
      return '';
    });
    for (const pk of forgottenKeys(keys, sender)) {
      const Key = toItem({ pk, sk: '-' });
      const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      if (!Item) continue;
      const { case: id, contactId } = fromItem<Pointer>(Item);
      return { case: id, contactId, forgotten: true };
    }
    return undefined;
  }
  return {
    ...store,
    pointer: async (sender) => (await store.pointer(sender)) ?? find(sender),
    pointers: async (senders) => {
      const found = await store.pointers(senders);
      return Promise.all(senders.map((sender, index) => found[index] ?? find(sender)));
    },
  };
}
