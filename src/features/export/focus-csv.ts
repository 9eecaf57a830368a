import { stringify } from 'csv-stringify/sync';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { unitHolding } from '#core/time/period.ts';
import { withoutControls } from '#show/escape.ts';
import { dayRuns, inWords } from '#show/phrases.ts';
import { harmlessCell } from '#show/text-table.ts';
import { unpricedList } from '../answers/words.ts';
import type { Charge, NotCharged } from './charges.ts';
import { capitalized, focusQuantity } from './focus-units.ts';

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

/** What several columns say of a charge. FOCUS allows quantities only for usage. */
function factsOf(charge: Charge) {
  const isCredit = charge.costNanoUsd < 0n;
  return {
    ...charge,
    isCredit,
    month: unitHolding('month', charge.day),
    cost: decimalFromNanoUsd(charge.costNanoUsd),
    counted: focusQuantity(isCredit ? null : charge.quantity),
  };
}

/**
 * The columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification): all mandatory ones, the recommended and
 * conditional ones that OpenAI's data can fill, and two of our own.
 *
 * OpenAI gives no list price, contracted price or invoice, so all four costs are the same (FOCUS 1.2, "List Cost" and
 * "Contracted Cost", where the unit price is null).
 */
const columns: Readonly<Record<string, (facts: ReturnType<typeof factsOf>) => string | null>> = {
  BilledCost: ({ cost }) => cost,
  BillingAccountId: ({ source }) => source,
  BillingAccountName: () => null,
  BillingCurrency: () => 'USD',
  BillingPeriodEnd: ({ month }) => startOf(month.to),
  BillingPeriodStart: ({ month }) => startOf(month.from),
  ChargeCategory: ({ isCredit }) => (isCredit ? 'Credit' : 'Usage'),
  ChargeClass: () => null,
  ChargeDescription: charge => descriptionOf(charge) || null,
  ChargeFrequency: ({ isCredit }) => (isCredit ? 'One-Time' : 'Usage-Based'),
  ChargePeriodEnd: ({ day }) => startOf(addDays(day, 1)),
  ChargePeriodStart: ({ day }) => startOf(day),
  ConsumedQuantity: ({ counted }) => counted.consumed,
  ConsumedUnit: ({ counted }) => counted.unit,
  ContractedCost: ({ cost }) => cost,
  EffectiveCost: ({ cost }) => cost,
  InvoiceIssuerName: () => 'OpenAI',
  ListCost: ({ cost }) => cost,
  PricingCategory: ({ isCredit }) => (isCredit ? null : 'Standard'),
  PricingQuantity: ({ counted }) => counted.priced,
  PricingUnit: ({ counted }) => counted.pricingUnit,
  ProviderName: () => 'OpenAI',
  PublisherName: () => 'OpenAI',
  ServiceCategory: () => 'AI and Machine Learning',
  ServiceName: () => 'OpenAI API',
  ServiceSubcategory: () => 'Generative AI',
  SkuId: ({ subject }) => subject || null,
  SkuMeter: meterOf,
  SubAccountId: ({ project }) => project?.id ?? null,
  SubAccountName: ({ project }) => project?.name ?? project?.id ?? null,
  Tags: tagsOf,
  x_CostBasis: ({ basis }) => basis,
  x_IsApproximate: ({ isApproximate }) => String(isApproximate),
};

/** These must stay numbers, although a credit starts with a minus sign. spendbot writes them, so they are safe. */
const numericColumns: ReadonlySet<string> = new Set([
  'BilledCost',
  'EffectiveCost',
  'ContractedCost',
  'ListCost',
  'ConsumedQuantity',
  'PricingQuantity',
]);

/** OpenAI's label unchanged; for an estimate, the same in our words: `gpt-4o-2024-08-06, input tokens, batch`. */
function descriptionOf({ lineItem, subject, unit, tier }: Charge): string {
  if (lineItem !== null) return lineItem;
  return [subject, unit === null ? '' : inWords(unit), tier === 'default' ? '' : (tier ?? '')].filter(Boolean).join(', ');
}

/** `Cached input tokens`; null if the unit is not known or there is no SKU. */
function meterOf({ subject, unit }: Charge): string | null {
  return subject === '' || unit === null ? null : capitalized(inWords(unit));
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
export function notChargedText({ unpriced, missingDays }: NotCharged): string {
  const lines = [
    ...(missingDays.length === 0 ? [] : [`Not in the export, not collected yet: ${dayRuns(missingDays)}`]),
    ...(unpriced.length === 0 ? [] : [`Not in the export, no price is known: ${unpricedList(unpriced)}`]),
  ];
  return lines.map(line => `${withoutControls(line)}\n`).join('');
}
