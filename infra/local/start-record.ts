/** Where the running room of a data folder is: a file that other commands read. */
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSettings } from './settings.ts';

const NAME = 'room.json';

/** Writes the record; the returned function takes it away. Data in memory has no folder and needs no record. */
export async function recordRoom(dataDir: string, url: string): Promise<() => Promise<void>> {
  if (dataDir === 'memory') return async () => {};
  const file = join(dataDir, NAME);
  await writeFile(file, JSON.stringify({ url, pid: process.pid }));
  return () => rm(file, { force: true });
}

/** Origin of the room that the environment's data folder belongs to, else of the default port. */
export function runningRoom(env: Readonly<Record<string, string | undefined>>): string {
  const { dataDir, port } = readSettings(env);
  try {
    return (JSON.parse(readFileSync(join(dataDir, NAME), 'utf8')) as { url: string }).url;
  } catch {
    return `http://localhost:${port}`;
  }
}
