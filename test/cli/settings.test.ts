import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../support/run-cli.ts';

function emptyDatabase(): { DATABASE_URL: string } {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}` };
}

/** Wrong for whoever looks at them. */
const ofSlack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: 'slack', PORT: 'http' };
const ofSources = { OPENAI_ADMIN_KEY: 'sk-proj-1', OPENAI_BASE_URL: 'openai', BACKFILL_DAYS: 'all' };
const ofTheBot = { COLLECT_CRON: 'hourly', METRICS_PORT: 'x', RETENTION_DAYS: '1' };
const days = ['--from', '2026-11-01', '--to', '2026-11-02'];

describe('a setting that a command does not use', () => {
  it.each([
    [['ask', 'last 7d'], { QUICKCHART_URL: 'here', LOG_LEVEL: 'loud', SPENDBOT_CONFIG: '/nowhere.yml' }],
    [['ask'], { SPEND_PEOPLE_VISIBLE: 'me' }],
    [['check'], { SPENDBOT_CONFIG: '/nowhere.yml' }],
    [['digest', 'daily', '--dry-run'], { QUICKCHART_URL: 'here' }],
    [['export', ...days, '--format', 'csv'], { LOG_LEVEL: 'loud' }],
    [['prices'], { SETTLE_DAYS: '-1' }],
    [['reprice', ...days], { SETTLE_DAYS: '-1' }],
    [['totals'], { SETTLE_DAYS: '-1' }],
    [['migrate'], { SETTLE_DAYS: '-1' }],
    [['price'], { SETTLE_DAYS: '-1' }],
  ])('does not stop it when it is wrong: %j', async (words, others) => {
    const { code, stderr } = await runCli(words, { ...emptyDatabase(), ...ofSlack, ...ofSources, ...ofTheBot, ...others });
    // Nothing was collected, which an export says too.
    expect([code, stderr.replace(/^Not in the export, not collected yet: .*\n/, '')]).toEqual([0, '']);
  });

  it('does not stop a backup or a collection', async () => {
    const variables = emptyDatabase();
    expect((await runCli(['migrate'], variables)).code).toBe(0);
    const target = `${variables.DATABASE_URL.slice('file:'.length)}.backup`;
    expect(await runCli(['backup', target], { ...variables, ...ofSlack, ...ofSources })).toMatchObject({ code: 0 });
    const source = { OPENAI_ADMIN_KEY: 'sk-admin-test', OPENAI_BASE_URL: 'http://127.0.0.1:9' };
    // The settings are read, for an option is looked at after them.
    const collect = await runCli(['collect', '--source', 'nobody'], { ...variables, ...ofSlack, ...ofTheBot, ...source });
    expect(collect).toMatchObject({ code: 2, stderr: 'error: There is no source "nobody"; there is admin.\n' });
  });
});

describe('a setting that a command uses', () => {
  it.each([
    [['ask', 'last 7d'], { SETTLE_DAYS: 'x' }],
    [['check'], { SETTLE_DAYS: 'x' }],
    [['prices'], { SPENDBOT_CONFIG: '/nowhere.yml' }],
    [['price'], { SPENDBOT_CONFIG: '/nowhere.yml' }],
    [['digest', 'daily', '--dry-run'], { SPEND_PEOPLE_VISIBLE: 'x' }],
    [['digest', 'daily'], { SLACK_BOT_TOKEN: 'xoxb-1' }],
    [['backup', '/nowhere/file'], { DATABASE_URL: 'mysql://db' }],
    [['collect'], { OPENAI_ADMIN_KEY: 'sk-admin-test', BACKFILL_DAYS: 'x' }],
  ])('stops it when it is wrong, and is named: %j %j', async (words, wrong) => {
    const { code, stdout, stderr } = await runCli(words, { ...emptyDatabase(), ...wrong });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^spendbot is not set up:\n {2}[^\n]+\n$/);
    expect(stderr).toContain(Object.keys(wrong).at(-1));
  });
});

describe('spendbot start', () => {
  it('names the source and Slack, and all else that is missing or wrong, at once', async () => {
    const { code, stderr } = await runCli(['start'], { ...emptyDatabase(), COLLECT_CRON: 'hourly' });
    expect(code).toBe(1);
    expect(stderr.split('\n')).toEqual([
      'spendbot is not set up:',
      expect.stringContaining('COLLECT_CRON is "hourly"'),
      expect.stringContaining('OPENAI_ADMIN_KEY'),
      expect.stringContaining('SLACK_BOT_TOKEN'),
      '',
    ]);
  });
});
