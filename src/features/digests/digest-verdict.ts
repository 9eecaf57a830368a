import { addDays } from '#core/time/day.ts';
import { isCostUnknown, nothingIsKnown } from '../answers/view.ts';
import { endedMonthSentence, monthSentence, subjectOf } from '../verdict/budget-outcome.ts';
import { dayVerdict, type Verdict } from '../verdict/day-verdict.ts';
import { incompleteSentence } from '../verdict/incomplete.ts';
import type { Mover } from '../verdict/mover.ts';
import { periodVerdict } from '../verdict/period-verdict.ts';
import type { DigestView } from './view.ts';

/** Whether what a digest reports was usual, what explains it, and where the month ends; while days are missing, only that. */
export function digestVerdict(view: DigestView): Verdict {
  const missing = missingDays(view);
  const { models } = view;
  const soFar = nothingIsKnown(models) ? null : models.total.costNanoUsd;
  if (missing.length > 0) return { words: incompleteSentence(missing, soFar), named: [] };
  if (isCostUnknown(models)) return { words: 'It was used, but the bill has no line of its own for it: its cost is not known.', named: [] };
  const { words, named } = ofPeriod(view);
  return { words: [words, ...monthSentences(view)].join(' '), named };
}

/** Days of the period that were not read to their end. */
export function missingDays({ models, notIn }: Pick<DigestView, 'models' | 'notIn'>): string[] {
  return [...new Set([...models.missingDays, ...notIn])].sort();
}

/** The movers without the one thing that the digest is about. */
export function moversInside({ movers, scope }: Pick<DigestView, 'movers' | 'scope'>): readonly Mover[] {
  return scope === null ? movers : movers.filter(({ label }) => label !== subjectOf(scope));
}

function ofPeriod(view: DigestView): Verdict {
  const { rhythm, models, sameWeekdays, moversSince } = view;
  const movers = moversInside(view);
  const { previous, total } = models;
  const { costNanoUsd } = total;
  if (rhythm === 'daily') {
    const day = models.query.period.from;
    // What moved since yesterday does not explain how a Monday differs from other Mondays.
    const isSinceWeekday = moversSince?.from === addDays(day, -7);
    return dayVerdict({ day, costNanoUsd, sameWeekdays, movers: isSinceWeekday ? movers : [] });
  }
  const isWhole = previous.isWhole && models.detailsFrom === undefined;
  const previousNanoUsd = isWhole ? previous.figures.costNanoUsd : null;
  return periodVerdict({ unit: rhythm === 'weekly' ? 'week' : 'month', costNanoUsd, previousNanoUsd, movers });
}

function monthSentences({ rhythm, month, forecastOf15thNanoUsd }: DigestView): string[] {
  if (month === null) return [];
  if (rhythm !== 'monthly' || month.state === 'running') return [monthSentence(month)];
  const sentence = endedMonthSentence(month, forecastOf15thNanoUsd);
  return sentence === null ? [] : [sentence];
}
