import type { Day } from '../time/day.ts';
import type { PriceLayer } from './layer.ts';
import { layerOf, multiplesOf, type PriceFile, type PriceFileRow } from './price-file.ts';
import supplement from './supplement.json' with { type: 'json' };
import type { TierMultiple } from './tier-multiple.ts';

const file: PriceFile = supplement;
const used = { source: 'supplement', version: supplement.version } as const;

/** The day the prices that ship with spendbot were last checked. */
export const supplementDay: Day = supplement.version;

export const supplementRows: readonly PriceFileRow[] = file.prices;

/** Spendbot's own dated prices: what the library lacks, or lists without history. */
export function supplementPrices(): PriceLayer {
  return layerOf(file, used);
}

/** The tiers the supplement prices as a multiple of the default tier. */
export function supplementMultiples(): readonly TierMultiple[] {
  return multiplesOf(file, used);
}
