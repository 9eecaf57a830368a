import { describe } from 'vitest';
import { formerPricingPage, itCosts } from './price-rows.ts';

const M = 1_000_000;
const training = { operation: 'fine_tuning' } as const;

describe('what a row of a fine-tuned model, or of training one, costs', () => {
  describe('models tuned from gpt-3.5-turbo, before and after they became cheaper', () => {
    itCosts('https://openai.com/index/gpt-3-5-turbo-fine-tuning-and-api-updates/', [
      // 1M × 12 + 1M × 16
      ['ft:gpt-3.5-turbo-0613:acme::abc', '2023-08-22', { inputTokens: M, outputTokens: M }, '28'],
      ['ft:gpt-3.5-turbo-0613:acme:bot:abc', '2023-11-05', { inputTokens: M, outputTokens: M }, '28'],
      // 1M × 12
      ['ft:gpt-3.5-turbo:acme::abc', '2023-11-05', { inputTokens: M }, '12'],
    ]);
    itCosts('https://openai.com/index/new-models-and-developer-products-announced-at-devday/', [
      // 1M × 3 + 1M × 6
      ['ft:gpt-3.5-turbo-0613:acme::abc', '2023-11-06', { inputTokens: M, outputTokens: M }, '9'],
      ['ft:gpt-3.5-turbo-1106:acme::abc', '2023-11-06', { inputTokens: M, outputTokens: M }, '9'],
      ['ft:gpt-3.5-turbo-0125:acme::abc', '2026-03-01', { inputTokens: M, outputTokens: M }, '9'],
    ]);
  });

  describe('models tuned from gpt-4o', () => {
    itCosts('https://openai.com/index/gpt-4o-fine-tuning/', [
      // 1M × 3.75 + 1M × 1.875 + 1M × 15
      ['ft:gpt-4o-2024-08-06:acme:bot:9aB', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '20.625'],
      // 1M × 3.75 + 1M × 15
      ['ft:gpt-4o-2024-08-06', '2026-03-01', { inputTokens: M, outputTokens: M }, '18.75'],
      ['ft:gpt-4o:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '18.75'],
      // a checkpoint between two steps of training: 1M × 15
      ['ft:gpt-4o-2024-08-06:acme:bot:9aB:ckpt-step-90', '2026-03-01', { outputTokens: M }, '15'],
      // half of 1M × 3.75 + 1M × 15
      ['ft:gpt-4o-2024-08-06:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '9.375', { serviceTier: 'batch' }],
    ]);
    itCosts(formerPricingPage, [
      // 1M × 0.3 + 1M × 1.2
      ['ft:gpt-4o-mini-2024-07-18:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '1.5'],
      ['ft:gpt-4o-mini:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '1.5'],
      // 1M × 0.15 of the cached input
      ['ft:gpt-4o-mini-2024-07-18:acme::x', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '0.15'],
    ]);
  });

  describe('models tuned from gpt-4.1', () => {
    itCosts(formerPricingPage, [
      // 1M × 3 + 1M × 0.75 + 1M × 12
      ['ft:gpt-4.1-2025-04-14:acme::x', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '15.75'],
      // 1M × 0.8 + 1M × 3.2
      ['ft:gpt-4.1-mini-2025-04-14:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '4'],
      // 1M × 0.2 of the cached input
      ['ft:gpt-4.1-mini-2025-04-14:acme::x', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '0.2'],
      // 1M × 0.2 + 1M × 0.8
      ['ft:gpt-4.1-nano-2025-04-14:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '1'],
      // 1M × 0.05 of the cached input
      ['ft:gpt-4.1-nano-2025-04-14:acme::x', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '0.05'],
      // 1M × 4 + 1M × 16
      ['ft:o4-mini-2025-04-16:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '20'],
      // 1M × 1 of the cached input
      ['ft:o4-mini-2025-04-16:acme::x', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '1'],
    ]);
  });

  describe('models tuned from the oldest bases', () => {
    itCosts('https://openai.com/index/gpt-3-5-turbo-fine-tuning-and-api-updates/', [
      // 1M × 12 + 1M × 12
      ['ft:davinci-002:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '24'],
      // 1M × 1.6 + 1M × 1.6
      ['ft:babbage-002:acme::x:ckpt-step-84', '2026-03-01', { inputTokens: M, outputTokens: M }, '3.2'],
    ]);
  });

  describe('training, under the name of the base', () => {
    itCosts('https://openai.com/index/gpt-4o-fine-tuning/', [
      // 2M × 25
      ['gpt-4o-2024-08-06', '2026-03-01', { trainingTokens: 2 * M }, '50', training],
      // the same in every tier
      ['gpt-4o-2024-08-06', '2026-03-01', { trainingTokens: 2 * M }, '50', { ...training, serviceTier: 'batch' }],
    ]);
    itCosts(formerPricingPage, [
      // 2M × 3
      ['gpt-4o-mini-2024-07-18', '2026-03-01', { trainingTokens: 2 * M }, '6', training],
      // 1M × 5
      ['gpt-4.1-mini-2025-04-14', '2026-03-01', { trainingTokens: M }, '5', training],
      // 1M × 25
      ['gpt-4.1-2025-04-14', '2025-04-14', { trainingTokens: M }, '25', training],
      // 2M × 1.5
      ['gpt-4.1-nano-2025-04-14', '2026-03-01', { trainingTokens: 2 * M }, '3', training],
    ]);
    itCosts('https://openai.com/index/gpt-3-5-turbo-fine-tuning-and-api-updates/', [
      // 1M × 8
      ['gpt-3.5-turbo-0125', '2026-03-01', { trainingTokens: M }, '8', training],
      // 125 × 8/M = 0.001
      ['gpt-3.5-turbo-0613', '2023-09-01', { trainingTokens: 125 }, '0.001', training],
      // 1M × 6
      ['davinci-002', '2026-03-01', { trainingTokens: M }, '6', training],
      // 1M × 0.4
      ['babbage-002', '2026-03-01', { trainingTokens: M }, '0.4', training],
    ]);
  });
});
