import type { Readable } from 'node:stream';
import { type Config, type ConfigNeeds, readConfig, type Setting, type Variables } from '#app/config.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { Clock } from '#core/time/day.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import type { Output, OutputStream } from './output.ts';

/** What a command reads from and writes to. */
export interface CommandIo {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The settings. Called only by a command that needs them. */
  environment(): Promise<Variables>;
  readonly clock: Clock;
}

/** What a command works with: its input, its two outputs, its settings and the time. */
export interface Command extends Pick<CommandIo, 'stdin' | 'environment' | 'clock'> {
  readonly out: Output;
  readonly err: Output;
}

/**
 * Runs `use` with the database and the settings in `uses`, and always closes the database. Ignores all other settings.
 *
 * @throws ConfigError if one of these settings is wrong, or one in `needs` is missing.
 */
export async function withDatabase<Used extends Setting, T>(
  { environment }: Command,
  uses: readonly Used[],
  use: (database: Database, config: Pick<Config, Used | 'databaseUrl'>) => Promise<T>,
  needs: ConfigNeeds = {},
): Promise<T> {
  const config = await readConfig(await environment(), needs, [...uses, 'databaseUrl']);
  const database = await openDatabase(config.databaseUrl);
  try {
    return await use(database, config);
  } finally {
    await database.destroy();
  }
}

/** The price book, made once something needs it: a wrong price in the settings stops nothing else. */
export function lazyPriceBook({ environment }: Command, database: Database): () => Promise<PriceBook> {
  return async () => {
    const { currentPriceBook } = await import('#features/prices/current-price-book.ts');
    const { teamPrices } = await readConfig(await environment(), {}, ['teamPrices']);
    return currentPriceBook(database, teamPrices)();
  };
}
