import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// One project per kind of test (design.md §2): `npx vitest run --project domain` runs one kind alone.
const kinds = readdirSync('tests', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['harness', 'bench', 'demo'].includes(entry.name))
  .map((entry) => entry.name);

export default defineConfig({
  test: {
    // Two cores: more workers only make the emulators wait for each other.
    maxWorkers: 2,
    globalSetup: ['tests/harness/least-privilege.ts'],
    projects: kinds.map((kind) => ({
      test: {
        name: kind,
        include: [`tests/${kind}/**/*.test.ts`],
        testTimeout: 90_000,
        hookTimeout: 120_000,
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      },
    })),
  },
});
