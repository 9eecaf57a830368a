import { nanoUsdPerUnit } from '../money/fraction.ts';
import { fractionFromDecimal } from '../money/nano-usd.ts';
import { addDays } from '../time/day.ts';
import { type QuantityName, quantityNames } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import { createPriceLayer, type PriceEntry, type PriceLayer } from './layer.ts';
import { offerBetween, type Price } from './offer.ts';
import supplement from './supplement.json' with { type: 'json' };
import type { TierMultiple } from './tier-multiples.ts';

/** One row of `supplement.json`: dollars per `per` units of some models, for a range of days, and where the price comes from. */
interface SupplementRow {
  /** Exact ids. A lone `*` covers every model, and rows without one. */
  readonly models: readonly string[];
  readonly operation?: string | undefined;
  /** Missing: every variant without a row of its own. Empty: rows without a variant. */
  readonly variant?: string | undefined;
  /** Missing: the default tier, which batch, flex and every {@link TierMultiple} are priced off. */
  readonly tier?: string | undefined;
  /** The first day. */
  readonly from: string;
  /** The last day, if the price has ended. */
  readonly to?: string | undefined;
  readonly per: number;
  readonly usd: Usd;
  /** Prices for a whole request with more than `above` input tokens. Units not listed keep their price. */
  readonly longContext?: { readonly above: number; readonly usd: Usd } | undefined;
  /** True if the price is inferred, or for a measure OpenAI doesn't bill by. */
  readonly approximate?: boolean | undefined;
  /** The day after an announced end: until someone checks the page again, the price is approximate from here on. */
  readonly lookAgain?: string | undefined;
  /** Free units per organization and day. */
  readonly freePerDay?: number | undefined;
  /** The public page the price comes from. */
  readonly source: string;
}

type Usd = { readonly [unit in QuantityName]?: number | undefined };

/** Spendbot's own dated prices: what the library lacks, or lists without history. */
export function supplementPrices(): PriceLayer {
  const rows: readonly SupplementRow[] = supplement.prices;
  return createPriceLayer('supplement', supplement.version, rows.map(entryOf));
}

/** The tiers the supplement prices as a multiple of the default tier. */
export function supplementMultiples(): readonly TierMultiple[] {
  const { version } = supplement;
  const rows: readonly MultipleRow[] = supplement.tiers;
  return rows.map(({ models, tier, from, to = null, times, approximate = false, source }) => {
    return { models, tier, from, to, times: fractionFromDecimal(times), approximate, sourceUrl: source, version };
  });
}

/** A row of `tiers` in `supplement.json`: the tier costs `times` the default price. */
interface MultipleRow {
  readonly models: readonly string[];
  readonly tier: string;
  readonly from: string;
  readonly to?: string | undefined;
  readonly times: number;
  readonly approximate?: boolean | undefined;
  readonly source: string;
}

function entryOf(row: SupplementRow): PriceEntry {
  const price: PriceUsed = { source: 'supplement', version: supplement.version, from: row.from };
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
      price,
      sourceUrl: row.source,
    };
    if (lookAgain === undefined) return [listed];
    const [before, after] = [offerBetween(listed, null, addDays(lookAgain, -1)), offerBetween(listed, lookAgain, null)];
    return [...(before ? [before] : []), ...(after ? [{ ...after, approximate: true }] : [])];
  });
  return { models: row.models, aliases: [], patterns: [], prices };
}
