import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { examine } from '#app/doctor.ts';
import { openDatabase } from '#data/database/open.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { addSubscription, changeSubscription } from '#features/digests/subscriptions-store.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import type { Failure } from '../../demo/openai/failures.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { readManifest } from '../../demo/slack/app-manifest.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { standInVariables } from '../support/main-process.ts';
import { runCli } from '../support/run-cli.ts';
import { silentLogger } from '../support/silent-logger.ts';

let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;

beforeAll(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn(await readManifest(new URL('../../manifest.yml', import.meta.url)));
  folder = mkdtempSync(join(tmpdir(), 'spendbot-doctor-'));
});

afterAll(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

function doctor(changes: Record<string, string> = {}) {
  const variables = { ...standInVariables(openAi, slack, folder), ...changes };
  return runCli(['doctor'], variables);
}

describe('spendbot doctor', () => {
  it('finds nothing wrong where all is well', async () => {
    const { code, stdout } = await doctor();
    expect(stdout).toContain('All is well.');
    expect(stdout).toMatch(
      /^fine {3}OpenAI admin: the key works, for OpenAI organization Acme \(org-acme-demo\); readable: .*completions.*costs\/project/m,
    );
    expect(stdout).toContain('SLACK_BOT_TOKEN works: spendbot in Acme');
    expect(stdout).toContain('the app has every scope of its manifest');
    expect(stdout).toMatch(/fine {3}Clock: within \d+ s/);
    expect(stdout).toMatch(/fine {3}Database: schema version \d+/);
    expect(code).toBe(0);
  });

  it('names the prices that someone should look at again, which is nothing wrong', async () => {
    const words: string[] = [];
    const variables = { DATABASE_URL: `file:${join(folder, 'prices.sqlite')}` };
    for await (const found of examine(variables, () => new Date('2026-11-22T12:00:00Z'), silentLogger)) {
      if (found.subject === 'Prices') words.push(`${found.outcome} ${found.words}`);
    }
    expect(words).toContainEqual(
      expect.stringMatching(
        /^note gpt-5\.6-sol, .*: announced only until 21 Nov 2026, so approximate since then\. Check OpenAI's pricing page/,
      ),
    );
  });

  it('says what to do about a wrong key, and shows none', async () => {
    const { code, stdout, stderr } = await doctor({ OPENAI_ADMIN_KEY: 'sk-admin-wrongwrongwrong' });
    expect(stdout).toMatch(/WRONG {2}OpenAI admin: OpenAI does not accept OPENAI_ADMIN_KEY \(401\): it is mistyped, revoked or expired/);
    expect(stdout).toContain('1 thing is wrong.');
    expect(stdout + stderr).not.toContain('wrongwrong');
    expect(code).toBe(1);
  });

  it('says what to do about an expired token', async () => {
    slack.fail({ method: 'auth.test', error: 'token_expired' });
    const { code, stdout } = await doctor();
    expect(stdout).toContain('WRONG  Slack: Slack refused SLACK_BOT_TOKEN: token_expired. Copy the token');
    expect(code).toBe(1);
  });

  it('names the scopes that the app lacks', async () => {
    const poor = await startSlackStandIn({ scopes: ['commands', 'chat:write'] });
    const { code, stdout } = await doctor({ SLACK_API_URL: poor.apiUrl });
    expect(stdout).toMatch(/WRONG {2}Slack: the app lacks .*files:write.*Install App/);
    expect(code).toBe(1);
    await poor.close();
  });

  it('checks all the rest without Slack, and says that it is not set', async () => {
    const { SLACK_BOT_TOKEN: _, SLACK_APP_TOKEN: __, ...variables } = standInVariables(openAi, slack, folder);
    const { code, stdout } = await runCli(['doctor'], variables);
    expect(stdout).toMatch(
      /^fine {3}Database: [\s\S]*^fine {3}OpenAI admin: the key works[\s\S]*^note {3}Slack: not set \(needed by `start`\)\n/m,
    );
    expect(stdout).toMatch(/^fine {3}Charts: /m);
    expect([code, stdout]).toEqual([0, expect.stringContaining('All is well.')]);
  });

  it.each<[string, Failure, Record<string, string>, RegExp]>([
    [
      'may not read costs',
      { kind: 'forbidden', path: /costs/ },
      {},
      /^WRONG {2}OpenAI admin: costs\/project, costs\/user: OpenAI does not let OPENAI_ADMIN_KEY read GET organization\/costs \(403\)/m,
    ],
    ['may not read names', { kind: 'forbidden', path: /users/ }, {}, /^WRONG {2}OpenAI admin: .*users/m],
    ['is wrong', { kind: 'slow', delayMs: 1 }, { OPENAI_ADMIN_KEY: 'sk-admin-wrong' }, /^WRONG {2}OpenAI admin: .*\(401\)/m],
    [
      'finds that usage takes no API key any more',
      { kind: 'session-key', path: /usage\/images/ },
      {},
      /^WRONG {2}OpenAI admin: .*takes no API key any more/m,
    ],
  ])('checks all the rest without Slack where the key %s', async (_, failure, changes, wrong) => {
    openAi.fail(failure);
    onTestFinished(() => openAi.heal());
    const { SLACK_BOT_TOKEN: _bot, SLACK_APP_TOKEN: _app, ...variables } = standInVariables(openAi, slack, folder);
    const { code, stdout } = await runCli(['doctor'], { ...variables, ...changes });
    expect(stdout).toMatch(wrong);
    expect(stdout).toMatch(/^fine {3}Database: [\s\S]*^note {3}Slack: not set \(needed by `start`\)\nfine {3}Charts: /m);
    expect([code, stdout]).toEqual([1, expect.stringContaining('1 thing is wrong.')]);
  });

  it('checks all the rest where a part is set wrongly', async () => {
    const { code, stdout } = await doctor({ SLACK_BOT_TOKEN: 'xapp-1', COLLECT_CRON: 'hourly' });
    expect(stdout).toMatch(
      /^WRONG {2}Settings: SLACK_BOT_TOKEN: [\s\S]*^WRONG {2}Settings: COLLECT_CRON is "hourly"[\s\S]*^fine {3}OpenAI admin: /m,
    );
    expect(stdout).not.toContain('Slack: not set');
    expect(code).toBe(1);
  });

  it('says once what several endpoints answered alike', async () => {
    openAi.fail({ kind: '429', retryAfter: 700, path: /usage\// });
    onTestFinished(() => openAi.heal());
    const { stdout } = await doctor();
    expect(stdout.match(/^WRONG .*/gm)).toEqual([
      expect.stringMatching(/^WRONG {2}OpenAI admin: completions, embeddings, .*: OpenAI answered with 429 \(too many requests\)$/),
    ]);
    expect(stdout).toMatch(
      /^fine {3}OpenAI admin: the key works, for OpenAI organization Acme \(org-acme-demo\); readable: costs\/project/m,
    );
  });

  it('compares the channels of digests, budgets and alerts with what Slack says', async () => {
    const own = await startSlackStandIn(await readManifest(new URL('../../manifest.yml', import.meta.url)));
    onTestFinished(() => own.close());
    const url = `file:${join(folder, 'channels.sqlite')}`;
    const database = await openDatabase(url);
    const change = { by: 'U0OLGA', at: new Date(), what: 'set up' };
    const digest = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', filters: [], setUpBy: 'U0OLGA' } as const;
    for (const channelId of ['C0MLCOSTS', 'C0RANDOM', 'C0LEADS', 'D0OLGA'])
      await addSubscription(database, { ...digest, channelId }, change);
    const paused = await addSubscription(database, { ...digest, channelId: 'C0GONE' }, change);
    await changeSubscription(database, paused, { isPaused: true }, change);
    const rule = { kind: 'unpriced', channelId: 'C0GENERAL', amountNanoUsd: null, hours: null, filters: [] } as const;
    await createAlertRule(database, rule, '2026-11-01', change);
    const budget = { amountNanoUsd: 1n, period: 'month', filters: [], thresholds: [100], channelId: 'C0MLCOSTS' } as const;
    await createBudget(database, budget, '2026-11-01', change);
    await database.destroy();
    own.workspace.archive('general');

    const { code, stdout } = await doctor({ DATABASE_URL: url, SLACK_API_URL: own.apiUrl });
    const lines = stdout.split('\n').filter(line => line.includes('Channels: ') && !line.includes('spendbot is in #general'));
    expect(lines).toEqual([
      'fine   Channels: digest 1, budget 1: spendbot is in #ml-costs',
      'WRONG  Channels: spendbot is not in #random, where digest 2 should be posted. Type /invite @spendbot there.',
      expect.stringMatching(
        /^WRONG {2}Channels: Slack does not show spendbot the channel C0LEADS, where digest 3 should be posted: .*invite/,
      ),
      'fine   Channels: digest 4: posted in a direct message',
      expect.stringMatching(/^WRONG {2}Channels: #general is archived, so alert 1 cannot be posted\. Unarchive it, or have it posted/),
    ]);
    expect(code).toBe(1);
  });

  it('says that the database is damaged, that QuickChart is away, and everything that is set wrongly', async () => {
    const file = join(folder, 'broken.sqlite');
    writeFileSync(file, 'this is no database, whatever its name says. '.repeat(40));
    const { code, stdout } = await doctor({ DATABASE_URL: `file:${file}`, QUICKCHART_URL: 'http://127.0.0.1:9' });
    expect(stdout).toMatch(/WRONG {2}Database: .*no SQLite database/);
    expect(stdout).toMatch(/WRONG {2}Charts: QuickChart at 127.0.0.1:9 cannot be reached/);
    expect(code).toBe(1);
    const settings = await doctor({ BACKFILL_DAYS: 'many', SLACK_BOT_TOKEN: 'xapp-1' });
    expect(settings.stdout).toContain('WRONG  Settings: SLACK_BOT_TOKEN');
    expect(settings.stdout).toContain('WRONG  Settings: BACKFILL_DAYS');
    expect(settings.code).toBe(1);
  });
});
