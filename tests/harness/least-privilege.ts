/**
 * Runs around all tests. `OPS_TEST_GRANTS=<folder>` gathers which calls that roles allow were made, over several runs too, and lists those
 * that no test made; a run of all tests then fails for them.
 */
import { mkdirSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { GRANTS_FOLDER, neverUsedIn } from './grants.ts';

export default function leastPrivilege({ vitest }: TestProject): (() => Promise<void>) | undefined {
  const folder = process.env[GRANTS_FOLDER];
  if (!folder) return undefined;
  mkdirSync(folder, { recursive: true });
  return async () => {
    const never = neverUsedIn(folder);
    if (never.length === 0) return;
    console.log(
      [
        'Allowed by a role and never called by a test: test it, or take it from infra/stacks/room-stack.ts',
        ...never,
      ].join('\n  '),
    );
    const ran = vitest.state.getFiles();
    const all = (await vitest.globTestSpecifications()).length;
    if (ran.length === all && ran.every(({ result }) => result?.state === 'pass')) process.exitCode = 1;
  };
}
