import { describe } from 'vitest';
import { itCosts, itCostsAbout, pricingPage } from './price-rows.ts';

const M = 1_000_000;
const modelPage = 'https://developers.openai.com/api/docs/models/';
const portkeyPage = 'https://github.com/Portkey-AI/models/blob/main/pricing/openai.json';
const transcription = { operation: 'transcription' } as const;
const speech = { operation: 'speech' } as const;
const search = { operation: 'web_search' } as const;

describe('what a row of the newest audio and image models, or of a tool, costs', () => {
  describe('audio by the minute', () => {
    // 600 s × 0.017/60
    itCosts(`${modelPage}gpt-realtime-whisper`, [
      ['gpt-realtime-whisper', '2026-05-07', { requests: 2, seconds: 600 }, '0.17', transcription],
    ]);
    itCosts(`${modelPage}gpt-live-transcribe`, [['gpt-live-transcribe', '2026-11-25', { seconds: 600 }, '0.17', transcription]]);
    // 120 s × 0.05/60
    itCostsAbout(`${modelPage}gpt-live-1`, [['gpt-live-1', '2026-11-25', { seconds: 120 }, '0.1']]);
    itCostsAbout(`${modelPage}gpt-live-1.1`, [['gpt-live-1.1', '2026-11-25', { seconds: 120 }, '0.1']]);
    // 90 s × 0.034/60
    itCosts('https://community.openai.com/t/new-realtime-voice-models-in-the-api/1380471', [
      ['gpt-realtime-translate', '2026-11-25', { seconds: 90 }, '0.051', transcription],
    ]);
  });

  describe('dated names of speech and transcription', () => {
    const spoken = { inputTokens: M, inputAudioTokens: 900_000, outputTokens: M };
    itCosts(portkeyPage, [
      // 100k × 1.25/M + 900k audio × 3/M + 1M × 5
      ['gpt-4o-mini-transcribe-2025-03-20', '2025-03-20', spoken, '7.825', transcription],
      ['gpt-4o-mini-transcribe-2025-12-15', '2026-11-25', spoken, '7.825', transcription],
      // 1M × 0.6 + 1M audio × 12
      ['gpt-4o-mini-tts-2025-12-15', '2026-11-25', { inputTokens: M, outputTokens: M, outputAudioTokens: M }, '12.6', speech],
    ]);
    itCosts(pricingPage, [
      // the plain name costs the same: 100k × 1.25/M + 900k audio × 3/M + 1M × 5
      ['gpt-4o-mini-transcribe', '2026-11-25', spoken, '7.825', transcription],
    ]);
  });

  describe('gpt-4o-realtime-preview, whose alias moved on 17 December 2024', () => {
    // 1M each of text, cached text, audio, cached audio, text out, audio out
    const everything = {
      ...{ inputTokens: 4 * M, cachedInputTokens: 2 * M, inputAudioTokens: 2 * M, cachedInputAudioTokens: M },
      ...{ outputTokens: 2 * M, outputAudioTokens: M },
    };
    itCosts('https://openai.com/index/introducing-the-realtime-api/', [
      // 5 + 2.5 + 100 + 20 + 20 + 200
      ['gpt-4o-realtime-preview', '2024-10-01', everything, '347.5'],
      ['gpt-4o-realtime-preview', '2024-12-16', everything, '347.5'],
    ]);
    itCosts('https://openai.com/index/o1-and-new-tools-for-developers/', [
      // 5 + 2.5 + 40 + 2.5 + 20 + 80
      ['gpt-4o-realtime-preview', '2024-12-17', everything, '150'],
      ['gpt-4o-realtime-preview', '2026-11-25', everything, '150'],
    ]);
  });

  describe('images by the token', () => {
    const image = { operation: 'image' } as const;
    /** 100k text, 50k cached text, 100k image, 50k cached image, 100k image out. */
    const drawn = {
      ...{ inputTokens: 300_000, cachedInputTokens: 100_000, inputImageTokens: 150_000, cachedInputImageTokens: 50_000 },
      ...{ outputTokens: 100_000, outputImageTokens: 100_000, images: 20 },
    };
    itCosts('https://github.com/Portkey-AI/models/pull/935', [
      // 100k × 5/M + 50k × 1.25/M + 100k × 8/M + 50k × 2/M + 100k × 30/M; the pieces cost nothing more
      ['gpt-image-2.5-sunburst', '2026-09-08', drawn, '4.4625', image],
      ['gpt-image-2.5-flare', '2026-11-25', drawn, '4.4625', image],
      ['gpt-image-2.5-flare-2026-09-08', '2026-11-25', drawn, '4.4625', image],
      // half of it
      ['gpt-image-2.5-sunburst', '2026-11-25', drawn, '2.23125', { ...image, serviceTier: 'batch' }],
    ]);
    itCosts(`${modelPage}gpt-image-2.6-sunburst`, [['gpt-image-2.6-sunburst', '2026-11-04', drawn, '4.4625', image]]);
    itCosts('https://docs.apiyi.com/news/gpt-image-2-6-launch', [['gpt-image-2.6-flare', '2026-11-25', drawn, '4.4625', image]]);
    itCosts('https://github.com/langfuse/langfuse/pull/14123', [
      // 100k × 5/M + 50k × 1.25/M + 100k × 8/M + 50k × 2/M + 100k × 32/M
      ['chatgpt-image-latest', '2025-12-16', drawn, '4.6625', image],
      // 10k text out × 10/M + 90k image out × 32/M
      ['chatgpt-image-latest', '2026-11-25', { outputTokens: 100_000, outputImageTokens: 90_000 }, '2.98', image],
    ]);
  });

  describe('web search', () => {
    itCosts(portkeyPage, [
      // 40 × 25/1,000
      ['gpt-4o-search-preview', '2026-11-25', { calls: 40 }, '1', search],
      ['gpt-4o-mini-search-preview-2025-03-11', '2025-07-19', { calls: 40 }, '1', { ...search, variant: 'high' }],
    ]);
    itCostsAbout('https://github.com/QuantumNous/new-api/pull/1406', [
      ['gpt-4o-search-preview', '2025-07-18', { calls: 40 }, '1', { ...search, variant: 'medium' }],
    ]);
    itCostsAbout('https://github.com/QuantumNous/new-api/pull/1549', [
      // 40 × 25/1,000, when the price depended on the model
      ['gpt-4o', '2025-04-15', { calls: 40 }, '1', search],
      ['gpt-4.1-2025-04-14', '2026-02-05', { calls: 40 }, '1', search],
    ]);
    itCosts('https://github.com/earendil-works/pi/pull/1313', [
      // 40 × 10/1,000
      ['gpt-4o', '2026-02-06', { calls: 40 }, '0.4', search],
    ]);
    itCosts(pricingPage, [
      ['gpt-6-sol', '2026-11-25', { calls: 40 }, '0.4', { ...search, serviceTier: 'fast' }], // the same in every tier
      ['gpt-5.6-sol', '2026-11-25', { calls: 40 }, '0.4', search],
    ]);
  });

  describe('containers, billed by the minute where usage counts sessions', () => {
    const container = { operation: 'code_interpreter' } as const;
    itCosts('https://platform.openai.com/docs/pricing', [
      ['', '2026-08-03', { sessions: 10 }, '0.3', container], // 10 × 0.03
    ]);
    itCostsAbout('https://github.com/simonw/llm/issues/1592', [
      ['', '2026-08-04', { sessions: 10 }, '0.3', container], // 10 × 0.03, if each ran for 20 minutes
      ['', '2026-11-25', { sessions: 10 }, '1.2', { ...container, variant: '4g' }], // 10 × 0.12
      ['', '2026-11-25', { sessions: 10 }, '19.2', { ...container, variant: '64g' }], // 10 × 1.92
    ]);
  });
});
