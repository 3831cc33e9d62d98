/** Bundles the functions and synthesises the CDK app, or finds both done: their results are kept by content. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFunctions } from '../build.ts';
import { lock } from './lock.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Assemblies kept; older ones are removed after an hour unused, so that a running room keeps its code. */
const KEPT = 4;
const UNUSED_MS = 3_600_000;

/**
 * The folder of the cloud assembly of the local stage, made from the sources as they stand.
 *
 * @param say what is being done, for a person who waits.
 */
export async function localAssembly(say: (text: string) => void = () => {}): Promise<string> {
  const built = join(root, '.build');
  await mkdir(built, { recursive: true });
  // Two rooms that start together must not replace each other's bundles while they are being copied.
  const unlock = await lock(join(built, 'assembly.lock'));
  try {
    say('bundling the functions');
    await buildFunctions();
    const cache = join(built, 'assemblies');
    const folder = join(cache, await contentHash());
    if (!existsSync(folder)) {
      say('synthesising the stacks');
      const draft = `${folder}.draft`;
      await rm(draft, { recursive: true, force: true });
      await mkdir(draft, { recursive: true });
      const { buildApp } = await import('../room-app.ts');
      buildApp({ stage: 'local', outdir: draft, stubAssets: true }).synth();
      await rename(draft, folder);
      await tidy(cache);
    }
    const now = new Date();
    await utimes(folder, now, now);
    return folder;
  } finally {
    await unlock();
  }
}

/** What the templates and their assets are made of: CDK code, what it imports from `shared`, bundles, the lock file. */
async function contentHash(): Promise<string> {
  const local = join(root, 'infra', 'local');
  const files = [
    ...(await filesUnder(join(root, 'infra'), (path) => path !== local)),
    ...(await filesUnder(join(root, 'shared'))),
    ...(await filesUnder(join(root, '.build'), (path) => !/\.build\/(assemblies|meta|stubs)$/.test(path))),
    join(root, 'package-lock.json'),
  ];
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(relative(root, file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(folder: string, enter: (path: string) => boolean = () => true): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return enter(path) ? filesUnder(path, enter) : [];
      // Drafts that a build is about to rename are nobody's content.
      return /\.(\d+|lock)$/.test(entry.name) ? [] : [path];
    }),
  );
  return nested.flat();
}

async function tidy(cache: string): Promise<void> {
  const entries = await Promise.all(
    (await readdir(cache)).map(async (name) => ({ name, usedAt: (await stat(join(cache, name))).mtimeMs })),
  );
  const old = entries.sort((a, b) => b.usedAt - a.usedAt).slice(KEPT);
  for (const { name, usedAt } of old) {
    if (Date.now() - usedAt > UNUSED_MS) await rm(join(cache, name), { recursive: true, force: true });
  }
}
