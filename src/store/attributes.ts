import type { Attribute } from '#core/usage/dimensions.ts';

/** The column of usage that holds an attribute. */
export const usageColumns = {
  model: 'model',
  user: 'user_id',
  project: 'project_id',
  key: 'key_id',
  operation: 'operation',
  tier: 'service_tier',
  source: 'source',
} as const satisfies Record<Attribute, string>;

/** The column of billed cost that holds an attribute; billed cost has no operation and no tier. */
export const billedColumns = {
  model: 'model',
  user: 'user_id',
  project: 'project_id',
  key: 'key_id',
  source: 'source',
} as const satisfies Partial<Record<Attribute, string>>;

/** An attribute's exact ids to keep, or to drop. Patterns were resolved before, so that the database compares for equality only. */
export interface IdFilter {
  readonly attribute: Attribute;
  readonly ids: readonly string[];
  readonly exclude: boolean;
}
