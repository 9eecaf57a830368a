import { billedTier } from '#core/prices/billed-prices.ts';
import type { CostLine } from '#core/prices/cost.ts';
import { addDays, dayOf, type Instant, isProvisional } from '#core/time/day.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import type { QuantityName, UsageRow } from '#core/usage/usage-row.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { settledPrices } from '#data/figures/settled-prices.ts';

/** What the settled bill charges for one unit of a row that no list prices; null on days that have settled, and where it doesn't say. */
export type AsBilledOffer = (row: UsageRow, unit: QuantityName, source: string) => Pick<CostLine, 'nanoUsdPerUnit' | 'price'> | null;

/** Reads the bills of `now`. A row that names no source gets no price if several sources are billed for it. */
export async function asBilledOffer(parts: Pick<AskParts, 'database' | 'settleDays'>, now: Instant): Promise<AsBilledOffer> {
  const { settleDays } = parts;
  const prices = await settledPrices(parts, { filters: [], now });
  const version = addDays(dayOf(now), -settleDays - 1);
  return (row, unit, source) => {
    if (!isProvisional(row.day, settleDays, now)) return null;
    const use = { subject: subjectOfUsage(row.operation, row.model), tier: billedTier(row.serviceTier, unit) };
    const [found, ...others] = prices.filter(
      price =>
        price.inForce !== null &&
        !price.isLongContext &&
        price.subject === use.subject &&
        price.tier === use.tier &&
        price.unit === unit &&
        (source === '' || price.source === source),
    );
    if (!found?.inForce || others.length > 0) return null;
    const { nanoUsdPerUnit, from } = found.inForce;
    return { nanoUsdPerUnit, price: { source: 'as billed', version, from } };
  };
}
