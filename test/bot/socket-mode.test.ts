import { afterEach, expect, it } from 'vitest';
import { type Bot, type BotOptions, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

it('comes back when Slack ends the connection and is away for a while', async () => {
  bot = await startBot();
  // One more than the tries that a look-up has.
  bot.slack.fail({ method: 'apps.connections.open', status: 503, times: 4 });
  bot.slack.refreshSockets();
  await expect.poll(() => bot.slack.socketConnections()).toBe(0);
  await expect.poll(() => bot.slack.socketConnections(), { timeout: 20_000, interval: 100 }).toBe(1);
  const message = await (await bot.slack.workspace.type('/spend last 7d')).message();
  expect(message.text).toContain('$420.00');
});

it('says at the start what is wrong with the configuration', async () => {
  bot = await startBot();
  const start = async (config: NonNullable<BotOptions['config']>) => startBot({ config }).catch(error => [error.code, error.message]);
  const { port } = new URL(bot.slack.url);
  expect(await start({ apiUrl: 'http://127.0.0.1:9/' })).toEqual(['slack_unreachable', expect.stringContaining('SLACK_API_URL')]);
  expect(await start({ botToken: 'xoxb-test-wrong' })).toEqual(['slack_refused', expect.stringContaining('SLACK_BOT_TOKEN: invalid_auth')]);
  expect(await start({ connection: { mode: 'socket', appToken: 'xapp-test-wrong' } })).toEqual([
    'slack_refused',
    expect.stringContaining('SLACK_APP_TOKEN: invalid_auth'),
  ]);
  expect(await start({ connection: { mode: 'http', signingSecret: 'test', port: Number(port) } })).toEqual([
    'slack_port',
    expect.stringContaining('PORT'),
  ]);
});
