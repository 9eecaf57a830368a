import { changePercent } from '#core/query/previous-period.ts';
import { zoneName } from '#core/time/local-time.ts';
import { formatPercentApart, formatUsd } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { capitalized, detailsNotes, weekdayAndDay, withinNote } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { notOnTheBill } from '../answers/missing-cost.ts';
import { isCostUnknown } from '../answers/view.ts';
import { asBilledNotes, unpricedList } from '../answers/words.ts';
import { daysWithoutYear } from '../verdict/incomplete.ts';
import { usualness } from '../verdict/usual.ts';
import { leftOutWords } from './left-out-digests.ts';
import type { DigestView, Lateness } from './view.ts';

const longestLine = 600;

/** The small print, at most three lines: other comparisons, where the cost comes from, and what to be careful about. */
export function digestNotes(view: DigestView): string[] {
  const lines = [comparisons(view), sourceNotes(view.models), cautions(view)];
  return lines.filter(parts => parts.length > 0).map(parts => capitalized(shorten(parts.join(' · '), longestLine)));
}

const beside = { more: 'above', less: 'below', same: 'level with' };

/** `22% above the 7-day average ($151.20)`, and where the verdict knows too few such weekdays, `110% above Sun 29 Nov ($88.00)`. */
function comparisons({ rhythm, models, sameWeekdays, weekAverageNanoUsd, notIn }: DigestView): string[] {
  if (rhythm !== 'daily' || notIn.length > 0 || isCostUnknown(models)) return [];
  const { previous, total } = models;
  const isWeekdayKnown = usualness(total.costNanoUsd, sameWeekdays).is !== 'unknown';
  const ofDay = isWeekdayKnown ? null : previous.changePercent;
  const ofWeek = weekAverageNanoUsd === null ? null : changePercent(total.costNanoUsd, weekAverageNanoUsd);
  return [
    ...(ofDay === null
      ? []
      : [`${formatPercentApart(ofDay, beside)} ${weekdayAndDay(previous.from)} (${formatUsd(previous.figures.costNanoUsd)})`]),
    ...(ofWeek === null || weekAverageNanoUsd === null
      ? []
      : [`${formatPercentApart(ofWeek, beside)} the 7-day average (${formatUsd(weekAverageNanoUsd)})`]),
  ];
}

function cautions({ late, leftOutDigests = [], models, rhythm }: DigestView): string[] {
  const unbilled = notOnTheBill(models);
  return [
    ...(late === null ? [] : [lateWords(late)]),
    ...leftOutWords(rhythm, leftOutDigests),
    ...withinNote(models.within),
    ...detailsNotes(models),
    ...(models.unpricedNotInCost.length === 0 ? [] : [`not in the cost, no price is known: ${unpricedList(models.unpricedNotInCost)}`]),
    ...asBilledNotes(models),
    ...(unbilled.length === 0 ? [] : [`no line on the bill: ${shorten(unbilled.join(', '), 200)}`]),
    ...leftOutNotes(models),
    ...(models.unknownDays.length === 0
      ? []
      : [`OpenAI answered with nothing, which may be no usage or no data: ${daysWithoutYear(models.unknownDays)}`]),
  ];
}

function lateWords({ due, timeZone, because }: Lateness): string {
  const why = because === 'not running' ? ', when spendbot was not running' : ' and waited for the data';
  return `late: it was due ${weekdayAndDay(due.slice(0, 10))}, ${due.slice(11)} ${zoneName(timeZone)}${why}`;
}
