import { afterEach, describe, expect, it } from 'vitest';
import type { FormRule } from '../../demo/slack/faults/message-forms.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';
import { answer, modelGroup } from '../support/views/views.ts';
import { type Bot, startBot } from './bot.ts';
import { startTeamBot } from './team-bot.ts';

let bot: Pick<Bot, 'slack' | 'close'>;
afterEach(() => bot.close());

const shortcuts = [{ name: 'Ask', type: 'global', callbackId: 'ask_spend' }] as const;
const groups = Array.from({ length: 60 }, (_, index) => modelGroup(`model-${index}`, 1, 1));
const long = { ask: async () => answer({ groups }) };

/** Ways to get an answer; each resolves with what is shown of it. */
const ways: Readonly<Record<string, (slack: SlackStandIn) => Promise<string>>> = {
  'a command': async ({ workspace }) =>
    JSON.stringify(await (await workspace.type('/spend by model last 7d', { user: 'alice' })).message()),
  'a mention': async ({ workspace }) =>
    JSON.stringify(await (await workspace.type('@spendbot by model last 7d', { user: 'alice' })).message()),
  'a direct message': async ({ workspace }) =>
    JSON.stringify(await (await workspace.type('by model last 7d', { user: 'alice', channel: 'D0ALICE' })).message()),
  'a shared answer': async ({ workspace }) => {
    await workspace.press(await (await workspace.type('/spend by model last 7d', { user: 'alice' })).message(), 'share', { user: 'alice' });
    const shared = () => workspace.messages('general').filter(({ visibleTo }) => visibleTo === null);
    await expect.poll(shared, { timeout: 15_000 }).toHaveLength(1);
    return JSON.stringify(shared());
  },
};

const rules: Readonly<Record<string, FormRule>> = {
  'much of it at once': ({ blockCharacters }) => (blockCharacters > 4_000 ? 'msg_blocks_too_long' : undefined),
  'all blocks': ({ blocks, surface }) => (surface === 'message' && blocks.length > 0 ? 'msg_blocks_too_long' : undefined),
  'charts and tables': ({ blocks }) =>
    blocks.some(({ type }) => type === 'table' || type === 'data_visualization') ? 'invalid_blocks' : undefined,
  'all blocks, and long text': ({ blocks, text, surface }) =>
    surface !== 'message' ? undefined : blocks.length > 0 ? 'invalid_blocks_format' : text.length > 1_000 ? 'msg_too_long' : undefined,
};

describe.each(Object.entries(rules))('where Slack refuses %s', (_, rule) => {
  it.each(Object.keys(ways))('%s still says the figures, in a smaller message', async way => {
    bot = await startBot({ answers: long, standIn: { shortcuts } });
    bot.slack.refuseForms(rule);
    // Alone, the sharing of an answer needs its message to be pressed.
    if (way === 'a shared answer')
      bot.slack.refuseForms(form => (form.blocks.some(({ type }) => type === 'actions') ? undefined : rule(form)));
    expect(await ways[way]?.(bot.slack)).toContain('$420.00');
  });
});

describe('one refusal', () => {
  it.each(['msg_blocks_too_long', 'msg_too_long', 'invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'too_many_attachments'])(
    '%s of a mention’s answer leads to another try with less, not to silence',
    async error => {
      bot = await startBot();
      bot.slack.fail({ method: 'chat.postMessage', error });
      expect(await ways['a mention']?.(bot.slack)).toContain('$420.00');
    },
  );

  it('that is not about the form is not tried again', async () => {
    const started = await startBot();
    bot = started;
    bot.slack.fail({ method: 'chat.postMessage', error: 'restricted_action' });
    await bot.slack.workspace.type('@spendbot last 7d', { user: 'alice' });
    await expect.poll(() => started.log.join('')).toContain('An answer could not be posted');
    expect(bot.slack.workspace.messages('general').filter(({ author }) => author === 'U0SPENDBOT')).toEqual([]);
  });
});

describe('a table that is too long', () => {
  it('loses rows before it is left out', async () => {
    bot = await startBot({ answers: long });
    bot.slack.refuseForms(({ blocks }) =>
      blocks.some(({ rows }) => Array.isArray(rows) && rows.length > 11) ? 'msg_blocks_too_long' : undefined,
    );
    const shown = await ways['a mention']?.(bot.slack);
    expect(shown).toContain('"type":"table"');
    expect(shown).toMatch(/… and \d+ more rows/);
  });
});

describe('a form and the Home', () => {
  it('show less when Slack refuses the whole', async () => {
    bot = await startBot({ answers: long, standIn: { shortcuts } });
    const { workspace } = bot.slack;
    await workspace.globalShortcut('ask_spend', 'alice');
    await expect.poll(() => workspace.modalsOf('alice')).toHaveLength(1);
    bot.slack.refuseForms(({ surface, blockCharacters }) =>
      surface === 'modal'
        ? blockCharacters > 1_500
          ? 'view_too_large'
          : undefined
        : surface === 'home' && blockCharacters > 2_500
          ? 'view_too_large'
          : undefined,
    );
    const [form] = workspace.modalsOf('alice');
    if (form === undefined) throw new Error('no form');
    await workspace.submit(form, { question: { question: { type: 'plain_text_input', value: 'by model last 7d' } } });
    await expect.poll(() => JSON.stringify(workspace.modalsOf('alice')[0]?.blocks)).toContain('$420.00');
    await workspace.openHome('alice');
    await expect.poll(() => JSON.stringify(workspace.homeOf('alice')?.blocks)).toContain('Last 7 days');
  });
});

describe('a digest that Slack refuses', () => {
  it('is posted with less at the first try', async () => {
    bot = await startTeamBot();
    bot.slack.refuseForms(({ blocks }) => (blocks.length > 0 ? 'msg_blocks_too_long' : undefined));
    const { workspace } = bot.slack;
    await (await workspace.type('/spend alerts test', { user: 'olga' })).message();
    const posted = () => workspace.messages('general').filter(({ visibleTo, text }) => visibleTo === null && text.includes('Sample'));
    await expect.poll(posted, { timeout: 10_000 }).toHaveLength(1);
  }, 20_000);
});

describe('a file whose upload fails', () => {
  const csv = { ask: async () => answer({ query: { ...answer().query, form: 'csv' } }) };
  const said = /cost-2026-11-15-to-2026-11-21\.csv could not be sent/;
  const fail = () => bot.slack.fail({ method: 'files.getUploadURLExternal', error: 'missing_scope', times: 9 });

  it('is said in the answer to a command, and not announced in the direct messages', async () => {
    bot = await startBot({ answers: csv });
    fail();
    expect(await ways['a command']?.(bot.slack)).toMatch(said);
    const direct = bot.slack.workspace.messages('D0ALICE');
    expect(direct.map(({ text }) => text)).toEqual([expect.stringMatching(said)]);
  });

  it('is said below the answer to a mention', async () => {
    bot = await startBot({ answers: csv });
    fail();
    await ways['a mention']?.(bot.slack);
    const inThread = () => bot.slack.workspace.messages('general').filter(({ threadTs }) => threadTs !== null);
    await expect.poll(() => inThread().at(-1)?.text).toMatch(said);
    expect(JSON.stringify(inThread().at(-1)?.blocks)).toContain('o3-2025-04-16,140');
  });
});
