import { absolute, type NanoUsd } from '#core/money/nano-usd.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { capitalized } from '#show/phrases.ts';
import { type ComparedDay, costSpan, type DayComparison, dayComparison, usualWeekday } from './day-comparison.ts';
import { type Explanation, explanationOf, type Mover } from './mover.ts';
import { numberWord } from './times-words.ts';
import { comparedWeeks, isWithin, nearUsual, type UsualRange, usualness } from './usual.ts';

export interface DayFigures extends ComparedDay {
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
  if (usual.is === 'unknown') return plain(tooEarly(usual.known, weekday));
  if (usual.is === 'usual') return plain(`${usualWords(costNanoUsd, usual.range, weekday)}.`);
  if (costNanoUsd === 0n && usual.is === 'idle') return plain(`Nothing was spent, as on most ${weekday}s.`);
  if (costNanoUsd === 0n && usual.is === 'below') return plain(`Nothing was spent; ${usualWeekday(figures)}.`);
  const comparison = dayComparison(figures);
  if (comparison === null) return plain(`${capitalized(usualWeekday(figures))}, and this one is no exception.`);
  return explained(comparison, figures);
}

/** What a day that still runs is held against: `A usual Tuesday costs $184.`, or once it is above that, `Already twice a usual Tuesday ($184).` */
export function runningDaySentence(figures: ComparedDay): string {
  const comparison = dayComparison(figures);
  const isAbove = comparison !== null && comparison.fromNanoUsd > 0n && figures.costNanoUsd > comparison.fromNanoUsd;
  return isAbove ? `Already ${comparison.words}.` : `${capitalized(usualWeekday(figures))}.`;
}

function plain(words: string): Verdict {
  return { words, named: [] };
}

function tooEarly(known: number, weekday: string): string {
  const earlier =
    known === 0 ? `no earlier ${weekday} is` : known === 1 ? `one earlier ${weekday} is` : `${numberWord(known)} earlier ${weekday}s are`;
  return `Too early to say what is usual: ${earlier} known.`;
}

/** The comparison, with what explains it and, if so, that the rest is as usual. */
function explained({ words, fromNanoUsd, range }: DayComparison, { costNanoUsd, movers }: DayFigures): Verdict {
  const claim = capitalized(words);
  if (movers.length === 0) return plain(`${claim}.`);
  const explanation = explanationOf(costNanoUsd - fromNanoUsd, movers);
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
