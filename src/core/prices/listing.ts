import { addDays, type Day } from '../time/day.ts';
import { knownTiers } from '../usage/service-tier.ts';
import { type Operation, operations, type QuantityName, quantityNames } from '../usage/usage-row.ts';
import { holdsOn, namedTier, type Price, type PricedUse, type PriceOffer, tierlessUnits } from './offer.ts';
import type { TeamPrice } from './team-prices.ts';

/** What one unit costs on the days from `from` to `to`, both included, null is open, and for what it is. */
export interface ListedPrice extends PriceOffer {
  readonly unit: QuantityName;
  /** Null: whatever was done. */
  readonly operation: Operation | null;
  /** Null: every variant that is not listed. The empty string: rows that name no variant. */
  readonly variant: string | null;
  /** Null: the unit costs the same in every tier. */
  readonly tier: string | null;
}

/** Everything that may set a model's prices apart, from every layer. */
export interface PricesFound {
  /** Listed under one of the model's names. */
  readonly named: readonly Price[];
  /** Listed for every model. */
  readonly forAnyModel: readonly Price[];
  readonly team: readonly TeamPrice[];
}

/**
 * The prices of `model` as they are used: by unit, operation, variant and tier, oldest first, with the days on which each
 * decides. A price that another layer hides is left out, and one that it hides for a while is cut short, so that on each
 * day at most one remains. Tiers whose price follows from the default tier are listed too.
 */
export function listedPrices(model: string, found: PricesFound, offers: (use: PricedUse, unit: QuantityName) => readonly PriceOffer[]) {
  return quantityNames.flatMap(unit =>
    kindsOf(unit, found).flatMap(({ operation, variant, standsFor, tier }): ListedPrice[] => {
      const use = { model, operation: operation ?? 'other', variant: standsFor, serviceTier: tier ?? 'default' };
      return daysInForce(offers(use, unit)).map(offer => ({ ...offer, unit, operation, variant, tier }));
    }),
  );
}

interface Kind extends Pick<ListedPrice, 'operation' | 'variant' | 'tier'> {
  /** A variant as a row may have it, where `variant` means every other. */
  readonly standsFor: string;
}

/** Each operation, variant and tier in which `unit` may have a price of its own. */
function kindsOf(unit: QuantityName, { named, forAnyModel, team }: PricesFound): Kind[] {
  const all = [...named, ...forAnyModel.filter(price => !named.some(other => isFor(other, price)))];
  const ofUnit = all.filter(price => price.unit === unit);
  const follows = unit === 'cacheWrite12hTokens' && ofUnit.length === 0;
  const listed = follows ? all.filter(price => price.unit === 'cacheWriteTokens') : ofUnit;
  const own = team.filter(price => price.unit === unit || (price.unit === null && listed.length > 0));
  const done = [null, ...operations].filter(operation => listed.some(price => price.operation === operation));
  return (done.length === 0 && own.length > 0 ? [null] : done).flatMap(operation => {
    const ofOperation = listed.filter(price => price.operation === null || price.operation === operation);
    const variants = distinct([...ofOperation, ...own].map(price => price.variant));
    const tiers = distinct([...knownTiers, ...own.flatMap(({ tier }) => tier ?? [])].map(namedTier));
    return variants.flatMap(variant =>
      (tierlessUnits.has(unit) ? [null] : tiers).map(tier => ({
        operation,
        variant,
        standsFor: variant ?? (variants.includes('') ? 'any other' : ''),
        tier,
      })),
    );
  });
}

/** Whether a price listed by name takes the place of `other`, which is for every model. */
function isFor({ unit, operation }: Price, other: Price): boolean {
  return unit === other.unit && (operation === null || operation === other.operation);
}

/** Text that is before every day. */
const beforeEveryDay = '';

/** `offers`, of which the first that holds decides, as runs of days that do not overlap, oldest first. */
function daysInForce(offers: readonly PriceOffer[]): PriceOffer[] {
  const changes = distinct(offers.flatMap(({ from, to }) => [from, to === null ? null : addDays(to, 1)]));
  const starts: (Day | null)[] = [null, ...changes.filter(day => day !== null).sort()];
  const runs: { offer: PriceOffer | undefined; from: Day | null; to: Day | null }[] = [];
  for (const [index, from] of starts.entries()) {
    const offer = offers.find(candidate => holdsOn(candidate, from ?? beforeEveryDay));
    const next = starts[index + 1];
    const to = next == null ? null : addDays(next, -1);
    const last = runs.at(-1);
    if (last?.offer === offer && last) last.to = to;
    else runs.push({ offer, from, to });
  }
  return runs.flatMap(({ offer, from, to }) => (offer ? [{ ...offer, from, to }] : []));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
