/**
 * What a FOCUS 1.2 dataset breaks of the specification's rules: mandatory columns, nullability, types and allowed values
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
  ];
}

const notNull = [
  ...['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost'],
  ...['BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart', 'ChargePeriodEnd', 'ChargePeriodStart'],
  ...['ChargeCategory', 'InvoiceIssuerName', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
];
const mandatory = [...notNull, 'BillingAccountName', 'ChargeClass', 'ChargeDescription', 'PricingQuantity', 'PricingUnit'];
const known = [
  ...mandatory,
  ...['ChargeFrequency', 'ConsumedQuantity', 'ConsumedUnit', 'InvoiceId', 'PricingCategory', 'ServiceSubcategory'],
  ...['SkuId', 'SkuMeter', 'SubAccountId', 'SubAccountName', 'Tags'],
];

const numeric = /^-?\d+(\.\d+)?(E-?\d+)?$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const formats: Readonly<Record<string, RegExp>> = {
  ...{ BilledCost: numeric, ContractedCost: numeric, EffectiveCost: numeric, ListCost: numeric },
  ...{ ConsumedQuantity: numeric, PricingQuantity: numeric },
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
    ...(row.ChargeCategory === 'Usage' && row.PricingCategory === '' ? ['PricingCategory of usage is null'] : []),
    ...(row.SkuId === '' && row.SkuMeter !== '' ? ['SkuMeter without SkuId'] : []),
    ...(row.BillingPeriodStart?.endsWith('-01T00:00:00Z') ? [] : ['BillingPeriodStart is not the first of a month']),
    ...(isWithin(row) ? [] : ['the charge lies outside of its billing period']),
    ...tagProblems(row.Tags ?? ''),
  ];
}

function isWithin({ BillingPeriodStart = '', BillingPeriodEnd = '', ChargePeriodStart = '', ChargePeriodEnd = '' }): boolean {
  return BillingPeriodStart <= ChargePeriodStart && ChargePeriodStart < ChargePeriodEnd && ChargePeriodEnd <= BillingPeriodEnd;
}

/** Key-Value Format: an object of plain values; Tags: a provider's keys are prefixed. */
function tagProblems(tags: string): string[] {
  if (tags === '') return [];
  const parsed: unknown = JSON.parse(tags);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return ['Tags is no object'];
  return Object.entries(parsed).flatMap(([key, value]) => [
    ...(key.startsWith('openai/') ? [] : [`the tag ${key} has no prefix`]),
    ...(typeof value === 'string' ? [] : [`the tag ${key} is no text`]),
  ]);
}
