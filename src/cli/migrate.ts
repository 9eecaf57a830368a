import { exitCodes } from '../exit.ts';
import { readAddress, shownAddress } from '../store/address.ts';
import { schemaVersion } from '../store/migrate.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

export const addMigrateCommand: AddCommand = (program, finish) => {
  program
    .command('migrate')
    .description('bring the database to the schema of this version; every other command does so too')
    .action(async () =>
      finish(
        await withEngine({}, async (engine, config) => {
          process.stdout.write(
            `${shownAddress(readAddress(config.databaseUrl))}: schema version ${await schemaVersion(engine.database)}\n`,
          );
          return exitCodes.done;
        }),
      ),
    );
};
