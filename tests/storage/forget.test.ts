import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { knowingForgotten } from '../../functions/intake/forgotten.ts';
import type { RedactDeps } from '../../functions/redact/deps.ts';
import { runRedactions } from '../../functions/redact/redact.ts';
import { redactionTable } from '../../functions/redact/table.ts';
import {
  addNote,
  mergeSource,
  mergeTarget,
  moveMessageIn,
  moveMessageOut,
  receiveMessage,
  redact,
  storeAttachment,
} from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import type { EventData } from '../../shared/case/events.ts';
import { openCase, perform } from '../../shared/case/perform.ts';
import { verify } from '../../shared/ledger/chain.ts';
import { appendBoth, type By, execute, open } from '../../shared/ledger/execute.ts';
import { decideToForget, eventsOf } from '../../shared/ledger/forget.ts';
import { fromItem, type Item } from '../../shared/ledger/item.ts';
import type { SenderKey } from '../../shared/ledger/store.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { addIdentities, changeContact, contactStream, setSafety } from '../../shared/people/contacts.ts';
import { e164Of } from '../../shared/people/phone.ts';
import { CITIZEN, type Emulator, NOW, OFFICER, OPENING, opened, startEmulator, stored, TABLES } from './emulator.ts';

/** The worker that forgets may die at any call: whoever follows it finishes, does nothing twice, and leaves nothing. */

let at: Emulator;
/** Calls until the worker is gone; none of its calls answers from then on. */
let callsLeft = Number.POSITIVE_INFINITY;
let calls = 0;
const removed: string[] = [];
let people = 0;

beforeAll(async () => {
  at = await startEmulator();
  at.client.middlewareStack.add(
    (next) => async (args) => {
      if (callsLeft <= 0) throw new Error('killed');
      calls++;
      callsLeft--;
      return next(args);
    },
    { step: 'initialize' },
  );
});
beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterAll(() => at.close());

const DIRECTOR: By = { actor: { kind: 'staff', id: 'dina', role: 'director' }, now: NOW };

const deps = (): RedactDeps => ({
  room: at.room,
  table: redactionTable(at.client, TABLES, () => at.clock.ms),
  hashKey: async () => 'new,old',
  phoneNumber: async (typed, country) => e164Of(typed, country),
  media: { remove: async (key) => void removed.push(key) },
  exported: { list: async (prefix) => [`${prefix}old.html`], remove: async (key) => void removed.push(key) },
  now: () => at.clock.ms,
});
const forgetting = () => runRedactions(deps(), { remainingMs: () => 60_000 });

interface Told {
  id: string;
  other: string;
  /** The case that it was merged into. */
  into: string;
  contactId: string;
  sender: SenderKey;
  /** What must not be found any more. */
  planted: string[];
}

/** Somebody who is known wherever the room can know him, and the decision to forget him. */
async function decided(merging?: (id: string) => Promise<string>): Promise<Told> {
  const n = String(1000 + people++);
  const [name, number, words] = [`Zanqalawy${n}`, `24991234${n}`, `ransom-${n}`];
  const contactId = `c000000000000${n}`;
  const sender: SenderKey = { channel: 'whatsapp', scope: '106540352242922', id: number };
  const reporter = {
    ...OPENING.reporter,
    contactId,
    name,
    address: { scope: sender.scope, id: number },
    phone: `+${number}`,
  };
  const opening = { ...OPENING, reporter, summary: words, place: words };
  const begun = await open(at.room, (id, context) => openCase(id, opening, context), CITIZEN, {
    sender: { key: sender, contactId },
    riders: ([first]) => ({ matches: [{ phone: `+${number}`, contactId, case: first!.case }] }),
  });
  if (begun.outcome !== 'done') throw new Error(begun.outcome);
  const { id } = begun.stored.state;
  const doing = async <I>(on: string, command: Command<I>, input: NoInfer<I>) =>
    stored(await execute(at.room, on, command, input, OFFICER));
  const message = {
    channel: 'whatsapp' as const,
    providerMessageId: `wamid.${number}`,
    contactId,
    kind: 'image' as const,
    text: words,
    media: [{ ref: `quarantine/${words}` }],
    receivedAt: NOW,
  };
  const { events } = await doing(id, receiveMessage, { message, reporter });
  const received = events.find(({ type }) => type === 'message.received')!.data as EventData['message.received'];
  const { messageId } = received;
  await doing(id, storeAttachment, {
    messageId,
    n: 0,
    key: `media/${words}`,
    mime: 'image/jpeg',
    bytes: 3,
    sha256: words,
  });
  await doing(id, addNote, { text: `${name} called` });
  const other = (await opened(at.room)).state.id;
  await doing(other, moveMessageIn, { message: received, from: id, reporter });
  await doing(id, moveMessageOut, { messageId, to: other });
  await changeContact(at.room, contactId, addIdentities([{ channel: 'telegram', scope: 'bot', id: name }]), OFFICER);
  const safety = { callBack: 'never' as const, sharedDevice: false, captorMaySee: true, note: words };
  await changeContact(at.room, contactId, setSafety(safety), OFFICER);

  const into = (await merging?.(id)) ?? id;
  const seqs = (await eventsOf(at.store, caseStream(id)))
    .filter(({ type }) => type === 'message.received' || type === 'note.added')
    .map(({ seq }) => seq);
  const head = (await at.store.load(id))!;
  const timeline = await eventsOf(at.store, caseStream(id));
  await decideToForget(at.room, head, timeline, redact, { seqs, reason: 'asked' }, DIRECTOR).then(stored);
  return { id, other, into, contactId, sender, planted: [name, number, words] };
}

/** Rows that still tell, leaving out those whose time is over. */
async function telling({ planted }: Told): Promise<string[]> {
  const pages = await Promise.all(
    Object.values(TABLES).map((TableName) => at.client.send(new ScanCommand({ TableName, ConsistentRead: true }))),
  );
  return pages
    .flatMap(({ Items = [] }) => Items as Item[])
    .map((item) => fromItem<{ ttl?: number }>(item))
    .filter(({ ttl }) => ttl === undefined || ttl > at.clock.ms / 1000)
    .map((row) => JSON.stringify(row))
    .filter((row) => planted.some((word) => row.includes(word)));
}

test('whichever call it dies at, the next one forgets the rest, once', async () => {
  for (let n = 0, died = true; died; n++) {
    const told = await decided();
    calls = 0;
    callsLeft = n;
    await forgetting().catch(() => undefined);
    died = callsLeft <= 0;
    callsLeft = Number.POSITIVE_INFINITY;
    // Once for what was left, and once for the copies that were decided on then.
    at.clock.ms += 60_000;
    await forgetting();
    await forgetting();
    expect([n, await telling(told)]).toEqual([n, []]);

    for (const id of [told.id, told.other]) {
      const types = (await eventsOf(at.store, caseStream(id))).map(({ type }) => type);
      const ofForgetting = types.filter((type) => type === 'data.redacted' || type === 'redaction.done');
      expect([n, ofForgetting]).toEqual([n, ['data.redacted', 'redaction.done']]);
      const head = (await at.store.load(id))!;
      const about = { version: head.state.version, hash: head.hash };
      expect(await verify(at.store.chain(caseStream(id)), about)).toMatchObject({ valid: true });
    }
    const stream = contactStream(told.contactId);
    const contact = (await at.store.head<{ identities: unknown[]; safety: object }>(stream))!;
    expect(await verify(at.store.chain(stream), contact)).toMatchObject({ valid: true });
    expect(contact.state).toMatchObject({ identities: [], safety: { callBack: 'never', captorMaySee: true } });
    expect(removed).toContain(`media/${told.planted[2]}`);
    // Where nothing was kept yet: what waits in quarantine, and what was being fetched.
    expect(removed).toContain(`quarantine/${told.planted[2]}`);
    expect(removed).toContain(`${told.id}.2/0`);
    expect(removed).toContain(`exports/${told.id}/old.html`);

    // Nobody reads his pointer any more, but whoever hears from him.
    expect(await at.store.pointer(told.sender)).toBeUndefined();
    const keys = ['rotated,new', 'new', 'rotated'];
    const found = keys.map((key) => knowingForgotten(at.store, at.client, TABLES.cases, async () => key));
    expect(await Promise.all(found.map((store) => store.pointer(told.sender)))).toEqual([
      { case: told.id, contactId: told.contactId, forgotten: true },
      { case: told.id, contactId: told.contactId, forgotten: true },
      undefined,
    ]);
  }
  expect(calls).toBeGreaterThan(30);
}, 240_000);

test('what an earlier decision forgot does not come back with a later one, carried out or not', async () => {
  const told = await decided();
  const head = (await at.store.load(told.id))!;
  await execute(at.room, told.id, addNote, { text: 'something else' }, OFFICER);
  const timeline = await eventsOf(at.store, caseStream(told.id));
  const seqs = [timeline.at(-1)!.seq];
  const now = (await at.store.load(told.id))!;
  await decideToForget(at.room, now, timeline, redact, { seqs, reason: 'a slip' }, DIRECTOR).then(stored);
  const after = (await at.store.load(told.id))!.state;
  expect(after.reporters).toEqual(head.state.reporters);
  expect(JSON.stringify(after)).not.toContain(told.planted[0]);
  await forgetting();
  await forgetting();
  expect(await telling(told)).toEqual([]);
});

test('whoever has said anew who he is, or is known by another case, stays known', async () => {
  const told = await decided();
  const moved = await opened(at.room, { reporter: { ...OPENING.reporter, contactId: told.contactId } });
  const to = { case: moved.state.id, contactId: told.contactId };
  const was = (await at.store.pointer(told.sender))!;
  await execute(at.room, to.case, addNote, { text: 'his new case' }, OFFICER, {
    pointers: [{ sender: told.sender, was, to }],
  });
  await forgetting();
  expect(await at.store.pointer(told.sender)).toEqual(to);
  expect(
    (await at.store.head<{ identities: unknown[] }>(contactStream(told.contactId)))?.state.identities,
  ).toHaveLength(1);
});

test('of a case that was merged, the one it went into forgets, too, and the people beside it', async () => {
  const told = await decided(async (id) => {
    const into = (await opened(at.room)).state.id;
    const merging = await appendBoth(
      at.room,
      [id, into],
      (source, target, context) => {
        const one = perform(source, mergeSource, { other: target, reason: 'one family' }, context);
        const two = perform(target, mergeTarget, { other: source, reason: 'one family' }, context);
        if ('rejected' in one) return one;
        return 'rejected' in two ? two : [one, two];
      },
      OFFICER,
    );
    expect(merging.outcome).toBe('done');
    return into;
  });
  expect(await at.store.pointer(told.sender)).toEqual({ case: told.into, contactId: told.contactId });
  await forgetting();
  await forgetting();
  expect(await telling(told)).toEqual([]);
  const store = knowingForgotten(at.store, at.client, TABLES.cases, async () => 'new');
  expect(await store.pointer(told.sender)).toMatchObject({ case: told.into, contactId: told.contactId });
  const { reporters } = (await at.store.load(told.into))!.state;
  // Whoever else is on that case is reached as before.
  expect(reporters.filter(({ address }) => address)).toMatchObject([{ contactId: OPENING.reporter.contactId }]);
});

test('while the secret cannot be read, whoever was forgotten is nobody, and nobody waits', async () => {
  const told = await decided();
  await forgetting();
  const store = knowingForgotten(at.store, at.client, TABLES.cases, () => Promise.reject(new Error('no secret')));
  expect(await store.pointer(told.sender)).toBeUndefined();
  expect(await store.pointers([told.sender])).toEqual([undefined]);
});

test('a pointer under its hash stands under his id again when it moves', async () => {
  const told = await decided();
  await forgetting();
  const store = knowingForgotten(at.store, at.client, TABLES.cases, async () => 'new');
  const was = (await store.pointer(told.sender))!;
  const to = { case: (await opened(at.room)).state.id, contactId: told.contactId };
  const pointers = [{ sender: told.sender, was, to }];
  await execute(at.room, to.case, addNote, { text: 'he wrote again' }, OFFICER, { pointers });
  expect(await store.pointer(told.sender)).toEqual(to);
  // Whoever read the old pointer has lost the race.
  const late = await execute(at.room, to.case, addNote, { text: 'late' }, OFFICER, { pointers });
  expect(late.outcome).toBe('busy');
});

test('by which id a provider knows a message that left for him, which may hold his number, is known for sixty days', async () => {
  const { id } = (await opened(at.room)).state;
  const sent = {
    channel: 'telegram' as const,
    account: 'bot',
    providerMessageId: '249912349999:7',
    messageId: `${id}.2`,
  };
  await execute(at.room, id, addNote, { text: 'sent' }, OFFICER, { outgoing: [{ ...sent, case: id }] });
  const found = () => at.store.outgoing(sent.channel, sent.account, sent.providerMessageId);
  expect(await found()).toEqual({ ...sent, case: id });
  const now = at.clock.ms;
  at.clock.ms += 61 * 86_400_000;
  expect(await found()).toBeUndefined();
  at.clock.ms = now;
});
