import { describeDays, describeFilters } from '#core/query/describe-query.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, daysBetween, firstOfMonth, hourMs, type Instant, startOf } from '#core/time/day.ts';
import { daysBefore, daysOf, type Period } from '#core/time/period.ts';
import type { DailyCosts } from '#core/usage/daily-history.ts';
import { dailyCosts } from '#data/figures/daily-costs.ts';
import { collectionStatus, sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type FirstUse, firstUses } from '#data/ledger/what-was-used.ts';
import { scopeText } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import { answer, spendOf } from '../answers/answer.ts';
import { forecastOf } from '../forecast/forecast.ts';
import { type ComparedDay, dayComparison } from '../verdict/day-comparison.ts';
import { knownCosts } from '../verdict/day-history.ts';
import { labellerOf } from '../verdict/labels.ts';
import { reachOfFigures } from '../verdict/staleness.ts';
import { comparedWeeks, sameWeekdaysBefore, usualCost } from '../verdict/usual.ts';
import { whyQuestion } from '../verdict/why-question.ts';
import { type Incident, latestIncident } from './incidents-store.ts';
import { type StoredAlertRule, storedAlertRules } from './rules-store.ts';
import { isSpike } from './spike.ts';
import type { AlertFacts, AlertFinding, MainProject, SpikeDay } from './view.ts';
import { causesOfSpend, foundBy, headingIn, openDays, type WatchFinding, watchedDays } from './watch-finding.ts';

/** How many days the picture of a spike shows: two earlier days of its weekday are among them. */
const picturedDays = 15;

/** The watched days as alerts tell them, and what is known of the days before them. */
async function watchedCosts(parts: AlertParts, rule: StoredAlertRule, now: Instant) {
  const watched = watchedDays(rule.watchedFrom, now);
  // What is usual for the oldest day of a picture is known from eight weeks before it.
  const period = { from: addDays(watched.from, -picturedDays - 7 * comparedWeeks), to: watched.to };
  const read = await dailyCosts(parts, { period, filters: rule.filters, now });
  const scope = describeFilters(rule.filters, await readNames(parts.database));
  const { lastReadAt, isBehind: isAllBehind, lacking } = await reachOfFigures(parts.database, now);
  const history = knownCosts(read);
  const days = daysOf(watched).map((day): ToldDay => {
    const isRunning = !read.complete.has(day);
    const isBehind = isRunning && (day < dayOf(now) || isAllBehind);
    return {
      ...{ day, isRunning, scope, costNanoUsd: read.costs.get(day) ?? 0n, sameWeekdays: sameWeekdaysBefore(day, history) },
      ...(isBehind && lastReadAt?.startsWith(day) ? { readUntil: lastReadAt } : {}),
      ...(isRunning && lacking !== null && lacking.lastReadAt < addDays(day, 1) ? { lacking } : {}),
    };
  });
  return { days, history };
}

type ToldDay = ComparedDay & Omit<Extract<AlertFinding, { alert: 'spike' }>, 'alert' | 'days'>;

/** A finding for each watched day: whether it cost more than the rule's amount. */
export async function findDaysOver(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const amountNanoUsd = rule.amountNanoUsd ?? 0n;
  const { days } = await watchedCosts(parts, rule, now);
  return days.map(found => ({
    ...foundBy(`alert:${rule.number}`, rule),
    subject: found.day,
    condition: found.costNanoUsd > amountNanoUsd ? 'holds' : 'recovers',
    facts: () => dayFacts(parts, rule, { alert: 'day', amountNanoUsd, ...found }, now),
  }));
}

/** The rest of what a message about one day says, compared with the same weekday of the week before. */
async function dayFacts(
  parts: AlertParts,
  { filters }: Pick<StoredAlertRule, 'filters'>,
  finding: Extract<AlertFinding, { alert: 'day' | 'spike' }>,
  now: Instant,
): Promise<Omit<AlertFacts, 'namesPeople'>> {
  const { day } = finding;
  const only = { from: day, to: addDays(day, 1), calendar: null };
  const weekBefore = { from: addDays(day, -7), to: addDays(day, -6) };
  const isThisMonth = firstOfMonth(day) === firstOfMonth(dayOf(now));
  return {
    finding,
    ...(await causesOfSpend(parts, { spent: only, period: only, previous: weekBefore }, filters, now)),
    heading: isThisMonth ? headingIn(await forecastOf(parts, { unit: 'month', filters, now })) : null,
    endsOn: addDays(day, openDays),
    why: whyQuestion(only, weekBefore, filters),
  };
}

/** A finding for each watched day: whether it is a spike, and more than usual by a day's verdict. A day can be one before all of it is read. */
export async function findSpikes(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const minimumNanoUsd = rule.amountNanoUsd ?? 0n;
  const { days, history } = await watchedCosts(parts, rule, now);
  return days.map(found => {
    const comparison = dayComparison(found);
    const isAboveUsual = comparison !== null && found.costNanoUsd > comparison.fromNanoUsd;
    const isFound = isAboveUsual && isSpike({ ...found, history, minimumNanoUsd });
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: found.day,
      condition: isFound ? 'holds' : found.isRunning ? 'between' : 'recovers',
      facts: () => dayFacts(parts, rule, { alert: 'spike', ...found, days: spikeDays(found, history) }, now),
    };
  });
}

function spikeDays({ day, costNanoUsd }: ToldDay, history: DailyCosts): SpikeDay[] {
  const known = new Map([...history, [day, costNanoUsd]]);
  return daysOf(daysBefore(addDays(day, 1), picturedDays)).flatMap(shown => {
    const cost = known.get(shown);
    return cost === undefined ? [] : [{ day: shown, costNanoUsd: cost, usualNanoUsd: usualCost(sameWeekdaysBefore(shown, history)) }];
  });
}

/** What a finding that is not about an amount leaves unsaid. */
const notFromSpend = { causes: null, largest: [], heading: null, endsOn: null, why: null } as const;

/** A first use counts only after this many collected days; otherwise everything would be new in the first week. */
const knownDaysBefore = 7;

/**
 * The models or keys first used on the watched days. A source that is being collected is skipped: its history may have gaps. So is a
 * model of which the channel heard that it lacks a price.
 */
export async function findFirstUses(
  parts: AlertParts,
  rule: StoredAlertRule,
  open: readonly Incident[],
  now: Instant,
): Promise<WatchFinding[]> {
  const { database } = parts;
  const dimension = rule.kind === 'new key' ? 'key' : 'model';
  const label = labellerOf(await readNames(database));
  const known: FirstUse[] = [];
  for (const use of await firstUses(database, dimension, watchedDays(rule.watchedFrom, now).from)) {
    const state = (await sourceStates(database)).find(({ source }) => source === use.source);
    const { firstDay } = await collectionStatus(database, use.source);
    if (state?.isActive !== true || state.collectingSince !== null || firstDay === null) continue;
    const isOpen = open.some(({ subject }) => subject === use.id);
    const isTold = !isOpen && dimension === 'model' && (await isToldUnpriced(parts, rule, use.id));
    if (daysBetween(firstDay, use.day) >= knownDaysBefore && !isTold) known.push(use);
  }
  const canTellCost = dimension === 'model' || parts.peopleVisible === 'everyone';
  return known.map(({ id, day }) => ({
    ...foundBy(`alert:${rule.number}`, rule),
    subject: id,
    condition: 'holds',
    facts: async () => {
      const of: Filter = { dimension, values: [id], exclude: false };
      const used = { from: day, to: addDays(dayOf(now), 1) };
      const { unpriced, total } = await spendOf(parts, { ...used, calendar: null }, [of], now);
      return {
        ...notFromSpend,
        finding: {
          alert: dimension === 'key' ? 'new key' : 'new model',
          ...{ name: label(dimension, id), day, project: await mainProject(parts, of, used, now) },
          costNanoUsd: canTellCost && unpriced.length === 0 ? total.costNanoUsd : null,
        },
        endsOn: addDays(day, openDays),
        why: canTellCost ? `by project ${scopeText([of])} ${describeDays(used)}` : null,
      };
    },
  }));
}

async function isToldUnpriced({ database }: AlertParts, { channelId }: StoredAlertRule, model: string): Promise<boolean> {
  const rules = (await storedAlertRules(database)).filter(other => other.kind === 'unpriced' && other.channelId === channelId);
  for (const { number } of rules) if (await latestIncident(database, `alert:${number}`, model)) return true;
  return false;
}

/** The project with most of the tokens of a model or key; null where nothing says. */
async function mainProject(parts: AlertParts, of: Filter, period: Period, now: Instant): Promise<MainProject | null> {
  const asked = { metric: 'tokens', period: { ...period, calendar: null }, by: ['project'], top: null, versus: null } as const;
  const { groups } = await answer(parts, { ...asked, filters: [of], form: 'default' }, now);
  const [largest] = groups;
  const label = typeof largest?.label === 'object' && largest.key?.project ? largest.label.project : undefined;
  return label === undefined || !largest?.share ? null : { label, share: largest.share };
}

/** A finding per source: whether nothing was collected for the rule's hours, counted from setup for one that was never collected. */
export async function findSilence({ database }: AlertParts, rule: StoredAlertRule, now: Instant): Promise<WatchFinding[]> {
  const states = (await sourceStates(database)).filter(state => state.isActive);
  return Promise.all(
    states.map(async ({ source, stoppedBecause, collectingSince }): Promise<WatchFinding> => {
      const { lastCollectedAt } = await collectionStatus(database, source);
      const since = lastCollectedAt === null ? startOf(rule.watchedFrom) : new Date(lastCollectedAt);
      const hours = Math.floor((now.getTime() - since.getTime()) / hourMs);
      const isBeingCollected = collectingSince !== null && now.getTime() - collectingSince.getTime() < hourMs;
      const named = states.length === 1 ? '' : source;
      return {
        ...foundBy(`alert:${rule.number}`, rule),
        subject: source,
        condition: hours < (rule.hours ?? 0) ? 'recovers' : isBeingCollected ? 'between' : 'holds',
        facts: async () => ({ ...notFromSpend, finding: { alert: 'silent', source: named, hours, lastCollectedAt, stoppedBecause } }),
      };
    }),
  );
}

/**
 * Models with usage on the watched days that the cost lacks, until nothing lacks a price. What a bill lately charged for them is a price
 * too; a bill of some days alone is none yet, for the next day would lack it again.
 */
export async function findUnpriced(
  parts: AlertParts,
  rule: StoredAlertRule,
  open: readonly Incident[],
  now: Instant,
): Promise<WatchFinding[]> {
  const days = watchedDays(rule.watchedFrom, now);
  const { unpriced, unpricedNotInCost, estimatedAsBilled = [] } = await spendOf(parts, { ...days, calendar: null }, [], now);
  const first = new Map((await firstUses(parts.database, 'model', days.from)).map(({ id, day }) => [id, day]));
  const lacking = Map.groupBy(unpricedNotInCost, ({ model }) => model);
  const isOnlyBilled = (model: string) => unpriced.some(one => one.model === model) && !estimatedAsBilled.some(one => one.model === model);
  return [...new Set([...lacking.keys(), ...open.map(({ subject }) => subject)])].map(model => {
    const quantities = (lacking.get(model) ?? []).map(({ unit, quantity }) => ({ unit, quantity }));
    const of: Filter = { dimension: 'model', values: [model], exclude: false };
    return {
      ...foundBy(`alert:${rule.number}`, rule),
      subject: model,
      condition: quantities.length > 0 ? 'holds' : isOnlyBilled(model) ? 'between' : 'recovers',
      facts: async () => ({
        ...notFromSpend,
        finding: {
          alert: 'unpriced',
          ...{ model, from: first.get(model) ?? days.from, isNew: first.has(model), quantities },
          project: await mainProject(parts, of, days, now),
        },
        why: model === '' ? null : `tokens by project ${scopeText([of])} ${describeDays(days)}`,
      }),
    };
  });
}
