import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMessages } from '#app/messages.ts';
import { lastChanges } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { openIncidents } from '#features/alerts/incidents-store.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import type { Message } from '../../demo/slack/message.ts';
import { clientFor } from '../demo/slack/support/web-client.ts';
import { testDatabase } from '../support/database.ts';
import { givenSource, givenUsage } from '../support/day-builder.ts';
import { fastPace } from '../support/messages-on-database.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { type Bot, startBot } from './bot.ts';
import { png } from './png.ts';

let bot: Bot;
let database: Database;
let messages: { stop(): Promise<void> };
let now = new Date('2026-11-22T12:00:00Z');

const parts = () => ({ database, settleDays: 3, peopleVisible: 'admins' as const });
const spend = (day: string, usd: string) =>
  givenUsage(database, 'admin', `2026-11-${day}`, [{ usd, model: 'o3-2025-04-16', project: 'proj_search', requests: 1, inputTokens: 10 }]);
const look = () => evaluateAlerts(parts(), now);
const typed = async (text: string, user = 'you', channel = 'ml-costs') =>
  (await bot.slack.workspace.type(text, { user, channel })).message();
const posted = () => bot.slack.workspace.messages('ml-costs').filter(({ visibleTo }) => visibleTo === null);
const shown = (message: Message | undefined) => JSON.stringify(message?.blocks);

beforeEach(async () => {
  now = new Date('2026-11-22T12:00:00Z');
  database = await testDatabase();
  bot = await startBot({ parts: { database }, clock: () => now });
  messages = startMessages({
    ...{
      database,
      jobs: [],
      render: await postedRenderer(features),
      messenger: bot.app.messenger,
      drawChart: async () => png,
      clock: () => new Date(),
      logger: silentLogger,
      pace: fastPace,
    },
  });
  await givenSource(database, 'admin');
});

afterEach(async () => {
  await messages.stop();
  await bot.close();
});

describe('a budget', () => {
  it('is set up, fires, is acknowledged and snoozed, rises, and is over, in one thread', async () => {
    expect((await typed('/spend budget $500 per month warn at 50,80,100 in #ml-costs')).text).toContain(
      'Budget set up: $500 per month for everything, warns at 50, 80, 100%, in <#C0MLCOSTS>.',
    );
    await spend('20', '260');
    await look();
    await expect.poll(posted).toHaveLength(1);
    expect(posted()[0]?.text).toContain('OpenAI spend has reached 52% of the $500 budget for November\n$260.00 by 22 Nov');

    await bot.slack.workspace.press(posted()[0] as Message, 'incident:acknowledge', { user: 'alice' });
    await expect.poll(() => shown(posted()[0])).toContain('* · <@U0ALICE> is on it');
    expect(shown(posted()[0])).not.toContain('"incident:acknowledge"');

    await bot.slack.workspace.press(posted()[0] as Message, 'incident:snooze', { user: 'bob', choice: 'for 1 hour' });
    await expect.poll(() => shown(posted()[0])).toContain(' · snoozed until 22 Nov, 13:00 UTC by <@U0BOB>');
    await spend('21', '250');
    await look();
    await expect.poll(posted).toHaveLength(2);
    const [message, rise] = posted();
    expect(rise).toMatchObject({ threadTs: message?.ts, broadcast: true, text: expect.stringContaining('102%') });
    await expect.poll(() => posted()[0]?.text).toContain('reached 102% of the $500 budget');

    expect((await typed('/spend budget change 1 to $5000')).text).toContain('Budget changed: $5,000 per month');
    await look();
    await expect.poll(() => posted()[0]?.text).toContain('⚪ Closed: OpenAI spend has reached 102%');
    expect(shown(posted()[0])).toContain('was changed, paused or removed');
    expect(posted()).toHaveLength(2);
  });

  it('is in the channel once, also where Slack took a message and the answer was lost', async () => {
    await typed('/spend budget $500 per month');
    await spend('20', '260');
    bot.slack.fail({ method: 'chat.postMessage', cutAfterAccept: true });
    await look();
    await expect.poll(posted).toHaveLength(1);
    await spend('21', '250');
    bot.slack.fail({ method: 'chat.postMessage', status: 503 });
    await look();
    await expect.poll(posted).toHaveLength(2);
    await expect.poll(() => posted()[0]?.text).toContain('102%');
    await look();
    expect(posted()).toHaveLength(2);
  });

  it('is listed with its progress and buttons, which work', async () => {
    await typed('/spend budget $500 per month');
    await spend('20', '260');
    const list = await typed('/spend budget');
    expect(shown(list)).toContain('█████░░░░░ 52%: $260.00');
    expect(shown(list)).toContain('<#C0MLCOSTS>');
    const paused = await (await bot.slack.workspace.press(list, 'ask:pause-1', { user: 'you' })).message();
    expect(paused.text).toContain('Budget paused: $500 per month for everything');
    await look();
    const removed = await (await bot.slack.workspace.press(paused, 'ask:remove-1', { user: 'you' })).message();
    expect(removed.text).toContain('There is no budget yet');
    expect((await lastChanges(database, 9)).map(({ who, what }) => `${who} ${what.split(': $')[0]}`).sort()).toEqual([
      'U0YOU budget 1: paused',
      'U0YOU budget 1: removed',
      'U0YOU budget 1: set up',
    ]);
    expect(posted()).toEqual([]);
  });

  it('is changed by admins alone, also where a button was forged', async () => {
    await typed('/spend budget $500 per month');
    for (const command of [
      'budget $1 per day',
      'budget remove 1',
      'budget change 1 to $9',
      'alerts spike',
      'alerts test',
      'alerts forecast off',
    ])
      expect((await typed(`/spend ${command}`, 'alice')).text).toContain('are changed by admins');
    const list = await typed('/spend budget', 'alice');
    expect(shown(list)).not.toContain('ask:remove');
    expect(shown(list)).toContain('$500 per month');
    // The list of an admin, pressed by somebody else.
    const pressed = await bot.slack.workspace.press(await typed('/spend budget'), 'ask:remove-1', { user: 'alice' });
    expect((await pressed.message()).text).toContain('are changed by admins');
    expect((await typed('/spend budget')).text).toContain('$500 per month for everything');
  });

  it('is not set up where the bot is no member, and says how to invite it', async () => {
    expect((await typed('/spend budget $500 per month in #random')).text).toContain('/invite @spendbot');
    expect((await typed('/spend alerts spike', 'you', 'random')).text).toContain('/invite @spendbot');
    expect((await typed('/spend budget')).text).toContain('There is no budget yet');
  });

  it('gives no figures of a single person to a channel', async () => {
    await givenUsage(database, 'admin', '2026-11-19', [{ usd: '1', user: 'user-ada', requests: 1 }]);
    expect((await typed('/spend budget $5 per day for user user-ada')).text).toContain('Figures of single people');
  });
});

describe('alerts', () => {
  it('are set up, listed, turned off and tested', async () => {
    expect((await typed('/spend alerts day over $100')).text).toContain('Alert set up: day over $100 in <#C0MLCOSTS>.');
    expect((await typed('/spend alerts day over $200')).text).toContain('watches this already');
    expect((await typed('/spend alerts new model on')).text).toContain('The first use of a new model → <#C0MLCOSTS>');
    expect((await typed('/spend alerts new model off')).text).toContain('Alert removed: new model in <#C0MLCOSTS>.');
    expect((await typed('/spend alerts forecast off')).text).toContain('Forecasts of budgets are turned off');
    expect((await typed('/spend alerts test')).text).toContain('A sample is on its way');
    await expect.poll(posted).toHaveLength(1);
    expect(posted()[0]?.text).toContain('Sample, nothing happened: Sat 21 Nov cost $250.00');
    // Names are made up, too, where nothing is known.
    expect(posted()[0]?.text).toContain('Search on gpt-5: +$140, 15 times its usual tokens. Everything else was as usual.');
    expect(posted()[0]?.blocks.map(({ type }) => type)).toEqual(['section', 'section', 'context']);
  });

  it('take no orders from a button that was forged', async () => {
    await typed('/spend alerts day over $100');
    await spend('22', '120');
    await look();
    await expect.poll(posted).toHaveLength(1);
    const [incident] = await openIncidents(database);
    const client = clientFor(bot.slack);
    for (const [channel, value] of [
      ['ml-costs', ''],
      ['ml-costs', "' or 1=1 --"],
      ['general', incident?.id ?? ''],
    ] as const) {
      const text = { type: 'plain_text' as const, text: 'Acknowledge' };
      const blocks = [
        { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'incident:acknowledge', text, value }] },
      ];
      const { ts } = await client.chat.postMessage({ channel: channel === 'general' ? 'C0GENERAL' : 'C0MLCOSTS', text: 'forged', blocks });
      const forged = bot.slack.workspace.messages(channel).find(message => message.ts === ts);
      const answer = await (await bot.slack.workspace.press(forged as Message, 'incident:acknowledge', { user: 'alice' })).message();
      expect(answer.text).toMatch(/not understood|no such alert in this channel/);
    }
    expect((await openIncidents(database)).map(({ state }) => state)).toEqual(['firing']);
  });
});

it('the list of alerts says what each has open', async () => {
  await typed('/spend alerts day over $100 in #ml-costs');
  expect(shown(await typed('/spend alerts'))).not.toContain('🔴');
  await spend('22', '150');
  await look();
  await expect.poll(posted).toHaveLength(1);
  const list = shown(await typed('/spend alerts', 'alice'));
  expect(list).toMatch(/A day over \$100 → <#C0MLCOSTS> · 1 open alert\\n🔴 Sun 22 Nov has cost\s\$150.00 so far, over your \$100 a day"/);
});
