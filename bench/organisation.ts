import type { OpenAiHttp, QueryParameters } from '#collect/openai/http.ts';
import { dayOfUnixSeconds, unixSecondsOf } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';

const models = [
  'gpt-4o-2024-08-06',
  'gpt-4o-mini-2024-07-18',
  'gpt-4.1-2025-04-14',
  'gpt-5-2025-08-07',
  'gpt-5-mini-2025-08-07',
  'gpt-5.5-2026-04-23',
  'o3-2025-04-16',
  'o4-mini-2025-04-16',
];

/**
 * An organisation with `rowsPerDay` rows of completions every day, answered as OpenAI would, without the network. The
 * numbers are plain arithmetic of the row's position, so that two runs measure the same.
 */
export function organisation(rowsPerDay: number): OpenAiHttp {
  return {
    get: async (path, query) => {
      if (path === 'organization/usage/completions') return page(query, day => completions(day, rowsPerDay));
      return path.startsWith('organization/usage/') || path === 'organization/costs'
        ? page(query, () => [])
        : { object: 'list', data: [], has_more: false };
    },
  };
}

function page(query: QueryParameters, results: (day: number) => object[]) {
  const period = { from: dayOfUnixSeconds(Number(query.start_time)), to: dayOfUnixSeconds(Number(query.end_time)) };
  const data = daysOf(period).map(day => {
    const start = unixSecondsOf(day);
    return { object: 'bucket', start_time: start, end_time: start + 86_400, results: results(start / 86_400) };
  });
  return { object: 'page', data, has_more: false, next_page: null };
}

function completions(day: number, rowsPerDay: number): object[] {
  return Array.from({ length: rowsPerDay }, (_, row) => {
    const input = 1000 + ((day * 7919 + row * 104_729) % 90_000);
    return {
      object: 'organization.usage.completions.result',
      input_tokens: input,
      input_cached_tokens: row % 3 === 0 ? Math.floor(input / 2) : 0,
      output_tokens: Math.floor(input / 5),
      num_model_requests: 1 + (row % 40),
      project_id: `proj_${row % 23}`,
      user_id: `user-${row % 211}`,
      api_key_id: `key_${row % 97}`,
      model: models[row % models.length],
      batch: row % 11 === 0,
      service_tier: row % 11 === 0 ? null : row % 13 === 0 ? 'flex' : 'default',
    };
  });
}
