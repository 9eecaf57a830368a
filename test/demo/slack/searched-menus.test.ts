import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateValues } from '../../../demo/slack/element-values.ts';
import type { JsonObject } from '../../../demo/slack/json.ts';
import { OfferedOptions } from '../../../demo/slack/offered-options.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import type { View } from '../../../demo/slack/views.ts';

let slack: SlackStandIn;
let asked: JsonObject[];
/** What the bot answers; null leaves it silent. */
let answer: unknown;

beforeEach(async () => {
  slack = await startSlackStandIn();
  asked = [];
  const bot = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push(JSON.parse(new URLSearchParams(body).get('payload') ?? '{}'));
    if (answer !== null) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>(resolve => void bot.listen(0, '127.0.0.1', resolve));
  const { port } = bot.address() as AddressInfo;
  slack.connectHttp(`http://127.0.0.1:${port}/slack/events`);
  return () => {
    bot.closeAllConnections();
    bot.close();
  };
});
afterEach(() => slack.close());

const option = (text: string, value = text) => ({ text: { type: 'plain_text', text }, value });
const menu = { type: 'external_select', action_id: 'project', initial_option: option('Search', 'proj_search') };
const view: View = {
  ...{ id: 'V1', type: 'modal', user: 'U0ALICE', hash: 'h' },
  blocks: [{ type: 'input', block_id: 'scope', label: { type: 'plain_text', text: 'Project' }, element: menu }],
  given: { type: 'modal', callback_id: 'form:budget', private_metadata: 'C0GENERAL' },
};

describe('a searched menu', () => {
  it('asks the bot as Slack does, and shows what it answers', async () => {
    answer = { options: [option('Chat', 'proj_chat')] };
    expect(await slack.workspace.search(view, 'project', 'cha')).toEqual([option('Chat', 'proj_chat')]);
    expect(asked).toEqual([
      expect.objectContaining({
        ...{ type: 'block_suggestion', action_id: 'project', block_id: 'scope', value: 'cha' },
        container: { type: 'view', view_id: 'V1' },
        user: expect.objectContaining({ id: 'U0ALICE' }),
        view: expect.objectContaining({ callback_id: 'form:budget', private_metadata: 'C0GENERAL' }),
      }),
    ]);
    expect(asked[0]).not.toHaveProperty('trigger_id');
    expect(asked[0]).not.toHaveProperty('response_url');
  });

  it('takes no answer at all', async () => {
    answer = { options: [] };
    expect(await slack.workspace.search(view, 'project', '')).toEqual([]);
  });

  it.each([
    ['more than 100 options', { options: Array.from({ length: 101 }, (_, index) => option(`Project ${index}`)) }],
    ['a text of 76 characters', { options: [option('x'.repeat(76), 'x')] }],
    ['a value of 151 characters', { options: [option('x', 'x'.repeat(151))] }],
    ['an option without a value', { options: [{ text: { type: 'plain_text', text: 'x' } }] }],
    ['a formatted text', { options: [{ text: { type: 'mrkdwn', text: '*x*' }, value: 'x' }] }],
    ['options that are none', { options: ['x'] }],
  ])('refuses %s', async (_what, given) => {
    answer = given;
    await expect(slack.workspace.search(view, 'project', '')).rejects.toMatchObject({ code: 'invalid_options' });
  });

  it('refuses an answer without options, and 100 at the limits pass', async () => {
    answer = { text: 'here you are' };
    await expect(slack.workspace.search(view, 'project', '')).rejects.toMatchObject({ code: 'no_options' });
    const longest = Array.from({ length: 100 }, (_, index) => option('x'.repeat(75), `${index}`.padEnd(150, 'x')));
    answer = { options: longest };
    expect(await slack.workspace.search(view, 'project', '')).toHaveLength(100);
  });

  it('waits three seconds, as for everything', async () => {
    answer = null;
    await expect(slack.workspace.search(view, 'project', '')).rejects.toMatchObject({ code: 'operation_timeout' });
  }, 10_000);

  it('tells the bot the whole option that was chosen, and none that was not offered', () => {
    const offered = new OfferedOptions();
    offered.add(view, { block_id: 'scope', action_id: 'project' }, [option('Chat', 'proj_chat')]);
    const chosen = (fields: Record<string, Record<string, string[]>>) => Object(stateValues(offered.blocksOf(view), fields)).scope.project;
    expect(chosen({})).toEqual({ type: 'external_select', selected_option: option('Search', 'proj_search') });
    expect(chosen({ scope: { project: ['proj_chat'] } }).selected_option).toEqual(option('Chat', 'proj_chat'));
    expect(chosen({ scope: { project: [] } })).toEqual({ type: 'external_select', selected_option: null });
    expect(() => chosen({ scope: { project: ['proj_other'] } })).toThrow('no option "proj_other"');
  });
});
