import type { BilledCut } from './billed-row.ts';
import type { Attribute } from './dimensions.ts';

/** The grouping OpenAI needs to report an attribute. The model comes from the line item. */
const groupingOf: Readonly<Partial<Record<Attribute, string>>> = {
  model: 'line_item',
  project: 'project_id',
  key: 'api_key_id',
  user: 'user_id',
};

/** The billed cut with all of `attributes`: `project` has model, project, key; `user` has model, user. Null: the answer is estimated. */
export function cutFor(attributes: readonly Attribute[]): BilledCut | null {
  const needed = attributes.filter(attribute => attribute !== 'source');
  if (needed.every(attribute => attribute === 'model' || attribute === 'project' || attribute === 'key')) return 'project';
  if (needed.every(attribute => attribute === 'model' || attribute === 'user')) return 'user';
  return null;
}

/** Whether rows grouped by `groupedBy` have every one of `attributes`. A refused grouping has none. */
export function carries(groupedBy: readonly string[], attributes: readonly Attribute[]): boolean {
  return groupedBy.length > 0 && attributes.every(attribute => attribute === 'source' || groupedBy.includes(groupingOf[attribute] ?? ''));
}
