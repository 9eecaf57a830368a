import { formatBasis, formatDays, formatPercent, formatUsd } from '#show/format.ts';
import { dayRuns, endpointList, freshness, momentText, plural, withinNote } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import type { OverviewView, PeriodCost, SourceStatus, StatusView } from '../ask/view.ts';
import type { ForecastSummary } from '../ask/view-forecast.ts';
import { bandText } from './forecast-words.ts';
import { sendingSections } from './sending-lines.ts';

/** The figures of the overview, in the order people ask for them. */
export function overviewFigures(view: OverviewView): { title: string; cost: string; note: string }[] {
  return [
    { title: 'Today so far', ...costAndNote(view.todaySoFar) },
    { title: 'Yesterday', ...costAndNote(view.yesterday) },
    { title: 'Last 7 days', ...costAndNote(view.last7Days) },
    { title: 'Month to date', ...costAndNote(view.monthToDate) },
    ...(view.forecast === null ? [] : [{ title: 'Forecast', ...forecastAndNote(view.forecast) }]),
  ];
}

/** How fresh the overview is, and what may still move. */
export function overviewNotes({ provisionalDays, dataThrough, within }: OverviewView): string[] {
  return [
    ...withinNote(within),
    'Days are UTC days',
    ...(provisionalDays.length > 0 ? [`May still grow: ${dayRuns(provisionalDays)}`] : []),
    freshness(dataThrough),
  ];
}

/** What `/spend status` says of each source, the trouble first. */
export function statusSections({ sources, sending }: StatusView): { title: string; lines: string[] }[] {
  const sourceSections = sources.map(source => ({
    title: `${source.id} (${source.kind === 'admin' ? 'admin key' : 'API key'})`,
    lines: sourceLines(source),
  }));
  const none = { title: 'No source', lines: ['No OpenAI key is configured, so nothing is collected.'] };
  return [...sendingSections(sending), ...(sources.length === 0 ? [none] : sourceSections)];
}

function costAndNote({ from, to, costNanoUsd, basis, changePercent }: PeriodCost) {
  const change = changePercent === null ? [] : [formatPercent(changePercent)];
  return { cost: formatUsd(costNanoUsd), note: [...change, formatBasis(basis), formatDays(from, to)].join(' · ') };
}

function forecastAndNote({ from, to, totalNanoUsd, band, medianErrorPercent }: ForecastSummary) {
  const error = medianErrorPercent === null ? [] : [`median error ${medianErrorPercent} %`];
  const note = [...(band === null ? [] : [`likely ${bandText(band)}`]), ...error, formatDays(from, to)].join(' · ');
  return { cost: formatUsd(totalNanoUsd), note };
}

function sourceLines(source: SourceStatus): string[] {
  const lines: string[] = [];
  if (source.stoppedBecause !== null) lines.push(`Stopped: ${shorten(source.stoppedBecause, 500)}`);
  if (source.progress !== null) lines.push(progressLine(source.progress));
  lines.push(collectedLine(source));
  for (const { days, endpoints, reason } of source.failures.slice(0, 5)) {
    lines.push(`Failed, to be tried again: ${dayRuns(days)} (${endpointList(endpoints)}): ${shorten(reason, 200)}`);
  }
  if (source.failures.length > 5) lines.push(`… and ${plural(source.failures.length - 5, 'more failure')}`);
  if (source.unknownDays.length > 0) lines.push(`OpenAI answered with nothing: ${dayRuns(source.unknownDays)}`);
  if (source.notUnderstoodDays.length > 0) lines.push(`Kept, but not understood in part: ${dayRuns(source.notUnderstoodDays)}`);
  return lines;
}

function progressLine({ daysDone, days, requestsLeft }: NonNullable<SourceStatus['progress']>): string {
  return `collecting: ${daysDone} of ${plural(days, 'day')}, ${plural(requestsLeft, 'request')} left`;
}

function collectedLine({ collectedDays, firstDay, lastDay, lastCollectedAt }: SourceStatus): string {
  if (firstDay === null || lastDay === null) return 'Nothing was collected yet';
  const last = lastCollectedAt === null ? '' : `, last at ${momentText(lastCollectedAt)}`;
  return `${plural(collectedDays, 'day')} collected (${formatDays(firstDay, lastDay)})${last}`;
}
