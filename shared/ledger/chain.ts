import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { EVENT_SCHEMA } from '../case/events.ts';
import { storable } from './storable.ts';
import { eventSubject, type StoredEvent, type StreamEvent, type StreamName } from './stream.ts';

/** The first event of a chain is chained to nothing. */
export const GENESIS = '';

const SALT_BYTES = 16;

/**
 * Chains new events behind the one whose hash is `prevHash` (decisions.md 16). The salt beside the data makes it unguessable from
 * its hash, so that removing both forgets them.
 */
export function seal(
  stream: StreamName,
  events: readonly StreamEvent[],
  prevHash: string,
  random: (bytes: number) => Uint8Array,
): StoredEvent[] {
  let previous = prevHash;
  return events.map(({ seq, type, at, actor, policy, data: raw }) => {
    const data = storable(raw);
    const salt = Buffer.from(random(SALT_BYTES)).toString('base64');
    const event: StoredEvent = {
      case: eventSubject(stream),
      seq,
      type,
      at,
      actor: storable(actor) as StoredEvent['actor'],
      policy,
      data,
      salt,
      dataHash: hashOfData(salt, data),
      prevHash: previous,
      hash: '',
      schema: EVENT_SCHEMA,
    };
    event.hash = hashOfEvent(event);
    previous = event.hash;
    return event;
  });
}

/** SHA-256 of the salt's bytes followed by the data as canonical JSON (RFC 8785), hex. */
function hashOfData(salt: string, data: unknown): string {
  return createHash('sha256')
    .update(Buffer.from(salt, 'base64'))
    .update(canonicalize(data) ?? '')
    .digest('hex');
}

function hashOfEvent({ case: subject, seq, type, at, actor, dataHash, prevHash, schema, policy }: StoredEvent): string {
  const signed = {
    case: subject,
    seq,
    type,
    at,
    actor,
    dataHash,
    prevHash,
    schema,
    policy,
  };
  return createHash('sha256').update(canonicalize(signed)!).digest('hex');
}

export type Verification =
  | { valid: true; events: number; head: string }
  | { valid: false; brokenAt: number; why: 'changed' | 'missing' | 'inserted' };

/** What a decision to forget says is left of one event. */
interface Left {
  seq: number;
  data: unknown;
}

/**
 * Walks a chain in order, as stored. The broken event is named by its seq: one whose content does not fit its hash, or that its
 * successor was not chained to, is *changed*; a gap is *missing*; what stands where no event can stand is *inserted*. With
 * the head that the room keeps elsewhere, a cut or prolonged end shows as well.
 */
export async function verify(
  pages: AsyncIterable<readonly StoredEvent[]> | Iterable<readonly StoredEvent[]>,
  head?: { version: number; hash: string },
): Promise<Verification> {
  let last: Pick<StoredEvent, 'seq' | 'hash'> = { seq: 0, hash: GENESIS };
  // Forgotten events by seq, until the decision that they name comes and says what is left of them.
  const forgotten = new Map<number, StoredEvent>();
  for await (const page of pages) {
    for (const event of page) {
      if (event.seq > last.seq + 1) return broken(last.seq + 1, 'missing');
      if (event.seq <= last.seq || (head && event.seq > head.version)) return broken(event.seq, 'inserted');
      if (!intact(event)) return broken(event.seq, 'changed');
      if (event.prevHash !== last.hash) return broken(Math.max(last.seq, 1), 'changed');
      if (event.salt === undefined) forgotten.set(event.seq, event);
      for (const { seq, data } of leftBy(event)) {
        const gone = forgotten.get(seq);
        if (gone?.redactedBy === String(event.seq) && sameJson(gone.data, data)) forgotten.delete(seq);
      }
      last = event;
    }
  }
  const [unlawful] = forgotten.keys();
  if (unlawful !== undefined) return broken(unlawful, 'changed');
  if (head && last.seq < head.version) return broken(last.seq + 1, 'missing');
  if (head && last.hash !== head.hash) return broken(last.seq, 'changed');
  return { valid: true, events: last.seq, head: last.hash };
}

function intact(event: StoredEvent): boolean {
  if (event.hash !== hashOfEvent(event)) return false;
  // Forgetting is lawful only as a recorded redaction: the event that `redactedBy` names stands in the same chain.
  if (event.salt === undefined) return event.redactedBy !== undefined;
  return event.dataHash === hashOfData(event.salt, event.data);
}

function leftBy({ type, data }: StoredEvent): Left[] {
  return type === 'data.redacted' ? ((data as { kept?: Left[] } | undefined)?.kept ?? []) : [];
}

const sameJson = (one: unknown, other: unknown) => canonicalize(one) === canonicalize(other);

function broken(brokenAt: number, why: 'changed' | 'missing' | 'inserted'): Verification {
  return { valid: false, brokenAt, why };
}
