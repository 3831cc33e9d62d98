import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

/** Starting under load takes its time: bundles, templates, emulators. */
const START_MS = 90_000;

let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  child: ChildProcess;
  out: () => string;
  error: () => string;
  code: Promise<number | null>;
}

function run(script: string, args: string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', `infra/local/${script}.ts`, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, OPS_DATA_DIR: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    error += chunk;
  });
  const code = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { child, out: () => out, error: () => error, code };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Starts the room and gives its address once it says that it is ready. */
async function ready(): Promise<Run & { url: string }> {
  const room = run('start', [], {});
  const said = () => /^ready (http:\S+)$/m.exec(room.out())?.[1];
  await Promise.race([
    expect.poll(said, { timeout: START_MS, interval: 50 }).toBeDefined(),
    room.code.then((code) => Promise.reject(new Error(`ended with ${code}: ${room.error()}`))),
  ]);
  return { ...room, url: said()! };
}

/** As a script asks for a token: by the command, of the room that is running. */
async function officer(): Promise<Record<string, string>> {
  const { code, out } = run('token', ['officer'], {});
  expect(await code).toBe(0);
  return { authorization: `Bearer ${out().trim()}`, 'content-type': 'application/json' };
}

test('a value that cannot be used gives one sentence and exit code 1', async () => {
  const { code, error, out } = run('start', [], { OPS_NOW_OFFSET: 'tomorrow' });
  expect(await code).toBe(1);
  expect(error()).toBe('OPS_NOW_OFFSET is "tomorrow", which is not a duration like PT10M or P1D.\n');
  expect(out()).toBe('');
});

test('every setting is printed with a value that works', async () => {
  const { code, out } = run('start', ['--settings'], { PORT: '8123' });
  expect(await code).toBe(0);
  expect(out()).toMatch(/^PORT=8123 /m);
  expect(out()).toMatch(/^OPS_PUBLIC_BASE_URL=http:\/\/localhost:8123 /m);
  for (const name of ['OPS_WHATSAPP_APP_SECRET', 'OPS_TELEGRAM_SECRET_TOKEN', 'OPS_GENERIC_WEBHOOK_SECRETS'])
    expect(out()).toMatch(new RegExp(`^${name}=\\S+`, 'm'));
});

test('a taken port gives one sentence, and leaves nothing behind', { timeout: START_MS }, async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, error } = run('start', [], { PORT: String(port) });
  expect(await code).toBe(1);
  expect(error()).toBe(`Port ${port} is already taken; set PORT to another one.\n`);
  other.close();
});

test('a damaged data folder gives one sentence', { timeout: START_MS }, async () => {
  await writeFile(join(folder, 'issuer.json'), '{"key":');
  const { code, error } = run('start', [], {});
  expect(await code).toBe(1);
  expect(error().trim().split('\n')).toHaveLength(1);
  expect(error()).toContain('issuer.json is damaged');
  await rm(join(folder, 'issuer.json'));
});

test('a token without a room says what to do', async () => {
  const { code, error } = run('token', ['officer'], { PORT: '9' });
  expect(await code).toBe(1);
  expect(error()).toBe('No room answers at http://localhost:9; start it with npm start.\n');
});

test('what was answered with 2xx is there after kill -9, and Ctrl-C ends everything', {
  timeout: 3 * START_MS,
}, async () => {
  const first = await ready();
  const made = await fetch(`${first.url}/v1/cases`, {
    method: 'POST',
    headers: await officer(),
    body: JSON.stringify({ channel: 'phone', reporter: { name: 'Mona', phone: '+249910000001' }, text: 'no water' }),
  });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };

  const second = run('start', [], {});
  expect(await second.code).toBe(1);
  expect(second.error()).toMatch(/^The data folder \S+ is in use by process \d+; stop that room first\.\n$/);

  await end(first.child, 'SIGKILL');
  const again = await ready();
  expect(again.out()).not.toContain('filling the new room');
  const kept = await fetch(`${again.url}/v1/cases/${id}`, { headers: await officer() });
  expect([kept.status, ((await kept.json()) as { id: string }).id]).toEqual([200, id]);
  const dynamodb = /DynamoDB +(http\S+)/.exec(again.out())![1]!;

  again.child.kill('SIGINT');
  expect(await again.code).toBe(0);
  await expect(fetch(dynamodb)).rejects.toThrow();
  await expect(readFile(join(folder, 'room.lock'))).rejects.toThrow();
});
