import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unixSecondsOf } from '#core/time/day.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import {
  doubledBuckets,
  endlessPages,
  missingCursor,
  repeatedCursor,
  reversedBuckets,
  shiftedBuckets,
  strayBucket,
  withoutBuckets,
} from '../../../demo/openai/wild/wild-pages.ts';
import { ask, askPage, evening } from './ask-stand-in.ts';

const days = ['2026-11-16', '2026-11-17', '2026-11-18'] as const;
const starts = days.map(unixSecondsOf);
const threeDays = `start_time=${starts[0]}&end_time=${unixSecondsOf('2026-11-19')}`;
let openAi: OpenAiStandIn;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ now: () => evening, limits: { admin: null } });
});
afterEach(() => openAi.close());

describe('buckets', () => {
  test('may be missing, shifted, reversed, doubled or of a day that was not asked for', async () => {
    for (const [tamper, expected] of [
      [withoutBuckets('costs', ['2026-11-17']), [starts[0], starts[2]]],
      [shiftedBuckets('costs', -5), starts.map(start => start - 18_000)],
      [reversedBuckets('costs'), starts.toReversed()],
      [doubledBuckets('costs'), starts.flatMap(start => [start, start])],
      [strayBucket('costs', '2025-01-01'), [...starts, unixSecondsOf('2025-01-01')]],
    ] as const) {
      openAi.tamper(tamper);
      const { data } = await askPage(openAi, `/organization/costs?${threeDays}`);
      expect(data.map(({ start_time }) => start_time)).toEqual(expected);
      expect(data.every(({ start_time, end_time }) => end_time - start_time === 86_400)).toBe(true);
      openAi.heal();
    }
  });

  test('of other endpoints stay as they are', async () => {
    openAi.tamper(withoutBuckets('costs', days));
    expect((await askPage(openAi, `/organization/usage/completions?${threeDays}`)).data).toHaveLength(3);
  });
});

describe('pages', () => {
  test('may have no end, each with a cursor of its own', async () => {
    openAi.tamper(endlessPages(/completions$/));
    const path = `/organization/usage/completions?${threeDays}`;
    const first = await askPage(openAi, path);
    const second = await askPage(openAi, `${path}&page=${first.next_page}`);
    const third = await askPage(openAi, `${path}&page=${second.next_page}`);
    expect([first.data.length, second.data.length, third.data.length]).toEqual([3, 0, 0]);
    expect(new Set([first, second, third].map(({ next_page }) => next_page)).size).toBe(3);
    expect(third.has_more).toBe(true);
  });

  test('may repeat their cursor, or leave it out', async () => {
    const path = `/organization/costs?${threeDays}`;
    openAi.tamper(repeatedCursor(/costs$/));
    const first = await askPage(openAi, path);
    expect(await askPage(openAi, `${path}&page=${first.next_page}`)).toEqual(first);
    openAi.heal();
    openAi.tamper(missingCursor(/costs$/));
    expect(await askPage(openAi, path)).toMatchObject({ has_more: true, next_page: null });
  });

  test('of names may have no end either', async () => {
    openAi.tamper(endlessPages(/users$/, 'same'));
    const first = await ask(openAi, '/organization/users');
    expect(first.body).toMatchObject({ has_more: true, last_id: 'endless-1' });
    expect((await ask(openAi, '/organization/users?after=endless-1')).body).toMatchObject({ has_more: true, last_id: 'endless-2' });
  });
});

describe('refusals', () => {
  test('may be of the keys of one project only', async () => {
    openAi.fail({ kind: 'forbidden', path: /projects\/proj_docs\/api_keys$/ });
    expect(await ask(openAi, '/organization/projects/proj_docs/api_keys')).toMatchObject({
      status: 403,
      body: { error: { message: 'You do not have access to this project.' } },
    });
    expect((await ask(openAi, '/organization/projects/proj_search/api_keys')).status).toBe(200);
  });

  test('may want a session key', async () => {
    openAi.fail({ kind: 'session-key', path: /^\/v1\/usage$/ });
    expect(await ask(openAi, '/usage?date=2026-11-18', openAi.plainKey)).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringContaining('GET /v1/usage must be made with a session key') } },
    });
  });

  test('may be for a spend limit, which no waiting ends', async () => {
    openAi.fail({ kind: 'spend-limit', times: 1 });
    openAi.fail({ kind: 'spend-limit', code: 'credit_balance_exhausted' });
    const first = await ask(openAi, '/organization/users');
    expect(first).toMatchObject({ status: 429, body: { error: { code: 'organization_spend_limit_exceeded' } } });
    expect(first.headers.get('retry-after')).toBe(null);
    expect((await ask(openAi, '/organization/users')).body).toMatchObject({ error: { code: 'credit_balance_exhausted' } });
  });
});

test('errors and cut connections may come at random from the start, the same for the same seed', async () => {
  const outcomes = async () => {
    const failing = await startOpenAiStandIn({
      now: () => evening,
      limits: { admin: null },
      failures: [
        { kind: '500', rate: 0.3 },
        { kind: 'cut', rate: 0.3 },
      ],
    });
    const seen: string[] = [];
    for (let request = 0; request < 40; request++) {
      seen.push(
        await ask(failing, '/organization/users').then(
          ({ status }) => String(status),
          () => 'cut',
        ),
      );
    }
    await failing.close();
    return seen;
  };
  const first = await outcomes();
  expect(new Set(first)).toEqual(new Set(['200', '500', 'cut']));
  expect(await outcomes()).toEqual(first);
});
