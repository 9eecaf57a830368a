import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRateWindow } from '../../../demo/openai/rate-window.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { ask, evening } from './ask-stand-in.ts';

describe('a window', () => {
  test('never lets more than its limit into any 60 seconds, and refuses only what would be more', () => {
    const gaps = fc.array(fc.nat(30_000), { maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 6 }), (waits, limit) => {
        const window = createRateWindow(limit);
        const letIn: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          const recent = letIn.filter(at => at > now - 60_000).length;
          const waitMs = window.take(now);
          expect(waitMs === 0).toBe(recent < limit);
          if (waitMs === 0) letIn.push(now);
          else expect(letIn.filter(at => at > now + waitMs - 60_000).length).toBeLessThan(limit);
        }
      }),
    );
  });

  test('slides: the sixth is let in 60 seconds after the first, not at the full minute', () => {
    const window = createRateWindow(5);
    for (const at of [0, 59_000, 59_001, 59_002, 59_003]) expect(window.take(at)).toBe(0);
    expect(window.take(59_999)).toBe(1);
    expect(window.take(60_000)).toBe(0);
    expect(window.take(60_001)).toBe(58_999);
  });

  test('tells how many came in the busiest 60 seconds, those refused too', () => {
    const window = createRateWindow(2);
    for (const at of [0, 10, 20, 70_000]) window.take(at);
    expect(window.busiest).toBe(3);
  });
});

describe('the server', () => {
  let ms = 0;
  let openAi: OpenAiStandIn;
  beforeAll(async () => {
    openAi = await startOpenAiStandIn({ now: () => evening, limitClock: () => ms });
  });
  afterAll(() => openAi.close());

  const usage = () => ask(openAi, '/usage?date=2026-11-18', openAi.plainKey);

  test('answers 429 to the sixth request for usage in 60 seconds, with the seconds to wait, and counts it', async () => {
    for (ms = 0; ms < 5000; ms += 1000) expect((await usage()).status).toBe(200);
    const sixth = await usage();
    expect(sixth).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
    expect(sixth.headers.get('retry-after')).toBe('55');
    expect(openAi.stats).toMatchObject({ refused429: 1, maxInAnyWindow: { usage: 6 }, requests: { '/v1/usage': 6 } });
    ms = 60_000;
    expect((await usage()).status).toBe(200);
    expect((await usage()).status).toBe(429);
  });

  test('does not count the list of members, and limits the admin key on its own', async () => {
    expect((await ask(openAi, `/organizations/${openAi.organizationId}/users`, openAi.plainKey)).status).toBe(200);
    for (let count = 0; count < 60; count++) expect((await ask(openAi, '/organization/users')).status).toBe(200);
    expect((await ask(openAi, '/organization/users')).status).toBe(429);
    expect(openAi.stats.maxInAnyWindow.admin).toBe(61);
  });
});
