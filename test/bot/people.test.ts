import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

const byUser = async (user: string) => (await (await bot.slack.workspace.type('/spend by user last 7d', { user })).message()).text;

describe('figures of single people', () => {
  it('are for admins and owners of the workspace', async () => {
    bot = await startBot();
    expect(await byUser('olga')).toContain('$420.00');
    expect(await byUser('you')).toContain('$420.00');
    expect(await byUser('alice')).toMatch(/^Figures of single people and keys are for admins/);
  });

  it('are for whom the configuration names', async () => {
    bot = await startBot({ config: { admins: ['U0ALICE'] } });
    expect(await byUser('alice')).toContain('$420.00');
    expect(await byUser('bob')).toContain('for admins');
  });

  it('are for everyone where the configuration says so', async () => {
    bot = await startBot({ config: { peopleVisible: 'everyone' } });
    expect(await byUser('bob')).toContain('$420.00');
  });

  it('stay what they were when Slack did not say who somebody is: it is asked again the next time', async () => {
    bot = await startBot();
    bot.slack.fail({ method: 'users.info', error: 'missing_scope' });
    expect(await byUser('olga')).toBe('Slack did not say who you are; try again.');
    expect(await byUser('olga')).toContain('$420.00');
  });

  it('cost one look-up for all the questions of one person', async () => {
    bot = await startBot();
    await byUser('alice');
    await byUser('alice');
    expect(bot.slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });

  it('are looked up again after ten minutes, so that an admin who is unmade sees no more', async () => {
    let now = new Date('2026-11-22T12:00:00Z');
    bot = await startBot({ clock: () => now });
    await byUser('alice');
    now = new Date('2026-11-22T12:10:01Z');
    await byUser('alice');
    expect(bot.slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(2);
  });

  it('are looked up again once a clock that was a year ahead is set back', async () => {
    let now = new Date('2027-11-22T12:00:00Z');
    bot = await startBot({ clock: () => now });
    await byUser('alice');
    now = new Date('2026-11-22T12:00:00Z');
    await byUser('alice');
    expect(bot.slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(2);
  });

  it('come with what the asker may ask instead', async () => {
    bot = await startBot();
    const refused = await (await bot.slack.workspace.type('/spend by user last 7d', { user: 'alice' })).message();
    const answered = await (await bot.slack.workspace.press(refused, 'ask:choice-1', { user: 'alice' })).message();
    expect(answered.text).toContain('$420.00');
    expect(bot.asked.at(-1)?.text).toMatch(/^by model/);
  });

  it('stay with admins also through a button that was pressed by another', async () => {
    bot = await startBot();
    const { workspace } = bot.slack;
    const shown = await (await workspace.type('/spend last 7d', { user: 'olga' })).message();
    await workspace.press(shown, 'share', { user: 'olga' });
    await expect.poll(() => workspace.messages('general').filter(({ visibleTo }) => visibleTo === null)).toHaveLength(1);
    const [shared] = workspace.messages('general').filter(({ visibleTo }) => visibleTo === null);
    expect(JSON.stringify(shared?.blocks)).not.toContain('ask:by-user');
  });
});
