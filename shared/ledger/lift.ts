import { EVENT_SCHEMA } from '../case/events.ts';
import type { StoredEvent } from './stream.ts';

type Data = Record<string, unknown>;

/** How the data of one event type came from the schema before: `LIFTS[n][type]` lifts schema n to n + 1. */
type Lifts = Readonly<Record<number, Readonly<Record<string, (data: Data) => Data>>>>;

/** Schema 0 is the first reading of contract.md: a message has at most one attachment, and no list of them. */
const LIFTS: Lifts = {
  0: {
    'message.received': ({ media, ...data }) => ({
      ...data,
      ...(media === undefined ? {} : { media: Array.isArray(media) ? media : [media] }),
    }),
  },
};

/** The event with its data in the current shape. The ledger is never rewritten: hashes go on speaking of what was stored. */
export function lift(event: StoredEvent): StoredEvent {
  if (event.schema >= EVENT_SCHEMA || event.data === undefined) return event;
  let data = event.data as Data;
  for (let schema = event.schema; schema < EVENT_SCHEMA; schema++) data = LIFTS[schema]?.[event.type]?.(data) ?? data;
  return { ...event, data };
}
