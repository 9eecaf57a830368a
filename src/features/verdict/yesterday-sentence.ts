import type { NanoUsd } from '#core/money/nano-usd.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { type ComparedDay, dayComparison, usualWeekday } from './day-comparison.ts';
import { nearUsual, usualness } from './usual.ts';

/** `Yesterday was a usual Sunday.` By the rules of a day's verdict, without its cause; null while too little is known to say. */
export function yesterdaySentence(figures: ComparedDay): string | null {
  const { day, costNanoUsd, sameWeekdays } = figures;
  const weekday = weekdayName(day);
  if (costNanoUsd < 0n) return 'Yesterday was a credit: OpenAI gave back more than was spent.';
  const usual = usualness(costNanoUsd, sameWeekdays);
  if (usual.is === 'unknown') return null;
  if (usual.is === 'usual') return `Yesterday was ${nearUsual(costNanoUsd, usual.range)} usual ${weekday}.`;
  if (costNanoUsd === 0n && usual.is === 'idle') return `Yesterday nothing was spent, as on most ${weekday}s.`;
  if (costNanoUsd === 0n && usual.is === 'below') return `Yesterday nothing was spent; ${usualWeekday(figures)}.`;
  if (usual.is === 'idle') return `Yesterday cost ${formatUsdInWords(costNanoUsd)}; ${usualWeekday(figures)}.`;
  const comparison = dayComparison(figures);
  return `Yesterday cost ${comparison === null ? `as much as ${weekday}s do, which vary` : comparison.words}.`;
}

/** What is said of a month whose end cannot be told yet; `lastMonth` is null when it was not read whole. */
export function tooEarlyForMonth(month: string, lastMonth: { readonly name: string; readonly costNanoUsd: NanoUsd } | null): string {
  const known = lastMonth === null ? '' : `; ${lastMonth.name} cost ${formatUsdInWords(lastMonth.costNanoUsd)}`;
  return `Too early to say where ${month} ends${known}.`;
}
