import type { Day } from '#core/time/day.ts';
import { dayRuns, shortMoment } from '#show/phrases.ts';
import { missingWords, type Staleness } from './staleness.ts';

/** What is said instead of a verdict while days are missing: why, where that is known. */
export function incompleteSentence(days: readonly Day[], isAnyKnown: boolean, stale?: Staleness): string {
  const runs = daysWithoutYear(days);
  if (stale !== undefined)
    return `Incomplete: ${missingWords(stale, shortMoment(stale.lastReadAt), `${isAnyKnown ? 'Part' : 'All'} of ${runs}`)}`;
  return isAnyKnown ? `Incomplete: OpenAI has not reported all of ${runs}.` : `Incomplete: OpenAI has reported nothing for ${runs} yet.`;
}

/** `30 Nov`, `19–21 Nov, 30 Nov`; with years when the days are of several. */
export function daysWithoutYear(days: readonly Day[]): string {
  const years = new Set(days.map(day => day.slice(0, 4)));
  const [year] = years;
  return years.size === 1 ? dayRuns(days).replaceAll(` ${year}`, '') : dayRuns(days);
}
