import Papa from 'papaparse';
import { expect, it, onTestFinished } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { BillingTerms } from '../../../demo/openai/billing/billing-terms.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { organization } from '../../../demo/openai/team.ts';
import { runCli, standInCliVariables } from '../../support/run-cli.ts';
import { focusProblems } from './focus-problems.ts';

const now = new Date('2026-11-22T12:00:00Z');
const first = '2026-11-16';

interface Exported {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly columns: readonly string[];
  readonly openAi: OpenAiStandIn;
}

/** The charges of the stand-in's team since `from`, of which the last days have not settled. */
async function exported(billing: BillingTerms = {}, identity: ('rows' | 'header')[] = ['rows'], from = first): Promise<Exported> {
  const openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null }, billing, identity });
  const days = ['--from', from, '--to', '2026-11-22'] as const;
  onTestFinished(() => openAi.close());
  const variables = standInCliVariables(openAi);
  expect(await runCli(['collect', ...days], variables)).toMatchObject({ code: 0 });
  const { stdout } = await runCli(['export', ...days, '--format', 'focus'], variables);
  const { data, meta } = Papa.parse<Record<string, string>>(stdout.trimEnd(), { header: true });
  return { rows: data, columns: meta.fields ?? [], openAi };
}

it.each<[string, BillingTerms]>([
  ['at list price', {}],
  ['at 90 %, in parts', { level: 0.9, parts: { firstHours: 3, lastHours: 20 } }],
  ['without quantities', { quantities: false }],
  ['for nothing', { level: 0 }],
])('the charges of a team that is billed %s follow the rules of FOCUS', async (_, billing) => {
  const { rows, columns } = await exported(billing);
  expect(rows.length).toBeGreaterThan(300);
  expect(accountsOf(rows)).toEqual([[organization.id, organization.name]]);
  expect(focusProblems(columns, rows)).toEqual([]);
});

it('what a team saves is the difference of list cost and billed cost', async () => {
  const { rows } = await exported({ level: 0.9, credits: [] });
  const listed = rows.filter(row => row.x_ListPriceBasis === 'price book' && row.x_CostBasis === 'billed');
  expect(listed.length).toBeGreaterThan(200);
  const off = listed.filter(({ BilledCost = '', ListCost = '' }) => {
    const difference = nanoUsdFromDecimal(BilledCost) * 10n - nanoUsdFromDecimal(ListCost) * 9n;
    return difference > 20n || difference < -20n;
  });
  expect(off.map(({ ChargeDescription, BilledCost, ListCost }) => [ChargeDescription, BilledCost, ListCost])).toEqual([]);
});

it('a bill without quantities takes them from the usage that it is for', async () => {
  const [without, with_] = [await exported({ quantities: false }), await exported()];
  const settled = ({ ChargePeriodStart = '', ChargeDescription = '' }: Readonly<Record<string, string>>) =>
    ChargePeriodStart < '2026-11-18' && /^gpt-4o-2024-08-06, (input|output)$/.test(ChargeDescription);
  const short = (row: Readonly<Record<string, string>>) => [row.ChargePeriodStart, row.SkuPriceId, row.PricingQuantity, row.ListUnitPrice];
  expect(without.rows.filter(settled).length).toBeGreaterThan(3);
  expect(without.rows.filter(settled).map(short)).toEqual(with_.rows.filter(settled).map(short));
});

it('the account is what a header says of it where no row names the organization', async () => {
  expect(accountsOf((await exported({}, ['header'], '2026-11-21')).rows)).toEqual([[organization.id, 'admin']]);
});

it('the account has an id of its own where OpenAI does not name the organization', async () => {
  const [[id, name] = [], ...more] = accountsOf((await exported({}, [], '2026-11-21')).rows);
  expect([more, name]).toEqual([[], 'admin']);
  expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

function accountsOf(rows: Exported['rows']): (string | undefined)[][] {
  const accounts = rows.map(({ BillingAccountId, BillingAccountName }) => [BillingAccountId, BillingAccountName]);
  return [...new Map(accounts.map(account => [account.join(), account])).values()];
}
