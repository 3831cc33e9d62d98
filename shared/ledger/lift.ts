import { EVENT_SCHEMA, type EventType } from '../case/events.ts';
import { withoutRuleTexts, withRuleTexts } from './reasons.ts';
import type { StoredEvent, StreamEvent } from './stream.ts';

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

/**
 * The event with its data in the current shape, and with what a rule says beside its id. The ledger is never rewritten: hashes go on speaking
 * of what was stored.
 */
export function lift(event: StoredEvent): StoredEvent {
  if (event.data === undefined) return event;
  let data = event.data as Data;
  for (let schema = event.schema; schema < EVENT_SCHEMA; schema++) data = LIFTS[schema]?.[event.type]?.(data) ?? data;
  return { ...event, data: REASONED.has(event.type) ? { ...data, reasons: withRuleTexts(reasonsOf(data)) } : data };
}

/** What is stored of new events: all but what a rule's id tells. */
export function condense<E extends StreamEvent>(event: E): E {
  if (!REASONED.has(event.type)) return event;
  const data = event.data as Data;
  return { ...event, data: { ...data, reasons: withoutRuleTexts(reasonsOf(data)) } };
}

/** Event types whose data names the rules that fired. */
const REASONED = new Set<string>(['case.opened', 'triage.suggested', 'priority.raised'] satisfies EventType[]);

const reasonsOf = (data: Data) => (data.reasons ?? []) as Parameters<typeof withRuleTexts>[0];
