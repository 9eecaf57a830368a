import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import { oneLine } from '#show/escape.ts';
import { formatBasis, formatCount, formatUsd } from '#show/format-figures.ts';
import { inWords, momentText, plural } from '#show/phrases.ts';
import { perPeriod } from '../budgets/words.ts';
import { changeNotes, doneWords } from '../setup/words.ts';
import type { AlertCause, AlertFinding, AlertRuleState, AlertsDone, AlertsView, AlertView } from './view.ts';

/** What happened, in one line: the title of the message. Names are not escaped. */
export function alertHeadline(view: AlertView): string {
  const headline = findingHeadline(view.finding);
  const marked = view.isSample ? `Sample, nothing happened: ${headline}` : headline;
  return view.state === 'resolved' ? `Over: ${marked}` : marked;
}

/** `view` as a channel may see it where figures of single people are for admins: without the people among its causes. */
export function alertForAll(view: AlertView): AlertView {
  if (view.causes === null) return view;
  const parts = view.causes.parts.filter(({ dimension }) => dimension !== 'user' && dimension !== 'key');
  return { ...view, causes: { ...view.causes, parts } };
}

/** What is not posted any more when alerts about single people and keys are not, without figures. */
export function withheldAlert({ finding }: AlertView): string {
  return finding.alert === 'budget' || finding.alert === 'forecast'
    ? `alerts of budget ${finding.number}${of(finding.scope)}`
    : `alerts${'scope' in finding ? of(finding.scope) : ''}`;
}

/** The figures, the causes and the forecast, one line each. */
export function alertLines({ finding, causes, heading, beganAt }: AlertView): string[] {
  return [
    ...findingLines(finding),
    ...(causes === null ? [] : causeLines(causes)),
    ...(heading === null ? [] : [`${formatDays(heading.from, heading.to)} is heading for ${formatUsd(heading.forecastNanoUsd)}`]),
    `${isAboutDay(finding) ? 'Noticed' : 'Since'} ${momentText(beganAt)}`,
  ];
}

function isAboutDay({ alert }: AlertFinding): boolean {
  return alert === 'day' || alert === 'spike' || alert === 'new model' || alert === 'new key';
}

export function alertReplyWords(view: AlertView): string {
  const headline = findingHeadline(view.finding);
  if (view.because === 'recovers') return `Over: ${recovery(view.finding)}`;
  return view.because === 'snooze ends' ? `The snooze is over: ${headline}` : headline;
}

/** The state of the incident; `whom` formats a person for the reader's surface. Null while it is firing. */
export function alertStateWords(view: AlertView, whom: (slackUserId: string) => string): string | null {
  const by = (slackUserId: string | null) => (slackUserId === null ? '' : ` by ${whom(slackUserId)}`);
  const acknowledged = view.acknowledgedBy === null ? '' : `Acknowledged${by(view.acknowledgedBy)}`;
  if (view.state === 'resolved') {
    const ended = view.endedAt === null ? '' : ` since ${momentText(view.endedAt)}`;
    const why = view.endedBecause === null ? '' : `: ${endings[view.endedBecause]}`;
    return [`Over${ended}${why}`, acknowledged].filter(text => text !== '').join(' · ');
  }
  if (view.state === 'snoozed') {
    const until = view.snoozedUntil === null ? '' : ` until ${momentText(view.snoozedUntil)}`;
    return [`Snoozed${until}${by(view.snoozedBy)}`, acknowledged].filter(text => text !== '').join(' · ');
  }
  return acknowledged === '' ? null : acknowledged;
}

const endings = {
  recovers: 'it holds no more',
  'period ends': 'its days are past',
  withdraw: 'the budget or alert was changed, paused or removed',
} as const;

function findingHeadline(finding: AlertFinding): string {
  switch (finding.alert) {
    case 'budget':
      return `${formatCount(finding.percent)}% of the ${perPeriod[finding.period]} budget${of(finding.scope)}: ${formatUsd(finding.spentNanoUsd)} of ${formatUsd(finding.amountNanoUsd)}`;
    case 'forecast':
      return `Heading for ${formatCount(finding.percent)}% of the ${perPeriod[finding.period]} budget${of(finding.scope)}`;
    case 'day':
      return `${formatDayAndYear(finding.day)} cost ${formatUsd(finding.costNanoUsd)}${of(finding.scope)}, over ${formatUsd(finding.amountNanoUsd)}`;
    case 'spike':
      return `Spike on ${formatDayAndYear(finding.day)}${of(finding.scope)}: ${formatUsd(finding.costNanoUsd)}`;
    case 'silent':
      return `Nothing was collected from ${finding.source} for ${plural(finding.hours, 'hour')}`;
    case 'unpriced':
      return `No price is known for ${finding.model || 'usage without a model'}`;
    case 'new model':
    case 'new key':
      return `First use of the ${finding.alert === 'new key' ? 'key' : 'model'} ${finding.name}`;
  }
}

function of(scope: string): string {
  return scope === '' ? '' : ` ${scope}`;
}

function findingLines(finding: AlertFinding): string[] {
  switch (finding.alert) {
    case 'budget':
    case 'forecast': {
      const spent = `${formatUsd(finding.spentNanoUsd)} of ${formatUsd(finding.amountNanoUsd)} spent (${formatBasis(finding.basis, finding.listPricePercent)})`;
      return [`Budget ${finding.number}, ${formatDays(finding.from, finding.to)}: ${spent}`];
    }
    case 'day':
      return [];
    case 'spike':
      return finding.usualNanoUsd === null
        ? ['It is no spike any more']
        : [`Usual for such a day: about ${formatUsd(finding.usualNanoUsd)}`];
    case 'silent':
      return [
        finding.lastCollectedAt === null ? 'Nothing was ever collected' : `Last collected ${momentText(finding.lastCollectedAt)}`,
        ...(finding.stoppedBecause === null ? [] : [`Stopped: ${finding.stoppedBecause}`]),
        '/spend status says more',
      ];
    case 'unpriced': {
      const quantities = finding.quantities.slice(0, 5).map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`);
      return [
        ...(quantities.length === 0 ? [] : [`Since ${formatDayAndYear(finding.from)}, not in estimated cost: ${quantities.join(', ')}`]),
        'A price of your own can be set in spendbot.yml; then run spendbot reprice',
      ];
    }
    case 'new model':
    case 'new key':
      return [`On ${formatDayAndYear(finding.day)}, reported by ${finding.source}`];
  }
}

const dimensionWords = { model: 'model', project: 'project', user: 'person', key: 'key' } as const;

function causeLines(causes: NonNullable<AlertView['causes']>): string[] {
  const byDimension = Map.groupBy(causes.parts, ({ dimension }) => dimension);
  const parts = [...byDimension].map(([dimension, of]) => `By ${dimensionWords[dimension]}: ${of.map(causeWords).join(', ')}`);
  return [`${formatUsd(causes.changeNanoUsd)} more than ${formatDays(causes.from, causes.to)}, most of it from`, ...parts];
}

function causeWords({ label, changeNanoUsd }: AlertCause): string {
  return `${label} +${formatUsd(changeNanoUsd)}`;
}

function recovery(finding: AlertFinding): string {
  switch (finding.alert) {
    case 'budget':
      return `spend is back at ${formatUsd(finding.spentNanoUsd)} of ${formatUsd(finding.amountNanoUsd)}${of(finding.scope)}`;
    case 'forecast':
      return `the ${perPeriod[finding.period]} budget${of(finding.scope)} is heading for ${formatCount(finding.percent)}% now`;
    case 'day':
    case 'spike':
      return `${formatDayAndYear(finding.day)} was corrected to ${formatUsd(finding.costNanoUsd)}${of(finding.scope)}`;
    case 'silent':
      return `${finding.source} is collected again`;
    case 'unpriced':
      return `${finding.model || 'usage without a model'} has a price, or is used no more`;
    case 'new model':
    case 'new key':
      return finding.name;
  }
}

export function alertRuleLine(rule: AlertRuleState, channel: (id: string) => string): string {
  const open = rule.openCount === 0 ? '' : `, ${plural(rule.openCount, 'open alert')}`;
  return `Alert ${rule.number}: ${ruleWords(rule)} in ${channel(rule.channelId)}${open}${rule.isPaused ? ' (paused)' : ''}`;
}

function ruleWords({ kind, amountNanoUsd, hours, scope }: AlertRuleState): string {
  switch (kind) {
    case 'day':
      return `a day over ${formatUsd(amountNanoUsd ?? 0n)}${of(scope)}`;
    case 'spike':
      return `a spike of at least ${formatUsd(amountNanoUsd ?? 0n)}${of(scope)}`;
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

export function alertsDoneWords(done: AlertsDone): string {
  if (done.number !== null) return doneWords(done, 'Alert');
  return done.did === 'sample posted' ? 'A sample is on its way to the channel.' : `Forecasts of budgets are ${done.did}.`;
}

/** Whether forecast alerts are on, and how to switch them. */
export function forecastLine({ isForecastOn }: AlertsView): string {
  return `Budgets ${isForecastOn ? 'say' : 'do not say'} when their forecast passes them (/spend alerts forecast ${isForecastOn ? 'off' : 'on'})`;
}

export const alertHowTo = '/spend alerts spike over $20 · day over $100 · silent 6h · unpriced · new model on · new key on · test';
export const noAlerts = 'Nothing is watched yet besides budgets.';

export function alertsText(view: AlertsView): string[] {
  const asItIs = (id: string) => id;
  const rules = view.rules.map(rule => alertRuleLine(rule, asItIs));
  return [
    ...(view.done === null ? [] : [alertsDoneWords(view.done)]),
    ...(rules.length === 0 ? [noAlerts, alertHowTo] : rules),
    forecastLine(view),
    ...changeNotes(view.changes, asItIs),
  ].map(oneLine);
}
