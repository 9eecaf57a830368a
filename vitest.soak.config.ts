import { defineConfig } from 'vitest/config';
import { onBothDatabases } from './vitest.config.ts';

/** What needs several processes on one database. Or the disk and locks of SQLite, a browser, an installation or a package on its own: once is enough. */
const onlyPostgres = ['test/soak/postgres/**/*.test.ts'];
const onlyOnce = ['test/soak/{chaos,every-message,package,played-days,production-install}.test.ts'];

/** What keeps or reads days and messages, and `npm test` plays on SQLite alone. */
const alsoOnPostgres = [
  'test/features/**/*.test.ts',
  'test/app/retention-job.test.ts',
  'test/flow/{collect-and-ask,forecast-and-why,rate-limit}.test.ts',
  'test/bot/{alerts,digests,emulate-messages,publish-home,scoped-channel}.test.ts',
];

/**
 * The long circle: what chance and numbers find, and everything on the second database. `SOAK_KILLS=10 npm run soak -- kill.test.ts` plays a short part of its kills.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 4,
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'soak', include: ['test/soak/**/*.test.ts'], exclude: onlyPostgres } },
      {
        extends: true,
        test: {
          name: 'soak PostgreSQL',
          include: ['test/soak/**/*.test.ts', ...alsoOnPostgres],
          exclude: [...onlyOnce, ...onBothDatabases],
          globalSetup: 'test/support/postgres-server.ts',
        },
      },
    ],
  },
});
