import { nanoUsdPerUnit } from '../money/fraction.ts';
import { fractionFromDecimal } from '../money/nano-usd.ts';
import { addDays, type Day } from '../time/day.ts';
import { type QuantityName, quantityNames } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import { createPriceLayer, type PriceEntry, type PriceLayer } from './layer.ts';
import { offerBetween, type Price } from './offer.ts';
import type { TierMultiple } from './tier-multiple.ts';

/** Prices as spendbot writes them down: `supplement.json`, and every list fetched later. */
export interface PriceFile {
  /** Usually the day it was written. */
  readonly version: string;
  readonly prices: readonly PriceFileRow[];
  /** Tiers that cost a multiple of the default one. */
  readonly tiers?: readonly MultipleRow[] | undefined;
}

/** Dollars per `per` units of some models, for a range of days, and where the price comes from. */
export interface PriceFileRow {
  /** Exact ids. A lone `*` covers every model, and rows without one. */
  readonly models: readonly string[];
  readonly operation?: string | undefined;
  /** Missing: every variant without a row of its own. Empty: rows without a variant. */
  readonly variant?: string | undefined;
  /** Missing: the default tier, which batch, flex and every {@link TierMultiple} are priced off. */
  readonly tier?: string | undefined;
  readonly from: Day;
  /** The last day, if the price has ended. */
  readonly to?: Day | undefined;
  readonly per: number;
  readonly usd: Usd;
  /** Prices for a whole request with more than `above` input tokens. Units not listed keep their price. */
  readonly longContext?: { readonly above: number; readonly usd: Usd } | undefined;
  /** True if the price is inferred, or for a measure OpenAI doesn't bill by. */
  readonly approximate?: boolean | undefined;
  /** The day after an announced end: until someone checks the page again, the price is approximate from here on. */
  readonly lookAgain?: Day | undefined;
  /** Free units per organization and day. */
  readonly freePerDay?: number | undefined;
  /** The public page the price comes from. */
  readonly source: string;
  readonly note?: string | undefined;
}

/** A tier that costs `times` the default price. */
interface MultipleRow extends Pick<PriceFileRow, 'models' | 'from' | 'to' | 'approximate' | 'source' | 'note'> {
  readonly tier: string;
  readonly times: number;
}

type Usd = { readonly [unit in QuantityName]?: number | undefined };

/** The file's prices as a layer of the price book; `used` is what a cost says it was priced with. */
export function layerOf({ prices }: Pick<PriceFile, 'prices'>, used: Pick<PriceUsed, 'source' | 'version'>): PriceLayer {
  return createPriceLayer(
    used.source,
    used.version,
    prices.map(row => entryOf(row, used)),
  );
}

/** The tiers that the file prices as a multiple of the default one. */
export function multiplesOf({ tiers = [] }: PriceFile, used: Pick<PriceUsed, 'source' | 'version'>): readonly TierMultiple[] {
  return tiers.map(({ models, tier, from, to = null, times, approximate = false, source, note }) => {
    return { models, tier, from, to, times: fractionFromDecimal(times), approximate, sourceUrl: source, note, ...used };
  });
}

/** A row of the file as single prices, one for each unit. */
export function entryOf(row: PriceFileRow, used: Pick<PriceUsed, 'source' | 'version'>): PriceEntry {
  const price: PriceUsed = { ...used, from: row.from };
  const { longContext, lookAgain } = row;
  const prices = quantityNames.flatMap((unit): Price[] => {
    const usd = row.usd[unit];
    if (usd === undefined) return [];
    const longUsd = longContext?.usd[unit];
    const listed: Price = {
      unit,
      operation: row.operation ?? null,
      variant: row.variant ?? null,
      tier: row.tier ?? null,
      from: row.from,
      to: row.to ?? null,
      nanoUsdPerUnit: nanoUsdPerUnit(usd, row.per),
      longContext:
        longContext && longUsd !== undefined ? [{ above: longContext.above, nanoUsdPerUnit: nanoUsdPerUnit(longUsd, row.per) }] : [],
      freePerDay: row.freePerDay ?? 0,
      approximate: row.approximate ?? false,
      note: row.note,
      price,
      sourceUrl: row.source,
    };
    if (lookAgain === undefined) return [listed];
    const [before, after] = [offerBetween(listed, null, addDays(lookAgain, -1)), offerBetween(listed, lookAgain, null)];
    return [...(before ? [before] : []), ...(after ? [{ ...after, approximate: true }] : [])];
  });
  return { models: row.models, prices };
}
