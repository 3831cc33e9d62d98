/** Files that one process at a time may hold. */
import { open, readFile, rm } from 'node:fs/promises';

const POLL_MS = 50;

/** Takes the lock, and returns what gives it free; or the id of the living process that holds it. */
export async function tryLock(file: string): Promise<(() => Promise<void>) | number> {
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    // Between making the file and writing into it there is a moment without an owner.
    if (owner === 0) await pause();
    const again = owner || Number(await readFile(file, 'utf8').catch(() => ''));
    if (again > 0 && isAlive(again)) return again;
    // Its owner was killed.
    await rm(file, { force: true });
  }
}

/** Takes the lock as soon as it is free. */
export async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    const taken = await tryLock(file);
    if (typeof taken === 'function') return taken;
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
