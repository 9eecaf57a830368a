import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import { absurdTeams } from '../bot/absurd-teams.ts';
import { teamNow } from '../bot/team-bot.ts';
import { type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { partOf } from '../support/part-of.ts';
import { runCli } from '../support/run-cli.ts';
import { runOnPseudoTerminal, runOnTerminal, tooLong } from '../support/terminal-run.ts';

/** The narrowest and the widest; the soak has the one between them too. */
const widths = partOf([80, 100, 160], 2);
const everything = [
  ...['', 'last 7d', 'by model', 'by project and model', 'by day last 10d', 'tokens by user', 'requests by key'],
  ...['why last week', 'forecast', 'status', 'check', 'check by day', 'prices', 'prices o3'],
];
/** A question of a huge team takes long, so it is asked few. */
const teams: Readonly<Record<string, readonly string[]>> = {
  'of the demo': everything,
  'of hostile names': [...everything, 'budgets', 'alerts', 'help'],
  'of which nothing was collected': everything,
  'of 200 models and 50 people over 400 days': ['by project and model last 30d', 'why last week'],
};

/** Sequences of a terminal: colors, and moves of the cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for control characters.
const escapes = /\u001b/;

describe.each(Object.entries(teams))('a team %s on a terminal', (team, questions) => {
  let database: PreparedDatabase;
  beforeAll(async () => {
    database = await prepareDatabase(absurdTeams[team] ?? (async () => undefined));
    if (team === 'of the demo') await collectDemo(database.url);
  });
  afterAll(() => database.drop());

  it.each(widths)('gets no line longer than its %i columns, and no control character but colors', async columns => {
    for (const asked of questions) {
      const output = await runOnTerminal(['ask', asked], { DATABASE_URL: database.url }, columns, teamNow);
      expect([asked, tooLong(output, columns)]).toEqual([asked, []]);
      // Colors alone: no name moves the cursor.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for control characters.
      expect([asked, output.replace(/\u001b\[\d{1,2}m/g, '')]).toEqual([asked, stripVTControlCharacters(output)]);
    }
  });

  it('gets no escape code in a pipe', async () => {
    for (const asked of questions) {
      const { stdout, stderr } = await runCli(['ask', asked], { DATABASE_URL: database.url });
      expect([asked, escapes.test(stdout + stderr)]).toEqual([asked, false]);
    }
  });
});

async function collectDemo(databaseUrl: string): Promise<void> {
  const openAi = await startOpenAiStandIn({ now: () => teamNow, limits: { usage: null, admin: null } });
  try {
    const variables = { OPENAI_BASE_URL: openAi.url, OPENAI_ADMIN_KEY: openAi.adminKey, OPENAI_REQUESTS_PER_MINUTE: '10000' };
    const collect = ['collect', '--from', '2026-11-08', '--to', '2026-11-22'];
    const output = await runOnTerminal(collect, { ...variables, DATABASE_URL: databaseUrl }, 80, teamNow);
    // The bar moves, and how much is left is on the screen.
    const bars = output.match(/collecting admin \|[█░]+\| \d+ of 15 days, \d+ requests left, about \w+/g) ?? [];
    expect([new Set(bars).size > 1, tooLong(bars.join('\n'), 80)]).toEqual([true, []]);
    expect(output).toContain('admin: 2026-11-08 to 2026-11-22 collected.');
  } finally {
    await openAi.close();
  }
}

describe('a pseudo-terminal', () => {
  let database: PreparedDatabase;
  beforeAll(async () => {
    database = await prepareDatabase(absurdTeams['of hostile names'] ?? (async () => undefined));
  });
  afterAll(() => database.drop());
  const ask = (columns: number, variables: Record<string, string>) =>
    runOnPseudoTerminal(['ask', 'by project and model last 30d', '--now', teamNow.toISOString()], columns, {
      ...{ DATABASE_URL: database.url, TERM: 'xterm-256color' },
      ...variables,
    });

  it.each([
    [80, {}, true],
    [100, { NO_COLOR: '1' }, false],
    [160, { TERM: 'dumb' }, false],
  ] as const)('of %i columns with %j gets lines that fit, and colors only if it has them', async (columns, variables, isColored) => {
    const output = await ask(columns, variables);
    expect(output).toContain('OpenAI cost by project and model');
    expect(tooLong(output, columns)).toEqual([]);
    expect(escapes.test(output)).toBe(isColored);
  });
});
