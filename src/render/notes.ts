import { type Day, daysBetween } from '#core/time/day.ts';
import { lastDay } from '#core/time/period.ts';
import type { UnpricedModel } from '#core/usage/figures.ts';
import type { AnswerView } from '../ask/view.ts';
import type { Within } from '../ask/view-within.ts';
import { detailsNote } from './dropped-text.ts';
import { formatCount, formatDayAndYear, formatDays, formatWeekday } from './format.ts';

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

/** What the figures stay inside; nothing where they cover all that was asked for. */
export function withinNote(within: Within | undefined): string[] {
  if (within === undefined) return [];
  return [within.isOwn ? `Only your own usage: ${within.words}` : `Only what this channel shows: ${within.words}`];
}

/** That details are missing; nothing where all that was asked for is known. */
export function detailsNotes({ detailsFrom }: { readonly detailsFrom?: Day }): string[] {
  return detailsFrom === undefined ? [] : [detailsNote(detailsFrom)];
}

/** `Data through 22 Nov 2026, 09:07 UTC`. */
export function freshness(dataThrough: string | null): string {
  return dataThrough === null ? 'No data was collected yet' : `Data through ${momentText(dataThrough)}`;
}

/** An ISO moment as `22 Nov 2026, 09:07 UTC`. */
export function momentText(iso: string): string {
  return `${formatDayAndYear(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

/** A local `2026-11-22 09:07` as `Sun 22 Nov 2026, 09:07`. */
export function localMoment(text: string): string {
  const day = text.slice(0, 10);
  return `${formatWeekday(day)} ${formatDayAndYear(day)}, ${text.slice(11)}`;
}

/** Days in order as runs, `1 Nov 2026, 19–21 Nov 2026`; at most five runs, then how many days are left. */
export function dayRuns(days: readonly Day[]): string {
  const runs: { first: Day; last: Day; days: number }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && daysBetween(run.last, day) === 1) Object.assign(run, { last: day, days: run.days + 1 });
    else runs.push({ first: day, last: day, days: 1 });
  }
  const more = runs.slice(5).reduce((sum, run) => sum + run.days, 0);
  const shown = runs.slice(0, 5).map(run => formatDays(run.first, run.last));
  return shown.join(', ') + (more > 0 ? ` and ${plural(more, 'more day')}` : '');
}

/** `completions, images`; at most three, then how many are left. */
export function endpointList(endpoints: readonly string[]): string {
  const more = endpoints.length - 3;
  return `${endpoints.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `1 day`, `3 days`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `inputTokens` as `input tokens`. */
export function inWords(unit: string): string {
  return unit.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
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
