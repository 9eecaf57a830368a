import { formatDay, formatDayAndYear, formatDays, formatWeekday, monthName } from '#core/time/format-day.ts';
import { zoneName } from '#core/time/local-time.ts';
import { includes, lastDay } from '#core/time/period.ts';
import { capitalized, localMoment, shortMoment } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { shorten } from '#show/shorten.ts';
import { nothingIsKnown } from '../answers/view.ts';
import { headline } from '../answers/words.ts';
import { subjectOf } from '../verdict/budget-outcome.ts';
import { publicMovers } from '../verdict/mover.ts';
import { digestBudgetLines } from './digest-budget-lines.ts';
import { digestVerdict, missingDays } from './digest-verdict.ts';
import type { Rhythm } from './slot.ts';
import type { DigestState, DigestView } from './view.ts';

/** How many seen price changes a digest lists. */
export const mostPriceChangesTold = 5;

/** `OpenAI spend · Mon 30 Nov · $184.73`, with the scope after the first words: what it is, and how much. */
export function digestHeadline(view: DigestView): string {
  const { scope } = view;
  const subject = scope === null ? 'OpenAI spend' : `OpenAI spend, ${shorten(subjectOf(scope), 60)}`;
  return `${subject}${periodAndAmount(view)}`;
}

/** The same in about `length` characters: of a scope, its name alone, cut. */
export function shortHeadline(view: DigestView, length: number): string {
  const whole = digestHeadline(view);
  if (whole.length <= length || view.scope === null) return whole;
  const end = periodAndAmount(view);
  return `${shorten(subjectOf(view.scope), Math.max(12, length - end.length))}${end}`;
}

/** ` · Tue 24 Nov · $184.73`. While days are missing `$184.73 so far`, or, where reading stopped, `Tue 24 Nov by 17:00 UTC`. */
function periodAndAmount(view: DigestView): string {
  const { models, rhythm } = view;
  const [period, amount] = [digestPeriod(view), headline(models)];
  if (missingDays(view).length === 0 || nothingIsKnown(models)) return ` · ${period} · ${amount}`;
  const readAt = models.stale?.lastReadAt;
  if (readAt === undefined || !includes(models.query.period, readAt.slice(0, 10))) return ` · ${period} · ${amount} so far`;
  return ` · ${period} by ${rhythm === 'daily' ? `${readAt.slice(11, 16)} UTC` : shortMoment(readAt)} · ${amount}`;
}

/** `Daily digest of 21 Nov 2026`, for lists and notices. */
export function digestTitle({ models, rhythm }: Pick<DigestView, 'models' | 'rhythm'>): string {
  const { from } = models.query.period;
  return `${rhythmNames[rhythm]} digest of ${formatDays(from, lastDay(models.query.period))}`;
}

/** `view` as a channel may see it where figures of single people are for admins. */
export function digestForAll(view: DigestView): DigestView {
  return {
    ...view,
    people: null,
    budgets: view.budgets.filter(({ namesPeople }) => !namesPeople),
    movers: publicMovers(view.movers),
  };
}

/** What is not posted any more when digests about single people and keys are not, without figures. */
export function withheldDigest({ rhythm, scope }: DigestView): string {
  return `the ${rhythm} digest ${scope ?? 'for everything'}`;
}

const rhythmNames: Readonly<Record<Rhythm, string>> = { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly' };

/** What to know without a click: the verdict, then the budgets, a line a period. */
export function digestSummary(view: DigestView): string[] {
  return [digestVerdict(view).words, ...digestBudgetLines(view), ...seenPriceChangeLines(view.priceChanges ?? [], mostPriceChangesTold)];
}

/** `Mon 30 Nov`, `23–29 Nov`, `November 2026`. */
function digestPeriod({ models: { query, dataThrough }, rhythm }: DigestView): string {
  const { from } = query.period;
  const isThisYear = dataThrough === null || dataThrough.startsWith(from.slice(0, 4));
  if (rhythm === 'monthly') return `${monthName(from)} ${from.slice(0, 4)}`;
  if (rhythm === 'daily') return `${formatWeekday(from)} ${isThisYear ? formatDay(from) : formatDayAndYear(from)}`;
  const days = formatDays(from, lastDay(query.period));
  return isThisYear ? days.replace(` ${from.slice(0, 4)}`, '') : days;
}

/** A digest in one line; `channel` formats a channel for the reader's surface. */
export function digestLine(digest: DigestState, channel: (id: string) => string): string {
  const { rhythm, time, timeZone, scope, channelId, isPaused, next } = digest;
  const when = isPaused ? 'paused' : `next ${localMoment(next)}`;
  return `${capitalized(rhythm)} at ${time} ${zoneName(timeZone)}${scope === '' ? '' : ` ${scope}`} in ${channel(channelId)} (${when})`;
}

export const noDigests = 'No channel has a digest yet.';

export const digestsHowTo = '/spend digest daily at 9:00 Europe/Berlin for project "Search" in #channel · digest preview weekly';
