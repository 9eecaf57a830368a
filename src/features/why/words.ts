import { formatDays } from '#core/time/format-day.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { oneLine } from '#show/escape.ts';
import { formatBasis, formatDifference, formatPercent, formatUsd } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { dayRuns, detailsNotes, freshness, inWords } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { asBilledNotes } from '../answers/words.ts';
import type { CostChange } from './split-change.ts';
import type { NamedContributor, WhyView } from './view.ts';

const longestName = 80;

/** `+$41.20 (+12%) for 21 Nov 2026`. */
export function changeHeadline({ causes, changePercent, from, to }: Pick<WhyView, 'causes' | 'changePercent' | 'from' | 'to'>): string {
  const { change } = causes;
  const days = `for ${formatDays(from, to)}`;
  if (isUnchanged(change)) return `No change ${days}`;
  return `${formatDifference(sizeOf(change))}${changePercent === null ? '' : ` (${formatPercent(changePercent)})`} ${days}`;
}

/** `$381.20 for 21 Nov 2026, $340.00 for 20 Nov 2026`, then on its own line `volume +$40.10, price +$1.10`. */
export function changeSummary({ causes, from, to, previous }: WhyView): string {
  const { change } = causes;
  const both = `${formatUsd(change.afterNanoUsd)} for ${formatDays(from, to)}, ${formatUsd(change.beforeNanoUsd)} for ${formatDays(previous.from, previous.to)}`;
  return isUnchanged(change) ? both : `${both}\n${partsText(change)}`;
}

/** The largest contributors, a line each, and one for the rest: `gpt-4o: +$41.20, nearly all volume: 3.1× the tokens`. Names are not escaped. */
export function contributorLines(contributors: readonly NamedContributor[], most: number): string[] {
  const changed = contributors.filter(contributor => !isUnchanged(contributor));
  const listed = changed.length === most + 1 ? changed : changed.slice(0, most);
  const others = changed.slice(listed.length);
  const rest = others.reduce((sum, contributor) => sum + sizeOf(contributor), 0n);
  const lines = listed.map(one => `${shorten(one.label, longestName)}: ${formatDifference(sizeOf(one))}, ${causeText(one)}`);
  return [...lines, ...(others.length > 0 ? [`${others.length} others: ${formatDifference(rest)} together`] : [])];
}

/** The title of a split: `By model`. */
export function splitTitle(attribute: Attribute): string {
  return `By ${attribute === 'user' ? 'person' : attribute}`;
}

export function whyNotes(view: WhyView): string[] {
  const { basis, listPricePercent, previousBasis, unpricedNotInCost } = view;
  const unpriced = unpricedNotInCost
    .slice(0, 5)
    .map(({ model, unit }) => `${shorten(model, longestName) || '(no model)'} (${inWords(unit)})`);
  return [
    `Read as: ${view.readAs}`,
    ...detailsNotes(view),
    `Cost: ${formatBasis(basis, listPricePercent)}${basis === previousBasis ? '' : `, before it ${formatBasis(previousBasis)}`}, by UTC day`,
    'Volume: more or less use at the old cost per token; price: the rest, also more output or less caching per token',
    ...(unpriced.length > 0 ? [`Not in the cost, no price is known: ${unpriced.join(', ')}`] : []),
    ...asBilledNotes(view),
    ...leftOutNotes(view),
    ...(view.missingDays.length > 0 ? [`Not collected yet: ${dayRuns(view.missingDays)}`] : []),
    ...(view.provisionalDays.length > 0 ? [`May still grow: ${dayRuns(view.provisionalDays)}`] : []),
    freshness(view.dataThrough),
  ];
}

function causeText(contributor: NamedContributor): string {
  if (contributor.presence === 'new') return contributor.quantity === null ? 'new, without usage' : 'new';
  if (contributor.presence === 'gone') return 'not any more';
  if (contributor.quantity === null) return `${formatUsd(contributor.beforeNanoUsd)} before, without usage`;
  const volumeShare = shareOfVolume(contributor);
  if (volumeShare >= 0.85) return `${volumeShare >= 0.98 ? 'all' : 'nearly all'} volume: ${volumeText(contributor, contributor.quantity)}`;
  if (volumeShare <= 0.15) return `${volumeShare <= 0.02 ? 'all' : 'nearly all'} price: ${priceText(contributor, contributor.quantity)}`;
  return `${partsText(contributor)}: ${volumeText(contributor, contributor.quantity)}`;
}

type Quantity = NonNullable<NamedContributor['quantity']>;

/** The change in tokens, and that the mix changed if tokens alone do not explain the amount. */
function volumeText({ beforeNanoUsd, volumeNanoUsd }: CostChange, { unit, before, after }: Quantity): string {
  if (before === 0 || after === 0) return `${unit} not counted in both periods`;
  const times = after / before;
  const byQuantity = Number(beforeNanoUsd) * (times - 1);
  const isExplained = Math.abs(Number(volumeNanoUsd) - byQuantity) <= 0.25 * Math.abs(Number(volumeNanoUsd));
  const mix = volumeNanoUsd > byQuantity ? 'of a dearer mix' : 'of a cheaper mix';
  return `${formatTimes(times)} the ${unit}${isExplained ? '' : `, ${mix}`}`;
}

function priceText({ beforeNanoUsd, afterNanoUsd }: CostChange, { unit, before, after }: Quantity): string {
  const noun = unit === 'tokens' ? 'token' : 'request';
  if (beforeNanoUsd <= 0n || before === 0 || after === 0) return `another cost per ${noun}`;
  return `${formatTimes(Number(afterNanoUsd) / after / (Number(beforeNanoUsd) / before))} the cost per ${noun}`;
}

/** `3.1×`, near one `1.04×`, far from it `120×`. */
function formatTimes(times: number): string {
  const digits = Math.abs(times) >= 10 ? 0 : Math.abs(times) >= 1.5 ? 1 : 2;
  return `${times.toLocaleString('en-US', { maximumFractionDigits: digits })}×`;
}

function partsText({ volumeNanoUsd, priceNanoUsd }: CostChange): string {
  return `volume ${formatDifference(volumeNanoUsd)}, price ${formatDifference(priceNanoUsd)}`;
}

function shareOfVolume({ volumeNanoUsd, priceNanoUsd }: CostChange): number {
  const volume = Math.abs(Number(volumeNanoUsd));
  return volume / (volume + Math.abs(Number(priceNanoUsd)) || 1);
}

function sizeOf({ beforeNanoUsd, afterNanoUsd }: CostChange): bigint {
  return afterNanoUsd - beforeNanoUsd;
}

function isUnchanged(change: CostChange): boolean {
  return sizeOf(change) === 0n && change.volumeNanoUsd === 0n;
}

const listedContributors = 10;

export function whyText(view: WhyView): string[] {
  const splits = view.causes.by.flatMap(({ attribute, contributors }) => {
    const lines = contributorLines(contributors, listedContributors);
    return lines.length === 0 ? [] : [splitTitle(attribute), ...lines.map(line => `  ${oneLine(line)}`)];
  });
  return [changeHeadline(view), changeSummary(view), ...splits, ...whyNotes(view)];
}
