import { existsSync } from 'node:fs';
import { readConfig } from '#app/config.ts';
import { readAddress, shownAddress } from '#data/database/address.ts';
import { copyDatabase } from '#data/database/copy.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { openDatabase } from '#data/database/open.ts';
import { WrongUsage } from './arguments.ts';
import { type Command, withDatabase } from './command.ts';

export interface MigrateArguments {
  readonly from?: string;
  readonly to?: string;
}

export async function migrateCommand(command: Command, { from, to }: MigrateArguments): Promise<void> {
  if (from === undefined && to !== undefined) throw new WrongUsage('--to needs --from.');
  if (from !== undefined) {
    return copy(command, from, to ?? (await readConfig(await command.environment(), {}, ['databaseUrl'])).databaseUrl);
  }
  await withDatabase(command, [], async (database, { databaseUrl }) =>
    command.out.printLines([`${shownAddress(readAddress(databaseUrl))}: schema version ${await schemaVersion(database)}`]),
  );
}

/** Copies the database at `from` into the empty one at `to`, or resumes an interrupted copy. Prints what was copied. */
async function copy(command: Command, from: string, to: string): Promise<void> {
  const source = readAddress(from, '--from');
  const target = readAddress(to, '--to');
  const [copiedFrom, copiedTo] = [shownAddress(source), shownAddress(target)];
  if (copiedFrom === copiedTo) throw new WrongUsage(`--from and --to are both ${copiedTo}.`);
  // Opening a missing file would create it.
  if (source.kind === 'sqlite' && !existsSync(source.file)) throw new WrongUsage(`--from: there is no file ${source.file}.`);
  const sourceDatabase = await openDatabase(from);
  try {
    const targetDatabase = await openDatabase(to, { isCopyTarget: true });
    const { SingleBar } = await import('cli-progress');
    const bar = new SingleBar({ format: 'copying {table}: {value} rows', hideCursor: true, stream: command.err.stream });
    try {
      bar.start(0, 0, { table: '' });
      const tables = await copyDatabase(sourceDatabase, targetDatabase, {
        copiedFrom,
        onRows: (table, rows) => bar.increment(rows, { table }),
      });
      bar.stop();
      for (const { name, rows } of tables) await command.out.print(`${name}: ${rows.toLocaleString('en-US')} rows\n`);
      await command.out.printLines([
        `Copied ${copiedFrom} to ${copiedTo}; rows and sums are the same. Set DATABASE_URL to the new address.`,
      ]);
    } finally {
      bar.stop();
      await targetDatabase.destroy();
    }
  } finally {
    await sourceDatabase.destroy();
  }
}
