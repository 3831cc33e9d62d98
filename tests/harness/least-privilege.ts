/**
 * Runs around all tests: afterwards every call that a role allows was made by some test (issue: least privilege proved). A run of some files
 * of `OPS_TEST_GRANTS=<folder>` lists what these and those before them did not make; a run of all fails.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { GRANTS_FOLDER, neverUsedIn } from './grants.ts';

export default function leastPrivilege({ vitest }: TestProject): () => Promise<void> {
  // A folder that is given gathers over several runs.
  const given = process.env[GRANTS_FOLDER];
  const folder = given ?? mkdtempSync(join(tmpdir(), 'ops-room-grants-'));
  process.env[GRANTS_FOLDER] = folder;
  return async () => {
    const never = neverUsedIn(folder);
    if (!given) rmSync(folder, { recursive: true, force: true });
    if (never.length === 0) return;
    const all = (await vitest.globTestSpecifications()).length;
    const ran = vitest.state.getFiles();
    if (ran.length < all || ran.some(({ result }) => result?.state !== 'pass')) {
      if (process.env.OPS_TEST_GRANTS_LIST)
        console.log(['Allowed and not called by these tests:', ...never].join('\n  '));
      return;
    }
    console.error(
      [
        'Allowed by a role and never called by a test: test it, or take it from infra/stacks/room-stack.ts',
        ...never,
      ].join('\n  '),
    );
    process.exitCode = 1;
  };
}
