import { defineConfig } from 'vitest/config';

/** What needs several processes on one database. Or the disk and locks of SQLite, a browser, an installation or a package on its own: once is enough. */
const onlyPostgres = ['test/soak/postgres/**/*.test.ts'];
const onlyOnce = ['test/soak/{chaos,every-message,package,played-days,production-install}.test.ts'];

/** What `npm test` plays a part of: more versions, kills, commands and draws. */
const inPart = [
  'test/app/operations/{slack-away,stop-while-starting}.test.ts',
  'test/bot/absurd.test.ts',
  'test/bot/strangers/who-may-ask.test.ts',
  'test/browser/first-minutes.test.ts',
  'test/cli/{collect-any-rows,every-command,terminal}.test.ts',
  'test/collect/any-rows.test.ts',
  'test/core/{prices/listing,query/round-trip}.test.ts',
  'test/data/database/upgrade.test.ts',
  'test/data/totals/{spans,totals}.test.ts',
  'test/delivery/outbox/worker.test.ts',
  'test/features/{every-word,messages,money-messages,money-text}.test.ts',
  'test/features/alerts/blocks.test.ts',
  'test/features/answers/answer-properties.test.ts',
  'test/features/digests/digest-year.test.ts',
  'test/features/forecast/chart.test.ts',
  'test/features/prices/reprice.test.ts',
  'test/flow/{alert-kill,as-billed,kill,message-kill,no-key-leaves}.test.ts',
];

/** What keeps or reads days and messages, and `npm test` plays on SQLite alone. */
const alsoOnPostgres = [
  'test/collect/any-rows.test.ts',
  'test/data/database/upgrade.test.ts',
  'test/data/totals/{spans,totals}.test.ts',
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
    provide: { isSoak: true },
    allowOnly: false,
    // A sweep that npm test plays a part of takes several times as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'soak', include: ['test/soak/**/*.test.ts', ...inPart], exclude: onlyPostgres } },
      {
        extends: true,
        test: {
          name: 'soak PostgreSQL',
          include: ['test/soak/**/*.test.ts', ...alsoOnPostgres],
          exclude: onlyOnce,
          globalSetup: 'test/support/postgres-server.ts',
        },
      },
    ],
  },
});
