import type { Meter, UsageEndpoint, UsageEvent } from '../openai/usage-event.ts';

/** What the bot counts, added up from the meters of the ledger. */
export interface TrueCounts {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** These are counted in units of their own: a search of files is no request to a model. */
const withoutModel: readonly UsageEndpoint[] = ['file_search_calls', 'code_interpreter_sessions', 'vector_stores'];

const inputMeters: readonly Meter[] = ['textInputTokens', 'cachedTextTokens', 'cacheWriteTokens', 'audioInputTokens', 'imageInputTokens'];
const outputMeters: readonly Meter[] = ['textOutputTokens', 'audioOutputTokens', 'imageOutputTokens'];

export function countsOf({ endpoint, quantities }: UsageEvent): TrueCounts {
  const sum = (meters: readonly Meter[]) => meters.reduce((total, meter) => total + (quantities[meter] ?? 0), 0);
  return {
    requests: withoutModel.includes(endpoint) ? 0 : (quantities.requests ?? 0),
    inputTokens: sum(inputMeters),
    outputTokens: sum(outputMeters),
  };
}
