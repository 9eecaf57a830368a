import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { capitalized } from '#show/phrases.ts';
import { type Explanation, explanationOf, type Mover } from './mover.ts';
import { comparedWith, numberWord } from './times-words.ts';
import { comparedWeeks, isWithin, nearUsual, type UsualRange, usualness } from './usual.ts';

export interface DayFigures {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  /** What the same weekday cost in the last eight weeks, as far as it is known, in any order. */
  readonly sameWeekdays: readonly NanoUsd[];
  /** Changes since the same weekday a week before; empty when they are not known. */
  readonly movers: readonly Mover[];
}

/** A sentence or two, and the movers they named, so that nothing is said twice. */
export interface Verdict {
  readonly words: string;
  readonly named: readonly Mover[];
}

/** Whether a day was usual for its weekday and, if not, what explains it. The rules are in `docs/verdicts.md`. */
export function dayVerdict(figures: DayFigures): Verdict {
  const { day, costNanoUsd, sameWeekdays } = figures;
  const weekday = weekdayName(day);
  if (costNanoUsd < 0n) return plain('A credit: OpenAI gave back more than was spent.');
  const usual = usualness(costNanoUsd, sameWeekdays);
  switch (usual.is) {
    case 'unknown':
      return plain(tooEarly(usual.known, weekday));
    case 'usual':
      return plain(`${usualWords(costNanoUsd, usual.range, weekday)}.`);
    case 'idle':
      return costNanoUsd === 0n
        ? plain(`Nothing was spent, as on most ${weekday}s.`)
        : explained(`Most ${weekday}s cost nothing`, figures, 0n, null);
    case 'above':
    case 'below': {
      if (costNanoUsd === 0n) return plain(`Nothing was spent; a usual ${weekday} costs ${formatUsdInWords(usual.usualNanoUsd)}.`);
      const compared = capitalized(comparedWith(costNanoUsd, usual.usualNanoUsd, `a usual ${weekday}`));
      return explained(compared, figures, usual.usualNanoUsd, usual.range);
    }
    case 'within':
      return plain(`${weekday}s vary (${costSpan(usual.range)}), and this one is no exception.`);
    case 'highest':
    case 'lowest': {
      const more = usual.is === 'highest' ? 'More' : 'Less';
      const middle = (usual.range.lowNanoUsd + usual.range.highNanoUsd) / 2n;
      return explained(
        `${more} than any of the last ${numberWord(usual.range.known)} ${weekday}s (${costSpan(usual.range)})`,
        figures,
        middle,
        null,
      );
    }
  }
}

function plain(words: string): Verdict {
  return { words, named: [] };
}

function tooEarly(known: number, weekday: string): string {
  const earlier =
    known === 0 ? `no earlier ${weekday} is` : known === 1 ? `one earlier ${weekday} is` : `${numberWord(known)} earlier ${weekday}s are`;
  return `Too early to say what is usual: ${earlier} known.`;
}

/** `claim`, with what explains it and, if so, that the rest is as usual. */
function explained(claim: string, { costNanoUsd, movers }: DayFigures, usualNanoUsd: NanoUsd, range: UsualRange | null): Verdict {
  const explanation = movers.length === 0 ? null : explanationOf(costNanoUsd - usualNanoUsd, movers);
  if (movers.length === 0) return plain(`${claim}.`);
  if (explanation === null) return plain(`${claim}; no single model or project explains it.`);
  return { words: `${claim}: ${explanation.words}.${restWords(costNanoUsd, explanation, range)}`, named: explanation.movers };
}

function restWords(costNanoUsd: NanoUsd, { coveredNanoUsd }: Explanation, range: UsualRange | null): string {
  if (range === null || absolute(coveredNanoUsd) === 0n) return '';
  return isWithin(costNanoUsd - coveredNanoUsd, range) ? ' The rest is as usual.' : '';
}

/** `A usual Tuesday (the last eight cost $171–$203)`, or where the cost is a little off, `A little above a usual Tuesday (…)`. */
function usualWords(costNanoUsd: NanoUsd, range: UsualRange, weekday: string): string {
  const { count, known } = range;
  const all = known === comparedWeeks ? `the last ${numberWord(known)}` : `${numberWord(known)} earlier ones`;
  const which = count === known ? all : `${numberWord(count)} of ${all}`;
  return `${capitalized(nearUsual(costNanoUsd, range))} usual ${weekday} (${which} cost ${costSpan(range)})`;
}

/** `$171–$203`, or `$184` when both are the same in words. */
function costSpan({ lowNanoUsd, highNanoUsd }: Pick<UsualRange, 'lowNanoUsd' | 'highNanoUsd'>): string {
  const [low, high] = [formatUsdInWords(lowNanoUsd), formatUsdInWords(highNanoUsd)];
  return low === high ? low : `${low}–${high}`;
}
