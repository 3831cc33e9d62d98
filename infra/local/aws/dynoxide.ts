import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { emptyDatabase } from './dynoxide-database.ts';
import { replaceFile } from './files.ts';

/**
 * A watcher between us and the emulator: it holds our pipe and ends the emulator when the pipe closes, which happens
 * however we die, `kill -9` included. It also removes the temporary folder that is its first argument.
 */
const DIE_WITH_PARENT = [
  // With our end of stderr gone, even a shell's last word would kill it before it has tidied up.
  'trap "" PIPE',
  'exec 3<&0',
  'temporary="$1"',
  'shift',
  '"$@" </dev/null 3<&- &',
  'pid=$!',
  '(cat <&3 >/dev/null; kill $pid 2>/dev/null) &',
  'exec 3<&-',
  'wait $pid',
  'code=$?',
  '[ -n "$temporary" ] && rm -rf "$temporary"',
  'exit $code',
].join('\n');

const START_TIMEOUT_MS = 15_000;
const MEMORY_BYTES = 1024 ** 3;

export interface Dynoxide {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts dynoxide on a free loopback port, its data in `file` or, for `memory`, in a file that is removed again, and
 * resolves when it answers. Rejects with one sentence when there is no binary for this machine or the file cannot be
 * used.
 */
export async function startDynoxide(file: string | 'memory'): Promise<Dynoxide> {
  const binary = findBinary();
  const port = await freePort();
  const temporary = file === 'memory' ? mkdtempSync(join(memoryFolder(), 'dynoxide-')) : undefined;
  const path = temporary === undefined ? file : join(temporary, 'memory.sqlite');
  if (!existsSync(path)) replaceFile(path, emptyDatabase());
  const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', path];
  const { child, said } = run(binary, args, temporary);
  const url = `http://127.0.0.1:${port}`;
  try {
    await healthy(url, child, said);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, close: () => stop(child) };
}

/**
 * Makes a new database of tables as DynamoDB exports them, in one go: put by put, the emulator waits for the disk with each.
 *
 * @param from folder with `<table>/data/*.json.gz`, a line `{"Item": …}` for each item
 * @param schema file with what DescribeTable answers
 * @param file where the database is written; replaced when it exists. Half a database when this rejects or we die meanwhile.
 */
export async function importDynoxide(from: string, schema: string, file: string): Promise<void> {
  const args = ['import', '--source', from, '--schema', schema, '--output', file, '--force'];
  const { child, said } = run(findBinary(), args);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  if (code !== 0)
    throw new Error(`The DynamoDB emulator could not import ${from}: ${said().trim().split('\n').at(-1)}`);
}

/** Starts the emulator so that it ends when we do. `said` is the beginning of what it writes to stderr. */
function run(binary: string, args: string[], temporary = ''): { child: ChildProcess; said: () => string } {
  const child = spawn('/bin/sh', ['-c', DIE_WITH_PARENT, 'sh', temporary, binary, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C reaches the room first, which ends the emulator when the last write is done.
    detached: true,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (said.length < 2000) said += chunk.toString();
  });
  child.stdin.on('error', () => {});
  return { child, said: () => said };
}

/** A file system without a disk, where there is one with room enough (containers often have 64 MB). */
function memoryFolder(): string {
  if (!existsSync('/dev/shm')) return tmpdir();
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > MEMORY_BYTES ? '/dev/shm' : tmpdir();
}

function findBinary(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`@dynoxide/${platform}/dynoxide`);
  } catch {
    const folders = (process.env.PATH ?? '').split(delimiter);
    const found = folders.map((folder) => join(folder, 'dynoxide')).find((path) => existsSync(path));
    if (found) return found;
    throw new Error(
      `No DynamoDB emulator for ${platform}: install the optional package @dynoxide/${platform}, put dynoxide on the PATH, or set OPS_DYNAMODB_ENDPOINT to a running DynamoDB Local.`,
    );
  }
}

async function healthy(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(
        `The DynamoDB emulator stopped at once: ${said().trim().split('\n').at(-1) ?? 'no reason given'}`,
      );
    }
    try {
      const answer = await fetch(url);
      if ((await answer.text()).startsWith('healthy')) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`The DynamoDB emulator did not answer within ${START_TIMEOUT_MS / 1000} s.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
