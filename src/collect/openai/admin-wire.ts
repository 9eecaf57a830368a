import { z } from 'zod';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { type BilledCut, type BilledRow, billedCuts, costsEndpoint } from '#core/usage/billed-row.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import type { Operation, Quantities, QuantityName, UsageRow } from '#core/usage/usage-row.ts';
import type { Grouping } from './grouping.ts';
import {
  countSchema,
  fieldOf,
  leaveOutField,
  leaveOutUnread,
  optionalCount,
  optionalText,
  type RawRow,
  type ReadRow,
  readCount,
  readTexts,
  textSchema,
  withoutZeros,
} from './read-wire.ts';

/** A usage endpoint of the organization: what it counts and how it can be grouped. */
interface UsageEndpoint {
  /** Its name under `organization/usage/`, which is also its id here. */
  readonly id: string;
  readonly operation: Operation;
  /** Starts with the attribute we'd miss least if the organization refuses the grouping. */
  readonly groupBy: readonly string[];
  /** The attribute to use as the row's variant. */
  readonly variant: 'size' | 'context_level' | null;
  /** Whether it counts model requests. Tool calls aren't any. */
  readonly hasRequests: boolean;
  /** Parses a row's counts, but for requests: what a row costs doesn't depend on them. */
  readonly quantities: z.ZodType<Quantities>;
  /** Whether it is in beta: an organization may not have it, and days are whole without it. */
  readonly isBeta?: true;
}

/** What a usage row's price depends on. Null if it wasn't asked for or isn't known. */
const pricedAttributes = z.object({
  model: optionalText,
  batch: z.boolean({ error: 'is not true or false' }).nullish(),
  service_tier: optionalText,
  size: optionalText,
  context_level: optionalText,
});

/** Whom a row belongs to. Null if it wasn't asked for or belongs to nobody. */
const owners = ['project_id', 'user_id', 'api_key_id'] as const;

/** Here `input_audio_tokens` and `input_image_tokens` are uncached only (specification of `UsageCompletionsResult`); ours are all. */
const completionCounts = z
  .object({
    input_tokens: countSchema,
    input_cached_tokens: optionalCount,
    input_cache_write_tokens: optionalCount,
    input_cache_write_30m_tokens: optionalCount,
    input_cache_write_12h_tokens: optionalCount,
    output_tokens: countSchema,
    input_audio_tokens: optionalCount,
    input_cached_audio_tokens: optionalCount,
    output_audio_tokens: optionalCount,
    input_image_tokens: optionalCount,
    input_cached_image_tokens: optionalCount,
    output_image_tokens: optionalCount,
  })
  .transform(row => ({
    inputTokens: row.input_tokens,
    cachedInputTokens: row.input_cached_tokens,
    // All writes, however long they are kept.
    cacheWriteTokens: Math.max(row.input_cache_write_tokens, row.input_cache_write_30m_tokens + row.input_cache_write_12h_tokens),
    cacheWrite12hTokens: row.input_cache_write_12h_tokens,
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
    .object(Object.fromEntries(names.map(([, field]) => [field, countSchema])))
    .transform(row => Object.fromEntries(names.map(([quantity, field]) => [quantity, row[field]])));
}

const people = ['api_key_id', 'user_id', 'project_id', 'model'];
const byPeople = { groupBy: people, variant: null, hasRequests: true };
const calls = countsOf({ calls: 'num_requests' });
const byProject = { groupBy: ['project_id'], variant: null, hasRequests: false };

export const usageEndpoints: readonly UsageEndpoint[] = [
  { id: 'completions', operation: 'completion', ...byPeople, groupBy: ['service_tier', 'batch', ...people], quantities: completionCounts },
  { id: 'embeddings', operation: 'embedding', ...byPeople, quantities: countsOf({ inputTokens: 'input_tokens' }) },
  { id: 'moderations', operation: 'moderation', ...byPeople, quantities: countsOf({ inputTokens: 'input_tokens' }) },
  {
    ...byPeople,
    id: 'images',
    operation: 'image',
    groupBy: ['size', ...people],
    variant: 'size',
    quantities: countsOf({ images: 'images' }),
  },
  { id: 'audio_speeches', operation: 'speech', ...byPeople, quantities: countsOf({ characters: 'characters' }) },
  { id: 'audio_transcriptions', operation: 'transcription', ...byPeople, quantities: countsOf({ seconds: 'seconds' }) },
  { id: 'vector_stores', operation: 'vector_store', ...byProject, quantities: countsOf({ storageByteDays: 'usage_bytes' }) },
  { id: 'code_interpreter_sessions', operation: 'code_interpreter', ...byProject, quantities: countsOf({ sessions: 'num_sessions' }) },
  { ...byProject, id: 'file_search_calls', operation: 'file_search', groupBy: people.slice(0, 3), quantities: calls },
  {
    ...byPeople,
    id: 'web_search_calls',
    operation: 'web_search',
    groupBy: ['context_level', ...people],
    variant: 'context_level',
    quantities: calls,
  },
  {
    id: 'decisions',
    operation: 'decision',
    ...byPeople,
    groupBy: ['service_tier', 'batch', ...people],
    quantities: completionCounts,
    isBeta: true,
  },
];

/** The project cut defines the total, so it is required. The user cut is optional. */
export const costsGroupings: Record<BilledCut, readonly [readonly string[], ...Grouping[]]> = {
  project: [['project_id', 'api_key_id', 'line_item'], ['project_id', 'line_item'], ['line_item']],
  user: [['user_id', 'line_item'], ['user_id'], null],
};

/** The grouping we ask for, by endpoint. A day answered with fewer cannot be split by the missing ones. */
export const finestGroupings: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...usageEndpoints.map(({ id, groupBy }) => [id, groupBy] as const),
  ...billedCuts.map(cut => [costsEndpoint(cut), costsGroupings[cut][0]] as const),
]);

/** Turns a usage result into a row, or says why it can't. A row whose requests or owner can't be read counts without them. */
export function readUsageResult(endpoint: UsageEndpoint, day: Day, result: RawRow): ReadRow<UsageRow> {
  const priced = pricedAttributes.safeParse(result.raw);
  if (!priced.success) return leaveOutUnread(result, priced.error);
  const quantities = endpoint.quantities.safeParse(result.raw);
  if (!quantities.success) return leaveOutUnread(result, quantities.error);
  const { texts, leftOut } = readTexts(result, owners);
  const requests = endpoint.hasRequests ? readCount(result, 'num_model_requests') : { count: 0, leftOut: [] };
  const row: UsageRow = {
    day,
    operation: endpoint.operation,
    model: priced.data.model,
    variant: endpoint.variant === null ? '' : priced.data[endpoint.variant],
    project: texts.project_id,
    user: texts.user_id,
    key: texts.api_key_id,
    // Batch determines the price, whatever tier is reported with it.
    serviceTier: priced.data.batch ? 'batch' : priced.data.service_tier,
    quantities: withoutZeros({ ...quantities.data, requests: requests.count }),
  };
  return { row, leftOut: [...requests.leftOut, ...leftOut] };
}

/** Dollars, sent as a JSON number to some callers and a decimal string to others. Negative for a credit. */
const amount = z
  .union([z.number(), z.string()], { error: ({ input }) => (input === undefined || input === null ? 'is missing' : 'is not a number') })
  .transform((value, context) => {
    try {
      return nanoUsdFromDecimal(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: /digits/.test(error.message) ? 'is too large' : 'is not a decimal number' });
      return z.NEVER;
    }
  });

const costsResult = z.object({
  amount: z.object(
    {
      value: amount,
      currency: z
        .string('is not text')
        .refine(currency => currency.toLowerCase() === 'usd', 'is not USD')
        .nullish(),
    },
    { error: ({ input }) => (input === undefined || input === null ? 'is missing' : 'is not an object') },
  ),
});

/**
 * Turns a result of the costs endpoint into a row of `cut`, or says why it can't. A result without an amount (the specification only
 * guarantees `object`) or in another currency doesn't count as $0. Whatever else can't be read doesn't take its dollars along.
 */
export function readCostsResult(cut: BilledCut, day: Day, result: RawRow): ReadRow<BilledRow> {
  const parsed = costsResult.safeParse(result.raw);
  if (!parsed.success) return leaveOutUnread(result, parsed.error);
  const { texts, leftOut } = readTexts(result, [...owners, 'line_item']);
  const quantity = quantityOf(fieldOf(result, 'quantity'));
  const unit = textSchema.nullish().safeParse(fieldOf(result, 'quantity_unit'));
  const row: BilledRow = {
    cut,
    day,
    project: texts.project_id,
    key: texts.api_key_id,
    user: texts.user_id,
    lineItem: texts.line_item,
    model: readLineItem(texts.line_item).model,
    amountNanoUsd: parsed.data.amount.value,
    quantity: quantity === 'unreadable' ? null : quantity,
    quantityUnit: unit.data ?? null,
  };
  const unread = [
    ...(quantity === 'unreadable' ? [leaveOutField(result, 'quantity', 'is not a decimal number')] : []),
    ...(unit.success ? [] : [leaveOutField(result, 'quantity_unit', unit.error.issues[0]?.message ?? '')]),
  ];
  return { row, leftOut: [...leftOut, ...unread] };
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Any decimal, as a number or as text. */
function quantityOf(value: unknown): number | null | 'unreadable' {
  if (value === undefined || value === null) return null;
  const number = typeof value === 'string' && decimal.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 'unreadable';
}
