import { page } from './openai-stand-in.ts';

/** What each usage endpoint counts and can be grouped by. The images' source and the vector store don't affect any price. */
export const usageEndpoints = {
  completions: {
    counts: { input_tokens: 5200, output_tokens: 310, num_model_requests: 7 },
    parts: { input_cached_tokens: 1200, input_cache_write_tokens: 400, input_audio_tokens: 90, output_audio_tokens: 20 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'],
  },
  embeddings: {
    counts: { input_tokens: 6100, num_model_requests: 5 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model'],
  },
  moderations: {
    counts: { input_tokens: 730, num_model_requests: 11 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model'],
  },
  images: {
    counts: { images: 9, num_model_requests: 4 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model', 'size'],
  },
  audio_speeches: {
    counts: { characters: 8400, num_model_requests: 6 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model'],
  },
  audio_transcriptions: {
    counts: { seconds: 1260, num_model_requests: 3 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model'],
  },
  vector_stores: { counts: { usage_bytes: 73_000 }, groupBy: ['project_id'] },
  code_interpreter_sessions: { counts: { num_sessions: 13 }, groupBy: ['project_id'] },
  file_search_calls: { counts: { num_requests: 17 }, groupBy: ['project_id', 'user_id', 'api_key_id'] },
  web_search_calls: {
    counts: { num_model_requests: 8, num_requests: 19 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model', 'context_level'],
  },
  decisions: {
    counts: { input_tokens: 900, output_tokens: 10, num_model_requests: 2 },
    groupBy: ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier'],
  },
} as const satisfies Record<string, UsageEndpoint>;

interface UsageEndpoint {
  readonly counts: Readonly<Record<string, number>>;
  /** Already included in the counts. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly groupBy: readonly string[];
}

/** A day with two models and an unattributed row, an idle day, and a day without any dimension. */
export function usageAnswer(id: keyof typeof usageEndpoints): unknown {
  const { counts, groupBy, ...rest }: UsageEndpoint = usageEndpoints[id];
  const row = { object: `organization.usage.${id}.result`, ...counts, ...rest.parts };
  const grouped = (ending: string, without: readonly string[] = []) => ({
    ...row,
    ...Object.fromEntries(groupBy.map(name => [name, without.includes(name) ? null : exampleOf(name, ending)])),
  });
  return page({ '2026-11-01': [grouped('heron'), grouped('plover', ['user_id', 'api_key_id'])], '2026-11-02': [], '2026-11-03': [row] });
}

function exampleOf(dimension: string, ending: string): string | boolean {
  return dimension === 'batch' ? ending === 'heron' : `${dimension}-${ending}`;
}

/** A row of `/v1/organization/costs`, with dollars as a number or as decimal text. */
export function cost(value: number | string, rest: Readonly<Record<string, unknown>> = {}) {
  return { object: 'organization.costs.result', amount: { value, currency: 'usd' }, ...rest };
}
