import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import version1 from '../fixtures/slack-manifest.schema.1.0.0.json' with { type: 'json' };
import version2 from '../fixtures/slack-manifest.schema.2.0.0.json' with { type: 'json' };
import { type Bot, startBot } from './bot.ts';

const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
const manifest = parse(text);

/** As an operator makes it for HTTP mode: both addresses in, Socket Mode off. */
const forHttp = parse(text.replaceAll(/# (url|request_url): /g, '$1: ').replace('socket_mode_enabled: true', 'socket_mode_enabled: false'));

describe('manifest.yml', () => {
  it.each([
    ['1.0.0', version1],
    ['2.0.0', version2],
  ])('follows Slack’s schema %s, in both modes', (_version, schema) => {
    // The schemas hold keywords of their own ("regex", "_note").
    const validate = new Ajv({ strict: false, allErrors: true, formats: { uri: true } }).compile(schema);
    for (const one of [manifest, forHttp]) {
      validate(one);
      expect(validate.errors).toBeNull();
    }
  });

  it('has the command, with mentions as ids, and buttons, at the address that HTTP mode serves', () => {
    const [command] = forHttp.features.slash_commands;
    expect(command).toMatchObject({ command: '/spend', should_escape: true, url: expect.stringMatching(/\/slack\/events$/) });
    expect(forHttp.settings).toMatchObject({ interactivity: { is_enabled: true, request_url: command.url }, socket_mode_enabled: false });
  });
});

describe('the scopes of manifest.yml', () => {
  let bot: Bot;
  afterEach(() => bot.close());

  it('are enough to answer and to share', async () => {
    bot = await startBot({ standIn: { scopes: manifest.oauth_config.scopes.bot } });
    const { workspace } = bot.slack;
    const answer = await (await workspace.type('/spend by model', { user: 'olga' })).message();
    await workspace.press(answer, 'share', { user: 'olga' });
    await expect.poll(() => workspace.messages('general').filter(({ visibleTo }) => visibleTo === null)).toHaveLength(1);
    expect(JSON.stringify(workspace.messages('general'))).toContain('slack_file');
  });
});
