import { defineConfig } from 'vitest/config';

/** What only PostgreSQL has: several processes on one database. */
const onlyPostgres = ['test/soak/postgres/**/*.test.ts'];

/** The long circle: what chance and numbers find. `SOAK_KILLS=10 npm run soak` plays a short part of its kills. */
export default defineConfig({
  test: {
    pool: 'forks',
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: 'test/support/key-watch.ts',
    projects: [
      { extends: true, test: { name: 'soak', include: ['test/soak/**/*.test.ts'], exclude: onlyPostgres } },
      {
        extends: true,
        test: { name: 'soak PostgreSQL', include: ['test/soak/**/*.test.ts'], globalSetup: 'test/support/postgres-server.ts' },
      },
    ],
  },
});
