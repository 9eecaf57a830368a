import { describe } from 'vitest';
import { formerPricingPage, itCosts, pricingPage } from './price-rows.ts';

const M = 1_000_000;
const audioPage = 'https://openai.com/index/o1-and-new-tools-for-developers/';
const realtimePage = 'https://openai.com/index/introducing-the-realtime-api/';
const speech = { operation: 'speech' } as const;
const transcription = { operation: 'transcription' } as const;
/** A million of each kind of text and audio tokens. */
const everything = {
  ...{ inputTokens: 4 * M, cachedInputTokens: 2 * M, inputAudioTokens: 2 * M, cachedInputAudioTokens: M },
  ...{ outputTokens: 2 * M, outputAudioTokens: M },
};
const audioOnly = { inputTokens: M, inputAudioTokens: M, outputTokens: M, outputAudioTokens: M };

describe('what a row of audio, images or tools costs', () => {
  describe('audio previews, whose audio tokens have prices of their own', () => {
    itCosts(
      [formerPricingPage, audioPage],
      [
        // 1,000 × 2.5/M + 2,000 × 40/M + 100 × 10/M + 500 × 80/M = 0.0025 + 0.08 + 0.001 + 0.04
        [
          'gpt-4o-audio-preview',
          '2025-03-01',
          { inputTokens: 3000, inputAudioTokens: 2000, outputTokens: 600, outputAudioTokens: 500 },
          '0.1235',
        ],
      ],
    );
    itCosts(realtimePage, [
      // 1M × 100 + 1M × 200
      ['gpt-4o-audio-preview', '2024-10-01', audioOnly, '300'],
      ['gpt-4o-audio-preview', '2024-12-16', audioOnly, '300'],
      // the first snapshot stayed at it
      ['gpt-4o-audio-preview-2024-10-01', '2025-03-01', audioOnly, '300'],
      // 2.5M cached audio × 20/M
      [
        'gpt-4o-realtime-preview-2024-10-01',
        '2024-11-01',
        { inputTokens: 2.5 * M, cachedInputTokens: 2.5 * M, inputAudioTokens: 2.5 * M, cachedInputAudioTokens: 2.5 * M },
        '50',
      ],
      // 1M text × 5 + 1M cached text × 2.5 + 1M audio × 100 + 1M × 20 + 1M audio × 200
      [
        'gpt-4o-realtime-preview-2024-10-01',
        '2024-10-01',
        { inputTokens: 3 * M, cachedInputTokens: M, inputAudioTokens: M, outputTokens: 2 * M, outputAudioTokens: M },
        '327.5',
      ],
    ]);
    itCosts(audioPage, [
      // 1M × 40 + 1M × 80
      ['gpt-4o-audio-preview', '2024-12-17', audioOnly, '120'],
      ['gpt-4o-audio-preview-2024-12-17', '2024-12-17', audioOnly, '120'],
      // 1M × 10 + 1M × 20
      ['gpt-4o-mini-audio-preview', '2024-12-17', audioOnly, '30'],
      ['gpt-4o-mini-audio-preview-2024-12-17', '2025-03-01', audioOnly, '30'],
      // 500k cached text × 2.5/M + 200k cached audio × 2.5/M + 300k audio × 40/M = 1.25 + 0.5 + 12
      [
        'gpt-4o-realtime-preview-2024-12-17',
        '2025-03-01',
        { inputTokens: M, cachedInputTokens: 700_000, inputAudioTokens: 500_000, cachedInputAudioTokens: 200_000 },
        '13.75',
      ],
      // 1M text × 5 + 1M × 20 + 1M audio × 80
      ['gpt-4o-realtime-preview-2024-12-17', '2024-12-17', { inputTokens: M, outputTokens: 2 * M, outputAudioTokens: M }, '105'],
      // everything, 1M of each: 0.6 + 0.3 + 10 + 0.3 + 2.4 + 20
      ['gpt-4o-mini-realtime-preview-2024-12-17', '2025-03-01', everything, '33.6'],
      // the text of the previews: 1M × 2.5 + 1M × 10
      ['gpt-4o-audio-preview-2024-12-17', '2026-03-01', { inputTokens: M, outputTokens: M }, '12.5'],
      // 1M × 0.15 + 1M × 0.6
      ['gpt-4o-mini-audio-preview', '2026-03-01', { inputTokens: M, outputTokens: M }, '0.75'],
    ]);
    itCosts(formerPricingPage, [
      // 1M × 2.5 + 1M × 10
      ['gpt-4o-audio-preview-2025-06-03', '2025-06-03', { inputTokens: M, outputTokens: M }, '12.5'],
      // everything, 1M of each: 5 + 2.5 + 40 + 2.5 + 20 + 80
      ['gpt-4o-realtime-preview-2025-06-03', '2025-06-03', everything, '150'],
      // 1M × 40 + 1M × 80
      ['gpt-4o-audio-preview-2025-06-03', '2026-03-01', audioOnly, '120'],
    ]);
    itCosts(pricingPage, [
      // 1M × 32 + 1M × 64
      ['gpt-audio-2025-08-28', '2026-03-01', audioOnly, '96'],
    ]);
  });

  describe('speech and transcription', () => {
    itCosts(formerPricingPage, [
      // 1,000 characters × 15/M
      ['tts-1', '2026-03-01', { characters: 1000 }, '0.015', speech],
      // 200 characters × 15/M, the first day
      ['tts-1-1106', '2023-11-06', { characters: 200 }, '0.003', speech],
      // 1,000 characters × 30/M
      ['tts-1-hd', '2026-03-01', { characters: 1000 }, '0.03', speech],
      ['tts-1-hd-1106', '2026-03-01', { characters: 1000 }, '0.03', speech],
      // 1M × 0.6 + 1M audio × 12
      ['gpt-4o-mini-tts', '2025-03-20', { inputTokens: M, outputTokens: M, outputAudioTokens: M }, '12.6', speech],
      // 1,000 audio × 12/M
      ['gpt-4o-mini-tts-2025-03-20', '2026-03-01', { outputTokens: 1000, outputAudioTokens: 1000 }, '0.012', speech],
    ]);
    itCosts('https://openai.com/index/introducing-chatgpt-and-whisper-apis/', [
      // 61 s × 0.006/60
      ['whisper-1', '2026-03-01', { seconds: 61 }, '0.0061', transcription],
      // an hour: 3,600 s × 0.006/60
      ['whisper-1', '2023-03-01', { seconds: 3600 }, '0.36', transcription],
    ]);
    itCosts(pricingPage, [
      // 3,600 s × 0.27 an hour
      ['gpt-transcribe', '2026-03-01', { seconds: 3600 }, '0.27', transcription],
    ]);
  });

  describe('images', () => {
    const image = (variant: string) => ({ operation: 'image', variant }) as const;
    itCosts('https://openai.com/index/dall-e-api-now-available-in-public-beta/', [
      ['dall-e-2', '2026-03-01', { images: 10 }, '0.16', image('256x256')], // 10 × 0.016
      ['dall-e-2', '2026-03-01', { images: 10 }, '0.18', image('512x512')], // 10 × 0.018
      ['dall-e-2', '2026-03-01', { images: 10 }, '0.2', image('1024x1024')], // 10 × 0.02
      ['dall-e-2', '2022-11-03', { images: 1 }, '0.016', image('256x256')], // its first day
    ]);
    itCosts(formerPricingPage, [
      ['dall-e-3', '2026-03-01', { images: 4 }, '0.16', image('1024x1024')], // 4 × 0.04
      ['dall-e-3', '2026-03-01', { images: 4 }, '0.32', image('1024x1792')], // 4 × 0.08
      ['dall-e-3', '2026-03-01', { images: 4 }, '0.32', image('1792x1024')], // 4 × 0.08
      ['dall-e-3', '2026-03-01', { images: 4 }, '0.32', image('1024x1024/hd')], // 4 × 0.08
      ['dall-e-3', '2026-03-01', { images: 4 }, '0.48', image('1024x1792/hd')], // 4 × 0.12
      ['dall-e-3', '2026-03-01', { images: 4 }, '0.48', image('1792x1024/hd')], // 4 × 0.12
    ]);
    itCosts('https://openai.com/index/image-generation-api/', [
      // 100k text × 5/M + 200k image × 10/M + 50k cached image × 2.5/M + 1M image out × 40/M = 0.5 + 2 + 0.125 + 40
      [
        'gpt-image-1',
        '2026-03-01',
        {
          inputTokens: 350_000,
          cachedInputTokens: 50_000,
          inputImageTokens: 250_000,
          cachedInputImageTokens: 50_000,
          outputTokens: M,
          outputImageTokens: M,
        },
        '42.625',
      ],
      // 1,000 text × 5/M + 1,000 image out × 40/M
      ['gpt-image-1', '2025-04-23', { inputTokens: 1000, outputTokens: 1000, outputImageTokens: 1000 }, '0.045'],
      // 1M cached text × 1.25
      ['gpt-image-1', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '1.25'],
    ]);
    itCosts(formerPricingPage, [
      // 1M image out × 8
      ['gpt-image-1-mini', '2025-10-06', { outputTokens: M, outputImageTokens: M }, '8'],
    ]);
    itCosts('https://developers.openai.com/api/docs/models/gpt-image-2', [
      // 1M image out × 30
      ['gpt-image-2', '2026-04-21', { outputTokens: M, outputImageTokens: M }, '30'],
      ['gpt-image-2-2026-04-21', '2026-10-01', { outputTokens: M, outputImageTokens: M }, '30'],
    ]);
    itCosts(pricingPage, [
      // 100k text out × 10/M + 900k image out × 32/M = 1 + 28.8
      ['gpt-image-1.5', '2026-03-01', { outputTokens: M, outputImageTokens: 900_000 }, '29.8'],
    ]);
  });

  describe('tools and storage', () => {
    const GiB = 2 ** 30;
    itCosts(formerPricingPage, [
      ['', '2026-03-01', { sessions: 7 }, '0.21', { operation: 'code_interpreter' }], // 7 × 0.03
      ['', '2026-03-01', { sessions: 7 }, '0.84', { operation: 'code_interpreter', variant: '4g' }], // 7 × 0.12
      ['', '2023-11-06', { sessions: 2 }, '0.06', { operation: 'code_interpreter', variant: '1g' }], // 2 × 0.03
      ['', '2025-11-13', { sessions: 2 }, '0.96', { operation: 'code_interpreter', variant: '16g' }], // 2 × 0.48
      ['', '2026-03-01', { sessions: 2 }, '3.84', { operation: 'code_interpreter', variant: '64g' }], // 2 × 1.92
      ['', '2026-03-01', { calls: 40 }, '0.4', { operation: 'web_search', variant: 'medium' }], // 40 × 10/1,000
      ['', '2026-03-01', { storageByteDays: 5 * GiB }, '0.4', { operation: 'vector_store' }], // (5 − 1 free) × 0.1
      ['', '2026-03-01', { storageByteDays: GiB }, '0', { operation: 'vector_store' }], // the free one
      ['', '2026-03-01', { storageByteDays: GiB + GiB / 2 }, '0.05', { operation: 'vector_store' }], // 0.5 × 0.1
    ]);
    itCosts('https://openai.com/index/new-tools-for-building-agents/', [
      ['', '2026-03-01', { calls: 40 }, '0.1', { operation: 'file_search' }], // 40 × 2.5/1,000
    ]);
    itCosts(pricingPage, [
      ['gpt-5', '2026-03-01', { calls: 40 }, '0.4', { operation: 'web_search' }], // 40 × 10/1,000
    ]);
  });

  describe('moderation is free', () => {
    itCosts('https://platform.openai.com/docs/guides/moderation', [
      ['omni-moderation-2024-09-26', '2026-03-01', { requests: 9, inputTokens: M }, '0', { operation: 'moderation' }], // 1M × 0
      ['text-moderation-004', '2024-03-01', { inputTokens: M, outputTokens: 5 }, '0', { operation: 'moderation' }], // 1M × 0 + 5 × 0
      ['omni-moderation-latest', '2026-03-01', { inputTokens: M }, '0', { operation: 'other' }], // 1M × 0
      // text, images and what of both was cached: 3M × 0
      [
        'omni-moderation-latest',
        '2026-03-01',
        { inputTokens: 3 * M, cachedInputTokens: M, inputImageTokens: M, cachedInputImageTokens: M / 2, outputTokens: 5 },
        '0',
        { operation: 'moderation' },
      ],
    ]);
  });
});
