import { z } from 'zod';
import type { Day } from '#core/time/day.ts';
import type { Operation, Quantities, UsageRow } from '#core/usage/usage-row.ts';
import { countSchema, notUnderstood, optionalCount, optionalText, withoutZeros } from './read-wire.ts';
import type { NotUnderstood } from './source.ts';

/** A usage endpoint of the organization: what it counts and how it can be grouped. */
export interface UsageEndpoint {
  /** Its name under `organization/usage/`, which is also its id here. */
  readonly id: string;
  readonly operation: Operation;
  /** Starts with the attribute we'd miss least if the organization refuses the grouping. */
  readonly groupBy: readonly string[];
  /** The attribute to use as the row's variant. */
  readonly variant: 'size' | 'context_level' | null;
  /** Parses a row's counts. */
  readonly quantities: z.ZodType<Quantities>;
}

/** Who and what a usage row belongs to. Null if it wasn't asked for or belongs to nobody. */
const usageAttributes = z.looseObject({
  project_id: optionalText,
  user_id: optionalText,
  api_key_id: optionalText,
  model: optionalText,
  batch: z.boolean().nullish(),
  service_tier: optionalText,
  size: optionalText,
  context_level: optionalText,
});

/**
 * In this API `input_tokens` includes everything, but `input_audio_tokens` and `input_image_tokens` only the uncached part (specification
 * of `UsageCompletionsResult`). Ours include the cached part.
 */
const completionCounts = z
  .looseObject({
    num_model_requests: countSchema,
    input_tokens: countSchema,
    input_cached_tokens: optionalCount,
    input_cache_write_tokens: optionalCount,
    output_tokens: countSchema,
    input_audio_tokens: optionalCount,
    input_cached_audio_tokens: optionalCount,
    output_audio_tokens: optionalCount,
    input_image_tokens: optionalCount,
    input_cached_image_tokens: optionalCount,
    output_image_tokens: optionalCount,
  })
  .transform(row => ({
    requests: row.num_model_requests,
    inputTokens: row.input_tokens,
    cachedInputTokens: row.input_cached_tokens,
    cacheWriteTokens: row.input_cache_write_tokens,
    outputTokens: row.output_tokens,
    inputAudioTokens: row.input_audio_tokens + row.input_cached_audio_tokens,
    cachedInputAudioTokens: row.input_cached_audio_tokens,
    outputAudioTokens: row.output_audio_tokens,
    inputImageTokens: row.input_image_tokens + row.input_cached_image_tokens,
    cachedInputImageTokens: row.input_cached_image_tokens,
    outputImageTokens: row.output_image_tokens,
  }));

const inputCounts = z
  .looseObject({ num_model_requests: countSchema, input_tokens: countSchema })
  .transform(row => ({ requests: row.num_model_requests, inputTokens: row.input_tokens }));

const imageCounts = z
  .looseObject({ num_model_requests: countSchema, images: countSchema })
  .transform(row => ({ requests: row.num_model_requests, images: row.images }));

const speechCounts = z
  .looseObject({ num_model_requests: countSchema, characters: countSchema })
  .transform(row => ({ requests: row.num_model_requests, characters: row.characters }));

const transcriptionCounts = z
  .looseObject({ num_model_requests: countSchema, seconds: countSchema })
  .transform(row => ({ requests: row.num_model_requests, seconds: row.seconds }));

const storageCounts = z.looseObject({ usage_bytes: countSchema }).transform(row => ({ storageByteDays: row.usage_bytes }));

const sessionCounts = z.looseObject({ num_sessions: countSchema }).transform(row => ({ sessions: row.num_sessions }));

/** Tool calls aren't model requests. */
const fileSearchCounts = z.looseObject({ num_requests: countSchema }).transform(row => ({ calls: row.num_requests }));

const webSearchCounts = z
  .looseObject({ num_model_requests: countSchema, num_requests: countSchema })
  .transform(row => ({ requests: row.num_model_requests, calls: row.num_requests }));

const people = ['api_key_id', 'user_id', 'project_id', 'model'];

export const usageEndpoints: readonly UsageEndpoint[] = [
  {
    id: 'completions',
    operation: 'completion',
    groupBy: ['service_tier', 'batch', ...people],
    variant: null,
    quantities: completionCounts,
  },
  { id: 'embeddings', operation: 'embedding', groupBy: people, variant: null, quantities: inputCounts },
  { id: 'moderations', operation: 'moderation', groupBy: people, variant: null, quantities: inputCounts },
  { id: 'images', operation: 'image', groupBy: ['size', ...people], variant: 'size', quantities: imageCounts },
  { id: 'audio_speeches', operation: 'speech', groupBy: people, variant: null, quantities: speechCounts },
  { id: 'audio_transcriptions', operation: 'transcription', groupBy: people, variant: null, quantities: transcriptionCounts },
  { id: 'vector_stores', operation: 'vector_store', groupBy: ['project_id'], variant: null, quantities: storageCounts },
  { id: 'code_interpreter_sessions', operation: 'code_interpreter', groupBy: ['project_id'], variant: null, quantities: sessionCounts },
  {
    id: 'file_search_calls',
    operation: 'file_search',
    groupBy: ['api_key_id', 'user_id', 'project_id'],
    variant: null,
    quantities: fileSearchCounts,
  },
  {
    id: 'web_search_calls',
    operation: 'web_search',
    groupBy: ['context_level', ...people],
    variant: 'context_level',
    quantities: webSearchCounts,
  },
];

/** Turns a usage result into a row, or says why it can't. `where` is its place in the answer. */
export function readUsageResult(endpoint: UsageEndpoint, day: Day, result: unknown, where: string): UsageRow | NotUnderstood {
  const attributes = usageAttributes.safeParse(result);
  if (!attributes.success) return notUnderstood(result, where, attributes.error);
  const quantities = endpoint.quantities.safeParse(result);
  if (!quantities.success) return notUnderstood(result, where, quantities.error);
  const { model, project_id, user_id, api_key_id, batch, service_tier } = attributes.data;
  return {
    day,
    operation: endpoint.operation,
    model,
    variant: endpoint.variant === null ? '' : attributes.data[endpoint.variant],
    project: project_id,
    user: user_id,
    key: api_key_id,
    // Batch determines the price, whatever tier is reported with it.
    serviceTier: batch ? 'batch' : service_tier,
    quantities: withoutZeros(quantities.data),
  };
}
