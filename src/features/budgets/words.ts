import { formatBasis, formatCount, formatDays, formatUsd } from '#show/format.ts';
import { momentText, plural } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { perPeriod } from '../alerts/words.ts';
import type { AlertRuleState, AlertsView, BudgetState, BudgetsView, Done } from './view.ts';

const barCells = 10;

/** Of a budget: what it is for; how far it is; whom it warns. `channel` is how the reader's surface names a channel. */
export function budgetLines(budget: BudgetState, channel: (id: string) => string): { title: string; progress: string; warns: string } {
  const { number, amountNanoUsd, period, scope, isPaused, spentNanoUsd, basis, from, to, forecastNanoUsd, percent } = budget;
  const heading = forecastNanoUsd === null ? '' : `, heading for ${formatUsd(forecastNanoUsd)}`;
  return {
    title: `Budget ${number}: ${formatUsd(amountNanoUsd)} per ${period} ${scope || 'for everything'}${isPaused ? ' (paused)' : ''}`,
    progress: `${progressBar(percent)} ${formatCount(percent)} %: ${formatUsd(spentNanoUsd)} ${formatBasis(basis)}, ${formatDays(from, to)}${heading}`,
    warns: `Warns at ${budget.thresholds.join(', ')} % in ${channel(budget.channelId)}`,
  };
}

/** Budgets beside other figures, a line each: the fullest five, and how many are left. Paused ones are left out. */
export function budgetSummary(budgets: readonly BudgetState[]): string[] {
  const fullest = budgets.filter(({ isPaused }) => !isPaused).sort((a, b) => b.percent - a.percent);
  const lines = fullest.slice(0, summarised).map(({ amountNanoUsd, period, scope, spentNanoUsd, percent, forecastNanoUsd }) => {
    const heading = forecastNanoUsd === null ? '' : `, heading for ${formatUsd(forecastNanoUsd)}`;
    const what = `${perPeriod[period]} budget${scope === '' ? '' : ` ${shorten(scope, 200)}`}`;
    return `${progressBar(percent)} ${formatCount(percent)} % of the ${what}: ${formatUsd(spentNanoUsd)} of ${formatUsd(amountNanoUsd)}${heading}`;
  });
  const left = fullest.length - lines.length;
  return left > 0 ? [...lines, `… and ${plural(left, 'more budget')}`] : lines;
}

const summarised = 5;

/** `▓▓▓▓▓░░░░░` for 52 %; full from 100 % on, empty for a credit. */
function progressBar(percent: number): string {
  const full = Math.min(barCells, Math.max(0, Math.floor((percent * barCells) / 100)));
  return '▓'.repeat(full) + '░'.repeat(barCells - full);
}

/** An alert in one line. */
export function alertRuleLine(rule: AlertRuleState, channel: (id: string) => string): string {
  const open = rule.openCount === 0 ? '' : `, ${plural(rule.openCount, 'open alert')}`;
  return `Alert ${rule.number}: ${ruleWords(rule)} in ${channel(rule.channelId)}${open}${rule.isPaused ? ' (paused)' : ''}`;
}

function ruleWords({ kind, amountNanoUsd, hours, scope }: AlertRuleState): string {
  const inScope = scope === '' ? '' : ` ${scope}`;
  switch (kind) {
    case 'day':
      return `a day over ${formatUsd(amountNanoUsd ?? 0n)}${inScope}`;
    case 'spike':
      return `a spike of at least ${formatUsd(amountNanoUsd ?? 0n)}${inScope}`;
    case 'silent':
      return `nothing collected for ${plural(hours ?? 0, 'hour')}`;
    case 'unpriced':
      return 'a model without a price';
    case 'new model':
      return 'the first use of a new model';
    case 'new key':
      return 'the first use of a new key';
  }
}

/** What was just done, in a sentence. */
export function doneWords({ did, number }: Done, thing: 'Budget' | 'Alert'): string {
  if (did === 'sample posted') return 'A sample is on its way to the channel.';
  if (number === null) return `Forecasts of budgets are ${did}.`;
  return `${thing} ${number} is ${did}.`;
}

/** Whether budgets speak of their forecasts. */
export function forecastLine({ isForecastOn }: AlertsView): string {
  return `Budgets ${isForecastOn ? 'say' : 'do not say'} when their forecast passes them (/spend alerts forecast ${isForecastOn ? 'off' : 'on'})`;
}

/** The last changes; `whom` is how the reader's surface names a person. */
export function changeNotes({ changes }: Pick<BudgetsView, 'changes'>, whom: (id: string) => string): string[] {
  return changes.map(({ at, who, what }) => `${momentText(at)}: ${whom(who)} ${what}`);
}

export const budgetHowTo = '/spend budget $500 per month for project Search warn at 50,80,100 in #channel';
export const alertHowTo = '/spend alerts spike over $20 · day over $100 · silent 6h · unpriced · new model on · new key on · test';
