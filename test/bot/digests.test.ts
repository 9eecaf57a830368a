import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../demo/slack/message.ts';
import { blockProblems } from '../support/block-kit.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

const typed = async (text: string, user = 'olga') => {
  const message = await (await bot.slack.workspace.type(`/spend ${text}`, { user })).message();
  expect(blockProblems(message.blocks)).toEqual([]);
  return message;
};
const pressed = async (message: Message, button: string, user = 'olga') =>
  (await bot.slack.workspace.press(message, button, { user })).message();
const shown = (message: Message) => JSON.stringify(message.blocks);
/** The first line, which must say what happened. */
const firstLine = async (text: string, user?: string) => (await typed(text, user)).text.split('\n')[0];
const posted = () =>
  bot.slack.workspace.messages('general').filter(({ visibleTo, author }) => visibleTo === null && author === 'U0SPENDBOT');

describe.each(['socket', 'http'] as const)('/spend digest in %s mode', mode => {
  it('sets a digest up, lists, changes, pauses, resumes and removes it', async () => {
    bot = await startTeamBot({ mode });
    expect((await typed('digest')).text).toBe('No channel has a digest yet.');
    expect(await firstLine('digest daily at 9:00 Europe/Berlin for project Search')).toBe(
      'Digest set up: daily at 09:00 Europe/Berlin for project "Search", in <#C0GENERAL>.',
    );
    expect(await firstLine('digest weekly at 6pm')).toBe('Digest set up: weekly at 18:00 UTC for everything, in <#C0GENERAL>.');
    const list = await typed('digest');
    expect(list.text.split('\n')).toEqual([
      // At 12:00 UTC on the 22nd, a Sunday, 9:00 in Berlin is past; the next Monday is the 23rd.
      'Daily at 09:00 Europe/Berlin for project "Search" in <#C0GENERAL> (next Mon 23 Nov 2026, 09:00)',
      'Weekly at 18:00 UTC in <#C0GENERAL> (next Mon 23 Nov 2026, 18:00)',
    ]);
    expect(await firstLine('digest change 1 at 8:30 America/New_York for everything')).toBe(
      'Digest changed: daily at 08:30 America/New_York for everything, in <#C0GENERAL>.',
    );
    expect(await firstLine('digest')).toMatch(/^Daily at 08:30 America\/New_York in /);
    expect(await firstLine('digest pause 1')).toMatch(/^Digest paused: daily at 08:30/);
    expect(await firstLine('digest')).toMatch(/\(paused\)$/);
    expect(await firstLine('digest resume 1')).toMatch(/^Digest resumed: daily/);
    expect(await firstLine('digest remove 1')).toMatch(/^Digest removed: daily/);
    expect(await firstLine('digest')).toMatch(/^Weekly at 18:00 UTC/);
  });

  it('previews a digest to the asker alone, with the figures of what it is for', async () => {
    bot = await startTeamBot({ mode });
    // Yesterday, 21 November: Search $3, Chat $3; the week before this one, $6 a day.
    const daily = await typed('digest preview daily', 'alice');
    expect([daily.text.split('\n')[0], daily.visibleTo]).toEqual(['OpenAI spend · Sat 21 Nov · $6.00 so far', 'U0ALICE']);
    expect(await firstLine('digest preview daily for project Search', 'alice')).toMatch(/^OpenAI spend, Search · .* · \$3\.00/);
    expect(await firstLine('digest preview weekly', 'alice')).toMatch(/^OpenAI spend · 9–15 Nov · \$42\.00/);
    await typed('digest daily at 9:00 for project Search');
    const list = await typed('digest', 'alice');
    expect((await pressed(list, 'Preview', 'alice')).text).toMatch(/^OpenAI spend, Search · .* · \$3\.00/);
    expect(await firstLine('digest preview 1', 'alice')).toMatch(/ · \$3\.00/);
    expect(await firstLine('digest preview 7', 'alice')).toBe('There is no digest 7.');
    expect(posted()).toEqual([]);
  });

  it('has buttons that pause, resume and remove, for admins alone', async () => {
    bot = await startTeamBot({ mode });
    await typed('digest daily at 9:00');
    const forMembers = await typed('digest', 'alice');
    expect(shown(forMembers)).not.toMatch(/"Pause"|"Remove"/);
    const list = await typed('digest');
    const refused = await pressed(await typed('digest'), 'Remove', 'alice');
    expect(refused.text).toMatch(/admins/);
    const paused = await pressed(list, 'Pause');
    expect([paused.ts, paused.text.split('\n')[0]]).toEqual([
      list.ts,
      'Digest paused: daily at 09:00 UTC for everything, in <#C0GENERAL>.',
    ]);
    const resumed = await pressed(paused, 'Resume');
    expect(resumed.text).toMatch(/^Digest resumed: .*\nDaily at 09:00 UTC/);
    expect((await pressed(resumed, 'Remove')).text).toMatch(/^Digest removed: .*\nNo channel has a digest yet\.$/);
  });

  it('says what is wrong, with a button for what was meant, and sets nothing up', async () => {
    bot = await startTeamBot({ mode });
    for (const [asked, said] of [
      ['digest dayly at 9:00', 'Try: digest daily at 9:00'],
      ['digest daily at 25:00', '25:00'],
      ['digest daily at 9:00 Europe/Berln', 'Try: digest daily at 9:00 Europe/Berlin'],
      ['digest daily for project Serch', 'Search'],
      ['digest daily for user "Alice Moreau"', 'single people'],
      ['digest daily in <#C0RANDOM>', '/invite @spendbot'],
    ] as const)
      expect((await typed(asked)).text, asked).toContain(said);
    for (const asked of ['digest daily at 9:00', 'digest change 1 at 9:00', 'digest remove 1'])
      expect((await typed(asked, 'alice')).text, asked).toMatch(/admins/);
    expect(await firstLine('digest')).toBe('No channel has a digest yet.');
    const meant = await pressed(await typed('digest dayly at 9:00'), 'ask:choice-1');
    expect(meant.text).toMatch(/^Digest set up: daily at 09:00/);
  });
});

describe.each(['socket', 'http'] as const)('/spend alerts test in %s mode', mode => {
  it('posts one sample, marked as one, that nothing can be done with', async () => {
    bot = await startTeamBot({ mode });
    expect(await firstLine('alerts test', 'alice')).toMatch(/admins/);
    expect(await firstLine('alerts test in <#C0RANDOM>')).toMatch(/\/invite @spendbot/);
    expect(await firstLine('alerts test')).toBe('A sample is on its way to the channel.');
    await expect.poll(posted).toHaveLength(1);
    expect(posted()[0]?.text).toMatch(/^🔴 Sample, nothing happened: .* cost \$250\.00/);
    // The team's own largest project and model.
    expect(posted()[0]?.text).toMatch(/^(?:Chat|Search) on (?:gpt-4o|o3): \+\$140, 15 times its usual tokens\./m);
    expect(posted()[0]?.blocks.some(({ type }) => type === 'actions')).toBe(false);
    expect(await firstLine('alerts')).toMatch(/^Nothing is watched yet/);
  });
});
