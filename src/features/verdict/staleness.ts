import { ascending } from '#core/ascending.ts';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { lastReadings, sourceStates } from '#data/ledger/source-states.ts';
import { plural } from '#show/phrases.ts';
import { stopCauseOf } from './stop-cause.ts';

/** That figures are older than they look: a source stopped, or wasn't read for hours. */
export interface Staleness {
  /** The source furthest behind; null where it is the only one. */
  readonly source: string | null;
  /** ISO. */
  readonly lastReadAt: string;
  readonly minutesAgo: number;
  readonly isStopped: boolean;
  /** Why it stopped, and what to do, a sentence each; absent unless it stopped, and from what was stored before it was kept. */
  readonly stopped?: readonly string[];
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

function laggingOf({ minutesAgo: _minutesAgo, ...reading }: Staleness): LaggingSource {
  return reading;
}

/** The active sources that were ever read, the one furthest behind first. */
async function readSources(database: Database, now: Instant) {
  const active = (await sourceStates(database)).filter(({ isActive }) => isActive);
  const readAt = await lastReadings(database);
  const sources = active.flatMap(({ source, stoppedBecause }) => {
    const lastReadAt = readAt.get(source);
    if (lastReadAt === undefined) return [];
    const minutesAgo = Math.floor((now.getTime() - Date.parse(lastReadAt)) / 60_000);
    const cause = stoppedBecause === null ? null : stopCauseOf(stoppedBecause);
    const isStopped = cause !== null;
    const stopped = isStopped ? { stopped: [cause.words, cause.shortRemedy] } : {};
    const reading: Staleness = { source: active.length === 1 ? null : source, lastReadAt, minutesAgo, isStopped, ...stopped };
    return [{ reading, isBehind: isStopped || minutesAgo > mostMinutes }];
  });
  return sources.sort((a, b) => ascending(a.reading.lastReadAt, b.reading.lastReadAt));
}

/**
 * `OpenAI was last read 4 hours ago. Later use is missing: OpenAI refuses the admin key (403). An admin can fix it; /spend status says how.`
 * Empty for figures that are up to date.
 */
export function staleWords({ stale }: { readonly stale?: Staleness }): string[] {
  return stale === undefined ? [] : [missingWords(stale, `${agoWords(stale.minutesAgo)} ago`, 'Later use')];
}

/** `OpenAI was last read 24 Nov, 15:53 UTC. Part of 24 Nov is missing.`, of a source that stopped also why, and what to do. */
export function missingWords({ source, isStopped, stopped = [] }: LaggingSource, when: string, what: string): string {
  const [because = isStopped ? 'reading has stopped' : null, ...remedy] = stopped;
  const missing = `${what} is missing${because === null ? '' : `: ${because}`}`;
  return [`${source === null ? 'OpenAI' : `Source ${source}`} was last read ${when}`, missing, ...remedy]
    .map(words => `${words}.`)
    .join(' ');
}

function agoWords(minutes: number): string {
  if (minutes < 60) return 'less than an hour';
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}
