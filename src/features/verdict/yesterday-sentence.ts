import type { NanoUsd } from '#core/money/nano-usd.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import type { DayFigures } from './day-verdict.ts';
import { comparedWith, numberWord } from './times-words.ts';
import { nearUsual, usualness } from './usual.ts';

export type YesterdayFigures = Pick<DayFigures, 'day' | 'costNanoUsd' | 'sameWeekdays'>;

/** `Yesterday was a usual Sunday.` By the rules of a day's verdict, without its cause; null while too little is known to say. */
export function yesterdaySentence({ day, costNanoUsd, sameWeekdays }: YesterdayFigures): string | null {
  const weekday = weekdayName(day);
  if (costNanoUsd < 0n) return 'Yesterday was a credit: OpenAI gave back more than was spent.';
  const usual = usualness(costNanoUsd, sameWeekdays);
  const spent = (words: string) => (costNanoUsd === 0n ? `Yesterday nothing was spent; ${words}.` : null);
  switch (usual.is) {
    case 'unknown':
      return null;
    case 'usual':
      return `Yesterday was ${nearUsual(costNanoUsd, usual.range)} usual ${weekday}.`;
    case 'idle':
      if (costNanoUsd === 0n) return `Yesterday nothing was spent, as on most ${weekday}s.`;
      return `Yesterday cost ${formatUsdInWords(costNanoUsd)}; most ${weekday}s cost nothing.`;
    case 'above':
    case 'below':
      return (
        spent(`a usual ${weekday} costs ${formatUsdInWords(usual.usualNanoUsd)}`) ??
        `Yesterday cost ${comparedWith(costNanoUsd, usual.usualNanoUsd, `a usual ${weekday}`)}.`
      );
    case 'within':
      return `Yesterday cost as much as ${weekday}s do, which vary.`;
    case 'highest':
    case 'lowest':
      return `Yesterday cost ${usual.is === 'highest' ? 'more' : 'less'} than any of the last ${numberWord(usual.range.known)} ${weekday}s.`;
  }
}

/** What is said of a month whose end cannot be told yet; `lastMonth` is null when it was not read whole. */
export function tooEarlyForMonth(month: string, lastMonth: { readonly name: string; readonly costNanoUsd: NanoUsd } | null): string {
  const known = lastMonth === null ? '' : `; ${lastMonth.name} cost ${formatUsdInWords(lastMonth.costNanoUsd)}`;
  return `Too early to say where ${month} ends${known}.`;
}
