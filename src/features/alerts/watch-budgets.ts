import type { NanoUsd } from '#core/money/nano-usd.ts';
import { previousPeriod } from '#core/query/previous-period.ts';
import { dayOf, type Instant, isProvisional } from '#core/time/day.ts';
import { includes, lastDay, type Period } from '#core/time/period.ts';
import type { AlertParts } from '../access/manager.ts';
import { budgetStateOf } from '../budgets/budget-states.ts';
import type { BudgetState } from '../budgets/view.ts';
import { isSpendKnown } from '../budgets/words.ts';
import { forecastOf, headingOf } from '../forecast/forecast.ts';
import { askedOfBudget, budgetPeriodBefore, budgetPeriodHolding, isClearlyBelow, percentSpent } from '../setup/budget.ts';
import type { StoredBudget } from '../setup/budgets-store.ts';
import { whyQuestion } from '../why/why.ts';
import { courseOf } from './budget-course.ts';
import type { AlertFacts } from './view.ts';
import { causesOfSpend, foundBy, type WatchFinding } from './watch-finding.ts';

/** A budget's current period, and earlier ones that late usage can still change. Periods over before it was set up are skipped. */
export async function findBudget(parts: AlertParts, budget: StoredBudget, now: Instant): Promise<WatchFinding[]> {
  const found: WatchFinding[] = [];
  for (const whole of openPeriods(budget, parts.settleDays, now)) {
    const state = await budgetStateOf(parts, budget, whole, now);
    found.push({
      ...foundBy(`budget:${budget.number}`, budget),
      subject: whole.from,
      condition: thresholdCondition(budget, state),
      level: state.reachedPercent ?? 0,
      facts: () => budgetFacts(parts, budget, whole, { alert: 'budget', ...findingOf(state, now), percent: state.percent }, now),
    });
  }
  return found;
}

/** The rest of what a message about a budget in `whole` says. */
async function budgetFacts(
  parts: AlertParts,
  budget: StoredBudget,
  whole: Period,
  finding: Omit<BudgetFinding, 'course'>,
  now: Instant,
): Promise<Omit<AlertFacts, 'namesPeople'>> {
  const { period, filters } = budget;
  const today = dayOf(now);
  const asked = askedOfBudget(period, whole, today);
  const previous = previousPeriod(asked, today);
  const isRunning = period !== 'day' && includes(whole, today);
  const forecast = isRunning ? await forecastOf(parts, { unit: period, filters, now }) : null;
  return {
    finding: forecast === null ? finding : { ...finding, course: courseOf(budget, finding.spentNanoUsd, forecast) },
    ...(await causesOfSpend(parts, asked, previous, filters, now)),
    heading: forecast?.forecast ? { from: forecast.from, to: forecast.to, forecastNanoUsd: forecast.forecast.totalNanoUsd } : null,
    endsOn: whole.to,
    why: whyQuestion(asked, previous, filters),
  };
}

type BudgetFinding = Extract<AlertFacts['finding'], { alert: 'budget' | 'forecast' }>;

function findingOf(budget: BudgetState, now: Instant) {
  const { number, amountNanoUsd, period, from, to, scope, spentNanoUsd, basis, listPricePercent, billedPercent } = budget;
  const today = dayOf(now);
  return {
    ...{ number, amountNanoUsd, period, from, to, scope, spentNanoUsd, basis },
    through: today < to ? today : to,
    ...(listPricePercent === undefined ? {} : { listPricePercent }),
    ...(billedPercent === undefined ? {} : { billedPercent }),
  };
}

function openPeriods({ period, watchedFrom }: StoredBudget, settleDays: number, now: Instant): Period[] {
  const periods: Period[] = [];
  let whole = budgetPeriodHolding(period, dayOf(now));
  while (whole.to > watchedFrom && (includes(whole, dayOf(now)) || isProvisional(lastDay(whole), settleDays, now))) {
    periods.push(whole);
    whole = budgetPeriodBefore(period, whole);
  }
  return periods;
}

function thresholdCondition(
  { amountNanoUsd, thresholds }: StoredBudget,
  { reachedPercent, spentNanoUsd, basis }: BudgetState,
): WatchFinding['condition'] {
  if (!isSpendKnown({ spentNanoUsd, basis })) return 'between';
  if (reachedPercent !== null) return 'holds';
  const lowest = (amountNanoUsd * BigInt(Math.min(...thresholds))) / 100n;
  return isClearlyBelow(spentNanoUsd, lowest) ? 'clear' : 'between';
}

/** Whether a budget not used up yet is heading past its amount. Without a forecast, as for a day, nothing fires and nothing resolves. */
export async function findForecast(parts: AlertParts, budget: StoredBudget, now: Instant): Promise<WatchFinding[]> {
  if (budget.period === 'day') return [];
  const whole = budgetPeriodHolding(budget.period, dayOf(now));
  const state = await budgetStateOf(parts, budget, whole, now);
  const heading = await headingOf(parts, budget.period, budget.filters, now);
  const percent = percentSpent(budget.amountNanoUsd, heading?.forecastNanoUsd ?? state.spentNanoUsd);
  return [
    {
      ...foundBy(`forecast:${budget.number}`, budget),
      subject: whole.from,
      condition: heading === null ? 'between' : conditionOf(heading.forecastNanoUsd, state),
      facts: () => budgetFacts(parts, budget, whole, { alert: 'forecast', ...findingOf(state, now), percent }, now),
    },
  ];
}

function conditionOf(projectedNanoUsd: NanoUsd, { amountNanoUsd, spentNanoUsd }: BudgetState): WatchFinding['condition'] {
  if (projectedNanoUsd > amountNanoUsd && spentNanoUsd < amountNanoUsd) return 'holds';
  return isClearlyBelow(projectedNanoUsd, amountNanoUsd) ? 'clear' : 'between';
}
