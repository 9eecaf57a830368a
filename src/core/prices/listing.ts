import { addDays, type Day } from '../time/day.ts';
import { knownTiers } from '../usage/service-tier.ts';
import { type Operation, operations, type QuantityName, quantityNames } from '../usage/usage-row.ts';
import { holdsOn, namedTier, type Price, type PricedUse, type PriceOffer, tierlessUnits } from './offer.ts';
import type { TeamPrice } from './team-prices.ts';

/** The price of one unit from `from` through `to`, and what it applies to. Without a tier, it is the same in every one. */
export interface ListedPrice extends Price {
  readonly operation: Operation | null;
}

/** Every price that could apply to a model, from all layers. */
export interface PricesFound {
  /** Listed under one of the model's own names. */
  readonly named: readonly Price[];
  /** Listed for every model. */
  readonly forAnyModel: readonly Price[];
  readonly team: readonly TeamPrice[];
}

/**
 * The prices of `model` as they are applied: by unit, operation, variant and tier, oldest first, with the days each one is in
 * force. A price overridden by another layer is left out, or cut to the days it still applies, so no day has two. Tiers
 * priced off the default tier are listed too.
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
  /** A sample variant to look up when `variant` means "all others". */
  readonly standsFor: string;
}

/** Every operation, variant and tier that may price `unit` differently. */
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

/** Whether a price listed by name replaces `other`, which applies to every model. */
function isFor({ unit, operation }: Price, other: Price): boolean {
  return unit === other.unit && (operation === null || operation === other.operation);
}

/** Sorts before every day. */
const beforeEveryDay = '';

/** Turns `offers`, where the first match wins, into date ranges that don't overlap, oldest first. */
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
