import { minuteMs } from '#core/time/day.ts';
import { formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { plural, shortMoment, weekdayAndDay } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { budgetPeriodName, overOrUnder } from '../verdict/budget-outcome.ts';
import { usualCost } from '../verdict/usual.ts';
import { alertHeadline, alertMark, budgetWords, dayCost, nameOfModel, subjectWords } from './alert-headline.ts';
import { alertLines } from './alert-lines.ts';
import type { AlertFinding, AlertView } from './view.ts';

/** Who is on it and until when it is quiet, for the end of the first line: ` · @Ada is on it`. `whom` formats a person. Empty while firing. */
export function alertStateSuffix(view: AlertView, whom: (slackUserId: string) => string): string {
  const { state, acknowledgedBy, snoozedBy, snoozedUntil } = view;
  const onIt = acknowledgedBy === null ? [] : [`${whom(acknowledgedBy)} ${state === 'resolved' ? 'was' : 'is'} on it`];
  const until = snoozedUntil === null ? '' : ` until ${shortMoment(snoozedUntil)}`;
  const snoozed = state === 'snoozed' ? [`snoozed${until}${snoozedBy === null ? '' : ` by ${whom(snoozedBy)}`}`] : [];
  return [...onIt, ...snoozed].map(text => ` · ${text}`).join('');
}

/** Of a closed alert: since when, why, and what it came to in all. */
export function closedLine(view: AlertView): string {
  const { finding, endedAt, endedBecause } = view;
  const since = endedAt === null ? 'Closed' : `Closed ${shortMoment(endedAt)}`;
  const because = { recovers: recovery, 'period ends': ending, withdraw: withdrawal };
  return endedBecause === null ? `${since}.` : `${since}: ${because[endedBecause](finding, endedAt)}.`;
}

/** A reply in the thread of an alert: what changed, and what is known of it by now. */
export function alertReplyWords(view: AlertView): string {
  if (view.because === 'recovers') return `✅ ${recovery(view.finding, view.endedAt)}.`;
  const headline = `${alertMark(view)} ${alertHeadline(view)}.`;
  return [...(view.because === 'snooze ends' ? [`The snooze is over: ${headline}`] : [headline]), ...alertLines(view).slice(0, 1)].join(
    ' ',
  );
}

/** What a period or a day came to, once an alert about it has ended with it. */
function ending(finding: AlertFinding): string {
  switch (finding.alert) {
    case 'budget':
    case 'forecast': {
      const { scope, period, from, spentNanoUsd, amountNanoUsd, basis } = finding;
      const total = basis === 'billed' ? `at ${formatUsd(spentNanoUsd)}` : `near ${formatUsdInWords(spentNanoUsd)}`;
      const budget = `${scope === '' ? 'the' : 'its'} ${formatUsdInWords(amountNanoUsd)} budget`;
      return `${subjectWords(scope)} ended ${budgetPeriodName(period, from)} ${total}, ${overOrUnder(spentNanoUsd, amountNanoUsd)} ${budget}`;
    }
    case 'day':
      return `${dayCost(finding)}, ${overOrUnder(finding.costNanoUsd, finding.amountNanoUsd)} your ${formatUsdInWords(finding.amountNanoUsd)}`;
    case 'spike': {
      const usualNanoUsd = usualCost(finding.sameWeekdays ?? []);
      if (usualNanoUsd === null || finding.isRunning === true) return dayCost(finding);
      return `the day cost ${formatUsd(finding.costNanoUsd - usualNanoUsd)} more than usual`;
    }
    case 'silent':
      return 'it is set up no more';
    case 'unpriced':
    case 'new model':
    case 'new key':
      return 'two weeks have passed';
  }
}

function withdrawal({ alert }: AlertFinding): string {
  return `the ${alert === 'budget' || alert === 'forecast' ? 'budget' : 'alert'} was changed, paused or removed`;
}

/** `3 days`, `5 hours`, `40 minutes`. */
function durationWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minuteMs));
  if (minutes < 90) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 36 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}

/** Why the condition is no longer met. */
function recovery(finding: AlertFinding, endedAt: string | null): string {
  switch (finding.alert) {
    case 'budget':
      return `${subjectWords(finding.scope)} is back at ${formatUsd(finding.spentNanoUsd)} of ${formatUsdInWords(finding.amountNanoUsd)}`;
    case 'forecast':
      return `${subjectWords(finding.scope)} is no longer heading over ${budgetWords(finding)}`;
    case 'day':
    case 'spike':
      return `${weekdayAndDay(finding.day)} was corrected to ${formatUsd(finding.costNanoUsd)}${finding.scope === '' ? '' : ` for ${subjectWords(finding.scope)}`}`;
    case 'silent': {
      const { source, lastCollectedAt } = finding;
      const after =
        endedAt === null || lastCollectedAt === null ? '' : ` after ${durationWords(Date.parse(endedAt) - Date.parse(lastCollectedAt))}`;
      return `Reading from OpenAI resumed${after}${source === '' ? '' : ` (source ${shorten(source, 120)})`}`;
    }
    case 'unpriced':
      return `${nameOfModel(finding)} is in the cost now`;
    case 'new model':
    case 'new key':
      return shorten(finding.name, 120);
  }
}
