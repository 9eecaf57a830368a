import { describeFilters } from '#core/query/describe.ts';
import { addDays, type Instant } from '#core/time/day.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { StoredAlertRule } from '../store/alert-rules.ts';
import { causesOf } from './alert-causes.ts';
import type { AlertParts } from './alert-parts.ts';
import { type Found, foundBy } from './found.ts';
import { headingOf } from './heading.ts';
import { spendOf } from './spend-of.ts';
import type { AlertFacts, AlertFinding } from './view-alert.ts';
import { openDays, watchedDays } from './watched-days.ts';
import { whyQuestion } from './why-question.ts';

/** Which watched days cost more than the amount of `rule`, and which do not. */
export async function findDaysOver(parts: AlertParts, rule: StoredAlertRule, now: Instant): Promise<Found[]> {
  const amountNanoUsd = rule.amountNanoUsd ?? 0n;
  const scope = describeFilters(rule.filters, await readNames(parts.database));
  const { series } = await spendOf(parts, { ...watchedDays(rule.watchedFrom, now), calendar: null }, rule.filters, now);
  return series.map(({ day, costNanoUsd }) => ({
    ...foundBy(`alert:${rule.number}`, rule),
    subject: day,
    condition: costNanoUsd > amountNanoUsd ? 'holds' : 'clear',
    level: 0,
    facts: () => dayFacts(parts, rule, day, { alert: 'day', day, scope, costNanoUsd, amountNanoUsd }, now),
  }));
}

/** What a message about one day says besides what was found: compared with the same weekday of the week before. */
export async function dayFacts(
  parts: AlertParts,
  { filters }: Pick<StoredAlertRule, 'filters'>,
  day: string,
  finding: AlertFinding,
  now: Instant,
): Promise<AlertFacts> {
  const only = { from: day, to: addDays(day, 1), calendar: null };
  const weekBefore = { from: addDays(day, -7), to: addDays(day, -6) };
  return {
    finding,
    causes: await causesOf(parts, only, weekBefore, filters, now),
    heading: await headingOf(parts, 'month', filters, now),
    endsOn: addDays(day, openDays),
    why: whyQuestion(only, weekBefore, filters),
  };
}
