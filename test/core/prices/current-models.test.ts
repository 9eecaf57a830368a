import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceRow } from '#core/prices/price-rows.ts';
import type { Quantities, UsageRow } from '#core/usage/usage-row.ts';
import { usageRow } from './price-rows.ts';

const book = createPriceBook();
const text = { inputTokens: 10, outputTokens: 10 };
const cached = { ...text, inputTokens: 20, cachedInputTokens: 10 };
const written = { ...cached, inputTokens: 30, cacheWriteTokens: 10 };
const heard = { ...text, inputTokens: 20, inputAudioTokens: 10 };
const spoken = { ...heard, outputTokens: 20, outputAudioTokens: 10 };
const realtime = { ...spoken, inputTokens: 40, cachedInputTokens: 20, inputAudioTokens: 20, cachedInputAudioTokens: 10 };
const seeing = { ...realtime, inputTokens: 50, inputImageTokens: 10 };
const drawn = { inputTokens: 30, cachedInputTokens: 10, inputImageTokens: 10, outputTokens: 10, outputImageTokens: 10 };

type Models = readonly [what: string, quantities: Quantities, ids: string, more?: Partial<UsageRow>];

/**
 * The ids that OpenAI's pages or at least two public price lists agree on, as of 30 November 2026, with the units they agree
 * on. Left out: sora-2 and sora-2-pro, billed by the second of video, which usage does not count and which ended on
 * 2026-09-24.
 */
const agreed: readonly Models[] = [
  [
    'text',
    text,
    `babbage-002 chatgpt-4o-latest computer-use-preview davinci-002 ft:gpt-3.5-turbo ft:gpt-3.5-turbo-0125
    ft:gpt-3.5-turbo-0613 ft:gpt-3.5-turbo-1106 gpt-3.5-turbo gpt-3.5-turbo-0125 gpt-3.5-turbo-0613 gpt-3.5-turbo-1106 gpt-3.5-turbo-16k
    gpt-3.5-turbo-16k-0613 gpt-3.5-turbo-instruct gpt-3.5-turbo-instruct-0914 gpt-4 gpt-4-0125-preview gpt-4-0314 gpt-4-0613
    gpt-4-1106-preview gpt-4-1106-vision-preview gpt-4-32k gpt-4-32k-0314 gpt-4-32k-0613 gpt-4-turbo gpt-4-turbo-2024-04-09
    gpt-4-turbo-preview gpt-4-vision-preview gpt-4o-2024-05-13 gpt-4o-search-preview gpt-4o-search-preview-2025-03-11 gpt-5-pro
    gpt-5-pro-2025-10-06 gpt-5.2-pro gpt-5.2-pro-2025-12-11 gpt-5.4-pro gpt-5.4-pro-2026-03-05 gpt-5.5-pro gpt-5.5-pro-2026-04-23 o1-pro
    o1-pro-2025-03-19 o3-pro o3-pro-2025-06-10 omni-moderation-2024-09-26 omni-moderation-latest text-moderation-latest
    text-moderation-stable`,
  ],
  [
    'text and cached text',
    cached,
    `chat-latest codex-mini-latest ft:gpt-4.1-2025-04-14 ft:gpt-4.1-mini-2025-04-14 ft:gpt-4.1-nano-2025-04-14
    ft:gpt-4o-2024-08-06 ft:gpt-4o-mini-2024-07-18 ft:o4-mini-2025-04-16 gpt-4.1 gpt-4.1-2025-04-14 gpt-4.1-mini gpt-4.1-mini-2025-04-14
    gpt-4.1-nano gpt-4.1-nano-2025-04-14 gpt-4.5-preview gpt-4.5-preview-2025-02-27 gpt-4o gpt-4o-2024-08-06 gpt-4o-2024-11-20 gpt-4o-mini
    gpt-4o-mini-2024-07-18 gpt-4o-mini-search-preview gpt-4o-mini-search-preview-2025-03-11 gpt-5 gpt-5-2025-08-07 gpt-5-chat-latest
    gpt-5-codex gpt-5-mini gpt-5-mini-2025-08-07 gpt-5-nano gpt-5-nano-2025-08-07 gpt-5-search-api gpt-5-search-api-2025-10-14 gpt-5.1
    gpt-5.1-2025-11-13 gpt-5.1-chat-latest gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-codex-mini gpt-5.2 gpt-5.2-2025-12-11
    gpt-5.2-chat-latest gpt-5.2-codex gpt-5.3-chat-latest gpt-5.3-codex gpt-5.4 gpt-5.4-2026-03-05 gpt-5.4-mini gpt-5.4-mini-2026-03-17
    gpt-5.4-nano gpt-5.4-nano-2026-03-17 gpt-5.5 gpt-5.5-2026-04-23 gpt-6.2-astra o1 o1-2024-12-17 o1-mini o1-mini-2024-09-12 o1-preview
    o1-preview-2024-09-12 o3 o3-2025-04-16 o3-deep-research o3-deep-research-2025-06-26 o3-mini o3-mini-2025-01-31 o4-mini
    o4-mini-2025-04-16 o4-mini-deep-research o4-mini-deep-research-2025-06-26`,
  ],
  [
    'text, cached text and cache writes',
    written,
    `gpt-5.6 gpt-5.6-cyber gpt-5.6-luna gpt-5.6-sol gpt-5.6-terra gpt-6-astra gpt-6-luna gpt-6-sol gpt-6.1-sol gpt-6.1-terra gpt-6.2-sol
    gpt-daybreak-blue-latest gpt-daybreak-red-latest`,
  ],
  ['cache writes for 12 hours', { ...written, cacheWrite12hTokens: 5 }, 'gpt-6.1-terra gpt-6.2-sol'],
  [
    'embeddings',
    { inputTokens: 10 },
    'text-embedding-3-large text-embedding-3-small text-embedding-ada-002 text-embedding-ada-002-v2',
    { operation: 'embedding' },
  ],
  [
    'audio',
    spoken,
    `gpt-4o-audio-preview gpt-4o-audio-preview-2024-10-01 gpt-4o-audio-preview-2024-12-17 gpt-4o-audio-preview-2025-06-03
    gpt-4o-mini-audio-preview gpt-4o-mini-audio-preview-2024-12-17 gpt-audio gpt-audio-1.5 gpt-audio-2025-08-28 gpt-audio-mini
    gpt-audio-mini-2025-10-06 gpt-audio-mini-2025-12-15`,
  ],
  [
    'realtime',
    realtime,
    `gpt-4o-mini-realtime-preview gpt-4o-mini-realtime-preview-2024-12-17 gpt-4o-realtime-preview gpt-4o-realtime-preview-2024-10-01
    gpt-4o-realtime-preview-2024-12-17 gpt-4o-realtime-preview-2025-06-03`,
  ],
  [
    'realtime with images',
    seeing,
    `gpt-realtime gpt-realtime-2025-08-28 gpt-realtime-1.5 gpt-realtime-2 gpt-realtime-2.1 gpt-realtime-2.1-mini gpt-realtime-mini
    gpt-realtime-mini-2025-10-06 gpt-realtime-mini-2025-12-15`,
  ],
  [
    'transcription by the token',
    heard,
    `gpt-4o-mini-transcribe gpt-4o-mini-transcribe-2025-03-20 gpt-4o-mini-transcribe-2025-12-15 gpt-4o-transcribe
    gpt-4o-transcribe-diarize`,
    { operation: 'transcription' },
  ],
  [
    'transcription by the minute',
    { seconds: 10 },
    'gpt-live-transcribe gpt-realtime-translate gpt-realtime-whisper gpt-transcribe whisper-1',
    { operation: 'transcription' },
  ],
  [
    'speech by the token',
    { inputTokens: 10, outputTokens: 10, outputAudioTokens: 10 },
    'gpt-4o-mini-tts gpt-4o-mini-tts-2025-03-20 gpt-4o-mini-tts-2025-12-15',
    { operation: 'speech' },
  ],
  // Usage does not count them today: this is what would be taken.
  ['sessions by the second', { seconds: 10 }, 'gpt-live-1 gpt-live-1.1'],
  ['speech by the character', { characters: 10 }, 'tts-1 tts-1-hd', { operation: 'speech' }],
  [
    'images by the token',
    drawn,
    `chatgpt-image-latest gpt-image-1 gpt-image-1-mini gpt-image-1.5 gpt-image-1.5-2025-12-16 gpt-image-2 gpt-image-2-2026-04-21
    gpt-image-2.5-flare gpt-image-2.5-sunburst gpt-image-2.6-flare gpt-image-2.6-sunburst`,
    { operation: 'image' },
  ],
  ['images by the piece', { images: 1 }, 'dall-e-2 dall-e-3', { operation: 'image', variant: '1024x1024' }],
  [
    'text in priority',
    cached,
    `gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-4o gpt-4o-2024-08-06 gpt-4o-2024-11-20 gpt-4o-mini gpt-5 gpt-5-codex gpt-5-mini gpt-5.1
    gpt-5.1-2025-11-13 gpt-5.1-chat-latest gpt-5.1-codex gpt-5.2 gpt-5.2-2025-12-11 gpt-5.2-chat-latest gpt-5.2-codex gpt-5.3-codex gpt-5.4
    gpt-5.4-2026-03-05 gpt-5.4-mini gpt-5.4-mini-2026-03-17 gpt-5.5 gpt-5.5-2026-04-23 o3 o3-2025-04-16 o4-mini o4-mini-2025-04-16`,
    { serviceTier: 'priority' },
  ],
  [
    'text in fast mode',
    written,
    'gpt-5.6 gpt-5.6-luna gpt-5.6-sol gpt-5.6-terra gpt-6-astra gpt-6-luna gpt-6-sol gpt-6.1-sol gpt-6.1-terra gpt-6.2-sol',
    { serviceTier: 'fast' },
  ],
  ['text in ultrafast', written, 'gpt-6-astra gpt-6.1-sol gpt-6.2-sol', { serviceTier: 'ultrafast' }],
  ['web search', { calls: 3 }, 'gpt-4o-search-preview gpt-4o-mini-search-preview', { operation: 'web_search' }],
  ['decisions', written, 'gpt-6-luna', { operation: 'decision' }],
];

describe('no model that two sources agree on is unpriced on 30 November 2026', () => {
  for (const [what, quantities, ids, more = {}] of agreed) {
    it(what, () => {
      const unpriced = idsIn(ids).filter(id => {
        const cost = priceRow(usageRow(id, '2026-11-30', quantities, more), book);
        return cost.nanoUsd === null || cost.unpriced.length > 0;
      });
      expect(unpriced).toEqual([]);
    });
  }

  it('and 192 are looked at', () => {
    expect(new Set(agreed.flatMap(([, , ids]) => idsIn(ids))).size).toBe(192);
  });
});

function idsIn(list: string): string[] {
  return list.split(/\s+/);
}
