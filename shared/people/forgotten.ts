import { createHmac } from 'node:crypto';
import { keysOf } from '../keys.ts';
import type { SenderKey } from '../ledger/store.ts';

/**
 * Where the pointer of a sender stands who asked to be forgotten: what he writes next still finds his case (decisions.md 9), and whoever reads
 * the tables does not learn his number, nor by trying all numbers.
 *
 * @param setting the secret of the stage behind the PINs; the first key is the one in force, earlier ones are still looked for.
 */
export function forgottenKeys(setting: string, { channel, scope, id }: SenderKey): string[] {
  const hashed = (key: string) => createHmac('sha256', key).update(JSON.stringify([channel, scope, id]));
  return keysOf(setting).map((key) => `forgotten#${channel}#${hashed(key).digest('base64url')}`);
}
