import { type Config, type ConfigNeeds, readConfig, type Setting } from '#app/config.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import type { Command } from './command.ts';

/**
 * Runs `use` with the database and the settings in `uses`, and always closes the database. Ignores all other settings.
 *
 * @throws ConfigError if one of these settings is wrong, or one in `needs` is missing.
 */
export async function withDatabase<Used extends Setting, T>(
  { environment }: Pick<Command, 'environment'>,
  uses: readonly Used[],
  use: (database: Database, config: Pick<Config, Used | 'databaseUrl'>) => Promise<T>,
  needs: ConfigNeeds = {},
): Promise<T> {
  const config = readConfig(await environment(), needs, [...uses, 'databaseUrl']);
  const database = await openDatabase(config.databaseUrl);
  try {
    return await use(database, config);
  } finally {
    await database.destroy();
  }
}
