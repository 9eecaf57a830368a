import { addDays } from '#core/time/day.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { isCostUnknown, nothingIsKnown } from '../answers/view.ts';
import { isSpendKnown } from '../budgets/words.ts';
import { budgetPeriodName, endedMonthSentence, monthSentence, overOrUnder, subjectOf, toldForecast } from '../verdict/budget-outcome.ts';
import { dayVerdict, type Verdict } from '../verdict/day-verdict.ts';
import { incompleteSentence } from '../verdict/incomplete.ts';
import type { Mover } from '../verdict/mover.ts';
import { periodVerdict } from '../verdict/period-verdict.ts';
import type { DigestBudget, DigestView } from './view.ts';

/** Whether what a digest reports was usual, what explains it, and where the month ends; while days are missing, only that. */
export function digestVerdict(view: DigestView): Verdict {
  const missing = missingDays(view);
  const { models } = view;
  if (missing.length > 0) return { words: incompleteSentence(missing, !nothingIsKnown(models), models.stale), named: [] };
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
  const { rhythm, models, sameWeekdays, moversSince, outlier = null } = view;
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
  return periodVerdict({ unit: rhythm === 'weekly' ? 'week' : 'month', costNanoUsd, previousNanoUsd, movers, outlier });
}

/** Where the month ends, or the budget that is over instead: nothing green is said above a red budget. */
function monthSentences(view: DigestView): string[] {
  const { rhythm, month, forecastOf15thNanoUsd } = view;
  const told = toldBudget(view);
  const over = told === null || told.isMain ? [] : [overSentence(told)];
  if (month === null) return over;
  if (rhythm !== 'monthly' || month.state === 'running') return over.length > 0 ? over : [monthSentence(month)];
  const sentence = endedMonthSentence(month, forecastOf15thNanoUsd);
  return [...(sentence === null ? [] : [sentence]), ...over];
}

/** The budget whose end the verdict tells: the main one, or one that is over or heading over while that is not. Null without either. */
export function toldBudget(view: DigestView): DigestBudget | null {
  if (missingDays(view).length > 0) return null;
  const main = view.month === null || view.month.budgetNanoUsd === null ? undefined : view.budgets.find(({ isMain }) => isMain);
  const over = view.budgets.filter(budget => isSpendKnown(budget) && isHeadingOver(budget));
  if (main !== undefined && over.includes(main)) return main;
  return over.toSorted((a, b) => b.percent - a.percent)[0] ?? main ?? null;
}

function isHeadingOver({ spentNanoUsd, amountNanoUsd, forecastNanoUsd }: DigestBudget): boolean {
  return spentNanoUsd > amountNanoUsd || (forecastNanoUsd !== null && forecastNanoUsd > amountNanoUsd);
}

/** `Support is $15 over its $1,300 budget for November and ends near $1,480.` */
function overSentence({ name, period, from, spentNanoUsd, amountNanoUsd, forecastNanoUsd, isPeriodOver }: DigestBudget): string {
  const budget = `its ${formatUsdInWords(amountNanoUsd)} budget for ${budgetPeriodName(period, from)}`;
  const told = forecastNanoUsd === null ? null : toldForecast(forecastNanoUsd, amountNanoUsd);
  if (spentNanoUsd <= amountNanoUsd) return `${name} is heading ${overOrUnder(told ?? spentNanoUsd, amountNanoUsd)} ${budget}.`;
  if (isPeriodOver) return `${name} ended ${overOrUnder(spentNanoUsd, amountNanoUsd)} ${budget}.`;
  return `${name} is ${overOrUnder(spentNanoUsd, amountNanoUsd)} ${budget}${told === null ? '' : ` and ends near ${formatUsdInWords(told)}`}.`;
}
