import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { comparedWith, numberWord } from './times-words.ts';
import { type UsualRange, usualness } from './usual.ts';

/** A day, and the earlier days of its weekday. */
export interface ComparedDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  /** What the same weekday cost in the last eight weeks, as far as it is known, in any order. */
  readonly sameWeekdays: readonly NanoUsd[];
}

/** How a day that was not usual differs from those that are. */
export interface DayComparison {
  /** `five times a usual Tuesday ($184)`, `more than any of the last eight Mondays ($5–$900)`, `most Sundays cost nothing`. */
  readonly words: string;
  /** What the difference is counted from; zero where most such weekdays cost nothing. */
  readonly fromNanoUsd: NanoUsd;
  /** Within which the rest is as usual; null where nothing is usual. */
  readonly range: UsualRange | null;
}

/** How a day compares with the same weekday of the last eight weeks; null where it was usual, or nobody can say. */
export function dayComparison({ day, costNanoUsd, sameWeekdays }: ComparedDay): DayComparison | null {
  const usual = usualness(costNanoUsd, sameWeekdays);
  const weekday = weekdayName(day);
  switch (usual.is) {
    case 'idle':
      return { words: `most ${weekday}s cost nothing`, fromNanoUsd: 0n, range: null };
    case 'above':
    case 'below': {
      const { usualNanoUsd, range } = usual;
      return { words: comparedWith(costNanoUsd, usualNanoUsd, `a usual ${weekday}`), fromNanoUsd: usualNanoUsd, range };
    }
    case 'highest':
    case 'lowest': {
      const { lowNanoUsd, highNanoUsd, known } = usual.range;
      const more = usual.is === 'highest' ? 'more' : 'less';
      const words = `${more} than any of the last ${numberWord(known)} ${weekday}s (${costSpan(usual.range)})`;
      return { words, fromNanoUsd: (lowNanoUsd + highNanoUsd) / 2n, range: null };
    }
    default:
      return null;
  }
}

/** What is usual for the weekday of a day, whatever the day itself cost: `a usual Tuesday costs $184`. Empty where nobody can say. */
export function usualWeekday({ day, costNanoUsd, sameWeekdays }: ComparedDay): string {
  const usual = usualness(costNanoUsd, sameWeekdays);
  const weekday = weekdayName(day);
  if (usual.is === 'unknown') return '';
  if (usual.is === 'idle') return `most ${weekday}s cost nothing`;
  if ('usualNanoUsd' in usual) return `a usual ${weekday} costs ${formatUsdInWords(usual.usualNanoUsd)}`;
  return `${weekday}s vary (${costSpan(usual.range)})`;
}

/** `$171–$203`, or `$184` when both are the same in words. */
export function costSpan({ lowNanoUsd, highNanoUsd }: Pick<UsualRange, 'lowNanoUsd' | 'highNanoUsd'>): string {
  const [low, high] = [formatUsdInWords(lowNanoUsd), formatUsdInWords(highNanoUsd)];
  return low === high ? low : `${low}–${high}`;
}
