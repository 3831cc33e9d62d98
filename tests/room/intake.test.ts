import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { retryParked } from '../../functions/clock/parked.ts';
import { type QueueRecord, takeIn } from '../../functions/intake/batch.ts';
import type { IntakeDeps } from '../../functions/intake/deps.ts';
import {
  assign,
  close,
  invalidate,
  mergeSource,
  mergeTarget,
  recordSending,
  recordSent,
  resolve,
  sendMessage,
  transfer,
} from '../../shared/case/commands/index.ts';
import type { Command } from '../../shared/case/decide.ts';
import { fold } from '../../shared/case/evolve.ts';
import { perform } from '../../shared/case/perform.ts';
import { groupOf } from '../../shared/channels/marker.ts';
import type { Inbound, InboundMessage, InboundStatus } from '../../shared/channels/types.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { appendBoth, type By, execute } from '../../shared/ledger/execute.ts';
import type { SenderKey, Store } from '../../shared/ledger/store.ts';
import { caseStream, type StoredEvent, type StreamName } from '../../shared/ledger/stream.ts';
import { countryAt } from '../../shared/people/country.ts';
import { suggest } from '../../shared/triage/suggest.ts';
import { type Emulator, NOW, startEmulator, stored } from '../storage/emulator.ts';

let at: Emulator;
let clock: number;
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

const CALL = 'بنتي مصابة بطلق ناري في الخرطوم بحري، ٤ أطفال لوحدهم';
const ACCOUNT = '106540352242922';

let people = 0;
let sent = 0;
const newSender = (): SenderKey => ({ channel: 'whatsapp', scope: ACCOUNT, id: `24991200${1000 + people++}` });

const message = (sender: SenderKey, more: Partial<InboundMessage> = {}): InboundMessage => ({
  type: 'message',
  channel: sender.channel,
  account: ACCOUNT,
  providerMessageId: `wamid.${sent++}`,
  sender: { ...sender, name: 'أم مريم', phone: `+${sender.id}` },
  kind: 'text',
  text: CALL,
  sentAt: NOW,
  receivedAt: NOW,
  ...more,
});

const record = (item: Inbound): QueueRecord => ({
  messageId: `q-${sent++}`,
  body: JSON.stringify(item),
  attributes: { MessageGroupId: groupOf(item) },
});

const deps = (store: Store = at.store): IntakeDeps => ({
  room: { ...at.room, store },
  suggest,
  countryAt: async (at) => countryAt(at),
  agencies: async () => [],
  now: () => clock,
});

const take = async (items: Inbound[], store?: Store) => {
  const { batchItemFailures } = await takeIn(items.map(record), deps(store), () => 10_000);
  return batchItemFailures.length;
};

const eventsOf = async (stream: StreamName) => (await at.store.timeline(stream, 0, 1000)).events;
const typesOf = async (id: string) => (await eventsOf(caseStream(id))).map((event) => event.type);
const textsOf = async (id: string) =>
  (await eventsOf(caseStream(id)))
    .filter((event) => event.type === 'message.received')
    .map((event) => (event.data as InboundMessage).text);
const caseOf = async (sender: SenderKey) => (await at.store.pointer(sender))?.case ?? '';
const headOf = async (id: string) => (await at.store.load(id))!.state;

const officer = (role = 'supervisor'): By => ({
  actor: { kind: 'staff', id: role, role },
  now: new Date(clock).toISOString(),
});
const act = async <Input>(id: string, command: Command<Input>, input: Input) =>
  stored(await execute(at.room, id, command, input, officer()));

/** A case with one message in it, and its sender. */
const begun = async () => {
  clock = Date.parse(NOW);
  const sender = newSender();
  expect(await take([message(sender)])).toBe(0);
  return { sender, id: await caseOf(sender) };
};

const RESOLUTION = {
  code: 'medical_care_received',
  text: 'reached the hospital',
  verifiedBy: 'mother',
  verifiedHow: 'reporter_contact',
} as const;

describe('a first message', () => {
  test('opens a case as triage reads it, and the ledger folds to its head', async () => {
    const { sender, id } = await begun();
    expect(await typesOf(id)).toEqual(['case.opened', 'message.received', 'triage.suggested']);
    const head = await headOf(id);
    expect(head).toMatchObject({
      priority: 'P1',
      status: 'new',
      country: 'SD',
      summary: CALL,
      counts: { messagesIn: 1 },
    });
    expect(head.reporters[0]).toMatchObject({ address: { scope: ACCOUNT, id: sender.id }, relationship: 'unknown' });
    expect(fold((await eventsOf(caseStream(id))).map(caseEventOf))).toEqual(head);
  });

  test('twice in one batch: one case with both messages in order', async () => {
    clock = Date.parse(NOW);
    const sender = newSender();
    expect(await take([message(sender, { text: 'أولا' }), message(sender, { text: 'ثانيا' })])).toBe(0);
    expect(await textsOf(await caseOf(sender))).toEqual(['أولا', 'ثانيا']);
  });

  test('two at once in two workers: one case with both', async () => {
    clock = Date.parse(NOW);
    const sender = newSender();
    const failures = await Promise.all([
      take([message(sender, { text: 'a' })]),
      take([message(sender, { text: 'b' })]),
    ]);
    expect(failures).toEqual([0, 0]);
    expect((await textsOf(await caseOf(sender))).sort()).toEqual(['a', 'b']);
  });

  test('the same delivery three times at once is one event of one case', async () => {
    clock = Date.parse(NOW);
    const item = message(newSender());
    expect(await Promise.all([take([item]), take([item]), take([item])])).toEqual([0, 0, 0]);
    expect(await textsOf(await caseOf(item.sender))).toEqual([CALL]);
    expect(await take([item])).toBe(0);
    expect(await textsOf(await caseOf(item.sender))).toEqual([CALL]);
  });

  test('with a pin puts the place on the case; without words it is called back', async () => {
    clock = Date.parse(NOW);
    const sender = newSender();
    const { text: _none, ...pin } = message(sender, {
      kind: 'location',
      location: { lat: 15.6, lon: 32.5, accuracyM: 20 },
    });
    await take([pin]);
    const head = await headOf(await caseOf(sender));
    const khartoum = { lat: 15.6, lon: 32.5, country: 'SD', current: true };
    expect(head).toMatchObject({ priority: 'P2', country: 'SD', locations: [khartoum] });
    expect(head.reasons.map((reason) => reason.rule)).toEqual(['R19']);
    expect(head.summary).toContain('Location pin');
  });

  test('with a pin from another chat is kept with its country, and is not where the sender is', async () => {
    clock = Date.parse(NOW);
    const sender = newSender();
    const forwarded = { lat: 33.89, lon: 35.5, forwarded: true };
    await take([message(sender, { text: 'شوفوا المكان ده', location: forwarded })]);
    const head = await headOf(await caseOf(sender));
    expect(head.locations).toMatchObject([{ lat: 33.89, country: 'LB', current: false }]);
    expect(head.country).toBeUndefined();
  });
});

describe('where the next message goes', () => {
  const DAY = 24 * 3_600_000;

  test('open: onto the case; it may raise the priority and never lowers it', async () => {
    clock = Date.parse(NOW);
    const sender = newSender();
    await take([message(sender, { text: 'هل توجد رحلات من بورتسودان؟' })]);
    const id = await caseOf(sender);
    const before = (await headOf(id)).priority;
    await take([message(sender)]);
    expect(before > (await headOf(id)).priority).toBe(true);
    await take([message(sender, { text: 'شكرا' }), message(sender, { kind: 'image', text: '' })]);
    expect(await headOf(id)).toMatchObject({ priority: 'P1', counts: { messagesIn: 4 } });
  });

  test('resolved: onto the case, which is open again', async () => {
    const { sender, id } = await begun();
    await act(id, assign, { owner: 'supervisor' });
    await act(id, resolve, RESOLUTION);
    await take([message(sender, { text: 'عاد النزيف' })]);
    expect(await headOf(id)).toMatchObject({ status: 'in_progress', reopenCount: 1 });
    expect(await caseOf(sender)).toBe(id);
  });

  test.each([
    { hours: 71, follows: false },
    { hours: 73, follows: true },
  ])('closed for $hours hours: a new case is $follows', async ({ hours, follows }) => {
    const { sender, id } = await begun();
    await act(id, assign, { owner: 'supervisor' });
    await act(id, resolve, RESOLUTION);
    await act(id, close, {});
    clock += hours * 3_600_000;
    await take([message(sender, { text: 'نحتاج ماء' })]);
    const current = await caseOf(sender);
    expect(current !== id).toBe(follows);
    const head = await headOf(current);
    if (follows) {
      expect(head.links).toMatchObject([{ other: id, kind: 'follows', state: 'confirmed' }]);
      expect(head.reporters[0]?.contactId).toBe((await headOf(id)).reporters[0]?.contactId);
    } else expect(head.reopenCount).toBe(1);
  });

  test.each([
    { ended: 'invalid', by: (id: string) => act(id, invalidate, { reason: 'test' }) },
    {
      ended: 'transferred',
      by: async (id: string) => {
        await act(id, assign, { owner: 'officer' });
        await act(id, transfer, { to: 'the embassy', reason: 'theirs' });
      },
    },
  ])('$ended: a new case that follows it', async ({ ended, by }) => {
    const { sender, id } = await begun();
    await by(id);
    await take([message(sender)]);
    const current = await caseOf(sender);
    expect(current).not.toBe(id);
    expect((await headOf(current)).links).toMatchObject([{ other: id, kind: 'follows' }]);
    expect(await headOf(id)).toMatchObject({ status: ended, counts: { messagesIn: 1 } });
  });

  test('merged: into the other case, even where the pointer was left behind', async () => {
    const source = await begun();
    const target = await begun();
    await appendBoth(
      { ...at.room, store: { ...at.store, pointers: async (senders) => senders.map(() => undefined) } },
      [source.id, target.id],
      (one, two, context) => {
        const a = perform(one, mergeSource, { reason: 'one family', other: two }, context);
        const b = perform(two, mergeTarget, { reason: 'one family', other: one }, context);
        if ('rejected' in a) return a;
        return 'rejected' in b ? b : [a, b];
      },
      officer(),
    );
    expect(await caseOf(source.sender)).toBe(source.id);
    await take([message(source.sender, { text: 'أنا الخال' })]);
    expect(await textsOf(target.id)).toEqual([CALL, 'أنا الخال']);
    expect(await caseOf(source.sender)).toBe(target.id);
  });

  test('a case closed between reading and writing sends the message the other way', async () => {
    const { sender, id } = await begun();
    const raced = {
      ...at.store,
      load: async (asked: string) => {
        const head = await at.store.load(asked);
        if (asked === id && head?.state.status === 'new') await act(id, invalidate, { reason: 'test' });
        return head;
      },
    };
    expect(await take([message(sender, { text: 'بعد الإغلاق' })], raced)).toBe(0);
    expect(await caseOf(sender)).not.toBe(id);
    expect(await textsOf(await caseOf(sender))).toEqual(['بعد الإغلاق']);
  });

  test('a reaction stays with the case it speaks of and reopens nothing', async () => {
    const { sender, id } = await begun();
    await act(id, invalidate, { reason: 'test' });
    clock += 10 * DAY;
    await take([message(sender, { kind: 'reaction', text: '🙏', quiet: true, about: 'wamid.x' })]);
    expect(await headOf(id)).toMatchObject({ status: 'invalid', counts: { messagesIn: 1 } });
    expect(await textsOf(id)).toEqual([CALL, '🙏']);
  });

  test('a reaction of somebody who never wrote opens no case and is not lost', async () => {
    clock = Date.parse('2026-05-05T10:00:00.000Z');
    const item = message(newSender(), { kind: 'reaction', text: '🙏', quiet: true, about: 'wamid.x' });
    expect(await Promise.all([take([item]), take([item])])).toEqual([0, 0]);
    expect(await caseOf(item.sender)).toBe('');
    expect(await eventsOf('room#2026-05-05')).toMatchObject([{ type: 'message.received', data: { text: '🙏' } }]);
  });
});

describe('delivery updates', () => {
  const status = (more: Partial<InboundStatus>): InboundStatus => ({
    type: 'status',
    channel: 'whatsapp',
    account: ACCOUNT,
    providerMessageId: `wamid.out.${sent++}`,
    status: 'delivered',
    at: '2026-03-01T08:01:00.000Z',
    receivedAt: NOW,
    ...more,
  });

  /** An outgoing message up to just before its provider's answer is recorded. */
  const sending = async () => {
    const { sender, id } = await begun();
    const contactId = (await at.store.pointer(sender))!.contactId;
    const { stored: queued } = await act(id, sendMessage, { contactId, text: 'نحن معكم' });
    const messageId = queued.state.outbox[0]!.messageId;
    await act(id, recordSending, { messageId, attempt: 1, callbackId: `${id}/${messageId}/1` });
    return { sender, id, messageId };
  };
  const recordAsSent = (id: string, messageId: string, providerMessageId: string) =>
    execute(at.room, id, recordSent, { messageId, attempt: 1, providerMessageId }, officer(), {
      outgoing: [{ channel: 'whatsapp', account: ACCOUNT, providerMessageId, case: id, messageId }],
    });
  const statusesOf = async (id: string) =>
    (await eventsOf(caseStream(id))).flatMap((event) =>
      event.type === 'message.status' ? [(event.data as { status: string }).status] : [],
    );

  test('find the case by the id that the provider gave the message, once each', async () => {
    const { id, messageId } = await sending();
    stored(await recordAsSent(id, messageId, 'wamid.sent.1'));
    const delivered = status({ providerMessageId: 'wamid.sent.1' });
    await take([delivered, status({ providerMessageId: 'wamid.sent.1', status: 'read' })]);
    await take([delivered]);
    expect(await statusesOf(id)).toEqual(['delivered', 'read']);
  });

  test('find it by what we gave the provider to carry, and settle an attempt of unknown outcome', async () => {
    const { id, messageId } = await sending();
    await take([status({ callbackData: `${id}/${messageId}/1` })]);
    expect((await headOf(id)).outbox).toEqual([]);
    expect(await statusesOf(id)).toEqual(['delivered']);
  });

  test('that overtake the record of the sending wait for it, without holding up the sender', async () => {
    const { sender, id, messageId } = await sending();
    const early = status({ providerMessageId: 'wamid.early', recipient: { scope: sender.scope, id: sender.id } });
    expect(await take([early, message(sender, { text: 'هل وصلتكم رسالتي؟' })])).toBe(0);
    expect(await statusesOf(id)).toEqual([]);
    stored(await recordAsSent(id, messageId, 'wamid.early'));
    expect(await statusesOf(id)).toEqual(['delivered']);
    await take([early]);
    expect(await statusesOf(id)).toEqual(['delivered']);
  });

  test('that nobody took up, because whoever recorded the sending died right after, are found by the clock, once', async () => {
    const { id, messageId } = await sending();
    await take([status({ providerMessageId: 'wamid.died', status: 'failed', code: '131026' })]);
    const { parked } = at.store;
    at.store.parked = () => Promise.reject(new Error('killed'));
    await expect(recordAsSent(id, messageId, 'wamid.died')).rejects.toThrow('killed');
    at.store.parked = parked;
    expect(await statusesOf(id)).toEqual([]);

    const minute = { room: at.room, now: () => at.clock.ms };
    await retryParked(minute);
    expect(await statusesOf(id)).toEqual([]);
    at.clock.ms += 61_000;
    await retryParked(minute);
    expect(await statusesOf(id)).toEqual(['failed']);
    expect((await headOf(id)).promises).toMatchObject([{ text: expect.stringContaining('131026') }]);
    at.clock.ms += 3_600_000;
    await retryParked(minute);
    expect(await statusesOf(id)).toEqual(['failed']);
    at.clock.ms -= 3_661_000;
  });

  test('for everything up to an instant stand on the case of the recipient', async () => {
    const { sender, id } = await begun();
    const upTo = '2026-03-01T08:05:00.000Z';
    const { channel, ...recipient } = sender;
    await take([status({ providerMessageId: `read:${sender.id}`, status: 'read', upTo, recipient, channel })]);
    expect(await statusesOf(id)).toEqual(['read']);
    // Whoever is forgotten is to be found by no receipt of his.
    const { events } = await at.store.timeline(caseStream(id), 0, 100);
    expect(events.find(({ type }) => type === 'message.status')?.data).toMatchObject({ providerMessageId: 'read:' });
  });
});

describe('what goes wrong', () => {
  const outage = Object.assign(new Error('no answer'), { name: 'TimeoutError' });

  test('an outage returns the item and all later ones of its sender; other senders are served', async () => {
    clock = Date.parse(NOW);
    const [troubled, fine] = [newSender(), newSender()];
    const records = [
      record(message(troubled, { text: 'one' })),
      record(message(fine, { text: 'fine' })),
      record(message(troubled, { text: 'two' })),
    ];
    let calls = 0;
    const store: Store = {
      ...at.store,
      commit: async (changes, extras) => {
        if (JSON.stringify(changes).includes(troubled.id) && calls++ === 0) throw outage;
        return at.store.commit(changes, extras);
      },
    };
    const first = await takeIn(records, deps(store), () => 10_000);
    expect(first.batchItemFailures.map((failure) => failure.itemIdentifier)).toEqual([
      records[0]?.messageId,
      records[2]?.messageId,
    ]);
    expect(await textsOf(await caseOf(fine))).toEqual(['fine']);
    const again = await takeIn([records[0]!, records[2]!], deps(store), () => 10_000);
    expect(again.batchItemFailures).toEqual([]);
    expect(await textsOf(await caseOf(troubled))).toEqual(['one', 'two']);
  });

  test('killed after each call in turn, then delivered again: each message is there once', async () => {
    clock = Date.parse(NOW);
    const calls = ['pointers', 'loadMany', 'pointer', 'load', 'commit'] as const;
    for (const call of calls) {
      for (const moment of ['before', 'after'] as const) {
        const { sender, id } = await begun();
        const batch = [message(sender, { text: 'one' }), message(sender, { text: 'two' }), message(newSender())];
        const dying = { ...at.store } as Record<string, unknown>;
        dying[call] = async (...args: unknown[]) => {
          if (moment === 'before') throw outage;
          await (at.store[call] as (...all: unknown[]) => Promise<unknown>)(...args);
          throw outage;
        };
        await take(batch, dying as unknown as Store);
        expect(await take(batch)).toBe(0);
        expect(await textsOf(id)).toEqual([CALL, 'one', 'two']);
        expect(await textsOf(await caseOf(batch[2]!.sender))).toEqual([CALL]);
      }
    }
  });

  test('too little time left: nothing is begun', async () => {
    const item = message(newSender());
    const records = [record(item)];
    const { batchItemFailures } = await takeIn(records, deps(), () => 1000);
    expect(batchItemFailures).toEqual([{ itemIdentifier: records[0]?.messageId }]);
    expect(await caseOf(item.sender)).toBe('');
  });

  test('what no rule can take is kept as it came, unsupported, and what follows goes on', async () => {
    clock = Date.parse(NOW);
    const sender = newSender();
    const broken = message(sender, {
      location: null as never,
      kind: 'location',
      raw: { odd: 1e300, '': 'x', __proto__: null },
    });
    const failing: IntakeDeps = {
      ...deps(),
      suggest: (text, about) => {
        if (about.kind === 'location') throw new TypeError('cannot read that');
        return suggest(text, about);
      },
    };
    const records = [record(broken), record(message(sender, { text: 'after' }))];
    expect((await takeIn(records, failing, () => 10_000)).batchItemFailures).toEqual([]);
    const received = (await eventsOf(caseStream(await caseOf(sender)))).filter((e) => e.type === 'message.received');
    expect(received.map((event) => (event.data as InboundMessage).kind)).toEqual(['unsupported', 'text']);
    expect(JSON.parse((received[0]!.data as { raw: string }).raw)).toMatchObject({ kind: 'location' });
  });

  test.each([
    ['no JSON', '<xml/>'],
    ['no sender', JSON.stringify({ type: 'message', providerMessageId: 'x' })],
  ])('a body with %s is kept in the day of the room and never comes again', async (_what, body) => {
    clock = Date.parse('2026-06-06T10:00:00.000Z');
    const unread = { messageId: 'q', body, attributes: {} };
    expect((await takeIn([unread], deps(), () => 10_000)).batchItemFailures).toEqual([]);
    expect((await takeIn([unread], deps(), () => 10_000)).batchItemFailures).toEqual([]);
    const kept: StoredEvent[] = await eventsOf('room#2026-06-06');
    expect(kept.filter((event) => (event.data as { raw: string }).raw === body)).toHaveLength(1);
  });
});
