import type { Day } from '#core/time/day.ts';
import { formatDays, monthName, weekdayName } from '#core/time/format-day.ts';
import { formatPercent, formatUsd } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { changeThrough, shortDays, weekdayAndDay, withinNote, withoutYearOf } from '#show/phrases.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { unpricedList } from '../answers/words.ts';
import { nearUsual, usualness } from '../verdict/usual.ts';
import { isUnknownCost, type OverviewView, type PeriodCost } from './view.ts';

/** The figures of the overview, in the order people ask for them. Where the month ends is said above them. */
export function overviewFigures(view: OverviewView): { title: string; cost: string; note: string }[] {
  const { todaySoFar, yesterday, last7Days, monthToDate } = view;
  return [
    { title: 'Today so far', cost: costText(todaySoFar), note: dayAndBasis(todaySoFar) },
    { title: 'Yesterday', cost: costText(yesterday), note: usualText(view) ?? changeText(yesterday) ?? dayAndBasis(yesterday) },
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

/** `a usual Monday`; null where yesterday was none, or too little is known to say. */
function usualText({ yesterday: { from, costNanoUsd }, outlook: { isYesterdayWhole, sameWeekdays } }: OverviewView): string | null {
  const usual = usualness(costNanoUsd, sameWeekdays);
  return isYesterdayWhole && usual.is === 'usual' ? `${nearUsual(costNanoUsd, usual.range)} usual ${weekdayName(from)}` : null;
}

/** `+4% vs Mon 16 Nov`, `−38% vs 17–23 Nov`, `+30% through 23 Nov`: short, so that no figure of a row of them wraps. Null without a change. */
function changeText({ changePercent, isWithoutToday, previous: { from, to }, to: today }: PeriodCost): string | null {
  if (changePercent === null) return null;
  if (isWithoutToday) return changeThrough(changePercent, today);
  return `${formatPercent(changePercent)} vs ${from === to ? weekdayAndDay(from) : withoutYearOf(formatDays(from, to), today)}`;
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

function daysText({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return from === to ? weekdayAndDay(from) : withoutYearOf(formatDays(from, to), to);
}
