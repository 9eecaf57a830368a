import { absolute } from '#core/money/nano-usd.ts';
import type { Contributor } from '#core/usage/split-change.ts';

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
