import { defineConfig } from 'vitest/config';

/** What differs between the two databases: stores, leases, and a few flows. The long circle runs everything else on PostgreSQL too. */
export const onBothDatabases = [
  'test/store/**/*.test.ts',
  'test/schedule/{hold-source,jobs,outbox-leases,outbox-worker,renewed-source,while-renewing}.test.ts',
  'test/ask/{alerts-once,answer-properties,remembered-days}.test.ts',
  'test/flow/{alert-kill,kill,message-kill}.test.ts',
];

/** What only PostgreSQL has: connections that are lost, and moving over to it. */
const onlyPostgres = ['test/postgres/**/*.test.ts'];

/** The short circle: each promise once. `npm run soak` is the long one. */
export default defineConfig({
  test: {
    // Processes, not threads: native modules (the database, the canvas) and tests that set the time zone need their own.
    pool: 'forks',
    // A process reads each module once for all of its files, so a file must leave no timer, server or variable behind.
    isolate: false,
    // Many tests wait for a process or a server, so two processes a core keep two cores busy.
    maxWorkers: 4,
    allowOnly: false,
    // Real databases, browsers and processes start within these also on two busy cores.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'spendbot', include: ['test/**/*.test.ts'], exclude: [...onlyPostgres, 'test/soak/**'] } },
      {
        extends: true,
        test: { name: 'PostgreSQL', include: [...onBothDatabases, ...onlyPostgres], globalSetup: 'test/support/postgres-server.ts' },
      },
    ],
  },
});
