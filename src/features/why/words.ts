import { ascending } from '#core/ascending.ts';
import { absolute } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Causes, CausesBy, NamedContributor } from '#core/usage/lead-cause.ts';
import { changedOf, type LeadCause, leadCause } from '#core/usage/lead-cause.ts';
import { sizeOf } from '#core/usage/split-change.ts';
import type { Basis } from '#core/usage/usage-figures.ts';
import { restSentence } from '#show/cause-words.ts';
import { formatBasis, formatDifference, formatPercent, formatUsd } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { detailsNotes, inWords, shortDays, withoutYearOf } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { asBilledNotes } from '../answers/words.ts';
import { outlierWords } from '../verdict/outlier-day.ts';
import { becauseOf, mentionsPrice } from './because.ts';
import { comparedPhrase, periodPhrase } from './period-phrase.ts';
import type { WhyView } from './view.ts';

const longestName = 80;
/** A title of Slack has room for 150 characters. */
const longestScope = 70;

type VerdictView = Pick<
  WhyView,
  'causes' | 'changePercent' | 'from' | 'to' | 'previous' | 'today' | 'about' | 'basis' | 'previousBasis' | 'isTooEarly'
>;

/** Whether anything says what a period cost. Of days collected in part, that part is known. */
export function isAmountKnown(nanoUsd: bigint, basis: Basis): boolean {
  return nanoUsd !== 0n || (basis !== 'none' && basis !== 'unbilled');
}

/** `Last week cost $712.60 less than the week before (−38%), for project Search`. */
export function whyVerdict(view: VerdictView): string {
  const { causes, changePercent, previous, today, about, basis, previousBasis } = view;
  const { afterNanoUsd } = causes.change;
  const size = sizeOf(causes.change);
  const [period, compared] = [periodPhrase(view, today), comparedPhrase(previous, view, today)];
  const scope = about === '' ? '' : `, ${shorten(about, longestScope)}`;
  if (!isAmountKnown(afterNanoUsd, basis)) return `What ${formatDays(view.from, view.to)} cost is not known${scope}`;
  if (!isAmountKnown(causes.change.beforeNanoUsd, previousBasis))
    return `${period} cost ${formatUsd(afterNanoUsd)}; what ${compared} cost is not known${scope}`;
  if (view.isTooEarly)
    return `${period} cost ${formatUsd(afterNanoUsd)}, and all of ${compared} ${formatUsd(causes.change.beforeNanoUsd)}${scope}`;
  if (size === 0n) return `${period} cost ${afterNanoUsd === 0n ? `nothing, like ${compared}` : `the same as ${compared}`}${scope}`;
  const percent = changePercent === null ? '' : ` (${formatPercent(changePercent)})`;
  return `${period} cost ${formatUsd(absolute(size))} ${size > 0n ? 'more' : 'less'} than ${compared}${percent}${scope}`;
}

/** `Research's key farah-evals stopped: −$747.04. Everything else together is up $34.44.`, and the day that made half of it; empty if nothing moved. */
export function causeSentence({ causes, outlier, previous, from, to, today }: WhyView): string {
  const day = outlier === undefined ? [] : [outlierWords(outlier, comparedPhrase(previous, { from, to }, today), formatUsd)];
  return [leadSentences(causes), ...day].filter(sentence => sentence !== '').join(' ');
}

function leadSentences(causes: Causes): string {
  const lead = leadCause(causes);
  if (lead === null) return spreadSentence(causes.by);
  const { contributor, attribute } = lead;
  const own = sizeOf(contributor);
  const told = `${subjectOf(lead)} ${becauseOf(contributor, attribute).told}: ${formatDifference(own)}.`;
  const others = causes.by.find(split => split.attribute === attribute)?.contributors ?? [];
  if (changedOf(others).length < 2) return others.length < 2 ? told : `${told} Nothing else changed.`;
  return `${told} ${restSentence(own, sizeOf(causes.change) - own) ?? 'Everything else is flat.'}`;
}

function spreadSentence(by: Causes['by']): string {
  const largest = largestChanges(by).map(one => `${inSentence(subjectOf(one))} (${formatDifference(sizeOf(one.contributor))})`);
  if (largest.length === 0) return '';
  return `No single cause stands out. The largest ${largest.length === 1 ? 'is' : 'are'} ${largest.join(' and ')}.`;
}

/** The largest change of any split, and the next that is not the same dollars. What nobody is named for is left to the other splits. */
function largestChanges(by: Causes['by']): LeadCause[] {
  const splits = by.map(({ attribute, contributors }) => changedOf(contributors).map(contributor => ({ attribute, contributor })));
  const telling = splits.filter(([first, ...more]) => more.length > 0 && (first?.contributor.id || first?.contributor.lineItem));
  const [first, ...others] = (telling.length > 0 ? telling : splits.slice(0, 1))
    .flat()
    .toSorted((a, b) => ascending(absolute(sizeOf(b.contributor)), absolute(sizeOf(a.contributor))));
  if (first === undefined) return [];
  const isMadeBy = (one: LeadCause, { attribute, contributor }: LeadCause) =>
    one.contributor.madeBy?.some(part => part.attribute === attribute && part.label === contributor.label) === true;
  return [first, ...others.filter(one => !isMadeBy(one, first) && !isMadeBy(first, one)).slice(0, 1)];
}

function inSentence(subject: string): string {
  return subject.replace(/^(?:Project|Key) /, start => start.toLowerCase());
}

function subjectOf({ contributor, attribute }: LeadCause): string {
  const name = nameOf(contributor);
  if (attribute === 'project') return `Project ${name}`;
  if (attribute !== 'key') return name;
  return contributor.owner === undefined ? `Key ${name}` : `${shorten(contributor.owner, longestName)}'s key ${name}`;
}

/** What to read before the figures are trusted: days that are not there. */
export function incompleteNote({ missingDays, dataThrough }: WhyView): string[] {
  return missingDays.length === 0
    ? []
    : [`Incomplete, so not a fair comparison. Not collected yet: ${shortDays(missingDays, dataThrough)}.`];
}

/** The largest contributors, a line each, and one for the rest: `gpt-4o: +$41.20, 3.1 times the tokens`. Names are not escaped. */
export function contributorLines({ attribute, contributors }: CausesBy, most: number): string[] {
  const { listed, others } = largestOf(contributors, most);
  return [
    ...listed.map(one => `${nameOf(one)}: ${formatDifference(sizeOf(one))}, ${becauseOf(one, attribute).short}`),
    ...others.map(({ name, size }) => `${name}: ${formatDifference(size)} together`),
  ];
}

/** `By model: gpt-4o +$41.20 · gpt-5 −$3.50 · 4 others +$0.90`; null if nothing moved. */
export function splitLine(view: WhyView, { attribute, contributors }: CausesBy): string | null {
  const { listed, others } = largestOf(contributors, shownOfOthers(view));
  const parts = [
    ...listed.map(one => `${nameOf(one)} ${formatDifference(sizeOf(one))}`),
    ...others.map(({ name, size }) => `${name} ${formatDifference(size)}`),
  ];
  return parts.length === 0 ? null : `${splitTitle(attribute)}: ${parts.join(' · ')}`;
}

interface Largest {
  readonly listed: readonly NamedContributor[];
  /** The others as one; empty if there are none. */
  readonly others: readonly { readonly name: string; readonly size: bigint }[];
}

/** At most `most` contributors that moved by a hundredth of all that moved; a single other one is listed too. All of them for `Infinity`. */
export function largestOf(contributors: readonly NamedContributor[], most: number): Largest {
  const changed = changedOf(contributors);
  if (most === Infinity) return { listed: changed, others: [] };
  const moved = changed.reduce((sum, one) => sum + absolute(sizeOf(one)), 0n);
  const large = changed.filter(one => absolute(sizeOf(one)) * 100n >= moved).slice(0, most);
  const listed = changed.length - large.length === 1 ? changed : large;
  const others = changed.slice(listed.length);
  if (others.length === 0) return { listed, others: [] };
  return { listed, others: [{ name: `${others.length} others`, size: others.reduce((sum, one) => sum + sizeOf(one), 0n) }] };
}

/** The title of a split: `By model`. */
export function splitTitle(attribute: Attribute): string {
  return `By ${attribute === 'user' ? 'person' : attribute}`;
}

/** The split to show in full: the one that holds the cause, or the largest change. */
export function leadSplit({ causes }: WhyView): CausesBy | null {
  const attribute = (leadCause(causes) ?? largestChanges(causes.by)[0])?.attribute;
  const moved = causes.by.filter(({ contributors }) => changedOf(contributors).length > 0);
  return moved.find(split => split.attribute === attribute) ?? moved[0] ?? null;
}

/** How many contributors of its split an answer lists, unless all are asked for. */
export function shownContributors({ isEveryChangeShown }: Pick<WhyView, 'isEveryChangeShown'>): number {
  return isEveryChangeShown ? Infinity : 5;
}

/** Whether an answer folds changes, so that all of them can be asked for. */
export function foldsChanges(view: WhyView): boolean {
  const lead = leadSplit(view);
  return view.causes.by.some(split => {
    const most = split === lead ? shownContributors(view) : shownOfOthers(view);
    return largestOf(split.contributors, most).others.length > 0;
  });
}

function shownOfOthers({ isEveryChangeShown }: Pick<WhyView, 'isEveryChangeShown'>): number {
  return isEveryChangeShown ? Infinity : 3;
}

/** At most three lines: both amounts, where they come from and how fresh they are, and what limits them. */
export function whyNotes(view: WhyView): string[] {
  const { from, to, previous, causes, basis, previousBasis, dataThrough, about, readAs } = view;
  const { change } = causes;
  // One word for both is in the next line; of two, each amount has its own.
  const isOneBasis = basis === previousBasis && basis !== 'mixed';
  const amount = (first: Day, last: Day, cost: bigint, of: Basis, percent?: number) =>
    `${withoutYearOf(formatDays(first, last), dataThrough)}: ${isAmountKnown(cost, of) ? formatUsd(cost) : '–'}${isOneBasis ? '' : `, ${formatBasis(of, percent)}`}`;
  const limits = [
    ...detailsNotes(view),
    ...unpricedNote(view),
    ...asBilledNotes(view),
    ...leftOutNotes(view),
    ...(largestOf(leadSplit(view)?.contributors ?? [], shownContributors(view)).listed.some(mentionsPrice)
      ? ['The price per token also depends on output and caching']
      : []),
    ...(about.length > longestScope ? [`Read as: ${readAs}`] : []),
  ];
  return [
    [
      amount(from, to, change.afterNanoUsd, basis, view.listPricePercent),
      amount(previous.from, previous.to, change.beforeNanoUsd, previousBasis),
    ].join(' · '),
    sourceNotes({ ...view, estimatedDays: [] }, isOneBasis ? null : 'UTC days').join(' · '),
    ...(limits.length > 0 ? [limits.join(' · ').replace(/^./, start => start.toUpperCase())] : []),
  ];
}

function unpricedNote({ unpricedNotInCost }: WhyView): string[] {
  const unpriced = unpricedNotInCost
    .slice(0, 5)
    .map(({ model, unit }) => `${shorten(model, longestName) || '(no model)'} (${inWords(unit)})`);
  return unpriced.length === 0 ? [] : [`Not in the cost, no price is known: ${unpriced.join(', ')}`];
}

export function nameOf({ label }: NamedContributor): string {
  return shorten(label, longestName);
}
