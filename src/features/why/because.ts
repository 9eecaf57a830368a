import type { Attribute } from '#core/usage/dimensions.ts';
import type { NamedContributor } from '#core/usage/lead-cause.ts';
import type { CostChange } from '#core/usage/split-change.ts';
import { formatShare, formatUsd } from '#show/format-figures.ts';

/** Why the cost of one contributor changed. */
export interface Because {
  /** For a cell: `1.8 times the tokens`, `stopped`. */
  readonly short: string;
  /** Follows its name in a sentence: `used 1.8 times the tokens`, `stopped`. */
  readonly told: string;
}

/** Below this share of the change, volume or price is not worth a word. */
const leastShare = 0.15;

/** Why `contributor`, one of the split by `attribute`, costs more or less than before. */
export function becauseOf(contributor: NamedContributor, attribute: Attribute): Because {
  const { presence, quantity, beforeNanoUsd, afterNanoUsd } = contributor;
  if (presence === 'new') return { short: 'new', told: 'is new' };
  if (presence === 'gone') return { short: 'stopped', told: 'stopped' };
  if (quantity === null || quantity.before === 0 || quantity.after === 0 || isPriceHidden(contributor)) {
    const from = `${afterNanoUsd >= beforeNanoUsd ? 'up' : 'down'} from ${formatUsd(beforeNanoUsd)}`;
    return { short: from, told: `went ${from}` };
  }
  const volumeShare = shareOfVolume(contributor);
  const volume = volumeWords(contributor, quantity, attribute);
  const price = priceWords(contributor, quantity);
  if (volumeShare > 1 - leastShare) return volume;
  if (volumeShare < leastShare) return { short: price, told: `had a ${price}` };
  return { short: `${volume.short}, ${price}`, told: `${volume.told} at a ${price}` };
}

/** Whether the words for `contributor` mention a price per token, which has other causes than a price list. */
export function mentionsPrice(contributor: NamedContributor): boolean {
  const { presence, quantity } = contributor;
  if (presence !== 'both' || quantity === null || quantity.before === 0 || quantity.after === 0 || contributor.isAcrossBases) return false;
  return shareOfVolume(contributor) <= 1 - leastShare;
}

/** Between an estimated and a billed period, what isn't volume may be the basis. */
function isPriceHidden(contributor: NamedContributor): boolean {
  return contributor.isAcrossBases === true && shareOfVolume(contributor) <= 1 - leastShare;
}

type Quantity = NonNullable<NamedContributor['quantity']>;

/** How many times the quantity, where that explains the amount; else null: with other models, ten times the tokens can cost less. */
export function explainingTimes(
  { beforeNanoUsd, volumeNanoUsd }: Pick<CostChange, 'beforeNanoUsd' | 'volumeNanoUsd'>,
  { before, after }: Quantity,
): number | null {
  const times = after / before;
  const byQuantity = Number(beforeNanoUsd) * (times - 1);
  const costTimes = 1 + Number(volumeNanoUsd) / Number(beforeNanoUsd || 1n);
  const isClose = Math.abs(Number(volumeNanoUsd) - byQuantity) <= 0.25 * Math.abs(Number(volumeNanoUsd));
  // 110 times the tokens say enough of 250 times the cost.
  return isClose || (costTimes >= 3 && times >= 3 && times >= costTimes / 3 && times <= costTimes * 3) ? times : null;
}

function volumeWords(change: CostChange, quantity: Quantity, attribute: Attribute): Because {
  const { volumeNanoUsd } = change;
  const times = explainingTimes(change, quantity);
  if (times !== null) {
    const short = timesWords(times, quantity.unit);
    return { short, told: `${quantity.unit === 'tokens' ? 'used' : 'had'} ${short}` };
  }
  const isMore = volumeNanoUsd > 0n;
  if (isMore === quantity.after > quantity.before) {
    const more = isMore ? 'more' : 'less';
    // People and projects use; models and keys are used.
    const used = attribute === 'user' || attribute === 'project' ? 'used' : 'was used';
    return { short: `${more} use`, told: `${used} ${more}` };
  }
  const kind = isMore ? 'costlier' : 'cheaper';
  if (attribute === 'model') return { short: `${kind} requests`, told: `had ${kind} requests` };
  return { short: `${kind} models`, told: `moved to ${kind} models` };
}

/** `3.1 times the tokens`, near one `12% more tokens`, and `64% fewer tokens`. */
function timesWords(times: number, unit: Quantity['unit']): string {
  if (times < 1) return `${formatShare(1 - times)} fewer ${unit}`;
  if (times < 1.5) return `${formatShare(times - 1)} more ${unit}`;
  return `${times.toLocaleString('en-US', { maximumFractionDigits: times >= 10 ? 0 : 1 })} times the ${unit}`;
}

function priceWords({ priceNanoUsd }: CostChange, { unit }: Quantity): string {
  return `${priceNanoUsd > 0n ? 'higher' : 'lower'} price per ${unit === 'tokens' ? 'token' : 'request'}`;
}

function shareOfVolume({ volumeNanoUsd, priceNanoUsd }: CostChange): number {
  const volume = Math.abs(Number(volumeNanoUsd));
  return volume / (volume + Math.abs(Number(priceNanoUsd)) || 1);
}
