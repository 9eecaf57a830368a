import type { Filter } from '#core/query/query.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import { namesPeople } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import type { Watch } from '../setup/watch-state-store.ts';
import { readCauses } from '../why/causes.ts';
import type { AlertCause, AlertFacts } from './view.ts';

/** The state of one watched subject at one moment. */
export interface WatchFinding {
  /** `budget:3`, `forecast:3`, `alert:2`. */
  readonly watch: string;
  readonly watchVersion: number;
  /** A day, the first day of a period, a source, a model, a key. */
  readonly subject: string;
  readonly channelId: string;
  readonly setUpBy: string;
  /** `between`: not enough to fire, too much to resolve. */
  readonly condition: 'holds' | 'between' | 'clear';
  /** The highest threshold reached, in percent; 0 without thresholds. */
  readonly level: number;
  /** Whether its scope names people or keys. */
  readonly namesPeople: boolean;
  /** What a message would say; computed only when a message is written. */
  facts(): Promise<Omit<AlertFacts, 'namesPeople'>>;
}

/** The fields shared by all findings of a budget or alert, without a threshold reached. */
export function foundBy(
  watch: string,
  { version, channelId, setUpBy, filters }: Watch & { readonly channelId: string; readonly filters: readonly Filter[] },
): Pick<WatchFinding, 'watch' | 'watchVersion' | 'channelId' | 'setUpBy' | 'level' | 'namesPeople'> {
  return { watch, watchVersion: version, channelId, setUpBy, level: 0, namesPeople: namesPeople(filters) };
}

/** An alert about one day stays open for two weeks unless corrected: time for somebody on vacation, and for figures to settle. */
export const openDays = 14;

/** The last {@link openDays} including today, but none before `watchedFrom`: a backfill must not flood a channel. */
export function watchedDays(watchedFrom: Day, now: Instant): Period {
  const today = dayOf(now);
  const oldest = addDays(today, 1 - openDays);
  return { from: watchedFrom > oldest ? watchedFrom : oldest, to: addDays(today, 1) };
}

/** Up to this many causes per dimension, each at least a twentieth of the change. */
const namedParts = 3;
const leastPart = 20n;

/**
 * Why `period` cost more than `previous`, as in `/spend why`; by person only when everyone can see people.
 * Null when it did not, or when the days before were not fully collected: growth from a gap is no growth.
 */
export async function causesOfIncrease(
  parts: AlertParts,
  period: Period,
  previous: Period,
  filters: readonly Filter[],
  now: Instant,
): Promise<AlertFacts['causes']> {
  const { causes, read } = await readCauses(parts, { period, previous, filters, now });
  const changeNanoUsd = causes.change.afterNanoUsd - causes.change.beforeNanoUsd;
  if (changeNanoUsd <= 0n || read.coverage.missingDays(previous).length > 0) return null;
  const dimensions: readonly AlertCause['dimension'][] =
    parts.peopleVisible === 'everyone' ? ['model', 'project', 'user'] : ['model', 'project'];
  const named = dimensions.flatMap(dimension => {
    const contributors = causes.by.find(({ attribute }) => attribute === dimension)?.contributors ?? [];
    return contributors
      .map(({ label, beforeNanoUsd, afterNanoUsd }) => ({ dimension, label, changeNanoUsd: afterNanoUsd - beforeNanoUsd }))
      .filter(cause => cause.changeNanoUsd * leastPart >= changeNanoUsd)
      .slice(0, namedParts);
  });
  return { from: previous.from, to: lastDay(previous), changeNanoUsd, parts: named };
}
