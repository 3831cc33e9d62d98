import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Whole and on the disk, or not at all. */
export function replaceFile(file: string, content: Buffer | string, mode = 0o666): void {
  writeFileSync(`${file}.new`, content, { flush: true, mode });
  renameSync(`${file}.new`, file);
}

/** A kept JSON file, `undefined` when there is none yet. Throws one sentence when it cannot be read. */
export function readKept<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    throw new Error(`The data folder is damaged: ${file} is unreadable. Move it away to start without what it kept.`);
  }
}
