import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { daysBefore } from '#core/time/period.ts';
import { openDatabase } from '#data/database/open.ts';
import { historyDays } from '../../../demo/openai/rhythm.ts';
import { seededRandom } from '../../../demo/openai/seeded-random.ts';
import { startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { childVariables } from '../../support/child-variables.ts';
import { standInConfig } from '../../support/config.ts';
import { testDatabaseUrl } from '../../support/database.ts';
import { onDatabase } from '../../support/database-copies.ts';
import { collectedContent } from '../../support/dump.ts';
import { viewOf } from '../../support/parts.ts';
import { runCli } from '../../support/run-cli.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const now = new Date('2026-11-22T12:00:00Z');
const questions = [
  'last 365d',
  'by model last 365d',
  'by user, model oct',
  'by project last 90d',
  'by key last 30d',
  'by month last 365d',
  'tokens by model yesterday',
];

let folder: string;
let source: string;
let before: { answers: unknown[]; content: Record<string, string[]> };

/** All of the stand-in's history in a SQLite file. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-copy-'));
  source = `file:${join(folder, 'spendbot.sqlite')}`;
  const openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', source), () => now, silentLogger);
  expect(await spendbot.collections.run(daysBefore('2026-11-23', historyDays + 1))).toMatchObject([{ failures: [], stoppedBecause: null }]);
  await spendbot.close();
  await openAi.close();
  before = await everythingIn(source);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function everythingIn(url: string): Promise<typeof before> {
  const openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', url), () => now, silentLogger);
  try {
    const answers = [];
    for (const question of questions) answers.push(await viewOf(spendbot.parts, question, now));
    return {
      answers: [...answers, await viewOf(spendbot.parts, '', now), await viewOf(spendbot.parts, 'status', now)],
      content: await collectedContent(spendbot.parts.database),
    };
  } finally {
    await spendbot.close();
    await openAi.close();
  }
}

const migrate = (to: string) => runCli(['migrate', '--from', source], { DATABASE_URL: to });

/** Starts the copy as an operator would, and kills it `ms` after its first write. */
async function migrateUntilKilled(to: string, ms: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['src/cli.ts', 'migrate', '--from', source, '--to', to], {
    stdio: 'ignore',
    env: childVariables,
  });
  const exited = once(child, 'exit');
  const target = await openDatabase(to, { isCopyTarget: true });
  while (child.exitCode === null && (await target.selectFrom('unfinished_copy').selectAll().execute()).length === 0) await sleep(5);
  await sleep(ms);
  child.kill('SIGKILL');
  const [, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  await target.destroy();
  return signal;
}

describe('spendbot migrate --from … --to …', () => {
  it('moves a history to PostgreSQL, where every answer is the same to the nano-dollar', async () => {
    const target = await testDatabaseUrl({ hasSchema: false });
    const run = await migrate(target);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^usage_row: [\d,]+ rows$/m) });
    expect(run.stdout + run.stderr).not.toContain(`:${new URL(target).password}@`);
    const after = await everythingIn(target);
    expect(after.answers).toEqual(before.answers);
    expect(after.content).toEqual(before.content);
    // And back.
    const file = `file:${join(folder, 'back.sqlite')}`;
    expect(await runCli(['migrate', '--from', target, '--to', file])).toMatchObject({ code: 0 });
    expect(await onDatabase(file, collectedContent)).toEqual(before.content);
    expect(before.content.usage_row?.length).toBeGreaterThan(3000);
  }, 300_000);

  it('goes on after kill -9, at whatever moment, and ends with the same', async () => {
    const target = await testDatabaseUrl();
    const random = seededRandom('copy');
    let killed = 0;
    for (let attempt = 0; attempt < 4; attempt += 1) if ((await migrateUntilKilled(target, random() * 400)) === 'SIGKILL') killed += 1;
    expect(killed).toBeGreaterThan(0);
    await expect(openDatabase(target)).rejects.toMatchObject({ message: expect.stringContaining('unfinished copy of') });
    expect(await migrate(target)).toMatchObject({ code: 0 });
    const after = await everythingIn(target);
    expect(after.answers).toEqual(before.answers);
    expect(after.content).toEqual(before.content);
  }, 300_000);

  it('copies a table once more that was changed after it was copied', async () => {
    const target = await testDatabaseUrl();
    await migrateUntilKilled(target, 0);
    const here = await openDatabase(target, { isCopyTarget: true });
    await here.updateTable('unfinished_copy').set({ is_whole: 1 }).where('table_name', '=', 'usage_row').execute();
    await here.destroy();
    expect(await migrate(target)).toMatchObject({ code: 0 });
    expect(await onDatabase(target, collectedContent)).toEqual(before.content);
  }, 300_000);

  it('refuses a target that holds something else, a source with an unknown table, and one that is not there', async () => {
    const target = await testDatabaseUrl();
    const here = await openDatabase(target);
    await here.insertInto('seen').values({ dimension: 'model', id: 'o3', source: 'admin', first_day: '2026-11-01' }).execute();
    expect(await migrate(target)).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty: it has rows in seen') });
    await here.deleteFrom('seen').execute();
    await here
      .insertInto('unfinished_copy')
      .values({ table_name: 'seen', copied_from: '/another.sqlite', last_key: '', is_whole: 0 })
      .execute();
    expect(await migrate(target)).toMatchObject({ code: 1, stderr: expect.stringContaining('unfinished copy of /another.sqlite') });
    await here.destroy();
    const odd = `file:${join(folder, 'odd.sqlite')}`;
    const there = await openDatabase(odd);
    await sql`create table mine (id integer)`.execute(there);
    await there.destroy();
    const empty = await testDatabaseUrl();
    const run = (...words: string[]) => runCli(['migrate', ...words], { DATABASE_URL: empty });
    expect(await run('--from', odd)).toMatchObject({ code: 1, stderr: expect.stringContaining('a table mine') });
    expect(await run('--from', `file:${join(folder, 'none.sqlite')}`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no file'),
    });
    expect(await run('--from', empty)).toMatchObject({ code: 2, stderr: expect.stringContaining('are both') });
    expect(await run('--to', empty)).toMatchObject({ code: 2, stderr: 'error: --to needs --from.\n' });
  }, 300_000);
});
