import type { Database } from './database.ts';
import { changeDaysVersion } from './source-state.ts';

/**
 * Notes what `source` is asked for from now on. Endpoints that it no longer has (a member who left) keep their days, but
 * are not expected for new ones.
 */
export async function saveEndpoints(
  database: Database,
  source: string,
  endpoints: readonly { readonly id: string; readonly emptyIsKnown: boolean }[],
): Promise<void> {
  await database.transaction().execute(async transaction => {
    await transaction.updateTable('endpoint').set({ is_current: 0 }).where('source', '=', source).execute();
    for (const endpoint of endpoints) {
      const values = { is_current: 1, empty_is_known: endpoint.emptyIsKnown ? 1 : 0 };
      await transaction
        .insertInto('endpoint')
        .values({ source: source, endpoint: endpoint.id, ...values })
        .onConflict(conflict => conflict.columns(['source', 'endpoint']).doUpdateSet(values))
        .execute();
    }
    await changeDaysVersion(transaction, source);
  });
}
