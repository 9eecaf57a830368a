import { formatDay, formatDays } from '#core/time/format-day.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { capitalized, dayRuns, endpointList, momentText, plural, shortMoment, withoutYearOf } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { sourceName } from '#show/source-name.ts';
import { statusVerdict } from './status-verdict.ts';
import type { SendingStatus, SourceStatus, StatusView } from './view.ts';

const listed = 10;

/** Sections on jobs and messages that need attention; empty if all is well. */
function sendingSections({ failedJobs, unsent }: SendingStatus): { title: string; lines: string[] }[] {
  const sections = [
    { title: 'Jobs that failed', lines: failedJobs.map(jobLine) },
    { title: 'Messages that wait for Slack', lines: linesIn(unsent, 'waiting') },
    { title: 'Messages that Slack refused', lines: linesIn(unsent, 'refused') },
    { title: 'Messages that may or may not be in Slack, and are not posted again', lines: linesIn(unsent, 'uncertain') },
  ];
  return sections.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => ({ title, lines: cut(lines) }));
}

function troubleSections(troubles: NonNullable<StatusView['troubles']>): { title: string; lines: string[] }[] {
  const lines = troubles.map(({ what, words, since, failedTries }) => {
    const tries = failedTries === 1 ? '1 failed try' : `${failedTries} failed tries`;
    return `${what}: ${shorten(words, 300)} (${tries} since ${momentText(since.toISOString())})`;
  });
  return lines.length === 0 ? [] : [{ title: 'What fails now', lines: cut(lines) }];
}

function jobLine({ job, failure, failedTries, nextTryAt }: SendingStatus['failedJobs'][number]): string {
  const tries = failedTries === 1 ? '1 failed try' : `${failedTries} failed tries`;
  return `${capitalized(job)}: ${shorten(failure, 200)} (${tries}, next ${momentText(nextTryAt)})`;
}

function linesIn(unsent: SendingStatus['unsent'], state: SendingStatus['unsent'][number]['state']): string[] {
  const alike = Map.groupBy(
    unsent.filter(entry => entry.state === state),
    ({ key, channelId, failure }) => JSON.stringify([messageWords(key), channelId, failure]),
  );
  return [...alike.values()].flatMap(same =>
    same.slice(0, 1).map(({ key, channelId, failure, createdAt }) => {
      const times = same.length === 1 ? '' : `, ${same.length} times`;
      const why = failure === null ? '' : `: ${shorten(failure, 200)}`;
      return `${messageWords(key)} ${placeWords(channelId)}${times}, since ${momentText(createdAt)}${why}`;
    }),
  );
}

/** Names an outbox entry by its key: `digest:daily:C123:2026-11-21`, `alert:ID:reply:2`. */
function messageWords(key: string): string {
  const [kind, ...rest] = key.split(':');
  if (kind === 'alert') return rest.includes('reply') ? 'Reply under an alert' : rest.includes('update') ? 'Update of an alert' : 'Alert';
  if (kind === 'alert-sample') return 'Sample of an alert';
  if (kind === 'refused') return 'A note that Slack refused a message';
  if (kind === 'withheld') return 'A note that something is no longer posted';
  if (kind === 'card') return rest.length > 1 ? 'Update of the first message' : 'The first message';
  if (kind !== 'digest') return 'A message';
  const day = rest.find(part => /^\d{4}-\d{2}-\d{2}$/.test(part));
  const what = rest.includes('correction') ? 'Correction of the' : 'The';
  return `${what} ${rest[0]} digest${day === undefined ? '' : ` of ${formatDay(day)}`}`;
}

/** A channel by its id, which is made a link later. */
function placeWords(channelId: string): string {
  return /^[UWD]/.test(channelId) ? 'in direct messages' : `in ${channelId}`;
}

function cut(lines: readonly string[]): string[] {
  const more = lines.length - listed;
  return more > 0 ? [...lines.slice(0, listed), `… and ${more} more`] : [...lines];
}

/** `/spend status` as sections, trouble first; without what its verdict says. */
export function statusSections(view: StatusView): { title: string; lines: string[] }[] {
  const { sources, sending, prices, troubles = [] } = view;
  const said = sources.length === 1 ? statusVerdict(view).words : '';
  const sourceSections = sources.map(source => ({
    title: shorten(sourceName(source, sources), 300),
    lines: sourceLines(source, said),
  }));
  const age = { title: 'Price book', lines: [bookAgeWords(prices)] };
  const collected = prices.isOld ? [age, ...sourceSections] : [...sourceSections, age];
  return [...troubleSections(troubles), ...sendingSections(sending), ...collected];
}

/** What of the source `said` does not say. */
function sourceLines(source: SourceStatus, said: string): string[] {
  const lines: string[] = [];
  const stopped = source.stoppedBecause === null ? null : shorten(source.stoppedBecause, 500);
  if (stopped !== null && !said.includes(stopped)) lines.push(`Stopped: ${stopped}`);
  if (source.progress !== null) lines.push(progressLine(source.progress));
  lines.push(...[collectedLine(source, said)].filter(line => !said.includes(line)));
  for (const { days, endpoints, reason } of source.failures.slice(0, 5)) {
    lines.push(`Failed, to be tried again: ${dayRuns(days)} (${endpointList(endpoints)}): ${shorten(reason, 200)}`);
  }
  if (source.failures.length > 5) lines.push(`… and ${plural(source.failures.length - 5, 'more failure')}`);
  if (source.unknownDays.length > 0) lines.push(`OpenAI answered with nothing: ${dayRuns(source.unknownDays)}`);
  lines.push(...leftOutNotes(source).map(note => shorten(note, 600)));
  return lines;
}

function progressLine({ daysDone, days, requestsLeft }: NonNullable<SourceStatus['progress']>): string {
  return `Collecting: ${daysDone} of ${plural(days, 'day')}, ${plural(requestsLeft, 'request')} left`;
}

function collectedLine({ collectedDays, firstDay, lastDay, lastCollectedAt }: SourceStatus, said: string): string {
  if (firstDay === null || lastDay === null) return 'Nothing was collected yet';
  const moment = lastCollectedAt === null ? null : shortMoment(lastCollectedAt);
  const last = moment === null || said.includes(moment) ? '' : `, last at ${moment}`;
  return `${plural(collectedDays, 'day')} collected (${withoutYearOf(formatDays(firstDay, lastDay), lastCollectedAt)})${last}`;
}
