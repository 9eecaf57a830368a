import { describeFilters, describeQuery } from '#core/query/describe-query.ts';
import { changePercent, comparedDays, isRunningDay, previousPeriod } from '#core/query/previous-period.ts';
import type { AskedPeriod, Filter, Problem } from '#core/query/query.ts';
import type { QueryContext } from '#core/query/question-words.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { lastDay, lengthInDays, mergedPeriods, type Period } from '#core/time/period.ts';
import { seriesOf } from '#data/figures/daily-costs.ts';
import { missingSince } from '#data/figures/dropped-details.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { leftOutOfView } from '#show/left-out-text.ts';
import { namesPeople, scopeText, withinOf } from '../access/channel-scope.ts';
import { type AskedScope, readScope } from '../access/read-scope.ts';
import { unpricedOf } from '../answers/answer-figures.ts';
import { type AskedChange, readCauses } from '../verdict/causes.ts';
import { outlierDay } from '../verdict/outlier-day.ts';
import { whyReadings } from './command.ts';
import type { WhyView } from './view.ts';
import { isAmountKnown } from './words.ts';

export interface AskedWhy extends AskedScope {
  /** Whether every change is asked for, however small. */
  readonly isEveryChangeShown: boolean;
}

/** The words for {@link AskedWhy.isEveryChangeShown}. */
export const everyChange = 'all changes';

/** Parses the text after `why`: a period (yesterday by default), filters, a period to compare with, and `all changes`. */
export function readWhy(typed: string, context: QueryContext): AskedWhy | Problem {
  const rest = typed.replace(/\b(?:all|every)\s+changes?\b/i, ' ').trim();
  const read = readChange(rest, context);
  return 'problem' in read ? read : { ...read, isEveryChangeShown: rest !== typed.trim() };
}

function readChange(rest: string, context: QueryContext): AskedScope | Problem {
  const reads = whyReadings(rest).map(text => readScope('why', 'yesterday', text, context));
  return reads.find(read => !('problem' in read)) ?? readScope('why', 'yesterday', rest, context);
}

/** The change from the comparison period, and what caused it. */
export async function why(parts: AskParts, { query }: AskedScope, now: Instant, within: readonly Filter[] = []): Promise<WhyView> {
  const names = await readNames(parts.database);
  const today = dayOf(now);
  const period = query.versus ? query.period : comparedDays(query.period, today);
  const filters = [...query.filters, ...within];
  const { previous, causes, read } = await firstKnown(parts, { period, filters, now }, query.versus);
  const { coverage, detailsFrom } = read;
  const both = mergedPeriods([previous, period]);
  const overBoth = <T>(daysIn: (part: Period) => readonly T[]): T[] => both.flatMap(part => daysIn(part));
  const unpriced = (await Promise.all(both.map(read.unpriced))).flat();
  const { unpriced: _all, ...lacking } = unpricedOf(unpriced);
  const missingDays = missingSince(detailsFrom, overBoth(coverage.missingDays));
  const isWhole = coverage.missingDays(previous).length === 0;
  const basis = read.basisOf(period);
  const previousBasis = read.basisOf(previous).basis;
  // Part of a day can be explained where it costs more than the whole one.
  const isTooEarly = query.versus === null && isRunningDay(period, today) && causes.change.afterNanoUsd <= causes.change.beforeNanoUsd;
  const areKnown = isAmountKnown(causes.change.afterNanoUsd, basis.basis) && isAmountKnown(causes.change.beforeNanoUsd, previousBasis);
  const outlier = areKnown && missingDays.length === 0 ? outlierDay(seriesOf(read.cells, period), seriesOf(read.cells, previous)) : null;
  return {
    kind: 'why',
    readAs: describeQuery(query, names),
    from: period.from,
    to: lastDay(period),
    scope: scopeText(filters),
    about: describeFilters(filters, names).replaceAll('"', ''),
    today,
    previous: { from: previous.from, to: lastDay(previous) },
    // Against nothing known, everything would look new.
    causes: areKnown && !isTooEarly ? causes : { ...causes, by: [] },
    ...(isTooEarly ? { isTooEarly } : {}),
    ...(outlier === null ? {} : { outlier }),
    changePercent: isWhole && !isTooEarly ? changePercent(causes.change.afterNanoUsd, causes.change.beforeNanoUsd) : null,
    basis: basis.basis,
    ...(basis.listPricePercent === undefined ? {} : { listPricePercent: basis.listPricePercent }),
    previousBasis,
    ...lacking,
    missingDays,
    ...(detailsFrom === null ? {} : { detailsFrom }),
    ...leftOutOfView(overBoth(coverage.leftOut)),
    provisionalDays: overBoth(coverage.provisionalDays),
    dataThrough: coverage.dataThrough,
    namesPeople: namesPeople(query.filters),
    ...withinOf(within, names),
  };
}

/** A day is explained against the same weekday a week before, unless that wasn't read whole. */
async function firstKnown(parts: AskParts, asked: Omit<AskedChange, 'previous'> & { readonly period: AskedPeriod }, versus: Period | null) {
  const { period, now } = asked;
  const usual = previousPeriod(period, dayOf(now));
  const weekBefore = { from: addDays(period.from, -7), to: addDays(period.to, -7) };
  if (versus !== null || lengthInDays(period) > 1)
    return { previous: versus ?? usual, ...(await readCauses(parts, { ...asked, previous: versus ?? usual })) };
  const causes = await readCauses(parts, { ...asked, previous: weekBefore });
  if (causes.read.coverage.missingDays(weekBefore).length === 0) return { previous: weekBefore, ...causes };
  return { previous: usual, ...(await readCauses(parts, { ...asked, previous: usual })) };
}
