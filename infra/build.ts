/**
 * Bundles every `functions/<name>/handler.ts` to `.build/<name>/index.mjs`, the very bytes that Lambda and the local
 * room run. ESM with `mainFields: module, main` is 36 % smaller than CJS and needs no `require` banner.
 *
 * A `functions/<name>/assets.ts` that exports `assets(): Record<file, text>` is run while building, and what it returns is
 * written beside the bundle: generated pages and documents are no code that Lambda has to load. A `functions/<name>/web/` is bundled
 * for browsers (`build-web.ts`).
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { buildWeb } from './build-web.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** JSON at least this large (borders, phone metadata) is shipped beside the code and parsed when first imported. */
const dataFileBytes = 16_384;

const common = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  // Not every part has a default export (`inOnePiece`).
  logOverride: { 'import-is-undefined': 'silent' },
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('./env-credentials.ts', import.meta.url)),
    // Its built form holds 670 KB of borders as code; its source imports them as the JSON they are.
    '@rapideditor/country-coder': join(root, 'node_modules/@rapideditor/country-coder/src/country-coder.ts'),
  },
} as const satisfies BuildOptions;

/** What one function's bundle weighs and is made of. */
export interface Bundle {
  name: string;
  /** Bytes of code that Lambda loads at start: `index.mjs` and what it imports at once. */
  bytes: number;
  /** Bytes each source file contributed, by path from the project root. */
  inputs: Record<string, number>;
  /** Bytes of what triage knows in words, packed beside the code and read with the first message. */
  packed?: number;
  /** Gzipped bytes of script before the first screen, where the function has a part for browsers. */
  webGzip?: number;
}

interface BuildRecord extends Bundle {
  hash: string;
  sources: string[];
}

/**
 * Bundles all functions, skipping those whose sources did not change since the last build.
 *
 * @param outDir where the assets go; `.build` of the project unless told.
 * @returns the bundles by function name.
 * @throws when a function does not compile; esbuild has then printed where.
 */
export async function buildFunctions(outDir: string = join(root, '.build')): Promise<Map<string, Bundle>> {
  const names = await functionNames();
  const bundles = await Promise.all(names.map((name) => buildFunction(name, outDir)));
  return new Map(bundles.map((bundle) => [bundle.name, bundle]));
}

async function functionNames(): Promise<string[]> {
  const folder = join(root, 'functions');
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder);
  return entries.filter((name) => existsSync(join(folder, name, 'handler.ts'))).sort();
}

async function buildFunction(name: string, outDir: string): Promise<Bundle> {
  const target = join(outDir, name);
  const recordFile = join(outDir, 'meta', `${name}.json`);
  const previous = await readRecord(recordFile);
  if (previous && existsSync(join(target, 'index.mjs')) && previous.hash === (await hashOf(previous.sources))) {
    return previous;
  }

  await mkdir(join(outDir, 'meta'), { recursive: true });
  await mkdir(target, { recursive: true });
  const packed = packBook(target);
  const entry = join(root, 'functions', name, 'handler.ts');
  const options = { ...common, plugins: [inOnePiece(entry), dataFiles(target), packed.plugin] };
  const result = await build({
    ...options,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir: target,
    outExtension: { '.js': '.mjs' },
    // What a function imports only when it needs it stays a file of its own, which a cold start does not load.
    splitting: true,
    minify: true,
  });
  for (const file of result.outputFiles) await replaceFile(file.path, file.contents);
  await removeOthers(target, new Set([...result.outputFiles.map(({ path }) => basename(path)), ...packed.files]));
  const generated = await buildAssets(name, outDir);
  const web = await buildWeb(root, join('functions', name), target);

  const inputs = [...Object.keys(result.metafile.inputs), ...packed.sources, ...generated, ...(web?.sources ?? [])];
  const sources = [...new Set(inputs.filter(isOurs))].sort();
  const hash = (await hashOf(sources)) ?? 'changed while building';
  const record: BuildRecord = {
    name,
    ...weigh(result.metafile),
    ...(web ? { webGzip: web.initialGzip } : {}),
    ...(packed.bytes() > 0 ? { packed: packed.bytes() } : {}),
    sources,
    hash,
  };
  await replaceFile(recordFile, JSON.stringify(record));
  return record;
}

/** Parts of an earlier build have other names; left behind they would be shipped for ever. */
async function removeOthers(target: string, built: ReadonlySet<string>): Promise<void> {
  const stale = (await readdir(target)).filter((file) => /\.(mjs|br)$/.test(file) && !built.has(file));
  await Promise.all(stale.map((file) => rm(join(target, file), { force: true })));
}

/** Runs the function's `assets.ts`, if it has one, and returns the sources that went into it. */
async function buildAssets(name: string, outDir: string): Promise<string[]> {
  const entry = join(root, 'functions', name, 'assets.ts');
  if (!existsSync(entry)) return [];
  const script = join(outDir, 'meta', `${name}-assets.mjs`);
  const result = await build({ ...common, entryPoints: [entry], outfile: script });
  for (const file of result.outputFiles) await replaceFile(file.path, file.contents);
  // Asked for by a new name each time: a module is loaded only once per process.
  const { assets } = (await import(`${pathToFileURL(script).href}?${Date.now()}`)) as {
    assets: () => Record<string, string> | Promise<Record<string, string>>;
  };
  for (const [file, text] of Object.entries(await assets())) await replaceFile(join(outDir, name, file), text);
  return Object.keys(result.metafile.inputs);
}

function weigh({ outputs }: Metafile): Pick<Bundle, 'bytes' | 'inputs'> {
  const index = Object.keys(outputs).find((path) => path.endsWith('index.mjs'));
  if (!index) throw new Error('esbuild reported no index.mjs');
  const loaded = new Set([index]);
  for (const path of loaded) {
    for (const { kind, path: imported } of outputs[path]!.imports) {
      if (kind === 'import-statement' && imported in outputs) loaded.add(imported);
    }
  }
  const parts = [...loaded].map((path) => outputs[path]!);
  const inputs = parts.flatMap((part) =>
    Object.entries(part.inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const),
  );
  return { bytes: parts.reduce((sum, part) => sum + part.bytes, 0), inputs: Object.fromEntries(inputs) };
}

/**
 * Keeps what a cold start loads in one file. Code that the start shares with some of the parts imported later would be split from it, one file
 * for each combination of parts (26 for `api`, which took half as long again to load); since every part says here that it knows the whole
 * handler, which is loaded before it anyway, the start is the one thing that all of them share.
 */
function inOnePiece(handler: string): Plugin {
  return {
    name: 'in-one-piece',
    setup(builder) {
      builder.onResolve({ filter: /./ }, async ({ path, kind, pluginData, importer, resolveDir }) => {
        if (kind !== 'dynamic-import' || pluginData === 'part') return undefined;
        const found = await builder.resolve(path, { kind, importer, resolveDir, pluginData: 'part' });
        if (found.errors.length > 0 || found.external) return found;
        return { path: relative(root, found.path), namespace: 'part' };
      });
      builder.onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
        contents: `import * as part from ${JSON.stringify(join(root, path))};
          export * from ${JSON.stringify(join(root, path))};
          export default part.default;
          export { handler } from ${JSON.stringify(handler)};`,
        resolveDir: root,
      }));
    },
  };
}

/**
 * Moves large JSON out of the code: it is copied beside the bundle and read from there. Some packages wrap theirs in a
 * module (`metadata.min.json.js`), which is the same thing with `export default` before it.
 */
function dataFiles(target: string): Plugin {
  return {
    name: 'data-files',
    setup(builder) {
      builder.onLoad({ filter: /\.json(\.js)?$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (text.length < dataFileBytes) return undefined;
        const data = text.slice(text.search(/[{[]/)).replace(/;\s*$/, '');
        JSON.parse(data);
        const hash = createHash('sha256').update(data).digest('hex').slice(0, 8);
        const file = `${basename(path).replace(/\.json(\.js)?$/, '')}-${hash}.json`;
        await replaceFile(join(target, file), data);
        return {
          contents: `import { readFileSync } from 'node:fs';
            export default JSON.parse(readFileSync(new URL('./${file}', import.meta.url), 'utf8'));`,
          loader: 'js',
        };
      });
    },
  };
}

/**
 * Puts what triage knows in words beside the code: `book()` of shared/triage/book.ts is run here, and the bundle gets a module that reads
 * its answer from a compressed file. Arabic takes one byte a letter in ISO 8859-6; what is not in it stands as an escape of JSON.
 */
function packBook(target: string): { plugin: Plugin; sources: string[]; files: string[]; bytes: () => number } {
  let bytes = 0;
  const sources: string[] = [];
  const files: string[] = [];
  const plugin: Plugin = {
    name: 'pack-book',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]shared[\\/]triage[\\/]book\.ts$/ }, async ({ path }) => {
        const { outputFiles, metafile } = await build({ ...common, entryPoints: [path], outfile: 'book.mjs' });
        const script = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`;
        const { book } = (await import(script)) as { book: () => unknown };
        const packed = brotliCompressSync(arabicBytes(JSON.stringify(book())));
        const file = `book-${createHash('sha256').update(packed).digest('hex').slice(0, 8)}.br`;
        await replaceFile(join(target, file), packed);
        sources.push(...Object.keys(metafile.inputs));
        files.push(file);
        bytes = packed.byteLength;
        return {
          contents: `import { readFileSync } from 'node:fs';
            import { brotliDecompressSync } from 'node:zlib';
            let read;
            export const book = () => (read ??= JSON.parse(new TextDecoder('iso-8859-6').decode(
              brotliDecompressSync(readFileSync(new URL('./${file}', import.meta.url))))));`,
          loader: 'js',
        };
      });
    },
  };
  return { plugin, sources, files, bytes: () => bytes };
}

function arabicBytes(json: string): Buffer {
  const one = (letter: string) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : ARABIC.get(letter);
  };
  return Buffer.from(
    json
      .split('')
      .flatMap((letter) => one(letter) ?? [...Buffer.from(`\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)]),
  );
}
const ARABIC = new Map(
  Array.from({ length: 0x5f }, (_, i) => [new TextDecoder('iso-8859-6').decode(Uint8Array.of(0xa1 + i)), 0xa1 + i]),
);

/** Packages change only with the lock file, which is part of the hash; our own files are hashed one by one. */
function isOurs(path: string): boolean {
  return !path.includes('node_modules/') && !path.startsWith('<');
}

async function hashOf(sources: string[]): Promise<string | undefined> {
  const hash = createHash('sha256');
  for (const source of [...sources, 'infra/build.ts', 'infra/build-web.ts', 'package-lock.json']) {
    try {
      hash.update(source).update(await readFile(join(root, source.replace(/^[a-z-]+:/, ''))));
    } catch {
      return undefined;
    }
  }
  return hash.digest('hex');
}

async function readRecord(file: string): Promise<BuildRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as BuildRecord;
  } catch {
    return undefined;
  }
}

/** Renames into place, so that a room starting meanwhile never loads half a file. */
async function replaceFile(path: string, contents: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path).catch(async (error) => {
    await rm(draft, { force: true });
    throw error;
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const bundles = await buildFunctions();
  for (const { name, bytes } of bundles.values()) {
    console.log(`${name.padEnd(10)} ${(bytes / 1024).toFixed(0).padStart(5)} KB  .build/${name}`);
  }
}
