import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedForm, topForm } from './filled-form.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;

/** What belongs to Chat, the other project, by any of its names, and the month of both. */
const outside = /\bChat\b|proj_chat|\bo3\b|Bob Tanaka|bob@|chat prod|key_chat|\$84\.00/;
/** Search is Alice's alone; her name and its key are for admins. */
const personal = /Alice Moreau|alice@|search prod|key_search/i;

/** What is asked in a channel that shows Search, and what the answer says there. */
const table: readonly { readonly asked: string; readonly said: RegExp }[] = [
  { asked: '', said: /Last 7 days: \$21\.00/ },
  { asked: 'last 7d', said: / · \$21\.00/ },
  { asked: 'by project', said: /Search: \$21\.00/ },
  { asked: 'by model last 7d vs last week', said: /gpt-4o: \$21\.00/ },
  { asked: 'by project as csv', said: /\$21\.00/ },
  { asked: 'by project as json', said: /\$21\.00/ },
  { asked: 'for project Search', said: / · \$21\.00/ },
  { asked: 'without project Search', said: / · \$0\.00/ },
  { asked: 'forecast', said: /November .*will end near|Too early to say where November/ },
  { asked: 'why last 7d', said: /^The last 7 days cost/ },
  { asked: 'check', said: /^Cannot compare: .*\nThis channel shows only project "Search"/ },
  { asked: 'check by day', said: /This channel shows only/ },
  { asked: 'prices', said: /gpt-4o/ },
  { asked: 'help', said: /for project "Search" this month by model|What spendbot answers/ },
  { asked: 'status', said: /admin/ },
  // Another project, its model, its people and keys are not known here: not by name, not by a part, not as what was meant.
  { asked: 'for project Cha', said: /^No project is called/ },
  { asked: 'for project proj_chat', said: /^No project is called/ },
  { asked: 'for chta', said: /^No model, project, person or key is called/ },
  { asked: 'chat', said: /not understood|^No / },
  { asked: 'for key chatprod', said: /^No key is called/ },
  { asked: 'for user bobb', said: /^No person is called/ },
  { asked: 'for prod', said: /search prod|Figures of single people/ },
  { asked: 'why for project Chta', said: /^No project is called/ },
  { asked: 'forecast for project Chta', said: /^No project is called/ },
  { asked: 'budget $5 per day for project Chta', said: /No project is called|admins/ },
  { asked: 'alerts spike for project Chta', said: /No project is called|admins/ },
  { asked: 'digest daily for project Chta', said: /No project is called|admins/ },
  // What is set up is about everything.
  { asked: 'budget', said: /^This is about everything/ },
  { asked: 'alerts', said: /^This is about everything/ },
  { asked: 'digest', said: /^This is about everything/ },
  // A digest is shown of the channel's part, but for one that is set up and will be posted as more.
  { asked: 'digest preview weekly', said: /^OpenAI spend · 9–15 Nov · \$21\.00/ },
  { asked: 'digest preview daily', said: /^OpenAI spend · Sat 21 Nov · \$3\.00/ },
  { asked: 'digest preview weekly for project Search', said: /^OpenAI spend, Search · 9–15 Nov · \$21\.00/ },
  { asked: 'digest preview weekly without project Search', said: /^OpenAI spend, .*Search.* · 9–15 Nov · \$0\.00/ },
  { asked: 'digest preview weekly for project Chta', said: /^No project is called/ },
  { asked: 'digest preview 1', said: /^That digest is about more than this channel shows\. Preview it in another channel/ },
];

describe('in a channel that shows one project', () => {
  beforeAll(async () => {
    bot = await startTeamBot();
    const { workspace } = bot.slack;
    await (await workspace.type('/spend budget $500 per month for project Chat', { user: 'olga' })).message();
    await (await workspace.type('/spend alerts day over $9 for project Chat', { user: 'olga' })).message();
    await (await workspace.type('/spend digest daily at 9:00 for project Chat', { user: 'olga' })).message();
    await (await workspace.type('/spend settings scope this channel to project Search', { user: 'olga' })).message();
  });
  afterAll(() => bot.close());

  const roles = ['alice', 'carol', 'olga'] as const;
  const cases = table.flatMap(row => roles.map(role => ({ ...row, role })));
  const typed = async (text: string) => (await bot.slack.workspace.type(`/spend ${text}`, { user: 'olga' })).message();
  /** All that a person sees of a message and what its buttons carry, but for what they typed themselves. */
  const wholeOf = (message: { text: string; blocks: unknown }, asked: string) =>
    JSON.stringify([message.text, message.blocks]).replaceAll(asked, '');
  const filesOf = async (channel: string) => {
    const ids = bot.slack.workspace.messages(channel).flatMap(({ files }) => files);
    return Promise.all(ids.map(async id => (await fetch(`${bot.slack.url}/files/${id}`)).text()));
  };

  it.each(cases)('"$asked" by $role with /spend names nothing else', async ({ asked, role, said }) => {
    const message = await (await bot.slack.workspace.type(`/spend ${asked}`, { user: role })).message();
    expect(message.text).toMatch(said);
    const typed = asked.split(' ').at(-1) ?? '';
    expect(wholeOf(message, typed)).not.toMatch(outside);
    if (role !== 'olga' && !asked.includes('prod')) expect(wholeOf(message, typed)).not.toMatch(personal);
  });

  // Files come in a message of their own.
  it.each(table.filter(({ asked }) => !/ as (?:csv|json)$/.test(asked)))(
    '"$asked" in a thread that everyone reads names nothing else',
    async ({ asked, said }) => {
      const message = await (await bot.slack.workspace.type(`@spendbot ${asked}`, { user: 'olga' })).message();
      expect(message.text).toMatch(said);
      expect(wholeOf(message, asked.split(' ').at(-1) ?? '')).not.toMatch(outside);
    },
  );

  it.each(table.filter(({ asked }) => asked !== ''))(
    '"$asked" in a form that was opened on its message names nothing else',
    async ({ asked }) => {
      const { workspace } = bot.slack;
      for (const view of workspace.modalsOf('alice')) await workspace.close(view, true);
      const [message] = workspace.messages('general', { as: 'alice' });
      if (message === undefined) throw new Error('no message');
      await workspace.messageShortcut(message, 'ask_spend_about_message', 'alice');
      const form = await openedForm(bot.slack, 'alice');
      await workspace.submit(form, { question: { question: { type: 'plain_text_input', value: asked } } });
      const answer = () => JSON.stringify(topForm(bot.slack, 'alice')?.blocks.slice(1));
      await expect.poll(answer).not.toContain('Working it out');
      expect(answer().replaceAll(asked.split(' ').at(-1) ?? '', '')).not.toMatch(outside);
    },
  );

  it('the files of its answers, and an answer that is shared there, hold nothing else', async () => {
    const { workspace } = bot.slack;
    expect((await filesOf('D0ALICE')).join()).toContain('Search');
    for (const channel of ['D0ALICE', 'D0CAROL', 'D0OLGA', 'general'])
      for (const text of await filesOf(channel)) expect(text).not.toMatch(outside);
    const message = await (await workspace.type('/spend by project last 7d', { user: 'alice' })).message();
    await workspace.press(message, 'share', { user: 'alice' });
    const shared = () => workspace.messages('general').filter(({ visibleTo, threadTs }) => visibleTo === null && threadTs === null);
    const before = shared().length;
    await expect.poll(() => shared().at(-1)?.text).toMatch(/ · \$21\.00/);
    expect(shared().length).toBeGreaterThanOrEqual(before);
    expect(wholeOf(shared().at(-1) ?? { text: '', blocks: [] }, '\u0000')).not.toMatch(outside);
  });

  it('what an admin sets up there is confirmed, without the rest of the list', async () => {
    for (const [command, said] of [
      ['budget $50 per day', /^Budget set up: \$50 per day/],
      ['budget $700 per month for project Search', /^Budget set up: \$700 per month/],
      ['alerts spike', /^Alert set up: spike/],
      ['digest weekly at 8:00', /^Digest set up: weekly/],
      ['digest daily at 7:00 for project Search', /^Digest set up: daily/],
    ] as const) {
      const message = await typed(command);
      expect(message.text).toMatch(said);
      expect(message.text).not.toMatch(/Chat/);
    }
  });

  it('the preview of a digest has the budgets of that part alone, and says that it is a part', async () => {
    const message = await typed('digest preview monthly');
    // Nothing was collected in October, so nobody knows what it spent.
    expect(message.text).toContain('October: Search – of $700, nothing collected');
    expect(message.text).not.toMatch(/\$50\.00|\$500\.00/);
    expect(JSON.stringify(message.blocks)).toContain('This channel shows only project \\"Search\\"');
  });

  it('a digest that is set up is previewed where it is of no more than that part', async () => {
    expect((await typed('digest preview 2')).text).toMatch(/^That digest is about more than this channel shows/);
    expect((await typed('digest preview 3')).text).toMatch(/^OpenAI spend, Search · Sat 21 Nov · \$3\.00/);
  });
});
