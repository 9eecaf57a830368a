import { decimalFromFraction } from '#core/money/fraction.ts';
import type { Fraction } from '#core/money/nano-usd.ts';
import { naturalUnit, usdPerNaturalUnit } from '#core/prices/natural-unit.ts';
import type { PriceChange } from '#core/prices/price-changes.ts';
import type { QuantityName } from '#core/usage/usage-row.ts';
import { formatCount } from '#show/format-figures.ts';
import { inWords, plural } from '#show/phrases.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { strongLine, type TextLine, warningLines } from '#show/terminal/text-line.ts';
import type { PriceUpdateView } from './update-view.ts';

/** What fetching a price list brought, for a terminal. */
export function priceUpdateText(view: PriceUpdateView, terminal: Terminal): TextLine[] {
  const { address, format, fetchedOn, models, changes, refused, unconfirmed, unknownUnits } = view;
  const list = format === 'litellm' ? 'LiteLLM’s map' : "spendbot's format";
  const differing = changes.filter(({ known, isUsed }) => known !== null && !isUsed);
  return [
    `${address}: ${plural(models, 'model')} in ${list}, fetched ${fetchedOn}`,
    ...section(
      'New: nothing else has a price for these',
      changes.filter(({ known }) => known === null),
      terminal,
    ),
    ...section(
      'Moved, and used',
      changes.filter(({ known, isUsed }) => known !== null && isUsed),
      terminal,
    ),
    ...section('Differs from the price book, which is still used', differing, terminal),
    ...leftOutLines(unconfirmed),
    ...(unknownUnits.length === 0 ? [] : [`Left out: ${unknownUnits.join(', ')}, which this spendbot can't count`]),
    ...warningLines(refused.map(change => `Refused: ${doubtWords(change)}`)),
    ...outcomeLines(view, differing),
  ];
}

/** `gpt-4o input tokens is $0.00 per 1M tokens; supplement 2026-11-30 says $2.50: a price that becomes zero`. */
export function doubtWords(change: PriceChange): string {
  const { doubt, unit, nanoUsdPerUnit, known } = change;
  const why =
    doubt === 'becomes zero'
      ? 'a price that becomes zero'
      : known === null
        ? 'out of proportion to its default price'
        : 'a move of more than fivefold';
  const before = known === null ? '' : `; ${known.price.source} ${known.price.version} says ${dollars(known.nanoUsdPerUnit, unit)}`;
  return `${nameOf(change)} is ${dollars(nanoUsdPerUnit, unit)} per ${naturalUnit(unit).name}${before}: ${why}`;
}

function outcomeLines({ outcome, address, refused }: PriceUpdateView, differing: readonly PriceChange[]): string[] {
  const command = `spendbot prices update ${address} --accept`;
  if (outcome === 'refused') {
    const models = [...new Set(refused.map(({ model }) => model))].filter(model => model !== '*');
    return ['Nothing of the list was kept. If these prices are right:', `  ${[command, ...models.slice(0, 10)].join(' ')}`];
  }
  return [
    ...(differing.length === 0 ? [] : ['To use the list’s prices of a model in place of the book’s:', `  ${command} MODEL`]),
    outcome === 'kept'
      ? 'Kept. Estimates made before stay as they are until their days are collected again or `spendbot reprice` is run.'
      : 'The list says nothing new.',
  ];
}

function leftOutLines(unconfirmed: readonly PriceChange[]): string[] {
  const zeros = unconfirmed.filter(({ nanoUsdPerUnit }) => nanoUsdPerUnit.numerator === 0n);
  const others = unconfirmed.filter(({ nanoUsdPerUnit }) => nanoUsdPerUnit.numerator !== 0n);
  return [
    ...(zeros.length === 0 ? [] : [`Left out, $0.00 that nothing confirms: ${zeros.map(nameOf).join('; ')}`]),
    ...others.map(change => `Left out: ${doubtWords(change)}`),
  ];
}

function section(title: string, changes: readonly PriceChange[], terminal: Terminal): TextLine[] {
  if (changes.length === 0) return [];
  const columns = ['Price of', 'From', 'Known', 'List', 'Per'].map(column => ({
    title: column,
    align: 'left' as const,
    isWrapped: true as const,
  }));
  const rows = changes.map(change => [
    nameOf(change),
    change.from,
    change.known === null ? '–' : `${dollars(change.known.nanoUsdPerUnit, change.unit)} (${change.known.price.source})`,
    dollars(change.nanoUsdPerUnit, change.unit),
    naturalUnit(change.unit).name,
  ]);
  return [strongLine(`${title} (${changes.length})`), ...drawTable({ columns, rows }, terminal), ''];
}

function nameOf(change: PriceChange): string {
  return `${change.model === '*' ? 'every model' : change.model} ${changeNameOf(change)}`;
}

/** `input tokens, batch`. */
export function changeNameOf({ unit, operation, variant, tier, above }: PriceChange): string {
  const of = [operation, variant, tier].flatMap(text => (text ? text.replaceAll('_', ' ') : []));
  const long = above === null ? [] : [`requests above ${formatCount(above)} tokens`];
  return [inWords(unit), ...of, ...long].join(', ');
}

/** `$2.50`; what doesn't end is rounded. */
export function dollars(rate: Fraction, unit: QuantityName): string {
  const decimal = usdPerNaturalUnit(rate, unit);
  const [whole = '0', decimals = ''] = decimal.length > 14 ? rounded(rate, unit).split('.') : decimal.split('.');
  return `$${whole}.${decimals.padEnd(2, '0')}`;
}

function rounded({ numerator, denominator }: Fraction, unit: QuantityName): string {
  const scaled = (numerator * BigInt(naturalUnit(unit).per)) / (denominator * 1000n);
  return decimalFromFraction({ numerator: scaled, denominator: 1_000_000n }, 6);
}

/** What `prices update --json` prints. `usd` and `knownUsd` are exact for `per` units. */
export function priceUpdateJson(view: PriceUpdateView) {
  const { address, format, fetchedOn, version, models, outcome, changes, refused, unconfirmed, unknownUnits } = view;
  return {
    ...{ address, format, fetchedOn, version, models, outcome },
    new: changes.filter(({ known }) => known === null).map(changeJson),
    moved: changes.filter(({ known }) => known !== null).map(changeJson),
    refused: refused.map(changeJson),
    leftOut: [...unconfirmed.map(changeJson), ...unknownUnits.map(unit => ({ unit }))],
  };
}

export function changeJson({ model, unit, operation, variant, tier, above, from, known, nanoUsdPerUnit, isUsed, doubt }: PriceChange) {
  return {
    ...{ model, unit, operation, variant, tier, aboveInputTokens: above, from },
    usd: usdPerNaturalUnit(nanoUsdPerUnit, unit),
    knownUsd: known === null ? null : usdPerNaturalUnit(known.nanoUsdPerUnit, unit),
    per: naturalUnit(unit).per,
    knownFrom: known === null ? null : { source: known.price.source, version: known.price.version },
    ...{ isUsed, doubt },
  };
}
