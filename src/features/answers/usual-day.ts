import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { lengthInDays } from '#core/time/period.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { shortModels } from '#show/short-models.ts';
import { dayHistory } from '../verdict/day-history.ts';
import type { DayFigures } from '../verdict/day-verdict.ts';
import { withModelNames } from '../verdict/mover.ts';
import { moversSince } from '../verdict/read-movers.ts';
import { sameWeekdaysBefore, usualness } from '../verdict/usual.ts';
import { type AnswerView, isCostUnknown, nothingIsKnown } from './view.ts';

/** What a verdict on the one day of an answer needs; null for other answers, and while too few such weekdays are known. */
export async function usualDayOf(parts: AskParts, view: AnswerView, within: readonly Filter[], now: Instant): Promise<DayFigures | null> {
  const { query, total, missingDays, unknownDays } = view;
  const { metric, period, versus, filters } = query;
  if (metric !== 'cost' || versus !== null || lengthInDays(period) > 1 || period.from > dayOf(now)) return null;
  if (missingDays.length + unknownDays.length > 0 || nothingIsKnown(view) || isCostUnknown(view) || view.detailsFrom !== undefined)
    return null;
  const day = period.from;
  const { costNanoUsd } = total;
  const inScope = [...filters, ...within];
  const sameWeekdays = sameWeekdaysBefore(day, await dayHistory(parts, day, inScope, now));
  const { is } = usualness(costNanoUsd, sameWeekdays);
  if (is === 'unknown') return null;
  if (is === 'usual' || is === 'within' || day === dayOf(now)) return { day, costNanoUsd, sameWeekdays, movers: [] };
  const previous = { from: addDays(day, -7), to: addDays(day, -6) };
  const { movers, isWhole } = await moversSince(parts, { period, previous, filters: inScope, now }, false);
  const short = shortModels(movers.flatMap(({ dimension, label }) => (dimension === 'model' ? [label] : [])));
  const named = movers.map(mover => withModelNames(mover, short));
  return { day, costNanoUsd, sameWeekdays, movers: isWhole ? named : [] };
}
