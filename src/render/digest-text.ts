import { oneLine } from '#show/escape.ts';
import type { DigestView } from '../ask/view-digest.ts';
import type { DigestsView } from '../ask/view-digests.ts';
import { digestColumns, digestHeadline, digestNotes, digestSummary } from './digest-lines.ts';
import { digestDoneWords, digestLine, noDigests } from './digests-words.ts';

/** A digest for a terminal, a line each. */
export function digestText(view: DigestView): string[] {
  const columns = digestColumns(view).flatMap(({ title, lines }) => [`${title}:`, ...lines.map(line => `  ${oneLine(line)}`)]);
  return [digestHeadline(view), ...digestSummary(view), ...columns, ...digestNotes(view)].map(line => line.trimEnd());
}

/** The digests that are set up, for a terminal. */
export function digestsText({ done, digests }: DigestsView): string[] {
  const lines = digests.map(digest => oneLine(digestLine(digest, id => id)));
  return [...(done === null ? [] : [digestDoneWords(done)]), ...(lines.length === 0 ? [noDigests] : lines)];
}
