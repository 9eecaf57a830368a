import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { type LineItem, readLineItem } from '#core/usage/line-item.ts';

const nothing: LineItem = { model: '', fineTunedBase: '', tool: null, unit: null, tier: '', isLongContext: false };

test.each<[string, Partial<LineItem>]>([
  ['gpt-5.5-2026-04-23, input', { model: 'gpt-5.5-2026-04-23', unit: 'inputTokens' }],
  ['gpt-5.5-2026-04-23, cached input', { model: 'gpt-5.5-2026-04-23', unit: 'cachedInputTokens' }],
  ['gpt-5.5-2026-04-23, cache writes', { model: 'gpt-5.5-2026-04-23', unit: 'cacheWriteTokens' }],
  ['gpt-6.2-sol, cache writes 12h', { model: 'gpt-6.2-sol', unit: 'cacheWrite12hTokens' }],
  ['gpt-6.2-sol, cache_write_12h_tokens', { model: 'gpt-6.2-sol', unit: 'cacheWrite12hTokens' }],
  ['gpt-6.2-sol, cache_write_30m_tokens', { model: 'gpt-6.2-sol', unit: 'cacheWriteTokens' }],
  ['gpt-6.2-sol, cache_write_tokens', { model: 'gpt-6.2-sol', unit: 'cacheWriteTokens' }],
  ['gpt-5.5-2026-04-23, output', { model: 'gpt-5.5-2026-04-23', unit: 'outputTokens' }],
  ['priority | gpt-5.6-sol, output, long context', { model: 'gpt-5.6-sol', unit: 'outputTokens', tier: 'priority', isLongContext: true }],
  ['batch | gpt-4.1-2025-04-14, input', { model: 'gpt-4.1-2025-04-14', unit: 'inputTokens', tier: 'batch' }],
  ['Flex | o3, cached input', { model: 'o3', unit: 'cachedInputTokens', tier: 'flex' }],
  ['fast | gpt-6-sol, output', { model: 'gpt-6-sol', unit: 'outputTokens', tier: 'fast' }],
  ['ultrafast | gpt-6-astra, cached input', { model: 'gpt-6-astra', unit: 'cachedInputTokens', tier: 'ultrafast' }],
  ['Scale | gpt-4o, input', { model: 'gpt-4o', unit: 'inputTokens', tier: 'scale' }],
  ['warp | gpt-9, input', { model: 'gpt-9', unit: 'inputTokens', tier: 'warp' }],
  ['assistants api | batch | gpt-4o, input', { model: 'gpt-4o', unit: 'inputTokens', tier: 'batch' }],
  ['gpt-audio-mini-2025-12-15 audio, input', { model: 'gpt-audio-mini-2025-12-15', unit: 'inputAudioTokens' }],
  ['gpt-audio-mini-2025-12-15 audio, cached input', { model: 'gpt-audio-mini-2025-12-15', unit: 'cachedInputAudioTokens' }],
  ['gpt-audio-mini-2025-12-15 audio, output', { model: 'gpt-audio-mini-2025-12-15', unit: 'outputAudioTokens' }],
  ['gpt-image-2.5-sunburst text, cached input', { model: 'gpt-image-2.5-sunburst', unit: 'cachedInputTokens' }],
  ['gpt-image-1 image, input', { model: 'gpt-image-1', unit: 'inputImageTokens' }],
  ['gpt-image-1 image, output', { model: 'gpt-image-1', unit: 'outputImageTokens' }],
  ['text-embedding-3-small, input', { model: 'text-embedding-3-small', unit: 'inputTokens' }],
  ['whisper-1, audio', { model: 'whisper-1', unit: 'seconds' }],
  ['gpt-realtime, audio', { model: 'gpt-realtime' }],
  ['gpt-6-astra, input_tokens', { model: 'gpt-6-astra', unit: 'inputTokens' }],
  ['gpt-6-astra, cached_input_tokens', { model: 'gpt-6-astra', unit: 'cachedInputTokens' }],
  ['o3-2025-04-16, output', { model: 'o3-2025-04-16', unit: 'outputTokens' }],
  ['o3, something else', { model: 'o3' }],
  ['tts-1-hd, characters', { model: 'tts-1-hd', unit: 'characters' }],
  ['dall-e-3', { model: 'dall-e-3' }],
  ['dall-e-3, images', { model: 'dall-e-3', unit: 'images' }],
  ['someday-new-2027-01-31, input', { model: 'someday-new-2027-01-31', unit: 'inputTokens' }],
  ['ft:gpt-4o-2024-08-06:acme:triage:AbCdEf12, input', { model: 'ft:gpt-4o-2024-08-06:acme:triage:AbCdEf12', unit: 'inputTokens' }],
])('%s is billed for a model', (label, said) => {
  expect(readLineItem(label)).toEqual({ ...nothing, ...said });
});

test.each<[string, Partial<LineItem>]>([
  ['web search tool calls', { tool: 'web_search', unit: 'calls' }],
  ['assistants api | file search', { tool: 'file_search', unit: 'calls' }],
  ['assistants api | code interpreter', { tool: 'code_interpreter', unit: 'sessions' }],
  ['code interpreter, 1 GB', { tool: 'code_interpreter', unit: 'sessions' }],
  ['Vector storage', { tool: 'vector_store', unit: 'storageByteDays' }],
])('%s is billed for a tool', (label, said) => {
  expect(readLineItem(label)).toEqual({ ...nothing, ...said });
});

test('ft-gpt-4o-2024-08-06, input stands for every model that was fine-tuned from that base', () => {
  const said = { fineTunedBase: 'ft:gpt-4o-2024-08-06', unit: 'inputTokens' };
  expect(readLineItem('ft-gpt-4o-2024-08-06, input')).toEqual({ ...nothing, ...said });
  expect(readLineItem('batch | ft-gpt-4o-2024-08-06, input')).toEqual({ ...nothing, ...said, tier: 'batch' });
});

test.each([
  'Text tokens',
  'credit',
  'row without amount',
  'gpt-4o search, high context',
  'order 66, input',
  '2026-11-21',
  'constructor, toString',
  '|',
  ',',
  '',
])('%s names nothing for certain', label => {
  expect(readLineItem(label)).toEqual(nothing);
});

/** One word each, as anything else may be called. */
const plainWords = ['ada', 'babbage', 'computer-use', 'curie', 'davinci', 'moderation'];

it('the bill of every priced model names it', () => {
  const { models } = createPriceBook();
  expect(models).toContain('chat-latest');
  expect(models.filter(model => readLineItem(`${model}, input`).model !== model).sort()).toEqual(plainWords);
});

describe('any label', () => {
  it('is read without a throw, and never as a model and a tool at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), label => {
        const { model, fineTunedBase, tool } = readLineItem(label);
        expect([model !== '', fineTunedBase !== '', tool !== null].filter(Boolean).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
