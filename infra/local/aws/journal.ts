import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Past this size the file is rewritten with what is still live. */
const COMPACT_BYTES = 256 * 1024 * 1024;

type Line = { put: string; list: string; value: unknown; keep?: number; at?: number } | { drop: string };

/** What a journal held when it was opened. */
export interface Journaled {
  id: string;
  list: string;
  value: unknown;
  /** Dropped, but asked to be remembered for a while (deduplication). */
  dropped: boolean;
}

/**
 * Lists of values in one append-only file. `put` and `drop` take effect in memory at once; `synced()` resolves when
 * everything before it is on the disk, many callers sharing one fsync. Without a file it keeps nothing.
 */
export class Journal {
  readonly #path: string | undefined;
  #file: FileHandle | undefined;
  #bytes = 0;
  readonly #live = new Map<string, string>();
  #buffer: string[] = [];
  #waiters: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  #running: Promise<void> | undefined;
  #dirty = false;
  #failed: unknown;

  private constructor(path: string | undefined) {
    this.#path = path;
  }

  /**
   * Opens (or makes) the journal and compacts it. A torn last line is what a killed process leaves and is dropped; any
   * other unreadable line rejects with one sentence.
   */
  static async open(path: string | undefined, now = Date.now()): Promise<{ journal: Journal; entries: Journaled[] }> {
    const journal = new Journal(path);
    const entries = new Map<string, Journaled>();
    if (path !== undefined) {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      const lines = text.split('\n');
      const tombstones: string[] = [];
      const remembered = new Map<string, { line: string; keep: number }>();
      for (const [index, raw] of lines.entries()) {
        if (raw === '') continue;
        const line = parseLine(raw);
        if (!line) {
          if (index === lines.length - 1) break;
          throw new Error(
            `The data folder is damaged: line ${index + 1} of ${path} is unreadable. Move the file away to start without the messages that were still queued.`,
          );
        }
        if ('drop' in line) {
          const entry = entries.get(line.drop);
          if (!entry) continue;
          const memory = remembered.get(line.drop);
          if (memory && memory.keep > now) {
            entry.dropped = true;
            tombstones.push(memory.line, raw);
          } else entries.delete(line.drop);
          journal.#live.delete(line.drop);
        } else {
          entries.delete(line.put);
          entries.set(line.put, { id: line.put, list: line.list, value: line.value, dropped: false });
          journal.#live.delete(line.put);
          journal.#live.set(line.put, `${raw}\n`);
          if (line.keep !== undefined) remembered.set(line.put, { line: raw, keep: line.keep });
        }
      }
      await journal.#rewrite(tombstones.map((line) => `${line}\n`));
    }
    return { journal, entries: [...entries.values()] };
  }

  /** Adds a value, or moves it to another list; `keep` (epoch milliseconds) remembers it that long after its drop. */
  put(list: string, id: string, value: unknown, keep?: number): void {
    if (!this.#file) return;
    const line = `${JSON.stringify({ put: id, list, value, ...(keep === undefined ? {} : { keep }) } satisfies Line)}\n`;
    this.#live.delete(id);
    this.#live.set(id, line);
    this.#append(line);
  }

  drop(id: string): void {
    if (!this.#live.delete(id)) return;
    this.#append(`${JSON.stringify({ drop: id } satisfies Line)}\n`);
  }

  /** Resolves when everything put or dropped so far is on the disk. */
  synced(): Promise<void> {
    if (this.#failed) return Promise.reject(this.#failed);
    if (!this.#running && !this.#dirty && this.#buffer.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#run();
    });
  }

  async close(): Promise<void> {
    await this.synced();
    await this.#running;
    await this.#file?.close();
    this.#file = undefined;
  }

  #append(line: string): void {
    this.#buffer.push(line);
    this.#run();
  }

  #run(): void {
    this.#running ??= this.#write().finally(() => {
      this.#running = undefined;
      if (this.#waiters.length > 0 || this.#buffer.length > 0) this.#run();
    });
  }

  async #write(): Promise<void> {
    // One turn of the event loop lets concurrent requests share the write and the fsync.
    await new Promise(setImmediate);
    while (this.#file && (this.#buffer.length > 0 || this.#waiters.length > 0)) {
      const chunk = this.#buffer.join('');
      const waiters = this.#waiters;
      this.#buffer = [];
      this.#waiters = [];
      try {
        if (chunk !== '') {
          this.#dirty = true;
          const { bytesWritten } = await this.#file.write(chunk);
          this.#bytes += bytesWritten;
        }
        if (waiters.length > 0 && this.#dirty) {
          await this.#file.datasync();
          this.#dirty = false;
        }
        for (const waiter of waiters) waiter.resolve();
        if (this.#bytes > COMPACT_BYTES) await this.#rewrite([]);
      } catch (error) {
        this.#failed = error;
        for (const waiter of waiters) waiter.reject(error);
        return;
      }
    }
  }

  async #rewrite(extra: string[]): Promise<void> {
    if (this.#path === undefined) return;
    const next = `${this.#path}.new`;
    await rm(next, { force: true });
    const text = [...extra, ...this.#live.values()].join('');
    await writeFile(next, text, { flush: true });
    const file = await open(next, 'a');
    await rename(next, this.#path);
    await this.#file?.close();
    this.#file = file;
    this.#bytes = Buffer.byteLength(text);
  }
}

function parseLine(raw: string): Line | undefined {
  try {
    return JSON.parse(raw) as Line;
  } catch {
    return undefined;
  }
}
