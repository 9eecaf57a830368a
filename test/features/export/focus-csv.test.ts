import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Charge } from '#features/export/charges.ts';
import { focusCsv } from '#features/export/focus-csv.ts';
import { hostileNames } from '../../support/views/hostile-names.ts';
import { usd } from '../../support/views/views.ts';
import { focusProblems } from './focus-problems.ts';

const charge: Charge = {
  basis: 'billed',
  day: '2026-11-30',
  account: { id: 'org-acme', name: 'Acme' },
  subject: 'gpt-4o-2024-08-06',
  lineItem: 'gpt-4o-2024-08-06, cached input',
  unit: 'cachedInputTokens',
  quantity: { count: 1_302_033, unit: 'cachedInputTokens' },
  costNanoUsd: usd(1.25),
  isApproximate: false,
  project: { id: 'proj_a', name: 'Search' },
  user: null,
  key: { id: 'key_a', name: 'nightly' },
  operation: null,
  tier: 'batch',
  // $1.25 for a million tokens
  listPrice: { nanoUsdPerUnit: { numerator: 1250n, denominator: 1n }, tier: 'batch', variant: '', isLongContext: false },
};

async function written(...charges: readonly Charge[]) {
  let csv = '';
  for await (const piece of focusCsv(each(charges))) csv += piece;
  const { data, errors, meta } = Papa.parse<Record<string, string>>(csv.replace(/\n$/, ''), { header: true });
  expect(errors).toEqual([]);
  return { rows: data, columns: meta.fields ?? [] };
}

async function* each(charges: readonly Charge[]): AsyncGenerator<Charge> {
  yield* charges;
}

async function rowOf(changes: Partial<Charge>): Promise<Record<string, string>> {
  const { rows } = await written({ ...charge, ...changes });
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
}

describe('a charge in FOCUS', () => {
  it('says what it cost, when, to whom it belongs, and for how much of what', async () => {
    expect(await rowOf({})).toEqual({
      ...{ BilledCost: '1.250000000', EffectiveCost: '1.250000000', ContractedCost: '1.250000000' },
      // 1.302033 million at $1.25
      ...{ ListCost: '1.627541250', ListUnitPrice: '1.25' },
      ...{ BillingAccountId: 'org-acme', BillingAccountName: 'Acme', BillingCurrency: 'USD' },
      ...{ BillingPeriodStart: '2026-11-01T00:00:00Z', BillingPeriodEnd: '2026-12-01T00:00:00Z' },
      ...{ ChargePeriodStart: '2026-11-30T00:00:00Z', ChargePeriodEnd: '2026-12-01T00:00:00Z' },
      ...{ ChargeCategory: 'Usage', ChargeClass: '', ChargeFrequency: 'Usage-Based', PricingCategory: 'Standard' },
      ChargeDescription: 'gpt-4o-2024-08-06, cached input',
      ...{ ConsumedQuantity: '1302033', ConsumedUnit: 'Tokens', PricingQuantity: '1.302033', PricingUnit: '1000000 Tokens' },
      ...{ InvoiceIssuerName: 'OpenAI', ProviderName: 'OpenAI', PublisherName: 'OpenAI', ServiceName: 'OpenAI API' },
      ...{ ServiceCategory: 'AI and Machine Learning', ServiceSubcategory: 'Generative AI' },
      ...{ SkuId: 'gpt-4o-2024-08-06', SkuMeter: 'Cached input tokens', SubAccountId: 'proj_a', SubAccountName: 'Search' },
      ...{ SkuPriceId: 'gpt-4o-2024-08-06, cached input tokens, batch', SkuPriceDetails: '{"x_ServiceTier":"batch"}' },
      Tags: '{"openai/api_key_id":"key_a","openai/api_key":"nightly","openai/service_tier":"batch"}',
      ...{ x_CostBasis: 'billed', x_IsApproximate: 'false', x_ListPriceBasis: 'price book' },
    });
  });

  it('is a credit when OpenAI gives money back, which is for no quantity', async () => {
    const row = await rowOf({
      costNanoUsd: usd(-25),
      subject: 'credit',
      lineItem: 'credit',
      unit: null,
      project: null,
      key: null,
      tier: null,
    });
    expect(row).toMatchObject({ BilledCost: '-25.000000000', ChargeCategory: 'Credit', ChargeFrequency: 'One-Time', PricingCategory: '' });
    expect(row).toMatchObject({ ConsumedQuantity: '', PricingQuantity: '', SubAccountId: '', SubAccountName: '', Tags: '' });
    expect(row).toMatchObject({
      SkuId: '',
      SkuMeter: '',
      SkuPriceId: '',
      SkuPriceDetails: '',
      ListUnitPrice: '',
      ListCost: '-25.000000000',
    });
  });

  it('has no SKU if it is a credit for a model', async () => {
    expect(await rowOf({ costNanoUsd: -1n })).toMatchObject({ SkuId: '', SkuMeter: '', SkuPriceId: '', PricingUnit: '' });
  });

  it('is at the price that was billed where no list has one', async () => {
    const unlisted = {
      listPrice: { ...charge.listPrice, nanoUsdPerUnit: null },
      quantity: { count: 3_000_000, unit: 'inputTokens' },
    } as const;
    // $1.25 / 3 million
    const row = { ListUnitPrice: '0.416666666666666667', ListCost: '1.250000000', x_ListPriceBasis: 'as billed' };
    expect(await rowOf(unlisted)).toMatchObject(row);
  });

  it.each([
    ['is not known', null],
    ['is zero', { count: 0, unit: 'inputTokens' }],
    ['is negative', { count: -4, unit: 'inputTokens' }],
  ] as const)('is one charge at its cost if its quantity %s', async (_, quantity) => {
    const one = { PricingQuantity: '1', PricingUnit: 'Charges', ConsumedQuantity: '1', ConsumedUnit: 'Charges' };
    expect(await rowOf({ quantity })).toMatchObject({
      ...one,
      ListUnitPrice: '1.25',
      ListCost: '1.250000000',
      x_ListPriceBasis: 'as billed',
      SkuPriceId: 'gpt-4o-2024-08-06, cached input tokens, batch, per charge',
    });
  });

  it('costs nothing at list price for nothing', async () => {
    const nothing = { quantity: { count: 0, unit: 'inputTokens' }, costNanoUsd: 0n } as const;
    expect(await rowOf(nothing)).toMatchObject({ PricingQuantity: '0', ListUnitPrice: '1.25', ListCost: '0.000000000' });
  });

  it('is told apart by what else decides its price', async () => {
    const image = {
      subject: 'dall-e-3',
      unit: 'images',
      listPrice: { ...charge.listPrice, tier: 'default', variant: '1024x1024/hd' },
    } as const;
    expect(await rowOf(image)).toMatchObject({
      SkuPriceId: 'dall-e-3, images, 1024x1024/hd, default',
      SkuPriceDetails: '{"x_ServiceTier":"default","x_Variant":"1024x1024/hd"}',
    });
    const long = { listPrice: { ...charge.listPrice, isLongContext: true } };
    expect(await rowOf(long)).toMatchObject({
      SkuPriceId: 'gpt-4o-2024-08-06, cached input tokens, batch, long context',
      SkuPriceDetails: '{"x_ServiceTier":"batch","x_ContextLength":"long"}',
    });
  });

  it.each([
    // 1 minute of 60 seconds, a GiB-hour of 2³⁰ ÷ 24 byte-days, 1,000 tokens
    [{ count: 1, unit: 'seconds' }, '0.000075'],
    [{ count: 1, unit: { inWords: 'gibibyte_hours' } }, '55.924053333333333333'],
    [{ count: 1, unit: { inWords: '1000_tokens' } }, '0.00125'],
    [{ count: 1, unit: { inWords: 'sessions' } }, '0.00000125'],
  ] as const)('has the list price of the unit that %j is priced in', async (quantity, price) => {
    expect(await rowOf({ quantity })).toMatchObject({ ListUnitPrice: price, x_ListPriceBasis: 'price book' });
  });

  it('goes by the id of a project that has no name', async () => {
    expect(await rowOf({ project: { id: 'proj_b', name: null } })).toMatchObject({ SubAccountId: 'proj_b', SubAccountName: 'proj_b' });
  });

  it('is described in our words when it is estimated', async () => {
    const estimated = { basis: 'estimated', lineItem: null, isApproximate: true } as const;
    expect(await rowOf(estimated)).toMatchObject({
      ChargeDescription: 'gpt-4o-2024-08-06, cached input tokens, batch',
      x_CostBasis: 'estimated',
      x_IsApproximate: 'true',
    });
    expect((await rowOf({ ...estimated, tier: 'default', unit: null })).ChargeDescription).toBe('gpt-4o-2024-08-06');
  });

  it.each([
    // 90 ÷ 60, 1,500 ÷ 1,000, 2³¹ ÷ 2³⁰, 2,500 ÷ 10⁶
    [{ count: 90, unit: 'seconds' }, '90 Seconds, 1.5 Minutes'],
    [{ count: 1500, unit: 'calls' }, '1500 Calls, 1.5 1000 Calls'],
    [{ count: 2 ** 31, unit: 'storageByteDays' }, '2147483648 B-Days, 2 GiB-Days'],
    [{ count: 2500, unit: 'characters' }, '2500 Characters, 0.0025 1000000 Characters'],
    [{ count: 3, unit: 'images' }, '3 Images, 3 Images'],
    [{ count: 7, unit: 'requests' }, '7 Requests, 7 Requests'],
    [{ count: 12.5, unit: { inWords: 'gibibyte_hours' } }, '12.5 GiB-Hours, 12.5 GiB-Hours'],
    [{ count: 2, unit: { inWords: '1000_tokens' } }, '2 1000 Tokens, 2 1000 Tokens'],
    [{ count: 30, unit: { inWords: 'duration_seconds' } }, '30 Seconds, 0.5 Minutes'],
    [{ count: 1e21, unit: { inWords: 'tokens' } }, '1000000000000000000000 Tokens, 1000000000000000 1000000 Tokens'],
    [{ count: 4, unit: { inWords: 'new_things' } }, '4 New things, 4 New things'],
    [{ count: 4, unit: { inWords: '=€%' } }, '4 Units, 4 Units'],
  ] as const)('counts %j in the units of FOCUS', async (quantity, expected) => {
    const row = await rowOf({ quantity });
    expect(`${row.ConsumedQuantity} ${row.ConsumedUnit}, ${row.PricingQuantity} ${row.PricingUnit}`).toBe(expected);
  });
});

const anyName = fc.oneof(fc.constantFrom(...hostileNames), fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }));
const anyOwner = fc.option(fc.record({ id: anyName, name: fc.option(anyName) }));
const anyCharge: fc.Arbitrary<Charge> = fc.record({
  basis: fc.constantFrom('billed', 'estimated'),
  day: fc.constantFrom('2024-02-29', '2026-12-31', '2026-11-01'),
  account: fc.record({ id: fc.constantFrom('org-acme', 'second'), name: anyName.filter(name => name.trim() !== '') }),
  subject: fc.oneof(anyName, fc.constant('')),
  lineItem: fc.option(fc.oneof(anyName, fc.constant(''))),
  unit: fc.constantFrom('inputTokens', 'calls', null),
  quantity: fc.option(
    fc.record({
      count: fc.double({ min: 0, max: 1e18, noNaN: true }),
      unit: fc.constantFrom('outputTokens' as const, { inWords: 'tokens' }),
    }),
  ),
  costNanoUsd: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
  isApproximate: fc.boolean(),
  project: anyOwner,
  user: anyOwner,
  key: anyOwner,
  operation: fc.constantFrom('completion', null),
  tier: fc.option(anyName),
  listPrice: fc.record({
    nanoUsdPerUnit: fc.option(
      fc.record({ numerator: fc.bigInt({ min: 0n, max: 10n ** 6n }), denominator: fc.bigInt({ min: 1n, max: 10n ** 6n }) }),
    ),
    tier: fc.constantFrom('default', 'batch'),
    variant: fc.oneof(anyName, fc.constant('')),
    isLongContext: fc.boolean(),
  }),
});

describe('any charges', () => {
  it('load as what they were through a reader that is not ours, and follow the rules of FOCUS', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCharge, { maxLength: 6 }), async charges => {
        const { rows, columns } = await written(...charges);
        expect(rows).toHaveLength(charges.length);
        expect(focusProblems(columns, rows)).toEqual([]);
        for (const [index, row] of rows.entries()) {
          const { costNanoUsd, project, key, user } = charges[index] ?? charge;
          expect(BigInt((row.BilledCost ?? '').replace('.', ''))).toBe(costNanoUsd);
          expect(unharmed(row.SubAccountId)).toBe(project?.id ?? '');
          const tags = JSON.parse(row.Tags || '{}');
          expect([tags['openai/api_key'], tags['openai/user_id']]).toEqual([key?.name ?? undefined, user?.id]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('have no cell that a spreadsheet runs', async () => {
    const { rows } = await written(
      ...hostileNames.map(name => ({ ...charge, subject: name, lineItem: name, project: { id: name, name }, user: { id: name, name } })),
    );
    const text = rows.flatMap(row => [row.SkuId, row.ChargeDescription, row.SubAccountId, row.SubAccountName, row.Tags]);
    expect(text).toHaveLength(5 * hostileNames.length);
    expect(text.filter(cell => /^[=+\-@\t\r\n＝]/.test(cell ?? ''))).toEqual([]);
  });
});

/** A cell without the apostrophe that keeps it from being run. */
function unharmed(cell = ''): string {
  return /^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
