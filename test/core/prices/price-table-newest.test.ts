import { describe } from 'vitest';
import { itCosts, itCostsAbout, pricingPage } from './price-rows.ts';

const M = 1_000_000;
/** A hundred thousand each of input that was not cached, of input that was, of cache writes, and of output. */
const each = { inputTokens: 300_000, cachedInputTokens: 100_000, cacheWriteTokens: 100_000, outputTokens: 100_000 };
const one = { requests: 1 };
/** The same in one request, which is then a long one. */
const long = { ...one, ...each };
/** Too short in all for a long context, whatever the requests. */
const short = { inputTokens: 150_000, cachedInputTokens: 50_000, cacheWriteTokens: 50_000, outputTokens: 50_000 };
/** A hundred thousand tokens written to the cache for 12 hours. */
const kept = { inputTokens: 100_000, cacheWriteTokens: 100_000, cacheWrite12hTokens: 100_000 };
const batch = { serviceTier: 'batch' } as const;
const flex = { serviceTier: 'flex' } as const;
const priority = { serviceTier: 'priority' } as const;
const fast = { serviceTier: 'fast' } as const;
const ultrafast = { serviceTier: 'ultrafast' } as const;
const decision = { operation: 'decision' } as const;

const modelPage = 'https://developers.openai.com/api/docs/models/';
const terraPage = 'https://developers.openai.com/zh-Hans/api/docs/models/gpt-6.1-terra';
const sol61Page = 'https://www.w3cschool.cn/openai_api/openai-api-docs-gpt-6-1-sol.html';
const fastPage = 'https://openai.com/api-fast-mode/';
const daybreakPage = 'https://github.com/coder/coder/pull/29218';
const portkeyPage = 'https://github.com/Portkey-AI/models/blob/main/pricing/openai.json';
const astraPage = 'https://github.com/BerriAI/litellm/discussions/52347';

describe('what a row of the newest models costs', () => {
  describe('gpt-6.2-sol', () => {
    itCosts(`${modelPage}gpt-6.2-sol`, [
      // 50k × (2 + 0.1 + 2.5 + 10)/M, its first day
      ['gpt-6.2-sol', '2026-11-17', short, '0.73'],
      ['gpt-6.2-sol', '2026-11-25', short, '0.73'],
      // half of it
      ['gpt-6.2-sol', '2026-11-25', short, '0.365', batch],
      ['gpt-6.2-sol', '2026-11-25', short, '0.365', flex],
      // twice it
      ['gpt-6.2-sol', '2026-11-25', short, '1.46', fast],
      ['gpt-6.2-sol', '2026-11-25', short, '1.46', priority],
      // 3 × it through 28 February 2027, 6 × it from 1 March
      ['gpt-6.2-sol', '2026-11-17', short, '2.19', ultrafast],
      ['gpt-6.2-sol', '2027-02-28', short, '2.19', ultrafast],
      ['gpt-6.2-sol', '2027-03-01', short, '4.38', ultrafast],
      ['gpt-6.2-sol', '2027-12-31', short, '4.38', ultrafast],
      // 3 × (100k × 2/M + 10k × 10/M), then 6 ×
      ['gpt-6.2-sol', '2027-02-28', { inputTokens: 100_000, outputTokens: 10_000 }, '0.9', ultrafast],
      ['gpt-6.2-sol', '2027-03-01', { inputTokens: 100_000, outputTokens: 10_000 }, '1.8', ultrafast],
      // 272,000 × 2/M, then 272,001 × 4/M
      ['gpt-6.2-sol', '2026-11-25', { ...one, inputTokens: 272_000 }, '0.544'],
      ['gpt-6.2-sol', '2026-11-25', { ...one, inputTokens: 272_001 }, '1.088004'],
      // 100k × (4 + 0.2 + 5 + 15)/M
      ['gpt-6.2-sol', '2026-11-25', long, '2.42'],
      // half, twice and 6 × it
      ['gpt-6.2-sol', '2026-11-25', long, '1.21', batch],
      ['gpt-6.2-sol', '2026-11-25', long, '4.84', fast],
      ['gpt-6.2-sol', '2027-03-01', long, '14.52', ultrafast],
    ]);
    itCostsAbout(`${modelPage}gpt-6.2-sol`, [
      // several requests that may be long ones are priced as short: 100k × (2 + 0.1 + 2.5 + 10)/M
      ['gpt-6.2-sol', '2026-11-25', { requests: 9, ...each }, '1.46'],
    ]);
  });

  describe('gpt-6.2-astra', () => {
    itCosts(astraPage, [
      // 100k × 8/M + 100k × 0.4/M + 100k × 40/M
      ['gpt-6.2-astra', '2026-11-17', { inputTokens: 200_000, cachedInputTokens: 100_000, outputTokens: 100_000 }, '4.84'],
      // 300k × 16/M + 10k × 60/M
      ['gpt-6.2-astra', '2026-11-25', { ...one, inputTokens: 300_000, outputTokens: 10_000 }, '5.4'],
      // half of 100k × 8/M + 10k × 40/M
      ['gpt-6.2-astra', '2026-11-25', { inputTokens: 100_000, outputTokens: 10_000 }, '0.6', flex],
    ]);
    itCostsAbout(astraPage, [
      // inferred: 100k × 10/M
      ['gpt-6.2-astra', '2026-11-25', { inputTokens: 100_000, cacheWriteTokens: 100_000 }, '1'],
    ]);
    itCostsAbout(`${modelPage}gpt-6.2-sol`, [
      // inferred: 2 × (100k × 8/M + 10k × 40/M)
      ['gpt-6.2-astra', '2026-11-25', { inputTokens: 100_000, outputTokens: 10_000 }, '2.4', fast],
    ]);
  });

  describe('gpt-6.1-terra', () => {
    itCosts(terraPage, [
      // 50k × (1 + 0.05 + 1.25 + 5)/M, its first day
      ['gpt-6.1-terra', '2026-10-26', short, '0.365'],
      // half and twice it
      ['gpt-6.1-terra', '2026-11-25', short, '0.1825', batch],
      ['gpt-6.1-terra', '2026-11-25', short, '0.73', fast],
      // 100k × (2 + 0.1 + 2.5 + 7.5)/M
      ['gpt-6.1-terra', '2026-11-25', long, '1.21'],
      ['gpt-6.1-terra', '2026-11-25', long, '2.42', priority],
    ]);
  });

  describe('gpt-6.1-sol', () => {
    itCosts(sol61Page, [
      // 50k × (2 + 0.1 + 2.5 + 10)/M, its first day
      ['gpt-6.1-sol', '2026-09-29', short, '0.73'],
      ['gpt-6.1-sol-2026-09-29', '2026-11-25', short, '0.73'],
      // half, twice and 6 × it
      ['gpt-6.1-sol', '2026-11-25', short, '0.365', flex],
      ['gpt-6.1-sol', '2026-11-25', short, '1.46', fast],
      ['gpt-6.1-sol', '2026-11-25', short, '4.38', ultrafast],
      // a snapshot in the same tiers
      ['gpt-6.1-sol-2026-09-29', '2026-11-25', short, '4.38', ultrafast],
      // 6 × stays after gpt-6.2-sol's offer has ended
      ['gpt-6.1-sol', '2027-03-01', short, '4.38', ultrafast],
      // 100k × (4 + 0.2 + 5 + 15)/M
      ['gpt-6.1-sol', '2026-11-25', long, '2.42'],
    ]);
  });

  describe('gpt-5.6-sol, whose offer was announced through 21 November 2026', () => {
    itCosts(`${modelPage}gpt-5.6-sol`, [
      // 50k × (4 + 0.4 + 5 + 20)/M, the last day that OpenAI spoke of
      ['gpt-5.6-sol', '2026-11-21', short, '1.47'],
      ['gpt-5.6', '2026-11-21', short, '1.47'],
      ['gpt-5.6-sol-2026-07-09', '2026-11-21', short, '1.47'],
    ]);
    itCostsAbout(`${modelPage}gpt-5.6-sol`, [
      ['gpt-5.6-sol', '2026-11-22', short, '1.47'],
      ['gpt-5.6', '2026-11-25', short, '1.47'],
      // half of it
      ['gpt-5.6-sol', '2026-11-25', short, '0.735', batch],
    ]);
    itCosts(fastPage, [
      // one long request, 2 × (300k × 8/M + 10k × 30/M)
      ['gpt-5.6-sol', '2026-11-21', { ...one, inputTokens: 300_000, outputTokens: 10_000 }, '5.4', fast],
    ]);
    itCostsAbout(fastPage, [
      // 2 × (100k × 4/M + 10k × 20/M)
      ['gpt-5.6-sol', '2026-11-22', { inputTokens: 100_000, outputTokens: 10_000 }, '1.2', priority],
    ]);
    itCosts(daybreakPage, [
      // an alias of it: 50k × (4 + 0.4 + 5 + 20)/M
      ['gpt-daybreak-blue-latest', '2026-09-01', short, '1.47'],
      // 50k × (12.5 + 1.25 + 15.625 + 75)/M
      ['gpt-daybreak-red-latest', '2026-11-25', short, '5.21875'],
      ['gpt-5.6-cyber', '2026-08-11', short, '5.21875'],
    ]);
  });

  describe('cache writes for 12 hours', () => {
    itCosts(`${modelPage}gpt-6.2-sol`, [
      // 100k × 5/M
      ['gpt-6.2-sol', '2026-11-25', kept, '0.5'],
      // 60k × 2.5/M for 30 minutes + 40k × 5/M for 12 hours
      ['gpt-6.2-sol', '2026-11-25', { inputTokens: 100_000, cacheWriteTokens: 100_000, cacheWrite12hTokens: 40_000 }, '0.35'],
      // 300k × 10/M in one long request
      ['gpt-6.2-sol', '2026-11-25', { ...one, inputTokens: 300_000, cacheWriteTokens: 300_000, cacheWrite12hTokens: 300_000 }, '3'],
      // 2 × 100k × 5/M
      ['gpt-6.2-sol', '2026-11-25', kept, '1', fast],
    ]);
    itCosts(terraPage, [
      // 100k × 2.5/M
      ['gpt-6.1-terra', '2026-11-25', kept, '0.25'],
    ]);
    itCostsAbout(pricingPage, [
      // no page gives it for gpt-6-sol: 20k × 2.5/M + 80k × 2 × 2.5/M
      ['gpt-6-sol', '2026-11-25', { inputTokens: 100_000, cacheWriteTokens: 100_000, cacheWrite12hTokens: 80_000 }, '0.45'],
      // 100k × 2 × 12.5/M
      ['gpt-6-astra', '2026-11-25', kept, '2.5'],
    ]);
    itCostsAbout('https://vercel.com/changelog/openai-ultrafast-mode-now-available-on-ai-gateway', [
      // 6 × 100k × 2 × 12.5/M
      ['gpt-6-astra', '2026-11-25', kept, '15', ultrafast],
    ]);
    itCostsAbout(sol61Page, [
      // 100k × 2 × 2.5/M
      ['gpt-6.1-sol', '2026-11-25', kept, '0.5'],
    ]);
  });

  describe('decisions, of which only the input costs', () => {
    itCosts('https://apidog.com/pt/blog/openai-decisions-api/', [
      // 1M × 0.1, their first day
      ['gpt-6-luna', '2026-10-06', { requests: 900, inputTokens: M, outputTokens: 40_000 }, '0.1', decision],
      // (1M − 300k cached − 200k written) × 0.1/M
      [
        'gpt-6-luna',
        '2026-11-25',
        {
          requests: 900,
          inputTokens: M,
          cachedInputTokens: 300_000,
          cacheWriteTokens: 200_000,
          cacheWrite12hTokens: 50_000,
          outputTokens: M,
        },
        '0.05',
        decision,
      ],
      // one of 400k is no dearer for its length: 400k × 0.1/M
      ['gpt-6-luna', '2026-11-25', { ...one, inputTokens: 400_000 }, '0.04', decision],
      // output alone: 5 × 0
      ['gpt-6-luna', '2026-11-25', { outputTokens: 5 }, '0', decision],
    ]);
    itCosts(pricingPage, [
      // the same tokens of a completion: 200k × 0.1/M + 40k × 0.5/M
      ['gpt-6-luna', '2026-11-25', { inputTokens: 200_000, outputTokens: 40_000 }, '0.04'],
    ]);
  });

  describe('priority of gpt-5.1 to gpt-5.5', () => {
    const three = { inputTokens: 200_000, cachedInputTokens: 100_000, outputTokens: 100_000 };
    itCosts(fastPage, [
      // 100k × (12.5 + 1.25 + 75)/M, its first day
      ['gpt-5.5', '2026-04-23', three, '8.875', priority],
      ['gpt-5.5-2026-04-23', '2026-11-25', three, '8.875', fast],
    ]);
    itCosts(portkeyPage, [
      // 100k × (3.5 + 0.35 + 28)/M
      ['gpt-5.3-codex', '2026-11-25', three, '3.185', priority],
      ['gpt-5.2-codex', '2026-11-25', three, '3.185', fast],
      ['gpt-5.2-chat-latest', '2025-12-11', three, '3.185', priority],
      // 100k × (2.5 + 0.25 + 20)/M
      ['gpt-5.1-chat-latest', '2025-11-13', three, '2.275', priority],
    ]);
  });

  describe('names that were missing', () => {
    const three = { inputTokens: 200_000, cachedInputTokens: 100_000, outputTokens: 100_000 };
    itCosts('https://github.com/simonw/llm-prices/pull/66', [
      // 100k × (5 + 0.5 + 30)/M
      ['chat-latest', '2026-05-05', three, '3.55'],
    ]);
    itCosts('https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json', [
      // 100k × (1.25 + 0.125 + 10)/M
      ['gpt-5-search-api', '2026-11-25', three, '1.1375'],
      ['gpt-5-search-api-2025-10-14', '2025-10-14', three, '1.1375'],
    ]);
  });
});
