import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { childVariables } from './test/support/child-variables.ts';

// Processes that run tests load what Node compiled for others, as processes that tests start do.
process.env.NODE_COMPILE_CACHE ??= childVariables.NODE_COMPILE_CACHE;

/** What differs between the two databases: stores, leases, and what is read and claimed by SQL. The long circle runs everything else on PostgreSQL too. */
export const onBothDatabases = [
  'test/data/**/*.test.ts',
  'test/delivery/{jobs,outbox}/**/*.test.ts',
  'test/collect/{renewed-source,source-lease}.test.ts',
  'test/collect/any-rows.test.ts',
  'test/collect/openai/shared-starts.test.ts',
  'test/features/**/*-store.test.ts',
  'test/features/alerts/alerts-once.test.ts',
  'test/features/export/charges.test.ts',
  'test/features/prices/reprice.test.ts',
];

/** What is beside the former and opens no database, or SQLite's alone. */
const withoutDatabase = [
  'test/delivery/jobs/{lease,on-schedule}.test.ts',
  'test/data/{database/sqlite-locks,figures/resolve-filters,totals/spans}.test.ts',
];

/** What only PostgreSQL has: connections that are lost, and moving over to it. */
const onlyPostgres = ['test/flow/postgres/**/*.test.ts'];

/** What takes longest, and mostly waits. Begun last, it would run alone at the end; a fresh checkout does not know how long it takes. */
const longest =
  /test\/(?:flow\/(?:no-key-leaves|message-stop|postgres\/)|browser\/first-minutes|bot\/(?:absurd|watch-socket|socket-mode)|cli\/every-command|demo\/check-demo)/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byProject = Map.groupBy(await super.sort(files), ({ project }) => project);
    return [...byProject.values()].flatMap(ofProject => {
      const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId);
      return [...ofProject.filter(isLong), ...ofProject.filter(file => !isLong(file))];
    });
  }
}

/** The short circle: each promise once. `npm run soak` is the long one. */
export default defineConfig({
  test: {
    // Processes, not threads: native modules (the database, the canvas) and tests that set the time zone need their own.
    pool: 'forks',
    // A process reads each module once for all of its files, so a file must leave no timer, server or variable behind.
    isolate: false,
    // Node itself imports the modules, as it does for users: it strips types in less time than Vite transforms them for every process.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Many tests wait for a process or a server, so three processes a core keep two cores busy.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
    allowOnly: false,
    // Real databases, browsers and processes start within these also on two busy cores.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'spendbot', include: ['test/**/*.test.ts'], exclude: [...onlyPostgres, 'test/soak/**'] } },
      {
        extends: true,
        test: {
          name: 'PostgreSQL',
          include: [...onBothDatabases, ...onlyPostgres],
          exclude: withoutDatabase,
          globalSetup: 'test/support/postgres-server.ts',
        },
      },
    ],
  },
});
