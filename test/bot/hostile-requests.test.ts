import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import nock from 'nock';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Bot, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

const command = () =>
  String(
    new URLSearchParams({
      ...{ command: '/spend', text: 'last 7d', user_id: 'U0ALICE', channel_id: 'C0GENERAL', team_id: 'T0STANDIN', trigger_id: '1' },
      response_url: `${bot.slack.url}/respond/none`,
    }),
  );
const form = 'application/x-www-form-urlencoded';

/** Requests that Bolt takes for its endpoint's. */
const targets = [
  '/slack/events',
  '/slack/./events',
  '/slack/x/../events',
  '/slack/events#a',
  '/slack/events?a=1',
  '/slack/events?a=1#/b',
  '/slack\\events',
  '/slack/%2e/events',
  '//elsewhere/slack/events',
  'http://elsewhere/slack/events',
  'http://elsewhere/slack/./events',
];

describe.each(targets)('a request to %s', target => {
  it('is taken once, and not when it is from the future', async () => {
    bot = await startBot({ mode: 'http' });
    const at = new Date();
    expect(await bot.slack.sendRaw(command(), { contentType: form, target, at })).toBe(200);
    expect(await bot.slack.sendRaw(command(), { contentType: form, target, at })).toBe(401);
    expect(await bot.slack.sendRaw(command(), { contentType: form, target: '/slack/events', at })).toBe(401);
    const later = new Date(at.getTime() + 120_000);
    expect(await bot.slack.sendRaw(command(), { contentType: form, target, at: later })).toBe(401);
    await expect.poll(() => bot.asked).toHaveLength(1);
  });
});

const answers = async () => expect((await (await bot.slack.workspace.type('/spend last 7d')).message()).text).toContain('$420.00');

describe('a signed body that says nothing', () => {
  it.each(['null', '[]', '"x"', '7', 'true', ' null ', ''])('%j is refused, and the bot goes on', async body => {
    bot = await startBot({ mode: 'http' });
    expect(await bot.slack.sendRaw(body)).toBe(400);
    await answers();
  });

  it.each(['payload=null', 'payload=[]', 'payload=%22x%22'])('%s in a form is refused too', async body => {
    bot = await startBot({ mode: 'http' });
    expect(await bot.slack.sendRaw(body, { contentType: form })).toBe(400);
    await answers();
  });

  it.each(['{}', '{"event":null}', '{"event":{}}', '{"actions":[]}', '{"actions":[null]}', '{"type":"view_submission"}', '{"command":{}}'])(
    '%s ends nothing either',
    async body => {
      bot = await startBot({ mode: 'http' });
      expect(await bot.slack.sendRaw(body)).toBeGreaterThanOrEqual(200);
      await answers();
    },
  );
});

describe('a socket frame that says nothing', () => {
  it.each(['null', '7', '[]', '{}', 'nonsense', '{"type":"events_api"}', '{"type":"events_api","payload":null}', '{"type":"ws_message"}'])(
    '%s is refused, and the bot goes on',
    async frame => {
      bot = await startBot();
      await bot.slack.sendRaw(frame);
      await answers();
    },
  );

  it('is logged', async () => {
    bot = await startBot();
    await bot.slack.sendRaw('null');
    await answers();
    expect(bot.log.join('')).toContain('A Socket Mode frame was refused');
  });
});

describe('a socket frame that is larger than any of Slack’s', () => {
  it.each([
    ['values', `{"type":"hello","x":[${'0,'.repeat(300_000)}0]}`, '200,000 values'],
    ['levels', `{"type":"hello","x":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, '100 levels'],
    ['bytes', `{"type":"hello","x":"${'x'.repeat(17 * 2 ** 20)}"}`, '16 MiB'],
  ])('is not parsed for its %s, and the bot goes on', async (_, frame, limit) => {
    bot = await startBot();
    await bot.slack.sendRaw(frame);
    await expect.poll(() => bot.log.join('')).toContain(`the answer has more than ${limit}`);
    await answers();
  });
});

/** Sends one request line as it stands; resolves with the status line, or an empty string when the connection was only closed. */
function requestLine(url: string, line: string, headers = ''): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.end(`${line}\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`));
    socket.setTimeout(8_000, () => socket.destroy(new Error(`No answer to ${line}`)));
    socket.on('data', chunk => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
  });
}

describe('an odd request line', () => {
  it('is answered, signed or not, and the bot goes on', async () => {
    // Where it is active, it reads what a socket sends, and cannot read this.
    nock.restore();
    onTestFinished(() => nock.activate());
    bot = await startBot({ mode: 'http' });
    const paths = [
      '//',
      '///',
      '/%',
      '/%ff',
      '/slack/%',
      '*',
      'x',
      '?',
      '#',
      '//:',
      'http://',
      'http://[',
      'http://x:99999/',
      '/\\',
      '/healthz//',
      '/.',
    ];
    const at = Math.floor(Date.now() / 1000);
    const hash = createHmac('sha256', bot.slack.signingSecret).update(`v0:${at}:`).digest('hex');
    const signed = `x-slack-request-timestamp: ${at}\r\nx-slack-signature: v0=${hash}\r\ncontent-length: 0\r\n`;
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE', 'PROPFIND']) {
      for (const path of paths)
        expect(await requestLine(bot.url ?? '', `${method} ${path} HTTP/1.1`, signed), `${method} ${path}`).toMatch(
          /^HTTP\/1\.1 [45]\d\d|200/,
        );
    }
    await answers();
  });
});
