import type { Instant } from '../core/day.ts';
import { lastDay, type Period } from '../core/period.ts';
import type { AskedPeriod, Filter } from '../core/query.ts';
import type { AlertParts } from './alert-parts.ts';
import { answer } from './answer.ts';
import type { AnswerView, Group } from './view.ts';
import type { AlertCause, AlertFacts } from './view-alert.ts';

/** So many of each dimension are named. */
const namedParts = 3;

/**
 * What made `period` cost more than `previous`: the largest increases by model and by project, and by person where everyone may see
 * people. Null where it did not cost more, or where the days before were not wholly collected: growth from a gap is no growth.
 */
export async function causesOf(
  parts: AlertParts,
  period: AskedPeriod,
  previous: Period,
  filters: readonly Filter[],
  now: Instant,
): Promise<AlertFacts['causes']> {
  const dimensions = ['model', 'project', ...(parts.peopleVisible === 'everyone' ? ['user' as const] : [])] as const;
  const causes: AlertCause[] = [];
  let changeNanoUsd = 0n;
  for (const dimension of dimensions) {
    const ask = (asked: AskedPeriod) =>
      answer(parts, { metric: 'cost', period: asked, by: [dimension], filters, top: null, versus: previous, form: 'default' }, now);
    const after = await ask(period);
    const before = await ask({ ...previous, calendar: null });
    if (before.missingDays.length > 0) return null;
    changeNanoUsd = after.total.costNanoUsd - before.total.costNanoUsd;
    if (changeNanoUsd <= 0n) return null;
    causes.push(...largestIncreases(dimension, after, before));
  }
  return { from: previous.from, to: lastDay(previous), changeNanoUsd, parts: causes };
}

function largestIncreases(dimension: AlertCause['dimension'], after: AnswerView, before: AnswerView): AlertCause[] {
  const costsBefore = new Map(before.groups.map(group => [nameOf(group, dimension), group.costNanoUsd ?? 0n]));
  return after.groups
    .map(group => {
      const label = nameOf(group, dimension);
      return { dimension, label, changeNanoUsd: (group.costNanoUsd ?? 0n) - (costsBefore.get(label) ?? 0n) };
    })
    .filter(cause => cause.changeNanoUsd > 0n)
    .sort((a, b) => (a.changeNanoUsd === b.changeNanoUsd ? (a.label < b.label ? -1 : 1) : a.changeNanoUsd > b.changeNanoUsd ? -1 : 1))
    .slice(0, namedParts);
}

function nameOf({ label }: Group, dimension: AlertCause['dimension']): string {
  return typeof label === 'string' ? label : (label[dimension] ?? '');
}
