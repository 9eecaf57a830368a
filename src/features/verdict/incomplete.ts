import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatUsd } from '#show/format-figures.ts';
import { dayRuns } from '#show/phrases.ts';

/** What is said instead of a verdict while days are missing. `soFarNanoUsd` is null when nothing at all was read. */
export function incompleteSentence(days: readonly Day[], soFarNanoUsd: NanoUsd | null): string {
  const runs = daysWithoutYear(days);
  if (soFarNanoUsd === null) return `Incomplete: OpenAI has reported nothing for ${runs} yet.`;
  return `Incomplete: OpenAI has not reported all of ${runs}. So far ${formatUsd(soFarNanoUsd)}.`;
}

/** `30 Nov`, `19–21 Nov, 30 Nov`; with years when the days are of several. */
export function daysWithoutYear(days: readonly Day[]): string {
  const years = new Set(days.map(day => day.slice(0, 4)));
  const [year] = years;
  return years.size === 1 ? dayRuns(days).replaceAll(` ${year}`, '') : dayRuns(days);
}
