/** What came in: messages, who sent them, delivery updates, and what officers and agencies asked for. */
import type { Item, Records } from '../records.ts';
import { idOf, type Markers } from './care.ts';
import { headsOf } from './ledger.ts';
import type { Reckoning } from './reckoning.ts';
import { counted, type Event, Rule, type Streams } from './rule.ts';

/** Words that stand in one message or command and in no other. */
const TOKEN = /\[([a-z0-9]{10})\]/g;

export function messagesOnce({ said }: Records, streams: Streams, markers: Markers): Rule {
  const rule = new Rule('every message stands in the ledger once');
  const received = [...streams.values()].flat().filter(({ type }) => type === 'message.received');
  const byId = counted(received.map(({ data }) => idOf(data.channel, data.providerMessageId)));
  const byToken = counted(received.flatMap(({ data }) => tokensIn([data.subject, data.text])));
  let pages = markers.forgottenPages();
  for (const { channel, id, token, taken } of said) {
    const seen = (token ? byToken.get(token) : byId.get(idOf(channel, id))) ?? 0;
    // The room's name for a page is a digest of it: of those, only how many were forgotten is known.
    const gone =
      channel === 'web'
        ? seen === 0 && taken && pages-- > 0
        : markers.event(`message ${idOf(channel, id)}`, 'message.received')?.redactedBy !== undefined;
    if (gone) rule.explain('it stands there, and what it said is forgotten');
    const times = seen + (gone ? 1 : 0);
    if (!taken && times === 0) rule.explain(`${channel}: no delivery of it was ever taken`);
    rule.hold(
      times === 1 || (!taken && times === 0),
      () => `${channel} ${id} [${token ?? 'pin'}] stands ${times} times`,
    );
  }
  return rule;
}

/** A mail's first line may stand in subject and words; that is one message. */
function tokensIn(words: readonly unknown[]): string[] {
  return [...new Set(words.flatMap((text) => [...String(text ?? '').matchAll(TOKEN)].map(([, token]) => token!)))];
}

/** Whoever wrote has one current case, and it knows him. */
export function sendersPlaced(
  { said, cases }: Records,
  streams: Streams,
  reckoned: ReadonlyMap<string, Reckoning>,
  markers: Markers,
): Rule {
  const rule = new Rule('every sender has one current case');
  const heads = headsOf(cases);
  const pointers = pointersOf(cases);
  const contacts = new Map<string, string>(
    said.flatMap(({ channel, id, sender }) => {
      const contactId = markers.event(`message ${idOf(channel, id)}`, 'message.received')?.data.contactId;
      return contactId ? [[`${channel} ${sender}`, String(contactId)] as const] : [];
    }),
  );
  // The form's senders are known by what was typed, which the room keeps to itself.
  const written = said.filter(({ channel, taken }) => taken && channel !== 'web');
  const senders = new Set(written.map(({ channel, sender }) => `${channel} ${sender}`));
  for (const sender of senders) {
    // The pointer of whoever was forgotten names him no more, and goes on under a hash.
    const plain = (pointers.get(sender) ?? []).filter((pointer) => pointer.case !== undefined);
    const hashed = cases.filter(
      ({ pk, contactId }) =>
        pk.startsWith('forgotten#') && contactId !== undefined && contactId === contacts.get(sender),
    );
    if (plain.length === 0 && hashed.length > 0) rule.explain('he was forgotten, and is still led to his case');
    const mine = plain.length > 0 ? plain : hashed;
    rule.hold(mine.length === 1, () => `${sender} is pointed to ${mine.length} cases`);
    const current = mine[0] && follow(String(mine[0].case), reckoned);
    rule.hold(current !== undefined && heads.has(current.id), () => `${sender}: ${mine[0]?.case} leads nowhere`);
    if (!current) continue;
    const contact = String(mine[0]!.contactId);
    const knows = current.reporters.some(({ contactId }) => contactId === contact);
    rule.hold(knows, () => `${sender}: ${current.id} does not know ${contact}`);
    const others = openCasesOf(contact, current.id, streams, reckoned);
    for (const id of others) {
      const undone = (streams.get(`case#${id}`) ?? []).some(({ type }) => UNDONE.includes(type));
      if (undone) rule.explain('an officer took an ended case up again beside the new one');
      rule.hold(undone, () => `${sender}: ${id} is open beside ${current.id}`);
    }
  }
  return rule;
}

/** By these an officer opens again what a newer case of the sender may have followed. */
const UNDONE = ['case.restored', 'case.reopened', 'case.unmerged'];

function pointersOf(cases: readonly Item[]): Map<string, Item[]> {
  const pointers = new Map<string, Item[]>();
  for (const item of cases) {
    const [kind, channel, , ...id] = item.pk.split('#');
    if (kind !== 'sender') continue;
    const name = `${channel} ${id.join('#')}`;
    pointers.set(name, [...(pointers.get(name) ?? []), item]);
  }
  return pointers;
}

function follow(id: string, reckoned: ReadonlyMap<string, Reckoning>): Reckoning | undefined {
  let one = reckoned.get(id);
  for (let hops = 0; one?.status === 'merged' && one.mergedInto && hops < 50; hops++)
    one = reckoned.get(one.mergedInto);
  return one;
}

/** Cases that this contact opened by writing and that are still worked on, beside the current one. */
function openCasesOf(
  contact: string,
  current: string,
  streams: Streams,
  reckoned: ReadonlyMap<string, Reckoning>,
): string[] {
  return [...reckoned.values()].flatMap((one) => {
    const [opened, next] = streams.get(`case#${one.id}`) ?? [];
    // An officer made a case of one of his messages.
    if (next?.type === 'message.moved') return [];
    return one.id !== current && one.open && opened?.data.reporter.contactId === contact ? [one.id] : [];
  });
}

/** What a provider told of a message of ours, and was answered 2xx for. */
export function statusesOnce({ told, cases }: Records, streams: Streams, markers: Markers): Rule {
  const rule = new Rule('every delivery update is recorded once');
  const recorded = counted(
    [...streams.values()]
      .flat()
      .filter(({ type }) => type === 'message.status')
      .map(({ data }) => `${data.providerMessageId} ${data.status}`),
  );
  const parked = new Set(
    cases
      .filter(({ pk }) => pk.startsWith('parked#'))
      .map(({ status }) => {
        const { providerMessageId, status: name } = status as { providerMessageId: string; status: string };
        return `${providerMessageId} ${name}`;
      }),
  );
  const names = new Map(told.map(({ channel, id, status }) => [`${id} ${status}`, `${idOf(channel, id)} ${status}`]));
  for (const [name, marker] of names) {
    const gone = markers.event(`status ${marker}`, 'message.status')?.redactedBy !== undefined;
    if (gone) rule.explain('whose message it was is forgotten');
    const times = (recorded.get(name) ?? 0) + (gone ? 1 : 0);
    if (times === 0 && parked.has(name)) {
      rule.explain('it waits for its message, whose sending has an unknown outcome');
      rule.hold(true, () => '');
    } else rule.hold(times === 1, () => `${name} stands ${times} times`);
  }
  return rule;
}

/** Commands that say their words on both cases. */
const TWICE = ['merge', 'unmerge'];

export function commandsOnce({ commands }: Records, streams: Streams, markers: Markers): Rule {
  const rule = new Rule('what officers and agencies were told is done, is in the ledger once');
  const events = [...streams.values()].flat();
  const words = new Map<string, Event[]>();
  for (const event of events)
    for (const token of new Set(tokensIn([JSON.stringify(event.data ?? '')])))
      words.set(token, [...(words.get(token) ?? []), event]);
  for (const { key, verb, case: id, token, status } of commands) {
    if (!token) continue;
    const whole = TWICE.includes(verb) ? 2 : SILENT.includes(verb) ? 0 : 1;
    const stand = words.get(token)?.length ?? 0;
    const gone = stand < whole ? Math.min(whole - stand, markers.forgottenOf(key)) : 0;
    if (gone > 0) rule.explain('done, and what it said is forgotten');
    const times = stand + gone;
    if (status === undefined) {
      rule.explain(times > 0 ? 'done, and the answer never came' : 'not done, and no answer came');
      rule.hold(times === 0 || times === whole, () => `${verb} on ${id} [${token}] stands ${times} times, unanswered`);
    } else if (status < 300) rule.hold(times === whole, () => `${verb} on ${id} [${token}] stands ${times} times`);
    else
      rule.hold(times === 0, () => `${verb} on ${id} [${token}] was refused with ${status} and stands ${times} times`);
  }
  return rule;
}

/** Commands whose words stand nowhere. */
const SILENT = ['assign', 'need', 'keep', 'close', 'invalidate', 'export'];
