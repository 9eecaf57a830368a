import type { Day } from '#core/time/day.ts';
import { weekdayName } from '#core/time/format-day.ts';
import { formatCount, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { plural, weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { budgetPeriodName, overOrUnder, subjectOf, toldForecast } from '../verdict/budget-outcome.ts';
import { capitalised, comparedWith } from '../verdict/times-words.ts';
import type { AlertFinding, AlertView } from './view.ts';

const longestName = 120;

type Headed = Pick<AlertView, 'finding' | 'heading' | 'isSample' | 'endedBecause'>;

/** What happened, in one line: subject and amount first. Names are not escaped. */
export function alertHeadline({ finding, heading, isSample, endedBecause }: Headed): string {
  const headline = endedBecause === 'recovers' ? pastHeadline(finding, heading) : headlineOf(finding, heading);
  return isSample ? `Sample, nothing happened: ${headline}` : headline;
}

/** The weight of an alert: 🔴 money is being lost or nothing is known, 🟡 worth a look, ✅ over. */
export function alertMark({ finding, state }: Pick<AlertView, 'finding' | 'state'>): '🔴' | '🟡' | '✅' {
  if (state === 'resolved') return '✅';
  switch (finding.alert) {
    case 'budget':
      return finding.percent >= 100 ? '🔴' : '🟡';
    case 'day':
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

function headlineOf(finding: AlertFinding, heading: AlertView['heading']): string {
  switch (finding.alert) {
    case 'budget':
      return `${subjectWords(finding.scope)} has ${finding.scope === '' ? 'reached' : 'used'} ${formatCount(finding.percent)}% of ${budgetWords(finding)}`;
    case 'forecast': {
      if (heading === null) return `${subjectWords(finding.scope)} is heading over ${budgetWords(finding)}`;
      const end = overOrUnder(toldForecast(heading.forecastNanoUsd, finding.amountNanoUsd), finding.amountNanoUsd);
      return `${subjectWords(finding.scope)} is heading ${end} ${budgetWords(finding)}`;
    }
    case 'day':
      return `${dayCost(finding)}, over the limit of ${formatUsdInWords(finding.amountNanoUsd)}`;
    case 'spike':
      return finding.usualNanoUsd === null || finding.usualNanoUsd <= 0n || finding.costNanoUsd <= 0n
        ? dayCost(finding)
        : `${dayCost(finding)}, ${comparedWith(finding.costNanoUsd, finding.usualNanoUsd, `a usual ${weekdayName(finding.day)}`)}`;
    case 'silent':
      return `Nothing was read from OpenAI for ${plural(finding.hours, 'hour')} (source ${shorten(finding.source, longestName)})`;
    case 'unpriced':
      return `No price is known for ${shorten(finding.model || 'usage without a model', longestName)}`;
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
      return `${subjectOnDay(finding)} cost more than the limit of ${formatUsdInWords(finding.amountNanoUsd)}`;
    case 'spike':
      return `${subjectOnDay(finding)} cost far more than a usual ${weekdayName(finding.day)}`;
    default:
      return headlineOf(finding, heading);
  }
}

function subjectOnDay({ day, scope }: { readonly day: Day; readonly scope: string }): string {
  return scope === '' ? weekdayAndDay(day) : `${subjectWords(scope)} on ${weekdayAndDay(day)}`;
}

type BudgetFinding = Extract<AlertFinding, { alert: 'budget' | 'forecast' }>;

/** `its $500 budget for November`, of everything `the $6,000 budget for November`. */
export function budgetWords({ scope, amountNanoUsd, period, from }: BudgetFinding): string {
  return `${scope === '' ? 'the' : 'its'} ${formatUsdInWords(amountNanoUsd)} budget for ${budgetPeriodName(period, from)}`;
}

/** The scope as the subject of a sentence. A lone name keeps its letters: `gpt-5.5`. */
export function subjectWords(scope: string): string {
  if (scope === '') return 'OpenAI spend';
  const subject = subjectOf(scope);
  const isName = `for ${subject}` !== scope;
  return shorten(isName ? subject : capitalised(subject), longestName);
}

/** `Tue 17 Nov cost $917.20`, of a scope `Search cost $917.20 on Tue 17 Nov`. */
export function dayCost({ day, scope, costNanoUsd }: { readonly day: Day; readonly scope: string; readonly costNanoUsd: bigint }): string {
  const cost = formatUsd(costNanoUsd);
  return scope === '' ? `${weekdayAndDay(day)} cost ${cost}` : `${subjectWords(scope)} cost ${cost} on ${weekdayAndDay(day)}`;
}
