import { readConfig } from '#app/config.ts';
import { readAddress, shownAddress } from '#data/database/address.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { WrongUsage } from './arguments.ts';
import { type Command, withDatabase } from './command.ts';

export interface MigrateArguments {
  readonly from?: string;
  readonly to?: string;
}

export async function migrateCommand(command: Command, { from, to }: MigrateArguments): Promise<void> {
  if (from === undefined && to !== undefined) throw new WrongUsage('--to needs --from.');
  if (from !== undefined) {
    const { copyCommand } = await import('./copy.ts');
    return copyCommand(command, from, to ?? (await readConfig(await command.environment(), {}, ['databaseUrl'])).databaseUrl);
  }
  await withDatabase(command, [], async (database, { databaseUrl }) =>
    command.out.printLines([`${shownAddress(readAddress(databaseUrl))}: schema version ${await schemaVersion(database)}`]),
  );
}
