import { DynamoDBClient, type ServiceInputTypes, type ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addNote,
  assign,
  mergeSource,
  mergeTarget,
  raiseEscalation,
  triage,
  unmergeSource,
  unmergeTarget,
} from '../../shared/case/commands/index.ts';
import type { Command, Context } from '../../shared/case/decide.ts';
import { fold } from '../../shared/case/evolve.ts';
import { openCase, perform, sweep } from '../../shared/case/perform.ts';
import { caseEventOf } from '../../shared/ledger/as-of.ts';
import { dynamoStore } from '../../shared/ledger/dynamo.ts';
import { append, appendBoth, type Executed, execute, open } from '../../shared/ledger/execute.ts';
import { keyMarker, seenMarker } from '../../shared/ledger/idempotency.ts';
import { caseStream } from '../../shared/ledger/stream.ts';
import { CITIZEN, type Emulator, NOW, OFFICER, OPENING, opened, startEmulator, stored, TABLES } from './emulator.ts';

type Next = (args: { input: ServiceInputTypes }) => Promise<{ output: ServiceOutputTypes; response: unknown }>;
type Transact = (next: Next, args: Parameters<Next>[0]) => ReturnType<Next>;

let at: Emulator;
beforeAll(async () => {
  at = await startEmulator();
});
afterAll(() => at.close());

const outcomes = (results: { outcome: string }[]) => {
  const count: Record<string, number> = {};
  for (const { outcome } of results) count[outcome] = (count[outcome] ?? 0) + 1;
  return count;
};

const notesOf = async (id: string) => {
  const { events } = await at.store.timeline(caseStream(id), 0, 1000);
  return events.filter((event) => event.type === 'note.added').map((event) => (event.data as { text: string }).text);
};

describe('writers of one case at once', () => {
  test('twenty officers take it with the same If-Match: one has it, nineteen learn the current version', async () => {
    const { state } = await opened(at.room);
    const by = (n: number) => ({ ...OFFICER, actor: { ...OFFICER.actor, id: `officer-${n}` } });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        execute(at.room, state.id, assign, { owner: `officer-${n}` }, by(n), { ifMatch: state.version }),
      ),
    );
    expect(outcomes(results)).toEqual({ done: 1, stale: 19 });
    const head = await at.store.load(state.id);
    const versions = results.flatMap((result) => (result.outcome === 'stale' ? [result.current.version] : []));
    expect(new Set(versions)).toEqual(new Set([head?.state.version]));
    expect(head?.state.owner).toMatch(/^officer-\d+$/);
  });

  test('five append a note: all five are there, in a chain without gaps', async () => {
    const { state } = await opened(at.room);
    const texts = Array.from({ length: 5 }, (_, n) => `note ${n}`);
    const results = await Promise.all(texts.map((text) => execute(at.room, state.id, addNote, { text }, OFFICER)));
    expect(outcomes(results)).toEqual({ done: 5 });
    expect((await notesOf(state.id)).sort()).toEqual(texts);
  });

  test('fifty append a note: each is there once or was told that the case is busy', async () => {
    const { state } = await opened(at.room);
    const texts = Array.from({ length: 50 }, (_, n) => `note ${n}`);
    const results = await Promise.all(texts.map((text) => execute(at.room, state.id, addNote, { text }, OFFICER)));
    const kept = texts.filter((_, n) => results[n]?.outcome === 'done');
    expect(kept.length).toBeGreaterThan(0);
    expect(results.every(({ outcome }) => outcome === 'done' || outcome === 'busy')).toBe(true);
    expect((await notesOf(state.id)).sort()).toEqual(kept.sort());
  });

  test('the head is the fold of the ledger afterwards', async () => {
    const { state } = await opened(at.room);
    await Promise.all(
      ['a', 'b', 'c']
        .map((text) => execute(at.room, state.id, addNote, { text }, OFFICER))
        .concat(execute(at.room, state.id, assign, { owner: 'officer' }, OFFICER)),
    );
    const { events } = await at.store.timeline(caseStream(state.id), 0, 1000);
    const head = await at.store.load(state.id);
    expect(fold(events.map(caseEventOf))).toEqual(head?.state);
    expect(events.at(-1)?.hash).toBe(head?.hash);
  });
});

describe('a key that was used before', () => {
  const marker = (body: unknown) => keyMarker('officer', 'POST /v1/cases/{id}/notes', 'k-1', body);

  test('the same request three times at once is one event, and each is told where it ended', async () => {
    const { state } = await opened(at.room);
    const options = { marker: keyMarker('officer', 'notes', state.id, { text: 'x' }) };
    const results = await Promise.all(
      [1, 2, 3].map(() => execute(at.room, state.id, addNote, { text: 'x' }, OFFICER, options)),
    );
    expect(outcomes(results)).toEqual({ done: 1, repeated: 2 });
    for (const result of results) {
      if (result.outcome === 'repeated') {
        expect(result.memory).toMatchObject({ status: 200, stream: caseStream(state.id), seq: state.version + 1 });
      }
    }
    expect(await notesOf(state.id)).toEqual(['x']);
  });

  test('with another body it is a mismatch and nothing is written', async () => {
    const { state } = await opened(at.room);
    stored(await execute(at.room, state.id, addNote, { text: 'one' }, OFFICER, { marker: marker({ text: 'one' }) }));
    const again = await execute(at.room, state.id, addNote, { text: 'two' }, OFFICER, {
      marker: marker({ text: 'two' }),
    });
    expect(again.outcome).toBe('mismatch');
    expect(await notesOf(state.id)).toEqual(['one']);
  });

  test('counts again when its time is over', async () => {
    const { state } = await opened(at.room);
    const options = { marker: keyMarker('officer', 'notes', 'expiring', {}) };
    const write = () => execute(at.room, state.id, addNote, { text: 'x' }, OFFICER, options);
    stored(await write());
    at.clock.ms += 47 * 3_600_000;
    expect((await write()).outcome).toBe('repeated');
    at.clock.ms += 2 * 3_600_000;
    stored(await write());
    at.clock.ms = Date.parse(NOW);
    expect(await notesOf(state.id)).toHaveLength(2);
  });

  test('a rejection is remembered with its reason, although the command would succeed by now', async () => {
    const { state } = await opened(at.room);
    const options = { marker: keyMarker('officer', 'awaiting', state.id, {}) };
    const reject = () =>
      append(at.room, state.id, () => ({ rejected: 'gone', detail: { ar: 'لا', en: 'no' } }), OFFICER, options);
    expect((await reject()).outcome).toBe('rejected');
    const again = await execute(at.room, state.id, addNote, { text: 'now' }, OFFICER, options);
    expect(again).toMatchObject({ outcome: 'repeated', memory: { rejection: { rejected: 'gone' } } });
    expect(await notesOf(state.id)).toEqual([]);
  });

  test('an overwriting command repeated after its success answers the success, not 412', async () => {
    const { state } = await opened(at.room);
    const options = { ifMatch: state.version, marker: keyMarker('officer', 'assign', state.id, {}) };
    const take = () => execute(at.room, state.id, assign, { owner: 'officer' }, OFFICER, options);
    const first = stored(await take());
    expect(await take()).toMatchObject({ outcome: 'repeated', memory: { seq: first.stored.state.version } });
  });

  test('a stale version leaves no marker: the same key with the current version goes through', async () => {
    const { state } = await opened(at.room);
    const key = keyMarker('officer', 'assign', `${state.id}-stale`, {});
    const take = (ifMatch: number) =>
      execute(at.room, state.id, assign, { owner: 'officer' }, OFFICER, { ifMatch, marker: key });
    expect((await take(state.version + 7)).outcome).toBe('stale');
    expect((await take(state.version)).outcome).toBe('done');
  });
});

describe('who writes next belongs to whom', () => {
  const sender = { channel: 'whatsapp', scope: '1', id: 'new-sender' } as const;

  test('two first messages of one sender at once open one case', async () => {
    const make = (name: string) =>
      open(at.room, (id, context) => openCase(id, OPENING, context), CITIZEN, {
        marker: seenMarker(`seen#whatsapp#1#message#${name}`),
        sender: { key: sender, contactId: 'c1' },
      });
    const results = await Promise.all([make('a'), make('b')]);
    expect(outcomes(results)).toEqual({ done: 1, moved: 1 });
  });

  test('a merge takes its senders along and its undoing gives them back; whoever has another case keeps it', async () => {
    const address = (id: string) => ({ scope: 'merge', id });
    const pointed = async (id: string, contactId: string) => {
      const reporter = { ...OPENING.reporter, contactId, address: address(id) };
      const sender = { key: { channel: 'whatsapp', ...address(id) }, contactId } as const;
      const make = (ref: string, context: Context) => openCase(ref, { ...OPENING, reporter }, context);
      return stored((await open(at.room, make, CITIZEN, { sender })) as Executed).stored.state;
    };
    const source = await pointed('source-sender', 'cs');
    const target = await pointed('target-sender', 'ct');
    const both = (first: Command<never>, second: Command<never>, reason: string) =>
      appendBoth(
        at.room,
        [source.id, target.id],
        (one, two, context) => {
          const a = perform(one, first, { reason, other: first === mergeSource ? two : two.id } as never, context);
          const b = perform(two, second, { reason, other: second === mergeTarget ? one : one.id } as never, context);
          if ('rejected' in a) return a;
          return 'rejected' in b ? b : [a, b];
        },
        OFFICER,
      );
    const pointer = (id: string) => at.store.pointer({ channel: 'whatsapp', ...address(id) });

    expect((await both(mergeSource, mergeTarget, 'same family')).outcome).toBe('done');
    expect(await pointer('source-sender')).toEqual({ case: target.id, contactId: 'cs' });
    expect(await pointer('target-sender')).toEqual({ case: target.id, contactId: 'ct' });

    expect((await both(unmergeSource, unmergeTarget, 'two families after all')).outcome).toBe('done');
    expect(await pointer('source-sender')).toEqual({ case: source.id, contactId: 'cs' });
    expect(await pointer('target-sender')).toEqual({ case: target.id, contactId: 'ct' });
  });
});

test('what an outage left behind is written whole, in as many transactions as it takes', async () => {
  const { state } = await opened(at.room);
  stored(await execute(at.room, state.id, assign, { owner: 'officer' }, OFFICER));
  for (let n = 0; n < 30; n++) {
    const input = { agency: { id: `agency-${n}`, tiers: 3 }, ask: 'ambulance' };
    stored(await execute(at.room, state.id, raiseEscalation, input, OFFICER));
  }
  const later = { actor: { kind: 'system' as const, id: 'clock' }, now: '2026-03-02T08:00:00.000Z' };
  const swept = stored(await append(at.room, state.id, sweep, later));
  expect(swept.events.filter((event) => event.type === 'escalation.climbed').length).toBeGreaterThan(100);
  const { events } = await at.store.timeline(caseStream(state.id), 0, 1000);
  expect(events.slice(-swept.events.length).map((event) => event.seq)).toEqual(swept.events.map((event) => event.seq));
  expect(fold(events.map(caseEventOf))).toEqual((await at.store.load(state.id))?.state);
  expect(stored(await append(at.room, state.id, sweep, later)).events).toEqual([]);
});

describe('an answer that never came', () => {
  /** A room whose client treats its transactions as `transact` says. */
  const roomWhere = (transact: Transact) => {
    const client = new DynamoDBClient({
      endpoint: at.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'admin', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    client.middlewareStack.add(
      (next, context) => (args) =>
        context.commandName === 'TransactWriteItemsCommand' ? transact(next, args) : next(args),
      { step: 'initialize' },
    );
    const store = dynamoStore({ client, tables: TABLES, now: () => at.clock.ms, random: at.room.random });
    return { ...at.room, store };
  };
  const timeout = () => Object.assign(new Error('no answer within 2000 ms'), { name: 'TimeoutError' });

  test.each([
    { when: 'the commit was made', made: true },
    { when: 'the commit was not made', made: false },
  ])('$when: the note is written once', async ({ made }) => {
    const { state } = await opened(at.room);
    let calls = 0;
    const room = roomWhere(async (next, args) => {
      if (calls++ > 0) return next(args);
      if (made) await next(args);
      throw timeout();
    });
    const result = await execute(room, state.id, addNote, { text: 'once' }, OFFICER);
    expect(result.outcome).toBe('done');
    expect(await notesOf(state.id)).toEqual(['once']);
  });

  test('a try that arrives only while the next one is on its way is not written again', async () => {
    const { state } = await opened(at.room);
    const tries: (() => Promise<unknown>)[] = [];
    const room = roomWhere(async (next, args) => {
      const late = tries.at(0);
      tries.push(() => next(args));
      if (!late) throw timeout();
      if (tries.length === 2) await late();
      return next(args) as never;
    });
    const result = await execute(room, state.id, addNote, { text: 'once' }, OFFICER);
    expect(result.outcome).toBe('done');
    expect(await notesOf(state.id)).toEqual(['once']);
  });

  test('a case whose opening got no answer is opened once', async () => {
    let calls = 0;
    const room = roomWhere(async (next, args) => {
      const answer = await next(args);
      if (calls++ === 0) throw timeout();
      return answer;
    });
    const ids: string[] = [];
    const make = (id: string, context: Context) => {
      ids.push(id);
      return openCase(id, OPENING, context);
    };
    expect((await open(room, make, CITIZEN)).outcome).toBe('done');
    const heads = await at.store.loadMany([...new Set(ids)]);
    expect(heads).toHaveLength(1);
  });
});

test('triage of a case that does not exist is missing, not an error', async () => {
  const input = { priority: 'P1', category: 'injury', reason: 'seen' } as const;
  expect(await execute(at.room, '0000-0000', triage, input, OFFICER)).toEqual({ outcome: 'missing', id: '0000-0000' });
});
