import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import type { NamedContributor } from '#core/usage/lead-cause.ts';
import type { Contributor } from '#core/usage/split-change.ts';
import { causeOf } from '#show/cause-words.ts';
import { formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { shorten } from '#show/shorten.ts';

/** How much one model, project, person or key cost more or less than before; price and volume sum to the change. */
export interface Mover {
  readonly dimension: 'model' | 'project' | 'user' | 'key';
  readonly label: string;
  readonly presence: 'both' | 'new' | 'gone';
  readonly changeNanoUsd: NanoUsd;
  readonly priceNanoUsd: NanoUsd;
  readonly volumeNanoUsd: NanoUsd;
  /** What it cost and how much was used; absent from alerts and digests stored before these were kept. */
  readonly beforeNanoUsd?: NanoUsd;
  readonly quantity?: Contributor['quantity'];
  readonly isAcrossBases?: true;
  /** As in a {@link NamedContributor}. */
  readonly owner?: string;
}

const longestName = 60;

/** `▲ Search +$39.20, more use`. A line never breaks after the mark. */
export function moverMark(mover: Mover): string {
  const { label, changeNanoUsd } = mover;
  const cause = causeOf(mover);
  return `${changeNanoUsd < 0n ? '▼' : '▲'}\u00a0${shorten(label, longestName)} ${signed(changeNanoUsd, formatUsd)}${cause === '' ? '' : `, ${cause}`}`;
}

/** What explains a change of `changeNanoUsd`: its words, and the part of the change that they cover. Null when nothing does. */
export interface Explanation {
  readonly words: string;
  readonly coveredNanoUsd: NanoUsd;
  readonly movers: readonly Mover[];
}

/**
 * The fewest movers that explain at least half of `changeNanoUsd`: one, `key farah-evals on gpt-5.5, +$747`, or two of a kind,
 * `gpt-5.5 +$120 and o3 +$80`. Keys come first, for they say most, then projects, models and people. Null when no two do.
 */
export function explanationOf(changeNanoUsd: NanoUsd, movers: readonly Mover[], told: Told = usuallyTold): Explanation | null {
  const isUp = changeNanoUsd > 0n;
  const same = movers
    .filter(mover => mover.changeNanoUsd > 0n === isUp && mover.changeNanoUsd !== 0n)
    .toSorted((a, b) => Number(absolute(b.changeNanoUsd) - absolute(a.changeNanoUsd)));
  const coversHalf = (part: NanoUsd) => absolute(part) * 2n >= absolute(changeNanoUsd);
  for (const dimension of order) {
    const [first] = same.filter(mover => mover.dimension === dimension);
    if (first !== undefined && coversHalf(first.changeNanoUsd)) return explainedByOne(first, same, told);
  }
  for (const dimension of order) {
    const [first, second] = same.filter(mover => mover.dimension === dimension);
    if (first === undefined || second === undefined) continue;
    const coveredNanoUsd = first.changeNanoUsd + second.changeNanoUsd;
    if (!coversHalf(coveredNanoUsd)) continue;
    const words = [first, second].map(({ label, changeNanoUsd: change }) => `${named(label)} ${signed(change, formatUsdInWords)}`);
    return { words: words.join(' and '), coveredNanoUsd, movers: [first, second] };
  }
  return null;
}

/** How the one mover that explains a change is told: what stands between its name and the amount, and the reason; `model` is named with it. */
interface Told {
  readonly separator: string;
  readonly reasonOf: (mover: Mover, model: Mover | null) => string;
}

const usuallyTold: Told = { separator: ', ', reasonOf: causeOf };

const order = ['key', 'project', 'model', 'user'] as const;

/** A model that moved by nearly as much as the key or project is named with it. */
function explainedByOne(first: Mover, same: readonly Mover[], { separator, reasonOf }: Told): Explanation {
  const model = first.dimension === 'model' ? undefined : same.find(({ dimension }) => dimension === 'model');
  const isOnModel = model !== undefined && absolute(model.changeNanoUsd - first.changeNanoUsd) * 10n <= absolute(first.changeNanoUsd);
  const name = `${first.dimension === 'key' ? 'key ' : ''}${named(first.label)}${isOnModel ? ` on ${named(model.label)}` : ''}`;
  const reason = reasonOf(first, isOnModel ? model : null);
  return {
    words: `${name}${separator}${signed(first.changeNanoUsd, formatUsdInWords)}${reason === '' ? '' : `, ${reason}`}`,
    coveredNanoUsd: first.changeNanoUsd,
    movers: isOnModel ? [first, model] : [first],
  };
}

function named(label: string): string {
  return shorten(label, longestName);
}

/** `+$5.00`, `−$5.00`. */
function signed(amount: NanoUsd, format: (amount: NanoUsd) => string): string {
  return amount > 0n ? `+${format(amount)}` : format(amount);
}
