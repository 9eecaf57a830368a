import { fractionFromDecimal } from '#core/money/nano-usd.ts';

/**
 * What a FOCUS 1.2 dataset breaks of the specification's rules: mandatory columns, those of a provider that publishes unit prices and
 * names accounts, nullability, types and allowed values
 * (FinOps Open Cost and Usage Specification 1.2, "Columns" and "Attributes"). Written from the specification, not from our code.
 */
export function focusProblems(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string[] {
  const missing = mandatory.filter(column => !columns.includes(column)).map(column => `${column} is missing`);
  const unknown = columns.filter(column => !known.includes(column) && !/^x_[A-Z][A-Za-z]{1,47}$/.test(column));
  const custom = columns.findIndex(column => column.startsWith('x_'));
  return [
    ...missing,
    ...unknown.map(column => `${column} is no column of FOCUS and not marked as custom`),
    ...(custom >= 0 && columns.slice(custom).some(column => !column.startsWith('x_')) ? ['custom columns are not last'] : []),
    ...rows.flatMap((row, index) => rowProblems(row).map(problem => `row ${index + 1}: ${problem}`)),
    ...parentProblems(rows),
  ];
}

/** A SKU price is of one SKU. */
function parentProblems(rows: readonly Readonly<Record<string, string>>[]): string[] {
  const byPrice = Map.groupBy(rows, row => row.SkuPriceId ?? '');
  const ofSeveral = [...byPrice].filter(([id, own]) => id !== '' && new Set(own.map(({ SkuId }) => SkuId)).size > 1);
  return ofSeveral.map(([id]) => `the price ${id} is of several SKUs`);
}

const notNull = [
  ...['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost'],
  ...['BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargePeriodEnd', 'ChargePeriodStart'],
  ...['BillingAccountName', 'ChargeFrequency'],
  ...['ChargeCategory', 'InvoiceIssuerName', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
];
/** Usage has a SKU, a price and a quantity. */
const notNullForUsage = [
  ...['ConsumedQuantity', 'ConsumedUnit', 'ListUnitPrice', 'PricingCategory', 'PricingQuantity', 'PricingUnit'],
  ...['SkuId', 'SkuPriceId'],
];
const mandatory = [...notNull, ...notNullForUsage, 'ChargeClass', 'ChargeDescription', 'SkuMeter', 'SkuPriceDetails'];
const known = [...mandatory, ...['InvoiceId', 'ServiceSubcategory', 'SubAccountId', 'SubAccountName', 'Tags']];

const numeric = /^-?\d+(\.\d+)?(E-?\d+)?$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
/** Unit Format: a count of things, a size or a time, alone, over another, or so many of them. */
const unit = /^(\d+ )?[A-Za-z][A-Za-z0-9]*(\s+[A-Za-z][A-Za-z0-9]*)*(-(Hours|Days))?$/;
const formats: Readonly<Record<string, RegExp>> = {
  ...{ BilledCost: numeric, ContractedCost: numeric, EffectiveCost: numeric, ListCost: numeric },
  ...{ ConsumedQuantity: numeric, PricingQuantity: numeric, ListUnitPrice: numeric },
  ...{ ConsumedUnit: unit, PricingUnit: unit },
  ...{ BillingPeriodStart: moment, BillingPeriodEnd: moment, ChargePeriodStart: moment, ChargePeriodEnd: moment },
  BillingCurrency: /^[A-Z]{3}$/,
  ChargeCategory: /^(Usage|Purchase|Tax|Credit|Adjustment)$/,
  ChargeClass: /^Correction$/,
  ChargeFrequency: /^(One-Time|Recurring|Usage-Based)$/,
  PricingCategory: /^(Standard|Dynamic|Committed|Other)$/,
  ServiceCategory: /^AI and Machine Learning$/,
  ServiceSubcategory: /^Generative AI$/,
};

function rowProblems(row: Readonly<Record<string, string>>): string[] {
  const together = (a: string, b: string) => ((row[a] === '') === (row[b] === '') ? [] : [`${a} and ${b} are not null together`]);
  return [
    ...notNull.filter(column => (row[column] ?? '').trim() === '').map(column => `${column} is null`),
    ...Object.entries(formats)
      .filter(([column, format]) => row[column] !== '' && !format.test(row[column] ?? ''))
      .map(([column]) => `${column} is "${row[column]}"`),
    ...together('ConsumedQuantity', 'ConsumedUnit'),
    ...together('PricingQuantity', 'PricingUnit'),
    ...together('SubAccountId', 'SubAccountName'),
    ...(row.ChargeCategory !== 'Usage' && row.ConsumedQuantity !== '' ? ['a quantity was consumed that is no usage'] : []),
    ...(row.ChargeCategory === 'Usage'
      ? notNullForUsage.filter(column => row[column] === '').map(column => `${column} of usage is null`)
      : []),
    ...(row.ListUnitPrice?.startsWith('-') ? ['ListUnitPrice is negative'] : []),
    ...listProblems(row),
    ...(row.SkuPriceId === '' && row.SkuPriceDetails !== '' ? ['SkuPriceDetails without SkuPriceId'] : []),
    ...(row.SkuId !== '' && row.ChargeCategory === 'Credit' ? ['a credit is of a SKU'] : []),
    ...keyedProblems('SkuPriceDetails', row.SkuPriceDetails ?? '', 'x_'),
    ...(row.SkuId === '' && row.SkuMeter !== '' ? ['SkuMeter without SkuId'] : []),
    ...(row.BillingPeriodStart?.endsWith('-01T00:00:00Z') ? [] : ['BillingPeriodStart is not the first of a month']),
    ...(isWithin(row) ? [] : ['the charge lies outside of its billing period']),
    ...keyedProblems('Tags', row.Tags ?? '', 'openai/'),
  ];
}

function isWithin({ BillingPeriodStart = '', BillingPeriodEnd = '', ChargePeriodStart = '', ChargePeriodEnd = '' }): boolean {
  return BillingPeriodStart <= ChargePeriodStart && ChargePeriodStart < ChargePeriodEnd && ChargePeriodEnd <= BillingPeriodEnd;
}

/** List cost is the list price times the quantity, to a billionth. */
function listProblems({ ListUnitPrice = '', PricingQuantity = '', ListCost = '' }): string[] {
  if (ListUnitPrice === '' || PricingQuantity === '') return [];
  const [price, quantity, cost] = [ListUnitPrice, PricingQuantity, ListCost].map(fractionFromDecimal);
  if (!price || !quantity || !cost) return ['a list price is no number'];
  const product = { numerator: price.numerator * quantity.numerator, denominator: price.denominator * quantity.denominator };
  const off = product.numerator * cost.denominator - cost.numerator * product.denominator;
  const isOff = (off < 0n ? -off : off) * 1_000_000_000n > product.denominator * cost.denominator;
  return isOff ? [`${ListUnitPrice} × ${PricingQuantity} is not ${ListCost}`] : [];
}

/** Key-Value Format: an object of plain values; keys that FOCUS doesn't define are prefixed. */
function keyedProblems(column: string, text: string, prefix: string): string[] {
  if (text === '') return [];
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return [`${column} is no object`];
  return Object.entries(parsed).flatMap(([key, value]) => [
    ...(key.startsWith(prefix) ? [] : [`${key} in ${column} has no prefix`]),
    ...(typeof value === 'string' ? [] : [`${key} in ${column} is no text`]),
  ]);
}
