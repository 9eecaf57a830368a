import type { Day } from '#core/time/day.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatCount, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { capitalized, plural, weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { budgetPeriodName, overOrUnder, subjectOf, toldForecast } from '../verdict/budget-outcome.ts';
import { comparedWith } from '../verdict/times-words.ts';
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
 * The weight of an alert: 🔴 money is being lost or nothing is known, 🟡 worth a look. Once closed: ✅ it is well again, or the period
 * ended within its budget; 🔴 it ended above; ⚪ closed by time or by hand.
 */
export function alertMark({
  finding,
  state,
  endedBecause,
}: Pick<AlertView, 'finding' | 'state' | 'endedBecause'>): '🔴' | '🟡' | '✅' | '⚪' {
  if (state === 'resolved') return closedMark(finding, endedBecause);
  switch (finding.alert) {
    case 'budget':
      return finding.percent >= 100 ? '🔴' : '🟡';
    case 'day':
      // A usual day over the amount says that the amount is low.
      return typeof finding.usualNanoUsd === 'bigint' && finding.costNanoUsd * 4n <= finding.usualNanoUsd * 5n ? '🟡' : '🔴';
    case 'spike':
    case 'silent':
      return '🔴';
    case 'forecast':
    case 'unpriced':
    case 'new model':
    case 'new key':
      return '🟡';
  }
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
      return `${dayCost(finding)}, past your ${formatUsdInWords(finding.amountNanoUsd)} a day`;
    case 'spike':
      return finding.usualNanoUsd === null || finding.usualNanoUsd <= 0n || finding.costNanoUsd <= 0n
        ? dayCost(finding)
        : `${dayCost(finding)}, ${comparedWith(finding.costNanoUsd, finding.usualNanoUsd, `a usual ${weekdayName(finding.day)}`)}`;
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

/** `Tue 17 Nov cost $917.20`, of a scope `Search cost $917.20 on Tue 17 Nov`, of today `Tue 24 Nov has cost $153.76 so far`. */
export function dayCost({ day, scope, costNanoUsd, isRunning = false }: Extract<AlertFinding, { alert: 'day' | 'spike' }>): string {
  const cost = `${isRunning ? 'has cost' : 'cost'} ${formatUsd(costNanoUsd)}`;
  const told = scope === '' ? `${weekdayAndDay(day)} ${cost}` : `${subjectWords(scope)} ${cost} on ${weekdayAndDay(day)}`;
  return isRunning ? `${told} so far` : told;
}
