import { stringify } from 'csv-stringify/sync';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { unitHolding } from '#core/time/period.ts';
import { withoutControls } from '#show/escape.ts';
import { dayRuns, inWords } from '#show/phrases.ts';
import { harmlessCell } from '#show/text-table.ts';
import { unpricedList } from '../answers/words.ts';
import type { Charge, ChargedTo, NotCharged } from './charges.ts';
import { type FocusQuantity, focusQuantity } from './focus-units.ts';

/**
 * The columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification): all mandatory ones, the recommended and
 * conditional ones that OpenAI's data can fill, and two of our own.
 */
const columns = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SubAccountId',
  'SubAccountName',
  'Tags',
  'x_CostBasis',
  'x_IsApproximate',
] as const;

type FocusRow = Readonly<Record<(typeof columns)[number], string | null>>;

/** These must stay numbers, although a credit starts with a minus sign. spendbot writes them, so they are safe. */
const numericColumns: readonly string[] = [
  'BilledCost',
  'EffectiveCost',
  'ContractedCost',
  'ListCost',
  'ConsumedQuantity',
  'PricingQuantity',
];

/** Charges as a FOCUS dataset in CSV (RFC 4180) with a header row, in chunks. Null is an empty cell. */
export async function* focusCsv(charges: AsyncIterable<Charge>): AsyncGenerator<string> {
  yield stringify([columns]);
  for await (const charge of charges) {
    const row = focusRow(charge);
    yield stringify([columns.map(column => (numericColumns.includes(column) ? row[column] : harmlessCell(row[column] ?? '')))]);
  }
}

/**
 * One charge as a row. OpenAI gives no list price, contracted price or invoice, so all four costs are the same (FOCUS
 * 1.2, "List Cost" and "Contracted Cost", where the unit price is null).
 */
function focusRow(charge: Charge): FocusRow {
  const { day, source, subject, project } = charge;
  const isCredit = charge.costNanoUsd < 0n;
  const month = unitHolding('month', day);
  const cost = decimalFromNanoUsd(charge.costNanoUsd);
  return {
    ...{ BilledCost: cost, EffectiveCost: cost, ContractedCost: cost, ListCost: cost, BillingCurrency: 'USD' },
    ...{ BillingAccountId: source, BillingAccountName: null },
    ...{ BillingPeriodStart: startOf(month.from), BillingPeriodEnd: startOf(month.to) },
    ...{ ChargePeriodStart: startOf(day), ChargePeriodEnd: startOf(addDays(day, 1)) },
    ...{ ChargeCategory: isCredit ? 'Credit' : 'Usage', ChargeClass: null, ChargeDescription: descriptionOf(charge) || null },
    ...{ ChargeFrequency: isCredit ? 'One-Time' : 'Usage-Based', PricingCategory: isCredit ? null : 'Standard' },
    ...{ InvoiceIssuerName: 'OpenAI', ProviderName: 'OpenAI', PublisherName: 'OpenAI' },
    ...{ ServiceName: 'OpenAI API', ServiceCategory: 'AI and Machine Learning', ServiceSubcategory: 'Generative AI' },
    ...quantityOf(charge, isCredit),
    ...{ SkuId: subject || null, SkuMeter: meterOf(charge) },
    ...{ SubAccountId: project?.id ?? null, SubAccountName: project === null ? null : (project.name ?? project.id) },
    ...{ Tags: tagsOf(charge), x_CostBasis: charge.basis, x_IsApproximate: String(charge.isApproximate) },
  };
}

/** FOCUS allows quantities only for usage. */
function quantityOf(charge: Charge, isCredit: boolean): FocusQuantity {
  return focusQuantity(isCredit ? null : charge.quantity);
}

/** OpenAI's label unchanged; for an estimate, the same in our words: `gpt-4o-2024-08-06, input tokens, batch`. */
function descriptionOf({ lineItem, subject, unit, tier }: Charge): string {
  if (lineItem !== null) return lineItem;
  return [subject, unit === null ? '' : inWords(unit), tier === 'default' ? '' : (tier ?? '')].filter(Boolean).join(', ');
}

/** `Cached input tokens`; null if the unit is not known or there is no SKU. */
function meterOf({ subject, unit }: Charge): string | null {
  if (subject === '' || unit === null) return null;
  const words = inWords(unit);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A charge's user, key, tier and operation as provider tags, which FOCUS wants prefixed. */
function tagsOf({ user, key, tier, operation }: Charge): string | null {
  const tags = {
    ...tagsOfOne('user', user),
    ...tagsOfOne('api_key', key),
    ...(tier === null ? {} : { 'openai/service_tier': tier }),
    ...(operation === null ? {} : { 'openai/operation': operation }),
  };
  return Object.keys(tags).length === 0 ? null : JSON.stringify(tags);
}

function tagsOfOne(name: string, to: ChargedTo | null): Record<string, string> {
  if (to === null) return {};
  return { [`openai/${name}_id`]: to.id, ...(to.name === null ? {} : { [`openai/${name}`]: to.name }) };
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
