import type { NanoUsd } from '#core/money/nano-usd.ts';
import { formatUsd } from '#show/format-figures.ts';
import { capitalized, plural } from '#show/phrases.ts';
import { perPeriod } from '../budgets/words.ts';
import { doneWords } from '../setup/words.ts';
import { publicMovers } from '../verdict/mover.ts';
import type { AlertRuleState, AlertsDone, AlertsView, AlertView } from './view.ts';

/** `view` as a channel may see it where figures of single people are for admins: without the people among its causes. */
export function alertForAll(view: AlertView): AlertView {
  const causes = view.causes === null ? null : { ...view.causes, parts: publicMovers(view.causes.parts) };
  return { ...view, causes, largest: view.largest.filter(({ dimension }) => dimension !== 'user' && dimension !== 'key') };
}

/** What is not posted any more when alerts about single people and keys are not, without figures. */
export function withheldAlert({ finding }: AlertView): string {
  return finding.alert === 'budget' || finding.alert === 'forecast'
    ? `alerts of the ${perPeriod[finding.period]} budget${of(finding.scope)}`
    : `alerts${'scope' in finding ? of(finding.scope) : ''}`;
}

function of(scope: string): string {
  return scope === '' ? '' : ` ${scope}`;
}

/** `Spikes: a day at least $20 above usual → #ml-costs · 1 open alert`. */
export function alertRuleLine(rule: AlertRuleState, channel: (id: string) => string): string {
  const open = rule.openCount === 0 ? '' : ` · ${plural(rule.openCount, 'open alert')}`;
  return `${capitalized(ruleWords(rule))} → ${channel(rule.channelId)}${open}${rule.isPaused ? ' (paused)' : ''}`;
}

/** `spikes: a day at least $20 above usual`. */
export function ruleWords({ kind, amountNanoUsd, hours, scope }: AlertRuleState): string {
  switch (kind) {
    case 'day':
      return `a day over ${asTyped(amountNanoUsd ?? 0n)}${of(scope)}`;
    case 'spike':
      return `spikes${of(scope)}: a day at least ${asTyped(amountNanoUsd ?? 0n)} above usual`;
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

/** `$20`, and `$20.50`: a limit is never rounded. */
function asTyped(amount: NanoUsd): string {
  return formatUsd(amount).replace(/\.00$/, '');
}

/** `Alert set up: spike over $20 in #ml-costs.` */
export function alertsDoneWords(done: AlertsDone): string {
  if (done.number !== null) return doneWords(done, 'Alert');
  return done.did === 'sample posted' ? 'A sample is on its way to the channel.' : `Forecasts of budgets are ${done.did}.`;
}

/** Whether forecast alerts are on, and how to switch them. */
export function forecastLine({ isForecastOn, mayChange }: AlertsView): string {
  const howTo = mayChange ? ` (turn ${isForecastOn ? 'off' : 'on'}: /spend alerts forecast ${isForecastOn ? 'off' : 'on'})` : '';
  return `${forecastWords(isForecastOn)}${howTo}`;
}

export function forecastWords(isOn: boolean): string {
  return `Budgets ${isOn ? 'also warn' : 'do not warn'} when their forecast passes them`;
}

export const alertHowTo = 'Or type it: /spend alerts spike over $20 in #channel. To see what an alert looks like: /spend alerts test';
export const noAlerts = 'Nothing is watched yet besides budgets.';
