/**
 * Bundles `functions/<name>/web/main.tsx`, the part of a function that runs in a browser, to `.build/<name>/assets/`: names carry a
 * hash, so that a browser may keep them for ever; text is compressed once here and not on each request.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';

/** What the page loads at once, by file name; the rest is asked for when first needed. */
export interface WebManifest {
  script: string;
  style: string;
  /** Parts that the script imports at once. */
  preload: string[];
}

/** Bytes of script that a browser loads before the first screen, gzipped. */
export interface WebBundle {
  initialGzip: number;
  sources: string[];
}

/**
 * @param folder the function's folder, from the project's root.
 * @param target where its bundle lies.
 * @returns nothing where the function has no browser part.
 * @throws when it does not compile; esbuild has then printed where.
 */
export async function buildWeb(root: string, folder: string, target: string): Promise<WebBundle | undefined> {
  const entry = join(root, folder, 'web', 'main.tsx');
  if (!existsSync(entry)) return undefined;
  const out = join(target, 'assets');
  await mkdir(out, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: 'main' }],
    outdir: out,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    charset: 'utf8',
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.geojson': 'file', '.mp3': 'file', '.wav': 'file', '.svg': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [files],
    logLevel: 'warning',
  });
  const built = new Set<string>();
  let initialGzip = 0;
  const manifest = manifestOf(result.metafile);
  const first = new Set([manifest.script, ...manifest.preload]);
  for (const { path, contents } of result.outputFiles) {
    const name = basename(path);
    const zipped = await promisify(gzip)(contents, { level: 9 });
    if (first.has(name)) initialGzip += zipped.length;
    const small = await promisify(brotliCompress)(contents, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length },
    });
    for (const [suffix, bytes] of [
      ['', contents],
      ['.gz', zipped],
      ['.br', small],
    ] as const) {
      built.add(name + suffix);
      await writeFile(path + suffix, bytes);
    }
  }
  const old = (await readdir(out)).filter((file) => !built.has(file));
  await Promise.all(old.map((file) => rm(join(out, file), { force: true })));
  await writeFile(join(target, 'manifest.json'), JSON.stringify(manifest));
  return { initialGzip, sources: Object.keys(result.metafile.inputs) };
}

/** `import file from 'package/file?url'`: the file lies beside the scripts as it is, and is asked for when somebody needs it. */
const files: Plugin = {
  name: 'files',
  setup(build) {
    build.onResolve({ filter: /\?url$/ }, async ({ path, resolveDir, kind }) => {
      const found = await build.resolve(path.slice(0, -'?url'.length), { resolveDir, kind });
      return found.errors.length > 0 ? { errors: found.errors } : { path: found.path, namespace: 'file-as-it-is' };
    });
    build.onLoad({ filter: /.*/, namespace: 'file-as-it-is' }, async ({ path }) => ({
      contents: await readFile(path),
      loader: 'file',
    }));
  },
};

function manifestOf({ outputs }: Metafile): WebManifest {
  // Screens that are loaded when first needed are entries too.
  const entry = Object.entries(outputs).find(([, output]) => output.entryPoint?.endsWith('/web/main.tsx'));
  if (!entry) throw new Error('esbuild reported no entry');
  const [script, { cssBundle, imports }] = entry;
  const preload = new Set<string>();
  const follow = (list: typeof imports) => {
    for (const { kind, path } of list) {
      if (kind !== 'import-statement' || preload.has(path) || !outputs[path]) continue;
      preload.add(path);
      follow(outputs[path].imports);
    }
  };
  follow(imports);
  return {
    script: basename(script),
    style: cssBundle ? basename(cssBundle) : '',
    preload: [...preload].map((path) => basename(path)),
  };
}
