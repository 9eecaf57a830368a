import type { Day } from '#core/time/day.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatCount, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { capitalized, plural, weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { budgetMark, budgetPeriodName, overOrUnder, subjectOf, toldForecast } from '../verdict/budget-outcome.ts';
import { type DayComparison, dayComparison } from '../verdict/day-comparison.ts';
import { usualCost } from '../verdict/usual.ts';
import type { AlertFinding, AlertView } from './view.ts';

const longestName = 120;

type Headed = Pick<AlertView, 'finding' | 'heading' | 'isSample' | 'endedBecause'>;

/** What happened, in one line: subject and amount first. Names are not escaped. */
export function alertHeadline({ finding, heading, isSample, endedBecause }: Headed): string {
  const isPast = endedBecause === 'recovers' || (endedBecause === 'period ends' && finding.alert === 'forecast');
  const headline = isPast ? pastHeadline(finding, heading) : headlineOf(finding, heading);
  return isSample ? `Sample, nothing happened: ${headline}` : headline;
}

/**
 * The weight of an alert: 🔴 money is being lost or nothing is known, 🟡 worth a look; about a budget, the budget's own mark. Once closed:
 * ✅ it is well again, or the period ended within its budget; 🔴 it ended above; ⚪ closed by time or by hand.
 */
export function alertMark({
  finding,
  heading,
  state,
  endedBecause,
}: Pick<AlertView, 'finding' | 'heading' | 'state' | 'endedBecause'>): '🔴' | '🟡' | '🟢' | '✅' | '⚪' {
  if (state === 'resolved') return closedMark(finding, endedBecause);
  switch (finding.alert) {
    case 'budget':
    case 'forecast': {
      const { isPastThreshold = finding.alert === 'budget' } = finding;
      return budgetMark({ ...finding, isPastThreshold, forecastNanoUsd: heading?.forecastNanoUsd ?? null, isPeriodOver: false });
    }
    case 'day':
      // A usual day over the amount says that the amount is low.
      return isNearUsual(finding) ? '🟡' : '🔴';
    case 'spike':
    case 'silent':
      return '🔴';
    case 'unpriced':
    case 'new model':
    case 'new key':
      return '🟡';
  }
}

function spikeHeadline(finding: DayFinding): string {
  const comparison = spikeComparison(finding);
  if (comparison === null) return dayCost(finding);
  return `${dayCost(finding)}${comparison.fromNanoUsd === 0n ? ';' : ','} ${comparison.words}`;
}

function isNearUsual({ costNanoUsd, sameWeekdays = [] }: DayFinding): boolean {
  const usualNanoUsd = usualCost(sameWeekdays);
  return usualNanoUsd !== null && costNanoUsd * 4n <= usualNanoUsd * 5n;
}

function closedMark(finding: AlertFinding, endedBecause: AlertView['endedBecause']): '🔴' | '✅' | '⚪' {
  if (endedBecause === 'recovers') return '✅';
  if (endedBecause !== 'period ends' || !('spentNanoUsd' in finding)) return '⚪';
  return finding.spentNanoUsd >= finding.amountNanoUsd ? '🔴' : '✅';
}

function headlineOf(finding: AlertFinding, heading: AlertView['heading']): string {
  switch (finding.alert) {
    case 'budget':
      return [
        `${subjectWords(finding.scope)} has ${finding.scope === '' ? 'reached' : 'used'} ${formatCount(finding.percent)}% of ${budgetWords(finding)}`,
        ...(endsOver(finding, heading) ? [`and is heading ${headingEnd(finding, heading)}`] : []),
      ].join(' ');
    case 'forecast':
      return `${subjectWords(finding.scope)} is heading ${heading === null ? 'over' : headingEnd(finding, heading)} ${budgetWords(finding)}`;
    case 'day':
      return `${dayCost(finding)}, over your ${formatUsdInWords(finding.amountNanoUsd)} a day`;
    case 'spike':
      return spikeHeadline(finding);
    case 'silent':
      return `Nothing has been read from OpenAI for ${plural(finding.hours, 'hour')}${ofSource(finding)}`;
    case 'unpriced':
      return `No price is known for ${nameOfModel(finding)}`;
    case 'new model':
    case 'new key':
      return `First use of the ${finding.alert === 'new key' ? 'key' : 'model'} ${shorten(finding.name, longestName)}`;
  }
}

/** What an alert was about once that holds no more: its figures of now would contradict it. */
function pastHeadline(finding: AlertFinding, heading: AlertView['heading']): string {
  switch (finding.alert) {
    case 'budget':
      return `${subjectWords(finding.scope)} was past a threshold of ${budgetWords(finding)}`;
    case 'forecast':
      return `${subjectWords(finding.scope)} was heading over ${budgetWords(finding)}`;
    case 'day':
      return `${subjectOnDay(finding)} cost more than your ${formatUsdInWords(finding.amountNanoUsd)} a day`;
    case 'spike':
      return `${subjectOnDay(finding)} cost far more than a usual ${weekdayName(finding.day)}`;
    case 'silent':
      return `Nothing was read from OpenAI${ofSource(finding)}`;
    case 'unpriced':
      return `No price was known for ${nameOfModel(finding)}`;
    default:
      return headlineOf(finding, heading);
  }
}

/** Names the source where there are several. */
function ofSource({ source }: Extract<AlertFinding, { alert: 'silent' }>): string {
  return source === '' ? '' : ` (source ${shorten(source, longestName)})`;
}

export function nameOfModel({ model }: Extract<AlertFinding, { alert: 'unpriced' }>): string {
  return shorten(model || 'usage without a model', longestName);
}

function subjectOnDay({ day, scope }: { readonly day: Day; readonly scope: string }): string {
  return scope === '' ? weekdayAndDay(day) : `${subjectWords(scope)} on ${weekdayAndDay(day)}`;
}

type BudgetFinding = Extract<AlertFinding, { alert: 'budget' | 'forecast' }>;

/** Whether the headline says how far a period is heading over its budget. */
export function endsOver({ amountNanoUsd }: BudgetFinding, heading: AlertView['heading']): heading is NonNullable<AlertView['heading']> {
  return heading !== null && heading.forecastNanoUsd > amountNanoUsd;
}

/** `$40 over`. */
function headingEnd({ amountNanoUsd }: BudgetFinding, { forecastNanoUsd }: NonNullable<AlertView['heading']>): string {
  return overOrUnder(toldForecast(forecastNanoUsd, amountNanoUsd), amountNanoUsd);
}

/** `its $500 budget for November`, of everything `the $6,000 budget for November`. */
export function budgetWords({ scope, amountNanoUsd, period, from }: BudgetFinding): string {
  return `${scope === '' ? 'the' : 'its'} ${formatUsdInWords(amountNanoUsd)} budget for ${budgetPeriodName(period, from)}`;
}

/** The scope as the subject of a sentence. A lone name keeps its letters: `gpt-5.5`. */
export function subjectWords(scope: string): string {
  if (scope === '') return 'OpenAI spend';
  const subject = subjectOf(scope);
  const isName = `for ${subject}` !== scope;
  return shorten(isName ? subject : capitalized(subject), longestName);
}

type DayFinding = Extract<AlertFinding, { alert: 'day' | 'spike' }>;

/** How a spike differs from what is usual, as digests and answers of its day say it; null once it doesn't. */
export function spikeComparison({ sameWeekdays = [], ...found }: DayFinding): DayComparison | null {
  return found.costNanoUsd <= 0n ? null : dayComparison({ ...found, sameWeekdays });
}

/**
 * `Tue 17 Nov cost $917.20`, of a scope `Search cost $917.20 on Tue 17 Nov`, of a day that was not read to its end
 * `Tue 24 Nov has cost $153.76 so far`, or `Tue 24 Nov had cost $153.76 by 15:53 UTC`.
 */
export function dayCost({ day, scope, costNanoUsd, isRunning = false, readUntil }: DayFinding): string {
  const verb = readUntil !== undefined ? 'had cost' : isRunning ? 'has cost' : 'cost';
  const cost = `${verb} ${formatUsd(costNanoUsd)}`;
  const told = scope === '' ? `${weekdayAndDay(day)} ${cost}` : `${subjectWords(scope)} ${cost} on ${weekdayAndDay(day)}`;
  if (readUntil !== undefined) return `${told} by ${readUntil.slice(11, 16)} UTC`;
  return isRunning ? `${told} so far` : told;
}
