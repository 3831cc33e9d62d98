import type { RedactInput } from '../case/commands/redact.ts';
import type { Command, Context } from '../case/decide.ts';
import type { CaseEvent } from '../case/events.ts';
import { fold } from '../case/evolve.ts';
import { perform } from '../case/perform.ts';
import { type Kept, redacted, residueOf, withCopies } from '../case/redaction.ts';
import { caseEventOf } from './as-of.ts';
import { append, type By, type Executed, type Options, type Room } from './execute.ts';
import type { Store, Stored } from './store.ts';
import type { StoredEvent, StreamName } from './stream.ts';

const PAGE = 500;

/** All events of a stream, from the first. */
export async function eventsOf(store: Pick<Store, 'timeline'>, stream: StreamName): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['timeline']>> = await store.timeline(stream, after, PAGE);
    events.push(...page.events);
    after = page.next;
  }
  return events;
}

/** What earlier decisions of a stream left of its events, whether or not somebody has carried them out. */
const leftSoFar = (events: readonly StoredEvent[]): Kept[] =>
  events.flatMap(({ type, data }) => (type === 'data.redacted' ? ((data as { kept?: Kept[] }).kept ?? []) : []));

/** Events of a case of which nothing was forgotten. */
export function wholeEvents(events: readonly StoredEvent[]): CaseEvent[] {
  const before = new Set(leftSoFar(events).map(({ seq }) => seq));
  return events.filter(({ seq, redactedBy }) => redactedBy === undefined && !before.has(seq)).map(caseEventOf);
}

/**
 * The decision to forget (decisions.md 16): the named events and their copies, on the version that was read. The head becomes the fold of what
 * is left, of earlier decisions too, so that nothing that was copied into it stays or comes back.
 *
 * @param events of the whole case.
 */
export function decideToForget(
  room: Room,
  stored: Stored,
  events: readonly StoredEvent[],
  command: Command<RedactInput>,
  { seqs: named, ...asked }: Omit<RedactInput, 'kept'>,
  by: By,
  options: Options = {},
): Promise<Executed> {
  const known = events.filter(({ seq }) => seq <= stored.state.version);
  const whole = wholeEvents(known);
  const seqs = withCopies(whole, named);
  const kept = whole.flatMap((event) => {
    const data = seqs.includes(event.seq) ? residueOf(event) : undefined;
    return data ? [{ seq: event.seq, data }] : [];
  });
  const left = fold(redacted(known.map(caseEventOf), [...leftSoFar(known), ...kept]));
  const input = { ...asked, seqs: kept.map(({ seq }) => seq), kept };
  const step = (_state: unknown, context: Context) => perform(left!, command, input, context);
  return append(room, stored.state.id, step, by, { ...options, ifMatch: stored.state.version, known: stored });
}
