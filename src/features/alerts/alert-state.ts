import { absolute } from '#core/money/nano-usd.ts';
import { minuteMs } from '#core/time/day.ts';
import { formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { plural, shortMoment, weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { budgetPeriodName, overOrUnder } from '../verdict/budget-outcome.ts';
import { alertHeadline, alertMark, budgetWords, dayCost, subjectWords } from './alert-headline.ts';
import type { AlertFinding, AlertView } from './view.ts';

/** Who is on it and until when it is quiet, for the end of the first line: ` · @Ada is on it`. `whom` formats a person. Empty while firing. */
export function alertStateSuffix(view: AlertView, whom: (slackUserId: string) => string): string {
  const { state, acknowledgedBy, snoozedBy, snoozedUntil } = view;
  const onIt = acknowledgedBy === null ? [] : [`${whom(acknowledgedBy)} ${state === 'resolved' ? 'was' : 'is'} on it`];
  const until = snoozedUntil === null ? '' : ` until ${shortMoment(snoozedUntil)}`;
  const snoozed = state === 'snoozed' ? [`snoozed${until}${snoozedBy === null ? '' : ` by ${whom(snoozedBy)}`}`] : [];
  return [...onIt, ...snoozed].map(text => ` · ${text}`).join('');
}

/** Of a resolved alert: since when and why it is over, how long it lasted, and what it cost. */
export function resolvedLines(view: AlertView): string[] {
  const { finding, beganAt, endedAt, endedBecause } = view;
  const since = endedAt === null ? 'Over' : `Over since ${shortMoment(endedAt)}`;
  const lasted = endedAt === null ? [] : [`It lasted ${durationWords(Date.parse(endedAt) - Date.parse(beganAt))}`];
  const cost = costWords(finding);
  return [
    `${since}${endedBecause === null ? '' : `: ${endedBecause === 'recovers' ? recovery(finding) : endings[endedBecause](finding)}`}.`,
    `${[...lasted, ...(cost === null || endedBecause === 'recovers' ? [] : [cost])].join('; ')}.`,
  ].filter(line => line !== '.');
}

/** A reply in the thread of an alert: what changed, in a line. */
export function alertReplyWords(view: AlertView): string {
  if (view.because === 'recovers') return `✅ Over: ${recovery(view.finding)}`;
  const headline = `${alertMark(view)} ${alertHeadline(view)}`;
  return view.because === 'snooze ends' ? `The snooze is over: ${headline}` : headline;
}

const endings = {
  'period ends': (finding: AlertFinding) =>
    finding.alert === 'budget' || finding.alert === 'forecast'
      ? `${budgetPeriodName(finding.period, finding.from)} is past`
      : 'its days are past',
  withdraw: (finding: AlertFinding) =>
    `the ${finding.alert === 'budget' || finding.alert === 'forecast' ? 'budget' : 'alert'} was changed, paused or removed`,
} as const;

/** `3 days`, `5 hours`, `40 minutes`. */
function durationWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minuteMs));
  if (minutes < 90) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 36 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}

function costWords(finding: AlertFinding): string | null {
  switch (finding.alert) {
    case 'budget':
    case 'forecast': {
      const { scope, spentNanoUsd, amountNanoUsd } = finding;
      return `${subjectWords(scope)} came to ${formatUsd(spentNanoUsd)} of ${formatUsdInWords(amountNanoUsd)}, ${overOrUnder(spentNanoUsd, amountNanoUsd)}`;
    }
    case 'day':
      return `${weekdayAndDay(finding.day)} cost ${overOrUnder(finding.costNanoUsd, finding.amountNanoUsd)} the limit`;
    case 'spike': {
      const { usualNanoUsd, costNanoUsd } = finding;
      if (usualNanoUsd === null) return dayCost(finding);
      return `it cost ${formatUsd(absolute(costNanoUsd - usualNanoUsd))} ${costNanoUsd < usualNanoUsd ? 'less' : 'more'} than usual`;
    }
    default:
      return null;
  }
}

/** Why the condition is no longer met. */
function recovery(finding: AlertFinding): string {
  switch (finding.alert) {
    case 'budget':
      return `${subjectWords(finding.scope)} is back at ${formatUsd(finding.spentNanoUsd)} of ${formatUsdInWords(finding.amountNanoUsd)}`;
    case 'forecast':
      return `${subjectWords(finding.scope)} is no longer heading over ${budgetWords(finding)}`;
    case 'day':
    case 'spike':
      return `${weekdayAndDay(finding.day)} was corrected to ${formatUsd(finding.costNanoUsd)}${finding.scope === '' ? '' : ` for ${subjectWords(finding.scope)}`}`;
    case 'silent':
      return `${shorten(finding.source, 120)} is read again`;
    case 'unpriced':
      return `${shorten(finding.model || 'Usage without a model', 120)} has a price, or is used no more`;
    case 'new model':
    case 'new key':
      return shorten(finding.name, 120);
  }
}
