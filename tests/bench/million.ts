import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { importDynoxide } from '../../infra/local/aws/dynoxide.ts';
import { startEmulator, TABLES } from '../storage/emulator.ts';
import { generatedHead } from './heads.ts';

const MILLION = 1_000_000;
/** Heads of one exported part: what a run that is broken off generates again. */
const PART = 25_000;
/** Heads between two turns of the event loop, so that Ctrl-C is heard. */
const TURN = 250;
const LOOK_MS = 10_000;
/** What the database weighs in the end, about. */
const MEGABYTES = 2_400;

/**
 * A database with a million open cases. They are generated as parts of an export, and a run that is broken off goes on at its part; then the
 * emulator reads all of them in at once. By batch writes the same took hours: the emulator commits every put by itself and waits for the disk.
 *
 * @param folder where the parts and the database are kept
 * @param at epoch milliseconds of the first case
 * @returns the database's file, which stays
 */
export async function millionCases(folder: string, at: number, progress: (line: string) => void): Promise<string> {
  const [file, made, parts] = [`${folder}/board.sqlite`, `${folder}/new`, `${folder}/export`];
  if (!existsSync(file)) {
    mkdirSync(`${parts}/${TABLES.cases}/data`, { recursive: true });
    for (let from = 0; from < MILLION; from += PART) {
      const part = `${parts}/${TABLES.cases}/data/${String(from / PART).padStart(2, '0')}.json.gz`;
      if (existsSync(part)) continue;
      progress(`  generating open cases: ${from.toLocaleString('en')} of ${MILLION.toLocaleString('en')}`);
      await pipeline(Readable.from(lines(from, at)), createGzip({ level: 1 }), createWriteStream(`${part}.new`));
      renameSync(`${part}.new`, part);
    }
    await describe(`${folder}/schema.json`);
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made);
    const look = setInterval(() => progress(`  reading them in: ${megabytes(made)} of some ${MEGABYTES} MB`), LOOK_MS);
    try {
      await importDynoxide(parts, `${folder}/schema.json`, `${made}/board.sqlite`);
    } finally {
      clearInterval(look);
    }
    renameSync(`${made}/board.sqlite`, file);
  }
  for (const spent of [parts, made]) rmSync(spent, { recursive: true, force: true });
  return file;
}

async function* lines(from: number, at: number): AsyncGenerator<string> {
  for (let first = from; first < from + PART; first += TURN) {
    const heads = Array.from({ length: TURN }, (_, i) => JSON.stringify({ Item: generatedHead(first + i, at) }));
    yield `${heads.join('\n')}\n`;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Writes down what the table is, as DynamoDB says it. */
async function describe(file: string): Promise<void> {
  const emulator = await startEmulator();
  try {
    const { Table } = await emulator.client.send(new DescribeTableCommand({ TableName: TABLES.cases }));
    writeFileSync(file, JSON.stringify({ Table }));
  } finally {
    await emulator.close();
  }
}

/** The importer writes beside its file, under names of its own. */
function megabytes(folder: string): number {
  const bytes = readdirSync(folder).map((one) => statSync(`${folder}/${one}`, { throwIfNoEntry: false })?.size ?? 0);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1e6);
}
