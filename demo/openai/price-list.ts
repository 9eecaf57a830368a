import type { Meter, Tier } from './usage-event.ts';

/** Dollars for a million tokens, as OpenAI lists them. */
export interface TokenPrices {
  readonly input: number;
  readonly cached?: number;
  readonly cacheWrite?: number;
  readonly output?: number;
  readonly audioInput?: number;
  readonly audioOutput?: number;
  readonly imageInput?: number;
  readonly imageOutput?: number;
}

/**
 * What OpenAI charges this team. It is kept apart from spendbot's price book, so that billed and estimated cost can really
 * differ. No public list has `gpt-7-preview` yet.
 */
export const tokenPrices: Readonly<Record<string, TokenPrices>> = {
  'gpt-3.5-turbo-0125': { input: 0.5, output: 1.5 },
  'gpt-4o-2024-08-06': { input: 2.5, cached: 1.25, output: 10 },
  'gpt-4o-mini-2024-07-18': { input: 0.15, cached: 0.075, output: 0.6 },
  'gpt-4.1-2025-04-14': { input: 2, cached: 0.5, output: 8 },
  'gpt-4.1-mini-2025-04-14': { input: 0.4, cached: 0.1, output: 1.6 },
  'ft:gpt-4.1-mini-2025-04-14': { input: 0.8, cached: 0.2, output: 3.2 },
  'gpt-5-2025-08-07': { input: 1.25, cached: 0.125, output: 10 },
  'gpt-5-mini-2025-08-07': { input: 0.25, cached: 0.025, output: 2 },
  'gpt-5.5-2026-04-23': { input: 5, cached: 0.5, output: 30 },
  'gpt-6-luna': { input: 0.1, cached: 0.01, cacheWrite: 0.125, output: 0.5 },
  'gpt-7-preview': { input: 8, cached: 0.8, output: 40 },
  'o3-2025-04-16': { input: 2, cached: 0.5, output: 8 },
  'o4-mini-2025-04-16': { input: 1.1, cached: 0.275, output: 4.4 },
  'gpt-audio-mini-2025-12-15': { input: 0.6, output: 2.4, audioInput: 10, audioOutput: 20 },
  'gpt-image-1': { input: 5, imageInput: 10, imageOutput: 40 },
  'text-embedding-3-small': { input: 0.02 },
  'text-embedding-3-large': { input: 0.13 },
};

/** What a tier multiplies a model's prices by. Priority differs by model; the team uses it for one model only. */
export const tierFactors: Readonly<Record<Tier, number>> = {
  default: 1,
  batch: 0.5,
  flex: 0.5,
  priority: 2,
  fast: 2,
  ultrafast: 6,
};

/** What a cache write for 12 hours costs, relative to one for 30 minutes. */
export const longCacheFactor = 2;

/** What a request above a model's long-context size multiplies its prices by. */
export const longContextFactors = { input: 2, output: 1.5 } as const;

/** The kinds of tokens: their price, and the words for them in a line item. */
export const tokenKinds: readonly {
  readonly meter: Meter;
  readonly price: keyof TokenPrices;
  readonly modality: 'text' | 'audio' | 'image';
  readonly direction: 'input' | 'cached input' | 'cache writes' | 'cache writes 12h' | 'output';
}[] = [
  { meter: 'textInputTokens', price: 'input', modality: 'text', direction: 'input' },
  { meter: 'cachedTextTokens', price: 'cached', modality: 'text', direction: 'cached input' },
  { meter: 'cacheWriteTokens', price: 'cacheWrite', modality: 'text', direction: 'cache writes' },
  { meter: 'cacheWrite30mTokens', price: 'cacheWrite', modality: 'text', direction: 'cache writes' },
  { meter: 'cacheWrite12hTokens', price: 'cacheWrite', modality: 'text', direction: 'cache writes 12h' },
  { meter: 'audioInputTokens', price: 'audioInput', modality: 'audio', direction: 'input' },
  { meter: 'imageInputTokens', price: 'imageInput', modality: 'image', direction: 'input' },
  { meter: 'textOutputTokens', price: 'output', modality: 'text', direction: 'output' },
  { meter: 'audioOutputTokens', price: 'audioOutput', modality: 'audio', direction: 'output' },
  { meter: 'imageOutputTokens', price: 'imageOutput', modality: 'image', direction: 'output' },
];

/** Dollars per unit of what is not billed by tokens. */
export const unitPrices = {
  whisperSecond: 0.0001,
  speechCharacter: 0.00003,
  codeInterpreterSession: 0.03,
  fileSearchCall: 0.0025,
  webSearchCall: 0.01,
  imageBySize: { '1024x1024': 0.04, '1024x1792': 0.08 } as Readonly<Record<string, number>>,
} as const;

/** Storage costs $0.10 per GiB and day; the organization's first GiB is free. */
export const storage = { nanoUsdPerGibibyteDay: 100_000_000n, freeBytes: 2 ** 30 } as const;
