import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUsageResult, usageEndpoints } from '#collect/openai/admin-wire.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';

function read(endpointId: string, result: unknown): UsageRow {
  const endpoint = usageEndpoints.find(({ id }) => id === endpointId);
  if (!endpoint) throw new Error(`no endpoint ${endpointId}`);
  const { row, leftOut } = readUsageResult(endpoint, '2026-11-21', { raw: result, where: 'data[0].results[0]' });
  if (row === null) throw new Error(leftOut.map(({ where, why }) => `${where}: ${why}`).join());
  return row;
}

const textCounts = { input_tokens: 10, output_tokens: 2, num_model_requests: 1 };

test("the specification's example: audio and image tokens of ours include the cached ones", () => {
  const example = {
    input_tokens: 1000,
    input_cached_tokens: 400,
    input_cache_write_tokens: 100,
    input_uncached_tokens: 500,
    output_tokens: 500,
    input_text_tokens: 400,
    input_cached_text_tokens: 300,
    input_audio_tokens: 50,
    input_cached_audio_tokens: 50,
    output_audio_tokens: 50,
    input_image_tokens: 50,
    input_cached_image_tokens: 50,
    output_image_tokens: 50,
    num_model_requests: 5,
  };
  expect(read('completions', example).quantities).toEqual({
    requests: 5,
    // 400 cached + 100 written + 500 uncached
    inputTokens: 1000,
    cachedInputTokens: 400,
    cacheWriteTokens: 100,
    outputTokens: 500,
    // 50 uncached + 50 cached
    inputAudioTokens: 100,
    cachedInputAudioTokens: 50,
    outputAudioTokens: 50,
    inputImageTokens: 100,
    cachedInputImageTokens: 50,
    outputImageTokens: 50,
  });
});

test.each([
  [{ batch: true, service_tier: 'default' }, 'batch'],
  [{ batch: true, service_tier: null }, 'batch'],
  [{ batch: false, service_tier: 'priority' }, 'priority'],
  [{ batch: null, service_tier: 'scale' }, 'scale'],
  [{ batch: false, service_tier: null }, ''],
  [{}, ''],
])('%j is the tier "%s"', (attributes, serviceTier) => {
  expect(read('completions', { ...textCounts, ...attributes }).serviceTier).toBe(serviceTier);
});

test('the variant of images is their size, that of web searches the context level', () => {
  expect(read('images', { images: 1, num_model_requests: 1, size: '1024x1536', source: 'image.edit' }).variant).toBe('1024x1536');
  expect(read('web_search_calls', { num_requests: 11, num_model_requests: 8, context_level: 'medium' })).toMatchObject({
    variant: 'medium',
    quantities: { calls: 11, requests: 8 },
  });
});

test.each([
  ['audio_speeches', { characters: 45, num_model_requests: 1 }, 'speech', { characters: 45, requests: 1 }],
  ['audio_transcriptions', { seconds: 20, num_model_requests: 1 }, 'transcription', { seconds: 20, requests: 1 }],
  ['embeddings', { input_tokens: 16, num_model_requests: 2 }, 'embedding', { inputTokens: 16, requests: 2 }],
  ['moderations', { input_tokens: 16, num_model_requests: 2 }, 'moderation', { inputTokens: 16, requests: 2 }],
  ['vector_stores', { usage_bytes: 1024 }, 'vector_store', { storageByteDays: 1024 }],
  ['code_interpreter_sessions', { num_sessions: 14 }, 'code_interpreter', { sessions: 14 }],
  ['file_search_calls', { num_requests: 2 }, 'file_search', { calls: 2 }],
])('%s are counted in their own units', (id, result, operation, quantities) => {
  expect(read(id, result)).toMatchObject({ operation, quantities });
  expect(Object.keys(read(id, result).quantities).sort()).toEqual(Object.keys(quantities).sort());
});

const someTokens = fc.integer({ min: 0, max: 2 ** 40 });

test('no token is lost or counted twice: the parts of the wire add up to ours', () => {
  const parts = fc.record({
    text: someTokens,
    audio: someTokens,
    image: someTokens,
    cachedText: someTokens,
    cachedAudio: someTokens,
    cachedImage: someTokens,
    written: someTokens,
    out: someTokens,
  });
  fc.assert(
    fc.property(parts, part => {
      const cached = part.cachedText + part.cachedAudio + part.cachedImage;
      const input = part.text + part.audio + part.image + cached + part.written;
      const { quantities } = read('completions', {
        input_tokens: input,
        input_cached_tokens: cached,
        input_cache_write_tokens: part.written,
        input_text_tokens: part.text,
        input_audio_tokens: part.audio,
        input_image_tokens: part.image,
        input_cached_audio_tokens: part.cachedAudio,
        input_cached_image_tokens: part.cachedImage,
        output_tokens: part.out,
        num_model_requests: 1,
      });
      const { inputTokens = 0, inputAudioTokens = 0, inputImageTokens = 0, cachedInputTokens = 0, cacheWriteTokens = 0 } = quantities;
      const { cachedInputAudioTokens = 0, cachedInputImageTokens = 0, outputTokens = 0 } = quantities;
      expect([inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens]).toEqual([input, cached, part.written, part.out]);
      // What is left for text after everything with its own price is taken out of the input:
      const cachedText = cachedInputTokens - cachedInputAudioTokens - cachedInputImageTokens;
      const text = inputTokens - inputAudioTokens - inputImageTokens - cachedText - cacheWriteTokens;
      expect([text, cachedText]).toEqual([part.text, part.cachedText]);
    }),
  );
});
