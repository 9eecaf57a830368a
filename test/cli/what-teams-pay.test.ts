import Papa from 'papaparse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { BillingTerms } from '../../demo/openai/billing/billing-terms.ts';
import { totalNanoUsd } from '../../demo/openai/charges.ts';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import type { Tamper } from '../../demo/openai/wild/tamper.ts';
import { inRows, plusRow, type WildRow } from '../../demo/openai/wild/wild-rows.ts';
import { runCli, standInCliVariables } from '../support/run-cli.ts';

const now = new Date('2026-11-22T12:00:00Z');

/** The command line of a team that is billed so, with the days from 10 November on collected. */
async function teamBilled(billing: BillingTerms, tampers: readonly Tamper[] = []) {
  const openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null }, billing, tampers });
  onTestFinished(() => openAi.close());
  const variables = standInCliVariables(openAi);
  const said = async (...words: string[]) => (await runCli(words, variables)).stdout;
  await said('collect', '--from', '2026-11-10', '--to', '2026-11-22');
  const asked = async (question: string) => JSON.parse(await said('ask', question, '--json', '--now', now.toISOString()));
  return { said, asked, billedOn: (day: string) => decimalFromNanoUsd(totalNanoUsd(openAi.ledger.charges(day, now))) };
}

describe('a team that owes nothing', () => {
  it.each<[string, BillingTerms]>([
    ['by lines of $0', { level: 0, credits: [] }],
    ['by lines of $0 that come in parts', { level: 0, credits: [], parts: { firstHours: 3, lastHours: 20 } }],
    ['by lines of $0 without quantities', { level: 0, credits: [], quantities: false }],
  ])('is shown $0.00 for every day %s, young ones too, and check says why', async (_, billing) => {
    const { said, asked } = await teamBilled(billing);
    const { series, total } = await asked('last 7d');
    expect(series.map(({ costUsd }: { costUsd: string }) => costUsd)).toEqual(Array(7).fill('0.000000000'));
    expect(total.requests).toBeGreaterThan(100);
    const { gaps } = JSON.parse(await said('check', '--from', '2026-11-12', '--to', '2026-11-21', '--json'));
    const reasons = new Set(
      gaps.map(({ subject, reason }: { subject: string; reason: string }) => (/^(gpt|ft|o\d)/.test(subject) ? reason : '')),
    );
    expect([...reasons].filter(Boolean)).toEqual(['free tokens']);
  });
});

describe('a team that pays less than the list price', () => {
  it.each<[string, number, BillingTerms]>([
    ['10 % less', 0.9, {}],
    ['15 % less, in parts', 0.85, { parts: { firstHours: 3, lastHours: 20 } }],
    ['a third less, without quantities', 0.67, { quantities: false }],
  ])('is shown what it owes for a young day where it pays %s', async (_, level, billing) => {
    const { said, asked, billedOn } = await teamBilled({ ...billing, level, credits: [] });
    const { total } = await asked('2026-11-20');
    expect(total.costUsd).toBe(billedOn('2026-11-20'));
    const { gaps } = JSON.parse(await said('check', '--from', '2026-11-12', '--to', '2026-11-18', '--json'));
    const own = gaps.filter(({ subject }: { subject: string }) => subject === 'gpt-4o-2024-08-06');
    expect(own.map(({ reason }: { reason: string }) => reason)).toEqual(['below list price']);
  });
});

describe('a credit on a young day', () => {
  it.each<[string, NonNullable<BillingTerms['credits']>]>([
    ['of one amount', [{ day: '2026-11-20', usd: 5, lineItem: 'Promotional credit' }]],
    ['larger than the rest of the day', [{ day: '2026-11-20', usd: 5000, lineItem: 'Promotional credit' }]],
    [
      'beside a fee',
      [
        { day: '2026-11-20', usd: 5, lineItem: 'Promotional credit' },
        { day: '2026-11-20', usd: -2, lineItem: 'Support fee' },
      ],
    ],
  ])('%s is a line of its own, and all charges are there', async (_, credits) => {
    const { asked, billedOn } = await teamBilled({ credits });
    const { total, groups, basis } = await asked('by model 2026-11-20');
    expect([basis, total.costUsd]).toEqual(['billed', billedOn('2026-11-20')]);
    const lines = groups.filter(({ key }: { key: { model: string | null } }) => key.model === null);
    const shown = new Map(lines.map((group: { label: { model: string }; costUsd: string }) => [group.label.model, Number(group.costUsd)]));
    for (const { lineItem = '', usd } of credits) expect(shown.get(lineItem), lineItem).toBe(-usd);
  });
});

/** On it all of the new models had a price. */
const newModelsDay = '2026-11-18';

/** One request's worth of usage, and what the bill has for it. */
function plusUse(model: string, [input, output]: readonly [number, number], [inputUsd, outputUsd]: readonly [string, string]): Tamper[] {
  const of = { project_id: 'proj_search', api_key_id: 'key_search_api' };
  const usage: WildRow = {
    object: 'organization.usage.completions.result',
    ...of,
    user_id: null,
    model,
    batch: false,
    service_tier: 'default',
    input_tokens: input,
    output_tokens: output,
    num_model_requests: 1,
  };
  const line = (kind: string, value: string): WildRow => ({
    object: 'organization.costs.result',
    ...of,
    line_item: `${model}, ${kind}`,
    amount: { value, currency: 'usd' },
  });
  const lines = [line('input', inputUsd), line('output', outputUsd)].map(row => inRows('costs', plusRow(row), [newModelsDay]));
  return [inRows('completions', plusRow(usage), [newModelsDay]), ...lines];
}

it('a bill of new models is at list price to the token', async () => {
  const bills: readonly (readonly [string, readonly [number, number], readonly [string, string]])[] = [
    // 47,784 × $1.25 + 1,029 × $10
    ['gpt-5-search-api-2025-10-14', [47_784, 1029], ['0.059730', '0.010290']],
    // 1,200,001 × $5 + 30,000 × $30
    ['chat-latest', [1_200_001, 30_000], ['6.000005', '0.9E0']],
    // 3 × $12.50 + 7 × $75
    ['gpt-5.6-cyber', [3, 7], ['3.75E-5', '0.000525']],
    // 271,999 × $8 + 1 × $40
    ['gpt-6.2-astra', [271_999, 1], ['2.175992', '4e-5']],
  ];
  const { said } = await teamBilled(
    {},
    bills.flatMap(bill => plusUse(...bill)),
  );
  const csv = await said('export', '--from', newModelsDay, '--to', newModelsDay, '--format', 'focus');
  const { data } = Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true });
  for (const [model, tokens, usd] of bills) {
    const rows = data.filter(row => row.SkuId === model);
    expect(rows.map(row => [Number(row.ConsumedQuantity), row.ListCost, row.x_ListPriceBasis])).toEqual(
      tokens.map((count, index) => [count, Number(usd[index]).toFixed(9), 'price book']),
    );
    expect(rows.map(({ BilledCost }) => BilledCost)).toEqual(rows.map(({ ListCost }) => ListCost));
  }
});
