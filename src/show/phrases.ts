import { addDays, type Day, daysBetween } from '#core/time/day.ts';
import { formatDay, formatDayAndYear, formatDays, formatWeekday } from '#core/time/format-day.ts';
import { formatCount, formatPercent } from './format-figures.ts';
import type { Within } from './plain-views.ts';

/** Shown when an answer needs rows from before `detailsFrom`, which were dropped. */
export function detailsNote(detailsFrom: Day): string {
  return `Details are kept from ${formatDayAndYear(detailsFrom)} on; of the days before it only totals by one dimension are known`;
}

/** Shown by commands for a period that starts before `keptFrom`. Empty when all rows are there. */
export function droppedLines(from: Day, keptFrom: Day | null, consequence: string): string[] {
  if (keptFrom === null || from >= keptFrom) return [];
  return [`The rows of days before ${formatDayAndYear(keptFrom)} were dropped (RETENTION_DAYS), their totals are kept: ${consequence}`];
}

/** What the figures are limited to. Empty when they cover everything asked for. */
export function withinNote(within: Within | undefined): string[] {
  if (within === undefined) return [];
  return [
    within.isOwn
      ? `Only your own usage: ${within.words.replace(/^for user "(.*)"$/, '$1').replace(/^for /, '')}`
      : `This channel shows ${onlyWords(within.words)}`,
  ];
}

/** What a scope is about, as a subject: `Search` for `for project "Search"`, otherwise the scope without its `for`. */
export function scopeSubject(scope: string): string {
  return loneFilter.exec(scope)?.[2] ?? scope.replace(/^for /, '');
}

const loneFilter = /^for (?:project|model|user|key|operation|tier|source) ("?)([^"]+)\1$/;

/** What a scope leaves: `only project "Search"`, `all but tier batch`. */
export function onlyWords(scope: string): string {
  return scope.startsWith('without ') ? `all but ${scope.slice('without '.length)}` : `only ${scope.replace(/^for /, '')}`;
}

/** A note when details are missing. */
export function detailsNotes({ detailsFrom }: { readonly detailsFrom?: Day }): string[] {
  return detailsFrom === undefined ? [] : [detailsNote(detailsFrom)];
}

/** An ISO moment as `22 Nov 2026, 09:07 UTC`. */
export function momentText(iso: string): string {
  return `${formatDayAndYear(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

/** An ISO moment as `22 Nov, 09:07 UTC`, where the year is plain. */
export function shortMoment(iso: string): string {
  return `${formatDay(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

/** `Sun 22 Nov`. */
export function weekdayAndDay(day: Day): string {
  return `${formatWeekday(day)} ${formatDay(day)}`;
}

/** A local `2026-11-22 09:07` as `Sun 22 Nov 2026, 09:07`. */
export function localMoment(text: string): string {
  const day = text.slice(0, 10);
  return `${formatWeekday(day)} ${formatDayAndYear(day)}, ${text.slice(11)}`;
}

/** `+30% through 23 Nov`: a change that leaves out `today`, which the amount beside it has. */
export function changeThrough(changePercent: number, today: Day): string {
  return `${formatPercent(changePercent)} through ${formatDay(addDays(today, -1))}`;
}

/** Days without the year in which the data was read, which is plain: `15–21 Nov`. */
export function withoutYearOf(days: string, dataThrough: string | null): string {
  const years = new Set(days.match(/\b\d{4}\b/g));
  const year = dataThrough?.slice(0, 4) ?? '';
  return years.size === 1 && years.has(year) ? days.replaceAll(` ${year}`, '') : days;
}

/** Days in order as runs, without the year in which the data was read: `1 Nov, 19–21 Nov`. */
export function shortDays(days: readonly Day[], dataThrough: string | null): string {
  return withoutYearOf(dayRuns(days), dataThrough);
}

/** What of a period isn't there: that it begins before the data does, and the days that are still to come. */
export function missingNotes(
  { missingDays = [], dataFrom }: { readonly missingDays?: readonly Day[]; readonly dataFrom?: Day },
  dataThrough: string | null = null,
): string[] {
  const toCome = missingDays.filter(day => dataFrom === undefined || day >= dataFrom);
  return [
    ...(dataFrom === undefined ? [] : [`Data starts on ${formatDayAndYear(dataFrom)}`]),
    ...(toCome.length === 0 ? [] : [`Not collected yet: ${shortDays(toCome, dataThrough)}`]),
  ];
}

/** Days in order as runs, with one year at their end: `1 Nov, 19–21 Nov 2026`. At most five, then the number of days left. */
export function dayRuns(days: readonly Day[]): string {
  const runs: { first: Day; last: Day; days: number }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && daysBetween(run.last, day) === 1) Object.assign(run, { last: day, days: run.days + 1 });
    else runs.push({ first: day, last: day, days: 1 });
  }
  const more = runs.slice(5).reduce((sum, run) => sum + run.days, 0);
  const [year, ...years] = new Set(days.map(day => day.slice(0, 4)));
  const words = runs.slice(0, 5).map(run => formatDays(run.first, run.last));
  const shown = words.map((run, index) => (years.length > 0 || index === words.length - 1 ? run : run.replace(` ${year}`, '')));
  return shown.join(', ') + (more > 0 ? ` and ${plural(more, 'more day')}` : '');
}

/** `completions, images`. At most three, then how many more. */
export function endpointList(endpoints: readonly string[]): string {
  const more = endpoints.length - 3;
  return `${endpoints.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Of what no price list has, but OpenAI bills. */
export const asBilledWords = 'no list price, priced as billed';

/** `1 day`, `3 days`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `inputTokens` as `input tokens`. */
export function inWords(unit: string): string {
  return unit.replace(/[A-Z]|\d+/g, start => ` ${start.toLowerCase()}`);
}

/** `text` with a capital first letter, as at the start of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
