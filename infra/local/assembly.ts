/**
 * Bundles the functions and synthesises the CDK app, or finds both done. The templates are kept by what they are made of,
 * without the functions' code, so that a change in a function costs no synthesis; the code is kept by its content, so that a
 * running room keeps the code it started with.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildFunctions } from '../build.ts';
import { lock } from './lock.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = join(root, '.build');

/** What is unused for so long is removed, milliseconds. */
const UNUSED_MS = 3_600_000;

/** What there is to run. */
export interface LocalAssembly {
  /** Cloud assembly of the local stage; its functions' assets are empty. */
  folder: string;
  /** Folder of each function's code, by the function's folder name. */
  code: Map<string, string>;
}

/**
 * The local stage, made from the sources as they stand.
 *
 * @param say what is being done, for a person who waits.
 */
export async function localAssembly(say: (text: string) => void = () => {}): Promise<LocalAssembly> {
  await mkdir(built, { recursive: true });
  // Two rooms that start together must not replace each other's bundles while they are being copied.
  const unlock = await lock(join(built, 'assembly.lock'));
  try {
    say('bundling the functions');
    const names = [...(await buildFunctions()).keys()];
    const code = new Map<string, string>();
    for (const name of names) code.set(name, await keepCode(name));
    return { folder: await templates(say), code };
  } finally {
    await unlock();
  }
}

async function templates(say: (text: string) => void): Promise<string> {
  return keep('assemblies', await hashOf(await stackSources()), async (draft) => {
    say('synthesising the stacks');
    const { buildApp } = await import('../room-app.ts');
    const assetsDir = join(built, 'empty');
    buildApp({ stage: 'local', outdir: draft, assetsDir, emptyAssets: true }).synth();
  });
}

async function keepCode(name: string): Promise<string> {
  const folder = join(built, name);
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.flatMap((file) =>
    file.isFile() && !/\.\d+$/.test(file.name) ? [join(file.parentPath, file.name)] : [],
  );
  return keep('code', `${name}-${await hashOf(files)}`, (draft) => cp(folder, draft, { recursive: true }));
}

/** A folder by its content's name, made when it is not there. */
async function keep(kind: string, name: string, make: (draft: string) => Promise<unknown>): Promise<string> {
  const shelf = join(built, kind);
  const folder = join(shelf, name);
  if (!existsSync(folder)) {
    const draft = `${folder}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await make(draft);
    await rename(draft, folder);
    await tidy(shelf);
  }
  const now = new Date();
  await utimes(folder, now, now);
  return folder;
}

async function tidy(shelf: string): Promise<void> {
  for (const name of await readdir(shelf)) {
    const { mtimeMs } = await stat(join(shelf, name));
    if (Date.now() - mtimeMs > UNUSED_MS) await rm(join(shelf, name), { recursive: true, force: true });
  }
}

/** The files that the stacks are written in, what they import from `shared` included. */
async function stackSources(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, 'infra', 'room-app.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  return [...Object.keys(metafile.inputs), 'package-lock.json'].map((file) => join(root, file));
}

async function hashOf(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
