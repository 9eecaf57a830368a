import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Contributor } from '#core/usage/split-change.ts';
import { formatUsd } from './format-figures.ts';

type Changed = Pick<Contributor, 'presence' | 'priceNanoUsd' | 'volumeNanoUsd' | 'isAcrossBases'> & Partial<Pick<Contributor, 'quantity'>>;

/**
 * The main reason for a change: price or volume, both when neither dominates, or that it is new or stopped. Empty between an estimated and a
 * billed period, unless the use that was counted explains it.
 */
export function causeOf({ presence, priceNanoUsd, volumeNanoUsd, isAcrossBases, quantity }: Changed): string {
  if (presence !== 'both') return presence === 'new' ? 'new' : 'stopped';
  const [price, volume] = [absolute(priceNanoUsd), absolute(volumeNanoUsd)];
  const isDearer = priceNanoUsd > 0n;
  const words = { price: isDearer ? 'dearer' : 'cheaper', volume: volumeNanoUsd > 0n ? 'more use' : 'less use' };
  if (isAcrossBases && (quantity === null || price * 4n >= volume)) return '';
  if (price * 4n < volume) return words.volume;
  return volume * 4n < price ? words.price : `${words.volume} at a ${isDearer ? 'higher' : 'lower'} price per token`;
}

/** `Everything else together is up $51.08.` Null where the rest is under two hundredths of its lead, which is not worth a figure. */
export function restSentence(leadNanoUsd: NanoUsd, restNanoUsd: NanoUsd): string | null {
  if (absolute(restNanoUsd) * 50n < absolute(leadNanoUsd)) return null;
  return `Everything else together is ${restNanoUsd > 0n ? 'up' : 'down'} ${formatUsd(absolute(restNanoUsd))}.`;
}
