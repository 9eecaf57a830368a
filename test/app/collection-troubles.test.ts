import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { startCollecting } from '#collect/schedule.ts';
import type { Database } from '#data/database/open.ts';
import { status } from '#features/status/status.ts';
import { statusText } from '#features/status/text.ts';
import { createLogger } from '#log.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import { standInConfig } from '../support/config.ts';

const pragma = (text: string) => (database: Database) => sql.raw(`pragma ${text}`).execute(database);

it.each([
  {
    fault: 'a full disk',
    breakIt: pragma('max_page_count = 1'),
    heal: pragma('max_page_count = 1000000'),
    says: /collect: The database .* cannot be used .*The disk is full\. Make room .*1 failed try since/,
  },
  {
    fault: 'a database that may not be written to',
    breakIt: pragma('query_only = on'),
    heal: pragma('query_only = off'),
    says: /collect: The database .* cannot be used .*may not be written to\. Let the user .*1 failed try since/,
  },
  {
    fault: 'a bug',
    breakIt: (database: Database) => sql`alter table source_state rename to elsewhere`.execute(database),
    heal: (database: Database) => sql`alter table elsewhere rename to source_state`.execute(database),
    says: null,
  },
])('a collection that fails by $fault is in status, the runs and the log, says collecting no more, and is healed', async fault => {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-troubles-'));
  const openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  const log: string[] = [];
  const logger = createLogger('info', line => void log.push(line));
  const clock = () => new Date();
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', `file:${join(folder, 'spendbot.sqlite')}`), clock, logger);
  const { parts, collections, troubles } = spendbot;
  onTestFinished(async () => {
    await spendbot.close();
    await openAi.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const shown = async () => terminalText(statusText(await status(parts, clock())));
  await collections.run({ from: '2026-11-20', to: '2026-11-21' });
  await fault.breakIt(parts.database);
  const runs: string[] = [];
  const onRun = (job: string, outcome: string) => void runs.push(`${job} ${outcome}`);
  const schedule = startCollecting(collections, { cron: '0 0 29 2 *', backfillDays: 30, onRun, troubles, clock, logger });
  onTestFinished(() => schedule.stop());
  await expect.poll(() => runs).toEqual(['collect failed']);
  expect(log.join('\n')).toMatch(/"level":"error".*"nextTryInMs":60000.*the collection failed; it is tried again/);
  expect(collections.running.size).toBe(0);
  if (fault.says === null) expect(troubles.list()).toMatchObject([{ what: 'collect', words: expect.stringContaining('source_state') }]);
  else expect(await shown()).toMatch(fault.says);
  await fault.heal(parts.database);
  if (fault.says === null) expect(await shown()).toMatch(/What fails now\n {2}collect: .*source_state.*1 failed try/);
  await schedule.runNow();
  expect(runs).toEqual(['collect failed', 'collect done']);
  expect(await shown()).not.toMatch(/What fails now|Collecting:/);
});
