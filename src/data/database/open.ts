import type { Kysely } from 'kysely';
import { errorMessage } from '#core/error-message.ts';
import { readAddress, shownAddress } from './address.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { StoreError, unusable } from './store-error.ts';

export type Database = Kysely<Schema>;

/**
 * Opens and migrates the database at `url` (see {@link readAddress}; `file::memory:` for one in memory). The caller `destroy()`s it.
 * Throws StoreError when it can't be used, a newer spendbot wrote it, or it is an unfinished copy (unless `isCopyTarget`).
 */
export async function openDatabase(url: string, { isCopyTarget = false } = {}): Promise<Database> {
  const address = readAddress(url);
  // PostgreSQL's driver is loaded only where it's needed.
  const database = address.kind === 'sqlite' ? openSqlite(address.file) : await (await import('./postgres.ts')).openPostgres(address.url);
  try {
    await migrate(database);
    if (!isCopyTarget) await refuseUnfinished(database, shownAddress(address));
  } catch (error) {
    await database.destroy();
    if (error instanceof StoreError) throw error;
    const remedy = address.kind === 'sqlite' ? 'Restore a backup of it, or move it away.' : 'Its user must own the database or its schema.';
    throw unusable(`The database ${shownAddress(address)} cannot be used: ${errorMessage(error)}. ${remedy}`, error);
  }
  return database;
}

async function refuseUnfinished(database: Database, shown: string): Promise<void> {
  const copy = await database.selectFrom('unfinished_copy').select('copied_from').limit(1).executeTakeFirst();
  if (copy === undefined) return;
  throw unusable(`${shown} is an unfinished copy of ${copy.copied_from}. Finish it first: run \`spendbot migrate --from … --to …\` again.`);
}
