import { addDays } from '#core/time/day.ts';
import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import { lastDay, lengthInDays } from '#core/time/period.ts';
import type { Metric } from '#core/usage/dimensions.ts';
import type { Figures, UnpricedModel } from '#core/usage/usage-figures.ts';
import { formatBasis, formatCount, formatUsd, isToldLevel } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import {
  asBilledWords,
  capitalized,
  detailsNote,
  detailsNotes,
  inWords,
  missingNotes,
  shortDays,
  withinNote,
  withoutYearOf,
} from '#show/phrases.ts';
import { shortModels } from '#show/short-models.ts';
import { shorten } from '#show/shorten.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { dayVerdict, runningDaySentence } from '../verdict/day-verdict.ts';
import { outlierWords } from '../verdict/outlier-day.ts';
import { answerRows, tokensOf } from './answer-rows.ts';
import { dimensionsOf } from './answer-table.ts';
import { figureColumns } from './figure-columns.ts';
import { leadSentence } from './lead-change.ts';
import { notOnTheBill } from './missing-cost.ts';
import { outlierSentence } from './outlier-sentence.ts';
import { type AnswerView, isBeforeData, isCostUnknown, knownToday, nothingIsKnown } from './view.ts';

/** The answer's figure: `$412.18`, `12.3M tokens`, `18,234 requests`. A cost that lacks unpriced usage says so. */
export function headline(view: AnswerView): string {
  if (nothingIsKnown(view) || isCostUnknown(view)) return '–';
  const figure = figureOf(view.total, view.query.metric);
  return view.query.metric === 'cost' && view.unpricedNotInCost.length > 0 ? `${figure} + unpriced usage` : figure;
}

/** What the change is against: `Compared with 8–14 Nov: $350.00`. Names the period even with nothing to compare. */
export function comparisonWords({ previous, query, isRunning, detailsFrom, dataThrough }: AnswerView): string {
  const days = withoutYearOf(formatDays(previous.from, previous.to), dataThrough);
  // The figure covers only part of the period, so that comes first.
  if (detailsFrom !== undefined && query.period.from < detailsFrom)
    return `Only from ${formatDayAndYear(detailsFrom)} on. ${detailsNote(detailsFrom)}`;
  if (detailsFrom !== undefined && previous.from < detailsFrom) return `Nothing to compare with for ${days}. ${detailsNote(detailsFrom)}`;
  if (previous.changePercent === null && !previous.isWhole) return `Nothing to compare with: ${days} was not fully collected`;
  const isUnknown = query.metric === 'cost' && previous.isCostUnknown === true;
  const figure = isUnknown ? '–' : figureOf(previous.figures, query.metric);
  if (isRunning && query.versus === null) return `All of ${days}: ${figure}`;
  const { withoutToday } = previous;
  if (withoutToday === undefined) return `Compared with ${days}: ${figure}`;
  const own = withoutYearOf(formatDays(query.period.from, addDays(lastDay(query.period), -1)), dataThrough);
  return `${own}: ${figureOf(withoutToday, query.metric)}, compared with ${days}: ${figure}`;
}

/** What the bill says of the whole; whether a day was usual, or what made most of the change and which day stands out; and why nothing is compared where that was asked for. */
export function changeSentences(view: AnswerView): string[] {
  const byBill = billedSentence(view);
  if (view.usualDay !== undefined) return [...byBill, view.isRunning ? runningDaySentence(view.usualDay) : dayVerdict(view.usualDay).words];
  const sentences = [...dearDaySentence(view), leadSentence(view), outlierSentence(view)].filter(sentence => sentence !== null);
  return [...byBill, ...(isVersusUnknown(view) ? [`${comparisonWords(view)}.`] : []), ...sentences];
}

/** `The 7 days before included Fri 13 Nov ($916.24).` Empty where no single day made the change, and where a sentence on a cost by day names it. */
export function dearDaySentence(view: AnswerView): string[] {
  const { outlier } = view;
  if (outlier === undefined || (!outlier.isBefore && outlierSentence(view) !== null)) return [];
  return [outlierWords(outlier, comparedDays(view), formatUsd)];
}

/** `the 7 days before`; days that were asked for, and those of a running month, by their dates. */
function comparedDays({ previous, query: { period, versus }, dataThrough }: AnswerView): string {
  const length = lengthInDays(period);
  const isJustBefore = versus === null && previous.from === addDays(period.from, -length) && addDays(previous.to, 1) === period.from;
  return isJustBefore ? `the ${formatCount(length)} days before` : withoutYearOf(formatDays(previous.from, previous.to), dataThrough);
}

/** `Estimated from usage; billed: $5,352.55.` Empty where the bill says the same. */
function billedSentence({ wholeByBill, total, listPricePercent, dataThrough }: AnswerView): string[] {
  if (wholeByBill === undefined) return [];
  const { costNanoUsd, estimatedDays } = wholeByBill;
  if (formatUsd(costNanoUsd) === formatUsd(total.costNanoUsd)) return [];
  const level = isToldLevel(listPricePercent) ? ` at ${formatCount(listPricePercent)}% of list price` : '';
  const young = estimatedDays.length === 0 ? '' : ` (${shortDays(estimatedDays, dataThrough)} estimated)`;
  return [`Estimated from usage${level}; billed: ${formatUsd(costNanoUsd)}${young}.`];
}

/** What the change is against, and today so far; not what {@link changeSentences} say, and no second measure where those tell whether a day was usual. */
export function comparisonNotes(view: AnswerView): string[] {
  const today = todaySentence(view);
  const isToldAbove = isVersusUnknown(view) || view.usualDay !== undefined;
  return [...(isToldAbove || nothingIsKnown(view) ? [] : [comparisonWords(view)]), ...(today === null ? [] : [today])];
}

/** Whether the question names what to compare with, and that isn't known. */
function isVersusUnknown({ previous, query }: AnswerView): boolean {
  return query.versus !== null && previous.changePercent === null && !previous.isWhole;
}

/** `Today so far: $12.10 (estimated)`; null if the period includes today or does not end yesterday. */
export function todaySentence(view: AnswerView): string | null {
  const { todaySoFar, query } = view;
  if (todaySoFar === null) return null;
  if (query.metric === 'cost' && todaySoFar.basis === 'unbilled') return `Today so far: – (${formatBasis('unbilled')})`;
  if (todaySoFar.basis !== 'unbilled' && knownToday(view) === null) return 'Today so far: – (nothing was collected yet)';
  // Where the bill knows the whole, other answers estimate today at the level of the bill.
  const atList = view.wholeByBill !== undefined && todaySoFar.basis === 'estimated' ? ' at list price' : '';
  const basis = query.metric === 'cost' ? ` (${formatBasis(todaySoFar.basis)}${atList})` : '';
  return `Today so far: ${figureOf({ ...todaySoFar, cachedInputTokens: null }, query.metric)}${basis}`;
}

/** One figure in the asked metric. A missing cost is `unpriced`, a missing count `–`. */
function figureOf(figures: Figures, metric: Metric): string {
  if (metric === 'cost') return figures.costNanoUsd === null ? 'unpriced' : formatUsd(figures.costNanoUsd);
  const count = metric === 'requests' ? figures.requests : tokensOf(figures);
  return count === null ? '–' : `${formatCount(count)} ${metric}`;
}

export interface AnswerNotes {
  /** What the figure lacks. */
  readonly warnings: readonly string[];
  /** Where it comes from, what may still move, and how fresh it is: for one line. */
  readonly notes: readonly string[];
}

/** What a reader must know of an answer, most important first. Names are not escaped. */
export function answerNotes(view: AnswerView): AnswerNotes {
  const { unpricedNotInCost, unpriced, unknownDays, dataThrough, within } = view;
  const unbilled = notOnTheBill(view);
  const estimated = (view.estimatedAsBilled ?? []).map(({ model }) => model);
  const isToldElsewhere = unpricedNotInCost.length > 0 || view.query.metric !== 'cost';
  const billed = isToldElsewhere ? [] : unpriced.filter(({ model }) => !unbilled.includes(model) && !estimated.includes(model));
  const isOwn = within?.isOwn === true;
  const warnings = [
    ...(isOwn ? [] : withinNote(within)),
    ...detailsNotes(view),
    ...(unpricedNotInCost.length > 0 ? [`Not in the cost, no price is known: ${unpricedList(unpricedNotInCost)}`] : []),
    ...leftOutNotes(view),
    ...missingNotes(view, dataThrough),
    ...(unknownDays.length > 0
      ? [`OpenAI answered with nothing, which may be no usage or no data: ${shortDays(unknownDays, dataThrough)}`]
      : []),
  ];
  const [source = '', ...read] = sourceNotes(view, countedNote(view));
  const notes = [
    ...(isOwn ? withinNote(within) : []),
    // That nothing was collected would sound like a fault.
    ...(isBeforeData(view) ? read.filter(() => dataThrough !== null).map(capitalized) : [source, ...read]),
    ...asBilledNotes({ estimatedAsBilled: [...(view.estimatedAsBilled ?? []), ...billed] }),
    ...(unbilled.length > 0 ? [`no line on the bill: ${namesOf(unbilled)}`] : []),
  ];
  return { warnings, notes };
}

/** `no list price, priced as billed: gpt-7`. */
export function asBilledNotes({ estimatedAsBilled = [] }: Pick<AnswerView, 'estimatedAsBilled'>): string[] {
  const models = estimatedAsBilled.map(({ model }) => model);
  return models.length === 0 ? [] : [`${asBilledWords}: ${namesOf(models)}`];
}

/** At most five models, each once, then how many more there are. */
function namesOf(models: readonly string[]): string {
  const names = [...new Set(models)].map(model => model || '(no model)');
  const more = names.length - 5;
  return names.slice(0, 5).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Tokens and requests are counted, not billed; null for a cost. */
function countedNote({ basis, query }: AnswerView): string | null {
  if (query.metric === 'cost' || basis === 'none') return null;
  return `Counted by OpenAI, UTC days${query.by.length === 0 ? '' : `; costs ${formatBasis(basis)}`}`;
}

/** `gpt-7 (1,000 input tokens, 200 output tokens)`: at most five models, then how many more there are. */
export function unpricedList(unpriced: readonly UnpricedModel[]): string {
  const models = [...Map.groupBy(unpriced, ({ model }) => model)];
  const shown = models.slice(0, 5).map(([model, units]) => {
    const quantities = units.map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`);
    return `${model || '(no model)'} (${quantities.join(', ')})`;
  });
  const more = models.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What a line says of a row: the asked metric first. */
const figuresInWords: Readonly<Record<Metric, readonly string[]>> = {
  cost: ['Cost', 'Share', 'Requests'],
  tokens: ['Tokens', 'Share', 'Cost'],
  requests: ['Requests', 'Share', 'Cost'],
};

/** The top five rows of an answer, the others and the total, a line each: `gpt-4o: $200.10, 49%, 9,000 requests`. Models are named short. */
export function answerLines(view: AnswerView): string[] {
  const rows = answerRows(view, 5);
  const columns = figureColumns(view, rows).filter(({ title }) => figuresInWords[view.query.metric].includes(title));
  const column = dimensionsOf(view).indexOf('model');
  const named = shortModels(rows.flatMap(({ names }) => names[column] ?? []));
  return rows.map(({ names }, index) => {
    const figures = columns.flatMap(({ title, cells }) => figureWords(title, cells[index] ?? '–'));
    return `${names
      .map((name, at) => shorten(at === column ? named(name) : name, 60))
      .filter(Boolean)
      .join(', ')}: ${figures.join(', ')}`;
  });
}

/** `9,000 requests`; empty for an unknown count. */
function figureWords(title: string, figure: string): string[] {
  if (title === 'Cost' || title === 'Share') return [figure];
  if (figure === '–') return [];
  const noun = title.toLowerCase();
  return [`${figure} ${figure === '1' ? noun.replace(/s$/, '') : noun}`];
}
