import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../demo/slack/message.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
beforeAll(async () => {
  bot = await startTeamBot();
  await said('budget $500 per month');
  await said('alerts day over $9');
  await said('digest daily at 9:00');
});
afterAll(() => bot.close());

const said = async (text: string) => (await bot.slack.workspace.type(`/spend ${text}`, { user: 'olga' })).message();

interface Pressable {
  readonly action_id: string;
  readonly type: string;
}

/** Every element that can be pressed in these blocks. */
function pressablesIn(blocks: unknown): Pressable[] {
  const found: Pressable[] = [];
  JSON.stringify(blocks, (_, value) => {
    if (typeof value?.action_id === 'string') found.push({ action_id: value.action_id, type: String(value.type) });
    return value;
  });
  return found;
}

const commands = ['', 'last 7d', 'by modle', 'for prod', 'help', 'status', 'settings', 'check', 'prices', 'budget', 'alerts', 'digest'];
const others = ['forecast', 'why last 7d', 'digest preview weekly', 'me last 7d', 'settings scope', 'alerts dya over $5', 'digest dayly'];

describe('no button leaves a spinner', () => {
  it.each([...commands, ...others])(
    'under "/spend %s": each is acknowledged and has an effect',
    async text => {
      const { workspace } = bot.slack;
      for (const { action_id } of pressablesIn((await said(text)).blocks)) {
        // Pressed under an answer of its own, for the one before may have been replaced; never what ends what the others need.
        if (/remove|pause/.test(action_id)) continue;
        const message: Message = await said(text);
        for (const view of workspace.modalsOf('olga')) await workspace.close(view, true);
        const before = shared().length;
        const reply = await workspace.press(message, action_id, { user: 'olga' });
        if (action_id.startsWith('form:')) await expect.poll(() => workspace.modalsOf('olga'), { message: action_id }).toHaveLength(1);
        else if (action_id === 'share') await expect.poll(() => shared().length, { timeout: 10_000, message: action_id }).toBe(before + 1);
        else expect((await reply.message()).text, action_id).not.toBe('');
      }
    },
    60_000,
  );

  it('in the App Home: each is acknowledged and answered in a form, or with a direct message', async () => {
    const { workspace } = bot.slack;
    await workspace.openHome('olga');
    await expect.poll(() => workspace.homeOf('olga'), { timeout: 10_000 }).toBeDefined();
    const home = workspace.homeOf('olga');
    if (home === undefined) throw new Error('no Home');
    const pressables = pressablesIn(home.blocks);
    expect(pressables.length).toBeGreaterThan(8);
    for (const { action_id } of pressables) {
      for (const view of workspace.modalsOf('olga')) await workspace.close(view, true);
      const before = workspace.messages('D0OLGA').length;
      await workspace.pressInView(home, action_id);
      const effects = () => workspace.modalsOf('olga').length + workspace.messages('D0OLGA').length - before;
      await expect.poll(effects, { timeout: 10_000, message: action_id }).toBeGreaterThan(0);
    }
  }, 60_000);

  it('every id begins as those that are listened for do', async () => {
    const ids = new Set<string>();
    for (const text of [...commands, ...others]) for (const { action_id } of pressablesIn((await said(text)).blocks)) ids.add(action_id);
    for (const id of ids) expect(id).toMatch(/^(?:ask:|form:|incident:|share$)/);
    console.info(`${ids.size} buttons: ${[...ids].sort().join(', ')}`);
    expect(ids.size).toBeGreaterThan(25);
  });
});

function shared(): readonly Message[] {
  return bot.slack.workspace.messages('general').filter(({ visibleTo }) => visibleTo === null);
}
