import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, buildFunctions } from '../../infra/build.ts';

/** Kilobytes of code that Lambda loads (design.md §9). */
const budgets: Record<string, number> = { webhooks: 300, relay: 340, api: 420 };

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
const outDir = mkdtempSync(join(tmpdir(), 'ops-room-build-'));

beforeAll(async () => {
  bundles = await buildFunctions(outDir);
});

describe('bundles', () => {
  test.each(Object.entries(budgets))('%s loads at most %i KB', (name, kilobytes) => {
    expect(bundles.get(name)?.bytes).toBeLessThanOrEqual(kilobytes * 1024);
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

  test('are loaded by Node as they are: no missing require, no missing file', () => {
    for (const name of bundles.keys()) {
      const url = pathToFileURL(join(outDir, name, 'index.mjs')).href;
      const look = `const m = await import(${JSON.stringify(url)}); process.stdout.write(typeof m.handler)`;
      // A bundle that reads its environment at start stops here with the name of what is missing, and that is fine.
      const { text } = attempt(look);
      expect(text, name).toMatch(/^function$|OPS_\w+ is not set/);
    }
  });

  test('a second build without a change writes nothing anew', async () => {
    const again = await buildFunctions(outDir);
    expect(again).toEqual(bundles);
  });
});

function attempt(code: string): { text: string } {
  try {
    return {
      text: execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', stdio: 'pipe' }),
    };
  } catch (error) {
    return { text: String((error as { stderr?: string }).stderr) };
  }
}
