import type { Filter } from '#core/query/query.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import { namesPeople } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import type { ForecastView } from '../forecast/view.ts';
import type { Watch } from '../setup/watch-state-store.ts';
import { moversSince } from '../verdict/read-movers.ts';
import type { AlertFacts } from './view.ts';

/** The state of one watched subject at one moment. */
export interface WatchFinding {
  /** `budget:3`, `alert:2`. */
  readonly watch: string;
  readonly watchVersion: number;
  /** A day, the first day of a period, a source, a model, a key. */
  readonly subject: string;
  readonly channelId: string;
  readonly setUpBy: string;
  /** `between`: not enough to fire, too much to resolve. The others end what is open. */
  readonly condition: 'holds' | 'between' | 'recovers' | 'period ends' | 'withdraw';
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

/** Where the period of a forecast ends, as messages say it; null without one. */
export function headingIn({ from, to, forecast, budgetNanoUsd }: ForecastView): AlertFacts['heading'] {
  return forecast === null ? null : { from, to, forecastNanoUsd: forecast.totalNanoUsd, budgetNanoUsd };
}

/** A cause is at least a twentieth of the change. */
const leastPart = 20n;

/**
 * What `spent` was mostly for, and why `period`, its whole days, cost more than `previous`, as in `/spend why`; by person and key only when
 * everyone can see people. No causes when it did not cost more, or when the days before were not fully collected: growth from a gap is no growth.
 */
export async function causesOfSpend(
  parts: AlertParts,
  { spent, period, previous }: { readonly spent: Period; readonly period: Period; readonly previous: Period },
  filters: readonly Filter[],
  now: Instant,
): Promise<Pick<AlertFacts, 'causes' | 'largest'>> {
  const since = (one: Period) => moversSince(parts, { period: one, previous, filters, now }, parts.peopleVisible === 'everyone');
  const read = await since(period);
  const { movers, change, isWhole } = read;
  const isPart = period.to < spent.to;
  const { largest } = isPart ? await since(spent) : read;
  const changeNanoUsd = change.afterNanoUsd - change.beforeNanoUsd;
  if (changeNanoUsd <= 0n || !isWhole) return { causes: null, largest };
  const named = movers.filter(cause => cause.changeNanoUsd * leastPart >= changeNanoUsd);
  const through = isPart ? { through: lastDay(period) } : {};
  return { causes: { from: previous.from, to: lastDay(previous), ...through, changeNanoUsd, parts: named }, largest };
}
