import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ConfigNeeds, readConfig } from '#app/config.ts';
import { ConfigError } from '#app/config-error.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test' };

async function problemsOf(variables: Record<string, string>, needs: ConfigNeeds = {}): Promise<readonly string[]> {
  try {
    await readConfig(variables, needs);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function configFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'spendbot.yml');
  writeFileSync(file, text);
  return file;
}

describe('the configuration', () => {
  it('needs nothing to answer from what was collected, and has the documented defaults', async () => {
    expect(await readConfig({})).toMatchObject({
      databaseUrl: 'file:data/spendbot.sqlite',
      sources: [],
      slack: null,
      quickchartUrl: null,
      backfillDays: 90,
      settleDays: 3,
      collectCron: '7 * * * *',
      retentionDays: null,
      logLevel: 'info',
    });
  });

  it.each(['OPENAI_BASE_URL', 'QUICKCHART_URL', 'SLACK_API_URL'])(
    'refuses a user and password in %s, and does not repeat them',
    async name => {
      for (const address of [
        'https://user:hunter2@gateway.example/v1',
        'http://hunter2@gateway.example',
        'http://:hunter2@gateway.example',
      ]) {
        const problems = await problemsOf({ [name]: address });
        expect(problems).toEqual([expect.stringMatching(`^${name}: expected an address without a user and password`)]);
        expect(problems.join()).not.toContain('hunter2');
      }
      expect(await problemsOf({ [name]: 'https://gateway.example/v1/a@b:c' })).toEqual([]);
    },
  );

  it.each(['https://user:hunter2@lists.example/prices.json', 'https://hunter2@lists.example'])(
    'refuses PRICES_URL %s likewise',
    async address => {
      const problems = await problemsOf({ PRICES_URL: address });
      expect(problems).toEqual([expect.stringMatching(/^PRICES_URL: expected an address without a user and password/)]);
      expect(problems.join()).not.toContain('hunter2');
      expect(await problemsOf({ PRICES_URL: 'prices/a@b:c.json' })).toEqual([]);
    },
  );

  it('reads an admin key as the organisation source, and leaves a plain key beside it alone', async () => {
    const { sources } = await readConfig({
      OPENAI_ADMIN_KEY: 'sk-admin-test',
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1',
    });
    expect(sources).toEqual([
      {
        id: 'admin',
        kind: 'admin',
        apiKey: 'sk-admin-test',
        organizationId: null,
        baseUrl: 'http://127.0.0.1:4010/v1',
        requestsPerMinute: 60,
      },
    ]);
  });

  it('reads a plain key as the key-only source, 5 requests a minute unless set', async () => {
    const variables = { OPENAI_API_KEY: 'sk-test', OPENAI_ORG_ID: 'org-test' };
    expect((await readConfig(variables)).sources).toMatchObject([
      { id: 'usage', kind: 'usage', organizationId: 'org-test', requestsPerMinute: 5 },
    ]);
    expect((await readConfig({ ...variables, OPENAI_REQUESTS_PER_MINUTE: '3' })).sources).toMatchObject([{ requestsPerMinute: 3 }]);
  });

  it('says every problem at once, in words that say what to set', async () => {
    const problems = await problemsOf({
      PORT: 'http',
      BACKFILL_DAYS: '0',
      OPENAI_BASE_URL: 'openai',
      LOG_LEVEL: 'loud',
      SLACK_BOT_TOKEN: 'xoxp-test',
    });
    expect(problems).toHaveLength(6);
    expect(problems).toContainEqual(expect.stringContaining('neither SLACK_APP_TOKEN'));
    for (const name of ['PORT', 'BACKFILL_DAYS', 'OPENAI_BASE_URL', 'LOG_LEVEL', 'SLACK_BOT_TOKEN']) {
      expect(problems.some(problem => problem.startsWith(`${name}: expected`))).toBe(true);
    }
  });

  it('names what a command cannot do without, and only that', async () => {
    expect(await problemsOf({}, { source: true })).toEqual([expect.stringContaining('OPENAI_ADMIN_KEY')]);
    expect(await problemsOf({ OPENAI_API_KEY: 'sk-test' }, { source: true, slack: true })).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN'),
    ]);
    expect(await problemsOf({ OPENAI_API_KEY: 'sk-test', ...slack }, { source: true, slack: true })).toEqual([]);
  });

  it('does not look at a setting that is not used', async () => {
    const wrong = { SLACK_BOT_TOKEN: 'xoxb-test', QUICKCHART_URL: 'here', OPENAI_ADMIN_KEY: 'sk-proj-1', SPENDBOT_CONFIG: '/nowhere.yml' };
    expect(await readConfig({ ...wrong, SETTLE_DAYS: '5' }, {}, ['databaseUrl', 'settleDays'])).toMatchObject({ settleDays: 5 });
    await expect(readConfig({ ...wrong, SETTLE_DAYS: '-5' }, {}, ['databaseUrl', 'settleDays'])).rejects.toThrow(
      /^SETTLE_DAYS: expected[^\n]*$/,
    );
    const file = configFile('sources: none\nprices:\n  - { model: o3, percentOff: 10 }\n');
    expect((await readConfig({ SPENDBOT_CONFIG: file }, {}, ['teamPrices'])).teamPrices?.prices).toHaveLength(1);
    await expect(readConfig({ SPENDBOT_CONFIG: file }, {}, ['sources'])).rejects.toThrow(/sources: /);
  });

  it('names all that is missing or wrong together: the source, Slack, the database’s address and the schedule', async () => {
    const needs = { source: true, slack: true, isCron: () => false };
    expect(await problemsOf({ OPENAI_BASE_URL: 'openai', DATABASE_URL: 'mysql://db', COLLECT_CRON: 'hourly' }, needs)).toEqual([
      expect.stringContaining('OPENAI_BASE_URL: expected'),
      expect.stringContaining('DATABASE_URL is "mysql:…"'),
      expect.stringContaining('COLLECT_CRON is "hourly"'),
      expect.stringContaining('No source is set'),
      expect.stringContaining('Slack is not set'),
    ]);
    expect(await problemsOf({ OPENAI_ADMIN_KEY: 'sk-proj-1', SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xapp-1' }, needs)).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN: expected'),
      expect.stringContaining('that is a project key'),
      expect.stringContaining('COLLECT_CRON'),
    ]);
  });

  it('refuses half of a Slack set-up', async () => {
    expect(await problemsOf({ SLACK_BOT_TOKEN: 'xoxb-test' })).toEqual([expect.stringContaining('SLACK_APP_TOKEN')]);
    expect(await problemsOf({ SLACK_SIGNING_SECRET: 'shh' })).toEqual([expect.stringContaining('SLACK_BOT_TOKEN')]);
  });

  it('knows Socket Mode from HTTP mode', async () => {
    expect((await readConfig(slack)).slack?.connection).toEqual({ mode: 'socket', appToken: 'xapp-test' });
    const http = await readConfig({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: 'shh', PORT: '8080', SPEND_ADMINS: 'U1, U2' });
    expect(http.slack).toMatchObject({
      connection: { mode: 'http', signingSecret: 'shh', port: 8080 },
      admins: ['U1', 'U2'],
      peopleVisible: 'admins',
    });
  });

  it('explains a key of the wrong kind without repeating it', async () => {
    const [project] = await problemsOf({ OPENAI_ADMIN_KEY: 'sk-proj-verysecret' });
    expect(project).toMatch(/^OPENAI_ADMIN_KEY starts with "sk-proj-": that is a project key\. .*Admin keys/);
    const [admin] = await problemsOf({ OPENAI_API_KEY: 'sk-admin-verysecret' });
    expect(admin).toMatch(/Set OPENAI_ADMIN_KEY/);
    expect(`${project}${admin}`).not.toContain('verysecret');
  });

  it('treats a variable that is empty as not set', async () => {
    expect((await readConfig({ OPENAI_ADMIN_KEY: ' ', OPENAI_API_KEY: '', PORT: '' })).sources).toEqual([]);
  });
});

describe('spendbot.yml', () => {
  it('holds several sources, their keys by the names of variables', async () => {
    const file = configFile(`
sources:
  - { id: research, kind: admin, organization: org-a, keyFrom: RESEARCH_KEY }
  - { id: labs, kind: usage, organization: org-b, keyFrom: LABS_KEY, requestsPerMinute: 3 }
`);
    const { sources } = await readConfig({ SPENDBOT_CONFIG: file, RESEARCH_KEY: 'sk-admin-test', LABS_KEY: 'sk-test' });
    expect(sources.map(({ id, kind, organizationId, requestsPerMinute }) => [id, kind, organizationId, requestsPerMinute])).toEqual([
      ['research', 'admin', 'org-a', 60],
      ['labs', 'usage', 'org-b', 3],
    ]);
  });

  it('refuses two sources of one organisation, whose usage would count twice', async () => {
    const file = configFile(`
sources:
  - { id: a, kind: admin, organization: org-a, keyFrom: A_KEY }
  - { id: a, kind: usage, organization: org-a, keyFrom: B_KEY }
`);
    const problems = await problemsOf({ SPENDBOT_CONFIG: file, A_KEY: 'sk-admin-test', B_KEY: 'sk-test' });
    expect(problems).toEqual([expect.stringContaining('two sources have the id a'), expect.stringContaining('count twice')]);
  });

  it('says what is wrong with it, and where', async () => {
    expect(await problemsOf({ SPENDBOT_CONFIG: '/nowhere/spendbot.yml' })).toEqual([expect.stringContaining('no such file')]);
    expect(await problemsOf({ SPENDBOT_CONFIG: configFile('sources: [') })).toEqual([expect.stringContaining('is not YAML')]);
    const typo = configFile('sources:\n  - { id: a, kind: admim, organization: org-a, keyFrom: sk-abc1234 }\n');
    expect(await problemsOf({ SPENDBOT_CONFIG: typo })).toEqual([
      expect.stringMatching(/sources\.0\.kind/),
      expect.stringMatching(/sources\.0\.keyFrom: expected the name of the environment variable/),
    ]);
    const unset = configFile('sources:\n  - { id: a, kind: admin, organization: org-a, keyFrom: A_KEY }\n');
    expect(await problemsOf({ SPENDBOT_CONFIG: unset })).toEqual([expect.stringContaining('A_KEY, which is not set')]);
  });
});
