import { lastDay } from '#core/time/period.ts';
import type { UnpricedModel } from '#core/usage/figures.ts';
import { formatCount, formatDays } from '#show/format.ts';
import { dayRuns, detailsNotes, freshness, inWords, withinNote } from '#show/phrases.ts';
import type { AnswerView } from './view.ts';

/**
 * What a reader must know to trust an answer, a sentence each, most important first: how the question was read, where
 * the cost comes from, what is missing, and how fresh it is. Names are not escaped.
 */
export function answerNotes(view: AnswerView): string[] {
  const notes = [`Read as: ${view.readAs}`, ...withinNote(view.within), ...detailsNotes(view), basisNote(view)];
  if (view.unpricedNotInCost.length > 0) notes.push(`Not in the cost, no price is known: ${unpricedList(view.unpricedNotInCost)}`);
  else if (view.unpriced.length > 0) notes.push(`No price is known, but it is billed: ${unpricedList(view.unpriced)}`);
  if (view.missingDays.length > 0) notes.push(`Not collected yet: ${dayRuns(view.missingDays)}`);
  if (view.unknownDays.length > 0)
    notes.push(`OpenAI answered with nothing, which may be no usage or no data: ${dayRuns(view.unknownDays)}`);
  if (view.provisionalDays.length > 0) notes.push(`May still grow: ${dayRuns(view.provisionalDays)}`);
  notes.push(freshness(view.dataThrough));
  return notes;
}

function basisNote({ basis, estimatedDays, query }: AnswerView): string {
  switch (basis) {
    case 'billed':
      return 'Billed: what OpenAI charges, by UTC day';
    case 'estimated':
      return 'Estimated: usage × price, by UTC day';
    case 'mixed':
      return `Billed, by UTC day; estimated for ${dayRuns(estimatedDays)}`;
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
