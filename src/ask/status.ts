import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { readCoverage } from '#data/figures/coverage.ts';
import { collectionStatus, daysVersionOf, sourceStates } from '#data/ledger/sources.ts';
import { failedDays } from './failed-days.ts';
import { sendingStatus } from './sending-status.ts';
import type { SourceStatus, StatusView } from './view.ts';

/** How far the collections that run now have come, by source. */
export type RunningCollections = ReadonlyMap<
  string,
  { readonly daysDone: number; readonly days: number; readonly requestsDone: number; readonly requests: number }
>;

/** How the collection of each configured source stands: what is there, what failed and why, and what runs. */
export async function status(
  { database, settleDays }: { database: Database; settleDays: number },
  running: RunningCollections,
  now: Instant,
): Promise<StatusView> {
  const states = await sourceStates(database);
  const read = { database, settleDays, daysVersion: daysVersionOf(states) };
  const sources = await Promise.all(
    states
      .filter(({ isActive }) => isActive)
      .map(async (state): Promise<SourceStatus> => {
        const { source, ...collected } = await collectionStatus(database, state.source);
        const all = { from: collected.firstDay ?? dayOf(now), to: addDays(collected.lastDay ?? dayOf(now), 1) };
        const coverage = await readCoverage(read, [all], [source], now);
        return {
          id: source,
          kind: state.kind === 'admin' ? 'admin' : 'usage',
          progress: progressOf(running.get(source)),
          ...collected,
          failures: failedDays(collected.failures),
          stoppedBecause: state.stoppedBecause,
          unknownDays: coverage.unknownDays(all),
        };
      }),
  );
  return { kind: 'status', sources, sending: await sendingStatus(database, now) };
}

function progressOf(running: ReturnType<RunningCollections['get']>): SourceStatus['progress'] {
  return running ? { daysDone: running.daysDone, days: running.days, requestsLeft: running.requests - running.requestsDone } : null;
}
