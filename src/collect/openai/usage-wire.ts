import { z } from 'zod';
import type { Operation, Quantities } from '#core/usage/usage-row.ts';
import { countSchema, optionalCount, optionalText } from './read-wire.ts';

/** `GET usage`: named arrays of rows. Which arrays there are has changed over the years. */
export const usageAnswer = z.looseObject({ data: z.array(z.unknown()) });

/** `GET organizations/{id}/users`. People who were only invited aren't members yet. */
export const membersAnswer = z.looseObject({
  members: z.looseObject({
    data: z.array(z.looseObject({ user: z.looseObject({ id: z.string(), name: z.string().nullish(), email: z.string().nullish() }) })),
  }),
});

/** Who a row of any array belongs to. Rows from 2023 have none of these fields. */
export const ownership = z.looseObject({
  user_id: optionalText,
  email: optionalText,
  project_id: optionalText,
  project_name: optionalText,
  api_key_id: optionalText,
  api_key_name: optionalText,
});

/** What a row of any array counts. */
export interface Counted {
  readonly operation: Operation;
  readonly model: string;
  readonly variant: string;
  readonly serviceTier: string;
  readonly quantities: Quantities;
}

const textOperations: ReadonlyMap<string, Operation> = new Map([
  ['completion', 'completion'],
  ['completion-realtime', 'completion'],
  ['edit', 'completion'],
  ['embedding', 'embedding'],
  ['embeddings', 'embedding'],
  ['moderation', 'moderation'],
  ['moderations', 'moderation'],
]);

/** `data[]`. Its `n_context_tokens_total` is all input, including cached and audio. */
const textRow: z.ZodType<Counted> = z
  .looseObject({
    n_requests: countSchema,
    operation: z.string(),
    snapshot_id: z.string(),
    n_context_tokens_total: countSchema,
    n_generated_tokens_total: optionalCount,
    n_cached_context_tokens_total: optionalCount,
    n_context_audio_tokens_total: optionalCount,
    n_generated_audio_tokens_total: optionalCount,
    request_type: optionalText,
  })
  .transform(row => ({
    operation: textOperations.get(row.operation) ?? 'other',
    model: row.snapshot_id,
    variant: '',
    serviceTier: row.request_type,
    quantities: {
      requests: row.n_requests,
      inputTokens: row.n_context_tokens_total,
      cachedInputTokens: row.n_cached_context_tokens_total,
      outputTokens: row.n_generated_tokens_total,
      inputAudioTokens: row.n_context_audio_tokens_total,
      outputAudioTokens: row.n_generated_audio_tokens_total,
    },
  }));

/** `dalle_api_data[]`. Rows from 2023 name no model; there was only dall-e-2. */
const imageRow: z.ZodType<Counted> = z
  .looseObject({
    num_images: countSchema,
    num_requests: optionalCount,
    image_size: optionalText,
    model_id: optionalText,
    quality: optionalText,
    image_quality: optionalText,
  })
  .transform(row => ({
    operation: 'image',
    model: row.model_id || 'dall-e-2',
    variant: row.image_size && (row.quality || row.image_quality) === 'hd' ? `${row.image_size}/hd` : row.image_size,
    serviceTier: '',
    quantities: { requests: row.num_requests, images: row.num_images },
  }));

/** `whisper_api_data[]`. */
const transcriptionRow: z.ZodType<Counted> = z
  .looseObject({ model_id: z.string(), num_seconds: countSchema, num_requests: optionalCount })
  .transform(row => ({
    operation: 'transcription',
    model: row.model_id,
    variant: '',
    serviceTier: '',
    quantities: { requests: row.num_requests, seconds: row.num_seconds },
  }));

/** `tts_api_data[]`. */
const speechRow: z.ZodType<Counted> = z
  .looseObject({ model_id: z.string(), num_characters: countSchema, num_requests: optionalCount })
  .transform(row => ({
    operation: 'speech',
    model: row.model_id,
    variant: '',
    serviceTier: '',
    quantities: { requests: row.num_requests, characters: row.num_characters },
  }));

/**
 * The arrays we can read. The rows of `ft_data`, `assistant_code_interpreter_data`, `retrieval_storage_data` and `tpm_data` have never been
 * published or seen.
 */
export const knownArrays: ReadonlyMap<string, z.ZodType<Counted>> = new Map([
  ['data', textRow],
  ['dalle_api_data', imageRow],
  ['whisper_api_data', transcriptionRow],
  ['tts_api_data', speechRow],
]);
