import { readConfig } from '#app/config.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { readAddress, shownAddress } from '#data/database/address.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { type Command, wrongUsage } from './command.ts';
import { withDatabase } from './with-database.ts';

export interface MigrateArguments {
  readonly from?: string;
  readonly to?: string;
}

export async function migrateCommand(command: Command, { from, to }: MigrateArguments): Promise<ExitCode> {
  if (from === undefined && to !== undefined) return wrongUsage(command, '--to needs --from.');
  if (from !== undefined) {
    const { copyCommand } = await import('./copy.ts');
    return copyCommand(command, from, to ?? readConfig(await command.environment(), {}, ['databaseUrl']).databaseUrl);
  }
  return withDatabase(command, [], async (database, { databaseUrl }) => {
    await command.out.print(`${shownAddress(readAddress(databaseUrl))}: schema version ${await schemaVersion(database)}\n`);
    return exitCodes.done;
  });
}
