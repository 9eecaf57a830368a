import { members } from './name-lists.ts';

const arrays = [
  'data',
  'ft_data',
  'dalle_api_data',
  'whisper_api_data',
  'tts_api_data',
  'assistant_code_interpreter_data',
  'retrieval_storage_data',
] as const;

/** A day of `GET /v1/usage`: the rows of each array. Arrays that are left out are empty. */
export function legacyDay(rows: { readonly [name in (typeof arrays)[number]]?: readonly unknown[] } = {}) {
  return { object: 'list', ...Object.fromEntries(arrays.map(name => [name, rows[name] ?? []])) };
}

/** A row from 2023, with `rest` from later years. */
export function completionRow(model: string, inputTokens: number, outputTokens: number, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    aggregation_timestamp: 1_763_700_060,
    n_requests: 2,
    operation: 'completion',
    snapshot_id: model,
    n_context_tokens_total: inputTokens,
    n_generated_tokens_total: outputTokens,
    ...rest,
  };
}

export const imagesSpeechAndTranscription = legacyDay({
  dalle_api_data: [
    {
      timestamp: 1_763_700_000,
      num_images: 6,
      num_requests: 5,
      image_size: '1024x1024',
      operation: 'generations',
      model_id: 'dall-e-3',
      user_id: 'wren@acme.example',
    },
    // From 2023, when there was only one model.
    { timestamp: 1_763_700_000, num_images: 2, num_requests: 1, image_size: '512x512', operation: 'generations' },
  ],
  whisper_api_data: [{ timestamp: 1_763_700_000, model_id: 'whisper-1', num_seconds: 77, num_requests: 4, user_id: 'user-teal' }],
  tts_api_data: [{ timestamp: 1_763_700_000, model_id: 'tts-1', num_characters: 930, num_requests: 3, user_id: 'user-teal' }],
  assistant_code_interpreter_data: [{ sessions: 'of an unknown shape' }],
});

/** A row as it was in 2023, 2024 and 2025. */
export const ofThreeYears = legacyDay({
  data: [
    completionRow('gpt-3.5-turbo-0613', 900, 60),
    completionRow('gpt-4o-2024-08-06', 1500, 250, {
      request_type: '',
      n_cached_context_tokens_total: 600,
      n_context_audio_tokens_total: 0,
    }),
    completionRow('gpt-4o-realtime-preview-2024-12-17', 700, 410, {
      ...{ operation: 'completion-realtime', n_cached_context_tokens_total: 50 },
      ...{ n_context_audio_tokens_total: 520, n_generated_audio_tokens_total: 330 },
    }),
  ],
});

export const twoMembers = members(
  [
    { id: 'user-abel', name: 'Abel Marsh', email: 'abel@acme.example' },
    { id: 'user-dora', name: 'Dora Fenn', email: 'dora@acme.example' },
  ],
  [{ id: 'invite-9', email: 'soon@acme.example', role: 'reader' }],
);
