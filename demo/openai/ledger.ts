import { addDays, type Day, dayOf, daysBetween, type Instant, unixSecondsOf } from '#core/time/day.ts';
import { type Bill, createBill } from './billing/bill.ts';
import type { BillingTerms } from './billing/billing-terms.ts';
import { creditFor } from './charges.ts';
import { remembered } from './remembered.ts';
import { activity, historyDays, slotsOf } from './rhythm.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { apiKeys } from './team.ts';
import { type Meter, meters, type Quantities, type UsageEvent } from './usage-event.ts';
import type { Workload } from './workload.ts';
import { spike, workloads } from './workloads.ts';

/** Everything that the team did, and its bill. The same for the same seed, last day and terms. */
export interface Ledger extends Bill {
  readonly firstDay: Day;
  /** A weekday 9 to 12 days before the last day, with one person's batch job on a big model. */
  readonly spikeDay: Day;
  /** The day of OpenAI's credit. */
  readonly creditDay: Day;
  /** What was done on `day` until `now`, earliest first; nothing before the first day. */
  events(day: Day, now: Instant): readonly UsageEvent[];
}

const creditDaysAgo = 23;
const creditUsd = 25;

export interface LedgerOptions {
  /** In place of all that the team usually does, its spike and its credit. */
  readonly workloads?: readonly Workload[];
  readonly billing?: BillingTerms;
}

/**
 * The ledger of a history that ends on the day of `lastInstant`. Later days continue the pattern, and a past day never
 * changes, so a server may run across midnight.
 */
export function createLedger(seed: string, lastInstant: Instant, options: LedgerOptions = {}): Ledger {
  const lastDay = dayOf(lastInstant);
  const firstDay = addDays(lastDay, -historyDays);
  const spikeDaysAgo = spikeDaysBefore(lastDay);
  const creditDay = addDays(lastDay, -creditDaysAgo);
  const allWorkloads = options.workloads ?? [...workloads, spike(-spikeDaysAgo)];

  const wholeDay = remembered(day => (day < firstDay ? [] : eventsOfDay(day, lastDay, allWorkloads, seed)));
  const usualCredit = (day: Day) =>
    day === creditDay && !options.workloads ? [creditFor(unixSecondsOf(addDays(day, 1)) - 1, creditUsd)] : [];
  return {
    firstDay,
    spikeDay: addDays(lastDay, -spikeDaysAgo),
    creditDay,
    events: (day, now) => knownBy(wholeDay(day), now.getTime() / 1000),
    ...createBill(seed, options.billing ?? {}, wholeDay, usualCredit),
  };
}

/** One of four days in a row is always a weekday. */
function spikeDaysBefore(lastDay: Day): number {
  const isWeekday = (daysAgo: number) => ![0, 6].includes(new Date(`${addDays(lastDay, -daysAgo)}T00:00:00Z`).getUTCDay());
  return [10, 11, 9, 12].find(isWeekday) ?? 10;
}

function knownBy<T extends { readonly at: number }>(sorted: readonly T[], unixSeconds: number): readonly T[] {
  const last = sorted.at(-1);
  return last === undefined || last.at <= unixSeconds ? sorted : sorted.filter(({ at }) => at <= unixSeconds);
}

function eventsOfDay(day: Day, lastDay: Day, all: readonly Workload[], seed: string): UsageEvent[] {
  const relativeDay = -daysBetween(day, lastDay);
  return all
    .filter(({ runsFrom, runsUntil }) => (runsFrom ?? relativeDay) <= relativeDay && relativeDay <= (runsUntil ?? relativeDay))
    .flatMap(work => eventsOfWorkload(work, day, lastDay, seededRandom(`${seed} ${work.id} ${day}`)))
    .sort((a, b) => a.at - b.at);
}

function eventsOfWorkload(work: Workload, day: Day, lastDay: Day, random: Random): UsageEvent[] {
  const busy = work.steady ? 1 : activity(day, lastDay, work.hours) * (0.88 + 0.24 * random());
  const isStorage = work.endpoint === 'vector_stores';
  const requests = isStorage ? 1 : Math.round(work.requestsPerDay * busy);
  const startOfDay = unixSecondsOf(day);
  return slotsOf(requests, work.hours, random).map(({ secondOfDay, count }) => ({
    at: startOfDay + secondOfDay,
    endpoint: work.endpoint,
    projectId: work.projectId,
    userId: ownerOf.get(work.apiKeyId ?? '') ?? null,
    apiKeyId: work.apiKeyId,
    model: work.model,
    tier: work.tier,
    size: work.size,
    contextLevel: work.contextLevel,
    vectorStoreId: work.vectorStoreId,
    longContext: work.longContext,
    quantities: quantitiesOf(work, count, isStorage ? growthOfStorage(day, lastDay) : 1, random),
  }));
}

const ownerOf = new Map(apiKeys.flatMap(({ id, owner }) => ('personId' in owner ? [[id, owner.personId] as const] : [])));

/** Storage grows every day, weekends included. */
function growthOfStorage(day: Day, lastDay: Day): number {
  return 1.4 ** (1 - daysBetween(day, lastDay) / historyDays);
}

function quantitiesOf(work: Workload, count: number, scale: number, random: Random): Quantities {
  const size = 0.93 + 0.14 * random();
  const quantities: { [meter in Meter]?: number } = work.endpoint === 'vector_stores' ? {} : { requests: count };
  for (const meter of meters) {
    const perRequest = work.perRequest[meter];
    if (perRequest !== undefined) quantities[meter] = Math.round(perRequest * count * scale * (varies.has(meter) ? size : 1));
  }
  return quantities;
}

/** Requests differ in length; the number of images, sessions and calls that a request makes does not. */
const varies: ReadonlySet<Meter> = new Set<Meter>([
  'textInputTokens',
  'cachedTextTokens',
  'cacheWriteTokens',
  'cacheWrite30mTokens',
  'cacheWrite12hTokens',
  'audioInputTokens',
  'imageInputTokens',
  'textOutputTokens',
  'audioOutputTokens',
  'imageOutputTokens',
  'characters',
  'seconds',
]);
