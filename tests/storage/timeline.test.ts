import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addNote, assign, receiveMessage } from '../../shared/case/commands/index.ts';
import type { CaseEvent, Message } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { stateAt } from '../../shared/ledger/as-of.ts';
import { verify } from '../../shared/ledger/chain.ts';
import { append, appendStream, execute } from '../../shared/ledger/execute.ts';
import { toItem } from '../../shared/ledger/item.ts';
import { policyReader } from '../../shared/ledger/policies.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { CITIZEN, type Emulator, NOW, OFFICER, OPENING, opened, startEmulator, stored, TABLES } from './emulator.ts';

let at: Emulator;
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

const message = (
  text: string,
  receivedAt: string,
): { message: Omit<Message, 'messageId'>; reporter: typeof OPENING.reporter } => ({
  message: {
    channel: 'whatsapp',
    providerMessageId: `wamid.${text}`,
    contactId: OPENING.reporter.contactId,
    kind: 'text',
    text,
    receivedAt,
  },
  reporter: OPENING.reporter,
});

describe('a timeline larger than a page of DynamoDB', () => {
  let id: string;
  let length: number;
  beforeAll(async () => {
    const head = await opened(at.room);
    id = head.state.id;
    const long = 'و'.repeat(30_000);
    // 40 notes of 60 KB: 2.4 MB, and a page is 1 MB.
    for (let n = 0; n < 40; n++) stored(await execute(at.room, id, addNote, { text: `${n} ${long}` }, OFFICER));
    length = (await at.store.load(id))!.state.version;
  });

  test('comes whole when it is asked for whole', async () => {
    const { events, next } = await at.store.timeline(caseStream(id), 0, 1000);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length }, (_, n) => n + 1));
    expect(next).toBeUndefined();
  });

  test('pages without gap or repetition, and ends without an empty page', async () => {
    const seen: number[] = [];
    let pages = 0;
    for (let after: number | undefined = 0; after !== undefined; pages++) {
      const page: Awaited<ReturnType<typeof at.store.timeline>> = await at.store.timeline(
        caseStream(id),
        after,
        length - 1,
      );
      seen.push(...page.events.map((event) => event.seq));
      after = page.next;
    }
    expect(seen).toEqual(Array.from({ length }, (_, n) => n + 1));
    expect(pages).toBe(2);
  });

  test('verifies to the hash in the head', async () => {
    const head = await at.store.load(id);
    expect(await verify(at.store.chain(caseStream(id)), { version: length, hash: head!.hash })).toEqual({
      valid: true,
      events: length,
      head: head?.hash,
    });
  });
});

test('an event rewritten in the table itself is named', async () => {
  const { state } = await opened(at.room);
  for (const text of ['one', 'two', 'three']) await execute(at.room, state.id, addNote, { text }, OFFICER);
  const { events } = await at.store.timeline(caseStream(state.id), 0, 10);
  const { case: _case, ...forged } = { ...events[2]!, data: { text: 'never said' } };
  const item = toItem({ pk: caseStream(state.id), sk: '0000000003', ...forged });
  await at.client.send(new PutItemCommand({ TableName: TABLES.ledger, Item: item }));
  const { state: head, hash } = (await at.store.load(state.id))!;
  expect(await verify(at.store.chain(caseStream(state.id)), { version: head.version, hash })).toEqual({
    valid: false,
    brokenAt: 3,
    why: 'changed',
  });
});

test('an event of the first schema is read in the present shape, and the chain goes on speaking of the old one', async () => {
  const { state } = await opened(at.room);
  // One attachment to a message, and no list: the first reading of the contract.
  const photo = { ref: '1013859600285441', mime: 'image/jpeg' };
  const data = { ...message('صورة', NOW).message, messageId: `${state.id}.2`, kind: 'image', media: photo };
  const first = { case: state.id, seq: 2, type: 'message.received', at: NOW, actor: CITIZEN.actor, policy: 1, data };
  const step = (before: CaseState) => ({ state: { ...before, version: 2 }, events: [first as unknown as CaseEvent] });
  stored(await append(at.room, state.id, step, CITIZEN));
  const { events } = await at.store.timeline(caseStream(state.id), 1, 1);
  const { case: _case, ...asStored } = { ...events[0]!, schema: 0 };
  const item = toItem({ pk: caseStream(state.id), sk: '0000000002', ...asStored });
  await at.client.send(new PutItemCommand({ TableName: TABLES.ledger, Item: item }));

  const [lifted] = (await at.store.timeline(caseStream(state.id), 1, 1)).events;
  expect(lifted).toMatchObject({ schema: 0, dataHash: asStored.dataHash, data: { text: 'صورة', media: [photo] } });
  for await (const page of at.store.chain(caseStream(state.id))) expect(page[1]?.data).toMatchObject({ media: photo });
});

describe('the case as it was', () => {
  const by = (time: string) => ({ ...OFFICER, now: `2026-03-01T${time}.000Z` });
  const instant = (time: string) => ({ instant: `2026-03-01T${time}.000Z` });

  test('at an instant, at a seq, and not before it began', async () => {
    const { state } = await opened(at.room);
    stored(await execute(at.room, state.id, assign, { owner: 'officer' }, by('08:02:00')));
    const now = stored(await execute(at.room, state.id, addNote, { text: 'later' }, by('08:04:00'))).stored.state;
    expect(await stateAt(at.store, state.id, instant('07:59:59'))).toBeUndefined();
    expect(await stateAt(at.store, state.id, instant('08:01:59'))).toEqual(state);
    expect((await stateAt(at.store, state.id, instant('08:02:00')))?.owner).toBe('officer');
    expect(await stateAt(at.store, state.id, instant('23:00:00'))).toEqual(now);
    expect(await stateAt(at.store, state.id, { seq: 1 })).toEqual(state);
    expect(await stateAt(at.store, state.id, { seq: now.version })).toEqual(now);
  });

  test('a message counts from when it was received, not from when it was written down', async () => {
    const { state } = await opened(at.room);
    const late = { ...CITIZEN, now: '2026-03-01T08:03:00.000Z' };
    stored(await execute(at.room, state.id, receiveMessage, message('m', '2026-03-01T08:01:00.000Z'), late));
    const seen = async (time: string) => (await stateAt(at.store, state.id, instant(time)))?.counts.messagesIn;
    expect([await seen('08:00:59'), await seen('08:01:00')]).toEqual([0, 1]);
  });
});

describe('streams that are no cases', () => {
  const set = (versions: object[], ifMatch?: number) =>
    appendStream<{ versions: object[] }>(
      at.room,
      'policy#room',
      (head) => ({
        events: [{ type: 'policy.set', data: { versions } }],
        state: { versions: [...(head?.state.versions ?? []), ...versions] },
      }),
      OFFICER,
      ifMatch === undefined ? {} : { ifMatch },
    );

  test('have a head, a chain and a version like a case', async () => {
    let clock = 0;
    const read = policyReader(at.store, () => clock);
    expect(await read()).toHaveLength(1);
    expect(await set([{ version: 2 }], 0)).toMatchObject({ outcome: 'done', head: { id: 'room', version: 1 } });
    expect(await set([{ version: 3 }], 0)).toMatchObject({ outcome: 'stale', current: { version: 1 } });
    expect(await set([{ version: 3 }], 1)).toMatchObject({ outcome: 'done', head: { version: 2 } });
    expect(await at.store.list('policy')).toMatchObject([{ id: 'room', version: 2 }]);
    const head = (await at.store.head('policy#room'))!;
    expect(await verify(at.store.chain('policy#room'), head)).toMatchObject({ valid: true, events: 2 });
    expect(await read()).toHaveLength(1);
    clock += 15_000;
    expect((await read()).map((policy) => policy.version)).toEqual([1, 2, 3]);
  });

  test('that do not exist yet are written by many at once without loss', async () => {
    const add = () =>
      appendStream<object>(
        at.room,
        'room#2026-03-02',
        () => ({ events: [{ type: 'digest.issued', data: {} }], state: {} }),
        OFFICER,
      );
    const results = await Promise.all(Array.from({ length: 4 }, add));
    expect(results.map((result) => result.outcome)).toEqual(['done', 'done', 'done', 'done']);
    expect((await at.store.timeline('room#2026-03-02', 0, 10)).events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
  });
});
