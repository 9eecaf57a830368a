import { divideHalfEven, type NanoUsd } from '#core/money/nano-usd.ts';
import { type Day, type Instant, unixSecondsOf } from '#core/time/day.ts';
import { type Charge, chargesFor, creditFor, nanoUsdFor, totalNanoUsd } from '../charges.ts';
import { remembered } from '../remembered.ts';
import { seededRandom } from '../seeded-random.ts';
import type { UsageEvent } from '../usage-event.ts';
import { type BillingTerms, type FreeTokens, pricesOn } from './billing-terms.ts';

export interface Bill {
  /** What is billed for `day` as known at `now`, without what has not arrived. */
  charges(day: Day, now: Instant): readonly Charge[];
  /** What `day` costs as billed at `asOf`, or in the end. */
  billed(day: Day, asOf?: Instant): Billed;
}

/** Exact. */
interface Billed {
  readonly nanoUsd: NanoUsd;
  /** By the model used, fine-tuned ones by their full name. Null is what names no model: storage, tool calls, credits. */
  readonly byModel: ReadonlyMap<string | null, NanoUsd>;
}

/** How late a charge is without {@link BillingTerms.parts}: in the morning yesterday's bill is incomplete, and today's hardly begun. */
const usualLagSeconds = 14 * 3600;

/** The bill for the events of each day, all of them known; `otherCharges` are what no usage causes. */
export function createBill(
  seed: string,
  terms: BillingTerms,
  eventsOf: (day: Day) => readonly UsageEvent[],
  otherCharges: (day: Day) => readonly Charge[],
): Bill {
  const wholeBill = remembered(day => {
    const listed = eventsOf(day).flatMap(event => chargesFor(event, pricesOn(day, terms)));
    const repriced = listed.map(charge => ({ ...charge, nanoUsd: changedPrice(charge, day, terms) ?? charge.nanoUsd }));
    const paid = withFreeTokens(repriced, terms.freeTokensPerDay ?? []).map(charge => ({
      ...charge,
      nanoUsd: times(charge.nanoUsd, terms.level ?? 1),
      ...(terms.quantities === false ? { quantity: null, quantityUnit: null } : {}),
    }));
    return [...paid, ...(terms.credits ? creditsOn(day, terms.credits) : otherCharges(day))].map(charge => ({
      charge,
      arrivesAt: charge.at + lagSeconds(charge, seed, terms.parts),
    }));
  });
  const charges = (day: Day, asOf: Instant | null) =>
    wholeBill(day).flatMap(({ charge, arrivesAt }) => (asOf && arrivesAt * 1000 > asOf.getTime() ? [] : [charge]));
  return {
    charges,
    billed(day, asOf) {
      const known = charges(day, asOf ?? null);
      const models = [...Map.groupBy(known, ({ model }) => model)];
      return { nanoUsd: totalNanoUsd(known), byModel: new Map(models.map(([model, of]) => [model, totalNanoUsd(of)])) };
    },
  };
}

function changedPrice({ lineItem, quantity }: Charge, day: Day, { priceChanges = [] }: BillingTerms): NanoUsd | null {
  const change = priceChanges.findLast(one => 'lineItem' in one && one.lineItem === lineItem && one.from <= day);
  if (!change || !('lineItem' in change) || quantity === null) return null;
  return nanoUsdFor(quantity, change.usdPerUnit * 1e6);
}

/** `charges`, earliest first, at the price of the tokens that no pool covers. */
function withFreeTokens(charges: readonly Charge[], pools: readonly FreeTokens[]): readonly Charge[] {
  const left = new Map(pools.map(pool => [pool, pool.tokens]));
  return charges.map(charge => {
    const pool = pools.find(({ models }) => charge.model !== null && models.includes(charge.model));
    if (!pool || charge.quantityUnit !== 'tokens' || charge.quantity === null) return charge;
    const free = Math.min(charge.quantity, left.get(pool) ?? 0);
    left.set(pool, (left.get(pool) ?? 0) - free);
    return { ...charge, nanoUsd: divideHalfEven(charge.nanoUsd * BigInt(charge.quantity - free), BigInt(charge.quantity)) };
  });
}

function creditsOn(day: Day, credits: NonNullable<BillingTerms['credits']>): Charge[] {
  const noon = unixSecondsOf(day) + 43_200;
  return credits.filter(credit => credit.day === day).map(({ usd, lineItem }) => creditFor(noon, usd, lineItem));
}

function times(nanoUsd: NanoUsd, share: number): NanoUsd {
  return divideHalfEven(nanoUsd * BigInt(Math.round(share * 1e6)), 1_000_000n);
}

function lagSeconds({ at, apiKeyId, lineItem }: Charge, seed: string, parts: BillingTerms['parts']): number {
  if (!parts) return usualLagSeconds;
  const chance = seededRandom(`${seed} bill ${at} ${apiKeyId} ${lineItem}`)();
  return 3600 * (parts.firstHours + (parts.lastHours - parts.firstHours) * chance);
}
