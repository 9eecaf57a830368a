import { ascending } from '#core/ascending.ts';
import { bookAge } from '#core/prices/book-age.ts';
import { addDays, type Day, dayOf, type Instant, later } from '#core/time/day.ts';
import { readCoverage } from '#data/figures/coverage.ts';
import { storedOrganizations } from '#data/ledger/organizations.ts';
import { priceListsDay } from '#data/ledger/price-lists.ts';
import { collectionStatus, daysVersionOf, sourceStates } from '#data/ledger/source-states.ts';
import { failedSlots } from '#delivery/jobs/slots-store.ts';
import { unsentEntries } from '#delivery/outbox/outbox-store.ts';
import type { Parts } from '../feature.ts';
import { staleness } from '../verdict/staleness.ts';
import type { FailedDays, SourceStatus, StatusView } from './view.ts';

/** The state of each configured source's collection (what is stored, what failed and why, what is running), and of jobs and messages. */
export async function status(
  { database, settleDays, running, troubles }: Pick<Parts, 'database' | 'settleDays' | 'running' | 'troubles'>,
  now: Instant,
): Promise<StatusView> {
  const states = await sourceStates(database);
  const read = { database, settleDays, daysVersion: daysVersionOf(states) };
  const organizations = await storedOrganizations(database);
  const sources = await Promise.all(
    states
      .filter(({ isActive }) => isActive)
      .map(async (state): Promise<SourceStatus> => {
        const organization = organizations.get(state.source);
        const { source, ...collected } = await collectionStatus(database, state.source);
        const all = { from: collected.firstDay ?? dayOf(now), to: addDays(collected.lastDay ?? dayOf(now), 1) };
        const coverage = await readCoverage(read, [all], [source], now);
        return {
          id: source,
          kind: state.kind === 'admin' ? 'admin' : 'usage',
          ...(organization === undefined ? {} : { organization }),
          progress: progressOf(running.get(source)),
          ...collected,
          failures: failedDays(collected.failures),
          stoppedBecause: state.stoppedBecause,
          unknownDays: coverage.unknownDays(all),
        };
      }),
  );
  const stale = await staleness(database, now);
  return {
    kind: 'status',
    sources,
    ...(stale === null ? {} : { stale }),
    prices: bookAge(await priceListsDay(database), dayOf(now)),
    ...(troubles === undefined ? {} : { troubles: troubles.list() }),
    sending: { failedJobs: await failedSlots(database), unsent: await unsentEntries(database, later(now, -shownMs).toISOString()) },
  };
}

function progressOf(running: ReturnType<Parts['running']['get']>): SourceStatus['progress'] {
  return running ? { daysDone: running.daysDone, days: running.days, requestsLeft: running.requests - running.requestsDone } : null;
}

/** Each failure once with all its days, newest first. Endpoints that failed the same way on the same days are combined. */
export function failedDays(failures: readonly { readonly day: Day; readonly endpoint: string; readonly reason: string }[]): FailedDays[] {
  const byFailure = Map.groupBy(failures, ({ endpoint, reason }) => JSON.stringify([endpoint, reason]));
  const ofEndpoints = [...byFailure.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, days: [first, ...more].map(({ day }) => day).sort() }],
  );
  const together = Map.groupBy(ofEndpoints, ({ reason, days }) => JSON.stringify([reason, days]));
  return [...together.values()]
    .flatMap(([first, ...more]) =>
      first === undefined ? [] : [{ ...first, endpoints: [first, ...more].map(({ endpoint }) => endpoint).sort() }],
    )
    .map(({ days, endpoints, reason }) => ({ days, endpoints, reason }))
    .sort((a, b) => ascending(lastOf(b.days), lastOf(a.days)) || ascending(a.endpoints[0] ?? '', b.endpoints[0] ?? ''));
}

function lastOf(days: readonly Day[]): Day {
  return days.at(-1) ?? '';
}

/** How long refused and uncertain messages stay listed. */
const shownMs = 14 * 24 * 60 * 60_000;
