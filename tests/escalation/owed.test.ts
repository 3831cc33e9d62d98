import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runClock } from '../../functions/clock/clock.ts';
import { relay } from '../../functions/relay/relay.ts';
import { receiveMessage } from '../../shared/case/commands/index.ts';
import type { Message } from '../../shared/case/events.ts';
import { execute } from '../../shared/ledger/execute.ts';
import { opened } from '../storage/emulator.ts';
import { World } from './world.ts';

/** What the room owes by itself: a first answer, words for what could not be read, a photo fetched. */
let world: World;

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  world = await World.start();
});
afterAll(() => world.close());
beforeEach(() => {
  world.media.length = 0;
  world.replies.length = 0;
  world.killAfter(Number.POSITIVE_INFINITY);
});

async function wrote(more: Partial<Message> = {}, known?: string): Promise<string> {
  const by = { actor: { kind: 'citizen' as const, id: 'c1' }, now: world.now() };
  const id = known ?? (await opened(world.room, {}, by)).state.id;
  const reporter = (await world.state(id)).reporters[0]!;
  const message = {
    channel: 'whatsapp' as const,
    providerMessageId: `${id}.${Math.random()}`,
    contactId: reporter.contactId,
    kind: 'text' as const,
    text: 'محتاجين مية',
    receivedAt: world.now(),
    ...more,
  };
  const done = await execute(world.room, id, receiveMessage, { message, reporter }, by);
  expect(done.outcome).toBe('done');
  return id;
}

async function relayAll(id: string, after = 0) {
  const deps = { outbox: world.outbox, park: async () => {}, poke: async () => {}, reconcile: async () => {} };
  return relay(await world.records(id, after), deps);
}

const minute = () =>
  runClock(
    { outbox: world.outbox, topics: world.topics, report: () => {} },
    { id: world.now(), remainingMs: () => 60_000 },
  );

const answersOf = async (id: string) => (await world.eventsOf(id, 'message.queued')).map(({ data }) => data.answer);

test('the first answer goes out once, however often the stream brings the opening', async () => {
  const id = await wrote();
  for (let time = 0; time < 3; time++) expect(await relayAll(id)).toEqual({ batchItemFailures: [] });
  expect(await answersOf(id)).toEqual(['first']);
  expect((await world.eventsOf(id, 'message.queued'))[0]).toMatchObject({
    actor: { kind: 'system', id: 'relay' },
    data: { automatic: true, text: expect.stringContaining(id) },
  });
  expect(new Set(world.replies.map(({ messageId }) => messageId)).size).toBeLessThanOrEqual(1);
});

test('dying after any call, the relay still says it once', async () => {
  for (let calls = 1; ; calls++) {
    const id = await wrote();
    world.killAfter(calls);
    await relayAll(id);
    const { wasKilled } = world;
    world.killAfter(Number.POSITIVE_INFINITY);
    expect(await relayAll(id)).toEqual({ batchItemFailures: [] });
    expect(await answersOf(id)).toEqual(['first']);
    if (!wasKilled) break;
  }
});

test('a stream record that was lost is made good by the clock after a minute', async () => {
  const id = await wrote({ kind: 'image', media: [{ ref: '77' }] });
  await minute();
  expect(await answersOf(id)).toEqual([]);
  world.advance(2);
  await minute();
  expect(await answersOf(id)).toEqual(['first']);
  const mine = () => world.media.filter((job) => job.case === id);
  expect(mine()).toEqual([{ case: id, messageId: `${id}.2`, n: 0 }]);
  // The provider may be down: asked for again once in an hour, not every minute.
  world.advance(1);
  await minute();
  expect(mine()).toHaveLength(1);
  world.advance(61);
  await minute();
  expect(mine()).toHaveLength(2);
});

test('each attachment of a message becomes a job, unless the mail scanner condemned it', async () => {
  const id = await wrote({ kind: 'image', media: [{ ref: 'a' }, { ref: 'b' }] });
  await wrote({ media: [{ ref: 'virus' }], quarantined: true }, id);
  await relayAll(id);
  expect(world.media).toEqual([0, 1].map((n) => ({ case: id, messageId: `${id}.2`, n })));
});

test('a burst of what cannot be read is asked about once', async () => {
  const id = await wrote();
  await relayAll(id);
  for (const part of ['a', 'b', 'c']) {
    const { version } = await world.state(id);
    await wrote({ kind: 'unsupported', text: part }, id);
    await relayAll(id, version);
  }
  expect(await answersOf(id)).toEqual(['first', 'words']);
  const [, words] = await world.eventsOf(id, 'message.queued');
  expect(words?.data.text).toContain('لم نستطع قراءة');
});
