import type { SendingStatus } from '../ask/view-sending.ts';
import { momentText } from './notes.ts';
import { shorten } from './shorten.ts';

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
  return unsent
    .filter(entry => entry.state === state)
    .map(({ key, failure, createdAt }) => `${key}, since ${momentText(createdAt)}${failure === null ? '' : `: ${shorten(failure, 200)}`}`);
}

function cut(lines: readonly string[]): string[] {
  const more = lines.length - listed;
  return more > 0 ? [...lines.slice(0, listed), `… and ${more} more`] : [...lines];
}
