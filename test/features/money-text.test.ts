import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { checkFeature } from '#features/check/feature.ts';
import { checkJson } from '#features/check/json.ts';
import { reconcile } from '#features/check/reconcile.ts';
import { checkText } from '#features/check/text.ts';
import { pricesFeature } from '#features/prices/feature.ts';
import { priceBookJson, pricesJson, repriceJson } from '#features/prices/json.ts';
import { repriceText } from '#features/prices/text.ts';
import type { RepriceView } from '#features/prices/view.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { draws } from '../support/part-of.ts';
import { absurdCheck, absurdPriceBook, absurdPrices } from '../support/views/absurd-money-views.ts';
import { check, priceBook, pricesOfGpt4o } from '../support/views/money-views.ts';
import { usd } from '../support/views/views.ts';
import { billed, estimated } from './support/reconcile-parts.ts';

describe('a check on a terminal', () => {
  it('has the verdict first, then each gap and its reason, then models and days side by side', () => {
    expect(terminalText(checkText(check(), wholeText)).split('\n')).toEqual([
      // 5 of the $100.00 estimated
      'OpenAI billed $105.00, $5.00 (5%) more than estimated: o3 input tokens (another price than in the book) +$30.00, credit −$25.00.',
      '',
      // 100 × 30 ÷ 130
      'o3, input tokens: billed $130.00, estimated $100.00: +$30.00 (+30%)',
      '  Billed at another price than the price book has: a negotiated one (set it under "prices" in spendbot.yml), or one that has changed',
      '  10 Nov',
      'credit: billed −$25.00, nothing estimated',
      '  A credit from OpenAI, which no usage shows',
      '  10 Nov',
      'gpt-7-preview, 1,200 input tokens: no price is known',
      '',
      '  Model or line item  Difference   Billed  Estimated  % of estimate',
      '  o3-2025-04-16          +$30.00  $130.00    $100.00         +30.0%',
      '  credit                 −$25.00  −$25.00      $0.00              –',
      '  Total                   +$5.00  $105.00    $100.00          +5.0%',
      '',
      '  Day     Difference   Billed  Estimated  % of estimate',
      '  10 Nov      +$5.00  $105.00    $100.00          +5.0%',
      '  Total       +$5.00  $105.00    $100.00          +5.0%',
      '',
      '  10 Nov 2026, by UTC day · Difference: billed less usage × list price. Only differences over 1% and over $1 are explained',
    ]);
  });

  it('says nothing of what rounding leaves, and names what is too small to be a gap', () => {
    const [source] = check().sources;
    const withBill = (usd: number) =>
      terminalText(
        checkText(
          check({
            sources: source
              ? [
                  {
                    ...source,
                    reconciliation: reconcile({
                      estimated: [estimated({ usd: 100 })],
                      billed: [billed('o3-2025-04-16, input', usd)],
                      earlyDays: new Set(),
                    }),
                  },
                ]
              : [],
          }),
          wholeText,
        ),
      );
    const rounded = withBill(100.000000001);
    expect(rounded).toMatch(/^Estimated and billed agree to the cent: \$100\.00\.\n/);
    expect(rounded).toMatch(/o3-2025-04-16 +– +\$100\.00 +\$100\.00 +–\n/);
    expect(rounded).not.toContain('Everything');
    expect(withBill(100.5)).toContain('Everything of o3: +$0.50');
  });

  it('is the same in JSON, with the verdict first and money as decimal strings', () => {
    const json = checkJson(check());
    expect(Object.keys(json)).toEqual(['verdict', 'period', 'total', 'gaps', 'sources', 'priceChanges', 'changes']);
    expect(json.total).toEqual({
      ...{ billedUsd: '105.000000000', estimatedUsd: '100.000000000', differenceUsd: '5.000000000', differencePercent: 5 },
    });
    expect(json.gaps.map(({ subject, reason }) => [subject, reason])).toEqual([
      ['o3-2025-04-16', 'price'],
      ['credit', 'credit'],
    ]);
    expect(json.sources[0]?.byModel.map(({ model, differenceUsd }) => [model, differenceUsd])).toEqual([
      ['o3-2025-04-16', '30.000000000'],
      ['credit', '-25.000000000'],
    ]);
    expect(json.sources[0]?.byLineItem.map(({ lineItem }) => lineItem)).toEqual(['o3-2025-04-16, input tokens', 'credit']);
    expect(json.sources[0]?.byDay).toMatchObject([{ day: '2026-11-10', billedUsd: '105.000000000' }]);
  });
});

describe('prices on a terminal', () => {
  it('has the prices of today by tier, and of all days with their pages if asked for', () => {
    const text = terminalText(pricesFeature.text(pricesOfGpt4o(), wholeText));
    expect(text).toMatch(/^gpt-4o costs \$2\.50 in, \$1\.25 cached, \$10\.00 out per 1M tokens\n/);
    expect(text).toMatch(/^ {2}default +\$2\.50 +\$1\.250 +\$10\.00\n {2}batch or flex +\$1\.25 +\$0\.625 +\$5\.00$/m);
    expect(text).toMatch(/^ {2}web search +\$10\.00 per 1k calls$/m);
    expect(text).toMatch(/\n {2}Prices of other days are known from 13 May 2024 on: spendbot prices gpt-4o history$/);
    const all = terminalText(pricesFeature.text({ ...pricesOfGpt4o(), isHistoryShown: true }, wholeText));
    expect(all).toMatch(/^ {2}default +\$5\.00 · – · \$15\.00 +13 May – 1 Oct 2024 +\[1\]$/m);
    expect(all).toMatch(/^ {2}batch or flex +\$1\.25 · \$0\.625 · \$5\.00 +since 2 Oct 2024 +\[\d\]$/m);
    expect(all).toContain('[1] spendbot’s list of 30 Nov 2026, https://openai.com/index/hello-gpt-4o/');
  });

  it('has longer requests and other kinds of tokens in rows of their own', () => {
    const of = (model: string) =>
      terminalText(pricesFeature.text({ ...pricesOfGpt4o(), model, prices: createPriceBook(null).pricesOf(model) }, wholeText));
    expect(of('gpt-5.5')).toMatch(/^ {2}batch or flex, requests above 272,000 tokens +\$5\.00 +\$0\.50 +\$22\.50$/m);
    expect(of('gpt-image-1')).toMatch(/^ {2}images +\$10\.00 +\$2\.500 +\$40\.00$/m);
    expect(of('dall-e-3')).toMatch(/^dall-e-3 costs \$0\.04–\$0\.12 per image\n/);
  });

  it('say what each model that was used costs, which have no price, and where prices come from', () => {
    const text = terminalText(pricesFeature.text(priceBook(), wholeText));
    expect(text).toMatch(/^ {2}gpt-7-preview: no price of input tokens is known, last used 20 Nov 2026$/m);
    expect(text).toMatch(/^ {2}USD per 1M tokens +In +Cached +Out\n {2}gpt-4o +\$2\.50 +\$1\.25 +\$10\.00\n/m);
    expect(text).toMatch(/^ {2}gpt-7-preview +no price$/m);
    // Billed by the minute, counted by the session.
    expect(text).toMatch(/^ {2}code interpreter, 4g +about \$0\.12 per session$/m);
    const history = terminalText(pricesFeature.text({ ...priceBook(), isHistoryShown: true }, wholeText));
    expect(history).toMatch(/in this order, in\n {2}1\. spendbot’s list of 30 Nov 2026\n {2}2\. genai-prices 0\.1\.8\n {2}3\. as billed: /);
    expect(history).toMatch(
      /code interpreter, 4g +about \$0\.12\/session +since 4 Aug 2026 +\[(\d)\][\s\S]*\[\1\] spendbot’s list of [^,]+, https:\S+ \(Billed by the minute with five at least/,
    );
  });

  it('are exact in JSON', () => {
    const [first] = pricesJson(pricesOfGpt4o()).prices;
    expect(first).toMatchObject({ unit: 'inputTokens', tier: 'default', from: '2024-05-13', to: '2024-10-01', usd: '5', per: 1_000_000 });
    expect(priceBookJson(priceBook()).models.used[1]).toMatchObject({ model: 'gpt-7-preview', unpricedUnits: ['inputTokens'] });
  });
});

describe('repricing on a terminal', () => {
  const repriced = (shown: RepriceView) => terminalText(repriceText(shown, wholeText));
  const view: RepriceView = {
    ...{ kind: 'reprice', from: '2026-11-01', to: '2026-11-02', isDryRun: true, rowCount: 1200, changedRowCount: 2 },
    ...{ beforeNanoUsd: usd(10), afterNanoUsd: usd(12.5) },
    differences: [
      { day: '2026-11-01', source: 'admin', model: 'gpt-7\u001b[2J', beforeNanoUsd: null, afterNanoUsd: usd(4) },
      { day: '2026-11-02', source: 'admin', model: '', beforeNanoUsd: usd(3), afterNanoUsd: usd(1.5) },
    ],
  };

  it('shows the difference by model and day, the sum, and that a dry run kept nothing', () => {
    expect(repriced(view).split('\n')).toEqual([
      '  Day         Model            Old    New  Change',
      '  2026-11-01  gpt-7 [2J   unpriced  $4.00  +$4.00',
      '  2026-11-02  (no model)     $3.00  $1.50  −$1.50',
      'Estimated cost of 1–2 Nov 2026: $10.00 → $12.50 (+$2.50)',
      '2 of 1,200 rows would be priced anew. Nothing was changed: this was a dry run.',
    ]);
    expect(repriced({ ...view, isDryRun: false })).toMatch(/2 of 1,200 rows were priced anew\.$/);
    expect(repriced({ ...view, differences: [], changedRowCount: 0 })).toMatch(/^Nothing changes: .* \(1,200 rows\)\.$/);
    expect(repriced({ ...view, differences: [], rowCount: 0, changedRowCount: 0 })).toBe('There is no usage of 1–2 Nov 2026.');
  });

  it('is the same in JSON', () => {
    expect(repriceJson(view)).toMatchObject({
      ...{ dryRun: true, rows: 1200, changedRows: 2, total: { oldUsd: '10.000000000', newUsd: '12.500000000', changeUsd: '2.500000000' } },
      differences: [{ oldUsd: null, newUsd: '4.000000000', changeUsd: '4.000000000' }, { model: null }],
    });
  });
});

it('no name of a check or a price moves the cursor, rings the bell or turns the line around', () => {
  const lines = fc.oneof(
    absurdCheck.map(view => checkFeature.text(view, wholeText)),
    fc.oneof(absurdPrices, absurdPriceBook).map(view => pricesFeature.text(view, wholeText)),
  );
  fc.assert(
    fc.property(lines, text => {
      expect(terminalText(text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }),
    { numRuns: draws(15), endOnFailure: true },
  );
});
