import { ascending } from '#core/ascending.ts';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { lastReadings, sourceStates } from '#data/ledger/source-states.ts';
import { plural, shortMoment } from '#show/phrases.ts';

/** That figures are older than they look: a source stopped, or wasn't read for hours. */
export interface Staleness {
  /** The source furthest behind; null where it is the only one. */
  readonly source: string | null;
  /** ISO. */
  readonly lastReadAt: string;
  readonly minutesAgo: number;
  readonly isStopped: boolean;
  /** With what HTTP status OpenAI refuses, as far as it is known. */
  readonly status: string | null;
}

/** Sources are read every hour. */
const mostMinutes = 3 * 60;

/** How far behind the sources are; null when all were read lately, and before the first reading. */
export async function staleness(database: Database, now: Instant): Promise<Staleness | null> {
  const sources = await readSources(database, now);
  return sources.find(({ isBehind }) => isBehind)?.reading ?? null;
}

/** How far figures go, to which every source adds. */
export interface Reach {
  /** When the source read last was read, ISO; null before the first reading. */
  readonly lastReadAt: string | null;
  /** Whether no source was read lately: later use is in no figure. */
  readonly isBehind: boolean;
  /** The source furthest behind, whose use since is missing while others were read on; null without one. */
  readonly lacking: LaggingSource | null;
}

/** Without the minutes, which would change a message at every look. */
export type LaggingSource = Omit<Staleness, 'minutesAgo'>;

export async function reachOfFigures(database: Database, now: Instant): Promise<Reach> {
  const sources = await readSources(database, now);
  const lastReadAt = sources.at(-1)?.reading.lastReadAt ?? null;
  const oldest = sources.find(({ isBehind }) => isBehind)?.reading;
  return {
    lastReadAt,
    isBehind: sources.every(({ isBehind }) => isBehind),
    lacking: oldest === undefined || oldest.lastReadAt === lastReadAt ? null : laggingOf(oldest),
  };
}

function laggingOf({ source, lastReadAt, isStopped, status }: Staleness): LaggingSource {
  return { source, lastReadAt, isStopped, status };
}

/** The active sources that were ever read, the one furthest behind first. */
async function readSources(database: Database, now: Instant) {
  const active = (await sourceStates(database)).filter(({ isActive }) => isActive);
  const readAt = await lastReadings(database);
  const sources = active.flatMap(({ source, stoppedBecause }) => {
    const lastReadAt = readAt.get(source);
    if (lastReadAt === undefined) return [];
    const minutesAgo = Math.floor((now.getTime() - Date.parse(lastReadAt)) / 60_000);
    const isStopped = stoppedBecause !== null;
    const status = stoppedBecause?.match(/\((\d{3})\)/)?.[1] ?? null;
    const reading: Staleness = { source: active.length === 1 ? null : source, lastReadAt, minutesAgo, isStopped, status };
    return [{ reading, isBehind: isStopped || minutesAgo > mostMinutes }];
  });
  return sources.sort((a, b) => ascending(a.reading.lastReadAt, b.reading.lastReadAt));
}

/** `OpenAI was last read 4 hours ago; reading it has stopped (403). Later use is missing.` Empty for figures that are up to date. */
export function staleWords({ stale }: { readonly stale?: Staleness }): string[] {
  return stale === undefined ? [] : [`${lastReadWords(stale, `${agoWords(stale.minutesAgo)} ago`)}. Later use is missing.`];
}

/** `OpenAI was last read 24 Nov, 15:53 UTC; reading it has stopped (403)`. */
export function lastReadWords({ source, lastReadAt, isStopped, status }: LaggingSource, when = shortMoment(lastReadAt)): string {
  const stopped = isStopped ? `; reading it has stopped${status === null ? '' : ` (${status})`}` : '';
  return `${source === null ? 'OpenAI' : `Source ${source}`} was last read ${when}${stopped}`;
}

function agoWords(minutes: number): string {
  if (minutes < 60) return 'less than an hour';
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}
