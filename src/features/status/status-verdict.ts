import { plural, shortMoment } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import { staleWords } from '../verdict/staleness.ts';
import type { SourceStatus, StatusView } from './view.ts';

/** Whether all is well, in a sentence or two: through when everything is collected, or what fails. */
export interface StatusVerdict {
  readonly words: string;
  readonly isWell: boolean;
}

export function statusVerdict(view: StatusView): StatusVerdict {
  const { sources } = view;
  const bad = (words: string) => ({ words, isWell: false });
  if (sources.length === 0) return bad('No OpenAI key is configured, so nothing is collected.');
  const stopped = sources.filter(({ stoppedBecause }) => stoppedBecause !== null);
  if (stopped.length > 0) return bad(stoppedWords(stopped, sources));
  const wrong = faults(view);
  if (wrong.length > 0) return bad(`Not all is well: ${wrong.join(', ')}.`);
  const [stale] = staleWords(view);
  if (stale !== undefined) return bad(stale);
  if (sources.some(({ progress }) => progress !== null)) return { words: 'Collecting right now.', isWell: true };
  const readAt = sources.flatMap(({ lastCollectedAt }) => lastCollectedAt ?? []).sort();
  const [oldest] = readAt;
  if (oldest === undefined || readAt.length < sources.length) return bad(notYet(sources));
  return { words: `Everything through ${shortMoment(oldest)} is collected.`, isWell: true };
}

/** Why, where there is one source; where there are more, each says why below. */
function stoppedWords([first, ...others]: readonly SourceStatus[], sources: readonly SourceStatus[]): string {
  if (sources.length === 1) return `Reading OpenAI has stopped: ${shorten(first?.stoppedBecause ?? '', 500)}`;
  const more = others.length === 0 ? '' : ` and ${plural(others.length, 'more source')}`;
  return `Reading source ${first?.id}${more} has stopped; why is below.`;
}

function faults({ sources, sending: { failedJobs, unsent }, prices, troubles = [] }: StatusView): string[] {
  const failedDays = new Set(sources.flatMap(({ failures }) => failures.flatMap(({ days }) => days))).size;
  const lost = unsent.filter(({ state, failure }) => state !== 'waiting' || failure !== null).length;
  const counted = (count: number, noun: string, what: string) => (count === 0 ? [] : [`${plural(count, noun)} ${what}`]);
  return [
    ...counted(troubles.length, 'task', 'cannot be done now'),
    ...counted(failedDays, 'day', 'could not be read in full and will be tried again'),
    ...(sources.some(({ leftOut }) => leftOut.length > 0) ? ['some rows are left out'] : []),
    ...counted(failedJobs.length, 'job', 'failed'),
    ...counted(lost, 'message', 'may not be in Slack'),
    ...(prices.isOld ? ['the price book is old'] : []),
  ];
}

function notYet(sources: readonly SourceStatus[]): string {
  if (sources.length === 1) return 'Nothing was collected yet.';
  const ids = sources.flatMap(({ id, lastCollectedAt }) => (lastCollectedAt === null ? [id] : []));
  return `Nothing was collected yet from ${shorten(ids.join(', '), 300)}.`;
}
