import { describe } from 'vitest';
import { itCosts } from './support/price-rows.ts';

const M = 1_000_000;

describe('what a row costs', () => {
  describe('text models of the library', () => {
    itCosts([
      // 800 × 2.5/M + 200 × 1.25/M + 50 × 10/M = 0.002 + 0.00025 + 0.0005
      ['gpt-4o-2024-08-06', '2026-03-01', { requests: 10, inputTokens: 1000, cachedInputTokens: 200, outputTokens: 50 }, '0.00275'],
      // 1M × 5 + 1M × 15: the first snapshot kept its price
      ['gpt-4o-2024-05-13', '2026-03-01', { inputTokens: M, outputTokens: M }, '20'],
      // 3 × 0.15/M = 0.00000045, 450 nano-dollars
      ['gpt-4o-mini-2024-07-18', '2026-03-01', { inputTokens: 3 }, '0.00000045'],
      // 1 × 0.075/M = 75 nano-dollars
      ['gpt-4o-mini', '2026-03-01', { inputTokens: 1, cachedInputTokens: 1 }, '0.000000075'],
      // 1M × 30 + 1M × 60
      ['gpt-4-0613', '2026-03-01', { inputTokens: M, outputTokens: M }, '90'],
      // 2M × 0.02
      ['text-embedding-3-small', '2026-03-01', { inputTokens: 2 * M }, '0.04', { operation: 'embedding' }],
      // 1 × 0.13/M = 130 nano-dollars
      ['text-embedding-3-large', '2026-03-01', { inputTokens: 1 }, '0.00000013', { operation: 'embedding' }],
      // 100k × 15/M + 10k × 60/M
      ['o1-2024-12-17', '2026-03-01', { inputTokens: 100_000, outputTokens: 10_000 }, '2.1'],
      // 1M × 1.1 + 1M × 4.4
      ['o4-mini-2025-04-16', '2026-03-01', { inputTokens: M, outputTokens: M }, '5.5'],
      // an alias that the library lists: 1M × 1.25
      ['gpt-5-2025-08-07', '2026-03-01', { inputTokens: M }, '1.25'],
      // a pattern that is anchored at both ends: 1M × 0.1
      ['gpt-6-luna-2026-10-01', '2026-11-01', { requests: 1000, inputTokens: 200_000 }, '0.02'],
    ]);
  });

  describe('days on which a price changed', () => {
    itCosts([
      // 1M × 2 + 1M × 2
      ['gpt-3.5-turbo', '2023-06-12', { inputTokens: M, outputTokens: M }, '4'],
      // 1M × 1.5 + 1M × 2
      ['gpt-3.5-turbo', '2023-06-13', { inputTokens: M, outputTokens: M }, '3.5'],
      ['gpt-3.5-turbo', '2024-02-15', { inputTokens: M, outputTokens: M }, '3.5'],
      // 1M × 0.5 + 1M × 1.5
      ['gpt-3.5-turbo', '2024-02-16', { inputTokens: M, outputTokens: M }, '2'],
      ['text-embedding-ada-002-v2', '2023-06-12', { inputTokens: M }, '0.4', { operation: 'embedding' }],
      ['text-embedding-ada-002-v2', '2023-06-13', { inputTokens: M }, '0.1', { operation: 'embedding' }],
      // 1M × 5 + 1M × 15
      ['gpt-4o', '2024-10-01', { inputTokens: M, outputTokens: M }, '20'],
      // 1M × 2.5 + 1M × 10
      ['gpt-4o', '2024-10-02', { inputTokens: M, outputTokens: M }, '12.5'],
      // 1M × 1.5 + 1M × 12
      ['o1-mini', '2025-01-30', { inputTokens: M, cachedInputTokens: M, outputTokens: M }, '13.5'],
      // 1M × 0.55 + 1M × 4.4
      ['o1-mini-2024-09-12', '2025-01-31', { inputTokens: M, cachedInputTokens: M, outputTokens: M }, '4.95'],
      // 1M × 10 + 1M × 2.5 + 1M × 40: the library has 0.5 for cached input, which came later
      ['o3', '2025-06-09', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '52.5'],
      // 1M × 2 + 1M × 0.5 + 1M × 8
      ['o3-2025-04-16', '2025-06-10', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '10.5'],
      // the library's own history: 1M × 5 → 1M × 4
      ['gpt-5.6-sol', '2026-08-20', { requests: 10, inputTokens: 200_000, outputTokens: 10_000 }, '1.3'], // 200k × 5/M + 10k × 30/M
      ['gpt-5.6-sol', '2026-08-21', { requests: 10, inputTokens: 200_000, outputTokens: 10_000 }, '1'], // 200k × 4/M + 10k × 20/M
      // ft:gpt-3.5-turbo: 12 + 16 → 3 + 6
      ['ft:gpt-3.5-turbo-0613:acme::abc', '2023-11-05', { inputTokens: M, outputTokens: M }, '28'],
      ['ft:gpt-3.5-turbo-0613:acme::abc', '2023-11-06', { inputTokens: M, outputTokens: M }, '9'],
    ]);
  });

  describe('models that the library has by prefix only', () => {
    itCosts([
      // 1M × 0.05 + 1M × 0.4
      ['gpt-5-nano-2025-08-07', '2026-03-01', { inputTokens: M, outputTokens: M }, '0.45'],
      // 100k × 75/M
      ['gpt-4.5-preview-2025-02-27', '2025-06-01', { inputTokens: 100_000 }, '7.5'],
      // 1M × 3 + 1M × 12
      ['computer-use-preview-2025-03-11', '2026-03-01', { inputTokens: M, outputTokens: M }, '15'],
      // 1M × 2 + 1M × 2
      ['davinci-002', '2026-03-01', { inputTokens: M, outputTokens: M }, '4'],
      // 1M × 0.4 + 1M × 0.4
      ['babbage-002', '2026-03-01', { inputTokens: M, outputTokens: M }, '0.8'],
    ]);
  });

  describe('fine-tuned models and training', () => {
    itCosts([
      // 1M × 3.75 + 1M × 1.875 + 1M × 15
      ['ft:gpt-4o-2024-08-06:acme:bot:9aB', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '20.625'],
      // 1M × 0.3 + 1M × 1.2
      ['ft:gpt-4o-mini-2024-07-18:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '1.5'],
      // 1M × 3 + 1M × 0.75 + 1M × 12
      ['ft:gpt-4.1-2025-04-14:acme::x', '2026-03-01', { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M }, '15.75'],
      // 1M × 0.8 + 1M × 3.2
      ['ft:gpt-4.1-mini-2025-04-14:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '4'],
      // 1M × 0.05 of the cached input
      ['ft:gpt-4.1-nano-2025-04-14:acme::x', '2026-03-01', { inputTokens: M, cachedInputTokens: M }, '0.05'],
      // 1M × 12 + 1M × 12
      ['ft:davinci-002:acme::x', '2026-03-01', { inputTokens: M, outputTokens: M }, '24'],
      // 1M × 1.6
      ['ft:babbage-002:acme::x:ckpt-step-84', '2026-03-01', { inputTokens: M }, '1.6'],
      // 2M × 25
      ['gpt-4o-2024-08-06', '2026-03-01', { trainingTokens: 2 * M }, '50', { operation: 'fine_tuning' }],
      // 2M × 3
      ['gpt-4o-mini-2024-07-18', '2026-03-01', { trainingTokens: 2 * M }, '6', { operation: 'fine_tuning' }],
      // 1M × 8
      ['gpt-3.5-turbo-0125', '2026-03-01', { trainingTokens: M }, '8', { operation: 'fine_tuning' }],
    ]);
  });

  describe('service tiers', () => {
    itCosts([
      // half of 1M × 2.5 + 1M × 10
      ['gpt-4o-2024-08-06', '2026-03-01', { inputTokens: M, outputTokens: M }, '6.25', { serviceTier: 'batch' }],
      // half of 1 × 0.15/M = 75 nano-dollars
      ['gpt-4o-mini', '2026-03-01', { inputTokens: 1 }, '0.000000075', { serviceTier: 'flex' }],
      // half of 1M × 0.02
      ['text-embedding-3-small', '2026-03-01', { inputTokens: M }, '0.01', { serviceTier: 'batch', operation: 'embedding' }],
      // flex of gpt-5.4: half of 100k × 2.5/M, but 100k cached × 0.13/M by its own row = 0.125 + 0.013
      ['gpt-5.4', '2026-03-10', { inputTokens: 200_000, cachedInputTokens: 100_000 }, '0.138', { serviceTier: 'flex' }],
      // batch of the same: half of 100k × 2.5/M + half of 100k × 0.25/M = 0.125 + 0.0125
      ['gpt-5.4', '2026-03-10', { inputTokens: 200_000, cachedInputTokens: 100_000 }, '0.1375', { serviceTier: 'batch' }],
      // priority has rows of its own: 1M × 2.5 + 1M × 20
      ['gpt-5', '2026-03-01', { inputTokens: M, outputTokens: M }, '22.5', { serviceTier: 'priority' }],
      // 1M × 3.5 + 1M × 0.875 + 1M × 14
      [
        'gpt-4.1-2025-04-14',
        '2026-03-01',
        { inputTokens: 2 * M, cachedInputTokens: M, outputTokens: M },
        '18.375',
        { serviceTier: 'priority' },
      ],
      // tools cost the same in every tier: 7 × 0.03
      ['', '2026-03-01', { sessions: 7 }, '0.21', { operation: 'code_interpreter', serviceTier: 'batch' }],
      ['', '2026-03-01', { calls: 1000 }, '2.5', { operation: 'file_search', serviceTier: 'flex' }],
    ]);
  });

  describe('long context', () => {
    itCosts([
      // trap: ten requests of 100k in one bucket are short ones: 1M × 4 + 10k × 20/M = 4.20, not 8.30
      ['gpt-5.6-sol', '2026-08-21', { requests: 10, inputTokens: M, outputTokens: 10_000 }, '4.2'],
      // one request of 1M is a long one, wholly: 1M × 8 + 10k × 30/M
      ['gpt-5.6-sol', '2026-08-21', { requests: 1, inputTokens: M, outputTokens: 10_000 }, '8.3'],
      // the long price begins at 272,000 tokens: 271,999 × 2.5/M = 0.6799975
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 271_999 }, '0.6799975'],
      // 272,000 × 5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 272_000 }, '1.36'],
      // cached tokens count towards the length and have a long price too: 200k × 5/M + 100k × 0.5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 300_000, cachedInputTokens: 100_000 }, '1.05'],
      // half of 300k × 5/M
      ['gpt-5.4', '2026-04-01', { requests: 1, inputTokens: 300_000 }, '0.75', { serviceTier: 'batch' }],
    ]);
  });

  describe('cache writes', () => {
    itCosts([
      // 3,500 × 10/M + 4,000 × 1/M + 1,500 × 12.5/M + 700 × 50/M = 0.035 + 0.004 + 0.01875 + 0.035
      [
        'gpt-6-astra',
        '2026-11-01',
        { requests: 9, inputTokens: 9000, cachedInputTokens: 4000, cacheWriteTokens: 1500, outputTokens: 700 },
        '0.09275',
      ],
    ]);
  });

  describe('rounding', () => {
    itCosts([
      // 1 × 0.005/M = 5 nano-dollars; half of it 2.5, to the even 2
      ['gpt-5-nano', '2026-03-01', { inputTokens: 1, cachedInputTokens: 1 }, '0.000000002', { serviceTier: 'batch' }],
      // 3 × 2.5 = 7.5 nano-dollars, to the even 8
      ['gpt-5-nano', '2026-03-01', { inputTokens: 3, cachedInputTokens: 3 }, '0.000000008', { serviceTier: 'batch' }],
      // 125 + 12.5 = 137.5 nano-dollars, to the even 138; rounded line by line it would be 125 + 12
      ['gpt-5-mini', '2026-03-01', { inputTokens: 2, cachedInputTokens: 1 }, '0.000000138', { serviceTier: 'batch' }],
      // large amounts stay exact: 1e12 × 2.5/M
      ['gpt-4o', '2026-03-01', { inputTokens: 1_000_000_000_000 }, '2500000'],
    ]);
  });
});
