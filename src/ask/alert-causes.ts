import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import type { AlertParts } from './alert-parts.ts';
import { readCauses } from './causes-between.ts';
import type { AlertCause, AlertFacts } from './view-alert.ts';

/** So many of each dimension are named, those that are at least a twentieth of the change. */
const namedParts = 3;
const leastPart = 20n;

/**
 * What made `period` cost more than `previous`: the largest increases by model and by project, and by person where everyone may see
 * people; the causes of `/spend why`. Null where it did not cost more, or where the days before were not wholly collected:
 * growth from a gap is no growth.
 */
export async function causesOf(
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
