import type { Fraction } from '#core/money/nano-usd.ts';
import type { ListedPrice } from '#core/prices/listing.ts';
import { naturalUnit } from '#core/prices/natural-unit.ts';
import { type QuantityName, toolNames } from '#core/usage/usage-row.ts';
import { formatCount } from '#show/format-figures.ts';
import { capitalized, inWords } from '#show/phrases.ts';
import { billedRateText } from '#show/seen-price-changes.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { dollars } from './update-words.ts';

/** What people ask for first. */
export const tokenWords = ['in', 'cached', 'out'] as const;

/** What a million tokens cost in, cached and out; null for what has no price. */
export type TokenCells = readonly [input: string | null, cached: string | null, output: string | null];

/** Prices of one tier, kind of tokens and length of request. */
export interface GridRow {
  /** `default`, `batch or flex, requests above 272,000 tokens`. */
  readonly name: string;
  readonly cells: TokenCells;
}

/** A price of something else: `web search`, `$10.00`, `1k calls`. */
export interface OtherPrice {
  readonly name: string;
  readonly usd: string;
  readonly per: string;
}

/** Which column a kind of tokens is in, and what its row says of it. */
const places: Readonly<Partial<Record<QuantityName, readonly [kind: string, column: 0 | 1 | 2]>>> = {
  inputTokens: ['', 0],
  cachedInputTokens: ['', 1],
  outputTokens: ['', 2],
  inputAudioTokens: ['audio', 0],
  cachedInputAudioTokens: ['audio', 1],
  outputAudioTokens: ['audio', 2],
  inputImageTokens: ['images', 0],
  cachedInputImageTokens: ['images', 1],
  outputImageTokens: ['images', 2],
};

/** The prices of tokens, in, cached and out in one row: the default tier first, then longer requests, other tiers and other kinds. */
export function gridRows(prices: readonly ListedPrice[]): GridRow[] {
  const found = prices.flatMap(price => {
    const place = places[price.unit];
    if (place === undefined) return [];
    const [kind, column] = place;
    const rates = [
      { above: 0, rate: price.nanoUsdPerUnit },
      ...price.longContext.map(long => ({ above: long.above, rate: long.nanoUsdPerUnit })),
    ];
    return rates.map(({ above, rate }) => ({
      kind,
      column,
      above,
      details: detailsOf(price),
      tier: price.tier ?? 'default',
      usd: priceText(price, rate),
    }));
  });
  const rows = [...Map.groupBy(found, ({ kind, details, tier, above }) => JSON.stringify([kind, details, tier, above])).values()].flatMap(
    alike => alike.slice(0, 1).map(first => ({ ...first, cells: cellsOf(alike) })),
  );
  const sorted = rows.toSorted(
    (a, b) =>
      Number(a.kind !== '') - Number(b.kind !== '') ||
      Number(a.details !== '') - Number(b.details !== '') ||
      Number(a.tier !== 'default') - Number(b.tier !== 'default'),
  );
  const together = Map.groupBy(sorted, ({ kind, details, above, cells }) => JSON.stringify([kind, details, above, cells]));
  return [...together.values()].flatMap(alike =>
    alike.slice(0, 1).map(({ kind, details, above, cells }) => {
      const tiers = alike.map(({ tier }) => tier);
      const names = [
        kind,
        details,
        isPlain(tiers) && (kind !== '' || details !== '' || above > 0) ? '' : tiersText(tiers),
        longText(above),
      ];
      return { name: names.filter(Boolean).join(', '), cells };
    }),
  );
}

function isPlain(tiers: readonly string[]): boolean {
  return tiers.length === 1 && tiers[0] === 'default';
}

/** `batch or flex`. */
function tiersText(tiers: readonly string[]): string {
  return tiers.length < 2 ? (tiers[0] ?? '') : `${tiers.slice(0, -1).join(', ')} or ${tiers.at(-1)}`;
}

function longText(above: number): string {
  return above === 0 ? '' : `requests above ${formatCount(above)} tokens`;
}

function cellsOf(alike: readonly { readonly column: number; readonly usd: string }[]): TokenCells {
  const of = (column: number) => alike.find(one => one.column === column)?.usd ?? null;
  return [of(0), of(1), of(2)];
}

/** The prices of what is not in {@link gridRows}: calls, sessions, images, minutes, storage, training. */
export function otherPrices(prices: readonly ListedPrice[]): OtherPrice[] {
  const all = prices
    .filter(({ unit }) => places[unit] === undefined)
    .map(price => ({ price, name: otherName(price), usd: priceText(price, price.nanoUsdPerUnit), per: naturalUnit(price.unit).name }));
  const together = Map.groupBy(all, ({ name, usd, per }) => JSON.stringify([name, usd, per]));
  return [...together.values()].flatMap(alike =>
    alike.slice(0, 1).map(({ name, usd, per }) => {
      const tiers = alike.flatMap(({ price }) => price.tier ?? []);
      return { name: tiers.length === 0 || isPlain(tiers) ? name : `${name}, ${tiersText(tiers)}`, usd, per };
    }),
  );
}

/** What a price is of, in a row of its own: `web search`, `images, 1024x1024`, `vector store, 1 GiB free each day`. */
function otherName({ unit, operation, variant, freePerDay }: ListedPrice): string {
  const tool = operation === null ? undefined : toolNames.get(operation);
  const { per, name } = naturalUnit(unit);
  const free = freePerDay === 0 ? [] : [`${formatCount(freePerDay / per)} ${name.replace('-day', '')} free each day`];
  const of = tool === undefined ? [inWords(unit), operation] : [tool];
  return [...of, variant, ...free].flatMap(text => (text ? text.replaceAll('_', ' ') : [])).join(', ');
}

function detailsOf({ operation, variant }: ListedPrice): string {
  return [operation, variant].flatMap(text => (text ? text.replaceAll('_', ' ') : [])).join(', ');
}

/** `about $0.12`. What the bill charged is to four digits, for it rounds its amounts. */
function priceText({ price, unit, approximate }: ListedPrice, rate: Fraction): string {
  const usd = price.source === 'as billed' ? billedRateText(rate, unit) : dollars(rate, unit);
  return `${approximate ? 'about ' : ''}${usd}`;
}

/** The cells of a column with the same decimals. */
export function sameDecimals(cells: readonly string[]): string[] {
  const decimalsOf = (cell: string) => cell.split('.')[1]?.length ?? 0;
  const most = Math.max(...cells.map(decimalsOf), 0);
  return cells.map(cell => (decimalsOf(cell) === 0 ? cell : cell + '0'.repeat(most - decimalsOf(cell))));
}

/**
 * Prices of tokens and of other things in two columns, for Slack, where columns beyond the second are off a phone's screen:
 * `$2.50 · $1.25 · $10.00`, `$0.04/image`.
 */
export function inTwoColumns(grid: readonly GridRow[], others: readonly (readonly string[])[]): AnswerTable {
  const used = tokenWords.map((_, index) => grid.some(({ cells }) => cells[index] !== null));
  const words = tokenWords.filter((_, index) => used[index]).join(' · ');
  const rows = grid.map(({ name, cells }) => {
    const known = cells.filter((_, index) => used[index]).map(cell => cell ?? '–');
    return [name, known.slice(0, known.findLastIndex(cell => cell !== '–') + 1).join(' · ')];
  });
  const right = words === '' ? 'USD' : capitalized(words);
  return {
    columns: [
      { title: words === '' ? 'Price of' : 'USD per 1M tokens', align: 'left' },
      { title: right, align: 'right' },
    ],
    rows: [...rows, ...others.map(([name = '', usd = '']) => [name, usd.replaceAll(' per ', '/')])],
  };
}
