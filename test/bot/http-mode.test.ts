import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './bot.ts';

let bot: Bot;
afterEach(() => bot.close());

interface Sent {
  readonly body?: string;
  readonly secret?: string;
  readonly json?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** The time that the request says it has, where it is not the one that was signed. */
  readonly claimedSeconds?: number;
}

function send(seconds: number, options: Sent = {}): Promise<Response> {
  // A response URL that Slack no longer knows: the answer goes the other way at once.
  const fields = { command: '/spend', text: 'last 7d', user_id: 'U0ALICE', channel_id: 'C0GENERAL', team_id: 'T0STANDIN' };
  const body = options.body ?? String(new URLSearchParams({ ...fields, trigger_id: '1', response_url: `${bot.slack.url}/respond/none` }));
  const signature = createHmac('sha256', options.secret ?? bot.slack.signingSecret)
    .update(`v0:${seconds}:${body}`)
    .digest('hex');
  return fetch(`${bot.url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': options.json ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(options.claimedSeconds ?? seconds),
      'x-slack-signature': `v0=${signature}`,
      ...options.headers,
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
});

describe('what is sent again', () => {
  const retried = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };

  it('does nothing twice: a command with the same signature, also when it says that it is a retry', async () => {
    bot = await startBot({ mode: 'http' });
    const now = nowSeconds();
    expect((await send(now)).status).toBe(200);
    expect((await send(now, { headers: retried })).status).toBe(401);
    await expect.poll(() => bot.asked).toHaveLength(1);
  });

  it('does nothing twice: an event with another timestamp and signature, and the id of one that came', async () => {
    bot = await startBot({ mode: 'http' });
    const event = { type: 'app_mention', user: 'U0ALICE', channel: 'C0GENERAL', text: '<@U0SPENDBOT> last 7d', ts: '1.1', event_ts: '1.1' };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T0STANDIN', api_app_id: 'A0SPENDBOT', event_id: 'Ev7', event });
    const now = nowSeconds();
    expect((await send(now - 2, { body, json: true })).status).toBe(200);
    expect((await send(now - 1, { body, json: true, headers: retried })).status).toBe(200);
    expect((await send(now, { body, json: true, headers: { ...retried, 'x-slack-retry-num': '2' } })).status).toBe(200);
    await expect.poll(() => bot.asked).toHaveLength(1);
  });

  it('is refused where only its time was changed: the signature is of the time too', async () => {
    bot = await startBot({ mode: 'http' });
    const now = nowSeconds();
    expect((await send(now - 5, { claimedSeconds: now })).status).toBe(401);
    expect(bot.asked).toEqual([]);
  });
});
