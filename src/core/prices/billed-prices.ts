import { ascending } from '../ascending.ts';
import { keptIn } from '../kept-in.ts';
import { keyOf } from '../key-of.ts';
import { absolute, type Fraction, fractionFromDecimal, type NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import { subjectOfLine } from '../usage/billed-subject.ts';
import { readLineItem } from '../usage/line-item.ts';
import { quantityIn } from '../usage/line-quantity.ts';
import type { QuantityName } from '../usage/usage-row.ts';
import { namedTier, tierlessUnits } from './offer.ts';

export interface SettledLine {
  readonly day: Day;
  readonly label: string;
  /** What the rows that say how much they bill come to. Credits aren't among them. */
  readonly nanoUsd: NanoUsd;
  /** The same rows' quantity; 0 if none says. */
  readonly quantity: number;
  readonly quantityUnit: string | null;
}

/** What a price on the bill is for. */
export interface BilledUse {
  /** As in `subjectOfUsage`: a model, the base of fine-tuned ones, or a tool. */
  readonly subject: string;
  /** As in `namedTier`. */
  readonly tier: string;
  readonly unit: QuantityName;
}

/** The price of a line item, as its settled bills show it. */
export interface BilledPrice extends BilledUse {
  /** The line item as the newest bill labels it. */
  readonly label: string;
  readonly isLongContext: boolean;
  /** The price of late; null unless at least three days agree on it. */
  readonly inForce: PriceSince | null;
  /** Each move of more than 1 % that stood for three days, oldest first. */
  readonly changes: readonly (PriceSince & { readonly before: Fraction })[];
}

interface PriceSince {
  readonly nanoUsdPerUnit: Fraction;
  /** The first day it was billed, as far as the lines reach back. */
  readonly from: Day;
}

/** Fewer days than this may be chance. Only days with use count. */
const fewestDays = 3;

/** What a line item bills; null if it doesn't say, or is a credit or a fee. */
export function useOfLine(label: string): (BilledUse & { readonly isLongContext: boolean }) | null {
  const { subject, unit } = subjectOfLine(label);
  if (subject === null || unit === null) return null;
  const { tier, isLongContext } = readLineItem(label);
  return { subject, unit, tier: billedTier(tier, unit), isLongContext };
}

/** The tier that `unit` is billed in: tools and training have only one. */
export function billedTier(tier: string, unit: QuantityName): string {
  return namedTier(tierlessUnits.has(unit) ? '' : tier);
}

/**
 * What each line item of `lines` costs per unit: amount over quantity, on days that agree within 1 %. A price is in force only if three days
 * since `inForceSince` show it, and fewer than three after them don't.
 */
export function billedPrices(lines: readonly SettledLine[], inForceSince: Day): BilledPrice[] {
  const items = new Map<string, Item>();
  for (const { day, label, nanoUsd, quantity: counted, quantityUnit } of lines) {
    const use = useOfLine(label);
    const quantity = quantityIn(use?.unit ?? null, counted, quantityUnit);
    if (use === null || quantity === null || !(quantity > 0) || nanoUsd < 0n) continue;
    const key = keyOf(use.subject, use.tier, use.unit, String(use.isLongContext));
    const item = keptIn(items, key, () => ({ use, labels: new Map(), days: new Map() }));
    item.labels.set(day, label);
    const sum = item.days.get(day) ?? { nanoUsd: 0n, quantity: 0 };
    item.days.set(day, { nanoUsd: sum.nanoUsd + nanoUsd, quantity: sum.quantity + quantity });
  }
  return [...items.values()].map(({ use, labels, days }) => {
    const priced = [...days].map(([day, sum]) => ({ day, ...sum })).filter(({ quantity }) => quantity < mostUnits);
    const runs = runsOf(priced.sort((a, b) => ascending(a.day, b.day)));
    const { changes, since } = changesOf(runs);
    const [, label] = [...labels].reduce((newest, one) => (one[0] > newest[0] ? one : newest), ['', '']);
    return { ...use, label, inForce: inForceOf(runs, since, inForceSince), changes };
  });
}

/** Whether `price` is more than 1 % away from `before`. */
function isPriceMoved(before: Fraction, price: Fraction): boolean {
  const [old, now] = [before.numerator * price.denominator, price.numerator * before.denominator];
  return absolute(now - old) * 100n > old;
}

interface Item {
  readonly use: BilledUse & { readonly isLongContext: boolean };
  readonly labels: Map<Day, string>;
  readonly days: Map<Day, Pick<DaySum, 'nanoUsd' | 'quantity'>>;
}

/** More than any bill holds: such a number is a fault. */
const mostUnits = 1e30;

interface DaySum {
  readonly day: Day;
  readonly nanoUsd: NanoUsd;
  readonly quantity: number;
}

/** Days in a row whose prices are all within 1 % of each other. */
interface Run {
  readonly days: readonly DaySum[];
  readonly low: Fraction;
  readonly high: Fraction;
}

function runsOf(days: readonly DaySum[]): Run[] {
  const runs: Run[] = [];
  for (const day of days) {
    const price = priceOf([day]);
    const last = runs.at(-1);
    const low = last && isLess(last.low, price) ? last.low : price;
    const high = last && isLess(price, last.high) ? last.high : price;
    if (last && !isPriceMoved(low, high)) runs[runs.length - 1] = { days: [...last.days, day], low, high };
    else runs.push({ days: [day], low: price, high: price });
  }
  return runs;
}

/** The moves from one price that stood to the next, and the first day of the last. */
function changesOf(runs: readonly Run[]): { changes: BilledPrice['changes']; since: Day } {
  const changes: BilledPrice['changes'][number][] = [];
  let before: Fraction | null = null;
  let since = '';
  let last = 0;
  for (const [index, run] of runs.entries()) {
    if (run.days.length < fewestDays) continue;
    const nanoUsdPerUnit = priceOf(run.days);
    if (before === null || isPriceMoved(before, nanoUsdPerUnit)) {
      // With more than a day or two between them, the price jumped about, which is no change.
      const isChange = before !== null && index - last <= 2;
      since = firstDayOf(run, isChange && index - last === 2 ? runs[index - 1] : undefined, before ?? nanoUsdPerUnit);
      if (before !== null && isChange) changes.push({ before, nanoUsdPerUnit, from: since });
      before = nanoUsdPerUnit;
    }
    last = index;
  }
  return { changes, since };
}

/** A day billed partly at the old price and partly at the new one is the day of the change. */
function firstDayOf(run: Run, between: Run | undefined, before: Fraction): Day {
  const start = run.days[0]?.day ?? '';
  if (between === undefined) return start;
  const [low, high] = isLess(before, run.low) ? [before, run.low] : [run.high, before];
  return isLess(low, between.low) && isLess(between.high, high) ? (between.days[0]?.day ?? start) : start;
}

function inForceOf(runs: readonly Run[], from: Day, since: Day): PriceSince | null {
  const place = runs.findLastIndex(({ days }) => days.length >= fewestDays);
  const late = runs[place]?.days.filter(({ day }) => day >= since) ?? [];
  const unlike = runs.slice(place + 1).reduce((sum, { days }) => sum + days.length, 0);
  return late.length < fewestDays || unlike >= fewestDays ? null : { nanoUsdPerUnit: priceOf(late), from };
}

function priceOf(days: readonly DaySum[]): Fraction {
  const quantity = days.reduce((sum, day) => sum + day.quantity, 0);
  const { numerator, denominator } = Number.isInteger(quantity)
    ? { numerator: BigInt(quantity), denominator: 1n }
    : fractionFromDecimal(quantity);
  return { numerator: days.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n) * denominator, denominator: numerator };
}

function isLess(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}
