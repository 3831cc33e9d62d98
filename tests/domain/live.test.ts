import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../../functions/live/connections.ts';
import { type PokeDeps, sendPokes } from '../../functions/live/pokes.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { newest, type Poke } from '../../shared/live/poke.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');

let connections: Connection[];
let states: Record<string, Partial<CaseState>>;
let heard: [connection: string, frame: object][];
let closed: string[];
let deps: PokeDeps;

const listener = (
  id: string,
  role: 'officer' | 'supervisor' | 'director' | 'surge' = 'officer',
  age = 60_000,
): Connection => ({
  id,
  connectedAt: new Date(NOW - age).toISOString(),
  staff: { id: `staff-${id}`, roles: [role] },
});
const message = (id: string, v: number) => JSON.stringify({ t: 'case', id, v });
const poke = (id: string, v: number): Poke => ({ t: 'case', id, v });

beforeEach(() => {
  connections = [];
  states = {};
  heard = [];
  closed = [];
  deps = {
    connections: {
      open: async () => {},
      close: async ({ id }) => void closed.push(id),
      all: async () => connections,
    },
    heads: async (ids) =>
      ids.flatMap((id) =>
        states[id] ? [{ hash: '', state: { id, sensitivity: 'normal', ...states[id] } as CaseState }] : [],
      ),
    post: async (connection, frame) => {
      heard.push([connection, JSON.parse(frame)]);
      return 'sent';
    },
    trusted: async () => undefined,
    now: () => NOW,
    remaining: () => 10_000,
  };
  vi.spyOn(console, 'log')
    .mockReset()
    .mockImplementation(() => {});
});

const logged = () => vi.mocked(console.log).mock.calls.map(([line]) => (JSON.parse(line) as { line: string }).line);

test('of all pokes of a second each case has one left, its newest, in whatever order they came', () => {
  const some = fc.array(fc.record({ t: fc.constant('case'), id: fc.constantFrom('a', 'b', 'c'), v: fc.nat() }));
  fc.assert(
    fc.property(some, (pokes) => {
      const given = pokes.map((each) => ({ ...each, v: each.v + 1 })) as Poke[];
      const left = newest(given);
      expect(left.map(({ id }) => id)).toEqual([...new Set(given.map(({ id }) => id))]);
      for (const { id, v } of left)
        expect(v).toBe(Math.max(...given.filter((one) => one.id === id).map((one) => one.v)));
    }),
  );
});

test('every console hears of every case it may know of, once, with the newest version', async () => {
  connections = [listener('one'), listener('two')];
  states = { A: {}, B: {} };
  await sendPokes([message('A', 3), message('B', 1), message('A', 4), message('A', 2)], deps);
  for (const id of ['one', 'two']) {
    expect(heard.filter(([who]) => who === id).map(([, frame]) => frame)).toEqual([poke('A', 4), poke('B', 1)]);
  }
});

test('a sealed case is heard of by its owner and above; what surge staff did not log they do not hear of', async () => {
  connections = [listener('owner'), listener('other'), listener('above', 'supervisor'), listener('surge', 'surge')];
  states = { SEALED: { sensitivity: 'sealed', owner: 'staff-owner' }, OPEN: {}, TAKEN: { takenBy: 'staff-surge' } };
  await sendPokes([message('SEALED', 7), message('OPEN', 1), message('TAKEN', 1)], deps);
  const ids = (who: string) => heard.filter(([one]) => one === who).map(([, frame]) => (frame as Poke).id);
  expect(ids('owner')).toEqual(['SEALED', 'OPEN', 'TAKEN']);
  expect(ids('above')).toEqual(['SEALED', 'OPEN', 'TAKEN']);
  expect(ids('other')).toEqual(['OPEN', 'TAKEN']);
  expect(ids('surge')).toEqual(['TAKEN']);
});

test('a supervisor who has gone home does not hear of sealed cases, and of the others as ever', async () => {
  connections = [listener('here', 'supervisor'), listener('gone', 'supervisor'), listener('director', 'director')];
  states = { SEALED: { sensitivity: 'sealed' }, OPEN: {} };
  await sendPokes([message('SEALED', 7), message('OPEN', 1)], { ...deps, trusted: async () => ['staff-here'] });
  const ids = (who: string) => heard.filter(([one]) => one === who).map(([, frame]) => (frame as Poke).id);
  expect(ids('here')).toEqual(['SEALED', 'OPEN']);
  expect(ids('director')).toEqual(['SEALED', 'OPEN']);
  expect(ids('gone')).toEqual(['OPEN']);
});

test('a case that nobody can find is nobody’s business', async () => {
  connections = [listener('one', 'supervisor')];
  await sendPokes([message('GONE', 1)], deps);
  expect(heard).toEqual([]);
});

test('in a storm a console is told once to read its board, counted by what it may know of', async () => {
  connections = [listener('all'), listener('little', 'surge')];
  const ids = Array.from({ length: 26 }, (_, index) => `C${index}`);
  states = Object.fromEntries(ids.map((id) => [id, id === 'C7' ? { takenBy: 'staff-little' } : {}]));
  await sendPokes(
    ids.map((id) => message(id, 1)),
    deps,
  );
  expect(heard).toHaveLength(2);
  expect(heard).toContainEqual(['all', { t: 'board' }]);
  expect(heard).toContainEqual(['little', poke('C7', 1)]);
});

test('a connection that is gone is marked and costs nobody else anything', async () => {
  connections = [listener('dead'), listener('alive')];
  states = { A: {}, B: {} };
  const { post } = deps;
  deps.post = async (id, frame) => (id === 'dead' ? 'gone' : post(id, frame));
  await sendPokes([message('A', 1), message('B', 1)], deps);
  expect(closed).toEqual(['dead']);
  expect(heard.map(([who]) => who)).toEqual(['alive', 'alive']);
  expect(logged()).toEqual([]);
});

test('a connection in its handshake is not there yet, and is not marked as gone', async () => {
  connections = [listener('young', 'officer', 1_000)];
  states = { A: {} };
  deps.post = async () => 'gone';
  await sendPokes([message('A', 1)], deps);
  expect(closed).toEqual([]);
});

test('a socket that fails is told in the log and fails nothing; nobody reached is an error', async () => {
  connections = [listener('broken'), listener('alive')];
  states = { A: {} };
  const { post } = deps;
  deps.post = async (id, frame) => {
    if (id === 'broken') throw Object.assign(new Error('x'), { name: 'TimeoutError' });
    return post(id, frame);
  };
  await sendPokes([message('A', 1)], deps);
  expect(heard).toEqual([['alive', poke('A', 1)]]);
  expect(logged()).toEqual(['live.not-told']);

  deps.post = async () => Promise.reject(new Error('x'));
  await sendPokes([message('A', 2)], deps);
  expect(logged()).toEqual(['live.not-told', 'live.nobody-told']);
});

test('a message that is no poke is an error in the log and holds up nothing', async () => {
  connections = [listener('one')];
  states = { A: {} };
  await sendPokes(['{"t":"case","id":"A"}', 'not json', message('A', 1)], deps);
  expect(heard).toEqual([['one', poke('A', 1)]]);
  expect(logged()).toEqual(['live.unreadable', 'live.unreadable']);
});

test('while nobody listens, nothing is read; when the table cannot be read, the queue keeps the batch', async () => {
  let reads = 0;
  const { heads } = deps;
  deps.heads = async (ids) => {
    reads += 1;
    return heads(ids);
  };
  await sendPokes([message('A', 1)], deps);
  expect(reads).toBe(0);

  connections = [listener('one')];
  deps.heads = async () => Promise.reject(new Error('throttled'));
  await expect(sendPokes([message('A', 1)], deps)).rejects.toThrow('throttled');
});

test('with its time running out it begins no further frame', async () => {
  connections = [listener('one')];
  states = { A: {} };
  deps.remaining = () => 1_000;
  await sendPokes([message('A', 1)], deps);
  expect(heard).toEqual([]);
  expect(logged()).toEqual(['live.not-told']);
});
