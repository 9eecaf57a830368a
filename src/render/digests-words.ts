import { zoneName } from '#core/time/local-time.ts';
import { localMoment } from '#show/phrases.ts';
import type { DigestState, DigestsView } from '../ask/view-digests.ts';

/** A digest in one line; `channel` is how the reader's surface names a channel. */
export function digestLine(digest: DigestState, channel: (id: string) => string): string {
  const { number, rhythm, time, timeZone, scope, channelId, isPaused, next } = digest;
  const when = isPaused ? 'paused' : `next ${localMoment(next)}`;
  return `Digest ${number}: ${rhythm} at ${time} ${zoneName(timeZone)}${scope === '' ? '' : ` ${scope}`} in ${channel(channelId)} (${when})`;
}

/** What was just done, in a sentence. */
export function digestDoneWords({ did, number }: NonNullable<DigestsView['done']>): string {
  return `Digest ${number} is ${did}.`;
}

export const noDigests = 'No channel has a digest yet.';

export const digestsHowTo = [
  '/spend digest daily at 9:00 Europe/Berlin for project "Search" in #channel',
  '/spend digest change 1 at 8:30 · pause 1 · resume 1 · remove 1 · preview weekly',
].join('\n');
