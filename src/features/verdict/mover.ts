import { ascending } from '#core/ascending.ts';
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
  /** Movers of other dimensions that made at least half of this change, and how much of it; absent if none did. */
  readonly madeBy?: readonly Pick<Mover, 'dimension' | 'label' | 'changeNanoUsd'>[];
}

/** `mover` with models named by `nameOf`. */
export function withModelNames(mover: Mover, nameOf: (model: string) => string): Mover {
  const named = <M extends Pick<Mover, 'dimension' | 'label'>>(one: M): M =>
    one.dimension === 'model' ? { ...one, label: nameOf(one.label) } : one;
  return named(mover.madeBy === undefined ? mover : { ...mover, madeBy: mover.madeBy.map(named) });
}

/** `movers` without people and keys. */
export function publicMovers(movers: readonly Mover[]): Mover[] {
  const isPublic = ({ dimension }: Pick<Mover, 'dimension'>) => dimension === 'model' || dimension === 'project';
  return movers.filter(isPublic).map(mover => (mover.madeBy === undefined ? mover : { ...mover, madeBy: mover.madeBy.filter(isPublic) }));
}

/**
 * `movers` without what moved the same dollars as a larger one or one of `told`, largest first. Where the only model of a project's own
 * makes at least half of its change, that says more than the project.
 */
export function oncePerCause(movers: readonly Mover[], told: readonly Mover[]): Mover[] {
  const isMadeBy = (mover: Mover, one: Mover) =>
    mover.madeBy?.some(({ dimension, label }) => dimension === one.dimension && label === one.label) === true;
  const isTheirModels = (project: Mover) => {
    const own = movers.filter(({ dimension, owner }) => dimension === 'model' && owner === project.label);
    return project.dimension === 'project' && own.length === 1 && own.some(model => isMadeBy(project, model));
  };
  const kept = [...told];
  for (const mover of movers.toSorted((a, b) => ascending(absolute(b.changeNanoUsd), absolute(a.changeNanoUsd))))
    if (!isTheirModels(mover) && !kept.some(one => one === mover || isMadeBy(mover, one))) kept.push(mover);
  return kept.slice(told.length);
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

/** The model that nearly all of a key's or project's change is on is named with it, with the amount that both are. */
function explainedByOne(first: Mover, same: readonly Mover[], { separator, reasonOf }: Told): Explanation {
  const { dimension, label, changeNanoUsd } = first;
  const isNearlyAll = (part: NanoUsd) => absolute(part - changeNanoUsd) * 10n <= absolute(changeNanoUsd);
  const [on] = (first.madeBy ?? []).filter(one => one.dimension === 'model' && isNearlyAll(one.changeNanoUsd));
  const model = same.find(one => one.dimension === 'model' && one.label === on?.label);
  const coveredNanoUsd = model === undefined || on === undefined ? changeNanoUsd : on.changeNanoUsd;
  const name = `${dimension === 'key' ? 'key ' : ''}${named(label)}${model === undefined ? '' : ` on ${named(model.label)}`}`;
  const reason = reasonOf(first, model ?? null);
  return {
    words: `${name}${separator}${signed(coveredNanoUsd, formatUsdInWords)}${reason === '' ? '' : `, ${reason}`}`,
    coveredNanoUsd,
    movers: model === undefined ? [first] : [first, model],
  };
}

function named(label: string): string {
  return shorten(label, longestName);
}

/** `+$5.00`, `−$5.00`. */
function signed(amount: NanoUsd, format: (amount: NanoUsd) => string): string {
  return amount > 0n ? `+${format(amount)}` : format(amount);
}
