import { stringify } from 'csv-stringify/sync';
import { decimalFromFraction, times } from '#core/money/fraction.ts';
import { decimalFromNanoUsd, divideHalfEven, type Fraction, fractionFromDecimal, oneDollar } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { unitHolding } from '#core/time/period.ts';
import { withoutControls } from '#show/escape.ts';
import { capitalized, dayRuns, inWords } from '#show/phrases.ts';
import { harmlessCell } from '#show/text-table.ts';
import { unpricedList } from '../answers/words.ts';
import type { Charge, NotCharged } from './charges.ts';
import { type FocusQuantity, focusQuantity, oneCharge } from './focus-units.ts';

/** Charges as a FOCUS dataset in CSV (RFC 4180) with a header row, in chunks. Null is an empty cell. */
export async function* focusCsv(charges: AsyncIterable<Charge>): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)]);
  for await (const charge of charges) {
    const facts = factsOf(charge);
    yield stringify([
      Object.entries(columns).map(([name, cellOf]) => (numericColumns.has(name) ? cellOf(facts) : harmlessCell(cellOf(facts) ?? ''))),
    ]);
  }
}

/** What several columns say of a charge. Only usage has a quantity, a price and a SKU; a credit is of none. */
function factsOf(charge: Charge) {
  const isCredit = charge.costNanoUsd < 0n;
  const month = unitHolding('month', charge.day);
  const common = { ...charge, isCredit, month, cost: decimalFromNanoUsd(charge.costNanoUsd) };
  return isCredit
    ? { ...common, counted: null, skuId: null, list: { cost: common.cost, unitPrice: null, isFromBook: false } }
    : { ...common, ...pricedFacts(charge), skuId: charge.subject || serviceName };
}

function pricedFacts({ quantity, costNanoUsd, listPrice }: Charge) {
  const isCounted = quantity !== null && (quantity.count > 0 || (quantity.count === 0 && costNanoUsd === 0n));
  const counted = isCounted ? focusQuantity(quantity) : oneCharge;
  return { counted, list: listFacts(counted, costNanoUsd, listPrice.nanoUsdPerUnit) };
}

/** The book's price, or the price that was billed if the book has none. Both are written with 18 decimals at most. */
function listFacts({ priced, unitsPriced }: FocusQuantity, costNanoUsd: bigint, list: Fraction | null) {
  const isFromBook = list !== null && unitsPriced !== null;
  const quantity = fractionFromDecimal(decimalFromFraction(priced, 18));
  const billed =
    quantity.numerator === 0n ? zero : times({ numerator: costNanoUsd, denominator: 1n }, quantity.denominator, quantity.numerator);
  const perUnit = isFromBook ? times(list, unitsPriced.numerator, unitsPriced.denominator) : billed;
  const unitPrice = decimalFromFraction(times(perUnit, 1n, oneDollar), 18);
  const { numerator, denominator } = fractionFromDecimal(unitPrice);
  const cost = decimalFromNanoUsd(divideHalfEven(numerator * quantity.numerator * oneDollar, denominator * quantity.denominator));
  return { cost, unitPrice, isFromBook };
}

const zero: Fraction = { numerator: 0n, denominator: 1n };
const serviceName = 'OpenAI API';

/**
 * The columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification): all mandatory ones, the recommended and
 * conditional ones that OpenAI's data can fill, and some of our own.
 *
 * OpenAI gives no contracted price and no invoice, so contracted cost is billed cost (FOCUS 1.2, "Contracted Cost", where the
 * unit price is null). List cost is what the price book says.
 */
const columns: Readonly<Record<string, (facts: Facts) => string | null>> = {
  BilledCost: ({ cost }) => cost,
  BillingAccountId: ({ account }) => account.id,
  BillingAccountName: ({ account }) => account.name,
  BillingCurrency: () => 'USD',
  BillingPeriodEnd: ({ month }) => startOf(month.to),
  BillingPeriodStart: ({ month }) => startOf(month.from),
  ChargeCategory: ({ isCredit }) => (isCredit ? 'Credit' : 'Usage'),
  ChargeClass: () => null,
  ChargeDescription: charge => descriptionOf(charge) || null,
  ChargeFrequency: ({ isCredit }) => (isCredit ? 'One-Time' : 'Usage-Based'),
  ChargePeriodEnd: ({ day }) => startOf(addDays(day, 1)),
  ChargePeriodStart: ({ day }) => startOf(day),
  ConsumedQuantity: ({ counted }) => counted?.consumed ?? null,
  ConsumedUnit: ({ counted }) => counted?.unit ?? null,
  ContractedCost: ({ cost }) => cost,
  EffectiveCost: ({ cost }) => cost,
  InvoiceIssuerName: () => 'OpenAI',
  ListCost: ({ list }) => list.cost,
  ListUnitPrice: ({ list }) => list.unitPrice,
  PricingCategory: ({ isCredit }) => (isCredit ? null : 'Standard'),
  PricingQuantity: ({ counted }) => (counted === null ? null : decimalFromFraction(counted.priced, 18)),
  PricingUnit: ({ counted }) => counted?.pricingUnit ?? null,
  ProviderName: () => 'OpenAI',
  PublisherName: () => 'OpenAI',
  ServiceCategory: () => 'AI and Machine Learning',
  ServiceName: () => serviceName,
  ServiceSubcategory: () => 'Generative AI',
  SkuId: ({ skuId }) => skuId,
  SkuMeter: ({ skuId, unit }) => (skuId === null || unit === null ? null : capitalized(inWords(unit))),
  SkuPriceDetails: priceDetailsOf,
  SkuPriceId: priceIdOf,
  SubAccountId: ({ project }) => project?.id ?? null,
  SubAccountName: ({ project }) => project?.name ?? project?.id ?? null,
  Tags: tagsOf,
  x_CostBasis: ({ basis }) => basis,
  x_IsApproximate: ({ isApproximate }) => String(isApproximate),
  x_ListPriceBasis: ({ isCredit, list }) => (isCredit ? null : list.isFromBook ? 'price book' : 'as billed'),
};

/** These must stay numbers, although a credit starts with a minus sign. spendbot writes them, so they are safe. */
const numericColumns: ReadonlySet<string> = new Set([
  'BilledCost',
  'EffectiveCost',
  'ContractedCost',
  'ListCost',
  'ListUnitPrice',
  'ConsumedQuantity',
  'PricingQuantity',
]);

/** OpenAI's label unchanged; for an estimate, the same in our words: `gpt-4o-2024-08-06, input tokens, batch`. */
function descriptionOf({ lineItem, subject, unit, tier }: Charge): string {
  if (lineItem !== null) return lineItem;
  return [subject, unit === null ? '' : inWords(unit), tier === 'default' ? '' : (tier ?? '')].filter(Boolean).join(', ');
}

type Facts = ReturnType<typeof factsOf>;

/** What the price is of: `gpt-4o-2024-08-06, cached input tokens, batch`. The same in every account, and on every day. */
function priceIdOf({ skuId, unit, counted, listPrice: { tier, variant, isLongContext } }: Facts): string | null {
  if (skuId === null) return null;
  // A price of one charge is another than that of one unit.
  const isPerCharge = counted === oneCharge;
  return [skuId, unit === null ? '' : inWords(unit), variant, tier, isLongContext ? 'long context' : '', isPerCharge ? 'per charge' : '']
    .filter(Boolean)
    .join(', ');
}

/** Properties that FOCUS doesn't define are prefixed. */
function priceDetailsOf({ skuId, listPrice: { tier, variant, isLongContext } }: Facts): string | null {
  if (skuId === null) return null;
  return JSON.stringify({
    x_ServiceTier: tier,
    ...(variant === '' ? {} : { x_Variant: variant }),
    ...(isLongContext ? { x_ContextLength: 'long' } : {}),
  });
}

/** A charge's user, key, tier and operation as provider tags, which FOCUS wants prefixed. */
function tagsOf({ user, key, tier, operation }: Charge): string | null {
  const known = Object.entries({
    'openai/user_id': user?.id,
    'openai/user': user?.name,
    'openai/api_key_id': key?.id,
    'openai/api_key': key?.name,
    'openai/service_tier': tier,
    'openai/operation': operation,
  }).filter(([, value]) => value !== null && value !== undefined);
  return known.length === 0 ? null : JSON.stringify(Object.fromEntries(known));
}

function startOf(day: Day): string {
  return `${day}T00:00:00Z`;
}

/** What an export of charges leaves out, each on a line with its line break; empty if it is complete. */
export function notChargedLines({ unpriced, missingDays }: NotCharged): string[] {
  return [
    ...(missingDays.length === 0 ? [] : [`Not in the export, not collected yet: ${dayRuns(missingDays)}`]),
    ...(unpriced.length === 0 ? [] : [`Not in the export, no price is known: ${unpricedList(unpriced)}`]),
  ].map(withoutControls);
}
