import { defineConfig } from 'vitest/config';

/** Tests of what is stored, and of what is answered from it, run on SQLite and on PostgreSQL, the same bodies. */
const onBothDatabases = [
  'test/store/**/*.test.ts',
  'test/ask/**/*.test.ts',
  'test/schedule/**/*.test.ts',
  'test/flow/collect-and-ask.test.ts',
];

export default defineConfig({
  test: {
    // Processes, not threads: native modules (the database, the canvas) and tests that set the time zone need their own.
    pool: 'forks',
    allowOnly: false,
    // Real databases, browsers and processes start within these also on two busy cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'spendbot', include: ['test/**/*.test.ts'] } },
      { extends: true, test: { name: 'PostgreSQL', include: onBothDatabases, globalSetup: 'test/support/postgres-server.ts' } },
    ],
  },
});
