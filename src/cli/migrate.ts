import { environment, readConfig } from '../config.ts';
import { exitCodes } from '../exit.ts';
import { readAddress, shownAddress } from '../store/address.ts';
import { schemaVersion } from '../store/migrate.ts';
import type { AddCommand } from './command.ts';
import { copyCommand } from './copy.ts';
import { withEngine } from './engine.ts';

export const addMigrateCommand: AddCommand = (program, finish) => {
  program
    .command('migrate')
    .description('bring the database to the schema of this version; every other command does so too')
    .option('--from <url>', 'copy everything from this database, for example file:data/spendbot.sqlite; goes on where it stopped')
    .option('--to <url>', 'into this one, which is empty; without it DATABASE_URL')
    .action(async ({ from, to }: { from?: string; to?: string }) => {
      if (from !== undefined) return finish(await copyCommand(from, to ?? readConfig(environment()).databaseUrl));
      if (to !== undefined) {
        process.stderr.write('error: --to needs --from.\n');
        return finish(exitCodes.usage);
      }
      finish(
        await withEngine({}, async (engine, config) => {
          process.stdout.write(
            `${shownAddress(readAddress(config.databaseUrl))}: schema version ${await schemaVersion(engine.database)}\n`,
          );
          return exitCodes.done;
        }),
      );
    });
};
