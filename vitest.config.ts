import { defineConfig } from 'vitest/config';

/** The two suites that need no Electron. End-to-end tests run under Playwright's own runner. */
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', environment: 'node', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 15_000 },
      },
      {
        test: { name: 'contract', environment: 'node', include: ['test/contract/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
