import { previousPeriod } from '#core/query/previous-period.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { type Day, dayOf, type Instant, isProvisional } from '#core/time/day.ts';
import { daysOf, includes, lastDay, type Period } from '#core/time/period.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import type { AlertParts } from '../access/manager.ts';
import { budgetStateOf } from '../budgets/budget-states.ts';
import type { BudgetState } from '../budgets/view.ts';
import { isSpendKnown } from '../budgets/words.ts';
import { forecastOf } from '../forecast/forecast.ts';
import type { ForecastView } from '../forecast/view.ts';
import { askedOfBudget, budgetPeriodBefore, budgetPeriodHolding, isClearlyBelow, percentSpent } from '../setup/budget.ts';
import type { StoredBudget } from '../setup/budgets-store.ts';
import { reachOfFigures } from '../verdict/staleness.ts';
import { whyQuestion } from '../verdict/why-question.ts';
import { courseOf } from './budget-course.ts';
import type { Incident } from './incidents-store.ts';
import type { AlertFacts } from './view.ts';
import { causesOfSpend, foundBy, headingIn, type WatchFinding } from './watch-finding.ts';

/** How budgets are looked at. */
interface Look {
  /** Whether a budget that is heading past its amount is worth an alert. */
  readonly saysForecast: boolean;
  /** What is open of this budget. */
  readonly open: readonly Incident[];
  readonly now: Instant;
}

/**
 * A budget's current period, by the thresholds it reached and by what it is heading for, and earlier ones that late usage can still
 * change. Periods over before it was set up are skipped.
 */
export async function findBudget(parts: AlertParts, budget: StoredBudget, { saysForecast, open, now }: Look): Promise<WatchFinding[]> {
  const found: WatchFinding[] = [];
  const { lastReadAt, isBehind, lacking } = await reachOfFigures(parts.database, now);
  // What was used since is in no figure.
  const readUntil = isBehind ? lastReadAt : null;
  const read = dayOf(readUntil === null ? now : new Date(readUntil));
  for (const whole of openPeriods(budget, parts.settleDays, now)) {
    const through = read < whole.from ? whole.from : read;
    const state = await budgetStateOf(parts, budget, whole, now);
    const isRunning = includes(whole, dayOf(now));
    const { period, filters } = budget;
    const forecast = isRunning && period !== 'day' ? await forecastOf(parts, { unit: period, filters, now }) : null;
    const course = forecast === null || !saysForecast ? null : courseToward(forecast, state);
    const saidLevel = open.find(({ subject }) => subject === whole.from)?.level ?? null;
    const isOnlyHeading = state.reachedPercent === null && !saidLevel;
    found.push({
      ...foundBy(`budget:${budget.number}`, budget),
      subject: whole.from,
      condition: isRunning
        ? conditionOf(budget, state, { course, saysForecast, wasOnlyHeading: saidLevel === 0 })
        : conditionOnceOver(state),
      level: state.reachedPercent ?? 0,
      facts: async () => {
        const asked = askedOfBudget(period, whole, through);
        const compared = await wholeDaysOf(parts, asked, filters, now);
        const previous = previousPeriod(compared, through);
        return {
          finding: {
            ...findingOf(state, forecast, { isOnlyHeading, isHeadingOver: course === 'over', through }),
            ...(readUntil?.startsWith(through) && through < whole.to ? { readUntil } : {}),
            ...(lacking !== null && lacking.lastReadAt < whole.to ? { lacking } : {}),
          },
          ...(await causesOfSpend(parts, { spent: asked, period: compared, previous }, filters, now)),
          heading: forecast === null ? null : headingIn(forecast),
          endsOn: whole.to,
          why: whyQuestion(compared, previous, filters),
        };
      },
    });
  }
  return found;
}

/** The days of `asked` before the first that was not read to its end; all of it where that is the first: part of a day can cost more than a whole one. */
async function wholeDaysOf(parts: AlertParts, asked: AskedPeriod, filters: readonly Filter[], now: Instant): Promise<AskedPeriod> {
  const { complete } = await dailyCosts(parts, { period: asked, filters, now });
  const to = daysOf(asked).find(day => !complete.has(day)) ?? asked.to;
  return to === asked.from ? asked : { ...asked, to };
}

type BudgetFinding = Extract<AlertFacts['finding'], { alert: 'budget' | 'forecast' }>;

function findingOf(
  budget: BudgetState,
  forecast: ForecastView | null,
  { isOnlyHeading, isHeadingOver, through }: { readonly isOnlyHeading: boolean; readonly isHeadingOver: boolean; readonly through: Day },
): BudgetFinding {
  const { number, amountNanoUsd, period, from, to, scope, spentNanoUsd, basis, elapsedPercent, reachedPercent } = budget;
  const { listPricePercent, billedPercent } = budget;
  const projected = forecast?.forecast?.totalNanoUsd ?? spentNanoUsd;
  return {
    ...(isOnlyHeading
      ? { alert: 'forecast', percent: percentSpent(amountNanoUsd, projected) }
      : { alert: 'budget', percent: budget.percent }),
    ...{ number, amountNanoUsd, period, from, to, scope, spentNanoUsd, basis, isHeadingOver, elapsedPercent },
    isPastThreshold: reachedPercent !== null,
    through: through < to ? through : to,
    ...(forecast === null ? {} : { course: courseOf(budget, spentNanoUsd, forecast) }),
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

/** Of a period that is over, only a budget that was passed is worth an alert. */
function conditionOnceOver({ reachedPercent, ...spend }: BudgetState): WatchFinding['condition'] {
  if (!isSpendKnown(spend)) return 'between';
  return (reachedPercent ?? 0) >= 100 ? 'holds' : 'period ends';
}

type Course = 'over' | 'near' | 'under';

interface Outlook {
  /** Null where forecasts are not told, or there is none. */
  readonly course: Course | null;
  readonly saysForecast: boolean;
  /** Whether an alert is open that was only about the forecast. */
  readonly wasOnlyHeading: boolean;
}

function conditionOf(
  { amountNanoUsd, thresholds }: StoredBudget,
  { reachedPercent, spentNanoUsd, basis }: BudgetState,
  { course, saysForecast, wasOnlyHeading }: Outlook,
): WatchFinding['condition'] {
  if (!isSpendKnown({ spentNanoUsd, basis })) return 'between';
  if (reachedPercent !== null || course === 'over') return 'holds';
  if (wasOnlyHeading && course === null) return saysForecast ? 'between' : 'withdraw';
  const lowest = (amountNanoUsd * BigInt(Math.min(...thresholds))) / 100n;
  return course !== 'near' && isClearlyBelow(spentNanoUsd, lowest) ? 'recovers' : 'between';
}

/** So many days of a period must be known before its forecast is worth an alert, or one, if the likely range is all above the budget. */
const knownDaysNeeded = 3;

/** Where a budget that is not used up yet is heading; null without a forecast. */
function courseToward({ forecast, complete }: ForecastView, { amountNanoUsd, spentNanoUsd }: BudgetState): Course | null {
  if (forecast === null) return null;
  const { totalNanoUsd, band } = forecast;
  if (isClearlyBelow(totalNanoUsd, amountNanoUsd)) return 'under';
  const isLikely = complete.length > 0 && band !== null && band.lowNanoUsd > amountNanoUsd;
  const isTold = complete.length >= knownDaysNeeded || isLikely;
  return isTold && totalNanoUsd > amountNanoUsd && spentNanoUsd < amountNanoUsd ? 'over' : 'near';
}
