import { describeDays, describePeriod } from '#core/query/describe-query.ts';
import { monthName } from '#core/time/format-day.ts';
import { lastDay, lengthInDays, unitHolding } from '#core/time/period.ts';
import { formatPercent } from '#show/format-figures.ts';
import { changeThrough, scopeSubject, weekdayAndDay, withoutYearOf } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { dimensionName } from './chart-plot.ts';
import type { AnswerView } from './view.ts';
import { headline } from './words.ts';

/** The longest title of a Slack message (docs.slack.dev, "Header block"). */
const longestTitle = 150;

/** `OpenAI cost by model · 15–21 Nov · $412.18 · +18%`: what was asked, how much, and the change. A long question is cut, never its figure. */
export function answerTitle(view: AnswerView): string {
  const figures = [periodWords(view), answerFigure(view), changeWords(view)].filter(words => words !== '').join(' · ');
  return `${shorten(whatWasAsked(view), roomForQuestion(figures))} · ${figures}`;
}

/** Whether {@link answerTitle} has no room for the whole question. */
export function isTitleCut(view: AnswerView): boolean {
  return !answerTitle(view).startsWith(answerSubject(view));
}

/** `$412.18`; where only the largest were asked for, `$412.18 in all`, which is not theirs alone. */
export function answerFigure(view: AnswerView): string {
  const figure = headline(view);
  return view.query.top === null || figure === '–' ? figure : `${figure} in all`;
}

/** The title without its figures: `OpenAI cost by model · 15–21 Nov`. */
export function answerSubject(view: AnswerView): string {
  return `${whatWasAsked(view)} · ${periodWords(view)}`;
}

/** `+18%`, or `+18% through 23 Nov` where today is only in the figure; empty where a verdict says whether the day was usual. Where the question names what to compare with, `+18% vs 8–14 Nov`; empty where there is no change. */
export function changeWords({ previous, query: { versus, period }, usualDay, dataThrough }: AnswerView): string {
  const { changePercent, withoutToday } = previous;
  if (changePercent === null || usualDay !== undefined) return '';
  if (withoutToday) return changeThrough(changePercent, lastDay(period));
  return versus ? `${formatPercent(changePercent)} vs ${withoutYearOf(describeDays(versus), dataThrough)}` : formatPercent(changePercent);
}

function roomForQuestion(figures: string): number {
  return Math.max(20, longestTitle - ' · '.length - figures.length);
}

/** Metric, split, filters and the channel's scope: `by user` is by person. */
function whatWasAsked({ readAs, query, within }: AnswerView): string {
  const question = readAs.replace(/^me /, '');
  const end = question.lastIndexOf(`, ${describePeriod(query.period)}`);
  const asked = end < 0 ? question : question.slice(0, end);
  const written = query.by.length === 0 ? '' : ` by ${query.by.join(' and ')}`;
  const start = `${query.metric}${written}`;
  const split = query.by.length === 0 ? '' : ` by ${query.by.map(dimensionName).join(' and ')}`;
  const scope = within === undefined || within.isOwn ? '' : `, ${shorten(scopeSubject(within.words), 60)}`;
  return `${within?.isOwn ? 'Your' : 'OpenAI'} ${asked.startsWith(start) ? `${query.metric}${split}${asked.slice(start.length)}` : asked}${scope}`;
}

/** `15–21 Nov`, `Mon 23 Nov`, `Tue 24 Nov so far`, `November 2026`. The year of the data is plain. */
function periodWords(view: AnswerView): string {
  return `${daysInWords(view)}${view.isRunning ? ' so far' : ''}`;
}

function daysInWords({ query: { period }, dataThrough }: AnswerView): string {
  const isWhole = period.calendar !== null && period.to === unitHolding(period.calendar, period.from).to;
  if (isWhole && period.calendar === 'month') return `${monthName(period.from)} ${period.from.slice(0, 4)}`;
  const days = withoutYearOf(describeDays(period), dataThrough);
  if (lengthInDays(period) === 1 && !/\d{4}/.test(days)) return weekdayAndDay(period.from);
  if (isWhole && period.calendar === 'week') return days;
  return isWhole ? describePeriod(period) : withoutYearOf(describePeriod(period), dataThrough);
}
