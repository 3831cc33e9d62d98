import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RoomClock } from '../../infra/local/clock.ts';
import type { FunctionDefinition } from '../../infra/local/template.ts';
import { type LogLine, Workers } from '../../infra/local/workers.ts';

const CODE = `
let handled = 0;
export const handler = async (event, context) => {
  handled += 1;
  switch (event.do) {
    case 'env': return process.env;
    case 'time': return { now: Date.now(), date: new Date().getTime(), fixed: new Date(0).getTime(), is: new Date() instanceof Date };
    case 'context': return { name: context.functionName, left: context.getRemainingTimeInMillis() };
    case 'log': console.log('one'); console.error('two'); return null;
    case 'throw': throw new TypeError('not like this');
    case 'exit': process.exit(1);
    case 'reject': Promise.reject(new Error('nobody waits')); return new Promise(() => {});
    case 'hang': return new Promise(() => {});
    case 'wait': { const began = performance.timeOrigin + performance.now(); await new Promise((r) => setTimeout(r, 30)); return { began, ended: performance.timeOrigin + performance.now() }; }
    default: return { handled };
  }
};
`;

let folder: string;
let workers: Workers;
const clock = new RoomClock();
const lines: LogLine[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'));
  await writeFile(join(folder, 'index.mjs'), CODE);
  await writeFile(join(folder, 'broken.mjs'), 'throw new Error("does not load")');
  const definition = (name: string, rest: Partial<FunctionDefinition> = {}): FunctionDefinition => ({
    name,
    functionName: `ops-room-local-${name}`,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    code: folder,
    handler: 'index.handler',
    environment: {},
    timeoutMs: 10_000,
    memoryMb: 128,
    statements: [],
    ...rest,
  });
  workers = new Workers({
    functions: [
      definition('one'),
      definition('many'),
      definition('hasty', { timeoutMs: 300 }),
      definition('broken', { handler: 'broken.handler' }),
    ],
    environment: ({ name }) => ({ WHO: name }),
    clock: clock.shared,
    limit: 2,
    onLog: (line) => lines.push(line),
  });
});

afterAll(async () => {
  await workers.stop();
  await rm(folder, { recursive: true });
});

test('a function sees its own environment and nothing of ours', async () => {
  expect(await workers.invoke('one', { do: 'env' })).toEqual({ WHO: 'one' });
});

test('a function lives on the clock of the room', async () => {
  const before = (await workers.invoke('one', { do: 'time' })) as { now: number };
  clock.advance(3_600_000);
  const after = (await workers.invoke('one', { do: 'time' })) as { now: number; date: number };
  expect(after.now - before.now).toBeGreaterThanOrEqual(3_600_000);
  expect(after.now - before.now).toBeLessThan(3_660_000);
  expect(Math.abs(after.date - clock.now())).toBeLessThan(5000);
  expect(after).toMatchObject({ fixed: 0, is: true });
});

test('a function knows its name and how long it has', async () => {
  const context = (await workers.invoke('one', { do: 'context' })) as { name: string; left: number };
  expect(context.name).toBe('ops-room-local-one');
  expect(context.left).toBeGreaterThan(9000);
});

test('what a function writes can be read line by line', async () => {
  await workers.invoke('one', { do: 'log' });
  await expect.poll(() => lines).toContainEqual({ function: 'one', line: 'one' });
  await expect.poll(() => lines).toContainEqual({ function: 'one', line: 'two' });
});

test('a worker takes one event at a time, and there are no more workers than allowed', async () => {
  const spans = (await Promise.all(Array.from({ length: 6 }, () => workers.invoke('many', { do: 'wait' })))) as {
    began: number;
    ended: number;
  }[];
  const most = spans.map(({ began }) => spans.filter((one) => one.began <= began && began < one.ended).length);
  expect(Math.max(...most)).toBeLessThanOrEqual(2);
});

test('an error of the function is its error, and the worker goes on', async () => {
  const { handled } = (await workers.invoke('one', {})) as { handled: number };
  await expect(workers.invoke('one', { do: 'throw' })).rejects.toMatchObject({
    kind: 'thrown',
    errorType: 'TypeError',
    message: 'one: not like this',
  });
  expect(await workers.invoke('one', {})).toEqual({ handled: handled + 2 });
});

test.each(['exit', 'reject'])(
  'a worker that dies by %s fails its event; the next event finds a new one',
  async (how) => {
    await expect(workers.invoke('one', { do: how })).rejects.toMatchObject({ kind: 'crash' });
    expect(await workers.invoke('one', {})).toEqual({ handled: 1 });
  },
);

test('who takes too long is ended', async () => {
  await workers.invoke('hasty', {});
  await expect(workers.invoke('hasty', { do: 'hang' })).rejects.toMatchObject({
    kind: 'timeout',
    message: 'hasty: Task timed out after 0.30 seconds',
  });
});

test('a killed worker fails what it was doing; what waited is done by the next', async () => {
  const hanging = ['hang', 'hang'].map((how) => workers.invoke('many', { do: how }).catch((error) => error.kind));
  const waiting = workers.invoke('many', {});
  await workers.kill('many');
  expect(await Promise.all(hanging)).toEqual(['crash', 'crash']);
  expect(await waiting).toEqual({ handled: 1 });
});

test('code that does not load says so', async () => {
  await expect(workers.invoke('broken', {})).rejects.toMatchObject({ kind: 'crash', message: 'broken: does not load' });
});

test('an event over 6 MB is refused', async () => {
  await expect(workers.invoke('one', 'x'.repeat(6 * 1024 * 1024))).rejects.toMatchObject({ kind: 'too-large' });
});
