import { randomBytes } from 'node:crypto';
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { obligations } from '../../shared/case/obligations.ts';
import { openCase } from '../../shared/case/perform.ts';
import { CATEGORIES, PRIORITIES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { headItem } from '../../shared/ledger/head.ts';
import { newReference } from '../../shared/ledger/reference.ts';

const BATCH = 25;
const IN_FLIGHT = 8;

interface Range {
  from: number;
  to: number;
  /** Epoch milliseconds of the first one; the others follow by the second. */
  at: number;
}

/** Puts generated heads of open cases into the table, as the writer would have left them. */
export async function fillBoard(
  client: Pick<DynamoDBClient, 'send'>,
  table: string,
  { from, to, at }: Range,
  progress: (line: string) => void,
): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < to) {
      const first = next;
      next += BATCH;
      const count = Math.min(BATCH, to - first);
      const requests = Array.from({ length: count }, (_, i) => ({
        PutRequest: { Item: generatedHead(first + i, at) },
      }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
      if ((first / BATCH) % 400 === 0)
        progress(`  ${first.toLocaleString('en')} of ${to.toLocaleString('en')} open cases`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** The head of the n-th generated case, n seconds after `at`. */
export function generatedHead(n: number, at: number) {
  const { state } = openCase(
    newReference((bytes) => randomBytes(bytes)),
    {
      channel: 'whatsapp',
      reporter: {
        contactId: `c${n}`,
        channel: 'whatsapp',
        relationship: 'self',
        address: { scope: '106540352242922', id: String(249_900_000_000 + n) },
      },
      priority: PRIORITIES[n % 4]!,
      reasons: [],
      category: CATEGORIES[n % CATEGORIES.length]!,
      country: 'SD',
      place: 'Khartoum',
      summary: 'عائلة محاصرة في الشقة بدون ماء ولا كهرباء',
    },
    { now: new Date(at + n * 1000).toISOString(), actor: { kind: 'citizen', id: `c${n}` }, policies: [DEFAULT_POLICY] },
  );
  const { wakeAt, urgentAt } = obligations(state, [DEFAULT_POLICY]);
  return headItem(
    { state, hash: '0'.repeat(64) },
    { ...(wakeAt ? { wakeAt } : {}), ...(urgentAt ? { urgentAt } : {}) },
  );
}
