import { ascending } from '#core/ascending.ts';
import { absolute, divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Causes, CausesBy, NamedContributor } from '#core/usage/lead-cause.ts';
import { sizeOf } from '#core/usage/split-change.ts';
import { isUnderACent } from '#show/format-figures.ts';

const oneCent = oneDollar / 100n;

/**
 * `causes` in the cents that people read, so that what they read adds up: the change is that of both rounded amounts, and where the rounded
 * parts of a split miss it, those that rounding moved the most go to the next cent, the other way. Parts under a cent, and changes between
 * such, stay exact.
 */
export function inCents(causes: Causes): Causes {
  const { change, by } = causes;
  const { beforeNanoUsd, afterNanoUsd } = change;
  if ([beforeNanoUsd, afterNanoUsd, sizeOf(change)].some(isUnderACent)) return causes;
  const rounded = { ...change, beforeNanoUsd: toCents(beforeNanoUsd), afterNanoUsd: toCents(afterNanoUsd) };
  return { change: rounded, by: by.map(split => addingUp(split, sizeOf(rounded))) };
}

function addingUp({ attribute, contributors }: CausesBy, wholeNanoUsd: bigint): CausesBy {
  const parts = contributors.map(one => ({ one, shown: isUnderACent(sizeOf(one)) ? sizeOf(one) : toCents(sizeOf(one)) }));
  const missing = toCents(wholeNanoUsd - parts.reduce((sum, { shown }) => sum + shown, 0n));
  const step = missing < 0n ? -oneCent : oneCent;
  const gain = ({ one, shown }: (typeof parts)[number]) => (sizeOf(one) - shown) * step;
  const movable = parts.filter(part => absolute(sizeOf(part.one)) >= oneCent && gain(part) >= 0n);
  const mostMoved = movable.toSorted((a, b) => ascending(gain(b), gain(a)));
  const moved = new Set(mostMoved.slice(0, Number(absolute(missing) / oneCent)));
  return { attribute, contributors: parts.map(part => withSize(part.one, moved.has(part) ? part.shown + step : part.shown)) };
}

/** Whatever made all of the change gets the same amount. */
function withSize(one: NamedContributor, nanoUsd: bigint): NamedContributor {
  const { beforeNanoUsd, madeBy } = one;
  const parts = madeBy?.map(part => (part.changeNanoUsd === sizeOf(one) ? { ...part, changeNanoUsd: nanoUsd } : part));
  return { ...one, afterNanoUsd: beforeNanoUsd + nanoUsd, ...(parts === undefined ? {} : { madeBy: parts }) };
}

function toCents(nanoUsd: NanoUsd): NanoUsd {
  return divideHalfEven(nanoUsd, oneCent) * oneCent;
}
