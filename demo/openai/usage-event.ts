/** The ten kinds of usage, named as OpenAI's paths under `/v1/organization/usage/` name them. */
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
] as const;
export type UsageEndpoint = (typeof usageEndpoints)[number];

/** What is counted. The kinds of tokens are disjoint: a cached token is not among the text tokens. */
export const meters = [
  'requests',
  'textInputTokens',
  'cachedTextTokens',
  'cacheWriteTokens',
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

/** Whole numbers; a meter that is left out counted nothing. */
export type Quantities = { readonly [meter in Meter]?: number };

export type Tier = 'default' | 'batch' | 'flex' | 'priority';

/**
 * What one key did in five minutes with one model in one way. The ledger is made of these; the usage answers, the bill
 * and the key-only answers are all derived from them, so they agree where the real ones would.
 */
export interface UsageEvent {
  /** Unix seconds of the start of the five minutes. */
  readonly at: number;
  readonly endpoint: UsageEndpoint;
  readonly projectId: string;
  /** Null for the key of a service account: its use belongs to no person. */
  readonly userId: string | null;
  /** Null for what no key causes, such as storage. */
  readonly apiKeyId: string | null;
  readonly model: string | null;
  readonly tier: Tier;
  readonly size: string | null;
  readonly contextLevel: string | null;
  readonly vectorStoreId: string | null;
  /** Whether each request was above the size from which the model costs more. Usage does not show it, the bill does. */
  readonly longContext: boolean;
  readonly quantities: Quantities;
}

/** The sum of one meter over `events`. */
export function metered(events: readonly UsageEvent[], meter: Meter): number {
  return events.reduce((sum, event) => sum + (event.quantities[meter] ?? 0), 0);
}
