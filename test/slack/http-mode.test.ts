import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

function send(seconds: number, options: { body?: string; secret?: string } = {}): Promise<Response> {
  // A response URL that Slack no longer knows: the answer goes the other way at once.
  const fields = { command: '/spend', text: 'last 7d', user_id: 'U0ALICE', channel_id: 'C0GENERAL', team_id: 'T0STANDIN' };
  const body = options.body ?? String(new URLSearchParams({ ...fields, trigger_id: '1', response_url: `${bot.slack.url}/respond/none` }));
  const signature = createHmac('sha256', options.secret ?? bot.slack.signingSecret)
    .update(`v0:${seconds}:${body}`)
    .digest('hex');
  return fetch(`${bot.url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('the endpoint for Slack', () => {
  it('takes a signed request of now, and the same one only once', async () => {
    bot = await startBot({ mode: 'http' });
    const now = nowSeconds();
    expect((await send(now)).status).toBe(200);
    expect((await send(now)).status).toBe(401);
    expect((await send(now - 1)).status).toBe(200);
    await expect.poll(() => bot.asked).toHaveLength(2);
  });

  it('takes one of several same requests that come at once', async () => {
    bot = await startBot({ mode: 'http' });
    const now = nowSeconds();
    const answers = await Promise.all([send(now), send(now), send(now)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('refuses a timestamp of the past or of the future, but bears a clock that is a little off', async () => {
    bot = await startBot({ mode: 'http' });
    const now = nowSeconds();
    expect((await send(now - 301)).status).toBe(401);
    expect((await send(now + 65)).status).toBe(401);
    expect((await send(now + 50)).status).toBe(200);
    await expect.poll(() => bot.asked).toHaveLength(1);
  });

  it('refuses a wrong signature, and none', async () => {
    bot = await startBot({ mode: 'http' });
    expect((await send(nowSeconds(), { secret: 'another' })).status).toBe(401);
    expect((await fetch(`${bot.url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(bot.asked).toEqual([]);
  });

  it('refuses a body that is too large', async () => {
    bot = await startBot({ mode: 'http' });
    expect((await send(nowSeconds(), { body: 'x'.repeat(5 * 1024 * 1024) })).status).toBe(413);
  });

  it('answers nothing else', async () => {
    bot = await startBot({ mode: 'http' });
    expect((await fetch(`${bot.url}/`)).status).toBe(404);
  });
});

describe('GET /healthz', () => {
  it('is ok while the bot can work', async () => {
    bot = await startBot({ mode: 'http' });
    const response = await fetch(`${bot.url}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  });

  it('says that it is not, without the reason', async () => {
    bot = await startBot({
      mode: 'http',
      healthy: () => {
        throw new Error('database gone');
      },
    });
    const response = await fetch(`${bot.url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('database');
  });
});
