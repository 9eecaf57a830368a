import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '#features/features.ts';
import type { Message } from '../../demo/slack/message.ts';
import { blockProblems } from '../support/block-kit.ts';
import { isSoak } from '../support/part-of.ts';
import { absurdTeams } from './absurd-teams.ts';
import { openedForm, topForm } from './filled-form.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

const loaded = await Promise.all(features.map(({ load }) => load()));
const helped = loaded.flatMap(({ help }) => help?.({ model: 'o3', project: '<!channel>' }) ?? []).map(({ question }) => question);

/** Everything that can be asked, as an admin who may see all of it: what every feature's help names, its words, and more of the same. */
const commands: readonly string[] = [
  ...new Set([...helped, ...features.flatMap(({ words }) => words.slice(0, 1))]),
  ...['prices o3', 'check by day'],
  ...[
    'last 7d',
    'last 400d',
    'by model last 400d',
    'by user last 400d',
    'by key last 400d',
    'by project',
    'by day last 400d',
    'by week ytd',
  ],
  ...[
    'by user and model last 400d',
    'by project and key',
    'by day and model last 30d',
    'top 200 models last 400d',
    'by operation',
    'by tier',
  ],
  ...['by source', 'tokens by model', 'requests by user last 400d', 'last 7d vs last year', 'by model vs last month'],
  ...['chart', 'table', 'csv', 'json'].map(form => `by model last 400d as ${form}`),
  ...['by day last 400d as csv', 'by user and model last 400d as json'],
  ...['forecast this year', 'why last 400d', 'why last month', 'me last 7d'],
  ...['digest preview daily', 'digest preview monthly', 'digest preview 1'],
  ...[
    'for <!channel>',
    'for "*bold* _and_ ~more~"',
    `for ${'x'.repeat(3000)}`,
    '<@U0BOB>',
    '\u202Eby model',
    '🎉'.repeat(400),
    '`by` *model*',
  ],
];

/** Of the message for the reader: what a button carries is not shown. */
function shownIn({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  return JSON.stringify({ text, blocks }, (key, value) => (key === 'value' ? undefined : value));
}

/** What Slack would refuse, what pings somebody, and what no person can read. */
function problemsIn(message: Pick<Message, 'text' | 'blocks'>, surface: 'message' | 'home' | 'modal' = 'message'): string[] {
  const shown = shownIn(message);
  // Who set something up, and where, in the lists of admins; who shared an answer.
  const pings = Array.from(shown.matchAll(/<[!@#][^>]*>?|<https?:/g), ([found]) => found);
  const others = pings.filter(ping => !['<#C0MLCOSTS>', '<@U0OLGA>'].includes(ping));
  return [
    ...blockProblems(JSON.parse(JSON.stringify(message.blocks)), surface),
    ...others.map(ping => `it pings ${ping}`),
    ...(message.text.length > 4000 ? [`a text of ${message.text.length} characters`] : []),
    ...Array.from(shown.matchAll(/\b(?:undefined|NaN|Infinity)\b|\[object|\\u202e/gi), ([found]) => `it says ${found}`),
    ...(message.blocks.length === 0 ? ['no blocks were taken'] : []),
    ...(surface === 'message' && message.text.trim() === '' ? ['no words'] : []),
  ];
}

const teamCount = Object.keys(absurdTeams).length;
/** Each of the commands of some team; in the soak each of each, and the other surfaces of each too. */
const commandsOf = (team: number) => (isSoak() ? commands : commands.filter((_, index) => index % teamCount === team));

describe.each(Object.entries(absurdTeams).map(([name, fill], team) => ({ name, fill, team })))('a team $name', ({ name, fill, team }) => {
  let bot: TeamBot;
  beforeAll(async () => {
    bot = await startTeamBot({ fill, standIn: { acknowledgeWithinMs: 30_000 }, hasOddWords: name.includes('hostile') });
  });
  afterAll(() => bot.close());

  it.each(commandsOf(team))('"/spend %s" is answered in words, within Slack’s limits, and pings nobody', async text => {
    const message = await (await bot.slack.workspace.type(`/spend ${text}`, { user: 'olga' })).message();
    expect(problemsIn(message)).toEqual([]);
    expect(message.text).not.toMatch(/ failed\b.*reference/);
  });

  it.runIf(isSoak() || team % 2 === 0)(
    'a thread, a direct message, what is shared and its picture, and every file are within them too',
    async () => {
      const { workspace } = bot.slack;
      for (const text of ['by model last 400d', 'by project', 'why yesterday', 'forecast']) {
        for (const [typed, channel] of [
          [`@spendbot ${text}`, 'general'],
          [text, 'D0OLGA'],
        ] as const)
          expect(problemsIn(await (await workspace.type(typed, { user: 'olga', channel })).message())).toEqual([]);
        const answered = await (await workspace.type(`/spend ${text}`, { user: 'olga' })).message();
        if (!JSON.stringify(answered.blocks).includes('"share"')) continue;
        const before = workspace.messages('general').length;
        await workspace.press(answered, 'share', { user: 'olga' });
        await expect.poll(() => workspace.messages('general').length).toBeGreaterThan(before);
        const shared = workspace.messages('general').at(-1);
        expect(shared && problemsIn(shared)).toEqual([]);
      }
      const files = bot.slack.calls.filter(({ method }) => method === 'files.getUploadURLExternal').map(call => JSON.stringify(call));
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(file).not.toMatch(/<[!@#]|\\u202e|undefined|NaN/i);
    },
    60_000,
  );

  it.runIf(isSoak() || team % 3 === 0)(
    'the App Home and the form to ask are within them too',
    async () => {
      const { workspace } = bot.slack;
      await workspace.openHome('olga');
      await expect.poll(() => workspace.homeOf('olga')).toBeDefined();
      expect(problemsIn({ text: '', blocks: workspace.homeOf('olga')?.blocks ?? [] }, 'home')).toEqual([]);
      for (const asked of ['by model last 400d', 'why yesterday', 'status', 'check', 'budget', 'digest']) {
        await workspace.globalShortcut('ask_spend', 'olga');
        const form = await openedForm(bot.slack, 'olga');
        await workspace.submit(form, { question: { question: { type: 'plain_text_input', value: asked } } });
        const blocks = () => topForm(bot.slack, 'olga')?.blocks ?? [];
        await expect.poll(() => JSON.stringify(blocks())).not.toContain('Working it out');
        expect(problemsIn({ text: '', blocks: blocks() }, 'modal')).toEqual([]);
        await workspace.close(form, true);
      }
    },
    60_000,
  );
});
