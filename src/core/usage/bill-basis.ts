import type { NanoUsd } from '../money/nano-usd.ts';
import { type Day, type Instant, settlesAt } from '../time/day.ts';
import type { BilledCut } from './billed-row.ts';
import type { Attribute } from './dimensions.ts';

/** What OpenAI must have grouped a cut by for it to carry an attribute. A model is read from the line item. */
const groupingOf: Readonly<Partial<Record<Attribute, string>>> = {
  model: 'line_item',
  project: 'project_id',
  key: 'api_key_id',
  user: 'user_id',
};

/**
 * The cut of billed cost that carries all of `attributes`, or null where none does and the answer is estimated:
 * `project` for model, project and key; `user` for model and user. The source needs no cut.
 */
export function cutFor(attributes: readonly Attribute[]): BilledCut | null {
  const needed = attributes.filter(attribute => attribute !== 'source');
  if (needed.every(attribute => attribute === 'model' || attribute === 'project' || attribute === 'key')) return 'project';
  if (needed.every(attribute => attribute === 'model' || attribute === 'user')) return 'user';
  return null;
}

/** Whether rows that OpenAI grouped by `groupedBy` carry every one of `attributes`; a refused grouping carries nothing. */
export function carries(groupedBy: readonly string[], attributes: readonly Attribute[]): boolean {
  return groupedBy.length > 0 && attributes.every(attribute => attribute === 'source' || groupedBy.includes(groupingOf[attribute] ?? ''));
}

/**
 * Whether the billed cost of a day can stand for what it cost. A reading made after the day settled can; an earlier one
 * once it is at least 99 % of the estimate, for OpenAI's cost comes later than its usage.
 */
export function isBillComplete(
  reading: { readonly day: Day; readonly fetchedAt: Instant; readonly billedNanoUsd: NanoUsd; readonly estimatedNanoUsd: NanoUsd },
  settleDays: number,
): boolean {
  return reading.fetchedAt >= settlesAt(reading.day, settleDays) || reading.billedNanoUsd * 100n >= reading.estimatedNanoUsd * 99n;
}
