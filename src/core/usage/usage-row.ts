import type { Day } from '../time/day.ts';

/** What the usage was for. The names are ours; `other` is any name of OpenAI's we do not know. */
export const operations = [
  'completion',
  'embedding',
  'moderation',
  'image',
  'speech',
  'transcription',
  'fine_tuning',
  'code_interpreter',
  'vector_store',
  'file_search',
  'web_search',
  'decision',
  'other',
] as const;
export type Operation = (typeof operations)[number];

/**
 * What OpenAI counts. Totals include their parts: `inputTokens` includes cached, cache-write, audio and image tokens,
 * `inputAudioTokens` includes cached audio, `cacheWriteTokens` those kept for 12 hours rather than 30 minutes.
 *
 * `seconds` of transcribed audio, `characters` of speech, `calls` to file and web search, `sessions` of code
 * interpreter, bytes times days for `storageByteDays`. `trainingTokens` belong to the base model.
 */
export const quantityNames = [
  'requests',
  'inputTokens',
  'cachedInputTokens',
  'cacheWriteTokens',
  'cacheWrite12hTokens',
  'outputTokens',
  'inputAudioTokens',
  'cachedInputAudioTokens',
  'outputAudioTokens',
  'inputImageTokens',
  'cachedInputImageTokens',
  'outputImageTokens',
  'images',
  'seconds',
  'characters',
  'sessions',
  'calls',
  'storageByteDays',
  'trainingTokens',
] as const;
export type QuantityName = (typeof quantityNames)[number];

/** Non-negative whole numbers. A missing one is 0. */
export type Quantities = { readonly [name in QuantityName]?: number };

/** What a count is attributed to. Attributes OpenAI does not report are empty. */
export interface UsageKey {
  readonly day: Day;
  readonly operation: Operation;
  /** The exact model id, with its snapshot date. */
  readonly model: string;
  /** What changes the price within a model: `1024x1024`, `1024x1024/hd`, a search context level, a container size. */
  readonly variant: string;
  readonly project: string;
  readonly user: string;
  readonly key: string;
  /** `default`, `batch`, `flex`, `priority`, `fast`, `ultrafast`, or whatever OpenAI says; empty when it says nothing. */
  readonly serviceTier: string;
}

/** One day's counts for one operation, model, variant, project, user, key and tier. */
export interface UsageRow extends UsageKey {
  readonly quantities: Quantities;
}

/** Tool names. Line items and usage share no other name for them. */
export const toolNames: ReadonlyMap<Operation, string> = new Map([
  ['web_search', 'web search'],
  ['file_search', 'file search'],
  ['code_interpreter', 'code interpreter'],
  ['vector_store', 'vector store'],
]);
