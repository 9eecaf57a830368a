import { absolute, divideHalfEven, type NanoUsd, oneDollar } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDay, formatQuarter, formatWeekday, monthName } from '#core/time/format-day.ts';
import { formatPercent, formatUsdInWords } from '#show/format-figures.ts';
import { capitalized, scopeSubject } from '#show/phrases.ts';
import type { BudgetPeriod } from '../setup/budget.ts';

/** `$620 under`, `$40 over`, `right at`. */
export function overOrUnder(costNanoUsd: NanoUsd, amountNanoUsd: NanoUsd): string {
  if (costNanoUsd === amountNanoUsd) return 'right at';
  return `${formatUsdInWords(absolute(amountNanoUsd - costNanoUsd))} ${costNanoUsd > amountNanoUsd ? 'over' : 'under'}`;
}

/** What a projected total is told as: three digits from $100 up, for more would claim too much. Never across the budget. */
export function toldForecast(totalNanoUsd: NanoUsd, amountNanoUsd: NanoUsd | null): NanoUsd {
  const dollars = String(absolute(totalNanoUsd) / oneDollar);
  const step = oneDollar * 10n ** BigInt(Math.max(0, dollars.length - 3));
  if (dollars.length < 3) return totalNanoUsd;
  const told = divideHalfEven(totalNanoUsd, step) * step;
  if (amountNanoUsd === null) return told;
  const sideOf = (cost: NanoUsd) => Math.sign(Number(cost - amountNanoUsd));
  return sideOf(told) === sideOf(totalNanoUsd) ? told : totalNanoUsd;
}

/** A projected total. */
export interface Heading {
  readonly forecastNanoUsd: NanoUsd;
  /** The upper end of its likely range; null where none is known. Absent from what was stored before it was kept. */
  readonly highNanoUsd?: NanoUsd | null | undefined;
}

/** Where a budget is heading, `$440 under but may pass it`. */
export function headingWords(heading: Heading, amountNanoUsd: NanoUsd): string {
  const told = toldForecast(heading.forecastNanoUsd, amountNanoUsd);
  return `${overOrUnder(told, amountNanoUsd)}${mayPass(heading, amountNanoUsd) ? ' but may pass it' : ''}`;
}

/** Whether a total that is projected to stay within its budget likely may not. */
export function mayPass({ forecastNanoUsd, highNanoUsd }: Heading, amountNanoUsd: NanoUsd): boolean {
  return forecastNanoUsd <= amountNanoUsd && (highNanoUsd ?? 0n) > amountNanoUsd;
}

/** Where a month ends, or ended. */
export interface MonthFigures {
  /** Any day of it. */
  readonly month: Day;
  /** What it cost, or is heading for. */
  readonly totalNanoUsd: NanoUsd;
  /** The upper end of the likely range of a month that runs. */
  readonly highNanoUsd?: NanoUsd | null;
  /** `final`: over and settled. `ended`: over, but its last days may still grow. */
  readonly state: 'running' | 'ended' | 'final';
  /** The monthly budget of the same scope; null without one. */
  readonly budgetNanoUsd: NanoUsd | null;
}

/** `November ends near $5,380, $620 under the $6,000 budget.` With `, but may pass it` where it likely may. */
export function monthSentence({ month, totalNanoUsd, highNanoUsd, state, budgetNanoUsd }: MonthFigures): string {
  const told = state === 'running' ? toldForecast(totalNanoUsd, budgetNanoUsd) : totalNanoUsd;
  const verb = { running: 'ends near', ended: 'ended near', final: 'ended at' }[state];
  if (budgetNanoUsd === null) return `${monthName(month)} ${verb} ${formatUsdInWords(told)}.`;
  const may = state === 'running' && mayPass({ forecastNanoUsd: totalNanoUsd, highNanoUsd }, budgetNanoUsd) ? ', but may pass it' : '';
  return `${monthName(month)} ${verb} ${formatUsdInWords(told)}, ${overOrUnder(told, budgetNanoUsd)} the ${formatUsdInWords(budgetNanoUsd)} budget${may}.`;
}

/** `November ended $650 under the $6,000 budget; the forecast on the 15th was $5,400 (−1%).` Null when there is neither. */
export function endedMonthSentence(
  { month, totalNanoUsd, budgetNanoUsd }: Pick<MonthFigures, 'month' | 'totalNanoUsd' | 'budgetNanoUsd'>,
  forecastOf15thNanoUsd: NanoUsd | null,
): string | null {
  const budget =
    budgetNanoUsd === null
      ? null
      : `${monthName(month)} ended ${overOrUnder(totalNanoUsd, budgetNanoUsd)} the ${formatUsdInWords(budgetNanoUsd)} budget`;
  const forecast = forecastOf15thNanoUsd === null ? null : forecastWords(forecastOf15thNanoUsd, totalNanoUsd);
  if (budget !== null && forecast !== null) return `${budget}; ${forecast}.`;
  if (forecast !== null) return `${capitalized(forecast)}.`;
  return budget === null ? null : `${budget}.`;
}

function forecastWords(forecastNanoUsd: NanoUsd, totalNanoUsd: NanoUsd): string {
  const told = toldForecast(forecastNanoUsd, null);
  const off = totalNanoUsd === 0n ? 0 : (Number(told - totalNanoUsd) / Number(totalNanoUsd)) * 100;
  return `the forecast on the 15th was ${formatUsdInWords(told)} (${formatPercent(off)})`;
}

/** The period of a budget by name: `November`, `the week of 23 Nov`, `Q4 2026`, `Mon 23 Nov`. */
export function budgetPeriodName(period: BudgetPeriod, from: Day): string {
  switch (period) {
    case 'day':
      return `${formatWeekday(from)} ${formatDay(from)}`;
    case 'week':
      return `the week of ${formatDay(from)}`;
    case 'month':
      return monthName(from);
    case 'quarter':
      return formatQuarter(from);
  }
}

/** 🔴 spent; 🟡 heading over, or past a threshold sooner than the days of its period pass, or with no forecast to say otherwise; 🟢 otherwise. */
export function budgetMark(budget: {
  readonly spentNanoUsd: NanoUsd;
  readonly amountNanoUsd: NanoUsd;
  /** Null without a forecast, and once the period is over. */
  readonly forecastNanoUsd: NanoUsd | null;
  readonly isPeriodOver: boolean;
  readonly isPastThreshold: boolean;
  /** The part of the amount spent, and of its period begun, in percent. Absent from digests stored before it was kept. */
  readonly percent: number;
  readonly elapsedPercent?: number;
}): '🔴' | '🟡' | '🟢' {
  const { spentNanoUsd, amountNanoUsd, forecastNanoUsd, isPeriodOver, isPastThreshold, percent, elapsedPercent = 100 } = budget;
  if (spentNanoUsd >= amountNanoUsd) return '🔴';
  if (isPeriodOver) return '🟢';
  if (forecastNanoUsd !== null && forecastNanoUsd > amountNanoUsd) return '🟡';
  return isPastThreshold && (forecastNanoUsd === null || percent > elapsedPercent) ? '🟡' : '🟢';
}

/** As {@link scopeSubject}. */
export function subjectOf(scope: string): string {
  return scopeSubject(scope);
}
