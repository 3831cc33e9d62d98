import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildFunctions } from '../../infra/build.ts';
import { figure, most, percentile, type Row } from './report.ts';

/** Kilobytes of code that Lambda loads (design.md §9). */
const BUDGETS: Record<string, number> = { webhooks: 300, relay: 340, api: 420 };

/** Fresh processes per bundle: loading is noisy, the median is not. */
const ROUNDS = 11;

const FLOOR = `
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
const app = new Hono();
app.get('/', async (c) => c.json(await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } }))));
export const handler = handle(app);
`;

/** What Lambda has to load of each function, and how long that takes beside a bare Hono + DynamoDB client bundle. */
export async function* benchBundles(progress: (line: string) => void): AsyncGenerator<Row> {
  const bundles = await buildFunctions();
  for (const [name, { bytes }] of bundles) {
    const kilobytes = bytes / 1024;
    const budget = BUDGETS[name];
    yield budget ? most(`code of ${name}`, kilobytes, 'KB', budget) : figure(`code of ${name}`, kilobytes, 'KB');
  }
  const { inputs = {}, packed = 0 } = bundles.get('intake') ?? {};
  const triage = Object.entries(inputs).filter(([path]) => /^shared\/triage\/(?!normalise|similar|texts)/.test(path));
  const added = triage.reduce((sum, [, bytes]) => sum + bytes, packed) / 1024;
  yield most('triage adds to intake, its packed words included', added, 'KB', 60);
  progress(`  load times, ${ROUNDS} rounds`);
  const files = [...bundles.keys()].map((name) => resolve('.build', name, 'index.mjs'));
  const { floor, times } = await loadTimes(await bareBundle(), files);
  const how = 'median of fresh processes, in turn with all others';
  yield figure('load time of a bare Hono + DynamoDB client', floor, 'ms', how);
  for (const [index, name] of [...bundles.keys()].entries()) {
    yield most(`load time of ${name} over that`, times[index]! / floor, '×', 1.4);
  }
}

async function bareBundle(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ops-room-floor-'));
  const outfile = join(folder, 'index.mjs');
  await build({
    stdin: { contents: FLOOR, resolveDir: resolve('.') },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': resolve('infra/env-credentials.ts') },
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return outfile;
}

/**
 * Median milliseconds to import each bundle. They take turns, so that what else the machine does is shared by all and their ratios stand; the
 * floor, which is in every ratio, comes before every fourth.
 */
async function loadTimes(bare: string, files: readonly string[]): Promise<{ floor: number; times: number[] }> {
  const floors: number[] = [];
  const loads = files.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, file] of files.entries()) {
      if (index % 4 === 0) floors.push(await loadTime(bare));
      loads[index]!.push(await loadTime(file));
    }
  }
  return { floor: percentile(floors, 0.5), times: loads.map((all) => percentile(all, 0.5)) };
}

/** Milliseconds to import the bundle in a fresh process, its environment faked so that nothing is missing. */
async function loadTime(file: string): Promise<number> {
  const look = `
    const env = new Proxy(process.env, { get: (t, k) => t[k] ?? (String(k).startsWith('OPS_') ? 'https://localhost/x' : undefined) });
    Object.defineProperty(process, 'env', { value: env });
    const start = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - start));
  `;
  return Number(await printed(look));
}

/** What a fresh process prints. It is no child of Ctrl-C: the bench ends first, and writes what it has. */
function printed(script: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    },
  });
  return text(child.stdout);
}
