import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Message } from '../../demo/slack/message.ts';
import { blockProblems } from '../support/block-kit.ts';
import { givenUsage } from '../support/day-builder.ts';
import { smallTeam, startTeamBot, type TeamBot } from './team-bot.ts';

const events = ['app_mention', 'member_joined_channel'];

let bot: TeamBot;
afterEach(() => bot.close());

/** $6 a day in October too: $186, so that $250 a month are offered. */
async function withOctober(database: Database): Promise<void> {
  await smallTeam(database);
  for (let day = '2026-10-01'; day < '2026-11-08'; day = addDays(day, 1)) {
    await givenUsage(database, 'admin', day, [{ project: 'proj_chat', model: 'o3-2025-04-16', requests: 1, inputTokens: 1, usd: '6' }]);
  }
}

const postedIn = (channel: string) =>
  bot.slack.workspace.messages(channel).filter(({ visibleTo, text }) => visibleTo === null && text.startsWith('Hi, I report'));
const buttonsOf = ({ blocks }: Message) =>
  [...JSON.stringify(blocks).matchAll(/"type":"button".*?"text":"([^"]+)"/g)].map(([, text]) => text);
const theCard = async (): Promise<Message> => {
  await expect.poll(() => postedIn('random'), { timeout: 15_000 }).toHaveLength(1);
  const [card] = postedIn('random');
  if (card === undefined) throw new Error('no card');
  return card;
};
const press = async (button: string, user: string) => bot.slack.workspace.press(await theCard(), `card:${button}`, { user });

describe('a channel that spendbot is invited to', () => {
  it('gets one card: the last seven days with their picture, and what to set up', async () => {
    bot = await startTeamBot({ fill: withOctober, standIn: { events } });
    await bot.slack.workspace.addBot('random', 'alice');
    const card = await theCard();
    expect(blockProblems(card.blocks)).toEqual([]);
    expect(card.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'image', 'context', 'actions']);
    expect(card.text).toContain('The last 7 days: $42.00');
    expect(JSON.stringify(card.blocks)).not.toMatch(/Alice|Bob|search prod/);
    expect(buttonsOf(card)).toEqual(['Daily digest at 9:00', 'Warn at $250 a month', 'Watch for spikes', 'No thanks']);
    bot.slack.workspace.removeBot('random');
    await bot.slack.workspace.addBot('random', 'olga');
    // What is asked after that is answered, so the second invitation was heard.
    await (await bot.slack.workspace.type('@spendbot status', { channel: 'random', user: 'olga' })).message();
    expect(postedIn('random')).toHaveLength(1);
  });

  it('sets up what admins press, shows it on the card, and tells others who may', async () => {
    bot = await startTeamBot({ fill: withOctober, standIn: { events } });
    await bot.slack.workspace.addBot('random', 'olga');
    expect((await (await press('digest', 'alice')).message()).text).toContain('are changed by admins');
    expect(buttonsOf(await theCard())).toHaveLength(4);
    await press('digest', 'olga');
    await expect.poll(async () => buttonsOf(await theCard())).toEqual(['Warn at $250 a month', 'Watch for spikes', 'That is all']);
    await press('budget', 'olga');
    await press('spikes', 'olga');
    await expect.poll(async () => buttonsOf(await theCard())).toEqual([]);
    const shown = JSON.stringify((await theCard()).blocks);
    expect(shown).toMatch(/✅ A digest is posted here every day at 9:00 .*✅ A budget of \$250 a month warns here.*<@U0OLGA>/s);
    expect(blockProblems((await theCard()).blocks)).toEqual([]);
    const listed = async (what: string) => (await (await bot.slack.workspace.type(`/spend ${what}`, { user: 'olga' })).message()).text;
    expect(await listed('digest')).toMatch(/^Daily at 09:00 .* in <#C0RANDOM>/);
    expect(await listed('budget')).toContain('$250 per month');
    expect(await listed('alerts')).toMatch(/^Spikes: .* → <#C0RANDOM>/m);
  });

  it('offers no budget where there is one', async () => {
    bot = await startTeamBot({ fill: withOctober, standIn: { events } });
    await (await bot.slack.workspace.type('/spend budget $300 per month', { channel: 'general', user: 'olga' })).message();
    await bot.slack.workspace.addBot('random', 'alice');
    expect(buttonsOf(await theCard())).toEqual(['Daily digest at 9:00', 'Watch for spikes', 'No thanks']);
  });

  it('keeps the card without buttons after "No thanks"', async () => {
    bot = await startTeamBot({ fill: withOctober, standIn: { events } });
    await bot.slack.workspace.addBot('random', 'olga');
    await press('none', 'olga');
    await expect.poll(async () => buttonsOf(await theCard())).toEqual([]);
  });

  it('gets none from people who may not ask', async () => {
    bot = await startTeamBot({
      standIn: {
        events,
        members: [
          { name: 'Gus Visitor', email: 'gus@other.example', role: 'guest' },
          { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
        ],
      },
    });
    await bot.slack.workspace.addBot('random', 'gus');
    await bot.slack.workspace.addBot('general', 'olga');
    await expect.poll(() => postedIn('general'), { timeout: 15_000 }).toHaveLength(1);
    expect(postedIn('random')).toEqual([]);
  });
});
