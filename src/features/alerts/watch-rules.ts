import { describeFilters } from '#core/query/describe-query.ts';
import { addDays, type Day, dayOf, daysBetween, hourMs, type Instant, startOf } from '#core/time/day.ts';
import { daysBefore, daysOf } from '#core/time/period.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import { collectionStatus, sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type FirstUse, firstUses } from '#data/ledger/what-was-used.ts';
import type { AlertParts } from '../access/manager.ts';
import { spendOf } from '../answers/answer.ts';
import { headingOf } from '../forecast/forecast.ts';
import { labellerOf } from '../verdict/labels.ts';
import { whyQuestion } from '../why/why.ts';
import type { StoredAlertRule } from './rules-store.ts';
import { expectedOfSpike, usualCost } from './spike.ts';
import type { AlertFacts, AlertFinding, SpikeDay } from './view.ts';
import { causesOfSpend, foundBy, openDays, type WatchFinding, watchedDays } from './watch-finding.ts';

/** A finding for each watched day: whether it cost more than the rule's amount. */
export async function findDaysOver(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const amountNanoUsd = rule.amountNanoUsd ?? 0n;
  const scope = describeFilters(rule.filters, await readNames(parts.database));
  const { series } = await spendOf(parts, { ...watchedDays(rule.watchedFrom, now), calendar: null }, rule.filters, now);
  return series.map(({ day, costNanoUsd }) => ({
    ...foundBy(`alert:${rule.number}`, rule),
    subject: day,
    condition: costNanoUsd > amountNanoUsd ? 'holds' : 'clear',
    facts: () => dayFacts(parts, rule, day, { alert: 'day', day, scope, costNanoUsd, amountNanoUsd }, now),
  }));
}

/** The rest of what a message about one day says, compared with the same weekday of the week before. */
async function dayFacts(
  parts: AlertParts,
  { filters }: Pick<StoredAlertRule, 'filters'>,
  day: string,
  finding: AlertFinding,
  now: Instant,
): Promise<Omit<AlertFacts, 'namesPeople'>> {
  const only = { from: day, to: addDays(day, 1), calendar: null };
  const weekBefore = { from: addDays(day, -7), to: addDays(day, -6) };
  return {
    finding,
    ...(await causesOfSpend(parts, only, weekBefore, filters, now)),
    heading: await headingOf(parts, 'month', filters, now),
    endsOn: addDays(day, openDays),
    why: whyQuestion(only, weekBefore, filters),
  };
}

/** How far back spike detection looks from each day. */
const historyDays = 63;

/** A finding for each watched day: whether it is a spike. Today can be one before it is over. */
export async function findSpikes(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const watched = watchedDays(rule.watchedFrom, now);
  const scope = describeFilters(rule.filters, await readNames(parts.database));
  const period = { from: addDays(watched.from, -historyDays), to: watched.to };
  const { costs, complete } = await dailyCosts(parts, { period, filters: rule.filters, now });
  const today = dayOf(now);
  const history = new Map([...complete, [today, costs.get(today) ?? 0n]]);
  return daysOf(watched).map(day => {
    const usualNanoUsd = expectedOfSpike({ day, history, minimumNanoUsd: rule.amountNanoUsd ?? 0n });
    const costNanoUsd = history.get(day) ?? 0n;
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: day,
      condition: usualNanoUsd !== null ? 'holds' : history.has(day) ? 'clear' : 'between',
      facts: () =>
        dayFacts(parts, rule, day, { alert: 'spike', day, scope, costNanoUsd, usualNanoUsd, days: spikeDays(day, history) }, now),
    };
  });
}

/** How many days the picture of a spike shows: two earlier days of its weekday are among them. */
const picturedDays = 15;

function spikeDays(day: Day, history: ReadonlyMap<Day, bigint>): SpikeDay[] {
  return daysOf(daysBefore(addDays(day, 1), picturedDays)).flatMap(shown => {
    const costNanoUsd = history.get(shown);
    return costNanoUsd === undefined ? [] : [{ day: shown, costNanoUsd, usualNanoUsd: usualCost(shown, history) }];
  });
}

/** What a finding that is not about an amount leaves unsaid. */
const notFromSpend = { causes: null, largest: [], heading: null, endsOn: null, why: null } as const;

/** A first use counts only after this many collected days; otherwise everything would be new in the first week. */
const knownDaysBefore = 7;

/** The models or keys first used on the watched days. A source that is being collected is skipped: its history may have gaps. */
export async function findFirstUses({ database }: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const dimension = rule.kind === 'new key' ? 'key' : 'model';
  const label = labellerOf(await readNames(database));
  const known: FirstUse[] = [];
  for (const use of await firstUses(database, dimension, watchedDays(rule.watchedFrom, now).from)) {
    const state = (await sourceStates(database)).find(({ source }) => source === use.source);
    const { firstDay } = await collectionStatus(database, use.source);
    if (state?.isActive !== true || state.collectingSince !== null || firstDay === null) continue;
    if (daysBetween(firstDay, use.day) >= knownDaysBefore) known.push(use);
  }
  return known.map(({ id, day, source }) => ({
    ...foundBy(`alert:${rule.number}`, rule),
    subject: id,
    condition: 'holds',
    facts: async () => ({
      ...notFromSpend,
      finding: { alert: dimension === 'key' ? 'new key' : 'new model', name: label(dimension, id), day, source },
      endsOn: addDays(day, openDays),
    }),
  }));
}

/** A finding per source: whether nothing was collected for the rule's hours, counted from setup for one that was never collected. */
export async function findSilence({ database }: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const hours = rule.hours ?? 0;
  const states = (await sourceStates(database)).filter(state => state.isActive);
  return Promise.all(
    states.map(async ({ source, stoppedBecause, collectingSince }): Promise<WatchFinding> => {
      const { lastCollectedAt } = await collectionStatus(database, source);
      const since = lastCollectedAt === null ? startOf(rule.watchedFrom) : new Date(lastCollectedAt);
      const isBeingCollected = collectingSince !== null && now.getTime() - collectingSince.getTime() < hourMs;
      const finding = { alert: 'silent', source, hours, lastCollectedAt, stoppedBecause } as const;
      return {
        ...foundBy(`alert:${rule.number}`, rule),
        subject: source,
        condition: now.getTime() - since.getTime() < hours * hourMs ? 'clear' : isBeingCollected ? 'between' : 'holds',
        facts: async () => ({ ...notFromSpend, finding }),
      };
    }),
  );
}

/** Models with unpriced usage on the watched days. Those in `openSubjects` are cleared once priced or no longer used. */
export async function findUnpriced(
  parts: AlertParts,
  rule: StoredAlertRule,
  openSubjects: readonly string[],
  now: Instant,
): Promise<WatchFinding[]> {
  const days = watchedDays(rule.watchedFrom, now);
  // What is estimated as billed still lacks a price.
  const { unpriced, estimatedAsBilled = [] } = await spendOf(parts, { ...days, calendar: null }, [], now);
  const byModel = Map.groupBy([...unpriced, ...estimatedAsBilled], ({ model }) => model);
  return [...new Set([...byModel.keys(), ...openSubjects])].map(model => {
    const quantities = (byModel.get(model) ?? []).map(({ unit, quantity }) => ({ unit, quantity }));
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: model,
      condition: quantities.length > 0 ? 'holds' : 'clear',
      facts: async () => ({ ...notFromSpend, finding: { alert: 'unpriced', model, from: days.from, quantities } }),
    };
  });
}
