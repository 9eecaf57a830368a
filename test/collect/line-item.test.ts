import { expect, test } from 'vitest';
import { readLineItem } from '../../src/collect/line-item.ts';

test.each([
  ['gpt-5.5-2026-04-23, input', 'gpt-5.5-2026-04-23'],
  ['gpt-5.5-2026-04-23, cached input', 'gpt-5.5-2026-04-23'],
  ['gpt-5.5-2026-04-23, cache writes', 'gpt-5.5-2026-04-23'],
  ['priority | gpt-5.6-sol, output, long context', 'gpt-5.6-sol'],
  ['gpt-audio-mini-2025-12-15 audio, input', 'gpt-audio-mini-2025-12-15'],
  ['gpt-image-2.5-sunburst text, cached input', 'gpt-image-2.5-sunburst'],
  ['text-embedding-3-small, input', 'text-embedding-3-small'],
  ['whisper-1, audio', 'whisper-1'],
  ['gpt-6-astra, input_tokens', 'gpt-6-astra'],
  ['o3-2025-04-16, output', 'o3-2025-04-16'],
  ['o3, output', 'o3'],
  ['gpt-realtime, audio', 'gpt-realtime'],
  ['tts-1-hd, characters', 'tts-1-hd'],
  ['dall-e-3', 'dall-e-3'],
  ['someday-new-2027-01-31, input', 'someday-new-2027-01-31'],
  ['ft:gpt-4o-2024-08-06:acme:triage:AbCdEf12, input', 'ft:gpt-4o-2024-08-06:acme:triage:AbCdEf12'],
])('%s is billed for the model %s', (label, model) => {
  expect(readLineItem(label)).toEqual({ model });
});

test.each([
  'ft-gpt-4o-2024-08-06, input',
  'web search tool calls',
  'assistants api | file search',
  'Vector storage',
  'Text tokens',
  'credit',
  'row without amount',
  'code interpreter, 1 GB',
  'gpt-4o search, high context',
  'order 66, input',
  '2026-11-21',
  '|',
  ',',
  '',
])('%s names no model for certain', label => {
  expect(readLineItem(label)).toEqual({ model: '' });
});
