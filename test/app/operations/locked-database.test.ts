import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { filledIn, formOfSettings, topForm } from '../../bot/filled-form.ts';
import { standInVariables, startMain } from '../../support/main-process.ts';

it('answers health checks and Slack while another program keeps its database locked, names what fails until it is let go, and leaves in time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-locked-'));
  const openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  const slack = await startSlackStandIn();
  const { pages, end } = await startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '2' });
  const other = new SqliteDatabase(join(folder, 'spendbot.sqlite'));
  onTestFinished(async () => {
    other.close();
    await slack.close();
    await openAi.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const form = await formOfSettings(slack, 'form:budget');
  const filled = filledIn(form, { amount: '500', period: 'month', thresholds: '50, 100', channel: 'C0GENERAL' });
  const textOf = async (page: string) => (await fetch(pages + page)).text();
  await expect.poll(() => textOf('/metrics')).toMatch(/spendbot_job_runs_total\{job="collect",outcome="done"\} 1/);
  other.exec('begin immediate');
  let slowestMs = 0;
  const isNamed = async () => {
    const askedAt = performance.now();
    expect(await textOf('/healthz')).toBe('ok\n');
    slowestMs = Math.max(slowestMs, performance.now() - askedAt);
    return (await textOf('/metrics')).includes('spendbot_failing{');
  };
  await expect.poll(isNamed, { interval: 100 }).toBe(true);
  // Slack gives up after three seconds.
  expect(slowestMs).toBeLessThan(2_000);
  expect((await (await slack.workspace.type('/spend help')).message()).text).not.toBe('');
  await slack.workspace.openHome('bob');
  await expect.poll(() => JSON.stringify(slack.workspace.homeOf('bob')?.blocks), { timeout: 5_000 }).toContain('Last 7 days');
  // The stand-in refuses what is acknowledged after three seconds, as Slack does.
  expect(await slack.workspace.submit(form, filled)).toEqual({});
  const shownInForm = () => JSON.stringify(topForm(slack, 'olga')?.blocks);
  expect(shownInForm()).toContain('Working it out');
  await expect.poll(shownInForm, { timeout: 30_000 }).toMatch(/The form failed: .*Another program holds it/);
  const status = async () => (await (await slack.workspace.type('/spend status')).message()).text;
  expect(await status()).toMatch(/What fails now[\s\S]*Another program holds it/);

  other.exec('rollback');
  await expect.poll(() => textOf('/metrics')).not.toContain('spendbot_failing{');
  expect(await status()).not.toMatch(/What fails now/);

  other.exec('begin immediate');
  const { code, tookMs } = await end();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
});
