import type { Day } from '../time/day.ts';

/** What was done. The names are ours; `other` is what OpenAI reports under a name we do not know. */
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
 * What OpenAI counts. Totals include their parts: `inputTokens` holds the cached, written, audio and image tokens,
 * `inputAudioTokens` holds the cached audio tokens, `cacheWriteTokens` those kept for 12 hours instead of 30 minutes.
 *
 * `seconds` are of transcribed audio, `characters` of spoken text, `calls` of file and web search, `sessions` of the
 * code interpreter; `storageByteDays` are bytes kept for a day; `trainingTokens` belong to the base model.
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

/** Non-negative whole numbers; one that is left out is 0. */
export type Quantities = { readonly [name in QuantityName]?: number };

/** Who and what a count belongs to. An attribute that OpenAI does not report is the empty string. */
export interface UsageKey {
  readonly day: Day;
  readonly operation: Operation;
  /** The exact id that OpenAI reports, with its snapshot date. */
  readonly model: string;
  /** What sets the price apart within a model: `1024x1024`, `1024x1024/hd`, a search context level, a container size. */
  readonly variant: string;
  readonly project: string;
  readonly user: string;
  readonly key: string;
  /** `default`, `batch`, `flex`, `priority`, `fast`, `ultrafast`, or what else OpenAI says; empty where it says nothing. */
  readonly serviceTier: string;
}

/** One day's count of one operation, model, variant, project, user, key and tier. */
export interface UsageRow extends UsageKey {
  readonly quantities: Quantities;
}

/** How tools are called; their line items and their usage have no other name in common. */
export const toolNames: ReadonlyMap<Operation, string> = new Map([
  ['web_search', 'web search'],
  ['file_search', 'file search'],
  ['code_interpreter', 'code interpreter'],
  ['vector_store', 'vector storage'],
]);
