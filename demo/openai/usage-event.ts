/** The eleven kinds of usage, named as OpenAI's paths under `/v1/organization/usage/` name them. */
export const usageEndpoints = [
  'completions',
  'embeddings',
  'moderations',
  'images',
  'audio_speeches',
  'audio_transcriptions',
  'vector_stores',
  'code_interpreter_sessions',
  'file_search_calls',
  'web_search_calls',
  'decisions',
] as const;
export type UsageEndpoint = (typeof usageEndpoints)[number];

/**
 * What is counted. The kinds of tokens are disjoint: a cached token is not a text token too. `cacheWriteTokens` are those
 * of which OpenAI does not say how long they are kept.
 */
export const meters = [
  'requests',
  'textInputTokens',
  'cachedTextTokens',
  'cacheWriteTokens',
  'cacheWrite30mTokens',
  'cacheWrite12hTokens',
  'audioInputTokens',
  'imageInputTokens',
  'textOutputTokens',
  'audioOutputTokens',
  'imageOutputTokens',
  'images',
  'characters',
  'seconds',
  'sessions',
  'calls',
  'bytes',
] as const;
export type Meter = (typeof meters)[number];

/** Whole numbers. An absent meter counted nothing. */
export type Quantities = { readonly [meter in Meter]?: number };

export type Tier = 'default' | 'batch' | 'flex' | 'priority' | 'fast' | 'ultrafast';

/**
 * What one key did in five minutes with one model in one way. The usage answers, the bill and the key-only answers are
 * all derived from these, so they agree where the real ones would.
 */
export interface UsageEvent {
  /** Unix seconds of the start of the five minutes. */
  readonly at: number;
  readonly endpoint: UsageEndpoint;
  readonly projectId: string;
  /** Null for a service account's key, which belongs to no person. */
  readonly userId: string | null;
  /** Null for usage without a key, such as storage. */
  readonly apiKeyId: string | null;
  readonly model: string | null;
  readonly tier: Tier;
  readonly size: string | null;
  readonly contextLevel: string | null;
  readonly vectorStoreId: string | null;
  /** Whether each request was in the model's dearer long context. The bill shows that; usage does not. */
  readonly longContext: boolean;
  readonly quantities: Quantities;
}

/** The sum of one meter over `events`. */
export function metered(events: readonly UsageEvent[], meter: Meter): number {
  return events.reduce((sum, event) => sum + (event.quantities[meter] ?? 0), 0);
}
