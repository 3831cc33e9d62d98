import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, buildFunctions } from '../../infra/build.ts';
import { folderOf, localStacks, ofType, type StackTemplate } from './assembly.ts';

/** Kilobytes of code that Lambda loads (design.md §9). */
const budgets: Record<string, number> = { webhooks: 300, relay: 340, api: 420, live: 260 };

/** What has no place in any bundle: build tools, tracers, locales, and the credential search that never runs. */
const strangers = [
  'aws-cdk-lib',
  'aws-xray-sdk',
  'zod/',
  '@hono/zod-openapi',
  '@aws-sdk/credential-provider-node',
  '@aws-sdk/credential-provider-sso',
  'libphonenumber-js/max',
  'infra/local/',
  'tests/',
];

let bundles: Map<string, Bundle>;
let room: StackTemplate;
const outDir = mkdtempSync(join(tmpdir(), 'ops-room-build-'));

beforeAll(async () => {
  bundles = await buildFunctions(outDir);
  room = localStacks().room;
});

describe('bundles', () => {
  test.each(Object.entries(budgets))('%s loads at most %i KB', (name, kilobytes) => {
    expect(bundles.get(name)?.bytes).toBeLessThanOrEqual(kilobytes * 1024);
  });

  test('triage adds less than 60 KB to intake: its code, and its words packed beside it', () => {
    const { inputs = {}, packed = 0 } = bundles.get('intake') ?? {};
    // What intake has for other reasons: the copies of a storm and the words of a rule.
    const anyway = ['normalise', 'similar', 'texts'].map((name) => `shared/triage/${name}.ts`);
    const code = Object.entries(inputs).filter(([path]) => path.startsWith('shared/triage/') && !anyway.includes(path));
    expect(packed).toBeGreaterThan(10 * 1024);
    expect(code.reduce((sum, [, bytes]) => sum + bytes, packed)).toBeLessThan(60 * 1024);
  });

  test('a browser loads at most 250 KB of script before the first screen, gzipped', () => {
    const gzipped = bundles.get('console')?.webGzip;
    expect(gzipped).toBeGreaterThan(50 * 1024);
    expect(gzipped).toBeLessThanOrEqual(250 * 1024);
  });

  test('hold nothing that has no business there, and one copy of each package', () => {
    for (const { name, inputs } of bundles.values()) {
      for (const path of Object.keys(inputs)) {
        expect(
          strangers.find((stranger) => path.includes(stranger)),
          `${name}: ${path}`,
        ).toBeUndefined();
      }
      const nested = Object.keys(inputs).filter((path) => path.split('node_modules/').length > 2);
      expect(nested, name).toEqual([]);
    }
  });

  test('start with the environment that the template gives them, and nothing else', { timeout: 120_000 }, async () => {
    const functions = ofType(room, 'AWS::Lambda::Function').map(([, fn]) => fn);
    const starts = [...bundles.keys()].map(async (name) => {
      const fn = functions.find(({ FunctionName }) => folderOf(FunctionName) === name);
      return [name, await start(name, fn?.Environment.Variables ?? {})];
    });
    expect(Object.fromEntries(await Promise.all(starts))).toEqual(
      Object.fromEntries([...bundles.keys()].map((name) => [name, 'function'])),
    );
  });

  test('a second build without a change writes nothing anew', async () => {
    const again = await buildFunctions(outDir);
    expect(again).toEqual(bundles);
  });
});

/** Loads a bundle in a process of its own and says what its `handler` is, or what went wrong. */
async function start(name: string, variables: Record<string, unknown>): Promise<string> {
  const url = pathToFileURL(join(outDir, name, 'index.mjs')).href;
  const look = `import(${JSON.stringify(url)}).then(
    (m) => process.stdout.write(typeof m.handler),
    (error) => process.stdout.write(String(error)),
  )`;
  // What only a deployment knows (a queue's address) is some address here.
  const given = Object.entries(variables).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : 'https://some.where',
  ]);
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', look], {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: name,
      AWS_SECRET_ACCESS_KEY: 'x',
      ...Object.fromEntries(given),
    },
  });
  return stdout;
}
