import { absolute } from '#core/money/nano-usd.ts';
import { changePercent } from '#core/query/previous-period.ts';
import { formatDayAndYear, formatDays, formatMonth, formatWeekday } from '#core/time/format-day.ts';
import { zoneName } from '#core/time/local-time.ts';
import { lastDay } from '#core/time/period.ts';
import { oneLine } from '#show/escape.ts';
import { formatDifference, formatPercent, formatShare, formatUsd } from '#show/format-figures.ts';
import { dayRuns, localMoment, plural } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { shorten } from '#show/shorten.ts';
import { missingCost } from '../answers/missing-cost.ts';
import type { AnswerView } from '../answers/view.ts';
import { answerNotes, headlineWithChange } from '../answers/words.ts';
import { doneWords } from '../setup/words.ts';
import type { Rhythm } from './slot.ts';
import type { DayRange, DigestBudget, DigestForecast, DigestMover, DigestState, DigestsView, DigestView, Lateness } from './view.ts';

const longestName = 60;
const longestBudget = 100;
const listedBudgets = 3;
const listedMovers = 2;
const listedGroups = 3;
const listedPriceChanges = 5;

/** `$412.18 (+18%) on Sat 21 Nov 2026 for project Search`: the total first. */
export function digestHeadline({ models, rhythm, scope }: DigestView): string {
  const days = periodWords(models, rhythm);
  const of = scope === null ? '' : ` ${shorten(scope, 80)}`;
  return `${headlineWithChange(models)} ${days}${of}`;
}

/** `Daily digest of 21 Nov 2026`, for lists and notices. */
export function digestTitle({ models, rhythm }: Pick<DigestView, 'models' | 'rhythm'>): string {
  const { from } = models.query.period;
  return `${rhythmNames[rhythm]} digest of ${formatDays(from, lastDay(models.query.period))}`;
}

/** `view` as a channel may see it where figures of single people are for admins. */
export function digestForAll(view: DigestView): DigestView {
  return { ...view, people: null, budgets: view.budgets.filter(({ namesPeople }) => !namesPeople) };
}

/** What is not posted any more when digests about single people and keys are not, without figures. */
export function withheldDigest({ rhythm, scope }: DigestView): string {
  return `the ${rhythm} digest ${scope ?? 'for everything'}`;
}

const rhythmNames: Readonly<Record<Rhythm, string>> = { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly' };

/** What to know without a click: the change, whether it is unusual, the budgets, the month's forecast, and what changed most. */
export function digestSummary(view: DigestView): string[] {
  return [
    ...(view.late === null ? [] : [lateSentence(view.late)]),
    ...(view.notIn.length === 0 ? [] : [`Incomplete: OpenAI’s usage was not read to the end for ${dayRuns(view.notIn)}`]),
    changeLine(view.models),
    ...(view.weekBefore === null ? [] : [rangeLine(view.models, view.weekBefore)]),
    ...budgetLines(view.budgets),
    ...(view.forecast === null ? [] : [forecastLine(view.forecast)]),
    ...moverLines(view.movers),
    ...seenPriceChangeLines(view.priceChanges ?? [], listedPriceChanges),
  ];
}

/** The largest models, projects and people, one column each. */
export function digestColumns({ models, projects, people }: DigestView): { title: string; lines: string[] }[] {
  return [
    { title: 'Top models', lines: groupLines(models) },
    { title: 'Top projects', lines: groupLines(projects) },
    ...(people === null ? [] : [{ title: 'Top people', lines: groupLines(people) }]),
  ].filter(({ lines }) => lines.length > 0);
}

/** Where the cost comes from and what it does not include. The headline already says how the question was read. */
export function digestNotes({ models }: DigestView): string[] {
  return answerNotes(models).slice(1);
}

/** `+18% against 20 Nov 2026 ($350.00)`, or why there is nothing to compare with. */
function changeLine({ previous }: AnswerView): string {
  const days = formatDays(previous.from, previous.to);
  const before = formatUsd(previous.figures.costNanoUsd);
  if (previous.changePercent !== null) return `${formatPercent(previous.changePercent)} against ${days} (${before})`;
  return previous.isWhole ? `${days}: ${before}` : `Nothing to compare with: ${days} was not collected wholly`;
}

function rangeLine({ total }: AnswerView, { averageNanoUsd, lowestNanoUsd, highestNanoUsd }: DayRange): string {
  const cost = total.costNanoUsd;
  const change = changePercent(cost, averageNanoUsd);
  const average = `${change === null ? '' : `${formatPercent(change)} against `}the 7-day average of ${formatUsd(averageNanoUsd)}`;
  const range = `${formatUsd(lowestNanoUsd)} to ${formatUsd(highestNanoUsd)}`;
  if (cost > highestNanoUsd) return `${average}; more than on any of the 7 days before (${range})`;
  if (cost < lowestNanoUsd) return `${average}; less than on any of the 7 days before (${range})`;
  return `${average}; as usual: the 7 days before cost ${range}`;
}

function budgetLines(budgets: readonly DigestBudget[]): string[] {
  const shown = budgets.slice(0, listedBudgets).map(({ name, spentNanoUsd, amountNanoUsd, percent }) => {
    const used = `${formatUsd(spentNanoUsd)} of ${formatUsd(amountNanoUsd)} (${formatShare(percent / 100)})`;
    return `Budget ${shorten(name, longestBudget)}: ${used}`;
  });
  const more = budgets.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${plural(more, 'more budget')}`] : [])];
}

function forecastLine({ month, totalNanoUsd, band }: DigestForecast): string {
  const range = band === null ? '' : ` (${formatUsd(band.lowNanoUsd)} to ${formatUsd(band.highNanoUsd)})`;
  return `${formatMonth(month)} is heading for ${formatUsd(totalNanoUsd)}${range}`;
}

/** `Models that moved most: gpt-4o +$12.30 (more use), o3 −$3.00 (cheaper)`, and the same for projects. */
function moverLines(movers: readonly DigestMover[]): string[] {
  return (['model', 'project'] as const).flatMap(dimension => {
    const own = movers.filter(mover => mover.dimension === dimension && mover.changeNanoUsd !== 0n).slice(0, listedMovers);
    if (own.length === 0) return [];
    const words = own.map(mover => `${shorten(mover.label, longestName)} ${formatDifference(mover.changeNanoUsd)} (${causeWords(mover)})`);
    return [`${dimension === 'model' ? 'Models' : 'Projects'} that moved most: ${words.join(', ')}`];
  });
}

/** The main reason for a change, price or volume, or both when neither dominates. */
function causeWords({ presence, priceNanoUsd, volumeNanoUsd }: DigestMover): string {
  if (presence !== 'both') return presence;
  const [price, volume] = [absolute(priceNanoUsd), absolute(volumeNanoUsd)];
  const words = { price: priceNanoUsd > 0n ? 'dearer' : 'cheaper', volume: volumeNanoUsd > 0n ? 'more use' : 'less use' };
  if (price * 4n < volume) return words.volume;
  return volume * 4n < price ? words.price : `${words.volume}, ${words.price}`;
}

function groupLines(view: AnswerView): string[] {
  return view.groups.slice(0, listedGroups).map(group => {
    const { label, costNanoUsd, share } = group;
    const name = typeof label === 'string' ? label : Object.values(label).join(', ');
    const cost = costNanoUsd === null ? missingCost(view, group) : formatUsd(costNanoUsd);
    return `${shorten(name, longestName)}  ${cost}${share === null ? '' : `, ${formatShare(share)}`}`;
  });
}

function lateSentence({ due, timeZone, because, leftOut }: Lateness): string {
  const why = because === 'not running' ? 'spendbot was not running then' : 'it waited for the data';
  const more = leftOut === 0 ? '' : `; ${plural(leftOut, 'earlier digest')} left out`;
  return `Late: due ${localMoment(due)} ${zoneName(timeZone)}, ${why}${more}`;
}

function periodWords({ query }: AnswerView, rhythm: Rhythm): string {
  const { from } = query.period;
  if (rhythm === 'daily') return `on ${formatWeekday(from)} ${formatDayAndYear(from)}`;
  return rhythm === 'weekly' ? `in the week of ${formatDays(from, lastDay(query.period))}` : `in ${formatMonth(from)}`;
}

/** A digest in one line; `channel` formats a channel for the reader's surface. */
export function digestLine(digest: DigestState, channel: (id: string) => string): string {
  const { number, rhythm, time, timeZone, scope, channelId, isPaused, next } = digest;
  const when = isPaused ? 'paused' : `next ${localMoment(next)}`;
  return `Digest ${number}: ${rhythm} at ${time} ${zoneName(timeZone)}${scope === '' ? '' : ` ${scope}`} in ${channel(channelId)} (${when})`;
}

export const noDigests = 'No channel has a digest yet.';

export const digestsHowTo = [
  '/spend digest daily at 9:00 Europe/Berlin for project "Search" in #channel',
  '/spend digest change 1 at 8:30 · pause 1 · resume 1 · remove 1 · preview weekly',
].join('\n');

export function digestText(view: DigestView): string[] {
  const columns = digestColumns(view).flatMap(({ title, lines }) => [`${title}:`, ...lines.map(line => `  ${oneLine(line)}`)]);
  return [digestHeadline(view), ...digestSummary(view), ...columns, ...digestNotes(view)].map(line => line.trimEnd());
}

export function digestsText({ done, digests }: DigestsView): string[] {
  const lines = digests.map(digest => oneLine(digestLine(digest, id => id)));
  return [...(done === null ? [] : [doneWords(done, 'Digest')]), ...(lines.length === 0 ? [noDigests] : lines)];
}
