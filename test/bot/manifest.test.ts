import { globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { againstReferences } from '../support/against-references.ts';
import { type Bot, startBot } from './bot.ts';

const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
const manifest = parse(text);

/** As an operator makes it for HTTP mode: both addresses in, Socket Mode off. */
const forHttp = parse(
  text
    .replaceAll(/# (url|request_url|message_menu_options_url): /g, '$1: ')
    .replace('socket_mode_enabled: true', 'socket_mode_enabled: false'),
);

againstReferences('Slack’s schemas of manifests', ({ json }) => {
  it.each(['1.0.0', '2.0.0'])('manifest.yml follows version %s, in both modes', version => {
    // The schemas hold keywords of their own ("regex", "_note").
    const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: true } });
    const validate = ajv.compile(Object(json(`slack-manifest.schema.${version}.json`)));
    for (const one of [manifest, forHttp]) {
      validate(one);
      expect(validate.errors).toBeNull();
    }
  });
});

describe('manifest.yml', () => {
  it('has the command, with mentions as ids, buttons and searched menus, at the address that HTTP mode serves', () => {
    const [command] = forHttp.features.slash_commands;
    expect(command).toMatchObject({ command: '/spend', should_escape: true, url: expect.stringMatching(/\/slack\/events$/) });
    const interactivity = { is_enabled: true, request_url: command.url, message_menu_options_url: command.url };
    expect(forHttp.settings).toMatchObject({ interactivity, socket_mode_enabled: false });
  });
});

const channels = (verb: string) => [`channels:${verb}`, `groups:${verb}`];

/** What each method and event needs of the bot token (docs.slack.dev, "Methods" and "Events"). */
const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': channels('history'),
  'conversations.replies': channels('history'),
  'conversations.info': channels('read'),
  'conversations.list': channels('read'),
  filesUploadV2: ['files:write'],
  'files.info': ['files:read'],
  // With the address of who somebody is in OpenAI.
  'users.info': ['users:read', 'users:read.email'],
  'users.conversations': channels('read'),
  'views.open': [],
  'views.update': [],
  'views.publish': [],
};
const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  member_joined_channel: channels('read'),
  app_home_opened: [],
};

describe('the scopes of manifest.yml', () => {
  const { bot: scopes } = manifest.oauth_config.scopes;
  const { bot_events: events } = manifest.settings.event_subscriptions;
  const sources = globSync('src/{bot,delivery/slack}/**/*.ts').map(file => readFileSync(file, 'utf8'));
  let bot: Bot | undefined;
  afterEach(async () => {
    await bot?.close();
    bot = undefined;
  });

  it('are those of the methods that are called and the events that are heard, none missing and none more', () => {
    const called = sources.flatMap(text => [...text.matchAll(/\b(?:client|poster)\.(\w+(?:\.\w+)?)\(/g)].map(([, method = '']) => method));
    const heard = sources.flatMap(text => [...text.matchAll(/app\.event\('(\w+)'/g)].map(([, event = '']) => event));
    expect([...new Set(called)].sort()).toEqual(Object.keys(scopesOfMethods).sort());
    expect(heard.map(event => (event === 'message' ? 'message.im' : event)).sort()).toEqual([...events].sort());
    const needed = [
      'commands',
      ...called.flatMap(method => scopesOfMethods[method] ?? []),
      ...events.flatMap((event: string) => scopesOfEvents[event] ?? [`no scope is known of ${event}`]),
    ];
    expect([...scopes].sort()).toEqual([...new Set(needed)].sort());
  });

  it('and its events are explained, each once, and nothing else is', () => {
    const rows = readFileSync('docs/slack-scopes.md', 'utf8')
      .split('\n')
      .filter(line => line.startsWith('| `'));
    const explained = rows.map(row => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
    expect(explained.flat().sort()).toEqual([...scopes, ...events].sort());
    expect(readFileSync('README.md', 'utf8')).toContain('(docs/slack-scopes.md)');
  });

  it('are enough to answer and to share', async () => {
    bot = await startBot({ standIn: { scopes: manifest.oauth_config.scopes.bot } });
    const { workspace } = bot.slack;
    const answer = await (await workspace.type('/spend by model', { user: 'olga' })).message();
    await workspace.press(answer, 'share', { user: 'olga' });
    await expect.poll(() => workspace.messages('general').filter(({ visibleTo }) => visibleTo === null)).toHaveLength(1);
    expect(JSON.stringify(workspace.messages('general'))).toContain('slack_file');
  });
});
