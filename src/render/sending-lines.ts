import { momentText } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import type { SendingStatus } from '../ask/view-sending.ts';

const listed = 10;

/** What `/spend status` says of jobs and messages that are not as they should be; nothing where all is well. */
export function sendingSections({ failedJobs, unsent }: SendingStatus): { title: string; lines: string[] }[] {
  const sections = [
    { title: 'Jobs that failed', lines: failedJobs.map(jobLine) },
    { title: 'Messages that wait for Slack', lines: linesIn(unsent, 'waiting') },
    { title: 'Messages that Slack refused', lines: linesIn(unsent, 'refused') },
    { title: 'Messages that may or may not be in Slack, and are not posted again', lines: linesIn(unsent, 'uncertain') },
  ];
  return sections.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => ({ title, lines: cut(lines) }));
}

function jobLine({ job, slot, failure, failedTries, nextTryAt }: SendingStatus['failedJobs'][number]): string {
  const tries = failedTries === 1 ? '1 failed try' : `${failedTries} failed tries`;
  return `${job} ${slot}: ${shorten(failure, 200)} (${tries}, next ${momentText(nextTryAt)})`;
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
      return `${messageWords(key)} in ${channelId}${times}, since ${momentText(createdAt)}${why}`;
    }),
  );
}

/** What an outbox entry is, by its key: `digest:daily:C123:2026-11-21`, `alert:ID:reply:2`. */
function messageWords(key: string): string {
  const [kind, ...rest] = key.split(':');
  if (kind === 'alert') return rest.includes('reply') ? 'Reply under an alert' : rest.includes('update') ? 'Update of an alert' : 'Alert';
  if (kind !== 'digest') return key;
  const day = rest.find(part => /^\d{4}-\d{2}-\d{2}$/.test(part));
  const what = rest.includes('correction') ? 'Correction of the' : 'The';
  return `${what} ${rest[0]} digest${day === undefined ? '' : ` of ${day}`}`;
}

function cut(lines: readonly string[]): string[] {
  const more = lines.length - listed;
  return more > 0 ? [...lines.slice(0, listed), `… and ${more} more`] : [...lines];
}
