import { expect, it, onTestFinished } from 'vitest';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { smallTeam } from '../bot/team-bot.ts';
import { prepareDatabase } from '../support/database-copies.ts';
import { runCli } from '../support/run-cli.ts';

async function commandLine() {
  const slack = await startSlackStandIn();
  onTestFinished(() => slack.close());
  slack.workspace.invite('ml-costs');
  const { url, drop } = await prepareDatabase(smallTeam);
  onTestFinished(drop);
  const withSlack = { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
  return (text: string, variables: Readonly<Record<string, string>> = withSlack) =>
    runCli(['ask', text], { DATABASE_URL: url, ...variables });
}

it('sets up a budget in a channel by its name, where a Slack token is set', async () => {
  const ask = await commandLine();
  expect(await ask('budget $500 per month in #ml-costs')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Budget set up: $500 per month for everything'),
  });
  expect((await ask('budget')).stdout).toContain('$500 per month for everything');
});

it('sets up no digest that was only to be tried', async () => {
  const { code, stderr } = await runCli(['digest', 'weekly', 'at', '9:00', 'in', '#ml-costs', '--dry-run'], {
    DATABASE_URL: 'file::memory:',
  });
  expect([code, stderr]).toEqual([2, 'error: --day and --dry-run go with daily, weekly or monthly alone.\n']);
});

it('says what is missing where the channel is not one of the bot’s, none is said, or no token is set', async () => {
  const ask = await commandLine();
  const refused = async (text: string, variables?: Readonly<Record<string, string>>) => {
    const { code, stderr } = await ask(text, variables);
    expect([text, code === 0]).toEqual([text, false]);
    return stderr;
  };
  expect(await refused('budget $500 per month in #random')).toContain('`#random`');
  expect(await refused('budget $500 per month')).toContain('in #channel');
  expect(await refused('budget $500 per month in #ml-costs', {})).toMatch(/`#ml-costs`.*SLACK_BOT_TOKEN/s);
  expect(await refused('budget $500 per month in <#C0MLCOSTS>', {})).toContain('SLACK_BOT_TOKEN');
  expect(await refused('settings scope this channel to project Search')).toContain('only a channel can be limited');
  expect((await ask('budget', {})).stdout).toContain('There is no budget yet.');
});
