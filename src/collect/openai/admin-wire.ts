import { z } from 'zod';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import type { BilledCut, BilledRow } from '#core/usage/billed-row.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import type { Operation, Quantities, QuantityName, UsageRow } from '#core/usage/usage-row.ts';
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

/** Here `input_audio_tokens` and `input_image_tokens` are uncached only (specification of `UsageCompletionsResult`); ours are all. */
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

/** Reads each quantity from the field it is given with. */
function countsOf(fields: Readonly<Partial<Record<QuantityName, string>>>): z.ZodType<Quantities> {
  const names = Object.entries(fields);
  return z
    .looseObject(Object.fromEntries(names.map(([, field]) => [field, countSchema])))
    .transform(row => Object.fromEntries(names.map(([quantity, field]) => [quantity, row[field]])));
}

const requests = 'num_model_requests';
const people = ['api_key_id', 'user_id', 'project_id', 'model'];
const byPeople = { groupBy: people, variant: null };
const byProject = { groupBy: ['project_id'], variant: null };

export const usageEndpoints: readonly UsageEndpoint[] = [
  { id: 'completions', operation: 'completion', ...byPeople, groupBy: ['service_tier', 'batch', ...people], quantities: completionCounts },
  { id: 'embeddings', operation: 'embedding', ...byPeople, quantities: countsOf({ requests, inputTokens: 'input_tokens' }) },
  { id: 'moderations', operation: 'moderation', ...byPeople, quantities: countsOf({ requests, inputTokens: 'input_tokens' }) },
  { id: 'images', operation: 'image', groupBy: ['size', ...people], variant: 'size', quantities: countsOf({ requests, images: 'images' }) },
  { id: 'audio_speeches', operation: 'speech', ...byPeople, quantities: countsOf({ requests, characters: 'characters' }) },
  { id: 'audio_transcriptions', operation: 'transcription', ...byPeople, quantities: countsOf({ requests, seconds: 'seconds' }) },
  { id: 'vector_stores', operation: 'vector_store', ...byProject, quantities: countsOf({ storageByteDays: 'usage_bytes' }) },
  { id: 'code_interpreter_sessions', operation: 'code_interpreter', ...byProject, quantities: countsOf({ sessions: 'num_sessions' }) },
  {
    id: 'file_search_calls',
    operation: 'file_search',
    groupBy: ['api_key_id', 'user_id', 'project_id'],
    variant: null,
    // Tool calls aren't model requests.
    quantities: countsOf({ calls: 'num_requests' }),
  },
  {
    id: 'web_search_calls',
    operation: 'web_search',
    groupBy: ['context_level', ...people],
    variant: 'context_level',
    quantities: countsOf({ requests, calls: 'num_requests' }),
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

/** Dollars, sent as a JSON number to some callers and a decimal string to others. Negative for a credit. */
const amount = z.union([z.number(), z.string()]).transform((value, context) => {
  try {
    return nanoUsdFromDecimal(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const quantity = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish();

const costsResult = z.looseObject({
  amount: z.looseObject({
    value: amount,
    currency: z
      .string()
      .refine(currency => currency.toLowerCase() === 'usd', 'is not USD')
      .nullish(),
  }),
  line_item: optionalText,
  project_id: optionalText,
  api_key_id: optionalText,
  user_id: optionalText,
  quantity,
  quantity_unit: z.string().nullish(),
});

/** Turns a costs result into a row of `cut`, or says why it can't. Without an amount, or in another currency, it isn't $0. */
export function readCostsResult(cut: BilledCut, day: Day, result: unknown, where: string): BilledRow | NotUnderstood {
  const parsed = costsResult.safeParse(result);
  if (!parsed.success) return notUnderstood(result, where, parsed.error);
  const { line_item, project_id, api_key_id, user_id } = parsed.data;
  return {
    cut,
    day,
    project: project_id,
    key: api_key_id,
    user: user_id,
    lineItem: line_item,
    model: readLineItem(line_item).model,
    amountNanoUsd: parsed.data.amount.value,
    quantity: parsed.data.quantity ?? null,
    quantityUnit: parsed.data.quantity_unit ?? null,
  };
}
