import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: native modules (the database, the canvas) and tests that set the time zone need their own.
    pool: 'forks',
    allowOnly: false,
    // Real databases, browsers and processes start within these also on two busy cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
