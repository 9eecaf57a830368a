import { afterEach, describe, expect, it } from 'vitest';
import { ownQuestion } from '#features/me/command.ts';
import { blockProblems } from '../support/block-kit.ts';
import { startTeamBot, type TeamBot } from './team-bot.ts';

let bot: TeamBot;
const type = async (text: string, user: string) => (await bot.slack.workspace.type(text, { user })).message();

describe('/spend me', () => {
  afterEach(() => bot.close());

  it('shows everybody their own figures, found by e-mail whatever its case', async () => {
    bot = await startTeamBot();
    // 7 × ($3 + $1), 7 × $2.
    const alice = await type('/spend me last 7d', 'alice');
    expect(alice.text).toMatch(/ · \$28\.00/);
    expect(alice.text).toMatch(/^Your cost · 15–21 Nov · /);
    expect(blockProblems(alice.blocks)).toEqual([]);
    expect((await type('/spend me', 'bob')).text).toMatch(/ · \$14\.00/);
    expect((await type('/spend what did I spend yesterday?', 'bob')).text).toMatch(/ · \$2\.00/);
    expect((await type('/spend my tokens by model last 7d', 'bob')).text).toContain('o3: ');
  });

  it('is in help as visible to nobody else, beside the other ways to ask', async () => {
    bot = await startTeamBot();
    const help = JSON.stringify((await type('/spend help', 'alice')).blocks);
    expect(help).toContain('/spend me\\nyour own usage, visible only to you"');
    expect(help).toContain('"You can ask the same by mentioning @spendbot or in a direct message; add \\"as csv\\" for a file"');
  });

  it('shows nothing of others, whatever else is asked', async () => {
    bot = await startTeamBot();
    const byUser = await type('/spend me by user last 7d', 'alice');
    expect(byUser.text).toMatch(/ · \$28\.00/);
    expect(JSON.stringify(byUser)).not.toContain('Bob');
    expect((await type('/spend me for user "Bob Tanaka"', 'alice')).text).toMatch(/ · \$0\.00/);
    const byKey = await type('/spend me by key', 'bob');
    expect(byKey.text).toMatch(/ · \$14\.00/);
    expect(JSON.stringify(byKey)).not.toContain('search prod');
  });

  it('stays with oneself through its buttons, and is shared with nobody', async () => {
    bot = await startTeamBot();
    const own = await type('/spend me last 7d', 'alice');
    expect(JSON.stringify(own.blocks)).not.toContain('"share"');
    const { workspace } = bot.slack;
    const byProject = await (await workspace.press(own, 'ask:by-project', { user: 'alice' })).message();
    expect(byProject.text).toMatch(/ · \$28\.00/);
    // Her button, pressed by him, asks for his own.
    const pressed = await (await workspace.press(byProject, 'ask:by-model', { user: 'bob' })).message();
    expect(pressed.text).toMatch(/ · \$14\.00/);
  });

  it('says so when OpenAI knows nobody with that address, and when Slack tells none', async () => {
    const dmitri = { name: 'Dmitri', email: 'dmitri@acme.example', told: { profile: {} } };
    bot = await startTeamBot({ standIn: { members: [{ name: 'Carol', email: 'carol@acme.example' }, dmitri] } });
    expect((await type('/spend me', 'carol')).text).toMatch(/^OpenAI knows nobody with the e-mail address of your Slack account/);
    expect((await type('/spend me', 'dmitri')).text).toMatch(/^Slack does not tell your e-mail address/);
  });
});

describe('a person named with an @', () => {
  afterEach(() => bot.close());

  it('is found by e-mail, not by what they call themselves in Slack', async () => {
    bot = await startTeamBot({
      standIn: {
        members: [
          { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
          { name: 'Bob Tanaka', email: 'mallory@acme.example' },
          { name: 'Somebody', email: 'bob@acme.example' },
        ],
      },
    });
    expect((await type('/spend for @bob last 7d', 'olga')).text).toMatch(/ · \$14\.00/);
    expect((await type('/spend for @mallory last 7d', 'olga')).text).toContain('OpenAI knows nobody called');
  });
});

it.each([
  ['me', ''],
  ['me last month', 'last month'],
  ['Me: by model', 'by model'],
  ['my spend last week', 'spend last week'],
  ['what is my cost yesterday?', 'cost yesterday?'],
  ['my own tokens today', 'tokens today'],
  ['show me my usage by model', ' by model'],
  ['how much did I spend on gpt-4o?', 'how much did I spend on gpt-4o?'],
  ['show me the spend', null],
  ['my app last week', null],
  ['mean tokens', null],
  ['how much did we spend', null],
])('reads "%s" as asking of oneself: %j', (text, question) => {
  expect(ownQuestion(text)).toBe(question);
});
