import { afterEach, expect, it } from 'vitest';
import { blockProblems } from '../support/block-kit.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
afterEach(() => bot.close());

it('"Ask why" under an alert is answered in its thread, once and without people, then to whoever presses', async () => {
  bot = await startTeamBot();
  const { workspace } = bot.slack;
  workspace.invite('general');
  // Search has cost $42.
  await (await workspace.type('/spend budget $40 per month for project Search', { user: 'olga' })).message();
  const posted = () => workspace.messages('general').filter(({ visibleTo, author }) => visibleTo === null && author === 'U0SPENDBOT');
  await expect.poll(posted).toHaveLength(1);
  const [alert] = posted();
  if (alert === undefined) throw new Error('no alert');
  await workspace.press(alert, 'ask:why', { user: 'olga' });
  await expect.poll(posted).toHaveLength(2);
  const answer = posted()[1];
  expect(answer).toMatchObject({ threadTs: alert.ts, text: expect.stringMatching(/^November so far cost .* for project Search/) });
  expect(JSON.stringify(answer?.blocks)).not.toMatch(/Alice|search prod/);
  expect(blockProblems(answer?.blocks)).toEqual([]);
  const again = await (await workspace.press(alert, 'ask:why', { user: 'alice' })).message();
  expect(again).toMatchObject({ visibleTo: 'U0ALICE', text: expect.stringMatching(/^November so far cost/) });
  expect(posted()).toHaveLength(2);
});
