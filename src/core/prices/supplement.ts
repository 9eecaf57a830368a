import { nanoUsdPerUnit } from '../money/fraction.ts';
import { fractionFromDecimal } from '../money/nano-usd.ts';
import { addDays } from '../time/day.ts';
import { type QuantityName, quantityNames } from '../usage/usage-row.ts';
import type { PriceUsed } from './cost.ts';
import { createPriceLayer, type PriceEntry, type PriceLayer } from './layer.ts';
import { offerBetween, type Price } from './offer.ts';
import supplement from './supplement.json' with { type: 'json' };
import type { TierMultiple } from './tier-multiples.ts';

/** One row of `supplement.json`: dollars for `per` units of some models, from one day to another, and who says so. */
interface SupplementRow {
  /** Exact ids; `*` alone is for every model, and for rows without one. */
  readonly models: readonly string[];
  readonly operation?: string | undefined;
  /** Left out: every variant that has no row of its own. Empty: rows that name no variant. */
  readonly variant?: string | undefined;
  /** Left out: the default tier, from which batch, flex and {@link TierMultiple}s follow. */
  readonly tier?: string | undefined;
  /** The first day. */
  readonly from: string;
  /** The last day, where the price has ended. */
  readonly to?: string | undefined;
  readonly per: number;
  readonly usd: Usd;
  /** Of a whole request with more than `above` input tokens, by the units whose price then changes. */
  readonly longContext?: { readonly above: number; readonly usd: Usd } | undefined;
  /** True where the price is inferred, or for another measure than the one that is billed. */
  readonly approximate?: boolean | undefined;
  /** The day from which someone must have read the page again: an announced end. From then on the price is approximate. */
  readonly lookAgain?: string | undefined;
  /** How many units an organisation has free each day. */
  readonly freePerDay?: number | undefined;
  /** The public page that the price was read from. */
  readonly source: string;
}

type Usd = { readonly [unit in QuantityName]?: number | undefined };

/** Spendbot's own dated prices: what the library lacks, or has without its history. */
export function supplementPrices(): PriceLayer {
  const rows: readonly SupplementRow[] = supplement.prices;
  return createPriceLayer('supplement', supplement.version, rows.map(entryOf));
}

/** The tiers that the supplement prices by a multiple of the default tier. */
export function supplementMultiples(): readonly TierMultiple[] {
  const { version } = supplement;
  const rows: readonly MultipleRow[] = supplement.tiers;
  return rows.map(({ models, tier, from, to = null, times, approximate = false, source }) => {
    return { models, tier, from, to, times: fractionFromDecimal(times), approximate, sourceUrl: source, version };
  });
}

/** A row of `tiers` in `supplement.json`: a tier costs `times` the default price of its models. */
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
