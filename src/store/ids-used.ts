import type { Period } from '#core/time/period.ts';
import { type IdFilter, usageColumns } from './attributes.ts';
import { inPeriodAndFilters } from './conditions.ts';
import type { Database } from './database.ts';

/** Ids that usage has, by what they are of. Empty ones, of what belongs to nobody, are left out. */
export type IdsUsed = Readonly<Record<'model' | 'user' | 'project' | 'key', ReadonlySet<string>>>;

/** What was used in `period`, of the rows that pass every filter. */
export async function idsUsed(database: Database, period: Period, filters: readonly IdFilter[]): Promise<IdsUsed> {
  const rows = await database
    .selectFrom('usage_row')
    .where(inPeriodAndFilters(period, filters, usageColumns))
    .select(['model', 'user_id', 'project_id', 'key_id'])
    .distinct()
    .execute();
  const used = (column: keyof (typeof rows)[number]) => new Set(rows.map(row => row[column]).filter(id => id !== ''));
  return { model: used('model'), user: used('user_id'), project: used('project_id'), key: used('key_id') };
}
