import { describe } from 'vitest';
import { formerPricingPage, itCosts, itCostsAbout, pricingPage } from './price-rows.ts';

const M = 1_000_000;
/** A million each of input that was not cached, of input that was, and of output. */
const each = { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M };
/** The same of a hundred thousand, too short in all for a long context. */
const short = { inputTokens: 200_000, cachedInputTokens: 100_000, outputTokens: 100_000 };
const batch = { serviceTier: 'batch' } as const;
const flex = { serviceTier: 'flex' } as const;
const priority = { serviceTier: 'priority' } as const;
const fast = { serviceTier: 'fast' } as const;
const ultrafast = { serviceTier: 'ultrafast' } as const;
const solPage = 'https://developers.openai.com/api/docs/models/gpt-5.6-sol';
const fastPage = 'https://openai.com/api-fast-mode/';
const priorityPage = 'https://openai.com/api-priority-processing/';

describe('what a row in a tier, a context length or a cache costs', () => {
  describe('batch and flex', () => {
    itCosts(pricingPage, [
      // half of 1M × 2.5 + 1M × 10
      ['gpt-4o-2024-08-06', '2026-03-01', { inputTokens: M, outputTokens: M }, '6.25', batch],
      // half of 1M × 1.25 + 1M × 0.125 + 1M × 10
      ['gpt-5-2025-08-07', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '5.6875', flex],
      // half of 1M × 1.1 + 1M × 4.4
      ['o4-mini-2025-04-16', '2026-03-01', { inputTokens: M, outputTokens: M }, '2.75', flex],
      // half of 1 × 0.15/M = 75 nano-dollars
      ['gpt-4o-mini', '2026-03-01', { inputTokens: 1 }, '0.000000075', flex],
      // half of 1M × 0.02
      ['text-embedding-3-small', '2026-03-01', { inputTokens: M }, '0.01', { ...batch, operation: 'embedding' }],
      // batch of gpt-5.4: half of 100k × 2.5/M + half of 100k × 0.25/M = 0.125 + 0.0125
      ['gpt-5.4', '2026-03-10', { inputTokens: 200_000, cachedInputTokens: 100_000 }, '0.1375', batch],
      // flex of the same: half of 100k × 2.5/M, but 100k cached × 0.13/M by a price of its own = 0.125 + 0.013
      ['gpt-5.4', '2026-03-10', { inputTokens: 200_000, cachedInputTokens: 100_000 }, '0.138', flex],
    ]);
    itCosts('https://openai.com/index/hello-gpt-4o/', [
      // half of the price of the day: 1M × 5 / 2
      ['gpt-4o', '2024-10-01', { inputTokens: M }, '2.5', batch],
    ]);
    itCosts(formerPricingPage, [
      // tools cost the same in every tier: 7 × 0.03
      ['', '2026-03-01', { sessions: 7 }, '0.21', { ...batch, operation: 'code_interpreter' }],
    ]);
    itCosts('https://openai.com/index/new-tools-for-building-agents/', [
      // 1,000 × 2.5/1,000
      ['', '2026-03-01', { calls: 1000 }, '2.5', { ...flex, operation: 'file_search' }],
    ]);
  });

  describe('priority has prices of its own', () => {
    itCosts(priorityPage, [
      // 1M × 2.5 + 1M × 20
      ['gpt-5', '2026-03-01', { inputTokens: M, outputTokens: M }, '22.5', priority],
      // 1M × 0.25, its first day
      ['gpt-5-2025-08-07', '2025-08-07', { inputTokens: M, cachedInputTokens: M }, '0.25', priority],
      // 1M × 3.5 + 1M × 0.875 + 1M × 14
      ['gpt-4.1-2025-04-14', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '18.375', priority],
      // 1M × 4.25 + 1M × 17
      ['gpt-4o-2024-08-06', '2026-03-01', { inputTokens: M, outputTokens: M }, '21.25', priority],
      // 1M × 0.45 + 1M × 3.6
      ['gpt-5-mini', '2026-03-01', { inputTokens: M, outputTokens: M }, '4.05', priority],
      // 1M × 3.5 + 1M × 14
      ['o3-2025-04-16', '2026-03-01', { inputTokens: M, outputTokens: M }, '17.5', priority],
      // 1M × 0.875 of the cached input
      ['o3-2025-04-16', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '0.875', priority],
      // 1M × 2.125 of the cached input
      ['gpt-4o', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '2.125', priority],
      // 1M × 0.045 of the cached input
      ['gpt-5-mini', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '0.045', priority],
      // 1M × 8.75 + 1M × 26.25
      ['gpt-4o-2024-05-13', '2026-03-01', { inputTokens: M, outputTokens: M }, '35', priority],
      // 1M × 0.25 + 1M × 0.125 + 1M × 1
      ['gpt-4o-mini-2024-07-18', '2026-03-01', each, '1.375', priority],
      // 1M × 0.7 + 1M × 0.175 + 1M × 2.8
      ['gpt-4.1-mini-2025-04-14', '2026-03-01', each, '3.675', priority],
      // 1M × 0.2 + 1M × 0.05 + 1M × 0.8
      ['gpt-4.1-nano', '2026-03-01', each, '1.05', priority],
      // 1M × 2 + 1M × 0.5 + 1M × 8
      ['o4-mini-2025-04-16', '2026-03-01', each, '10.5', priority],
      // 1M × 2.5 + 1M × 0.25 + 1M × 20, its first day
      ['gpt-5-codex', '2025-09-23', each, '22.75', priority],
      ['gpt-5.1-2025-11-13', '2025-11-13', each, '22.75', priority],
      ['gpt-5.1-codex', '2026-03-01', each, '22.75', priority],
      // 1M × 3.5 + 1M × 0.35 + 1M × 28
      ['gpt-5.2', '2025-12-11', each, '31.85', priority],
      // 1M × 5 + 1M × 0.5 + 1M × 30
      ['gpt-5.4', '2026-03-05', each, '35.5', priority],
      // 1M × 1.5 + 1M × 0.15 + 1M × 9
      ['gpt-5.4-mini-2026-03-17', '2026-03-17', each, '10.65', priority],
    ]);
  });

  describe('fast is priority by another name', () => {
    itCosts(priorityPage, [
      // 1M × 2.5 + 1M × 0.25 + 1M × 20, as in priority
      ['gpt-5.1', '2026-11-25', each, '22.75', fast],
      // 1M × 5 + 1M × 0.5 + 1M × 30
      ['gpt-5.4', '2026-11-25', each, '35.5', fast],
    ]);
    itCosts(fastPage, [
      // 2 × (100k × 5/M + 100k × 0.5/M + 100k × 30/M), the last day before the price cut
      ['gpt-5.6-sol', '2026-08-20', short, '7.1', priority],
      // 2 × (100k × 4/M + 100k × 0.4/M + 100k × 20/M), the day of the cut
      ['gpt-5.6-sol', '2026-08-21', short, '4.88', priority],
      ['gpt-5.6', '2026-08-21', short, '4.88', fast],
      // 2 × (100k × 2.5/M + 100k × 0.25/M + 100k × 15/M)
      ['gpt-5.6-terra', '2026-07-29', short, '3.55', priority],
      // 2 × (100k × 2/M + 100k × 0.2/M + 100k × 12/M)
      ['gpt-5.6-terra', '2026-07-30', short, '2.84', fast],
      // 2 × (100k × 0.2/M + 100k × 0.02/M + 100k × 1.2/M)
      ['gpt-5.6-luna', '2026-11-25', short, '0.284', priority],
      // a snapshot costs twice its own price: 2 × 100k × 0.2/M
      ['gpt-5.6-luna-2026-07-09', '2026-11-25', { inputTokens: 100_000 }, '0.04', fast],
      // cache writes too: 2 × 100k × 2.5/M
      ['gpt-5.6-terra', '2026-11-25', { inputTokens: 100_000, cacheWriteTokens: 100_000 }, '0.5', priority],
      // one long request: 2 × (400k × 4/M + 10k × 18/M) = 2 × 1.78
      ['gpt-5.6-terra', '2026-11-25', { requests: 1, inputTokens: 400_000, outputTokens: 10_000 }, '3.56', priority],
      // 2 × (100k × 2/M + 10k × 10/M)
      ['gpt-6-sol', '2026-11-25', { requests: 3, inputTokens: 100_000, outputTokens: 10_000 }, '0.6', fast],
      // 2 × (100k × 0.1/M + 100k × 0.01/M + 100k × 0.5/M)
      ['gpt-6-luna', '2026-09-22', short, '0.122', fast],
    ]);
    itCosts('https://github.com/BerriAI/litellm/discussions/39633', [
      // 2 × (100k × 10/M + 100k × 1/M + 100k × 50/M)
      ['gpt-6-astra', '2026-09-03', short, '12.2', fast],
      ['gpt-6-astra', '2026-11-25', short, '12.2', priority],
    ]);
  });

  describe('ultrafast', () => {
    itCosts('https://vercel.com/changelog/openai-ultrafast-mode-now-available-on-ai-gateway', [
      // 6 × (100k × 10/M + 10k × 50/M)
      ['gpt-6-astra', '2026-11-25', { requests: 3, inputTokens: 100_000, outputTokens: 10_000 }, '9', ultrafast],
      // 6 × (100k × 1/M + 100k × 12.5/M)
      ['gpt-6-astra', '2026-09-29', { inputTokens: 200_000, cachedInputTokens: 100_000, cacheWriteTokens: 100_000 }, '8.1', ultrafast],
    ]);
  });

  describe('long context', () => {
    itCostsAbout(solPage, [
      // ten requests of 100k in one bucket are short ones: 1M × 4 + 10k × 20/M = 4.20, not 8.30
      ['gpt-5.6-sol', '2026-08-21', { requests: 10, inputTokens: M, outputTokens: 10_000 }, '4.2'],
    ]);
    itCosts(solPage, [
      // one request of 1M is a long one, wholly: 1M × 8 + 10k × 30/M
      ['gpt-5.6-sol', '2026-08-21', { requests: 1, inputTokens: M, outputTokens: 10_000 }, '8.3'],
      // one request of 300,000: 300k × 8/M
      ['gpt-5.6-sol', '2026-08-21', { requests: 1, inputTokens: 300_000 }, '2.4'],
      // a short one still: 272,000 × 4/M
      ['gpt-5.6-sol', '2026-08-21', { requests: 1, inputTokens: 272_000 }, '1.088'],
    ]);
    itCosts(pricingPage, [
      // the long price is for more than 272,000 tokens: 272,000 × 2.5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 272_000 }, '0.68'],
      // 272,001 × 5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 272_001 }, '1.360005'],
      // 272,000 × 10/M, then 272,001 × 20/M
      ['gpt-6-astra', '2026-11-25', { requests: 1, inputTokens: 272_000 }, '2.72'],
      ['gpt-6-astra', '2026-11-25', { requests: 1, inputTokens: 272_001 }, '5.44002'],
      // 272,000 × 2/M, then 272,001 × 4/M
      ['gpt-6-sol', '2026-11-25', { requests: 1, inputTokens: 272_000 }, '0.544'],
      ['gpt-6-sol', '2026-11-25', { requests: 1, inputTokens: 272_001 }, '1.088004'],
      // cached tokens count towards the length and have a long price too: 200k × 5/M + 100k × 0.5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 300_000, cachedInputTokens: 100_000 }, '1.05'],
      // half of 300k × 5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 300_000 }, '0.75', batch],
    ]);
  });

  describe('cache writes', () => {
    itCosts(pricingPage, [
      // 3,500 × 10/M + 4,000 × 1/M + 1,500 × 12.5/M + 700 × 50/M = 0.035 + 0.004 + 0.01875 + 0.035
      [
        'gpt-6-astra',
        '2026-11-01',
        { requests: 9, inputTokens: 9000, cachedInputTokens: 4000, cacheWriteTokens: 1500, outputTokens: 700 },
        '0.09275',
      ],
      // 8 × 0.125/M = 1,000 nano-dollars
      ['gpt-6-luna', '2026-11-01', { requests: 2, inputTokens: 8, cacheWriteTokens: 8 }, '0.000001'],
    ]);
  });

  describe('rounding, once a row, a half to the even nano-dollar', () => {
    itCosts(pricingPage, [
      // half of 1 × 0.005/M = 2.5 nano-dollars, to the even 2
      ['gpt-5-nano', '2026-03-01', { inputTokens: 1, cachedInputTokens: 1 }, '0.000000002', batch],
      // 3 × 2.5 = 7.5 nano-dollars, to the even 8
      ['gpt-5-nano', '2026-03-01', { inputTokens: 3, cachedInputTokens: 3 }, '0.000000008', batch],
      // 125 + 12.5 = 137.5 nano-dollars, to the even 138; rounded line by line it would be 125 + 12
      ['gpt-5-mini', '2026-03-01', { inputTokens: 2, cachedInputTokens: 1 }, '0.000000138', batch],
    ]);
    itCosts('https://openai.com/index/api-prompt-caching/', [
      // large amounts stay exact: 1e12 × 2.5/M
      ['gpt-4o', '2026-03-01', { inputTokens: 1_000_000_000_000 }, '2500000'],
    ]);
  });
});
