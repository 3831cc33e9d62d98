import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A record of the ledger's stream, as Lambda hands it over. */
export interface StreamRecord {
  eventName?: 'INSERT' | 'MODIFY' | 'REMOVE';
  dynamodb?: {
    SequenceNumber?: string;
    Keys?: Record<string, AttributeValue>;
    NewImage?: Record<string, AttributeValue>;
    OldImage?: Record<string, AttributeValue>;
  };
}

/** What Lambda wants to hear of a batch: it repeats everything from the lowest sequence number named. */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

/** The records of each stream, in order. */
export function byStream(records: readonly StreamRecord[]): Map<string, StreamRecord[]> {
  const found = new Map<string, StreamRecord[]>();
  for (const [index, record] of records.entries()) {
    // Whatever has no readable key is a group of its own: it holds up nobody.
    const stream = record.dynamodb?.Keys?.pk?.S ?? `unreadable ${index}`;
    found.set(stream, [...(found.get(stream) ?? []), record]);
  }
  return found;
}

/** The answer to a batch of which these failed. */
export function failuresOf(sequenceNumbers: readonly (string | undefined)[]): BatchAnswer {
  const lowest = sequenceNumbers.flatMap((number) => number ?? []).sort(bySequence)[0];
  return { batchItemFailures: lowest === undefined ? [] : [{ itemIdentifier: lowest }] };
}

/** Sequence numbers are decimal, of up to 40 digits and of different lengths. */
function bySequence(a: string, b: string): number {
  return BigInt(a) < BigInt(b) ? -1 : 1;
}
