import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { capitalized } from '#show/phrases.ts';
import type { Verdict } from './day-verdict.ts';
import { explanationOf, type Mover } from './mover.ts';
import { type OutlierDay, outlierWords } from './outlier-day.ts';
import { comparedWith } from './times-words.ts';

export interface PeriodFigures {
  readonly unit: 'week' | 'month';
  readonly costNanoUsd: NanoUsd;
  /** The week or month before; null when it was not read whole. */
  readonly previousNanoUsd: NanoUsd | null;
  /** Changes since the period before. */
  readonly movers: readonly Mover[];
  readonly outlier?: OutlierDay | null;
}

/** How a whole week or month compares with the one before, and what explains it. The rules are in `docs/verdicts.md`. */
export function periodVerdict({ unit, costNanoUsd, previousNanoUsd, movers, outlier = null }: PeriodFigures): Verdict {
  const before = `the ${unit} before`;
  const plain = (words: string): Verdict => ({ words, named: [] });
  if (previousNanoUsd === null) return plain(`Nothing to compare with: ${before} was not read whole.`);
  if (costNanoUsd < 0n) return plain('A credit: OpenAI gave back more than was spent.');
  if (costNanoUsd === 0n)
    return plain(
      previousNanoUsd === 0n
        ? `Nothing was spent, as in ${before}.`
        : `Nothing was spent; ${before} cost ${formatUsdInWords(previousNanoUsd)}.`,
    );
  const changeNanoUsd = costNanoUsd - previousNanoUsd;
  const explanation = explanationOf(changeNanoUsd, movers);
  const why = explanation === null ? '' : `: ${explanation.words}`;
  const named = explanation?.movers ?? [];
  if (previousNanoUsd <= 0n) return { words: `${capitalized(before)} cost nothing${why}.`, named };
  // Under five percent, or a dollar, nobody wants a reason.
  if (absolute(changeNanoUsd) * 20n < previousNanoUsd || absolute(changeNanoUsd) < 1_000_000_000n)
    return plain(`About as much as ${before} (${formatUsdInWords(previousNanoUsd)}).`);
  const day = outlier === null ? '' : ` ${outlierWords(outlier, before, formatUsdInWords)}`;
  return { words: `${capitalized(comparedWith(costNanoUsd, previousNanoUsd, before))}${why}.${day}`, named };
}
