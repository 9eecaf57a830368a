import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../demo/slack/message.ts';
import { forecastView, whyView } from '../support/views/forecast-views.ts';
import { type Bot, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

const asAlice = async (command: string): Promise<Message> => (await bot.slack.workspace.type(command, { user: 'alice' })).message();
const inChannel = () => bot.slack.workspace.messages('general').filter(({ visibleTo }) => visibleTo === null);

describe('/spend forecast and /spend why', () => {
  it('hand on what was typed after the command', async () => {
    const asked: string[] = [];
    bot = await startBot({
      answers: {
        forecast: async text => {
          asked.push(`forecast: ${text}`);
          return forecastView();
        },
        why: async text => {
          asked.push(`why: ${text}`);
          return whyView();
        },
      },
    });
    expect((await asAlice('/spend Forecast this quarter')).text).toContain('November will end near $300');
    expect((await asAlice('/spend why')).text).toContain('Yesterday cost $42.00 more than the day before');
    await asAlice('/spend why last week for project Search');
    expect(asked).toEqual(['forecast: this quarter', 'why: ', 'why: last week for project Search']);
    expect(bot.asked).toEqual([]);
  });

  it('name single people and keys only to those who may see them', async () => {
    bot = await startBot();
    const shown = JSON.stringify(await asAlice('/spend why'));
    expect(shown).toContain('By project');
    expect(shown).not.toMatch(/Farah|evals key/);
    await bot.close();
    bot = await startBot({ config: { peopleVisible: 'everyone' } });
    expect(JSON.stringify(await asAlice('/spend why'))).toMatch(/evals key.*Farah/s);
  });

  it('say no to a question about a person from someone who may not see people', async () => {
    const namesPeople = true;
    bot = await startBot({ answers: { forecast: async () => forecastView({ namesPeople }), why: async () => whyView({ namesPeople }) } });
    for (const command of ['forecast', 'why']) {
      const { text } = await asAlice(`/spend ${command} for user Farah`);
      expect(text).toContain('are for admins');
      expect(text).not.toContain('$');
    }
  });

  it('can be shared: the forecast with its picture, the causes without people whoever shares them', async () => {
    bot = await startBot({ config: { peopleVisible: 'everyone' } });
    await bot.slack.workspace.press(await asAlice('/spend forecast'), 'share', { user: 'alice' });
    await expect.poll(inChannel).toHaveLength(1);
    expect(inChannel()[0]?.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'image', 'context', 'context', 'actions']);
    await bot.slack.workspace.press(await asAlice('/spend why'), 'share', { user: 'alice' });
    await expect.poll(inChannel).toHaveLength(2);
    const shared = JSON.stringify(inChannel()[1]);
    expect(shared).toContain('Shared by <@U0ALICE>');
    expect(shared).not.toContain('Farah');
  });
});
