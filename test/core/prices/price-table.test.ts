import { describe } from 'vitest';
import { formerPricingPage, itCosts, pricingPage } from './price-rows.ts';

const M = 1_000_000;
const embedding = { operation: 'embedding' } as const;

describe('what a row of text costs', () => {
  describe('models whose price never changed', () => {
    itCosts(pricingPage, [
      // 800 × 2.5/M + 200 × 1.25/M + 50 × 10/M = 0.002 + 0.00025 + 0.0005
      ['gpt-4o-2024-08-06', '2026-03-01', { requests: 10, inputTokens: 1000, cachedInputTokens: 200, outputTokens: 50 }, '0.00275'],
      // 600 × 2.5/M + 400 × 1.25/M = 0.0015 + 0.0005
      ['gpt-4o-2024-11-20', '2026-03-01', { inputTokens: 1000, cachedInputTokens: 400 }, '0.002'],
      // 3 × 0.15/M = 0.00000045, 450 nano-dollars
      ['gpt-4o-mini-2024-07-18', '2026-03-01', { inputTokens: 3 }, '0.00000045'],
      // 1 × 0.075/M = 75 nano-dollars
      ['gpt-4o-mini', '2026-03-01', { inputTokens: 1, cachedInputTokens: 1 }, '0.000000075'],
      // 1M × 30 + 1M × 60
      ['gpt-4-0613', '2026-03-01', { inputTokens: M, outputTokens: M }, '90'],
      // 1M × 10 + 1M × 30
      ['gpt-4-turbo-2024-04-09', '2026-03-01', { inputTokens: M, outputTokens: M }, '40'],
      // 1M × 2 + 1M × 0.5 + 1M × 8
      ['gpt-4.1-2025-04-14', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '10.5'],
      // 1M × 0.4 + 1M × 0.1 + 1M × 1.6
      ['gpt-4.1-mini-2025-04-14', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '2.1'],
      // 4 × 0.025/M = 100 nano-dollars
      ['gpt-4.1-nano-2025-04-14', '2026-03-01', { inputTokens: 4, cachedInputTokens: 4 }, '0.0000001'],
      // 2M × 0.02
      ['text-embedding-3-small', '2026-03-01', { inputTokens: 2 * M }, '0.04', embedding],
      // 1 × 0.13/M = 130 nano-dollars
      ['text-embedding-3-large', '2026-03-01', { inputTokens: 1 }, '0.00000013', embedding],
      // 100k × 15/M + 10k × 60/M
      ['o1-2024-12-17', '2026-03-01', { inputTokens: 100_000, outputTokens: 10_000 }, '2.1'],
      // 1M × 1.1 + 1M × 0.55 + 1M × 4.4
      ['o3-mini-2025-01-31', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '6.05'],
      // 1M × 1.1 + 1M × 4.4
      ['o4-mini-2025-04-16', '2026-03-01', { inputTokens: M, outputTokens: M }, '5.5'],
      // an alias that the library lists: 1M × 1.25
      ['gpt-5-2025-08-07', '2026-03-01', { inputTokens: M }, '1.25'],
      // 1M × 0.25 + 1M × 0.025 + 1M × 2
      ['gpt-5-mini-2025-08-07', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '2.275'],
      // a pattern that is anchored at both ends: 200k × 0.1/M
      ['gpt-6-luna-2026-10-01', '2026-11-01', { requests: 1000, inputTokens: 200_000 }, '0.02'],
    ]);
  });

  describe('gpt-3.5-turbo: the alias moved, its snapshots kept their prices', () => {
    itCosts('https://openai.com/index/introducing-chatgpt-and-whisper-apis/', [
      // 1M × 2 + 1M × 2
      ['gpt-3.5-turbo', '2023-03-01', { inputTokens: M, outputTokens: M }, '4'],
      ['gpt-3.5-turbo', '2023-06-12', { inputTokens: M, outputTokens: M }, '4'],
    ]);
    itCosts('https://openai.com/index/function-calling-and-other-api-updates/', [
      // 1M × 1.5 + 1M × 2
      ['gpt-3.5-turbo', '2023-06-13', { inputTokens: M, outputTokens: M }, '3.5'],
      ['gpt-3.5-turbo', '2024-02-15', { inputTokens: M, outputTokens: M }, '3.5'],
    ]);
    itCosts('https://openai.com/index/new-embedding-models-and-api-updates/', [
      // 1M × 0.5 + 1M × 1.5
      ['gpt-3.5-turbo', '2024-02-16', { inputTokens: M, outputTokens: M }, '2'],
      ['gpt-3.5-turbo', '2026-03-01', { inputTokens: M, outputTokens: M }, '2'],
    ]);
    itCosts(pricingPage, [
      // 1M × 1.5 + 1M × 2
      ['gpt-3.5-turbo-0301', '2024-03-01', { inputTokens: M, outputTokens: M }, '3.5'],
      ['gpt-3.5-turbo-0613', '2024-03-01', { inputTokens: M, outputTokens: M }, '3.5'],
      // 1M × 3 + 1M × 4
      ['gpt-3.5-turbo-16k-0613', '2024-03-01', { inputTokens: M, outputTokens: M }, '7'],
      // 1M × 1 + 1M × 2
      ['gpt-3.5-turbo-1106', '2024-03-01', { inputTokens: M, outputTokens: M }, '3'],
      // 1M × 0.5 + 1M × 1.5
      ['gpt-3.5-turbo-0125', '2024-03-01', { inputTokens: M, outputTokens: M }, '2'],
    ]);
  });

  describe('text-embedding-ada-002', () => {
    itCosts('https://openai.com/index/new-and-improved-embedding-model/', [
      // 1M × 0.4
      ['text-embedding-ada-002', '2022-12-15', { inputTokens: M }, '0.4', embedding],
      ['text-embedding-ada-002-v2', '2023-06-12', { inputTokens: M }, '0.4', embedding],
    ]);
    itCosts('https://openai.com/index/function-calling-and-other-api-updates/', [
      // 1M × 0.1
      ['text-embedding-ada-002-v2', '2023-06-13', { inputTokens: M }, '0.1', embedding],
      ['text-embedding-ada-002', '2026-03-01', { inputTokens: M }, '0.1', embedding],
    ]);
  });

  describe('gpt-4o: the alias moved, its first snapshot kept its price', () => {
    itCosts('https://openai.com/index/hello-gpt-4o/', [
      // 1M × 5 + 1M × 15
      ['gpt-4o', '2024-05-13', { inputTokens: M, outputTokens: M }, '20'],
      ['gpt-4o', '2024-10-01', { inputTokens: M, outputTokens: M }, '20'],
    ]);
    itCosts('https://openai.com/index/api-prompt-caching/', [
      // 1M × 2.5 + 1M × 10
      ['gpt-4o', '2024-10-02', { inputTokens: M, outputTokens: M }, '12.5'],
      // 1M × 2.5 + 1M × 1.25 + 1M × 10
      ['gpt-4o', '2024-10-02', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '13.75'],
    ]);
    itCosts(pricingPage, [
      // 1M × 5 + 1M × 15
      ['gpt-4o-2024-05-13', '2024-10-02', { inputTokens: M, outputTokens: M }, '20'],
      ['gpt-4o-2024-05-13', '2026-03-01', { inputTokens: M, outputTokens: M }, '20'],
    ]);
  });

  describe('models that became cheaper with their snapshots', () => {
    itCosts('https://openai.com/index/api-prompt-caching/', [
      // 1M × 3 + 1M × 12
      ['o1-mini-2024-09-12', '2024-09-12', { inputTokens: M, outputTokens: M }, '15'],
      // 1M × 1.5 + 1M × 12
      ['o1-mini', '2025-01-30', { inputTokens: M, cachedInputTokens: M, outputTokens: M }, '13.5'],
    ]);
    itCosts(formerPricingPage, [
      // 1M × 0.55 + 1M × 4.4
      ['o1-mini-2024-09-12', '2025-01-31', { inputTokens: M, cachedInputTokens: M, outputTokens: M }, '4.95'],
      // 1M × 1.1 + 1M × 4.4
      ['o1-mini', '2025-01-31', { inputTokens: M, outputTokens: M }, '5.5'],
    ]);
    itCosts('https://openai.com/index/introducing-o3-and-o4-mini/', [
      // 1M × 10 + 1M × 2.5 + 1M × 40: the library has 0.5 for cached input, which came later
      ['o3', '2025-06-09', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '52.5'],
      ['o3-2025-04-16', '2025-04-16', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '52.5'],
    ]);
    itCosts('https://community.openai.com/t/o3-is-80-cheaper-and-introducing-o3-pro/1284925', [
      // 1M × 2 + 1M × 0.5 + 1M × 8
      ['o3', '2025-06-10', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '10.5'],
      ['o3-2025-04-16', '2025-06-10', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '10.5'],
    ]);
    itCosts('https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json', [
      // 200k × 5/M + 10k × 30/M
      ['gpt-5.6-sol', '2026-08-20', { requests: 10, inputTokens: 200_000, outputTokens: 10_000 }, '1.3'],
    ]);
    itCosts(pricingPage, [
      // the library's own history: 200k × 2.5/M + 10k × 15/M
      ['gpt-5.6-terra', '2026-07-29', { requests: 10, inputTokens: 200_000, outputTokens: 10_000 }, '0.65'],
      // 200k × 2/M + 10k × 12/M
      ['gpt-5.6-terra', '2026-07-30', { requests: 10, inputTokens: 200_000, outputTokens: 10_000 }, '0.52'],
    ]);
    itCosts('https://developers.openai.com/api/docs/models/gpt-5.6-sol', [
      // 200k × 4/M + 10k × 20/M
      ['gpt-5.6-sol', '2026-08-21', { requests: 10, inputTokens: 200_000, outputTokens: 10_000 }, '1'],
    ]);
  });

  describe('models that the library has by prefix only', () => {
    itCosts(formerPricingPage, [
      // 1M × 0.05 + 1M × 0.4
      ['gpt-5-nano-2025-08-07', '2026-03-01', { inputTokens: M, outputTokens: M }, '0.45'],
      // 1M × 0.005 of the cached input
      ['gpt-5-nano-2025-08-07', '2025-08-07', { inputTokens: M, cachedInputTokens: M }, '0.005'],
      // 1M × 2 + 1M × 2
      ['davinci-002', '2026-03-01', { inputTokens: M, outputTokens: M }, '4'],
      // 1M × 0.4 + 1M × 0.4
      ['babbage-002', '2026-03-01', { inputTokens: M, outputTokens: M }, '0.8'],
    ]);
    itCosts('https://openai.com/index/introducing-gpt-4-5/', [
      // 100k × 75/M
      ['gpt-4.5-preview-2025-02-27', '2025-06-01', { inputTokens: 100_000 }, '7.5'],
      // 1M × 75 + 1M × 37.5 + 1M × 150
      ['gpt-4.5-preview', '2025-02-27', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '262.5'],
    ]);
    itCosts('https://openai.com/index/new-tools-for-building-agents/', [
      // 1M × 3 + 1M × 12
      ['computer-use-preview', '2025-03-11', { inputTokens: M, outputTokens: M }, '15'],
      ['computer-use-preview-2025-03-11', '2026-03-01', { inputTokens: M, outputTokens: M }, '15'],
    ]);
  });
});
