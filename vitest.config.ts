import { defineConfig } from 'vitest/config';

/** Tests of what is stored, and of what is answered from it, run on SQLite and on PostgreSQL, the same bodies. */
const onBothDatabases = [
  'test/store/**/*.test.ts',
  'test/ask/**/*.test.ts',
  'test/schedule/**/*.test.ts',
  'test/flow/{alert-kill,collect-and-ask,forecast-and-why,kill,message-kill,rate-limit}.test.ts',
  'test/slack/{alerts,digests,emulate-messages,home,scoped-channel}.test.ts',
];

/** The long circle: `npm run soak`. */
const soak = 'test/soak/**';

/** What only PostgreSQL has: connections that are lost, and moving over to it. */
const onlyPostgres = ['test/postgres/**/*.test.ts'];

export default defineConfig({
  test: {
    // Processes, not threads: native modules (the database, the canvas) and tests that set the time zone need their own.
    pool: 'forks',
    allowOnly: false,
    // Real databases, browsers and processes start within these also on two busy cores.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: 'test/support/key-watch.ts',
    projects: [
      { extends: true, test: { name: 'spendbot', include: ['test/**/*.test.ts'], exclude: [...onlyPostgres, soak] } },
      {
        extends: true,
        test: { name: 'PostgreSQL', include: [...onBothDatabases, ...onlyPostgres], globalSetup: 'test/support/postgres-server.ts' },
      },
    ],
  },
});
