import { addDays, type Day } from '#core/time/day.ts';
import { formatDays, monthName } from '#core/time/format-day.ts';
import { formatPercent, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { shortDays, weekdayAndDay, withinNote, withoutYearOf } from '#show/phrases.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { unpricedList } from '../answers/words.ts';
import type { OutlierDay } from '../verdict/outlier-day.ts';
import { yesterdaySentenceOf } from './overview-verdict.ts';
import { isUnknownCost, type OverviewView, type PeriodCost } from './view.ts';

/** The figures of the overview, in the order people ask for them. Where the month ends is said above them. */
export function overviewFigures(view: OverviewView): { title: string; cost: string; note: string }[] {
  const { todaySoFar, yesterday, last7Days, monthToDate } = view;
  return [
    { title: 'Today so far', cost: costText(todaySoFar), note: dayAndBasis(todaySoFar) },
    { title: 'Yesterday', cost: costText(yesterday), note: yesterdayNote(view) },
    { title: 'Last 7 days', cost: costText(last7Days), note: changeText(last7Days) ?? daysText(last7Days) },
    { title: `${monthName(monthToDate.from)} so far`, cost: costText(monthToDate), note: changeText(monthToDate) ?? daysText(monthToDate) },
  ];
}

/** At most three lines: where the figures come from and how fresh they are, days that they lack, and costs that they lack. */
export function overviewNotes(view: OverviewView): string[] {
  const { missingDays = [], unknownDays = [], unpriced = [], dataThrough, within } = view;
  const lines = [
    [...withinNote(within), ...sourceNotes(view)],
    [
      ...(missingDays.length > 0 ? [`Not collected yet: ${shortDays(missingDays, dataThrough)}`] : []),
      ...(unknownDays.length > 0
        ? [`OpenAI answered with nothing, which may be no usage or no data: ${shortDays(unknownDays, dataThrough)}`]
        : []),
    ],
    [...(unpriced.length > 0 ? [`Not in the cost, no price is known: ${unpricedList(unpriced)}`] : []), ...leftOutNotes(view)],
  ];
  return lines.filter(parts => parts.length > 0).map(parts => parts.join(' · '));
}

function costText(figure: PeriodCost): string {
  return isUnknownCost(figure) ? '–' : formatUsd(figure.costNanoUsd);
}

/** The day where the sentence above says how it compares; otherwise its change, if that is known. */
function yesterdayNote(view: OverviewView): string {
  const { yesterday } = view;
  return (yesterdaySentenceOf(view) === null ? changeText(yesterday) : null) ?? dayAndBasis(yesterday);
}

/** `+4% vs Mon 16 Nov`, `−37% vs 10–16 Nov, which included Fri 13 Nov ($916)`, `1–23 Nov: +30% vs 1–23 Oct`. Null without a change. */
function changeText({ changePercent, isWithoutToday, from, to, previous, outlier }: PeriodCost): string | null {
  if (changePercent === null) return null;
  const compared = daysText(previous, to);
  const own = isWithoutToday ? `${daysText({ from, to: addDays(to, -1) }, to)}: ` : '';
  const day =
    outlier === undefined ? '' : `, ${outlier.isBefore ? 'which included ' : ''}${weekdayAndDay(outlier.day)} ${dayCost(outlier)}`;
  return `${own}${formatPercent(changePercent)} vs ${compared}${day}`;
}

function dayCost({ costNanoUsd, isBefore }: OutlierDay): string {
  const cost = formatUsdInWords(costNanoUsd);
  return isBefore ? `(${cost})` : `alone cost ${cost}`;
}

/** `Tue 1 Dec, estimated`. Of a longer period the small print says what is estimated. */
function dayAndBasis({ from, basis }: PeriodCost): string {
  const words = {
    billed: '',
    mixed: ', partly estimated',
    estimated: ', estimated',
    unbilled: ', not on the bill',
    none: ', not collected',
  };
  return `${weekdayAndDay(from)}${words[basis]}`;
}

/** Without the year of `today`. */
function daysText({ from, to }: { readonly from: Day; readonly to: Day }, today: Day = to): string {
  return from === to ? weekdayAndDay(from) : withoutYearOf(formatDays(from, to), today);
}
