import { formatDays } from '#core/time/format-day.ts';
import { lastDay } from '#core/time/period.ts';
import type { UnpricedModel } from '#core/usage/usage-figures.ts';
import { formatCount } from '#show/format-figures.ts';
import { dayRuns, detailsNotes, freshness, inWords, withinNote } from '#show/phrases.ts';
import type { AnswerView } from './view.ts';

/**
 * What must be known to trust an answer, a sentence each, the most important first: how the question was read, where the
 * cost comes from, how fresh it is, and everything that is not in it. Names are as they came.
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

/** `gpt-7 (1,000 input tokens, 200 output tokens)`, at most five models, then how many are left. */
export function unpricedList(unpriced: readonly UnpricedModel[]): string {
  const models = [...Map.groupBy(unpriced, ({ model }) => model)];
  const shown = models.slice(0, 5).map(([model, units]) => {
    const quantities = units.map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`);
    return `${model || '(no model)'} (${quantities.join(', ')})`;
  });
  const more = models.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
