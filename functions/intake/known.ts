import type { Inbound, Sender } from '../../shared/channels/types.ts';
import type { Pointer, SenderKey, Store, Stored } from '../../shared/ledger/store.ts';

/** The case is busy or a pointer keeps moving: the item comes again later. */
export class Busy extends Error {
  override name = 'Busy';
}

/** What is known of the senders of a batch, kept up to date by what the batch itself writes. */
export interface Known {
  /** The sender's current case; `null` where he has none. */
  pointer(sender: SenderKey): Promise<Pointer | null>;
  /** Head of a case as last seen, or undefined: then it has to be read. */
  head(id: string): Stored | undefined;
  learn(senders: readonly SenderKey[], pointer: Pointer, head: Stored): void;
  /** What was known proved old: read again. */
  forget(sender: SenderKey, caseId?: string): void;
}

/** Pointers and heads of a whole batch in two reads. Whatever goes wrong here, each item reads for itself. */
export async function readAhead(store: Store, items: readonly Inbound[]): Promise<Known> {
  const pointers = new Map<string, Pointer | null>();
  const heads = new Map<string, Stored>();
  const senders = items.flatMap((item) => (item.type === 'message' ? keysOf(item.sender) : []));
  if (senders.length > 1) {
    try {
      const found = await store.pointers(senders);
      const cases = [...new Set(found.flatMap((pointer) => pointer?.case ?? []))];
      for (const head of await store.loadMany(cases)) heads.set(head.state.id, head);
      for (const [index, sender] of senders.entries()) pointers.set(nameOf(sender), found[index] ?? null);
    } catch {
      pointers.clear();
    }
  }
  return {
    async pointer(sender) {
      const known = pointers.get(nameOf(sender));
      return known === undefined ? ((await store.pointer(sender)) ?? null) : known;
    },
    head: (id) => heads.get(id),
    learn(senders, pointer, head) {
      for (const sender of senders) pointers.set(nameOf(sender), pointer);
      heads.set(head.state.id, head);
    },
    forget(sender, caseId) {
      pointers.delete(nameOf(sender));
      if (caseId) heads.delete(caseId);
    },
  };
}

/** All that the sender is known by: first his own id, then those that the same webhook proved to be his (channels.md 5.6). */
export function keysOf({ channel, scope, id, aliases = [] }: Sender): [SenderKey, ...SenderKey[]] {
  const own: SenderKey = { channel, scope, id };
  const others = new Map(aliases.map((alias) => [`${alias.scope}#${alias.id}`, { channel, ...alias }]));
  others.delete(`${scope}#${id}`);
  return [own, ...others.values()];
}

const nameOf = ({ channel, scope, id }: SenderKey) => `${channel}#${scope}#${id}`;
