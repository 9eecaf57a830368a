import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../demo/slack/message.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
beforeAll(async () => {
  bot = await startTeamBot();
  for (const command of ['budget $500 per month', 'alerts day over $9', 'digest daily at 9:00']) await said(command, 'olga');
});
afterAll(() => bot.close());

const said = async (text: string, user: string) => (await bot.slack.workspace.type(`/spend ${text}`, { user })).message();

interface Button {
  readonly action_id: string;
  readonly block_id: string;
  readonly value: string;
}

function buttonsIn({ blocks }: Message): Button[] {
  return blocks.flatMap(block => {
    const inBlock: Button[] = [];
    JSON.stringify(block, (_, value) => {
      if (typeof value?.action_id === 'string')
        inBlock.push({ action_id: value.action_id, block_id: String(block.block_id), value: String(value.value) });
      return value;
    });
    return inBlock;
  });
}

/** What an admin asks for themselves: figures of people and keys, their own, settings, and all that is set up. */
const asked = [
  'by user last 7d',
  'by key last 7d',
  'for user "Bob Tanaka" last 7d',
  'me last 7d',
  'for prod',
  'why last 7d for user "Alice Moreau"',
  'forecast for key "search prod"',
  'digest preview weekly for user "Alice Moreau"',
  'settings',
  'budget',
  'alerts',
  'digest',
  '',
];

/** Without how far the collection that runs has come. */
const wordsOf = ({ text }: Message) => text.replace(/\ncollecting: .*/, '');

/** All that is set up, as an admin sees it. */
const setUp = async () => Promise.all(['budget', 'alerts', 'digest', 'settings'].map(async text => (await said(text, 'olga')).text));

describe('the buttons of an admin’s private answer, pressed by somebody else', () => {
  it.each(asked.flatMap(text => ['alice', 'carol'].map(user => [text, user] as const)))(
    'under "/spend %s" answer %s as if they had typed it',
    async (text, user) => {
      const { workspace } = bot.slack;
      const before = await setUp();
      const answer = await said(text, 'olga');
      expect(answer.visibleTo).toBe('U0OLGA');
      const buttons = buttonsIn(answer);
      expect(buttons.length).toBeGreaterThan(0);
      const direct = () => workspace.messages(`D0${user.toUpperCase()}`);
      const posted = () => workspace.messages('general').filter(({ visibleTo, author }) => visibleTo === null && author === 'U0SPENDBOT');
      for (const { action_id, block_id, value } of buttons) {
        const [directly, publicly] = [direct().length, posted().length];
        // Under an answer of its own, for the one before was replaced.
        const reply = await workspace.press(await said(text, 'olga'), action_id, { user, blockId: block_id });
        if (action_id.startsWith('form:')) {
          await expect
            .poll(() =>
              direct()
                .slice(directly)
                .map(message => message.text),
            )
            .toEqual([expect.stringMatching(/^Settings are for admins/)]);
          expect(workspace.modalsOf(user)).toEqual([]);
        } else if (action_id === 'share' && /\b(?:user|key)\b/.test(value)) {
          expect((await reply.message()).text).toMatch(/are not for a whole channel/);
        } else if (action_id === 'share') {
          await expect.poll(() => posted().length).toBe(publicly + 1);
        } else {
          expect(wordsOf(await reply.message()), value).toBe(wordsOf(await said(value, user)));
        }
      }
      expect(await setUp()).toEqual(before);
    },
    60_000,
  );
});
