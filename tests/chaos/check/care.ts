/** What officers do to the record itself: cases handed over, messages moved, and what somebody asked to be forgotten. */
import { isDeepStrictEqual } from 'node:util';
import type { Records } from '../records.ts';
import { counted, type Event, Rule, type Streams } from './rule.ts';

interface Move {
  case: string;
  version: number;
  from?: string;
  to: string;
}

/** decisions.md 21: accepted is one event, and from it follows who owns each case; whoever took one meanwhile keeps it. */
export function handoversOnce(streams: Streams): Rule {
  const rule = new Rule('a handover is accepted by one event, and every case has one owner after it');
  const acceptedAt = acceptances(streams);
  for (const [stream, events] of streams) {
    const given = events.flatMap(({ type, data }) => (type === 'case.assigned' ? (data.handover ?? []) : []));
    for (const [n, shift] of given.entries()) {
      const before = given[n - 1];
      const right = before === undefined || acceptedAt(before) <= acceptedAt(shift);
      rule.hold(right, () => `${stream} was given by ${shift} after ${before}, which was accepted later`);
    }
  }
  for (const [stream, events] of streams) {
    if (!stream.startsWith('handover#')) continue;
    const of = (type: string) => events.filter((event) => event.type === type);
    const [accepted, ...again] = of('handover.accepted');
    if (!accepted) {
      rule.explain('nobody has accepted it yet');
      continue;
    }
    rule.hold(again.length === 0, () => `${stream} was accepted ${again.length + 1} times`);
    const settled = of('handover.settled');
    rule.hold(settled.length === 1, () => `${stream} was carried out ${settled.length} times`);
    const moves = accepted.data.moves as Move[];
    for (const [id, times] of counted(moves.map((move) => move.case)))
      rule.hold(times === 1, () => `${stream} gives ${id} to ${times} people`);
    const said = settled[0]?.data as { moved: number; kept: string[]; ended: string[] } | undefined;
    const shift = stream.slice('handover#'.length);
    const packedAt = String(events[Number(accepted.data.pack) - 1]?.at);
    for (const move of moves) {
      const till = (event: Event) => String(event.at) <= String(settled[0]?.at);
      const of = (streams.get(`case#${move.case}`) ?? []).filter(till);
      const fate = fateOf(move, shift, of, (one) => acceptedAt(one) < packedAt);
      const ended = said?.ended.includes(move.case) === true;
      const kept = fate === 'given to somebody else' && said?.kept.includes(move.case) === true;
      const left = ['not moved', 'given to somebody else'].includes(fate) && (ended || kept);
      const right = fate === 'moved' || fate === 'his already' || left;
      rule.hold(right, () => `${stream}: ${move.case} was ${fate}`);
    }
    const all = (said?.moved ?? 0) + (said?.kept.length ?? 0) + (said?.ended.length ?? 0);
    rule.hold(all === moves.length, () => `${stream} says what became of ${all} cases, and there are ${moves.length}`);
  }
  return rule;
}

/** When a handover was accepted, by its shift. */
function acceptances(streams: Streams): (shift: string) => string {
  const at = (shift: string) => streams.get(`handover#${shift}`)?.find(({ type }) => type === 'handover.accepted')?.at;
  return (shift) => String(at(shift));
}

/** What became of a case of a pack, by what its events were then. Whom a handover gave it to that was `before` the pack, he has not taken it newly: the pack knew. */
function fateOf(
  { version, from, to }: Move,
  shift: string,
  events: readonly Event[],
  before: (shift: string) => boolean,
): string {
  const given = events.filter(({ type }) => type === 'case.assigned');
  const mine = given.filter(({ data }) => data.handover === shift);
  if (mine.length > 1) return 'twice';
  const counted = ({ seq, data }: Event) => seq <= version || (data.handover !== undefined && before(data.handover));
  const [one] = mine;
  if (!one) {
    const newly = given.filter((event) => !counted(event)).map(({ data }) => data.owner);
    if (newly.includes(to)) return 'his already';
    return newly.length > 0 ? 'given to somebody else' : 'not moved';
  }
  const last = given.findLast(({ seq }) => seq < one.seq);
  const right = one.data.owner === to && last?.data.owner === from && (last === undefined || counted(last));
  return right ? 'moved' : 'taken from somebody who had it newly';
}

/** decisions.md 9: a message belongs to one case, wherever it was moved. */
export function messagesPlaced(streams: Streams): Rule {
  const rule = new Rule('every message is in one case at a time');
  const holders = new Map<string, Set<string>>();
  const at = (messageId: string) => {
    const known = holders.get(messageId) ?? new Set<string>();
    holders.set(messageId, known);
    return known;
  };
  const moves = new Map<string, number>();
  for (const [stream, events] of streams) {
    if (!stream.startsWith('case#')) continue;
    for (const { type, data } of events) {
      if (type === 'message.received') at(data.messageId).add(stream);
      if (type !== 'message.moved') continue;
      if (data.message) at(data.messageId).add(stream);
      else at(data.messageId).delete(stream);
      const way = data.message
        ? `${data.messageId} from ${data.from} to ${stream.slice('case#'.length)}`
        : `${data.messageId} from ${stream.slice('case#'.length)} to ${data.to}`;
      moves.set(way, (moves.get(way) ?? 0) + (data.message ? 1 : -1));
    }
  }
  for (const [messageId, where] of holders)
    rule.hold(where.size === 1, () => `${messageId} is in ${where.size} cases: ${[...where].join(', ')}`);
  for (const [way, left] of moves)
    rule.hold(left === 0, () => `${way}: ${left > 0 ? 'came and never left' : 'left and never came'}`);
  return rule;
}

interface Decision {
  seqs: number[];
  kept: { seq: number; data: unknown }[];
}

/** decisions.md 16: two people decide; then it is nowhere, and only what they decided is gone. */
export function forgotten({ ledger, cases, objects, commands }: Records, streams: Streams): Rule {
  const rule = new Rule('what was to be forgotten lies nowhere any more, and nothing else is gone');
  const places = [
    ...[...ledger, ...cases].map((item) => ({
      name: `${item.pk} ${item.sk}`,
      text: JSON.stringify(item),
      ends: item.ttl !== undefined,
    })),
    ...objects.map(({ key, text }) => ({ name: key, text: `${key} ${text}`, ends: false })),
  ];
  const holding = (word: string) => places.filter(({ text }) => text.includes(word));
  for (const { case: id, status, forgets } of commands) {
    if (!forgets || status === undefined || status >= 300) continue;
    for (const word of forgets) {
      const where = holding(word).map(({ name }) => name);
      rule.hold(where.length === 0, () => `[${word}] of ${id} still lies in ${where.join(', ')}`);
    }
  }
  const told = new Map(
    (ledger as Event[]).map(({ data }) => [data?.reporter?.address?.id, data?.reporter?.contactId] as const),
  );
  for (const { pk, case: led } of cases) {
    if (!pk.startsWith('sender#') || led !== undefined) continue;
    const id = pk.split('#').at(-1)!;
    // What names him by its key has a time at which it goes.
    const where = holding(id).flatMap(({ name, ends }) => (ends ? [] : [name]));
    if (told.has(id)) {
      rule.explain('whoever was forgotten wrote again');
      const before = [...streams].flatMap(([stream, events]) => {
        const till = events.findLast(({ type, data }) => type === 'data.redacted' && names(data, told.get(id)))?.seq;
        return events.flatMap((event) =>
          event.seq < (till ?? 0) && JSON.stringify(event).includes(id) ? [`${stream}.${event.seq}`] : [],
        );
      });
      rule.hold(before.length === 0, () => `${pk} was forgotten and still lies in ${before.join(', ')}`);
    } else rule.hold(where.length === 0, () => `${pk} was forgotten and still lies in ${where.join(', ')}`);
  }
  for (const [stream, events] of streams) {
    const decisions = new Map(
      events.flatMap(({ seq, type, data }) => (type === 'data.redacted' ? [[seq, data as Decision] as const] : [])),
    );
    for (const { seq, data, salt, redactedBy } of events) {
      if (salt !== undefined && redactedBy === undefined) continue;
      const kept = decisions.get(Number(redactedBy))?.kept.find((left) => left.seq === seq);
      rule.hold(isDeepStrictEqual(kept?.data, data), () => `${stream}.${seq} is gone, and nobody decided that`);
    }
    for (const [seq, { kept }] of decisions) {
      for (const left of kept) {
        const event = events[left.seq - 1];
        rule.hold(
          event?.redactedBy !== undefined && event.salt === undefined,
          () => `${stream}.${left.seq} was to be forgotten by ${seq} and still stands`,
        );
      }
      if (!stream.startsWith('case#')) continue;
      const done = events.filter((event) => event.type === 'redaction.done' && event.data.redacted === seq);
      rule.hold(done.length === 1, () => `${stream}.${seq} was carried out ${done.length} times`);
    }
  }
  const left = cases.filter(({ pk, ttl }) => pk === 'redactions' && ttl === undefined);
  for (const { sk } of left) rule.hold(false, () => `${sk} still waits to be carried out`);
  return rule;
}

/** Whether a decision makes this person nobody. */
const names = ({ kept }: Decision, contactId: string) =>
  kept.some(({ data }) => (data as { reporter?: { contactId: string } }).reporter?.contactId === contactId);

/** Where a request or a provider's item led: its marker names the last of its events, and is all that does so after a redaction. */
export class Markers {
  private readonly places = new Map<string, { stream: string; seq: number }>();

  constructor(
    { cases }: Records,
    private readonly streams: Streams,
  ) {
    for (const { pk, stream, seq } of cases) {
      if (typeof stream !== 'string' || typeof seq !== 'number') continue;
      const parts = pk.split('#');
      if (parts[0] === 'idem') this.places.set(`idem ${parts.at(-1)}`, { stream, seq });
      if (parts[0] !== 'seen') continue;
      const [, channel = '', , kind = '', id = '', status] = parts;
      const name = kind === 'status' ? `${idOf(channel, id)} ${status}` : idOf(channel, id);
      this.places.set(`${kind} ${name}`, { stream, seq });
    }
  }

  /** The event of this type that was written with the message or delivery update. */
  event(name: string, type: string): Event | undefined {
    const found = this.places.get(name);
    return found && this.streams.get(found.stream)?.findLast((event) => event.seq <= found.seq && event.type === type);
  }

  /** How many submissions of the public form have been forgotten since they were taken. */
  forgottenPages(): number {
    const messages = [...this.places.keys()].filter((name) => name.startsWith('message web '));
    return messages.filter((name) => this.event(name, 'message.received')?.redactedBy !== undefined).length;
  }

  /** How many events that were written by the request have been forgotten since. */
  forgottenOf(key: string): number {
    const found = this.places.get(`idem ${key}`);
    const first = found && this.streams.get(found.stream)?.[found.seq - 1];
    if (!first) return 0;
    const by = ({ at, actor }: Event) => `${at} ${(actor as { id: string }).id}`;
    return [...this.streams.values()]
      .flat()
      .filter((event) => event.redactedBy !== undefined && by(event) === by(first)).length;
  }
}

/** Telegram's ids count by chat, and the room's name for them says so. */
export const idOf = (channel: string, id: unknown) => `${channel} ${String(id).split(':').at(-1)}`;
