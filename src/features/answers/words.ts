import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import { lastDay } from '#core/time/period.ts';
import type { Metric } from '#core/usage/dimensions.ts';
import type { Figures, UnpricedModel } from '#core/usage/usage-figures.ts';
import { inMrkdwn } from '#show/blocks/text-blocks.ts';
import { formatBasis, formatCount, formatPercent, formatUsd, levelNote } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { dayRuns, detailsNote, detailsNotes, freshness, inWords, withinNote } from '#show/phrases.ts';
import { drawTable } from '#show/text-table.ts';
import { answerTable } from './answer-table.ts';
import { notOnTheBill } from './missing-cost.ts';
import { type AnswerView, isCostUnknown, knownToday, nothingIsKnown } from './view.ts';

/** The answer's figure: `$412.18`, `12.3M tokens`, `18,234 requests`. A cost that lacks unpriced usage says so. */
export function headline(view: AnswerView): string {
  if (nothingIsKnown(view) || isCostUnknown(view)) return '–';
  const figure = figureOf(view.total, view.query.metric);
  return view.query.metric === 'cost' && view.unpricedNotInCost.length > 0 ? `${figure} + unpriced usage` : figure;
}

/** The figure with its change, if there is one: `$412.18 (+18%)`. */
export function headlineWithChange(view: AnswerView): string {
  const { changePercent } = view.previous;
  return changePercent === null ? headline(view) : `${headline(view)} (${formatPercent(changePercent)})`;
}

/** The change: `+18% against 8–14 Nov 2026 ($350.00)`. Names the period even with nothing to compare. */
export function changeSentence({ previous, query, detailsFrom }: AnswerView): string {
  const days = formatDays(previous.from, previous.to);
  // The figure covers only part of the period, so that comes first.
  if (detailsFrom !== undefined && query.period.from < detailsFrom)
    return `Only from ${formatDayAndYear(detailsFrom)} on. ${detailsNote(detailsFrom)}`;
  if (detailsFrom !== undefined && previous.from < detailsFrom) return `Nothing to compare with for ${days}. ${detailsNote(detailsFrom)}`;
  const isUnknown = query.metric === 'cost' && previous.isCostUnknown === true;
  const figure = isUnknown ? '–' : figureOf(previous.figures, query.metric);
  if (previous.changePercent !== null) return `${formatPercent(previous.changePercent)} against ${days} (${figure})`;
  return previous.isWhole ? `${days}: ${figure}` : `Nothing to compare with: ${days} was not collected wholly`;
}

/** `Today so far: $12.10 (estimated)`; null if the period includes today or does not end yesterday. */
export function todaySentence(view: AnswerView): string | null {
  const { todaySoFar, query } = view;
  if (todaySoFar === null) return null;
  if (query.metric === 'cost' && todaySoFar.basis === 'unbilled') return `Today so far: – (${formatBasis('unbilled')})`;
  if (todaySoFar.basis !== 'unbilled' && knownToday(view) === null) return 'Today so far: – (nothing was collected yet)';
  const basis = query.metric === 'cost' ? ` (${formatBasis(todaySoFar.basis)})` : '';
  return `Today so far: ${figureOf({ ...todaySoFar, cachedInputTokens: null }, query.metric)}${basis}`;
}

/** One figure in the asked metric. A missing cost is `unpriced`, a missing count `–`. */
function figureOf(figures: Figures, metric: Metric): string {
  if (metric === 'cost') return figures.costNanoUsd === null ? 'unpriced' : formatUsd(figures.costNanoUsd);
  const count = metric === 'requests' ? figures.requests : tokensOf(figures);
  return count === null ? '–' : `${formatCount(count)} ${metric}`;
}

function tokensOf({ inputTokens, outputTokens }: Figures): number | null {
  return inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
}

/** What a reader must know, most important first: how it was read, where cost comes from, gaps, freshness. Names are not escaped. */
export function answerNotes(view: AnswerView): string[] {
  const notes = [`Read as: ${view.readAs}`, ...withinNote(view.within), ...detailsNotes(view), basisNote(view)];
  if (view.unpricedNotInCost.length > 0) notes.push(`Not in the cost, no price is known: ${unpricedList(view.unpricedNotInCost)}`);
  notes.push(...asBilledNotes(view));
  const unbilled = notOnTheBill(view);
  const billed = view.unpricedNotInCost.length > 0 ? [] : view.unpriced.filter(({ model }) => !unbilled.includes(model));
  if (billed.length > 0) notes.push(`No price is known, but it is billed: ${unpricedList(billed)}`);
  if (unbilled.length > 0) notes.push(`Used, but the bill has no line of its own for it: ${namesOf(unbilled)}`);
  notes.push(...leftOutNotes(view));
  if (view.missingDays.length > 0) notes.push(`Not collected yet: ${dayRuns(view.missingDays)}`);
  if (view.unknownDays.length > 0)
    notes.push(`OpenAI answered with nothing, which may be no usage or no data: ${dayRuns(view.unknownDays)}`);
  if (view.provisionalDays.length > 0) notes.push(`May still grow: ${dayRuns(view.provisionalDays)}`);
  notes.push(freshness(view.dataThrough));
  return notes;
}

/** `Estimated as billed: gpt-7 (1,000 input tokens), …`: priced by the bill itself. */
export function asBilledNotes({ estimatedAsBilled: estimated = [] }: Pick<AnswerView, 'estimatedAsBilled'>): string[] {
  if (estimated.length === 0) return [];
  return [`Estimated as billed, at what the bill lately charged per unit, for no price list has it: ${unpricedList(estimated)}`];
}

/** At most five names, then how many more there are. */
function namesOf(names: readonly string[]): string {
  const more = names.length - 5;
  return names.slice(0, 5).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function basisNote({ basis, listPricePercent, billedPercent, estimatedDays, query }: AnswerView): string {
  switch (basis) {
    case 'billed':
      return 'Billed: what OpenAI charges, by UTC day';
    case 'estimated':
      if (billedPercent !== undefined)
        return `Estimated at list price, usage × price, by UTC day; lately bills came to ${formatCount(billedPercent)}% of list price`;
      return listPricePercent === undefined
        ? 'Estimated: usage × price, by UTC day'
        : `Estimated${levelNote(listPricePercent)}: usage × price, by UTC day`;
    case 'mixed':
      return `Billed, by UTC day; estimated for ${dayRuns(estimatedDays)}${levelNote(listPricePercent)}`;
    case 'unbilled':
      return 'Used, but the bill has no line of its own for it, so its cost is not known';
    case 'none':
      return `Nothing was collected for ${formatDays(query.period.from, lastDay(query.period))}`;
  }
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

/** An answer in a few lines of mrkdwn, for notifications, screen readers, and messages whose blocks Slack rejects. */
export function answerFallback(view: AnswerView): string {
  const basis = view.query.metric === 'cost' ? ` (${formatBasis(view.basis)})` : '';
  return inMrkdwn([`${headline(view)}${basis}: ${view.readAs}`, changeSentence(view), ...withinNote(view.within), ...answerLines(view)]);
}

/** The top five groups of an answer and the rest, a line each: `gpt-4o: $200.10, 49%, 9,000 requests`. */
export function answerLines(view: AnswerView): string[] {
  const table = answerTable(view, 6, 60);
  if (table === null) return [];
  const names = table.columns.filter(({ align }) => align === 'left').length;
  return table.rows.map(row => `${row.slice(0, names).filter(Boolean).join(', ')}: ${figureTexts(row.slice(names), view.query.metric)}`);
}

/** The asked metric first, with its share. Unknown figures are left out. */
function figureTexts([cost = '', share = '', requests = '–', input = '–', output = '–']: readonly string[], metric: Metric): string {
  const counted = (count: string, noun: string) => (count === '–' ? [] : [`${count} ${noun}${count === '1' ? '' : 's'}`]);
  switch (metric) {
    case 'cost':
      return [cost, share, ...counted(requests, 'request')].join(', ');
    case 'requests':
      return [...counted(requests, 'request'), share, cost].join(', ');
    case 'tokens':
      return [...counted(input, 'input token'), ...counted(output, 'output token'), share, cost].join(', ');
  }
}

export function answerText(view: AnswerView): string[] {
  const table = answerTable(view, Number.POSITIVE_INFINITY, 60);
  const today = todaySentence(view);
  return [
    `${headline(view)}  ${changeSentence(view)}`,
    ...(today === null ? [] : [today]),
    ...(table === null ? [] : [drawTable(table.columns, table.rows)]),
    ...answerNotes(view),
  ];
}
