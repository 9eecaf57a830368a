import nock from 'nock';
import { createOpenAiHttp, type OpenAiHttp, type OpenAiHttpOptions } from '#collect/openai/http.ts';
import { addDays } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { errorBody } from './openai-errors.ts';

export const baseUrl = 'https://openai.test/v1';
export const testKey = 'sk-test-0123456789abcdef';
export const noAbort = new AbortController().signal;

export function openAiAtStandIn(options: Partial<OpenAiHttpOptions> = {}): OpenAiHttp {
  return createOpenAiHttp({
    baseUrl,
    apiKey: testKey,
    keyName: 'OPENAI_ADMIN_KEY',
    takeSlot: async () => {},
    logger: silentLogger,
    clock: () => new Date('2026-11-22T12:00:00Z'),
    random: () => 0,
    ...options,
  });
}

/** Answers every GET of `path` with whatever `answer` returns for its query. Returns the queries as they come in. */
export function serve(path: string, answer: (query: URLSearchParams) => { status?: number; json: unknown }): URLSearchParams[] {
  const queries: URLSearchParams[] = [];
  nock('https://openai.test')
    .persist()
    .get(`/v1/${path}`)
    .query(true)
    .reply((request: Request) => {
      const query = new URL(request.url).searchParams;
      queries.push(query);
      const { status = 200, json } = answer(query);
      return [status, JSON.stringify(json), { 'content-type': 'application/json' }];
    });
  return queries;
}

/** An answer from an organization endpoint: each day's results, and the cursor to the next page. */
export function page(days: Readonly<Record<string, readonly unknown[]>>, nextPage: string | null = null): unknown {
  return {
    object: 'page',
    data: Object.entries(days).map(([day, results]) => {
      const start = Date.parse(`${day}T00:00:00Z`) / 1000;
      return { object: 'bucket', start_time: start, end_time: start + 86_400, results };
    }),
    has_more: nextPage !== null,
    next_page: nextPage,
  };
}

export function refused(message = 'Unsupported group_by combination.', param: string | null = null) {
  return { status: 400, json: errorBody(message, param) };
}

export function periodOfDays(from: string, days: number): Period {
  return { from, to: addDays(from, days) };
}
